import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import type { Clock } from "../lib/clock.ts";
import { createTurns } from "../lib/turns.ts";
import type { AppointmentDocument, AuditActor } from "../store/documents/administration.ts";
import { put, type Store } from "../store/store.ts";
import type { Audit } from "./audit.ts";
import { createPromises, type Promised, type PromisedRole } from "./promises.ts";
import { authorityOf, type Authority, type Grant, type Realm } from "./authority.ts";

/** Somebody as his token proves him. */
export interface Caller {
  readonly tenantId: string;
  readonly userId: string;
  readonly name: string;
  readonly address: string;
  /** The app roles that his tenant gave him. */
  readonly roles: readonly string[];
}

/** Who made a change, and in which request, for the audit trail. */
export interface By {
  readonly caller: Caller;
  readonly requestId: string;
}

/** Who decided something that may also be decided by whoever runs the server. */
export interface Decider extends Omit<By, "caller"> {
  readonly caller: Caller | "operator";
}

export type AdministrationErrorCode =
  /** The token of the console is wrong, used or has run out. */
  | "token-refused"
  /** Only who administers the whole installation may change it. */
  | "beyond-reach"
  /** Nobody would be left who administers the installation. */
  | "last-administrator"
  /** Nothing of that kind within the caller's reach. */
  | "not-found"
  /** The server's configuration says so, and alone can say otherwise. */
  | "fixed"
  /** What was entered cannot be used. */
  | "rejected";

export class AdministrationError extends Error {
  override readonly name = "AdministrationError";
  readonly code: AdministrationErrorCode;
  /** What of the request is wrong. */
  readonly field: string | undefined;

