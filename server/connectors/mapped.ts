import {
  fromErp,
  fromOutlook,
  mappedName,
  customName,
  toErp,
  toOutlook,
  writesCategories,
  type FieldMapping,
} from "../resources/appointment/mapped.ts";
import type { Fields } from "../sync/model.ts";
import type { Connector } from "./port/connector.ts";
import { ConnectorError } from "./port/connector-error.ts";
import type { Actor, Found, Item, Outcome, WriteAction } from "./port/item.ts";

/**
 * Either side with the ERP's own fields under the names that the core knows them by, as the acting person's
 * connection maps them. Outlook's is to be wrapped outside of `withMarks`: categories that say what a
 * field holds are no marks and no categories of the person's own.
 */
export function withMappedFields<C extends Connector>(inner: C): C {
  const isErp = inner.side === "erp";
  const read = (item: Item, { mapped = [] }: Actor): Item => {
    const fields = isErp ? fromErp(item.fields, mapped) : fromOutlook(item.fields, mapped);
    const { readOnly } = item;
    if (!isErp || readOnly === undefined || mapped.length === 0) return { ...item, fields };
    return {
      ...item,
      fields,
      readOnly: fromErp(readOnly, mapped) as Readonly<Record<string, string>>,
    };
  };
  return {
    ...inner,
    async delta(actor, scope, cursor) {
      const page = await inner.delta(actor, scope, cursor);
      const changes = page.changes.map((change) =>
        change.item === undefined ? change : { ...change, item: read(change.item, actor) },
      );
      return { ...page, changes };
    },
    async get(actor, resource, ids, doubted) {
      const answers = await inner.get(actor, resource, ids, doubted);
      return answers.map((found): Found =>
        found.kind === "found" ? { ...found, item: read(found.item, actor) } : found,
      );
    },
    async write(actor, resource, actions) {
      const { mapped = [] } = actor;
      const sent = isErp
        ? actions.map((action) => withFields(action, (fields) => toErp(fields, mapped)))
        : await forOutlook(inner, actor, resource, actions);
      const free = sent.filter((one): one is WriteAction => !("error" in one));
      const outcomes = [...(free.length === 0 ? [] : await inner.write(actor, resource, free))];
      return sent.map((one): Outcome => {
        if ("error" in one) return { kind: "error", error: one.error };
        const outcome = outcomes.shift();
        if (outcome?.kind === "written") return { ...outcome, item: read(outcome.item, actor) };
        if (outcome?.kind === "error") return { ...outcome, error: named(outcome.error, mapped) };
        return outcome ?? { kind: "error", error: unanswered(inner) };
      });
    },
    async findByKey(actor, resource, key) {
      const item = await inner.findByKey(actor, resource, key);
      return item === null ? null : read(item, actor);
    },
  };
}

type Sent = WriteAction | { readonly error: ConnectorError };

/**
 * What is written to Outlook. Categories are one property with several writers: where one of ours is
 * among them the event is read first, and the others are sent back as they stood at the precondition.
 */
async function forOutlook(
  inner: Connector,
  actor: Actor,
  resource: Parameters<Connector["write"]>[1],
  actions: readonly WriteAction[],
): Promise<readonly Sent[]> {
  const { mapped = [] } = actor;
  const shared = actions.flatMap((action) =>
    action.kind === "update" && touchesCategories(action, mapped) ? [action] : [],
  );
  const ids = shared.map(({ id }) => id);
  const answers = ids.length === 0 ? [] : await inner.get(actor, resource, ids);
  const held = new Map(ids.map((id, at) => [id, answers[at]]));
  return actions.map((action): Sent => {
    if (action.kind !== "update" || !shared.includes(action)) {
      return withFields(action, (fields) => toOutlook(fields, mapped));
    }
    const found = held.get(action.id);
    if (found?.kind !== "found") {
      return { error: found?.kind === "error" ? found.error : gone() };
    }
    if (found.item.version !== action.precondition) return { error: moved() };
    const { categories, ...others } = found.item.fields;
    const texts = (Array.isArray(categories) ? categories : []) as readonly string[];
    const own = fromOutlook({ ...others, categories: texts }, mapped)["categories"] ?? [];
    const { beside: _beside, ...rest } = action;
    const fields = toOutlook({ categories: own, ...action.fields }, mapped, texts);
    const marks = action.marks ?? found.item.marks;
    return { ...rest, fields, ...(marks === undefined ? {} : { marks }) };
  });
}

function touchesCategories(
  { fields, marks }: Extract<WriteAction, { kind: "update" }>,
  mapped: readonly FieldMapping[],
): boolean {
  const told: Fields = marks === undefined ? fields : { ...fields, categories: [] };
  return writesCategories(told, mapped);
}

function withFields(action: WriteAction, change: (fields: Fields) => Fields): WriteAction {
  return action.kind === "delete" ? action : { ...action, fields: change(action.fields) };
}

/** A refusal by the name that the core has for the field. */
function named(error: ConnectorError, mapped: readonly FieldMapping[]): ConnectorError {
  const mapping = mapped.find(({ field }) => customName(field.id) === error.facts.field);
  if (mapping === undefined) return error;
  const { code, side, message, facts } = error;
  return new ConnectorError(code, side, message, { ...facts, field: mappedName(mapping) });
}

function moved(): ConnectorError {
  return new ConnectorError("stale", "microsoft", "The event was changed meanwhile.");
}

function gone(): ConnectorError {
  return new ConnectorError("not-found", "microsoft", "The event is not there any more.");
}

function unanswered({ side }: Connector): ConnectorError {
  return new ConnectorError("unavailable", side, "Nothing was answered to a write.");
}
