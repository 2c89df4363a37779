/** What Microsoft's consent page says in the address that it leads back to. It proves nothing. */
export interface ConsentAnswer {
  /** Ours, sealed: which company was asked. */
  readonly state: string;
  /** In Microsoft's words; `null`: it says that somebody agreed. */
  readonly error: string | null;
}

/** `null` where the address holds no such answer. */
export function consentAnswerIn(search: string): ConsentAnswer | null {
  const given = new URLSearchParams(search);
  const state = given.get("state");
  if (state === null || !given.has("admin_consent")) return null;
  return { state, error: given.get("error_description") ?? given.get("error") };
}
