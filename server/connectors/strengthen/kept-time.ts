import { asKept, asMeant } from "../../resources/appointment/kept-time.ts";
import type { Connector } from "../port/connector.ts";
import { ConnectorError } from "../port/connector-error.ts";
import type { Found, Item, Outcome, WriteAction } from "../port/item.ts";

/**
 * For a side that cannot keep every time (`Capabilities.time`): it is written what it can keep, and read as
 * it was meant. A time that would come back as another one is refused before anything is sent, because
 * what came back would be taken for an edit and moved on the other side.
 */
export function withKeptTime(weak: Connector): Connector {
  const { time, ...capabilities } = weak.capabilities;
  if (time === undefined) return weak;
  const read = (item: Item): Item => ({ ...item, fields: asMeant(item.fields, time) });

  const written = (action: WriteAction): WriteAction | Outcome => {
    if (action.kind === "delete") return action;
    const kept = asKept(action.fields, time);
    if ("fields" in kept) return { ...action, fields: kept.fields };
    const { field, reason } = kept.unkept;
    return { kind: "error", error: new ConnectorError("rejected", weak.side, reason, { field }) };
  };

  return {
    ...weak,
    capabilities,
    delta: async (...args) => {
      const page = await weak.delta(...args);
      const changes = page.changes.map((change) =>
        change.item === undefined ? change : { ...change, item: read(change.item) },
      );
      return { ...page, changes };
    },
    get: async (...args) =>
      (await weak.get(...args)).map((found): Found =>
        found.kind === "found" ? { kind: "found", item: read(found.item) } : found,
      ),
    findByKey: async (...args) => {
      const item = await weak.findByKey(...args);
      return item === null ? null : read(item);
    },
    write: async (actor, resource, actions) => {
      const all = actions.map(written);
      const sent = all.filter(isAction);
      const answers = sent.length === 0 ? [] : [...(await weak.write(actor, resource, sent))];
      return all.map((one): Outcome => {
        if (!isAction(one)) return one;
        const outcome = answers.shift() ?? unanswered(weak);
        return outcome.kind === "written" ? { kind: "written", item: read(outcome.item) } : outcome;
      });
    },
  };
}

function isAction(one: WriteAction | Outcome): one is WriteAction {
  return one.kind === "create" || one.kind === "update" || one.kind === "delete";
}

function unanswered({ side }: Connector): Outcome {
  const error = new ConnectorError("unavailable", side, "A write was not answered.");
  return { kind: "error", error };
}
