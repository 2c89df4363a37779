import { actorOf, type Administrators } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import { isWithin, type Realm } from "../../../administration/authority.ts";
import { mailboxAt } from "../../../engine/mailboxes/care.ts";
import { isPrivate, subjectOf } from "../../../engine/run/history.ts";
import type { Message } from "../../../engine/queue/messages.ts";
import {
  attemptsOf,
  whoseIs,
  type Overview,
  type Sight,
} from "../../../engine/mailboxes/overview.ts";
import { endpoints, placeOf, stopAt } from "../../../engine/queue/stops.ts";
import { put } from "../../../store/store.ts";
import type { Link } from "../../../sync/model.ts";
import type {
  EndpointState,
  MessageInside,
  MessageView,
  QueueView,
} from "../../contract/service/queue.ts";
import { ProblemError } from "../../errors.ts";
import { explainLink } from "../../explain.ts";
import { readerOf } from "../../reader.ts";
import type { Call, HandlerDeps, Handlers } from "../handler.ts";
import { mayRead, sightAsked } from "./reach.ts";
import { told } from "../../told.ts";

export interface QueueHandlerDeps extends HandlerDeps {
  readonly overview: Overview;
  readonly administrators: Pick<Administrators, "authority">;
  readonly audit: Pick<Audit, "record">;
  readonly tenantName: (tenantId: string) => string;
}

const states = ["aside", "sent", "planned", "wish", "hint"] as const;

/** What waits to be carried over: looked at, tried again, discarded; and what is stopped as a whole. */
export function queueHandlers(
  deps: QueueHandlerDeps,
): Pick<Handlers, "queue" | "switchEndpoint" | "message" | "actOnMessage"> {
  const { overview, administrators, audit, engine } = deps;
  const { store, ids, clock } = deps.engineDeps;

  const endpointsIn = async (realm: Realm): Promise<EndpointState[]> => {
    const known = (await overview.sights()).map(({ scope }) => scope.tenantId);
    const tenants = [...new Set(known)].filter((id) => isWithin(realm, id)).sort();
    const shown: EndpointState[] = [];
    for (const tenantId of [null, ...tenants]) {
      for (const endpoint of endpoints) {
        const stopped = (await stopAt(store, tenantId, endpoint)) ?? null;
        const isOwn = realm.tenantId === null || tenantId !== null;
        // Of the whole installation the others see only that it was stopped, not by whom.
        const told = stopped !== null && !isOwn ? { ...stopped, by: "" } : stopped;
        const tenant = tenantId === null ? "" : deps.tenantName(tenantId);
        shown.push({ endpoint, tenantId, tenant, stopped: told, isOwn });
      }
    }
    return shown;
  };

  const tell = async (
    { by: { caller, requestId } }: Pick<Call<"actOnMessage">, "by">,
    act: Parameters<Audit["record"]>[0]["act"],
    about: { tenantId: string | null; about: string; facts: Readonly<Record<string, string>> },
  ): Promise<void> => {
    await audit.record({ actor: actorOf(caller), act, requestId, ...about });
  };

  const find = async (call: Pick<Call<"message">, "params" | "realm">) => {
    const sight = await sightAsked(overview, call);
    const messageId = call.params["messageId"] ?? "";
    const message = sight.messages.get(messageId);
    if (message === undefined) {
      throw new ProblemError("not-found", "This message is gone: it was carried over meanwhile.");
    }
    const [collection = "", ...rest] = messageId.split("/");
    return { sight, messageId, message, collection, key: rest.join("/") };
  };

  return {
    async queue({ realm, query }) {
      const all = (await overview.sights())
        .filter(({ scope }) => isWithin(realm, scope.tenantId))
        .flatMap((sight) => [...sight.messages].map(([id, message]) => viewOf(sight, id, message)));
      return { endpoints: await endpointsIn(realm), ...pageOf(all, query) };
    },

    async switchEndpoint(call) {
      const { endpoint, tenantId, stop, reason } = call.body;
      const { realm, by } = call;
      const own = await endpointsIn(realm);
      if (!own.some((one) => one.isOwn && one.tenantId === tenantId)) {
        throw new ProblemError("not-found", "No such endpoint.", { field: "tenantId" });
      }
      const at = new Date(clock.now()).toISOString();
      await store.commit(placeOf(tenantId), [
        stop
          ? put("stops", endpoint, { by: by.caller.name, reason, at })
          : { kind: "remove", collection: "stops", key: endpoint },
      ]);
      const act = stop ? "endpoint-stopped" : "endpoint-started";
      await tell(call, act, { tenantId, about: endpoint, facts: stop ? { reason } : {} });
      if (!stop) {
        for (const { scope, mailbox } of await overview.sights()) {
          const isConcerned = tenantId === null || scope.tenantId === tenantId;
          if (isConcerned && mailbox !== null) engine.scheduler.wake(scope);
        }
      }
      return { endpoints: await endpointsIn(realm) };
    },

    async message(call) {
      const { sight, messageId, message, collection, key } = await find(call);
      const { scope } = sight;
      const reads = await mayRead(administrators, call, scope.tenantId);
      const parked = await store.get(scope, "quarantine", key);
      const link = await linkOf(key, message, sight);
      const isSecret = link !== undefined && isPrivate(link);
      const subject = link === undefined ? (parked?.subject ?? "") : subjectOf(link);
      const mailbox = await mailboxAt(store, scope);
      const reader = readerOf(mailbox, call.language, deps.fields);
      const explained =
        link === undefined || !reads ? null : await explainLink(store, scope, link, reader);
      return {
        message: viewOf(sight, messageId, message),
        private: isSecret,
        subject: reads ? subject : "",
        reason:
          collection === "quarantine" && parked !== undefined
            ? told(parked.reason, call.language)
            : null,
        nextTryAt: collection === "quarantine" ? (parked?.nextTryAt ?? null) : null,
        fields: (explained?.fields ?? [])
          .filter(({ field }) => field !== "body")
          .map(({ field, microsoft, erp }) => ({ field, microsoft, erp })),
        acts: actsOn(message),
      };
    },

    async actOnMessage(call) {
      const { sight, messageId, message, collection, key } = await find(call);
      const { scope } = sight;
      const { act, reason } = call.body;
      if (!actsOn(message).includes(act)) throw refusalOf(message);
      if (act === "retry") {
        if (collection === "quarantine") {
          await store.commit(scope, [put("inbox", ids.next(), { kind: "retry", key })]);
        }
      } else if (collection === "inbox") {
        await store.commit(scope, [{ kind: "remove", collection: "inbox", key }]);
      } else {
        const by = call.by.caller.name;
        await store.commit(scope, [put("inbox", ids.next(), { kind: "discard", key, reason, by })]);
      }
      await tell(call, act === "retry" ? "message-retried" : "message-discarded", {
        ...{ tenantId: scope.tenantId, about: scope.mailboxId },
        facts: { message: messageId, action: message.action, ...(act === "discard" && { reason }) },
      });
      await engine.scheduler.runNow(scope);
      return { done: true };
    },
  };

  /** The link that a message is about, where there is one. */
  async function linkOf(
    key: string,
    { about }: Message,
    { scope }: Sight,
  ): Promise<Link | undefined> {
    const links = await store.list(scope, "links");
    const known = links.get(key) ?? links.get(about);
    if (known !== undefined || about === "") return known;
    return [...links.values()].find(({ ids: { microsoft, erp } }) =>
      [microsoft, erp].includes(about),
    );
  }
}

