import type { Connector } from "../../connectors/port/connector.ts";
import type { Actor, Item } from "../../connectors/port/item.ts";
import {
  withTypeOfCategory,
  type CategoryTypes,
} from "../../resources/appointment/activity-type.ts";
import { whenSchema } from "../../resources/appointment/appointment.ts";
import { isSeries } from "../../resources/appointment/recurrence.ts";
import { formFields, type UnsavedForm } from "../../resources/appointment/unsaved-form.ts";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import type { Decision, Fields, Link, Side } from "../../sync/model.ts";
import { maskFor } from "../../sync/mask.ts";
import { plan } from "../../sync/plan.ts";
import { observed } from "../../sync/record.ts";
import { companionOf, type Choice } from "../items/choice.ts";
import { kindOf, sightingOf } from "../run/observe/confirm.ts";
import { quiet, type DryRunDeps } from "./dry-run.ts";
import { openShadow } from "./shadow.ts";
import { refuseUnsupported } from "../items/item-error.ts";
import { isOfSingleDays } from "../run/gate.ts";
import { openItem, readItem } from "../items/opened.ts";
import { ownerName } from "../items/status.ts";
import type { MailboxScope } from "../mailboxes/mailbox.ts";
import { newLink } from "../run/new-link.ts";
import { openRun } from "../run/run.ts";
import { settleOwners } from "../meetings/shared-meetings.ts";
import { withoutErpCopy } from "../run/observe/take-up.ts";
import { termsOf } from "../run/terms.ts";

/** What a run would write for one appointment with a choice; nothing is written or kept. */
export interface Previews {
  /** @throws ItemError `item-not-found` | `item-unsupported` | `setup-required`, ConnectorError */
  ofItem(scope: MailboxScope, itemId: string, choice: Choice): Promise<Preview>;
  /**
   * Of an appointment that Outlook has not saved, as its form holds it now.
   * @throws ItemError `item-unsupported` | `setup-required`, ConnectorError
   */
  ofForm(scope: MailboxScope, form: UnsavedForm, choice: Choice): Promise<Preview>;
}

export interface Preview {
  readonly decision: Decision;
  readonly before: { readonly microsoft: Fields; readonly erp: Fields };
  /** Name of whose calendar owns the activity that this copy of a meeting would share; `null`: this one. */
  readonly sharedWith: string | null;
}

export function createPreviews(deps: DryRunDeps): Previews {
  const decide = async (given: Given): Promise<Preview> => {
    const { mailbox, actor, erp, choice } = given;
    const terms = termsOf({ graph: deps.graph, erp }, deps.rules(mailbox));
    const draft = await withOwner(deps, given);
    if (draft === null) return { ...untouched(given), sharedWith: "" };
    const companion = { ...draft.companion, ...companionOf(choice) };
    const link = { ...draft, companion };
    const decision = await withType(plan(link, terms), {
      ...{ erp, actor, map: deps.rules(mailbox).categoryTypes },
      categories: maskFor(link, terms) === null ? given.item.fields["categories"] : [],
    });
    return {
      decision,
      before: {
        microsoft: { ...given.item.fields, ...draft.companion },
        erp: draft.erp?.fields ?? {},
      },
      sharedWith: await ownerName(deps, given.scope, link),
    };
  };

  return {
    async ofItem(scope, itemId, choice) {
      const { mailbox, actor, erp, link } = await openItem(deps, scope, itemId);
      const found = await readItem(deps, actor, itemId);
      const rules = deps.rules(mailbox);
      refuseUnsupported(found, actor, rules.privacy);
      const item = asOneItem(found, actor);
      const { schema } = termsOf({ graph: deps.graph, erp }, rules);
      const start = link ?? newLink(deps.ids.next(), "on", { microsoft: itemId });
      let draft = observed(start, "microsoft", sightingOf(item), schema);
      const erpId = start.ids.erp;
      if (erpId !== undefined) {
        const [there] = await erp.get(actor, "appointment", [erpId]);
        if (there?.kind === "error") throw there.error;
        const seen = there?.kind === "found" ? sightingOf(there.item) : null;
        draft =
          seen === null && start.choice === "off"
            ? withoutErpCopy(draft)
            : observed(draft, "erp", seen, schema);
      }
      const kind = kindOf("microsoft", item, draft.meeting);
      return decide({ scope, mailbox, actor, erp, item, choice, draft: { ...draft, ...kind } });
    },

    async ofForm(scope, form, choice) {
      const { mailbox, actor, erp } = await openItem(deps, scope, unsaved);
      const whole: Item = {
        ...{ id: unsaved, version: unsaved, modifiedAt: null, stamp: null, key: null },
        fields: formFields(form, mailbox),
        details: {
          ...{ webUrl: null, organizer: true, organizerAddress: mailbox.address },
          series: form.recurrence === null ? "single" : "master",
        },
      };
      const rules = deps.rules(mailbox);
      refuseUnsupported(whole, actor, rules.privacy);
      const item = asOneItem(whole, actor);
      const { schema } = termsOf({ graph: deps.graph, erp }, rules);
      const start = newLink(deps.ids.next(), "on", { microsoft: unsaved });
      const draft = observed(start, "microsoft", sightingOf(item), schema);
      return decide({ scope, mailbox, actor, erp, item, choice, draft });
    },
  };
}

