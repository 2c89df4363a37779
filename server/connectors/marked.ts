import {
  categoriesWith,
  exceptionsWith,
  marksIn,
  withoutMarks,
  type MarkNames,
} from "../resources/appointment/marks.ts";
import type { Fields, Mark } from "../sync/model.ts";
import type { Connector } from "./port/connector.ts";
import type { Actor, Found, Item, Outcome, WriteAction } from "./port/item.ts";

/**
 * Outlook's side with our categories apart from a person's: what is read has them as `marks` and not
 * among its fields, and what is written gets them behind the person's own. For actors without names
 * for them the side is as it is.
 */
export function withMarks<C extends Connector>(inner: C): C {
  return {
    ...inner,
    async delta(actor, scope, cursor) {
      const page = await inner.delta(actor, scope, cursor);
      const { marks } = actor;
      if (marks === undefined) return page;
      const changes = page.changes.map((change) =>
        change.item === undefined ? change : { ...change, item: apart(change.item, marks) },
      );
      return { ...page, changes };
    },
    async get(actor, resource, ids, gone) {
      const answers = await inner.get(actor, resource, ids, gone);
      return answers.map((found): Found => {
        const isApart = found.kind === "found" && actor.marks !== undefined;
        return isApart ? { ...found, item: apart(found.item, actor.marks) } : found;
      });
    },
    async write(actor, resource, actions) {
      const sent = actions.map((action) => together(action, actor));
      const outcomes = await inner.write(actor, resource, sent);
      return outcomes.map((outcome): Outcome => {
        const isApart = outcome.kind === "written" && actor.marks !== undefined;
        return isApart ? { ...outcome, item: apart(outcome.item, actor.marks) } : outcome;
      });
    },
    async findByKey(actor, resource, key) {
      const item = await inner.findByKey(actor, resource, key);
      return item === null || actor.marks === undefined ? item : apart(item, actor.marks);
    },
  };
}

function apart(item: Item, names: MarkNames): Item {
  const { fields } = item;
  if (fields["categories"] === undefined) return item;
  return {
    ...item,
    fields: withoutMarks(fields, names),
    marks: marksIn(fields["categories"], names),
  };
}

function together(action: WriteAction, { marks: names }: Actor): WriteAction {
  if (names === undefined || action.kind === "delete") return action;
  const { marks, ...rest } = action;
  if (marks === undefined) return action;
  const own = action.fields["categories"] ?? (action.kind === "update" ? action.beside : []);
  return { ...rest, fields: withTheirs(action.fields, marks, names, own) };
}

function withTheirs(
  fields: Fields,
  marks: readonly Mark[],
  names: MarkNames,
  own: Fields[string] | undefined,
): Fields {
  const { exceptions } = fields;
  return {
    ...fields,
    categories: categoriesWith(own, marks, names),
    ...(exceptions === undefined ? {} : { exceptions: exceptionsWith(exceptions, marks, names) }),
  };
}
