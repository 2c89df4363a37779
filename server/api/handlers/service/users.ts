import type { AuditAct } from "../../../administration/acts.ts";
import { actorOf, type Administrators } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import { isWithin } from "../../../administration/authority.ts";
import type { CompanyNames } from "../../../engine/mailboxes/settings/company-names.ts";
import { employment } from "../../../engine/mailboxes/settings/companies.ts";
import { mailboxAt, type Care } from "../../../engine/mailboxes/care.ts";
import { isPrivate, subjectOf } from "../../../engine/run/history.ts";
import {
  askedBy,
  isFurther,
  mailboxScope,
  scopeOf,
  type MailboxScope,
} from "../../../engine/mailboxes/mailbox.ts";
import type { Levels } from "../../../engine/mailboxes/settings/levels.ts";
import { whoseIs, type Overview, type Sight } from "../../../engine/mailboxes/overview.ts";
import type { Reader } from "../../../resources/appointment/show.ts";
import type {
  BrakeDocument,
  MailboxDocument,
  SubscriptionDocument,
} from "../../../store/documents/mailbox.ts";
import { StoreError } from "../../../store/store.ts";
import type { Link } from "../../../sync/model.ts";
import type { HistoryView } from "../../contract/items.ts";
import type { UserAct, UserLinks, UserPage } from "../../contract/service/users.ts";
import { ProblemError } from "../../errors.ts";
import { explainLink } from "../../explain.ts";
import { parkedView } from "../status.ts";
import type { Call, HandlerDeps, Handlers } from "../handler.ts";
import { readerOf } from "../../reader.ts";
import { historyView } from "../views.ts";
import { mayRead, sightAsked } from "./reach.ts";
import { choicesView } from "./user-choices.ts";
import { rowOf, usersOf, type RowFacts } from "./user-rows.ts";
import { told, type Language } from "../../told.ts";

export interface UserHandlerDeps extends HandlerDeps {
  readonly overview: Overview;
  readonly care: Care;
  readonly administrators: Pick<Administrators, "authority">;
  readonly levels: Pick<Levels, "above">;
  readonly audit: Pick<Audit, "record">;
  readonly tenantName: (tenantId: string) => string;
  readonly companyNames: CompanyNames;
  /** Throws away what lets us act for a person. */
  readonly forgetTokens: (person: { tenantId: string; userId: string }) => Promise<void>;
}

type UserHandlers = Pick<
  Handlers,
  "users" | "user" | "userLinks" | "userLog" | "explainForUser" | "actOnUser"
>;

