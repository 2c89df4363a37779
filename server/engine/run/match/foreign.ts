import type { Item } from "../../../connectors/port/item.ts";
import type { Side } from "../../../sync/model.ts";
import type { RunContext } from "../context.ts";

/** By id of an item: what the pair is called that another integration made of it. */
export type ForeignIds = Readonly<Record<Side, ReadonlyMap<string, string>>>;

/**
 * What another integration had linked before us, by the identifiers that it left: on events the id of
 * their activity, or in the ERP a reference to the event. They are read and never written. Where two of
 * them contradict each other neither is believed.
 */
export async function foreignIds(
  run: RunContext,
  all: Readonly<Record<Side, readonly Item[]>>,
): Promise<ForeignIds> {
  const { property, system } = run.rules.adopts ?? {};
  const pairs = [
    ...(property === undefined ? [] : await byProperty(run, property, all)),
    ...(system === undefined ? [] : await byReference(run, system, all)),
  ];
  const found = { microsoft: new Map<string, string>(), erp: new Map<string, string>() };
  const claimed = new Map<string, Set<string>>();
  for (const { microsoft, erp } of pairs) {
    claimed.set(microsoft, (claimed.get(microsoft) ?? new Set()).add(erp));
  }
  for (const { microsoft, erp } of pairs) {
    if ((claimed.get(microsoft)?.size ?? 0) > 1) continue;
    found.microsoft.set(microsoft, erp);
    found.erp.set(erp, erp);
  }
  return found;
}

type Pair = Readonly<Record<Side, string>>;

/** Events that carry the id of their activity. Copies that people made carry it as well: a doubt. */
async function byProperty(
  run: RunContext,
  property: string,
  { microsoft, erp }: Readonly<Record<Side, readonly Item[]>>,
): Promise<readonly Pair[]> {
  const marked = await run.graph.keys?.marked?.(run.actor, run.resource, property);
  const activities = new Set(erp.map(({ id }) => id));
  return microsoft.flatMap(({ id }) => {
    const there = marked?.get(id)?.trim();
    return there !== undefined && activities.has(there) ? [{ microsoft: id, erp: there }] : [];
  });
}

/** Activities that refer to their event: by an id that Graph gives, or by what all its copies share. */
async function byReference(
  run: RunContext,
  system: string,
  { microsoft, erp }: Readonly<Record<Side, readonly Item[]>>,
): Promise<readonly Pair[]> {
  const refer = erp.flatMap(({ id, details: { reference } }) =>
    reference?.system.toLowerCase() === system.toLowerCase() ? [{ id, to: reference.id }] : [],
  );
  if (refer.length === 0) return [];
  const ids = refer.map(({ to }) => to);
  // Others keep the id that moves with the event; ours does not.
  const lasting = (await run.graph.itemIds?.fromPane(run.actor, ids)) ?? [];
  const events = new Map(
    microsoft.flatMap(({ id, details }) => [
      [id, id] as const,
      ...(details.iCalUId === undefined || details.series === "occurrence"
        ? []
        : [[details.iCalUId, id] as const]),
    ]),
  );
  return refer.flatMap(({ id, to }, at) => {
    const event = events.get(lasting[at] ?? to) ?? events.get(to);
    return event === undefined ? [] : [{ microsoft: event, erp: id }];
  });
}