function actsOn({ state, code }: Message): MessageInside["acts"] {
  if (code === "split-in-doubt") return [];
  // Of what was sent nobody knows whether it landed: given up, it could be there without a link.
  return state === "sent" ? ["retry"] : ["retry", "discard"];
}

function refusalOf({ code }: Message): ProblemError {
  if (code === "split-in-doubt") {
    return new ProblemError("conflict", "Only its person can tell which series goes on with it.", {
      remedy: "Ask him to open the series that comes after it: the pane asks him.",
    });
  }
  return new ProblemError("conflict", "It was sent, and nobody knows yet what came of it.", {
    remedy: "Try it again: the next run finds out, and nothing is made twice.",
  });
}

function viewOf(sight: Sight, messageId: string, message: Message): MessageView {
  const { tenantId, mailboxId } = sight.scope;
  const { name } = whoseIs(sight);
  const attempts = attemptsOf(sight, messageId, message);
  return { messageId, tenantId, mailboxId, name, resource: "appointment", ...message, attempts };
}

/** The oldest first, and of these what waited already when the server started. */
function pageOf(
  all: readonly MessageView[],
  { offset, limit, text, endpoint, state, tenantId }: Call<"queue">["query"],
): Omit<QueueView, "endpoints"> {
  const sought = text.trim().toLowerCase();
  const found = all.filter(
    (one) =>
      (endpoint === undefined || one.endpoint === endpoint) &&
      (tenantId === undefined || one.tenantId === tenantId) &&
      [one.name, one.mailboxId, one.about, one.code ?? "", one.messageId].some((word) =>
        word.toLowerCase().includes(sought),
      ),
  );
  const matching = found.filter((one) => state === undefined || one.state === state);
  const sorted = matching.toSorted((one, other) => {
    const [first, second] = [one.since ?? "", other.since ?? ""];
    if (first !== second) return first < second ? -1 : 1;
    return one.messageId < other.messageId ? -1 : 1;
  });
  return {
    total: all.length,
    matching: matching.length,
    counts: states.flatMap((each) => {
      const count = found.filter((one) => one.state === each).length;
      return count === 0 ? [] : [{ state: each, count }];
    }),
    messages: sorted.slice(offset, offset + limit),
  };
}
