import { createHash } from "node:crypto";
import { mailDefaults, mailOf, type MailSettings } from "../settings/mail.ts";
import { put, type Change, type Scope, type Store } from "../store/store.ts";
import type { TenantMail } from "./causes.ts";

/** What the operator decided in the environment: the setting above all others. */
export interface OperatorMail {
  readonly settings: MailSettings;
  readonly password: string | null;
}

/** What one level decided; `settings: null`: it uses the setting above. */
export interface Level {
  readonly settings: MailSettings | null;
  readonly hasPassword: boolean;
  /** Changes with every change, of the password as well. */
  readonly revision: string;
}

/** Settings of one level together with what it takes to use them. */
export interface UsableMail {
  readonly settings: MailSettings;
  readonly password: string | null;
}

/** What holds where a level decides nothing, and which of those above it says so. */
export interface AboveLevel {
  readonly settings: MailSettings;
  readonly is: "nothing" | "operator" | "installation" | "tenant";
}

/**
 * How mail is sent at each level: the operator's, everybody's here (`tenantId: null`), a tenant's, a
 * company's.
 */
export interface MailLevels {
  above(tenantId: string | null, companyId: string | null): Promise<AboveLevel>;
  level(tenantId: string | null, companyId: string | null): Promise<Level>;
  /** The companies that decided for themselves. */
  companies(tenantId: string): Promise<readonly string[]>;
  ofTenant(tenantId: string): Promise<TenantMail>;
  /** What holds for a company, or for the tenant itself, password included. */
  usable(tenantId: string | null, companyId: string | null): Promise<UsableMail>;
  /**
   * @param password what was entered; `null`: the one that is kept, where it was meant for this user
   *   and server, stays.
   */
  save(
    tenantId: string | null,
    companyId: string | null,
    settings: MailSettings | null,
    password: string | null,
  ): Promise<void>;
  /** The password that goes with a draft of a level's settings; `null`: there is none. */
  passwordFor(
    tenantId: string | null,
    companyId: string | null,
    settings: MailSettings,
    entered: string | null,
  ): Promise<string | null>;
}

/** Seals a secret for the scope and the name under which it is stored. */
export interface PasswordSealer {
  seal(scope: Scope, key: string, text: string): string;
  open(scope: Scope, key: string, sealed: string): string;
}

const prefix = "mail";
const keyOf = (companyId: string | null): string =>
  companyId === null ? prefix : `${prefix}/${companyId}`;

export function createMailLevels(deps: {
  readonly store: Store;
  readonly sealer: PasswordSealer;
  readonly operator: OperatorMail | null;
  readonly log: { warn(facts: Readonly<Record<string, unknown>>, message: string): void };
}): MailLevels {
  const { store, sealer, operator, log } = deps;
  const stored = async (tenantId: string | null, companyId: string | null) =>
    (await store.get(scopeOf(tenantId), "settings", keyOf(companyId)))?.values as
      MailSettings | undefined;

  const keptPassword = async (tenantId: string | null, companyId: string | null) => {
    const key = keyOf(companyId);
    const sealed = await store.get(scopeOf(tenantId), "secrets", key);
    if (sealed === undefined) return null;
    try {
      return sealer.open(scopeOf(tenantId), key, sealed.sealed);
    } catch (error) {
      // A key of the ring is gone: the server is told that the sign-in is refused, and an administrator
      // enters the password again.
      log.warn({ tenantId, error }, "a mail password is unreadable");
      return null;
    }
  };

  const companies = async (tenantId: string): Promise<readonly string[]> =>
    [...(await store.list(scopeOf(tenantId), "settings")).keys()].flatMap((key) =>
      key.startsWith(`${prefix}/`) ? [key.slice(prefix.length + 1)] : [],
    );

  const levels: MailLevels = {
    async above(tenantId, companyId) {
      const ofTenant = companyId === null ? undefined : await stored(tenantId, null);
      if (ofTenant !== undefined) return { settings: ofTenant, is: "tenant" };
      const everybodys = tenantId === null ? undefined : await stored(null, null);
      if (everybodys !== undefined) return { settings: everybodys, is: "installation" };
      return operator === null
        ? { settings: mailDefaults, is: "nothing" }
        : { settings: operator.settings, is: "operator" };
    },
    companies,
    async level(tenantId, companyId) {
      const settings = (await stored(tenantId, companyId)) ?? null;
      const secret = await store.get(scopeOf(tenantId), "secrets", keyOf(companyId));
      const revision = revisionOf(settings, secret?.sealed ?? null);
      return { settings, hasPassword: secret !== undefined, revision };
    },
    async ofTenant(tenantId) {
      const own = new Map<string, MailSettings>();
      for (const id of await companies(tenantId)) {
        const settings = await stored(tenantId, id);
        if (settings !== undefined) own.set(id, settings);
      }
      const above = await levels.above(tenantId, null);
      const tenant = (await stored(tenantId, null)) ?? null;
      return { tenant: mailOf([above.settings, tenant]), companies: own };
    },
    async usable(tenantId, companyId) {
      const places: readonly (readonly [string | null, string | null])[] = [
        ...(companyId === null ? [] : [[tenantId, companyId] as const]),
        ...(tenantId === null ? [] : [[tenantId, null] as const]),
        [null, null],
      ];
      for (const place of places) {
        const settings = await stored(...place);
        if (settings !== undefined) return { settings, password: await keptPassword(...place) };
      }
      return { settings: operator?.settings ?? mailDefaults, password: operator?.password ?? null };
    },
    async save(tenantId, companyId, settings, entered) {
      const key = keyOf(companyId);
      const password =
        settings === null ? null : await levels.passwordFor(tenantId, companyId, settings, entered);
      const gone = (collection: "settings" | "secrets"): Change => ({
        ...{ kind: "remove", collection, key },
      });
      const secret =
        password === null
          ? gone("secrets")
          : put("secrets", key, { sealed: sealer.seal(scopeOf(tenantId), key, password) });
      const values =
        settings === null ? gone("settings") : put("settings", key, { values: { ...settings } });
      await store.commit(scopeOf(tenantId), [values, secret]);
    },
    async passwordFor(tenantId, companyId, settings, entered) {
      const { transport } = settings;
      if (transport.kind !== "smtp" || transport.signIn !== "password") return null;
      if (entered !== null) return entered;
      const before = (await stored(tenantId, companyId))?.transport;
      // Whoever may change the server must not have the old one's password sent to it.
      const same =
        before?.kind === "smtp" &&
        before.host.toLowerCase() === transport.host.toLowerCase() &&
        before.port === transport.port &&
        before.user === transport.user &&
        (before.security === transport.security || transport.security !== "none");
      return same ? keptPassword(tenantId, companyId) : null;
    },
  };
  return levels;
}

/** Of the sealed password, which tells nothing of it and is another one each time it is sealed. */
function revisionOf(settings: MailSettings | null, sealed: string | null): string {
  return createHash("sha256")
    .update(JSON.stringify([settings, sealed]))
    .digest("hex")
    .slice(0, 32);
}

function scopeOf(tenantId: string | null): Scope {
  return tenantId === null ? { kind: "installation" } : { kind: "tenant", tenantId };
}
