import type { Tokens } from "./tokens.ts";

/**
 * Tokens whose maker needs something first (the public configuration, the sign-in library), so that
 * the pane can be painted meanwhile. A load that failed is repeated by the next call.
 */
export function lateTokens(load: () => Promise<Tokens>): Tokens {
  let loading: Promise<Tokens> | undefined;
  const tokens = (): Promise<Tokens> => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return {
    token: async (claims) => (await tokens()).token(claims),
    signIn: async (options) => (await tokens()).signIn(options),
    signOut: async () => (await tokens()).signOut(),
  };
}
