import { isPrivate, subjectOf } from "../../engine/history.ts";
import { appointmentSchemaRules } from "../../resources/appointment/schema.ts";
import { show, type Reader } from "../../resources/appointment/show.ts";
import type { Store } from "../../store/store.ts";
import { sides, type Link, type Side, type Value } from "../../sync/model.ts";
import type { Explanation, ExplainedItem } from "../contract/operator.ts";
import { ProblemError } from "../errors.ts";
import { historyView } from "../handlers/views.ts";
import type { MailboxSight } from "./mailboxes.ts";

/** More are not told apart by what was asked. */
const itemsMax = 10;
const linesMax = 200;

/**
 * What is known of the items that are called so: what each side held when it was last seen, what
 * both agreed on, what is under way, and every line of the log. Reads the store alone.
 * @param item the id of the link, the item's id on either side, or a part of its subject
 * @throws ProblemError `not-found`, or `conflict` where too many are called so
 */
export async function explain(
  store: Store,
  { scope, mailbox }: MailboxSight,
  item: string,
): Promise<Explanation> {
  const links = [...(await store.list(scope, "links")).values()];
  const byId = links.filter((one) => one.id === item || Object.values(one.ids).includes(item));
  const wanted = item.toLowerCase();
  const called = (one: Link): boolean => subjectOf(one).toLowerCase().includes(wanted);
  const found = byId.length > 0 ? byId : links.filter(called);
  if (found.length > itemsMax) {
    throw new ProblemError("conflict", `${found.length} items are called "${item}".`, {
      remedy: "Give more of the subject, or the item's id in the ERP.",
    });
  }
  const address = mailbox?.address ?? "";
  if (found.length === 0) {
    throw new ProblemError("not-found", `No item of ${address} is called "${item}".`, {
      remedy:
        "Give the item's id in the ERP or a part of its subject; private ones go by id alone.",
    });
  }
  const reader: Reader = { locale: "en", timeZone: mailbox?.timeZone ?? "UTC" };
  const parked = await store.list(scope, "quarantine");
  const items = found.map(async (link): Promise<ExplainedItem> => {
    const { id: linkId } = link;
    const log = await store.history(scope, { limit: linesMax, linkId });
    const aside = parked.get(linkId);
    return {
      ...stateOf(link),
      fields: fieldsOf(link, reader),
      parked:
        aside === undefined
          ? null
          : { code: aside.code, reason: aside.reason, nextTryAt: aside.nextTryAt },
      log: log.toReversed().map((entry) => ({
        ...historyView(entry, reader),
        // Its person may have made it private only after these lines were written.
        ...(isPrivate(link) ? { subject: "", changes: [] } : {}),
        runId: entry.runId,
      })),
    };
  });
  const { tenantId, mailboxId } = scope;
  return { mailbox: { tenantId, mailboxId, address }, items: await Promise.all(items) };
}

function stateOf(link: Link): Omit<ExplainedItem, "fields" | "parked" | "log"> {
  return {
    linkId: link.id,
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
    waiting: link.waiting.map(({ field }) => field),
  };
}

function sightOf(link: Link, side: Side): ExplainedItem["microsoft"] {
  const seen = link[side];
  return {
    id: link.ids[side] ?? null,
    seen: seen === undefined ? "never" : seen === null ? "gone" : "there",
    version: seen?.version ?? null,
    modifiedAt: seen?.modifiedAt ?? null,
  };
}

/** Field by field what each side holds and what both agreed on; nothing of a private item. */
function fieldsOf(link: Link, reader: Reader): ExplainedItem["fields"] {
  if (isPrivate(link)) return [];
  return Object.entries(appointmentSchemaRules.fields).flatMap(([field, { fingerprint }]) => {
    const held = (side: Side): Value | undefined =>
      link[side]?.fields[field] ?? (side === "microsoft" ? link.companion[field] : undefined);
    const [microsoft, erp] = sides.map(held);
    const shown = (value: Value | undefined) =>
      value === undefined ? null : show(field, value, reader);
    const values = { microsoft: shown(microsoft), erp: shown(erp) };
    if (values.microsoft === null && values.erp === null) return [];
    const isMoved = (side: Side): boolean => {
      const [now, agreed] = [held(side), link.base?.[side][field]];
      return now !== undefined && agreed !== undefined && fingerprint(now) !== fingerprint(agreed);
    };
    return [{ field, ...values, changedSince: sides.filter(isMoved) }];
  });
}
