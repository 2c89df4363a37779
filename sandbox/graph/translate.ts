/** `translateExchangeIds`: the same item under its other names. */
import { type MailboxCall, type Reply, actionValue, bodyObject } from "./call.ts";
import { invalidValue } from "./errors.ts";
import { type IdFormat, fromRestForm, looksLikeId, toRestForm } from "./ids.ts";
import type { Mailbox } from "./model.ts";
import { lookUp } from "./world.ts";

const formats: readonly IdFormat[] = [
  ...(["entryId", "ewsId", "immutableEntryId", "restId", "restImmutableEntryId"] as const),
];

const idsMax = 1000;

function readFormat(value: unknown, name: string): IdFormat {
  const format = formats.find((known) => known.toLowerCase() === String(value).toLowerCase());
  if (format === undefined) throw invalidValue(`${name} must be one of ${formats.join(", ")}.`);
  return format;
}

const isImmutable = (format: IdFormat) =>
  format === "immutableEntryId" || format === "restImmutableEntryId";

/** The id of the same event in the other family; calendars and unknown ids have only one. */
function sameItem(mailbox: Mailbox, id: string, source: IdFormat, target: IdFormat) {
  const event = lookUp(mailbox, id) ?? mailbox.deletedItems[id];
  if (event) return isImmutable(target) ? event.key : event.restId;
  return isImmutable(source) === isImmutable(target) ? id : undefined;
}

export function translateExchangeIds(call: MailboxCall): Reply {
  const body = bodyObject(call);
  const ids = actionValue(body, "inputIds");
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === "string")) {
    throw invalidValue("InputIds must be a list of ids.");
  }
  if (ids.length > idsMax) throw invalidValue(`InputIds holds more than ${idsMax} ids.`);
  const source = readFormat(actionValue(body, "sourceIdType"), "SourceIdType");
  const target = readFormat(actionValue(body, "targetIdType"), "TargetIdType");
  const value = ids.map((sourceId: string) => {
    const rest = toRestForm(sourceId, source);
    const translated = looksLikeId(sourceId)
      ? sameItem(call.mailbox, rest, source, target)
      : undefined;
    if (translated !== undefined) return { sourceId, targetId: fromRestForm(translated, target) };
    const errorDetails = { code: "ErrorInvalidIdMalformed", message: "Id is malformed." };
    return { sourceId, targetId: null, errorDetails };
  });
  const context = `${call.base}/$metadata#Collection(microsoft.graph.convertIdResult)`;
  return { status: 200, body: { "@odata.context": context, value } };
}
