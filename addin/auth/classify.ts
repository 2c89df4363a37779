import { Failure, type FailureCode } from "../failures.ts";

interface SignInError {
  readonly name?: unknown;
  readonly errorCode?: unknown;
  readonly subError?: unknown;
  readonly message?: unknown;
}

/** AADSTS numbers that mean something else than "sign in again" (facts.md, aadsts.json). */
const numbered: readonly (readonly [RegExp, FailureCode])[] = [
  [/AADSTS(?:90094|90095|900941|90008)\b/u, "admin-consent-required"],
  [/AADSTS(?:65001|65004)\b/u, "consent-required"],
  [/AADSTS(?:50076|50079|50158|53000|53003)\b/u, "claims-required"],
  [/AADSTS(?:700016|7000229)\b/u, "not-installed"],
  [/AADSTS50194\b/u, "registered-for-one"],
];

/** MSAL's codes, and Entra's OAuth errors, which MSAL passes on as codes. */
const named: Readonly<Record<string, FailureCode>> = {
  consent_required: "consent-required",
  interaction_required: "signed-out",
  login_required: "signed-out",
  no_account_error: "signed-out",
  no_tokens_found: "signed-out",
  native_account_unavailable: "signed-out",
  bad_token: "signed-out",
  refresh_token_expired: "signed-out",
  invalid_grant: "signed-out",
  // The hidden frame was refused its cookies, or nobody answered in it.
  monitor_window_timeout: "signed-out",
  timed_out: "signed-out",
  redirect_bridge_timeout: "signed-out",
  iframe_closed_prematurely: "signed-out",
  popup_window_error: "popup-blocked",
  empty_window_error: "popup-blocked",
  block_nested_popups: "popup-blocked",
  user_cancelled: "sign-in-cancelled",
  user_cancel: "sign-in-cancelled",
  access_denied: "sign-in-cancelled",
  no_network_connectivity: "offline",
  no_network: "offline",
};

/** What an error of the sign-in library means to the person in front of it. */
export function classifySignIn(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const { name, errorCode, subError, message } = (error ?? {}) as SignInError;
  const text = typeof message === "string" ? message : "";
  const byNumber = numbered.find(([pattern]) => pattern.test(text))?.[1];
  const codes = [subError, errorCode].filter((code) => typeof code === "string");
  const byName = codes.map((code) => named[code.toLowerCase()]).find((code) => code !== undefined);
  // Outlook's bridge invents codes; the kind of error still says that the person is needed.
  const byKind = name === "InteractionRequiredAuthError" ? "signed-out" : "sign-in-failed";
  return new Failure(byNumber ?? byName ?? byKind, { cause: error });
}
