import { isDeepStrictEqual } from "node:util";
import type { Connector } from "../../../connectors/port/connector.ts";
import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { ErpUser } from "../../../connectors/port/facets.ts";
import type { Actor } from "../../../connectors/port/item.ts";
import type { IdentityDocument, MailboxDocument } from "../../../store/documents/mailbox.ts";
import { put, scopeKey, StoreError, type Change, type Store } from "../../../store/store.ts";
import { ItemError } from "../../items/item-error.ts";
import type { Looker } from "../settings/companies.ts";
import { listMailboxes } from "./directory.ts";
import { arrive, chosenUser, inUserTurn, othersWhoAre, type ChosenUser } from "./erp-users.ts";
import { changedMeanwhile, savedWith, type Saving } from "../mailbox-acts.ts";
import {
  isFurther,
  mailboxKey,
  mailboxScope,
  scopeOf,
  type EngineDeps,
  type MailboxScope,
} from "../mailbox.ts";

/** Who a person is in the ERP, and how that was found. */
export interface Identity {
  readonly way: "address" | "hand";
  /** `null`: the ERP knows nobody by it (any more). */
  readonly user: ErpUser | null;
}

/** Somebody who is a user of the ERP already. */
export interface Holder {
  readonly tenantId: string;
  readonly mailboxId: string;
  readonly name: string;
}

/** What an administrator decides about who a person is in the ERP, and what is known of it. */
export interface Identities {
  /** Whether the tenant's ERP tells who is in it. */
  lists(tenantId: string): boolean;
  /** Who is in it; `null`: it does not tell. @throws ConnectorError where it cannot be asked */
  users(tenantId: string): Promise<readonly ErpUser[] | null>;
  /** What an administrator chose; `null`: nothing that holds in the tenant's ERP. */
  chosen(scope: MailboxScope): Promise<ChosenUser | null>;
  /** By an id of the tenant's ERP; `null`: it has none. */
  user(scope: MailboxScope, id: string): Promise<ErpUser | null>;
  byAddress(scope: MailboxScope): Promise<ErpUser | null>;
  /**
   * By ids of users, who else is one already, or is to be once he finishes Setup: whatever tenant of
   * the same ERP he is of.
   */
  holders(scope: MailboxScope): Promise<ReadonlyMap<string, readonly Holder[]>>;
  /**
   * From now on the person is this user. What he has under way as another one ends as where somebody
   * else takes a mailbox (`hand-over.ts`), and both sides are looked through once more.
   * @param beside mailboxes of others who are this user, and may stay it
   * @throws ItemError `erp-user-unknown` where the ERP has none by this id, `erp-user-taken` where
   *   somebody beyond `beside` is he, `conflict`
   */
  choose(scope: MailboxScope, userId: string, beside: readonly string[]): Promise<Moved>;
  /** He is again whom the ERP knows by his address. @throws as `choose` */
  takeBack(scope: MailboxScope, beside: readonly string[]): Promise<Moved>;
}

/** Ids of the user he was and of the one he is; `null`: none that is known. */
export interface Moved {
  readonly before: string | null;
  readonly now: string | null;
}

/** Somebody else is at it in the same moment; so often in a row is none. */
const attemptsMax = 5;

