import type { AuditAct } from "../../../administration/acts.ts";
import { actorOf } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import { isWithin, type Realm } from "../../../administration/authority.ts";
import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { ErpUser } from "../../../connectors/port/facets.ts";
import type { Identities } from "../../../engine/mailboxes/identities.ts";
import { isFurther, type MailboxScope } from "../../../engine/mailboxes/mailbox.ts";
import type { Overview, Sight } from "../../../engine/mailboxes/overview.ts";
import type { ErpConnection, Installation } from "../../../installation/installation.ts";
import type { ErpUserView, IdentityView } from "../../contract/service/identity.ts";
import { ProblemError, wordsOf } from "../../errors.ts";
import type { Language } from "../../told.ts";
import type { Handlers } from "../handler.ts";
import { sightAsked } from "./reach.ts";

export interface IdentityHandlerDeps {
  readonly overview: Overview;
  readonly identities: Identities;
  readonly installation: Pick<Installation, "connections">;
  readonly audit: Pick<Audit, "record">;
}

/** So many are shown at once: whoever has more looks for a name. */
const shownMost = 20;

/** Who somebody is in the ERP, as an administrator sees and decides it. */
export function identityHandlers(
  deps: IdentityHandlerDeps,
): Pick<Handlers, "identity" | "erpUsers" | "setIdentity"> {
  const { overview, identities } = deps;

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

  const view = async (realm: Realm, sight: Sight, language: Language): Promise<IdentityView> => {
    const { scope, mailbox } = sight;
    const connection = connectionOf(scope);
    const none = {
      ...{ connection: connection?.name ?? null, syncedAs: mailbox?.erpUserId ?? null },
      ...{ user: null, byAddress: null, since: null, lists: false, problem: null },
      isOwn: isOwn(realm, connection),
    };
    if (connection === undefined) return { ...none, way: "address" };
    const chosen = await identities.chosen(scope);
    const way = chosen === null ? "address" : "hand";
    const since = chosen?.at ?? null;
    try {
      const byAddress = await identities.byAddress(scope);
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

  /**
   * @throws ProblemError `rejected` for a mailbox of which somebody else is asked, `forbidden` where the
   *   ERP serves people whom the caller may not see: each of its users could be one of theirs
   */
  const ownSight = async (call: Parameters<typeof sightAsked>[1]): Promise<Sight> => {
    const sight = await sightAsked(overview, call);
    if (!isOwn(call.realm, connectionOf(sight.scope))) {
      throw new ProblemError("forbidden", "Other companies use this ERP as well.", {
        remedy: "An administrator of the whole installation can do it.",
      });
    }
    if (sight.mailbox === null || !isFurther(sight.mailbox)) return sight;
    throw new ProblemError(
      "rejected",
      "In the ERP this mailbox is whoever synchronizes it: choose that person's user instead.",
    );
  };

  return {
    async identity(call) {
      return view(call.realm, await sightAsked(overview, call), call.language);
    },

    async erpUsers(call) {
      const { scope } = await ownSight(call);
      const sought = call.query.text.trim().toLowerCase();
      const viewOf = await viewing(call.realm, scope);
      const all = await identities.users(scope.tenantId);
      if (all === null) {
        // It lists nobody: what was typed is an id, and is looked up.
        const user = sought === "" ? null : await identities.user(scope, call.query.text.trim());
        return { users: user === null ? [] : [viewOf(user)], more: false };
      }
      const found = all
        .filter(({ id, name, address }) =>
          [id, name, address].some((word) => word.toLowerCase().includes(sought)),
        )
        .toSorted((one, other) => one.name.localeCompare(other.name));
      return { users: found.slice(0, shownMost).map(viewOf), more: found.length > shownMost };
    },

    async setIdentity(call) {
      const { scope } = await ownSight(call);
      const { erpUserId, beside } = call.body;
      const moved =
        erpUserId === null
          ? await identities.takeBack(scope, beside)
          : await identities.choose(scope, erpUserId, beside);
      const act: AuditAct = erpUserId === null ? "identity-taken-back" : "identity-chosen";
      const { caller, requestId } = call.by;
      await deps.audit.record({
        ...{ actor: actorOf(caller), act, requestId },
        // By ids alone: what stays in the trail for ever must not keep a name that was erased.
        ...{ tenantId: scope.tenantId, about: scope.mailboxId },
        facts: { before: moved.before, now: moved.now, beside: beside.length },
      });
      return view(call.realm, await sightAsked(overview, call), call.language);
    },
  };
}

/** Whether it serves nobody whom the caller may not see. */
function isOwn(realm: Realm, connection: ErpConnection | undefined): boolean {
  return connection === undefined || connection.tenants.every((one) => isWithin(realm, one));
}
