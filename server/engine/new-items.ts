import type { Item, ItemChange } from "../connectors/connector.ts";
import { naturalKey } from "../resources/appointment/schema.ts";
import type { Change } from "../store/store.ts";
import { match, type Candidate } from "../sync/match.ts";
import { sides, type Side } from "../sync/model.ts";
import { observed } from "../sync/record.ts";
import { confirm, sightingOf } from "./confirm.ts";
import type { RunContext } from "./context.ts";
import { subjectOf } from "./history.ts";
import { parkDoubt } from "./park.ts";
import { newLink } from "./take-up.ts";

/** What one side told in this run: the changes, and the cursor to keep with what they lead to. */
export interface Round {
  readonly changes: readonly ItemChange[];
  readonly complete: boolean;
  readonly cursor: Change | null;
}

/**
 * Items nobody linked yet: paired where both sides have them already, otherwise taken up alone. What
 * stands behind a closed gate is not taken up, but it is there: its twin from the other side is
 * linked to it and not made a second time beside it.
 */
export async function takeUpNewItems(
  run: RunContext,
  unknown: Readonly<Record<Side, readonly Item[]>>,
  rounds: Readonly<Record<Side, Round>>,
): Promise<void> {
  const fresh = {
    microsoft: unknown.microsoft.filter((item) => isNew(run, "microsoft", item)),
    erp: unknown.erp.filter((item) => isNew(run, "erp", item)),
  };
  const done = new Set<Item>();
  if (rounds.microsoft.complete && rounds.erp.complete) {
    const all = {
      microsoft: [...fresh.microsoft, ...behindTheGate(run, "microsoft", rounds.microsoft)],
      erp: [...fresh.erp, ...behindTheGate(run, "erp", rounds.erp)],
    };
    const { matches, doubts } = match(all.microsoft.map(candidate), all.erp.map(candidate));
    for (const { microsoft, erp, by } of matches) {
      const here = itemOf(all.microsoft, microsoft);
      const there = itemOf(all.erp, erp);
      if (here === undefined || there === undefined) continue;
      const open = fresh.microsoft.includes(here) || fresh.erp.includes(there);
      if (!open) continue;
      const pair = {
        microsoft: fresh.microsoft.includes(here) ? here : await readAgain(run, "microsoft", here),
        erp: fresh.erp.includes(there) ? there : await readAgain(run, "erp", there),
      };
      if (pair.microsoft === undefined || pair.erp === undefined) continue;
      done.add(here).add(there);
      takeUp(run, { microsoft: pair.microsoft, erp: pair.erp }, `matched by ${by}`);
    }
    for (const side of sides) {
      const doubted = new Set(doubts.flatMap((doubt) => doubt[side].map((one) => one.snapshot.id)));
      for (const item of fresh[side].filter(({ id }) => doubted.has(id))) {
        done.add(item);
        parkDoubt(run, side, item);
      }
    }
  }
  for (const side of sides) {
    for (const item of fresh[side]) {
      if (!done.has(item)) takeUp(run, { [side]: item }, "new item");
    }
  }
}

/** Whether a gate lets the item in; what a create of ours in doubt has made belongs to its link. */
function isNew(run: RunContext, side: Side, item: Item): boolean {
  if (!run.takesUp(side, item)) return false;
  const { key } = item;
  return key === null || !run.ledger.open().some((link) => link.create?.key === key);
}

/** What a listing showed of a side whose gate is closed, without reading each item. */
function behindTheGate(run: RunContext, side: Side, { changes }: Round): readonly Item[] {
  if (run.opens(side)) return [];
  return changes.flatMap(({ id, item, removed }) => {
    const free = item !== undefined && removed !== true && !run.ledger.byItem(side, id);
    return free && run.fits(side, item) ? [item] : [];
  });
}

/** The item as it is and not as a list showed it; `undefined` when it is gone. */
async function readAgain(run: RunContext, side: Side, { id }: Item): Promise<Item | undefined> {
  const [item] = await confirm(run, side, [id]);
  return item;
}

function candidate(item: Item): Candidate {
  return {
    snapshot: item,
    key: item.key,
    sharedId: item.details.iCalUId ?? null,
    naturalKey: naturalKey(item.fields),
  };
}

function itemOf(items: readonly Item[], { snapshot }: Candidate): Item | undefined {
  return items.find((item) => item.id === snapshot.id);
}

function takeUp(run: RunContext, items: Partial<Record<Side, Item>>, because: string): void {
  let link = newLink(run.deps.ids.next(), "gate", {});
  for (const side of sides) {
    const item = items[side];
    if (item === undefined) continue;
    link = observed(link, side, sightingOf(item), run.schema);
    if (side === "microsoft") link = { ...link, attendeeCopy: item.details.organizer === false };
  }
  run.ledger.stage(link);
  run.ledger.note({
    linkId: link.id,
    kind: "linked",
    side: null,
    origin: items.microsoft === undefined ? "erp" : "microsoft",
    subject: subjectOf(link),
    changes: [],
    because,
  });
}
