import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { Item } from "../../../connectors/port/item.ts";
import type { Window } from "../../../resources/window.ts";
import type { Fields, Side } from "../../../sync/model.ts";
import type { RunContext } from "../context.ts";
import { windowOf } from "./days.ts";
import { linkOfKey } from "../link-id.ts";
import { mayBeOurs } from "./look-alike.ts";
import { isTheirOwn } from "../park.ts";

/** Something that is looked for on the other side, on its days. */
export interface Sought {
  /** Of its link, or its own where it has none: by it is counted how often it failed. */
  readonly key: string;
  readonly fields: Fields;
}

/**
 * What stands on a side on the days of what is sought, in as few listings as may be.
 * @param look what stands there on such days
 * @param refuse is told, one by one, of those whose days the side refuses to list
 * @throws ConnectorError where it concerns more than those days
 */
export async function searchDays<S extends Sought>(
  run: RunContext,
  side: Side,
  sought: readonly S[],
  how: {
    readonly look: (window: Window) => Promise<readonly Item[]>;
    readonly refuse: (one: S, error: ConnectorError) => Promise<void> | void;
  },
): Promise<Item[]> {
  const items = new Map<string, Item>();
  const waiting = stretches(run, sought);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { all, window } = next;
    try {
      for (const item of await how.look(window)) items.set(item.id, item);
    } catch (error) {
      const isOurs = error instanceof ConnectorError && error.side === side;
      const keys = all.map(({ key }) => key);
      if (!isOurs || !(await isTheirOwn(run, side, keys, error))) throw error;
      const [one, ...others] = all;
      if (one === undefined) continue;
      if (others.length === 0) {
        await how.refuse(one, error);
        continue;
      }
      // One of them may be to blame: it is found by halves.
      const half = Math.ceil(all.length / 2);
      for (const part of [all.slice(half), all.slice(0, half)]) {
        waiting.unshift(around(run, part));
      }
    }
  }
  return [...items.values()];
}

/** Whether a create of ours made the item, or may have, for a link that will find it. */
export function isClaimed(run: RunContext, side: Side, item: Item): boolean {
  if (item.key === null) return mayBeOurs(run, side, item);
  const link = run.ledger.links.get(linkOfKey(item.key));
  if (link === undefined) return false;
  return link.create?.key === item.key || link.ids[side] === undefined;
}

/** Days that lie nearer than this are asked for at once. */
const nearMs = 14 * 24 * 60 * 60 * 1000;

/** What is sought, with the days on which it is. */
interface Stretch<S> {
  readonly all: readonly S[];
  readonly window: Window;
}

/** More than so many listings cost more than one of all that lies between them. */
const stretchesMax = 10;

/** The days of all that is sought, as few stretches as may be. */
function stretches<S extends Sought>(run: RunContext, sought: readonly S[]): Stretch<S>[] {
  const sorted = sought
    .map((one) => around(run, [one]))
    .sort((one, other) => Date.parse(one.window.from) - Date.parse(other.window.from));
  const merged: Stretch<S>[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    const isFar =
      last === undefined || Date.parse(next.window.from) > Date.parse(last.window.to) + nearMs;
    if (isFar) merged.push(next);
    else merged[merged.length - 1] = joined(last, next);
  }
  const [first, ...others] = merged;
  return first === undefined || merged.length <= stretchesMax
    ? merged
    : [others.reduce(joined, first)];
}

function around<S extends Sought>(run: RunContext, all: readonly S[]): Stretch<S> {
  const single = all.map((one) => ({ all: [one], window: windowOf(one.fields, run.window) }));
  return single.reduce<Stretch<S>>(joined, single[0] ?? { all: [], window: run.window });
}

function joined<S>(one: Stretch<S>, next: Stretch<S>): Stretch<S> {
  const before = (a: string, b: string): boolean => Date.parse(a) <= Date.parse(b);
  const { from, to } = next.window;
  const window = {
    from: before(one.window.from, from) ? one.window.from : from,
    to: before(to, one.window.to) ? one.window.to : to,
  };
  return { all: [...new Set([...one.all, ...next.all])], window };
}
