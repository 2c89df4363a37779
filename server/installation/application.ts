import { z } from "zod";
import type { Act } from "../administration/acts.ts";
import type { Audit } from "../administration/audit.ts";
import { AdministrationError } from "../administration/administrators.ts";
import type { Clock } from "../lib/clock.ts";
import type { ClientCredential } from "../lib/credential.ts";
import type { ApplicationDocument } from "../store/documents/administration.ts";
import { put, type Store } from "../store/store.ts";

/** The application's registration in Entra, by which server and add-in sign in. */
export interface RegisteredApplication {
  readonly clientId: string;
  /** The directory that it is registered in; `null`: the configuration does not say. */
  readonly tenantId: string | null;
  /** Whose people may sign in by it: that directory's, or any's; `null`: nobody told. */
  readonly audience: Audience | null;
  /** `null`: what was entered cannot be opened any more, its key is gone. */
  readonly credential: ClientCredential | null;
  /** Named by the configuration, and to be changed there only. */
  readonly fixed: boolean;
}

export type Audience = NonNullable<ApplicationDocument["audience"]>;

/** As an administrator enters it; it was proved before it comes here. */
export interface EnteredApplication {
  readonly clientId: string;
  readonly tenantId: string;
  /** `null`: as it is known, where it is the same registration. */
  readonly audience: Audience | null;
  readonly credential: ClientCredential;
}

/** Which application this server is to Entra; asked at each use, since it may be entered at any time. */
export interface Application {
  /** `null`: nobody has entered one, so that nobody can sign in. */
  readonly current: () => RegisteredApplication | null;
  /** Reads what was stored; before that only what the configuration names is known. */
  load(): Promise<void>;
  /** @throws AdministrationError `fixed` */
  save(entered: EnteredApplication, by: Pick<Act, "actor" | "requestId">): Promise<void>;
  /** Microsoft gave it a token for this directory: if that is another than its own, it is for any. */
  seenIn(tenantId: string): Promise<void>;
}

export interface ApplicationDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: Pick<Audit, "record">;
  /** What the server's environment names. */
  readonly fixed: {
    readonly clientId: string;
    readonly credential: ClientCredential;
    /** The directory to whose people alone the registration is open; absent: nobody told. */
    readonly singleTenantId?: string;
  } | null;
  /** @param key under which the secret is stored */
  readonly seal: (key: string, text: string) => string;
  /** @throws Error where the key that sealed it is not known any more */
  readonly open: (key: string, sealed: string) => string;
  readonly log: { warn(facts: object, message: string): void };
}

const scope = { kind: "installation" } as const;
/** Of the one document and of the one secret. */
const key = "application";

const credentialSchema: z.ZodType<ClientCredential> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("secret"),
    secret: z.string(),
    expiresAtMs: z.number().optional(),
  }),
  z.strictObject({
    kind: z.literal("certificate"),
    certificatePem: z.string(),
    keyPem: z.string(),
  }),
]);

export function createApplication(deps: ApplicationDeps): Application {
  const { store, clock, audit, fixed } = deps;
  let current = fixed === null ? null : named(fixed);

  const keptCredential = async (): Promise<ClientCredential | null> => {
    const secret = await store.get(scope, "secrets", key);
    if (secret === undefined) return null;
    try {
      return credentialSchema.parse(JSON.parse(deps.open(key, secret.sealed)));
    } catch (error) {
      // Signing in needs none: an administrator gets in and enters it anew.
      deps.log.warn({ err: error }, "the application's credential cannot be opened");
      return null;
    }
  };

  return {
    current: () => current,

    async load() {
      if (fixed !== null) return;
      const stored = await store.get(scope, "application", key);
      current = stored === undefined ? null : known(stored, await keptCredential());
    },

    async seenIn(tenantId) {
      if (current === null || current.fixed || current.audience === "any") return;
      const stored = await store.get(scope, "application", key);
      if (stored === undefined || stored.tenantId === tenantId) return;
      const document = { ...stored, audience: "any" as const };
      await store.commit(scope, [put("application", key, document)]);
      current = known(document, current.credential);
    },

    async save({ clientId, tenantId, credential, ...entered }, by) {
      if (fixed !== null) {
        throw new AdministrationError(
          "fixed",
          "It is named by ENTRA_CLIENT_ID and can be changed there only.",
        );
      }
      const at = new Date(clock.now()).toISOString();
      const before = current;
      const isSame = before?.clientId === clientId && before.tenantId === tenantId;
      const audience = entered.audience ?? (isSame ? before.audience : null);
      const told = audience === null ? {} : { audience };
      await store.commit(scope, [
        put("application", key, { clientId, tenantId, ...told, at }),
        put("secrets", key, { sealed: deps.seal(key, JSON.stringify(credential)) }),
      ]);
      current = { clientId, tenantId, audience, credential, fixed: false };
      await audit.record({
        ...{ ...by, act: "application-saved", about: clientId },
        facts: {
          ...{ tenantId, credential: credential.kind, before: before?.clientId ?? null },
        },
      });
    },
  };
}

function named({
  clientId,
  credential,
  singleTenantId,
}: NonNullable<ApplicationDeps["fixed"]>): RegisteredApplication {
  const whose =
    singleTenantId === undefined
      ? { tenantId: null, audience: null }
      : { tenantId: singleTenantId, audience: "one" as const };
  return { clientId, credential, ...whose, fixed: true };
}

function known(
  { clientId, tenantId, audience }: Omit<ApplicationDocument, "at">,
  credential: ClientCredential | null,
): RegisteredApplication {
  return { clientId, tenantId, audience: audience ?? null, credential, fixed: false };
}
