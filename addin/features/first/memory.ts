import type { AudienceView } from "../../../server/api/contract/service/application.ts";

/**
 * What the way from the console into the portal needs over a reload and a sign-in: the token, and the
 * ids that were typed. Of this tab alone, and never a secret of the registration.
 */
export interface FirstMemory {
  readonly token: string;
  readonly clientId: string;
  readonly tenantId: string;
  /** Whose people are to sign in. */
  readonly audience: AudienceView;
}

const name = "sync-to-erp-first";
const nothing: FirstMemory = { token: "", clientId: "", tenantId: "", audience: "one" };

export function remembered(): FirstMemory {
  try {
    const kept = sessionStorage.getItem(name);
    return kept === null ? nothing : { ...nothing, ...(JSON.parse(kept) as Partial<FirstMemory>) };
  } catch {
    // No storage here: it is typed once more.
    return nothing;
  }
}

export function remember(part: Partial<FirstMemory>): void {
  try {
    sessionStorage.setItem(name, JSON.stringify({ ...remembered(), ...part }));
  } catch {
    // As above.
  }
}

/** The token is used, or refused: nothing of it is left in the browser. */
export function forgetFirst(): void {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // As above.
  }
}
