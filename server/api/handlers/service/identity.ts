import type { AuditAct } from "../../../administration/acts.ts";
import { actorOf } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import { isWithin, type Realm } from "../../../administration/authority.ts";
import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { ErpUser } from "../../../connectors/port/facets.ts";
import type { Identities } from "../../../engine/mailboxes/people/identities.ts";
import { listMailboxes } from "../../../engine/mailboxes/people/directory.ts";
import type { InvitedUsers } from "../../../engine/mailboxes/people/invited-users.ts";
import { isFurther, mailboxScope, type MailboxScope } from "../../../engine/mailboxes/mailbox.ts";
import type { Overview } from "../../../engine/mailboxes/overview.ts";
import type { ErpConnection, Installation } from "../../../installation/installation.ts";
import type { ErpUserView, IdentityView } from "../../contract/service/identity.ts";
import { ProblemError, wordsOf } from "../../errors.ts";
import type { Language } from "../../told.ts";
import type { MailboxDocument } from "../../../store/documents/mailbox.ts";
import type { Store } from "../../../store/store.ts";
import type { Call, Handlers } from "../handler.ts";
import { notInvited, sightAsked, tenantAsked } from "./reach.ts";

export interface IdentityHandlerDeps {
  readonly store: Store;
  readonly overview: Overview;
  readonly identities: Identities;
  readonly invitedUsers: InvitedUsers;
  readonly installation: Pick<Installation, "connections">;
  readonly audit: Pick<Audit, "record">;
}

/** So many are shown at once: whoever has more looks for a name. */
const shownMost = 20;

/** Who somebody is in the ERP, as an administrator sees and decides it. */
export function identityHandlers(
  deps: IdentityHandlerDeps,
): Pick<
  Handlers,
  | "identity"
  | "erpUsers"
  | "setIdentity"
  | "invitedIdentity"
  | "invitedErpUsers"
  | "setInvitedIdentity"