export function createIdentities(
  deps: EngineDeps,
  connectionOf: (tenantId: string) => string,
  saving: Saving,
): Identities {
  const { store } = deps;
  const erpOf = ({ tenantId }: MailboxScope): Connector => deps.erp(connectionOf(tenantId));

  /** Of two administrators who choose the same user at once, the second one is told of the first. */
  const alone = <T>({ tenantId }: MailboxScope, task: () => Promise<T>): Promise<T> =>
    inUserTurn(deps.userTurns, connectionOf(tenantId), task);

  /** The person's own mailbox; not what somebody else synchronizes for him. */
  const ownOf = async (scope: MailboxScope): Promise<MailboxDocument | undefined> => {
    const mailbox = await store.get(scope, "mailbox", mailboxKey);
    return mailbox === undefined || isFurther(mailbox) ? undefined : mailbox;
  };

  /** The mailbox as that user's, filed where he works: in the company it was where that is his, too. */
  const movedTo = async (mailbox: MailboxDocument, user: ErpUser): Promise<MailboxDocument> => {
    const erp = erpOf(scopeOf(mailbox));
    const actor = bareErpActor(scopeOf(mailbox), user.id);
    const companies = (await erp.profile?.companies(actor)) ?? [];
    const byId = (wanted: string | null) => companies.find(({ id }) => id === wanted);
    const company = byId(mailbox.companyId) ?? byId(user.companyId) ?? companies[0];
    if (company === undefined) {
      throw new ItemError("conflict", "This user works for no company in the ERP.", {
        field: "erpUserId",
      });
    }
    const located = (wanted: string | null) => company.locations.find(({ id }) => id === wanted);
    const location =
      located(mailbox.locationId) ?? located(user.locationId) ?? company.locations[0];
    const { erpAddress: _before, ...rest } = mailbox;
    return {
      ...rest,
      ...addressInErp(mailbox.address, user),
      connectionId: connectionOf(mailbox.tenantId),
      erpUserId: user.id,
      companyId: company.id,
      locationId: location?.id ?? null,
    };
  };

  /** Fences a run that is under way as the user before: it stores nothing any more. */
  const commit = async (
    scope: MailboxScope,
    said: Change,
    moved: MailboxDocument | null,
    before: MailboxDocument | undefined,
  ): Promise<void> => {
    const trial = moved === null ? null : { mailbox: moved, wishes: [] };
    if (trial !== null) await saving.before(trial);
    for (let attempt = 1; ; attempt++) {
      const epoch = await store.acquire(scope);
      // What was asked of the ERP meanwhile was asked for the mailbox as it was.
      if (!isDeepStrictEqual(await ownOf(scope), before)) throw changedMeanwhile();
      const also = trial === null ? [] : await savedWith(deps, trial);
      try {
        await store.commit(scope, [said, ...also], epoch);
        break;
      } catch (error) {
        if (!(error instanceof StoreError) || error.code !== "fenced") throw error;
        // A run began in the same moment, which says nothing against the choice.
        if (attempt === attemptsMax) throw changedMeanwhile();
      }
    }
    if (trial !== null) await saving.after(trial);
  };

  const identities: Identities = {
    lists: (tenantId) => deps.erp(connectionOf(tenantId)).profile?.users !== undefined,
    async users(tenantId) {
      const { profile } = deps.erp(connectionOf(tenantId));
      return (await profile?.users?.()) ?? null;
    },
    chosen: (scope) => chosenUser(store, scope, connectionOf(scope.tenantId)),
    user: (scope, id) => userById(erpOf(scope), bareErpActor(scope, id), id),
    async byAddress(scope) {
      const address = (await ownOf(scope))?.address ?? (await personAsked(store, scope))?.address;
      if (address === undefined || address === "") return null;
      return (await erpOf(scope).profile?.findUser(address.toLowerCase())) ?? null;
    },

    async holders({ tenantId, mailboxId: own }) {
      const connectionId = connectionOf(tenantId);
      const found = new Map<string, Holder[]>();
      const hold = (userId: string, scope: Omit<Holder, "name">, name: string): void => {
        if (scope.tenantId === tenantId && scope.mailboxId === own) return;
        const holder = { tenantId: scope.tenantId, mailboxId: scope.mailboxId, name };
        found.set(userId, [...(found.get(userId) ?? []), holder]);
      };
      const known = new Set<string>();
      for (const one of await listMailboxes(store, deps.log)) {
        if (isFurther(one)) continue;
        known.add(scopeKey(scopeOf(one)));
        if (one.connectionId !== connectionId || one.erpUserId === null) continue;
        hold(one.erpUserId, one, one.name);
      }
      for (const scope of (await store.scopes("mailbox")) as readonly MailboxScope[]) {
        if (known.has(scopeKey(scope))) continue;
        const said = await chosenUser(store, scope, connectionId);
        if (said === null) continue;
        hold(said.userId, scope, (await personAsked(store, scope))?.name ?? scope.mailboxId);
      }
      return found;
    },

    async choose(scope, userId, beside) {
      const connectionId = connectionOf(scope.tenantId);
      const user = await userToChoose(identities, scope, userId);
      return alone(scope, async () => {
        const holders = await holdersAgreed(identities, scope, user, beside);
        const before = await ownOf(scope);
        const was = before?.erpUserId ?? (await identities.chosen(scope))?.userId ?? null;
        const said = choiceOf(user, holders, connectionId, deps.clock.now());
        const moved = before === undefined ? null : await movedTo(before, user);
        await commit(scope, put("identity", "erp", said), moved, before);
        return { before: was, now: user.id };
      });
    },

    takeBack: (scope, beside) =>
      alone(scope, async () => {
        const before = await ownOf(scope);
        const said = await identities.chosen(scope);
        const user = await identities.byAddress(scope);
        if (before !== undefined && user === null) {
          throw new ItemError(
            "erp-user-unknown",
            "The ERP knows nobody by this person's mail address: enter it there first, or choose another user.",
          );
        }
        if (user !== null) await holdersAgreed(identities, scope, user, beside);
        const moved = before === undefined || user === null ? null : await movedTo(before, user);
        const gone: Change = { kind: "remove", collection: "identity", key: "erp" };
        await commit(scope, gone, moved, before);
        return { before: before?.erpUserId ?? said?.userId ?? null, now: user?.id ?? null };
      }),
  };
  return identities;
}

