import { X509Certificate } from "node:crypto";
import { actorOf } from "../../../administration/administrators.ts";
import type { Act } from "../../../administration/acts.ts";
import type { ProveApplication } from "../../../auth/application-proof.ts";
import type {
  Application,
  Audience,
  EnteredApplication,
} from "../../../installation/application.ts";
import { cloudOf } from "../../../installation/clouds.ts";
import {
  redirectUris,
  registrationFiles,
  registrationFacts,
} from "../../../installation/registration.ts";
import type { ClientCredential } from "../../../lib/credential.ts";
import type {
  ApplicationView,
  EnteredApplicationBody,
  SavedApplication,
} from "../../contract/service/application.ts";
import type { ConsoleHandlers } from "../../console.ts";
import type { Handlers } from "../handler.ts";

export interface ApplicationHandlerDeps {
  readonly application: Application;
  readonly prove: ProveApplication;
  readonly publicUrl: string;
  readonly authorityHost: string;
  /** Without a version. */
  readonly graphUrl: string;
}

/** The application's registration: before anybody can sign in, and later in Service. */
export function applicationHandlers(
  deps: ApplicationHandlerDeps,
): ConsoleHandlers & Pick<Handlers, "application" | "saveApplication"> {
  const { application, prove, publicUrl, authorityHost, graphUrl } = deps;

  const filesFor = (audience: Audience) => [...registrationFiles(publicUrl, audience, graphUrl)];

  const view = async (): Promise<ApplicationView> => {
    const known = application.current();
    return {
      application: known === null ? null : shown(known),
      cloud: { authority: authorityHost, graph: graphUrl, ...cloudOf(authorityHost) },
      registration: { ...registrationFacts(), redirectUris: [...redirectUris(publicUrl)] },
      files: { one: filesFor("one"), any: filesFor("any") },
    };
  };

  const save = async (
    body: EnteredApplicationBody,
    by: Pick<Act, "actor" | "requestId">,
  ): Promise<SavedApplication> => {
    const entered = enteredOf(body);
    const finding = await prove(entered);
    if (finding !== undefined) return { proved: false, problem: finding };
    await application.save(entered, by);
    return { proved: true, problem: null };
  };

  return {
    firstApplication: () => view(),
    // Whoever reads the console is whoever runs the machine.
    enterApplication: ({ body, requestId }) =>
      save(body, { actor: { kind: "operator" }, requestId }),
    application: () => view(),
    saveApplication: ({ body, by }) =>
      save(body, { actor: actorOf(by.caller), requestId: by.requestId }),
  };
}

function enteredOf({
  clientId,
  tenantId,
  audience,
  credential,
}: EnteredApplicationBody): EnteredApplication {
  return {
    audience: audience ?? null,
    clientId: clientId.toLowerCase(),
    tenantId: tenantId.toLowerCase(),
    credential:
      credential.kind === "certificate"
        ? { kind: "certificate", certificatePem: credential.certificate, keyPem: credential.key }
        : {
            ...{ kind: "secret", secret: credential.secret },
            ...(credential.expires === undefined
              ? {}
              : { expiresAtMs: Date.parse(credential.expires) }),
          },
  };
}

function shown({
  clientId,
  tenantId,
  audience,
  credential,
  fixed,
}: NonNullable<ReturnType<Application["current"]>>): ApplicationView["application"] {
  const expiresAtMs = credential === null ? undefined : endOf(credential);
  return {
    ...{ clientId, tenantId, audience, fixed, credential: credential?.kind ?? null },
    expires: expiresAtMs === undefined ? null : new Date(expiresAtMs).toISOString(),
  };
}

/** Ms since the epoch; of a secret only where somebody told. */
function endOf(credential: ClientCredential): number | undefined {
  if (credential.kind === "secret") return credential.expiresAtMs;
  return Date.parse(new X509Certificate(credential.certificatePem).validTo);
}