/** Of a series of which the ERP holds single days its first one shows what is written of each. */
function asOneItem(item: Item, actor: Actor): Item {
  const when = whenSchema.safeParse(item.fields["when"]).data;
  if (!isOfSingleDays(item, actor) || when === undefined || !isSeries(when)) return item;
  const { recurrence: _days, ...first } = when;
  const { iCalUId, ...details } = item.details;
  return {
    ...item,
    fields: { ...item.fields, when: first },
    details: {
      ...{ ...details, series: "occurrence", seriesId: item.id },
      ...(iCalUId !== undefined && { seriesUid: iCalUId }),
    },
  };
}

/** Stands for the id and the version that Outlook has not given yet. */
const unsaved = "unsaved";

interface Given {
  readonly scope: MailboxScope;
  readonly mailbox: MailboxDocument;
  readonly actor: Actor;
  readonly erp: Connector;
  /** As Outlook has it. */
  readonly item: Item;
  /** Its link as it was just read on both sides. */
  readonly draft: Link;
  readonly choice: Choice;
}

/**
 * The link as the run would place it among other mailboxes' copies of its meeting: found out by the
 * run's own step on a copy of the mailbox, where it claims nothing.
 * @returns `null` where somebody else is about to make the activity, and is waited for
 */
async function withOwner(deps: DryRunDeps, given: Given): Promise<Link | null> {
  const { draft, scope, mailbox } = given;
  if (draft.meeting === undefined) return draft;
  const { store } = await openShadow(deps, scope);
  const run = await openRun({ ...deps, ...quiet, store }, scope, mailbox, {});
  run.ledger.stage({ ...draft, choice: "on" });
  const waiting = await settleOwners(run, [{ ...draft, choice: "on" }]);
  return waiting.has(draft.id) ? null : (run.ledger.links.get(draft.id) ?? draft);
}

function untouched({ item, draft }: Given): Omit<Preview, "sharedWith"> {
  const before = { microsoft: item.fields, erp: draft.erp?.fields ?? {} };
  return { decision: { kind: "nothing", rule: "its owner is waited for" }, before };
}

/** Whatever nobody gave a type gets the one of its category, as a run gives it. */
async function withType(
  decision: Decision,
  {
    erp,
    actor,
    categories,
    map,
  }: Pick<Given, "erp" | "actor"> & {
    readonly categories: Fields[string] | undefined;
    readonly map: CategoryTypes;
  },
): Promise<Decision> {
  const { profile } = erp;
  const { companyId } = actor;
  const writes =
    decision.kind === "create" ? [decision] : decision.kind === "update" ? decision.updates : [];
  const isUntyped = writes.some(({ side, fields }) => side === "erp" && fields["type"] === null);
  if (!isUntyped || profile === undefined || companyId === null) return decision;
  const types = await profile.activityTypes(actor, companyId);
  const typed = <T extends { readonly side: Side; readonly fields: Fields }>(write: T): T =>
    write.side === "microsoft"
      ? write
      : { ...write, fields: withTypeOfCategory(write.fields, categories, { types, map }).fields };
  if (decision.kind === "update") return { ...decision, updates: decision.updates.map(typed) };
  return decision.kind === "create" ? typed(decision) : decision;
}
