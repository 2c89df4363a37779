/**
 * Writes to several occurrences of one series. All members share the series' version, so the first
 * write makes the precondition of the others stale, although nobody but us was there.
 */
import type { Outcome, WriteAction } from "../port/item.ts";

/**
 * The actions in turns: of those that are based on one version, each comes in a turn of its own,
 * because events have versions of their own and only members of a series share one.
 */
export function turnsOf(actions: readonly WriteAction[]): readonly (readonly WriteAction[])[] {
  const turns: WriteAction[][] = [];
  const before = new Map<string, number>();
  for (const action of actions) {
    const version = action.kind === "create" ? null : action.precondition;
    const turn = version === null ? 0 : (before.get(version) ?? 0);
    if (version !== null) before.set(version, turn + 1);
    (turns[turn] ??= []).push(action);
  }
  return turns;
}

/**
 * The action based on what the writes before it left: the version that the last of them answered with.
 * After a removal, which answers with none, it stays as it was, and is refused as stale.
 */
export function onLatest(
  action: WriteAction,
  outcomes: ReadonlyMap<WriteAction, Outcome>,
  all: readonly WriteAction[],
): WriteAction {
  if (action.kind === "create") return action;
  const siblings = all.filter(
    (one) => one.kind !== "create" && one.precondition === action.precondition,
  );
  const versions = siblings.flatMap((one) => {
    const outcome = outcomes.get(one);
    return outcome?.kind === "written" ? [outcome.item.version] : [];
  });
  const latest = versions.at(-1);
  return latest === undefined ? action : { ...action, precondition: latest };
}
