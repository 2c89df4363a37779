import type { Connector } from "../../connectors/port/connector.ts";
import type { Found, Item, Outcome, WriteAction } from "../../connectors/port/item.ts";

/** A side that can be read and not written. */
export interface ReadingOnly {
  readonly connector: Connector;
  /** What would have been sent, in order. */
  readonly sent: readonly WriteAction[];
}

/**
 * The side as it is, but for writes: they are kept here and answered as the side would answer them,
 * and what they made or removed reads so from then on. What else would mail or write is left out.
 */
export function readingOnly(connector: Connector): ReadingOnly {
  const { invitations: _sends, categories: _enters, ...reading } = connector;
  const sent: WriteAction[] = [];
  /** What the writes left, by id; `null`: removed. */
  const touched = new Map<string, Item | null>();

  const found = (id: string, there: Found): Found => {
    const item = touched.get(id);
    if (item === undefined) return there;
    return item === null ? { kind: "missing" } : { kind: "found", item };
  };

  const answer = async (
    actor: Parameters<Connector["write"]>[0],
    resource: Parameters<Connector["write"]>[1],
    action: WriteAction,
  ): Promise<Outcome> => {
    sent.push(action);
    if (action.kind === "delete") {
      touched.set(action.id, null);
      return { kind: "gone" };
    }
    if (action.kind === "update") {
      const [there] = await connector.get(actor, resource, [action.id]);
      if (there?.kind !== "found") return { kind: "gone" };
      const item = { ...there.item, fields: { ...there.item.fields, ...action.fields } };
      touched.set(action.id, item);
      return { kind: "written", item };
    }
    // A create that is repeated answers what it made the first time.
    const made = await connector.findByKey(actor, resource, action.key);
    const item = made ?? itemOf(action.key, action.fields);
    touched.set(item.id, item);
    return { kind: "written", item };
  };

  return {
    sent,
    connector: {
      ...reading,
      async get(actor, resource, ids, gone) {
        const real = ids.filter((id) => !touched.has(id));
        const read = real.length === 0 ? [] : await connector.get(actor, resource, real, gone);
        const byId = new Map(real.map((id, at) => [id, read[at] ?? missing]));
        return ids.map((id) => found(id, byId.get(id) ?? missing));
      },
      async write(actor, resource, actions) {
        const outcomes: Outcome[] = [];
        for (const action of actions) outcomes.push(await answer(actor, resource, action));
        return outcomes;
      },
    },
  };
}

const missing: Found = { kind: "missing" };

function itemOf(key: string, fields: Item["fields"]): Item {
  const details = { webUrl: null, organizer: true, series: "single" } as const;
  return {
    ...{ id: `planned:${key}`, version: "planned", fields, modifiedAt: null },
    ...{ stamp: null, key, details },
  };
}