  constructor(code: AdministrationErrorCode, message: string, field?: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

export interface Administrators {
  authority(caller: Caller): Promise<Authority>;
  /** Those appointed here; whoever has a role from Entra or from the ERP is told of there. */
  list(realm: Realm): Promise<readonly AppointmentDocument[]>;
  /**
   * Gives somebody a role, or another one than he had.
   * @param realm of who does it: what was given for everything is changed by who rules everything
   * @throws AdministrationError `last-administrator` | `not-found`
   */
  appoint(whom: Omit<AppointmentDocument, "by" | "at">, by: By, realm: Realm): Promise<void>;
  /** Those who get a role when they sign in for the first time. */
  promised(realm: Realm): Promise<readonly PromisedRole[]>;
  /**
   * A role in his company for somebody who has not come yet: his id is known when he signs in. It never
   * reaches further, because Entra says whose an address is (decision 42).
   * @param realm of who does it, as with `appoint`
   * @throws AdministrationError `beyond-reach`
   */
  promise(whom: Promised & Pick<AppointmentDocument, "role">, by: By, realm: Realm): Promise<void>;
  /** @throws AdministrationError `not-found` */
  withdraw(whom: Promised, by: By): Promise<void>;
  /**
   * Takes a role back, and what waits for him by an address of his: it would give him one again.
   * @param knownAs his addresses beside the one that he was appointed with
   * @throws AdministrationError `last-administrator` | `not-found`
   */
  dismiss(
    whom: Pick<AppointmentDocument, "tenantId" | "userId">,
    by: By,
    knownAs?: readonly string[],
  ): Promise<void>;
  /**
   * Nothing is left of his role where he had one; for whoever erases him, who tells of it.
   * @throws AdministrationError `last-administrator`
   */
  forget(whom: Pick<AppointmentDocument, "tenantId" | "userId">): Promise<void>;
  /**
   * A token that makes whoever enters it an administrator of the installation: for the console of the
   * machine, and for nothing that is kept. The one before it is worth nothing any more.
   */
  issueToken(): string;
  /** Whether this is the newest token, still good; it is not used up by asking. */
  holdsToken(token: string): boolean;
  /** @throws AdministrationError `token-refused` */
  enterToken(token: string, by: By): Promise<void>;
  /** Whether somebody administers the installation. */
  isAdministered(): Promise<boolean>;
}

export interface AdministratorsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: Pick<Audit, "record">;
  /** Administrators of the installation by the server's configuration. */
  readonly configured: readonly Pick<AppointmentDocument, "tenantId" | "userId">[];
  /** Whether the ERP says that this person administers it. */
  readonly erpSays: (caller: Caller) => Promise<boolean>;
}

/** As they are called in the application's registration in Entra. */
export const appRoles = { administrator: "Administrator", auditor: "Auditor" } as const;

const scope = { kind: "installation" } as const;
/** Long enough to find one's way from the console into a browser. */
const tokenLivesMs = 24 * 60 * 60 * 1000;

export function createAdministrators(deps: AdministratorsDeps): Administrators {
  const { store, clock, audit, configured } = deps;
  let issued: { readonly digest: Buffer; readonly until: number } | null = null;

  const keyOf = ({ tenantId, userId }: Pick<Caller, "tenantId" | "userId">): string =>
    JSON.stringify([tenantId, userId]);
  const isConfigured = (whom: Pick<Caller, "tenantId" | "userId">): boolean =>
    configured.some((one) => keyOf(one) === keyOf(whom));
  /** One change after the other: each is checked against what the one before it left. */
  const inTurn = createTurns();
  const appointments = async (): Promise<readonly AppointmentDocument[]> => [
    ...(await store.list(scope, "appointments")).values(),
  ];
  const appoint = async (
    whom: Omit<AppointmentDocument, "by" | "at">,
    by: string,
  ): Promise<void> => {
    const at = new Date(clock.now()).toISOString();
    await store.commit(scope, [put("appointments", keyOf(whom), { ...whom, by, at })]);
  };

  const promises = createPromises(deps);
  /**
   * Who was promised a role has it from now on, by his id: his address may become another's. A promise is
   * used up by whoever comes, also where it gives him nothing: left beside what he was given since, it
   * would give him back what is taken from him later.
   */
  const arrive = async (caller: Caller): Promise<AppointmentDocument | undefined> => {
    const appointed = () => store.get(scope, "appointments", keyOf(caller));
    if ((await promises.find(caller)) === undefined) return appointed();
    return inTurn("appointments", async () => {
      const [promised, before] = [await promises.find(caller), await appointed()];
      if (promised !== undefined && !outweighs(before, promised)) {
        const { tenantId, userId, name, address } = caller;
        const { role, by } = promised;
        // Whatever was promised: who makes people in Entra makes addresses too, and rules no more than that.
        const reach = "tenant";
        await appoint({ tenantId, userId, name, address, role, reach }, by);
        await audit.record({
          ...{ actor: actorOf(caller), act: "administrator-arrived", tenantId },
          ...{ about: nameOf(caller), facts: { role, reach, by, before: before?.role ?? null } },
        });
      }
      await promises.forget(caller);
      return appointed();
    });
  };

  /** @throws AdministrationError `last-administrator` where nobody else rules everything */
  const keepOne = async (found: AppointmentDocument): Promise<void> => {
    const others = (await appointments()).filter(
      (one) => keyOf(one) !== keyOf(found) && rulesAll(one),
    );
    if (!rulesAll(found) || others.length + configured.length > 0) return;
    throw new AdministrationError(
      "last-administrator",
      "Appoint somebody else for the whole installation first: nobody would be left.",
    );
  };

  /** @returns who it was; `undefined`: nobody was appointed by this name. */
  const remove = async (
    whom: Pick<AppointmentDocument, "tenantId" | "userId">,
  ): Promise<AppointmentDocument | undefined> => {
    const found = await store.get(scope, "appointments", keyOf(whom));
    if (found === undefined) return undefined;
    await keepOne(found);
    await store.commit(scope, [{ kind: "remove", collection: "appointments", key: keyOf(found) }]);
    return found;
  };

  const isGood = (token: string): boolean =>
    issued !== null &&
    clock.now() < issued.until &&
    timingSafeEqual(issued.digest, digestOf(token));

  return {
    async authority(caller) {
      const appointed = await arrive(caller);
      const grants: Grant[] = appointed === undefined ? [] : [appointed];
      if (isConfigured(caller)) grants.push({ role: "administrator", reach: "installation" });
      for (const role of ["administrator", "auditor"] as const) {
        if (caller.roles.includes(appRoles[role])) grants.push({ role, reach: "tenant" });
      }
      // Asked only where it would add something: it is a request to another system.
      if (authorityOf(grants).administers === "none" && (await deps.erpSays(caller))) {
        grants.push({ role: "administrator", reach: "tenant" });
      }
      return authorityOf(grants);
    },

    async list({ tenantId }) {
      const all = await appointments();
      return all.filter((one) => tenantId === null || one.tenantId === tenantId);
    },

    appoint: (whom, { caller, requestId }, realm) =>
      inTurn("appointments", async () => {
        const before = await store.get(scope, "appointments", keyOf(whom));
        refuseBeyond(before, realm);
        refuseBeyond(await promises.find(whom), realm);
        if (before !== undefined && !rulesAll(whom)) await keepOne(before);
        await appoint(whom, caller.name);
        await promises.forget(whom);
        await audit.record({
          ...{ actor: actorOf(caller), act: "administrator-appointed", requestId },
          ...{ tenantId: whom.tenantId, about: nameOf(whom) },
          facts: { role: whom.role, reach: whom.reach, before: before?.role ?? null },
        });
      }),

    promised: (realm) => promises.list(realm),

    promise: ({ role, ...whom }, { caller, requestId }, realm) =>
      inTurn("appointments", async () => {
        const reach = "tenant";
        const before = await promises.find(whom);
        refuseBeyond(before, realm);
        await promises.keep(whom, { role, reach, by: caller.name });
        await audit.record({
          ...{ actor: actorOf(caller), act: "administrator-promised", requestId },
          ...{ tenantId: whom.tenantId, about: whom.address },
          facts: { role, reach, before: before?.role ?? null },
        });
      }),

    withdraw: (whom, { caller, requestId }) =>
      inTurn("appointments", async () => {
        const found = await promises.find(whom);
        if (found === undefined) {
          throw new AdministrationError("not-found", "Nobody was appointed by this address.");
        }
        await promises.forget(whom);
        const { role, reach } = found;
        await audit.record({
          ...{ actor: actorOf(caller), act: "administrator-withdrawn", requestId },
          ...{ tenantId: whom.tenantId, about: whom.address, facts: { role, reach } },
        });
      }),

    dismiss: (whom, { caller, requestId }, knownAs = []) =>
      inTurn("appointments", async () => {
        const found = await remove(whom);
        if (found === undefined) {
          throw new AdministrationError("not-found", "Nobody was appointed by this name.");
        }
        const { tenantId } = found;
        for (const address of [found.address, ...knownAs]) {
          await promises.forget({ tenantId, address });
        }
        await audit.record({
          ...{ actor: actorOf(caller), act: "administrator-dismissed", requestId },
          ...{ tenantId: found.tenantId, about: nameOf(found) },
          facts: { role: found.role, reach: found.reach },
        });
      }),

    forget: (whom) =>
      inTurn("appointments", async () => {
        await remove(whom);
      }),

    issueToken() {
      const token = newToken();
      issued = { digest: digestOf(token), until: clock.now() + tokenLivesMs };
      return token;
    },

    holdsToken: (token) => isGood(token),

    async enterToken(token, { caller, requestId }) {
      const facts = {
        ...{ actor: actorOf(caller), act: "administrator-first" as const, requestId },
      };
      if (!isGood(token)) {
        await audit.record({ ...facts, outcome: "refused", about: nameOf(caller) });
        throw new AdministrationError(
          "token-refused",
          "This token is not the newest one, was used, or has run out. Make another: sync-to-erp administrator.",
        );
      }
      issued = null;
      const { tenantId, userId, name, address } = caller;
      const whom = { tenantId, userId, name, address, role: "administrator" } as const;
      await appoint({ ...whom, reach: "installation" }, "");
      await audit.record({ ...facts, about: nameOf(caller) });
    },

    async isAdministered() {
      return configured.length > 0 || (await appointments()).some(rulesAll);
    },
  };
}

/** Somebody as the audit trail names him. */
export function actorOf({
  tenantId,
  userId,
  name,
}: Pick<Caller, "tenantId" | "userId" | "name">): Extract<AuditActor, { kind: "person" }> {
  return { kind: "person", tenantId, userId, name };
}

/** The same of whoever runs the server. */
export function actorBehind({
  caller,
}: Pick<Decider, "caller">): Extract<AuditActor, { kind: "person" | "operator" }> {
  return caller === "operator" ? { kind: "operator" } : actorOf(caller);
}

/**
 * What was given for everything is changed by who rules everything.
 * @param before what was given; `undefined`: nothing
 * @throws AdministrationError `beyond-reach`
 */
function refuseBeyond(before: Pick<AppointmentDocument, "reach"> | undefined, realm: Realm): void {
  if (before?.reach !== "installation" || realm.tenantId === null) return;
  throw new AdministrationError(
    "beyond-reach",
    "He was appointed for the whole installation: only its administrators can change that.",
  );
}

/** Whether what he was given by his id stays: it is the newer act, or reaches further than any promise. */
function outweighs(
  given: AppointmentDocument | undefined,
  promised: Pick<AppointmentDocument, "at">,
): boolean {
  return given !== undefined && (given.reach === "installation" || given.at >= promised.at);
}

function rulesAll({ role, reach }: Pick<AppointmentDocument, "role" | "reach">): boolean {
  return role === "administrator" && reach === "installation";
}

function nameOf({ name, address }: Pick<Caller, "name" | "address">): string {
  return address === "" ? name : `${name} (${address})`;
}

/** Letters and digits that nobody takes for one another, typed from a console into a page. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** 100 bits, as five groups of four: no count of tries is needed, by which strangers could use it up. */
function newToken(): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return Array.from({ length: 5 }, group).join("-");
}

/** However it was typed. */
function digestOf(token: string): Buffer {
  const typed = token.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return createHash("sha256").update(typed).digest();
}