/** Who uses the product, how each is doing, and what may be done about it. */
export function userHandlers(deps: UserHandlerDeps): UserHandlers {
  const { overview, care, engine, administrators } = deps;
  const { store } = deps.engineDeps;
  const facts: Omit<RowFacts, "companyName"> = {
    tenantName: deps.tenantName,
    storageTrouble: ({ scope }) => engine.scheduler.storageTrouble(scope),
    nextAt: ({ scope }) => engine.scheduler.nextAt(scope),
  };

  const page = async (sight: Sight, reads: boolean, language: Language): Promise<UserPage> => {
    const { scope, mailbox, state } = sight;
    const companyName = await deps.companyNames.of(mailbox === null ? [] : [mailbox]);
    const user = rowOf(sight, { ...facts, companyName });
    const reason = sight.refused ?? state?.reason ?? null;
    const own = {
      ...{ user, reason: reason === null ? null : told(reason, language) },
      running: engine.scheduler.running(scope),
      connection: mailbox === null ? null : deps.connectionName(mailbox.connectionId),
      erpUserId: mailbox?.erpUserId ?? null,
      ...(mailbox === null
        ? { company: null, location: null }
        : await employment(askedBy(deps.engineDeps), mailbox)),
      timeZone: mailbox?.timeZone ?? null,
      language: mailbox?.language ?? null,
      createdAt: mailbox?.createdAt ?? null,
      paused: mailbox?.jobs.calendar.paused === true,
      choices: mailbox === null ? null : choicesOf(mailbox, reads),
      brake: brakeOf(state?.brake ?? null, reads),
      heldBy: mailbox === null ? null : await holderOf(mailbox),
    };
    if (sight.refused !== null) {
      return { ...own, scopes: [], subscriptions: [], cursors: [], setAside: [] };
    }
    const person = { tenantId: scope.tenantId, userId: user.userId, name: "", address: "" };
    const kept = await store.list(scope, "subscriptions");
    const cursors = [...(await store.list(scope, "cursors"))];
    const setAside = [...(await store.list(scope, "quarantine"))].map((one) =>
      parkedView(one, language),
    );
    return {
      ...own,
      scopes: [...(await deps.scopesOf(person))],
      subscriptions: [...kept.values()].map((one) => subscriptionView(one, language)),
      // What is kept beside them is the list of categories, which is no list of changes.
      cursors: cursors.flatMap(([resource, { savedAt }]) =>
        resource === "marks" ? [] : [{ resource, savedAt }],
      ),
      setAside: reads ? setAside : setAside.map((one) => ({ ...one, subject: "" })),
    };
  };

  const choicesOf = (mailbox: MailboxDocument, reads: boolean): UserPage["choices"] => {
    try {
      return choicesView(deps.levels.above(mailbox), mailbox, reads);
    } catch (error) {
      // All else about him is still worth looking at.
      if (error instanceof StoreError && error.code === "refused") return null;
      throw error;
    }
  };

  const holderOf = async (mailbox: MailboxDocument): Promise<string | null> => {
    if (!isFurther(mailbox) || mailbox.givenUp === true) return null;
    const own = await overview.sight(mailboxScope(mailbox.tenantId, mailbox.userId));
    const { name } = own === undefined ? { name: "" } : whoseIs(own);
    return name === "" ? mailbox.userId : name;
  };

  const readerIn = async (scope: MailboxScope, locale: "en" | "de"): Promise<Reader> =>
    readerOf(await mailboxAt(store, scope), locale, deps.fields);

  const carryOut = async (
    { act, held }: Call<"actOnUser">["body"],
    mailbox: MailboxDocument,
    by: string,
  ): Promise<void> => {
    switch (act) {
      case "pause":
        return care.halt(scopeOf(mailbox), "pause");
      case "continue":
        return care.goOn(scopeOf(mailbox));
      case "sync":
        return care.syncNow(mailbox);
      case "resync":
        await care.resync(scopeOf(mailbox));
        return care.syncNow(mailbox);
      case "disconnect":
        await care.disconnect(mailbox);
        // A further mailbox goes with its person's own tokens, which are not thrown away with it.
        if (mailbox.userId === mailbox.mailboxId) await deps.forgetTokens(mailbox);
        return;
      case "renew-subscription":
        return care.renewSubscription(mailbox);
      case "delete-subscription":
        return care.deleteSubscription(mailbox);
      case "release":
        return deps.further.release(scopeOf(mailbox));
      case "release-brake":
        if (held === undefined) {
          throw new ProblemError("bad-request", "Say what you were shown: side and deletions.", {
            field: "held",
          });
        }
        return care.releaseBrake(mailbox, held, by);
    }
  };

  return {
    async users({ realm, query }) {
      const sights = (await overview.sights()).filter(({ scope }) =>
        isWithin(realm, scope.tenantId),
      );
      const companyName = await deps.companyNames.of(
        sights.flatMap(({ mailbox }) => mailbox ?? []),
      );
      return usersOf(sights, query, { ...facts, companyName });
    },

    async user(call) {
      const sight = await sightAsked(overview, call);
      return page(sight, await mayRead(administrators, call, sight.scope.tenantId), call.language);
    },

    async userLinks(call) {
      const { scope } = await sightAsked(overview, call);
      const reads = await mayRead(administrators, call, scope.tenantId);
      const aside = await store.list(scope, "quarantine");
      const links = [...(await store.list(scope, "links")).values()]
        .map((link) => linkView(link, aside.has(link.id), reads))
        .filter(({ subject, linkId }) => {
          const text = call.query.text.trim().toLowerCase();
          return `${subject} ${linkId}`.toLowerCase().includes(text);
        });
      const { offset, limit } = call.query;
      return { total: links.length, links: links.slice(offset, offset + limit) };
    },

    async userLog(call) {
      const { scope } = await sightAsked(overview, call);
      const reads = await mayRead(administrators, call, scope.tenantId);
      const { limit, before } = call.query;
      const entries = await store.history(scope, {
        limit,
        ...(before === undefined ? {} : { before }),
      });
      const reader = await readerIn(scope, call.language);
      const links = await store.list(scope, "links");
      // Its person may have made it private only after the line was written.
      const isSecret = ({ linkId }: { readonly linkId: string | null }): boolean => {
        const link = linkId === null ? undefined : links.get(linkId);
        return link !== undefined && isPrivate(link);
      };
      return {
        entries: entries.map((one) => redacted(historyView(one, reader), reads && !isSecret(one))),
      };
    },

    async explainForUser(call) {
      const { scope } = await sightAsked(overview, call);
      const link = await store.get(scope, "links", call.params["linkId"] ?? "");
      if (link === undefined) {
        throw new ProblemError("not-found", "Nothing is known of this item: it is not linked.");
      }
      const explained = await explainLink(store, scope, link, await readerIn(scope, call.language));
      const reads = await mayRead(administrators, call, scope.tenantId);
      const log = explained.log.map((line) => redacted(line, reads));
      if (!reads) return { ...explained, subject: "", fields: [], log };
      return {
        ...explained,
        fields: explained.fields.filter(({ field }) => field !== "body"),
        log,
      };
    },

    async actOnUser(call) {
      const { scope, mailbox } = await sightAsked(overview, call);
      if (mailbox === null) {
        throw new ProblemError("setup-required", "Its person has not finished Setup.");
      }
      const { caller, requestId } = call.by;
      await carryOut(call.body, mailbox, caller.name);
      await deps.audit.record({
        ...{ actor: actorOf(caller), act: actOf[call.body.act] },
        // By his id alone: what stays in the trail for ever must not keep a name that was erased.
        ...{ tenantId: scope.tenantId, about: scope.mailboxId, requestId },
      });
      return page(await sightAsked(overview, call), true, call.language);
    },
  };
}

