import { attentionIn, startOf, waitingIn } from "../../engine/items/waiting.ts";
import { scopeOf } from "../../engine/mailboxes/mailbox.ts";
import { subjectOf } from "../../engine/run/history.ts";
import { recordLinkSchema } from "../../resources/appointment/appointment.ts";
import { guestsToTell } from "../../resources/appointment/ending.ts";
import { whenShown } from "../../resources/appointment/invitation.ts";
import { show, type Reader } from "../../resources/appointment/show.ts";
import type { Link } from "../../sync/model.ts";
import type { WaitingItem, WaitingItems } from "../contract/items.ts";
import { ProblemError } from "../errors.ts";
import { explainLink, explainUnlinked } from "../explain.ts";
import type { HandlerDeps, Handlers } from "./handler.ts";
import { createNames, type AnyCall } from "./names.ts";
import { conflictView, endingView } from "./views.ts";

type DecisionHandlers = Pick<Handlers, "waitingItems" | "explainItem">;

/** Whoever has more than this to decide begins with these. */
const itemsMax = 50;

/** What waits for a person's decision, and why an item is as it is. */
export function decisionHandlers(deps: HandlerDeps): DecisionHandlers {
  const { store } = deps.engineDeps;
  const names = createNames(deps);

  /** A reader who is told the names of what these items concern. */
  const readerOf = async (call: AnyCall, links: readonly Link[]): Promise<Reader> =>
    names.reader(
      call,
      await names.named(call, links.flatMap(recordsOf)),
      await names.activityTypes(call),
    );

  /** Of further mailboxes, asked of one's own: those where there is something to look at. */
  const elsewhere = async ({ person, scope }: AnyCall): Promise<WaitingItems["elsewhere"]> => {
    if (scope.mailboxId !== person.userId) return [];
    const open = (await deps.further.held(person)).filter(({ closed }) => !closed);
    const all = await Promise.all(
      open.map(async ({ mailbox }) => ({
        ...{ mailboxId: mailbox.mailboxId, name: mailbox.name },
        ...(await attentionIn(store, scopeOf(mailbox))),
      })),
    );
    return all.filter(({ waiting, setAside, held }) => waiting + setAside + held > 0);
  };

  return {
    async waitingItems(call) {
      const links = await waitingIn(store, call.scope);
      const first = links.toSorted((a, b) => startOf(a).localeCompare(startOf(b)));
      const some = first.slice(0, itemsMax);
      const reader = some.length === 0 ? null : await readerOf(call, some);
      const view = (link: Link, of: Reader): WaitingItem => ({
        itemId: link.ids.microsoft ?? "",
        linkId: link.id,
        subject: subjectOf(link),
        when: show("when", link.microsoft?.fields["when"] ?? null, of),
        conflicts: link.waiting.map((conflict) => conflictView(conflict, of, call.person.name)),
        notTaken: [...(link.refused ?? [])],
        erpWebUrl: link.erp?.webUrl ?? null,
        ending:
          link.ending === undefined || link.microsoft == null
            ? null
            : endingView({
                ...{ state: "asked", guests: guestsToTell(link.microsoft) },
                whenFingerprint: whenShown(link.microsoft.fields),
              }),
      });
      return {
        total: links.length,
        items: reader === null ? [] : some.map((link) => view(link, reader)),
        elsewhere: await elsewhere(call),
      };
    },
    async explainItem(call) {
      const id = call.params["itemId"] ?? "";
      const links = await store.list(call.scope, "links");
      const link = links.get(id) ?? [...links.values()].find(({ ids }) => ids.microsoft === id);
      if (link === undefined) {
        const unlinked = await deps.engine.items.unlinked(call.scope, id);
        if (unlinked !== null) return explainUnlinked(unlinked);
        throw new ProblemError("not-found", "Neither Outlook nor the ERP has this item.", {
          remedy: "Its log may still tell what became of it.",
        });
      }
      return explainLink(store, call.scope, link, await readerOf(call, [link]));
    },
  };
}

function recordsOf({ companion, erp }: Link) {
  return [companion, erp?.fields].flatMap(
    (fields) => recordLinkSchema.array().safeParse(fields?.["records"]).data ?? [],
  );
}
