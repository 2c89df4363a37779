import type { Item, ItemChange } from "../../../connectors/port/item.ts";
import { emptyCompanion } from "../../../resources/appointment/companion.ts";
import type { AdvanceDocument } from "../../../store/documents/mailbox.ts";
import { put, type Change } from "../../../store/store.ts";
import { observed } from "../../../sync/record.ts";
import { homeOf, isExpired, removal } from "../../items/advance.ts";
import type { MailboxScope } from "../../mailboxes/mailbox.ts";
import { kindOf, sightingOf } from "./confirm.ts";
import type { RunContext } from "../context.ts";
import { doubtIn, noteDoubt } from "../match/doubts.ts";
import { isOfSingleDays } from "../gate.ts";
import { whyUnsupported } from "../../items/item-error.ts";
import { newLinkId } from "../link-id.ts";
import { newChoice } from "../new-link.ts";
import { isItsOwn } from "../park.ts";
import { noteAct } from "../history.ts";

/** Outlook's clock and ours may differ by so much. */
const skewMs = 60 * 60 * 1000;

/**
 * Links the appointments that people chose before Outlook had saved them. A listing shows no custom
 * properties, so while a choice waits every event that is young enough is read by itself.
 *
 * People copy appointments, and a copy carries the key as well: the one that was created first is
 * meant. Its link and the end of the choice are stored in one commit, so no copy is linked by it,
 * now or later. An appointment that has a link by now was decided about since: that decision stays.
 */
export async function takeUpAdvances(
  run: RunContext,
  changes: readonly ItemChange[],
  hints: ReadonlySet<string>,
): Promise<void> {
  const nowMs = run.deps.clock.now();
  const { store } = run.deps;
  const inTime = ([, advance]: readonly [string, AdvanceDocument]) => !isExpired(advance, nowMs);
  const all = [...(await store.list(run.scope, "advance"))];
  const here = new Map(all.filter(inTime));
  const home = await homeOf(store, run.mailbox);
  const atHome = home === null ? [] : [...(await store.list(home, "advance"))].filter(inTime);
  const waiting = new Map([...atHome, ...here]);
  const ended = all.filter(([key]) => !here.has(key)).map(([key]) => key);
  const wishes: Change[] = [];
  if (waiting.size > 0) {
    const found = firstByKey(await read(run, young(changes, waiting), hints));
    if (home !== null) await bringHere(run, home, atHome, found);
    for (const [key, item] of found) {
      const advance = waiting.get(key);
      if (advance === undefined) continue;
      if (isOfSingleDays(item, run.actor)) wishes.push(wishFor(run, item, advance));
      else takeUp(run, item, advance);
      ended.push(key);
    }
  }
  // Now, for what else this run takes up is stored in portions.
  if (ended.length > 0) await run.ledger.commit([...ended.map(removal), ...wishes]);
}

/**
 * Choices that waited in the person's own mailbox wait here from now on. They are stored here before
 * they go there: what ends between the two is brought again, and lost nowhere.
 */
async function bringHere(
  run: RunContext,
  home: MailboxScope,
  atHome: readonly (readonly [string, AdvanceDocument])[],
  found: ReadonlyMap<string, Item>,
): Promise<void> {
  const brought = atHome.filter(([key]) => found.has(key));
  if (brought.length === 0) return;
  await run.ledger.commit(brought.map(([key, advance]) => put("advance", key, advance)));
  await run.deps.store.commit(
    home,
    brought.map(([key]) => removal(key)),
  );
}

/** The listed events that may be younger than the first choice that waits. */
function young(
  changes: readonly ItemChange[],
  waiting: ReadonlyMap<string, AdvanceDocument>,
): readonly string[] {
  const since = Math.min(...[...waiting.values()].map(({ madeAt }) => Date.parse(madeAt))) - skewMs;
  return changes.flatMap(({ id, item, removed }) => {
    if (removed === true || item?.details.series === "occurrence") return [];
    const createdAt = item?.details.createdAt;
    return createdAt === undefined || Date.parse(createdAt) >= since ? [id] : [];
  });
}

async function read(
  run: RunContext,
  listed: readonly string[],
  hints: ReadonlySet<string>,
): Promise<readonly Item[]> {
  const ids = [...new Set([...listed, ...hints])];
  if (ids.length === 0) return [];
  const answers = await run.graph.get(run.actor, run.resource, ids);
  const items: Item[] = [];
  for (const [at, id] of ids.entries()) {
    const answer = answers[at];
    if (answer?.kind === "found") items.push(answer.item);
    if (answer?.kind !== "error") continue;
    const failure = {
      link: undefined,
      side: "microsoft",
      itemId: id,
      error: answer.error,
    } as const;
    // The cursor stays where it is: the next run reads this event again.
    if (!(await isItsOwn(run, failure))) throw answer.error;
  }
  return items;
}

function firstByKey(items: readonly Item[]): ReadonlyMap<string, Item> {
  const first = new Map<string, Item>();
  for (const item of items) {
    const key = item.details.advanceKey;
    // An occurrence shows what stands on its series.
    if (key === undefined || item.details.series === "occurrence") continue;
    const other = first.get(key);
    if (other === undefined || isEarlier(item, other)) first.set(key, item);
  }
  return first;
}

function isEarlier(one: Item, other: Item): boolean {
  const [a, b] = [one.details.createdAt ?? "", other.details.createdAt ?? ""];
  return a === b ? one.id < other.id : a < b;
}

/** A series whose days are items of their own is switched on by the next run, which lists them all. */
function wishFor(run: RunContext, { id }: Item, { companion }: AdvanceDocument): Change {
  run.awaits = true;
  const linkId = newLinkId(run.deps.ids, "microsoft", id);
  return put("inbox", run.deps.ids.next(), {
    ...{ kind: "choose", resource: "appointment", microsoftId: id },
    ...{ linkId, companion, wholeSeries: true },
  });
}

function takeUp(run: RunContext, item: Item, { companion }: AdvanceDocument): void {
  const { ledger } = run;
  const known = ledger.byItem("microsoft", item.id);
  if (known !== undefined && known.choice !== "gate") return;
  const doubt = doubtIn(run, "microsoft", item.id);
  if (doubt !== undefined) {
    noteDoubt(run, doubt);
    return;
  }
  const refused = whyUnsupported(item, run.actor, run.rules.privacy);
  if (refused !== null) {
    ledger.note({
      linkId: null,
      kind: "failed",
      side: "microsoft",
      origin: "engine",
      subject: "",
      changes: [],
      because: `${refused.code}: ${refused.message}`,
    });
    return;
  }
  const start = known ?? newChoice(newLinkId(run.deps.ids, "microsoft", item.id), item.id, {});
  const seen = observed(start, "microsoft", sightingOf(item), run.schema);
  const link = {
    ...seen,
    companion: { ...emptyCompanion, ...seen.companion, ...companion },
    choice: "on" as const,
    ...kindOf("microsoft", item),
    dirty: true,
  };
  ledger.unpark(item.id);
  ledger.stage(link);
  noteAct(run, link, "linked", "switched on");
}
