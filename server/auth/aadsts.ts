import { AuthError as MsalError, InteractionRequiredAuthError } from "@azure/msal-node";
import { AuthError, type AuthErrorCode } from "./errors.ts";

/**
 * What Entra's error numbers mean to us. The numbers and their meaning are Microsoft's ("Microsoft
 * Entra authentication and authorization error codes"); the situations and the words are ours.
 */
export interface Explanation {
  readonly situation: Situation;
  /** Who can make it work again; `nobody`: it passes by itself. */
  readonly fixedBy: "person" | "administrator" | "operator" | "nobody";
  /** One sentence on what is wrong and one on what to do, for the person in front of the pane. */
  readonly told: string;
}

export type Situation =
  | "stale-token"
  | "signed-out"
  | "more-proof"
  | "no-consent"
  | "admin-consent"
  | "consent-pending"
  | "blocked"
  | "wrong-account"
  | "misconfigured"
  | "transient";

const explanations = {
  staleToken: {
    situation: "stale-token",
    fixedBy: "nobody",
    told: "Your sign-in has to be renewed. This happens by itself at the next try.",
  },
  signedOut: {
    situation: "signed-out",
    fixedBy: "person",
    told: "Your sign-in has ended, for example after a password change. Sign in again; nothing was deleted.",
  },
  moreProof: {
    situation: "more-proof",
    fixedBy: "person",
    told: "Your company asks for an additional proof of identity. Sign in again and confirm it.",
  },
  noConsent: {
    situation: "no-consent",
    fixedBy: "administrator",
    told: "Sync to ERP has not been allowed to use your calendar. Agree to it, or ask your administrator: he can agree for everybody under Service, Microsoft 365.",
  },
  declined: {
    situation: "no-consent",
    fixedBy: "person",
    told: "The permission was declined. Try again and accept it, or ask your administrator.",
  },
  adminConsent: {
    situation: "admin-consent",
    fixedBy: "administrator",
    told: "In your company an administrator has to allow Sync to ERP. Ask him: he finds the link for it under Service, Microsoft 365.",
  },
  consentPending: {
    situation: "consent-pending",
    fixedBy: "administrator",
    told: "Your request for permission is with your administrators. Try again once they have answered.",
  },
  unassigned: {
    situation: "blocked",
    fixedBy: "administrator",
    told: "You are not assigned to the application Sync to ERP. Ask your administrator to assign you.",
  },
  disabled: {
    situation: "blocked",
    fixedBy: "administrator",
    told: "This account is disabled. Synchronization is paused until your administrator enables it.",
  },
  device: {
    situation: "blocked",
    fixedBy: "administrator",
    told: "Your company's rules ask for a registered or compliant device. Use one, or ask your administrator.",
  },
  policy: {
    situation: "blocked",
    fixedBy: "administrator",
    told: "A rule of your company blocks this access. Your administrator finds the reason in the sign-in log.",
  },
  wrongAccount: {
    situation: "wrong-account",
    fixedBy: "person",
    told: "This account does not belong to the company's directory. Sign in with your work account.",
  },
  notInstalled: {
    situation: "admin-consent",
    fixedBy: "administrator",
    told: "Sync to ERP is not installed in your company's directory. Ask your administrator: he finds the link for it under Service, Microsoft 365.",
  },
  credential: {
    situation: "misconfigured",
    fixedBy: "operator",
    told: "The server's secret or certificate for Microsoft is wrong or has expired. The operator has to renew it.",
  },
  forOne: {
    situation: "misconfigured",
    fixedBy: "operator",
    told: "The application's registration at Microsoft is for one company alone. Whoever registered it has to make it multitenant.",
  },
  registration: {
    situation: "misconfigured",
    fixedBy: "operator",
    told: "The application's registration at Microsoft is incomplete. The operator has to correct it.",
  },
  transient: {
    situation: "transient",
    fixedBy: "nobody",
    told: "Microsoft's sign-in service does not answer properly just now. The next try comes by itself.",
  },
} as const satisfies Record<string, Explanation>;

type Topic = keyof typeof explanations;