/** The user whom an administrator chooses by his id. @throws ItemError `erp-user-unknown` */
export async function userToChoose(
  identities: Pick<Identities, "user">,
  scope: MailboxScope,
  userId: string,
): Promise<ErpUser> {
  const user = await identities.user(scope, userId);
  if (user !== null) return user;
  throw new ItemError("erp-user-unknown", "The ERP has no user with this id.", {
    field: "erpUserId",
  });
}

/**
 * Who is this user already.
 * @param beside those of them who may stay it @throws ItemError `erp-user-taken` where others are he
 */
export async function holdersAgreed(
  { holders: holdersOf }: Pick<Identities, "holders">,
  scope: MailboxScope,
  { id, name }: ErpUser,
  beside: readonly string[],
): Promise<readonly Holder[]> {
  const holders = (await holdersOf(scope)).get(id) ?? [];
  const others = holders.filter(({ mailboxId }) => !beside.includes(mailboxId));
  if (others.length > 0) throw taken(name, others, scope);
  return holders;
}

/** What is kept of a choice. */
export function choiceOf(
  user: ErpUser,
  beside: readonly Holder[],
  connectionId: string,
  nowMs: number,
): ChosenUser {
  return {
    ...{ kind: "erp", connectionId, userId: user.id, name: user.name },
    address: user.address.toLowerCase(),
    beside: beside.map(({ mailboxId }) => mailboxId),
    at: new Date(nowMs).toISOString(),
  };
}

async function personAsked(
  store: Pick<Store, "get">,
  scope: MailboxScope,
): Promise<Extract<IdentityDocument, { kind: "person" }> | null> {
  const found = await store.get(scope, "identity", "person");
  return found?.kind === "person" ? found : null;
}

/**
 * Who a person is in the ERP: whom an administrator chose, for him or when he invited him, else whom it
 * knows by his address.
 * @param address asked for only where it decides
 * @throws ConnectorError where the ERP cannot tell
 */
export async function identify(
  { store, erp }: Pick<EngineDeps, "store" | "erp">,
  scope: MailboxScope,
  connectionId: string,
  address: () => Promise<string>,
): Promise<Identity> {
  const connector = erp(connectionId);
  const before = await chosenUser(store, scope, connectionId);
  const own = before === null ? await address() : "";
  const said = before ?? (await arrive(store, scope, connectionId, own));
  if (said !== null) {
    const { userId } = said;
    return { way: "hand", user: await userById(connector, bareErpActor(scope, userId), userId) };
  }
  const user = (await connector.profile?.findUser(own)) ?? null;
  return { way: "address", user };
}

