import { X509Certificate } from "node:crypto";
import { AuthError } from "../../auth/errors.ts";
import { reachMicrosoft, remedyOf } from "../../auth/remedies.ts";
import type { ClientCredential } from "../../lib/credential.ts";
import type { Clock } from "../../lib/clock.ts";
import { reasonOf, soon, well, wrong, type Found } from "./finding.ts";

export interface MicrosoftDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly authorityHost: string;
  readonly graphUrl: string;
  /** Acquires a token as the application, from the service itself. @throws AuthError */
  readonly prove: (tenantId: string) => Promise<void>;
}

const patienceMs = 10_000;

/** Whether the sign-in service is there and lets the application in, tenant by tenant. */
export async function lookAtSignIn(
  deps: MicrosoftDeps,
  tenantIds: readonly string[],
): Promise<readonly Found[]> {
  return Promise.all(
    tenantIds.map(async (tenantId) => {
      try {
        await deps.prove(tenantId);
        return well(`The sign-in service knows the application in tenant ${tenantId}.`);
      } catch (error) {
        if (!(error instanceof AuthError)) throw error;
        return refusal(deps, tenantId, error);
      }
    }),
  );
}

/** What decides by which door people sign in who come without a mail domain that is known here. */
export interface Door {
  readonly audience: "one" | "any" | null;
  /** The configuration names the registration. */
  readonly fixed: boolean;
}

/**
 * Whether the sign-in that all companies share may be shut to the application. Of a registration that
 * the environment names nobody is asked whose it is (`ENTRA_SINGLE_TENANT`); where Microsoft knows it in
 * two directories it is for several, whatever was told.
 * @param inTenants what was found of each tenant that is let in
 */
export function lookAtDoor(door: Door | null, inTenants: readonly Found[]): readonly Found[] {
  if (door === null || !door.fixed || inTenants.length < 2) return [];
  const isForSeveral = inTenants.filter(({ state }) => state === "ok").length >= 2;
  if (door.audience === "one" && isForSeveral) {
    return [
      soon(
        "ENTRA_SINGLE_TENANT says that the registration is for one directory, and Microsoft knows it in another one as well: people without a mail domain that is known here are led to the wrong sign-in.",
        "Take ENTRA_SINGLE_TENANT out, then restart.",
      ),
    ];
  }
  if (door.audience !== null || isForSeveral) return [];
  return [
    soon(
      "Nobody told whether the registration is for one directory alone. If it is, everybody without a mail domain that is known here is refused at the sign-in that companies share (AADSTS50194).",
      "See Entra, App registrations, Authentication, Supported account types. For one directory: enter its id as ENTRA_SINGLE_TENANT and restart, or make the registration multitenant. For any: nothing is to be done, and this ends with the first consent of another company.",
    ),
  ];
}

function refusal({ authorityHost }: MicrosoftDeps, tenantId: string, error: AuthError): Found {
  const { code, message, facts } = error;
  const { fixedBy, remedy } = remedyOf(error);
  if (code === "unavailable" && facts.aadsts === undefined) {
    const says = `${authorityHost} did not answer for tenant ${tenantId}: ${reasonOf(facts.cause)}.`;
    return wrong(says, remedy, fixedBy);
  }
  const number = facts.aadsts === undefined ? message : `AADSTS${facts.aadsts}`;
  return wrong(`The application is refused in tenant ${tenantId} (${number}).`, remedy, fixedBy);
}

const dayMs = 86_400_000;
/** Whoever orders a certificate needs some weeks. */
const soonDays = 30;

/** @param what begins the sentence; @param validTo as a certificate tells it */
export function expiryOf(what: string, validTo: string, clock: Clock, remedy: string): Found {
  const days = Math.floor((Date.parse(validTo) - clock.now()) / dayMs);
  const date = new Date(validTo).toISOString().slice(0, 10);
  if (days < 0) return wrong(`${what} has expired on ${date}.`, remedy);
  const says = `${what} is valid until ${date} (${days} days).`;
  return days < soonDays ? soon(says, remedy) : well(says);
}

/** When what the server proves itself with ends. */
export function lookAtCredential(
  credential: ClientCredential | null,
  clock: Clock,
): readonly Found[] {
  if (credential === null) {
    return [
      wrong(
        "No application of Entra is entered, or its credential cannot be read: nobody can sign in.",
        "Open the portal and enter it; `sync-to-erp administrator` prints the token for that.",
      ),
    ];
  }
  if (credential.kind === "secret") {
    const says = "The server proves itself by a client secret, which";
    const remedy = "Upload a certificate to the registration and enter that instead.";
    return credential.expiresAtMs === undefined
      ? [soon(`${says} ends without telling when.`, remedy)]
      : [
          expiryOf(
            "The client secret",
            new Date(credential.expiresAtMs).toISOString(),
            clock,
            "Make a new one in the registration and enter it, or better a certificate.",
          ),
        ];
  }
  const { validTo } = new X509Certificate(credential.certificatePem);
  const remedy =
    "Make a new certificate, upload it to the registration, then enter it here, in this order.";
  return [expiryOf("The certificate of the registration", validTo, clock, remedy)];
}

/** Beyond this edits are judged by the wrong time; from five minutes on tokens are refused. */
const skewMs = { soon: 30_000, wrong: 300_000 };

/** Whether Graph is reached, and how far our clock is from its. */
export async function lookAtGraph({ fetch, clock, graphUrl }: MicrosoftDeps): Promise<{
  readonly graph: readonly Found[];
  readonly clock: readonly Found[];
}> {
  const before = clock.now();
  let response: Response;
  try {
    response = await fetch(`${graphUrl}/v1.0/me`, {
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
    });
    await response.body?.cancel();
  } catch (error) {
    const unknown = soon("Microsoft's clock could not be asked.", "Mend what keeps Graph away.");
    return {
      graph: [wrong(`${graphUrl} did not answer: ${reasonOf(error)}.`, reachMicrosoft)],
      clock: [unknown],
    };
  }
  const graph = [well(`${graphUrl} answers.`)];
  const theirs = Date.parse(response.headers.get("date") ?? "");
  if (Number.isNaN(theirs)) {
    return {
      graph,
      clock: [
        soon(`${graphUrl} does not tell its time.`, "See whether a proxy answers in its place."),
      ],
    };
  }
  // Told in whole seconds, some time between question and answer.
  const off = Math.round(((before + clock.now()) / 2 - theirs - 500) / 1000);
  const says =
    Math.abs(off) <= 2
      ? "The clock is Microsoft's."
      : `The clock is ${Math.abs(off)} s ${off > 0 ? "ahead of" : "behind"} Microsoft's.`;
  const remedy = "Let the machine set its clock by NTP (timedatectl set-ntp true).";
  const distance = Math.abs(off) * 1000;
  if (distance >= skewMs.wrong) return { graph, clock: [wrong(says, remedy)] };
  return { graph, clock: [distance >= skewMs.soon ? soon(says, remedy) : well(says)] };
}
