import { isPrivate, subjectOf } from "../engine/run/history.ts";
import type { Unlinked } from "../engine/items/unlinked.ts";
import type { MailboxScope } from "../engine/mailboxes/mailbox.ts";
import { withoutPrivateDays } from "../resources/appointment/mask.ts";
import { isMapped } from "../resources/appointment/mapped.ts";
import { appointmentSchemaRules, ruleOf } from "../resources/appointment/schema.ts";
import { called, show, type Reader } from "../resources/appointment/show.ts";
import type { Store } from "../store/store.ts";
import { sides, type Link, type Side, type Value } from "../sync/model.ts";
import type { ExplainedItem } from "./contract/explain.ts";
import { historyView } from "./handlers/views.ts";
import { told, languageIn } from "./told.ts";

const linesMax = 200;

/**
 * What is known of an item: what each side held when it was last seen, what both agreed on, what is
 * under way, and every line of the log. Reads the store alone; tells nothing of what a private item
 * holds.
 */
export async function explainLink(
  store: Store,
  scope: MailboxScope,
  link: Link,
  reader: Reader,
): Promise<ExplainedItem> {
  const { id: linkId } = link;
  const log = await store.history(scope, { limit: linesMax, linkId });
  const aside = await store.get(scope, "quarantine", linkId);
  return {
    ...stateOf(link, reader),
    fields: fieldsOf(link, reader),
    parked:
      aside === undefined
        ? null
        : {
            code: aside.code,
            reason: told(aside.reason, languageIn(reader.locale)),
            nextTryAt: aside.nextTryAt,
          },
    log: log.toReversed().map((entry) => ({
      ...historyView(entry, reader),
      // Its person may have made it private only after these lines were written.
      ...(isPrivate(link) ? { subject: "", changes: [] } : {}),
      runId: entry.runId,
    })),
  };
}

/** What is known of an item that stands on one side alone: why neither a person nor a gate took it up. */
export function explainUnlinked({ side, item, why }: Unlinked): ExplainedItem {
  const snapshot = { id: item.id, version: item.version, fields: item.fields };
  const { modifiedAt } = item;
  const hidden = isPrivate({ [side]: { ...snapshot, modifiedAt } });
  const subject = item.fields["subject"];
  const never = { id: null, seen: "never", version: null, modifiedAt: null, modifiedBy: null };
  const here = {
    ...{ id: item.id, seen: "there", version: item.version, modifiedAt },
    modifiedBy: hidden ? null : (item.details.modifiedBy ?? null),
  };
  const sights = { microsoft: never, erp: never, [side]: here } as Pick<ExplainedItem, Side>;
  return {
    ...{ linkId: null, whyNot: why, choice: null, syncedAt: null, private: hidden },
    subject: hidden || typeof subject !== "string" ? "" : subject,
    ...sights,
    ...{ fields: [], underWay: [], dirty: false, waiting: [], parked: null, log: [] },
  };
}

function stateOf(link: Link, reader: Reader): Omit<ExplainedItem, "fields" | "parked" | "log"> {
  return {
    linkId: link.id,
    whyNot: null,
    subject: subjectOf(link),
    private: isPrivate(link),
    choice: link.choice,
    syncedAt: link.syncedAt,
    microsoft: sightOf(link, "microsoft"),
    erp: sightOf(link, "erp"),
    underWay: [
      ...(link.create === undefined
        ? []
        : [{ kind: "create" as const, side: link.create.side, mark: link.create.key }]),
      ...link.writes.map(({ kind, side, stamp }) => ({ kind, side, mark: stamp })),
    ],
    // Planned by the next run, whatever it finds.
    dirty: link.dirty,
    waiting: link.waiting.map(({ field }) => called(field, reader)),
  };
}

function sightOf(link: Link, side: Side): ExplainedItem["microsoft"] {
  const seen = link[side];
  return {
    id: link.ids[side] ?? null,
    seen: seen === undefined ? "never" : seen === null ? "gone" : "there",
    version: seen?.version ?? null,
    modifiedAt: seen?.modifiedAt ?? null,
    modifiedBy: isPrivate(link) ? null : (seen?.modifiedBy ?? null),
  };
}

/** Field by field what each side holds and what both agreed on; nothing of a private item. */
function fieldsOf(link: Link, reader: Reader): ExplainedItem["fields"] {
  if (isPrivate(link)) return [];
  const mapped = Object.keys(link.erp?.fields ?? {}).filter(isMapped);
  return [...Object.keys(appointmentSchemaRules.fields), ...mapped].flatMap((field) => {
    const fingerprint = ruleOf(field)?.fingerprint ?? String;
    const held = (side: Side): Value | undefined =>
      link[side]?.fields[field] ?? (side === "microsoft" ? link.companion[field] : undefined);
    const shown = (value: Value | undefined) =>
      value === undefined ? null : show(field, withoutPrivateDays(value), reader);
    const values = { microsoft: shown(held("microsoft")), erp: shown(held("erp")) };
    const agreed = {
      microsoft: shown(link.base?.microsoft[field]),
      erp: shown(link.base?.erp[field]),
    };
    const isMoved = (side: Side): boolean => {
      const [now, before] = [held(side), link.base?.[side][field]];
      return now !== undefined && before !== undefined && fingerprint(now) !== fingerprint(before);
    };
    const changedSince = sides.filter(isMoved);
    // Cleared on both sides it is nothing that anybody holds, but something that happened.
    if (values.microsoft === null && values.erp === null && changedSince.length === 0) return [];
    return [{ field: called(field, reader), ...values, agreed, changedSince }];
  });
}
