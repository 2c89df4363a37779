import type { Link } from "../../../sync/model.ts";
import { confirm } from "./confirm.ts";
import type { RunContext } from "../context.ts";
import { noteAct } from "../history.ts";
import { whyUnsupported } from "../../items/item-error.ts";
import { isTracked } from "../gate.ts";
import { reachOf } from "../retry.ts";
import { resumed, switchOff } from "./take-up.ts";

/**
 * Carries out what people did to our category in Outlook, before what was read is stored: taking it off
 * switches the item off and keeps both copies, putting it on again switches it on.
 */
export async function takeUpHands(run: RunContext): Promise<void> {
  const hands = [...run.hands];
  run.hands.clear();
  const removed = hands.filter(([, hand]) => hand === "removed");
  if (isNobodys(run, removed.length)) {
    // They are put back with the next marks.
    const said = { linkId: null, kind: "state", side: "microsoft", origin: "engine" } as const;
    run.ledger.note({ ...said, subject: "", changes: [], because: "categories-gone" });
  } else {
    for (const [linkId] of removed) {
      const link = run.ledger.links.get(linkId);
      if (link === undefined || link.choice === "off") continue;
      await switchOff(run, link, "category removed");
      run.touched(link);
    }
  }
  for (const [linkId, hand] of hands) if (hand === "added") await switchOn(run, linkId);
}

/**
 * Whether so many categories went at once that it was hardly a person who meant each of them: a mailbox
 * that was moved, a tool that tidies up. The brake's limit tells.
 */
function isNobodys({ rules, ledger }: RunContext, removed: number): boolean {
  const { deletionsMin, share } = rules.brake;
  return removed > Math.max(deletionsMin, share * ledger.figures.linked);
}

async function switchOn(run: RunContext, linkId: string): Promise<void> {
  const { ledger } = run;
  const link = ledger.links.get(linkId);
  if (link?.choice !== "off" || !(await mayBeSwitchedOn(run, link))) return;
  const start = await resumed(run, link);
  if (start === null) return;
  ledger.unpark(linkId);
  ledger.stage({ ...start, choice: "on", dirty: true });
  noteAct(run, start, "linked", "category added");
  // Off, it was not followed: it is planned from what both sides hold now.
  for (const side of ["microsoft", "erp"] as const) {
    const id = start.ids[side];
    if (id !== undefined) await confirm(run, side, [id]);
  }
}

/**
 * Off, the item was not followed, so it may have become private meanwhile, or somebody else's meeting:
 * what the pane would refuse, the category does not let in.
 */
async function mayBeSwitchedOn(run: RunContext, { ids }: Link): Promise<boolean> {
  const id = ids.microsoft;
  if (id === undefined) return false;
  const [found] = await run.graph.get(run.actor, run.resource, [id]);
  if (found?.kind === "error" && reachOf(found.error.code) === "run") throw found.error;
  if (found?.kind !== "found" || !isTracked(found.item)) return false;
  return whyUnsupported(found.item, run.actor, run.rules.privacy) === null;
}