/**
 * Refuses a user whom somebody else is already, of whatever tenant, unless an administrator agreed to it.
 * @throws ItemError `erp-user-taken`
 */
export async function refuseUserOfOthers(
  deps: Pick<EngineDeps, "store" | "log">,
  scope: MailboxScope,
  connectionId: string,
  user: ErpUser,
): Promise<void> {
  const others = await othersWhoAre(deps, scope, connectionId, user.id);
  if (others.length > 0) throw taken(user.name, others, scope);
}

/** By which other address the ERP knows somebody; nothing where it is that of his mailbox. */
export function addressInErp(
  mailbox: string,
  user: Pick<ErpUser, "address">,
): Pick<MailboxDocument, "erpAddress"> {
  const erpAddress = user.address.toLowerCase();
  return erpAddress === "" || erpAddress === mailbox.toLowerCase() ? {} : { erpAddress };
}

/** People of another company are not named: who is told of it may not know of them. */
function taken(
  name: string,
  holders: readonly Pick<Holder, "tenantId" | "name">[],
  { tenantId }: MailboxScope,
): ItemError {
  const own = holders.filter((one) => one.tenantId === tenantId);
  if (own.length === 0) {
    return new ItemError(
      "erp-user-taken",
      "Somebody of another company works in the ERP as this user already.",
    );
  }
  const by = own.map((one) => one.name).join(", ");
  const are = own.length === 1 ? "is" : "are";
  return new ItemError("erp-user-taken", `${by} ${are} ${name} in the ERP already.`, { by });
}

/** An ERP that answers for users neither by their ids nor as a list is asked who acts. */
async function userById(erp: Connector, actor: Actor, id: string): Promise<ErpUser | null> {
  const { profile } = erp;
  if (profile?.user !== undefined) return profile.user(id);
  if (profile?.users !== undefined) {
    return (await profile.users()).find((one) => one.id === id) ?? null;
  }
  try {
    const { user: name, address } = await erp.check(actor);
    const rest = { companyId: null, locationId: null, timeZone: null };
    return { id, name, address: address ?? "", ...rest };
  } catch (error) {
    const isUnknown =
      error instanceof ConnectorError &&
      (error.code === "forbidden" || error.code === "not-found" || error.code === "rejected");
    if (isUnknown) return null;
    throw error;
  }
}

function bareErpActor({ tenantId, mailboxId }: MailboxScope, erpUserId: string): Actor {
  return {
    ...{ tenantId, userId: mailboxId, mailboxId, address: "", erpUserId },
    ...{ companyId: null, locationId: null, timeZone: "UTC" },
  };
}

/**
 * Notes who signed in and has not finished Setup, which would tell his name: lists show him by it. The
 * address is what his token says, until Setup has it from his mailbox.
 */
export async function noteWhoCame(
  deps: Pick<EngineDeps, "store" | "clock">,
  { tenantId, userId, name, address }: Looker & { readonly name: string },
): Promise<void> {
  const scope = mailboxScope(tenantId, userId);
  const known = [
    await deps.store.get(scope, "mailbox", mailboxKey),
    await personAsked(deps.store, scope),
  ];
  if (known.every((one) => one == null)) await noteUnknown(deps, scope, { name, address });
}

/** Notes who asked for Setup in vain. */
export async function noteUnknown(
  { store, clock }: Pick<EngineDeps, "store" | "clock">,
  scope: MailboxScope,
  { name, address }: { readonly name: string; readonly address: string },
): Promise<void> {
  const before = await personAsked(store, scope);
  if (before?.name === name && before.address === address) return;
  const at = new Date(clock.now()).toISOString();
  await store.commit(scope, [put("identity", "person", { kind: "person", name, address, at })]);
}