/** The topic of each number. A number without a line is judged by the OAuth error beside it. */
const numbersOf: Readonly<Record<Topic, readonly number[]>> = {
  staleToken: [50013, 500131, 500133],
  signedOut: [50058, 50133, 50173, 70008, 70043, 700082, 700084],
  moreProof: [50072, 50074, 50076, 50078, 50079, 50158],
  noConsent: [65001],
  declined: [65004],
  adminConsent: [90094],
  consentPending: [90095],
  unassigned: [50105],
  disabled: [50057],
  device: [50097, 53000, 53001],
  policy: [53003, 530032],
  wrongAccount: [50020, 50034],
  notInstalled: [500011, 700016, 7000229],
  forOne: [50194],
  credential: [7000215, 7000218, 7000222, 700025, 700027],
  registration: [
    ...[28002, 50011, 70011, 90002, 90008, 90009, 650056, 650057, 700022],
    ...[900144, 7000114, 9001023, 9002313],
  ],
  transient: [50000, 50196, 90033, 90055],
};

const topics: ReadonlyMap<number, Topic> = new Map(
  Object.entries(numbersOf).flatMap(([topic, numbers]) =>
    // The keys of the table above are topics.
    numbers.map((number): [number, Topic] => [number, topic as Topic]),
  ),
);

const byOAuthError: Readonly<Record<string, Topic>> = {
  consent_required: "noConsent",
  interaction_required: "moreProof",
  login_required: "signedOut",
  invalid_grant: "signedOut",
  invalid_client: "credential",
  unauthorized_client: "registration",
  invalid_scope: "registration",
  invalid_resource: "registration",
  invalid_request: "registration",
  access_denied: "policy",
};

const codes: Readonly<Record<Situation, AuthErrorCode>> = {
  "stale-token": "unauthorized",
  "signed-out": "signed-out",
  "more-proof": "claims-required",
  "no-consent": "consent-required",
  "admin-consent": "consent-required",
  "consent-pending": "consent-required",
  blocked: "forbidden",
  "wrong-account": "forbidden",
  misconfigured: "misconfigured",
  transient: "unavailable",
};

/** Our reading of an AADSTS number; `undefined` for one that is not in the table. */
export function explain(aadsts: number): Explanation | undefined {
  const topic = topics.get(aadsts);
  return topic === undefined ? undefined : explanations[topic];
}

/**
 * Whatever a token request of MSAL threw, as an `AuthError`. What nobody foresaw counts as transient:
 * it is tried again later and shown, and nothing is thrown away for it.
 */
export function authErrorFrom(error: unknown, retryAfterMs?: number): AuthError {
  if (error instanceof AuthError) return error;
  if (!(error instanceof MsalError)) {
    return new AuthError("unavailable", "token request failed", {
      told: explanations.transient.told,
      cause: error,
    });
  }
  const aadsts = numberOf(error);
  const topic = (aadsts === undefined ? undefined : topics.get(aadsts)) ?? topicOf(error);
  const { situation, told } = explanations[topic];
  const claims = error instanceof InteractionRequiredAuthError ? error.claims : "";
  // A challenge outranks the number: it says what the next sign-in must bring.
  const code = claims === "" ? codes[situation] : "claims-required";
  return new AuthError(code, `${error.errorCode} ${aadsts ?? ""}`.trimEnd(), {
    told,
    correlationId: error.correlationId,
    ...(aadsts === undefined ? {} : { aadsts }),
    ...(claims === "" ? {} : { claims }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    cause: error,
  });
}

function numberOf(error: MsalError): number | undefined {
  return numberIn(error.errorMessage);
}

/** The number behind AADSTS in what Entra says; `undefined` where it gives none. */
export function numberIn(text: string): number | undefined {
  const number = /AADSTS(\d+)/.exec(text)?.[1];
  return number === undefined ? undefined : Number(number);
}

function topicOf(error: MsalError): Topic {
  const known = byOAuthError[error.subError] ?? byOAuthError[error.errorCode];
  if (known !== undefined) return known;
  // MSAL's own: nothing to refresh with.
  return error instanceof InteractionRequiredAuthError ? "signedOut" : "transient";
}
