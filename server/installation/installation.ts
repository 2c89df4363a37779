import type { Act } from "../administration/acts.ts";
import type { Audit } from "../administration/audit.ts";
import {
  actorBehind,
  AdministrationError,
  type By,
  type Decider,
} from "../administration/administrators.ts";
import type { Clock } from "../lib/clock.ts";
import { createTurns } from "../lib/turns.ts";
import type { ConnectionDocument, TenantDocument } from "../store/documents/administration.ts";
import { put, type Change, type Store } from "../store/store.ts";

/** A company's directory, and who named it: the configuration's cannot be changed here. */
export interface Tenant extends Omit<TenantDocument, "at" | "consentOnly"> {
  readonly fixed: boolean;
}

export interface ErpConnection extends Omit<ConnectionDocument, "at"> {
  readonly apiKey: string;
  readonly fixed: boolean;
}

/** What the server's environment names; it cannot be changed at run time. */
export interface Fixed {
  readonly tenants: readonly { readonly id: string; readonly domains: readonly string[] }[];
  readonly connections: readonly Omit<ErpConnection, "fixed">[];
}

/** Which companies and ERPs there are. What is asked is answered from memory: every request asks. */
export interface Installation {
  readonly tenants: () => readonly Tenant[];
  readonly connections: () => readonly ErpConnection[];
  /** Reads what was stored; before that only what the configuration names is known. */
  load(): Promise<void>;
  /**
   * @param isNew whether it is one more, which must not be known yet; else it must be
   * @throws AdministrationError `fixed` | `not-found` | `rejected` (naming the field)
   */
  saveTenant(
    tenant: Pick<TenantDocument, "id" | "name" | "domains">,
    by: By,
    isNew: boolean,
  ): Promise<void>;
  /** @throws AdministrationError `fixed` | `not-found` */
  removeTenant(id: string, by: By): Promise<void>;
  /**
   * Microsoft's page led somebody back who says that an administrator of the tenant agreed.
   * @param proved whether a token of a person there held what was agreed to
   */
  consented(id: string, by: By, proved: boolean): Promise<void>;
  /** A token of a person of the tenant held what an administrator is recorded to have agreed to. */
  consentProved(id: string): Promise<void>;
  /**
   * @param isNew whether it is one more; its short name must be free then
   * @throws AdministrationError `fixed` | `rejected` (naming the field)
   */
  saveConnection(connection: NewConnection, by: By, isNew: boolean): Promise<void>;
  /** @throws AdministrationError `fixed` | `not-found` */
  removeConnection(id: string, by: Decider): Promise<void>;
  /** @throws AdministrationError `rejected` where its address may not be asked */
  check(connection: NewConnection): ErpConnection;
  /** Is called after each change, when it holds. */
  onChange(listener: () => void): void;
}

export type NewConnection = Omit<ConnectionDocument, "at"> & {
  readonly apiKey?: string | undefined;
};

export interface InstallationDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: Pick<Audit, "record">;
  readonly fixed: Fixed;
  /** @param key under which the secret is stored */
  readonly seal: (key: string, text: string) => string;
  /** @throws Error where the key that sealed it is not known any more */
  readonly open: (key: string, sealed: string) => string;
  /** What is wrong with an ERP's address, in a sentence; `undefined`: nothing. */
  readonly mistakeOfAddress: (url: string) => string | undefined;
  /** Who is connected to what: what people have there is nothing to another system. */
  readonly connected: () => Promise<
    readonly { readonly tenantId: string; readonly connectionId: string }[]
  >;
  /**
   * Takes our address back from an ERP that is about to go, and forgets all that is kept of it beside
   * its entry here. Repeated, nothing happens.
   */
  readonly abandon: (connectionId: string) => Promise<void>;
  readonly log: { warn(facts: object, message: string): void };
}

const scope = { kind: "installation" } as const;
const noCompany = "No such company.";
const noErp = "No such ERP.";
const secretOf = (connectionId: string): string => `connection/${connectionId}`;