/** What the audit trail calls them. */
const actOf: Readonly<Record<UserAct, AuditAct>> = {
  pause: "user-paused",
  continue: "user-continued",
  sync: "user-synced",
  resync: "user-resynced",
  disconnect: "user-disconnected",
  "release-brake": "brake-released",
  "renew-subscription": "subscription-renewed",
  "delete-subscription": "subscription-deleted",
  release: "mailbox-released",
};

function brakeOf(held: BrakeDocument | null, reads: boolean): UserPage["brake"] {
  if (held === null) return null;
  return { ...held, planned: held.planned.map((one) => (reads ? one : { ...one, subject: "" })) };
}

function subscriptionView(
  { id, also = [], resource, clientState, expiresAt, healthy, ...more }: SubscriptionDocument,
  language: Language,
): UserPage["subscriptions"][number] {
  const problem = (more.problem ?? more.lacks)?.reason ?? null;
  return {
    ids: [id, ...also].filter((one) => one !== ""),
    ...{ resource, clientState: masked(clientState), expiresAt, healthy },
    problem: problem === null ? null : told(problem, language),
  };
}

/** The end of a secret: who compares two sees whether they are the same, who copies it has nothing. */
function masked(secret: string): string {
  return secret === "" ? "" : `••••${secret.slice(-4)}`;
}

function linkView(link: Link, isAside: boolean, reads: boolean): UserLinks["links"][number] {
  const { id: linkId, choice, syncedAt, waiting, dirty, create, writes } = link;
  const isOpen = dirty || create !== undefined || writes.length > 0;
  const state =
    choice === "off"
      ? "off"
      : isAside
        ? "aside"
        : waiting.length > 0
          ? "asked"
          : isOpen
            ? "open"
            : "agreed";
  const subject = reads ? subjectOf(link) : "";
  return { linkId, subject, private: isPrivate(link), choice, state, syncedAt };
}

/** A line for somebody else than its person: never the text of a body, and nothing where he may not read. */
function redacted<L extends HistoryView>(line: L, reads: boolean): L {
  const changes = line.changes.map((change) =>
    reads && change.field !== "body" ? change : { field: change.field, from: null, to: null },
  );
  return { ...line, undoable: false, subject: reads ? line.subject : "", changes };
}