> {
  const { overview, identities, store } = deps;

  const connectionOf = ({ tenantId }: MailboxScope): ErpConnection | undefined =>
    deps.installation.connections().find(({ tenants }) => tenants.includes(tenantId));

  /** How users are shown to whom looks from `realm`: with those who are one already, as far as he sees them. */
  const viewing = async (
    realm: Realm,
    scope: MailboxScope,
  ): Promise<(user: ErpUser) => ErpUserView> => {
    const holders = await identities.holders(scope);
    return ({ id, name, address }) => ({
      ...{ id, name, address },
      holders: (holders.get(id) ?? [])
        .filter(({ tenantId }) => isWithin(realm, tenantId))
        .map(({ mailboxId, name: holder }) => ({ mailboxId, name: holder })),
    });
  };

  const view = async (
    realm: Realm,
    { scope, syncedAs, desk }: Subject,
    language: Language,
  ): Promise<IdentityView> => {
    const connection = connectionOf(scope);
    const none = {
      ...{ connection: connection?.name ?? null, syncedAs },
      ...{ user: null, byAddress: null, since: null, lists: false, problem: null },
      isOwn: isOwn(realm, connection),
    };
    if (connection === undefined) return { ...none, way: "address" };
    const chosen = await desk.chosen(scope);
    const way = chosen === null ? "address" : "hand";
    const since = chosen?.at ?? null;
    try {
      const byAddress = await desk.byAddress(scope);
      const user = chosen === null ? byAddress : await identities.user(scope, chosen.userId);
      const viewOf = await viewing(realm, scope);
      return {
        ...{ ...none, way, since },
        user: user && viewOf(user),
        byAddress: byAddress && viewOf(byAddress),
        lists: identities.lists(scope.tenantId),
      };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return { ...none, way, since, problem: wordsOf(error, language) };
    }
  };

  /** @throws ProblemError `forbidden` where the ERP serves people whom the caller may not see: each of its users could be one of theirs */
  const refuseShared = (realm: Realm, scope: MailboxScope): void => {
    if (isOwn(realm, connectionOf(scope))) return;
    throw new ProblemError("forbidden", "Other companies use this ERP as well.", {
      remedy: "An administrator of the whole installation can do it.",
    });
  };

  const ofMailbox = async (call: Parameters<typeof sightAsked>[1]): Promise<Subject> => {
    const { scope, mailbox } = await sightAsked(overview, call);
    return {
      scope,
      syncedAs: mailbox?.erpUserId ?? null,
      desk: identities,
      about: scope.mailboxId,
    };
  };

  /** @throws ProblemError as `refuseShared`, and `rejected` for a mailbox of which somebody else is asked */
  const changeable = async (call: Parameters<typeof sightAsked>[1]): Promise<Subject> => {
    const { scope, mailbox } = await sightAsked(overview, call);
    refuseShared(call.realm, scope);
    if (mailbox === null || !isFurther(mailbox)) return ofMailbox(call);
    throw new ProblemError(
      "rejected",
      "In the ERP this mailbox is whoever synchronizes it: choose that person's user instead.",
    );
  };

  /** @throws ProblemError `not-found` for whom nobody invited, `conflict` for who has come */
  const ofInvited = async (
    call: Pick<AnyCall, "realm" | "by">,
    asked: { readonly tenantId?: string | undefined; readonly address: string },
  ): Promise<Subject> => {
    const tenantId = tenantAsked(call, asked.tenantId);
    const { address } = asked;
    const tenant = { kind: "tenant", tenantId } as const;
    if ((await store.get(tenant, "invitations", address)) === undefined) throw notInvited();
    const isHe = (one: MailboxDocument): boolean =>
      one.tenantId === tenantId && one.address.toLowerCase() === address && !isFurther(one);
    if ((await listMailboxes(store)).some(isHe)) {
      throw new ProblemError("conflict", "This person uses the product.", {
        ...{ field: "address", remedy: "Choose his user on his page, under Users." },
      });
    }
    const scope = mailboxScope(tenantId, address);
    return { scope, syncedAs: null, desk: deps.invitedUsers, about: "" };
  };

  const search = async (realm: Realm, scope: MailboxScope, typed: string) => {
    const sought = typed.trim().toLowerCase();
    const viewOf = await viewing(realm, scope);
    const all = await identities.users(scope.tenantId);
    if (all === null) {
      // It lists nobody: what was typed is an id, and is looked up.
      const user = sought === "" ? null : await identities.user(scope, typed.trim());
      return { users: user === null ? [] : [viewOf(user)], more: false };
    }
    const found = all
      .filter(({ id, name, address }) =>
        [id, name, address].some((word) => word.toLowerCase().includes(sought)),
      )
      .toSorted((one, other) => one.name.localeCompare(other.name));
    return { users: found.slice(0, shownMost).map(viewOf), more: found.length > shownMost };
  };

  const decide = async (
    { scope, desk, about }: Subject,
    { erpUserId, beside }: Choice,
    { caller, requestId }: AnyCall["by"],
  ): Promise<void> => {
    const moved =
      erpUserId === null
        ? await desk.takeBack(scope, beside)
        : await desk.choose(scope, erpUserId, beside);
    const act: AuditAct = erpUserId === null ? "identity-taken-back" : "identity-chosen";
    await deps.audit.record({
      ...{ actor: actorOf(caller), act, requestId, tenantId: scope.tenantId, about },
      facts: { before: moved.before, now: moved.now, beside: beside.length },
    });
  };

  return {
    async identity(call) {
      return view(call.realm, await ofMailbox(call), call.language);
    },

    async erpUsers(call) {
      const { scope } = await changeable(call);
      return search(call.realm, scope, call.query.text);
    },

    async setIdentity(call) {
      await decide(await changeable(call), call.body, call.by);
      return view(call.realm, await ofMailbox(call), call.language);
    },

    async invitedIdentity(call) {
      return view(call.realm, await ofInvited(call, call.query), call.language);
    },

    async invitedErpUsers(call) {
      const { scope } = await ofInvited(call, call.query);
      refuseShared(call.realm, scope);
      return search(call.realm, scope, call.query.text);
    },

    async setInvitedIdentity(call) {
      const subject = await ofInvited(call, call.body);
      refuseShared(call.realm, subject.scope);
      await decide(subject, call.body, call.by);
      return view(call.realm, subject, call.language);
    },
  };
}

type AnyCall = Pick<Call<"identity">, "realm" | "by">;
type Choice = Pick<Call<"setIdentity">["body"], "erpUserId" | "beside">;

/** Of whom it is asked and decided: of a mailbox's person, or of somebody who was only invited. */
interface Subject {
  /** Who was only invited has no mailbox: his address stands for it. */
  readonly scope: MailboxScope;
  /** `null` before Setup is finished. */
  readonly syncedAs: string | null;
  readonly desk: InvitedUsers;
  /** By his id alone, or nothing: what stays in the trail for ever must not keep a name that was erased. */
  readonly about: string;
}

/** Whether it serves nobody whom the caller may not see. */
function isOwn(realm: Realm, connection: ErpConnection | undefined): boolean {
  return connection === undefined || connection.tenants.every((one) => isWithin(realm, one));
}
