import { mappedName } from "../../../resources/appointment/mapped.ts";
import { put, type Change } from "../../../store/store.ts";
import { sides, type Side } from "../../../sync/model.ts";
import type { RunContext } from "../context.ts";

const key = "mapped";

/**
 * Items that were read before a field of the ERP's own got a place in Outlook: what they hold in it is
 * told by reading them once more. Found out by each run itself, so that nobody has to be told of another
 * mapping; until the reading is stored, the next run finds it again.
 */
export async function dueByMappings(
  run: RunContext,
): Promise<Readonly<Record<Side, readonly string[]>> & { readonly done: readonly Change[] }> {
  const mapped = run.rules.mapped ?? [];
  const [now, before] = [
    JSON.stringify(mapped),
    await run.deps.store.get(run.scope, "cursors", key),
  ];
  const due: Record<Side, string[]> = { microsoft: [], erp: [] };
  if (now === (before?.cursor ?? "[]")) return { ...due, done: [] };
  const names = mapped.map(mappedName);
  for (const link of run.ledger.links.values()) {
    if (link.choice === "off") continue;
    for (const side of sides) {
      const [held, id] = [link[side]?.fields, link.ids[side]];
      if (held === undefined || id === undefined) continue;
      if (names.some((name) => held[name] === undefined)) due[side].push(id);
    }
  }
  return { ...due, done: [put("cursors", key, { cursor: now, window: null, savedAt: run.now() })] };
}
