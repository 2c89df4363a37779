import { randomUUID } from "node:crypto";
import type { WireRequest } from "../wire.ts";
import type { EntraState, Session } from "./state.ts";

const COOKIE = "ESTSAUTH";

/** The browser's sign-in session, by its cookie. */
export function readSession(
  state: EntraState,
  request: WireRequest,
): { readonly id: string; readonly session: Session } | undefined {
  const id = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]+)`).exec(request.headers["cookie"] ?? "")?.[1];
  const session = id === undefined ? undefined : state.sessions[id];
  return id === undefined || session === undefined ? undefined : { id, session };
}

/**
 * Adds a person to the browser's session. Returns the header that keeps it. The cookie must go along
 * inside Outlook's window, a third-party frame: hence `SameSite=None`.
 */
export function signIn(
  state: EntraState,
  request: WireRequest,
  userId: string,
  multiFactor: boolean,
): Record<string, string> {
  const current = readSession(state, request);
  const id = current?.id ?? randomUUID();
  state.sessions[id] = { accounts: { ...current?.session.accounts, [userId]: { multiFactor } } };
  return { "set-cookie": `${COOKIE}=${id}; Path=/; Secure; HttpOnly; SameSite=None` };
}

/** Ends the browser's session. Returns the header that forgets it. */
export function signOut(state: EntraState, request: WireRequest): Record<string, string> {
  const current = readSession(state, request);
  state.sessions = Object.fromEntries(
    Object.entries(state.sessions).filter(([id]) => id !== current?.id),
  );
  return { "set-cookie": `${COOKIE}=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0` };
}

/** Ends every session of a person, as a new password does. */
export function endSessions(state: EntraState, userId: string): void {
  state.sessions = Object.fromEntries(
    Object.entries(state.sessions).map(([id, { accounts }]) => [
      id,
      {
        accounts: Object.fromEntries(
          Object.entries(accounts).filter(([account]) => account !== userId),
        ),
      },
    ]),
  );
}