export function createInstallation(deps: InstallationDeps): Installation {
  const { store, clock, audit, fixed } = deps;
  const fixedTenants: readonly Tenant[] = fixed.tenants.map(({ id, domains }) => ({
    ...{ id, name: domains[0] ?? id, domains, fixed: true },
  }));
  const fixedConnections: readonly ErpConnection[] = fixed.connections.map((one) => ({
    ...one,
    fixed: true,
  }));
  let tenants = fixedTenants;
  let connections = fixedConnections;
  const listeners: (() => void)[] = [];
  /** One change after the other: each is checked against what the one before it left. */
  const inTurn = createTurns();

  const keyOf = async (id: string): Promise<string> => {
    const secret = await store.get(scope, "secrets", secretOf(id));
    if (secret === undefined) return "";
    try {
      return deps.open(secretOf(id), secret.sealed);
    } catch (error) {
      // It is refused by the ERP then, which is told; the other connections go on.
      deps.log.warn({ connectionId: id, err: error }, "the key of an ERP cannot be opened");
      return "";
    }
  };

  const load = async (): Promise<void> => {
    const stored = [...(await store.list(scope, "tenants")).values()];
    const known = new Set(fixedTenants.map(({ id }) => id));
    const consents = new Map(stored.map(({ id, consent }) => [id, consent]));
    tenants = [
      ...fixedTenants.map((one) => withConsent(one, consents.get(one.id))),
      ...stored
        .filter(({ id, consentOnly }) => !known.has(id) && consentOnly !== true)
        .map(({ at: _at, consentOnly: _only, ...one }) => ({ ...one, fixed: false })),
    ];
    const entered = [...(await store.list(scope, "connections")).values()].filter(
      ({ id }) => !fixedConnections.some((one) => one.id === id),
    );
    connections = [
      ...fixedConnections,
      ...(await Promise.all(
        entered.map(async ({ at: _at, ...one }) => ({
          ...one,
          apiKey: await keyOf(one.id),
          fixed: false,
        })),
      )),
    ];
  };

  /** @param act absent: nobody decided it, it was seen */
  const commit = async (changes: readonly Change[], act?: Act): Promise<void> => {
    await store.commit(scope, changes);
    await load();
    for (const listener of listeners) listener();
    if (act !== undefined) await audit.record(act);
  };

  const now = (): string => new Date(clock.now()).toISOString();
  const refuseFixed = (one: { readonly fixed: boolean } | undefined, variable: string): void => {
    if (one?.fixed !== true) return;
    throw new AdministrationError(
      "fixed",
      `It is named by ${variable} and can be changed there only.`,
    );
  };
  const tenantOf = (id: string) => tenants.find((one) => one.id === id);
  const connectionOf = (id: string) => connections.find((one) => one.id === id);
  const rejected = (field: string, message: string): never => {
    throw new AdministrationError("rejected", message, field);
  };

  const check = ({ apiKey, ...connection }: NewConnection): ErpConnection => {
    const mistake = deps.mistakeOfAddress(connection.url);
    if (mistake !== undefined) return rejected("url", mistake);
    const before = connectionOf(connection.id);
    // One that was shut out since keeps its ERP, should it be let in again.
    const strangers = connection.tenants.filter(
      (id) => tenantOf(id) === undefined && before?.tenants.includes(id) !== true,
    );
    if (strangers.length > 0) return rejected("tenants", "Let this company in first.");
    // Else whoever enters another address would be sent the key of the one before.
    const key = apiKey ?? (before?.url === connection.url ? before.apiKey : "");
    if (key === "")
      return rejected("apiKey", "Enter the ERP's key, also where its address changes.");
    return { ...connection, apiKey: key, fixed: false };
  };

  return {
    tenants: () => tenants,
    connections: () => connections,
    load,
    check,
    onChange: (listener) => void listeners.push(listener),

    saveTenant: (tenant, by, isNew) =>
      inTurn("installation", async () => {
        const old = tenantOf(tenant.id);
        refuseFixed(old, "TENANTS");
        if (isNew && old !== undefined) {
          rejected("tenantId", `It is let in already, as ${old.name}: change it in the list.`);
        }
        // Somebody shut it out meanwhile: that is not undone by a new name.
        if (!isNew && old === undefined) throw new AdministrationError("not-found", noCompany);
        const domains = tenant.domains.map((domain) => domain.toLowerCase());
        for (const domain of domains) {
          const other = tenants.find((one) => one.id !== tenant.id && one.domains.includes(domain));
          if (other !== undefined)
            rejected("domains", `${domain} belongs to ${other.name} already.`);
        }
        const before = await store.get(scope, "tenants", tenant.id);
        const { consentOnly: _only, ...kept } = before ?? {};
        await commit([put("tenants", tenant.id, { ...kept, ...tenant, domains, at: now() })], {
          ...actOf(by, "tenant-saved", tenant.id),
          about: tenant.name,
          facts: { domains: domains.join(", ") },
        });
      }),

    removeTenant: (id, by) =>
      inTurn("installation", async () => {
        const found = tenantOf(id);
        if (found === undefined) throw new AdministrationError("not-found", noCompany);
        refuseFixed(found, "TENANTS");
        if (id === by.caller.tenantId) {
          rejected("tenantId", "It is your own company: you would shut yourself out.");
        }
        await commit([{ kind: "remove", collection: "tenants", key: id }], {
          ...actOf(by, "tenant-removed", id),
          about: found.name,
        });
      }),

    consented: (id, by, proved) =>
      inTurn("installation", async () => {
        const found = tenantOf(id);
        if (found === undefined) throw new AdministrationError("not-found", noCompany);
        const { name, domains } = found;
        const before = await store.get(scope, "tenants", id);
        const wasProved = before?.consent?.proved === true;
        const consent = { at: now(), by: by.caller.name, proved: proved || wasProved };
        const only = found.fixed ? { consentOnly: true as const } : {};
        const document = { id, name, domains, at: now(), ...only, ...before, consent };
        await commit([put("tenants", id, document)], {
          ...actOf(by, "tenant-consent", id),
          about: name,
        });
      }),

    consentProved: (id) =>
      inTurn("installation", async () => {
        const before = await store.get(scope, "tenants", id);
        if (before?.consent === undefined || before.consent.proved === true) return;
        const consent = { ...before.consent, proved: true };
        await commit([put("tenants", id, { ...before, consent })]);
      }),

    saveConnection: (given, by, isNew) =>
      inTurn("installation", async () => {
        const old = connectionOf(given.id);
        refuseFixed(old, "ERP_CONNECTIONS");
        const people = (await deps.connected()).filter(
          ({ connectionId }) => connectionId === given.id,
        );
        if (isNew && (old !== undefined || people.length > 0)) {
          rejected("connectionId", "This short name is taken, or people were connected under it.");
        }
        // Their ids, links and records are those of the system they were connected to.
        if (old !== undefined && old.url !== given.url && people.length > 0) {
          rejected(
            "url",
            `${people.length} people are connected to the ERP at the address it has.`,
          );
        }
        const left = people.filter(({ tenantId }) => !given.tenants.includes(tenantId));
        if (left.length > 0) {
          rejected("tenants", `${left.length} people of a company that is left out are connected.`);
        }
        const { apiKey, fixed: _fixed, ...connection } = check(given);
        const before = connectionOf(given.id);
        for (const tenantId of connection.tenants) {
          const other = connections.find(
            (one) => one.id !== given.id && one.tenants.includes(tenantId),
          );
          if (other !== undefined)
            rejected("tenants", `${other.name} is connected for it already.`);
        }
        await commit(
          [
            put("connections", connection.id, { ...connection, at: now() }),
            put("secrets", secretOf(connection.id), {
              sealed: deps.seal(secretOf(connection.id), apiKey),
            }),
          ],
          {
            ...actOf(by, "connection-saved", null),
            about: connection.name,
            facts: {
              url: connection.url,
              tenants: connection.tenants.join(", "),
              series: connection.series,
              clock: connection.time?.clock ?? "",
              midnight: connection.time?.midnight !== "refused",
              keyChanged: before?.apiKey !== apiKey,
            },
          },
        );
      }),

    removeConnection: (id, by) =>
      inTurn("installation", async () => {
        const found = connectionOf(id);
        if (found === undefined) throw new AdministrationError("not-found", noErp);
        refuseFixed(found, "ERP_CONNECTIONS");
        const people = (await deps.connected()).filter(({ connectionId }) => connectionId === id);
        if (people.length > 0) {
          rejected(
            "connectionId",
            `${people.length} people are connected to it: erase them first.`,
          );
        }
        // Before: it takes the key to it. And after: its feed may have been read once more meanwhile.
        await deps.abandon(id);
        await commit(
          [
            { kind: "remove", collection: "connections", key: id },
            { kind: "remove", collection: "secrets", key: secretOf(id) },
          ],
          { ...actOf(by, "connection-removed", null), about: found.name },
        );
        await deps.abandon(id);
      }),
  };
}

function withConsent(tenant: Tenant, consent: TenantDocument["consent"]): Tenant {
  return consent === undefined ? tenant : { ...tenant, consent };
}

function actOf(by: Decider, act: Act["act"], tenantId: string | null): Act {
  return { actor: actorBehind(by), act, tenantId, requestId: by.requestId };
}
