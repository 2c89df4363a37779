import { isMadeIn } from "../../server/engine/run/link-id.ts";
import { scopeOf } from "../../server/engine/mailboxes/mailbox.ts";
import { windowAround, startsInside } from "../../server/resources/window.ts";
import type { Item } from "../../server/connectors/port/item.ts";
import type { HistoryEntry, QuarantineDocument } from "../../server/store/documents/mailbox.ts";
import { otherSide, sides, type Flow, type Link, type Side } from "../../server/sync/model.ts";
import type { Lineage } from "./lineage.ts";
import { flowIn, isMasked, type Oracle } from "./oracle.ts";
import { checkMeetings } from "./check-meetings.ts";
import { daysOf, ownTexts } from "./series.ts";
import { meant } from "./meant.ts";
import { Violation, type Person, type World } from "./world.ts";

const mergedFields = ["subject", "place", "when"] as const;

/** Everything that must be true once all is quiet. @returns the residues that excused something. */
export async function checkEnd(world: World, oracle: Oracle): Promise<readonly string[]> {
  for (const doubt of oracle.doubts) {
    const unheard = doubt.stamps.some((stamp) => oracle.isUnheard(stamp));
    if (unheard) oracle.lineages.get(doubt.lineage)?.residue.add(doubt.residue);
  }
  for (const { lineage, text } of oracle.flaps) {
    const { residue, isUndone, isShared } = oracle.lineages.get(lineage) ?? {};
    if (isUndone === true || isShared === true) continue;
    if (residue?.has("no-stamp") === true || residue?.has("made-twice") === true) continue;
    if (residue?.has("copy-adopted") === true || residue?.has("overwritten") === true) continue;
    throw new Violation(text);
  }
  await checkMeetings(world, oracle);
  for (const [at, person] of world.people.entries()) await checkMailbox(world, oracle, at, person);
  return [...oracle.lineages.values()].flatMap(({ residue }) => [...residue]);
}

interface End {
  readonly world: World;
  readonly oracle: Oracle;
  readonly mailbox: number;
  readonly items: Readonly<Record<Side, readonly Item[]>>;
  readonly links: ReadonlyMap<string, Link>;
  readonly parked: ReadonlyMap<string, QuarantineDocument>;
  readonly conflicts: readonly HistoryEntry[];
}

async function checkMailbox(world: World, oracle: Oracle, mailbox: number, person: Person) {
  const scope = scopeOf(person.mailbox);
  const history = await world.store.history(scope, { limit: 10_000 });
  const end: End = {
    world,
    oracle,
    mailbox,
    items: {
      microsoft: world.itemsOf("microsoft", mailbox),
      erp: world.itemsOf("erp", mailbox),
    },
    links: await world.store.list(scope, "links"),
    parked: await world.store.list(scope, "quarantine"),
    conflicts: history.filter(({ kind }) => kind === "conflict"),
  };
  checkNothingLost(end);
  checkPairs(end);
  checkTimes(end);
  checkClears(end);
  for (const [id, lineage] of oracle.lineages) {
    if (lineage.mailbox === mailbox && !lineage.isShared) checkLineage(end, id, lineage);
  }
  for (const conflict of end.conflicts) checkConflict(end, conflict);
  const { daysBack, daysForward } = world.settings;
  const window = windowAround(world.clock.now(), { daysBack, daysForward });
  oracle.continued.check({
    ...end,
    standing: (lineage) => {
      const of = (side: Side) =>
        end.items[side].filter(({ fields }) => oracle.lineageOf(fields) === lineage);
      return { microsoft: of("microsoft"), erp: of("erp") };
    },
    isInside: ({ fields }) => startsInside(fields["when"], window),
  });
}

/** Rule 4: what was typed stands somewhere, was replaced or deleted by a person, or is in the log. */
function checkNothingLost({ oracle, mailbox, items, conflicts }: End): void {
  const covered = new Set<string>();
  const cover = (value: string): void => {
    for (let at: string | undefined = value; at !== undefined && !covered.has(at);) {
      covered.add(at);
      at = oracle.typed.get(at)?.replaced;
    }
  };
  for (const side of sides)
    for (const { fields } of items[side]) oracle.tokens(fields).forEach(cover);
  for (const { changes } of conflicts) {
    for (const { from, to } of changes) {
      for (const value of [from, to]) [value, ...ownTexts(value)].map(meant).forEach(cover);
    }
  }
  for (const lineage of oracle.lineages.values()) {
    for (const { values } of lineage.deletions) values.forEach(cover);
  }
  for (const { value } of oracle.cleared) cover(value);
  for (const value of oracle.excused) cover(value);
  for (const [value, known] of oracle.typed) {
    if (known.mailbox !== mailbox || covered.has(value)) continue;
    // What lost a conflict is in the log, but for private items: privacy outranks it.
    const { isPrivate, isMovedAway, isShared } = oracle.lineages.get(known.lineage) ?? {};
    if (isShared === true) continue;
    if (isPrivate === true || (isMovedAway === true && known.field.endsWith(" of a day"))) continue;
    throw new Violation(`rule 4, no lost edit: ${value} (${known.field}) is nowhere`);
  }
}

/** No time that people enter in these stories is one that an ERP cannot be told: none is set aside for it. */
function checkTimes({ parked }: End): void {
  for (const { field, reason } of parked.values()) {
    if (field === "when") throw new Violation(`kept times: one is set aside, because ${reason}`);
  }
}

/** Rule 2 and 7: what is linked means the same on both sides. */
function checkPairs({ world, oracle, items, links, parked }: End): void {
  if (world.settings.direction !== "both") return;
  for (const link of links.values()) {
    // Of a meeting its owner's link says what it is like, as far as nobody is asked.
    if (link.choice === "off" || parked.has(link.id) || link.guestOf !== undefined) continue;
    const here = items.microsoft.find(({ id }) => id === link.ids.microsoft);
    const there = items.erp.find(({ id }) => id === link.ids.erp);
    if (here === undefined || there === undefined) continue;
    const hides = isMasked(link, world.settings.privateItems);
    const isErps = world.settings.flows["subject"] === "toMicrosoft";
    if (hides && !isErps && !isMadeIn(link, "erp") && meant(there.fields["subject"]) !== "busy") {
      throw new Violation(`privacy: ${link.id} is not masked in the ERP`);
    }
    const isAsked = link.waiting.some(({ field }) => field === "when");
    const flow = (field: string) => flowIn(world.settings, field);
    const own = [daysOf(here, there, link, flow), daysOf(there, here, link, flow)];
    // What would take a day from guests stays where it is.
    if (!hides && !isAsked && !guests(here) && own[0] !== own[1]) {
      throw new Violation(`rule 2, convergence: days of ${link.id} are ${own[0]} and ${own[1]}`);
    }
    for (const field of hides ? (["when"] as const) : mergedFields) {
      if (isTargetsOwn(oracle, here, field, world.settings.flows[field])) continue;
      if (link.waiting.some((one) => one.field === field)) continue;
      const [microsoft, erp] = [meant(here.fields[field]), meant(there.fields[field])];
      if (microsoft !== erp) {
        throw new Violation(
          `rule 2, convergence: ${field} of ${link.id} is ${microsoft} and ${erp}`,
        );
      }
    }
  }
}

/** A field that goes one way keeps what its target did to it, until its source changes it. */
function isTargetsOwn(oracle: Oracle, item: Item, field: string, flow: Flow = "both"): boolean {
  if (flow === "both") return false;
  const target = flow === "toErp" ? "erp" : "microsoft";
  const lineage = oracle.lineageOf(item.fields);
  const typed = [...oracle.typed.values()].filter((one) => one.lineage === lineage);
  const isCleared = oracle.cleared.some((one) => one.lineage === lineage);
  // Made again after a deletion: without what its source cannot be given.
  const { deletions, residue, isDoomed, isBlurred } = oracle.lineages.get(lineage) ?? {};
  const isMixed = residue?.has("made-twice") === true || residue?.has("copy-adopted") === true;
  const isGone = (deletions?.length ?? 0) > 0 || isBlurred === true;
  const isRemade = isGone || isDoomed === true || isMixed;
  const isTargets = typed.some((one) => one.field === field && one.side === target);
  return flow === "none" || isRemade || isTargets || (field === "place" && isCleared);
}

function checkClears({ world, oracle, mailbox, items, conflicts, parked, links }: End): void {
  if (world.settings.direction !== "both" || parked.size > 0) return;
  for (const { value, lineage } of oracle.cleared) {
    const known = oracle.lineages.get(lineage);
    if (known?.mailbox !== mailbox || known.residue.size > 0 || known.isDoomed) continue;
    // A private item that was made in the ERP keeps there what it has there.
    if (
      known.isPrivate ||
      known.isUndone ||
      known.isShared ||
      (world.settings.flows["place"] ?? "both") !== "both"
    )
      continue;
    if (known.deletions.length > 0) continue;
    const standing = sides
      .flatMap((side) => items[side])
      .filter(({ fields }) => meant(fields["place"]) === value);
    const isLogged = conflicts.some(({ changes }) =>
      changes.some(({ from, to }) => meant(from) === value || meant(to) === value),
    );
    const isAside = standing.some(({ id }) =>
      [...links.values()].some(
        (link) => link.choice === "off" && Object.values(link.ids).includes(id),
      ),
    );
    const unlinked = standing.some(
      ({ id }) => ![...links.values()].some((link) => Object.values(link.ids).includes(id)),
    );
    if (standing.length > 0 && !isLogged && !isAside && !unlinked) {
      throw new Violation(`rule 4, no lost edit: ${value} was cleared and stands again`);
    }
  }
}

function checkLineage(end: End, id: number, lineage: Lineage): void {
  const { world, oracle, items, links, parked } = end;
  const of = (side: Side) => items[side].filter(({ fields }) => oracle.lineageOf(fields) === id);
  const standing = { microsoft: of("microsoft"), erp: of("erp") };
  const { residue, deletions, isPrivate, isDoomed } = lineage;
  const isMixed = residue.has("made-twice") || residue.has("copy-adopted") || lineage.isUndone;
  if (isMixed || lineage.isBlurred) return;
  for (const side of sides) {
    if (standing[side].length > 1)
      throw new Violation(`rule 6, no duplicate: item ${id} stands twice on ${side}`);
  }
  const { direction, afterDeleteInOutlook, afterDeleteInErp } = world.settings;
  const rules = { microsoft: afterDeleteInOutlook, erp: afterDeleteInErp };
  const count = standing.microsoft.length + standing.erp.length;
  if (count === 0 && deletions.length === 0 && !isDoomed && !residue.has("overwritten")) {
    throw new Violation(`no vanishing: item ${id} is gone and nobody deleted it`);
  }
  const linkOf = (side: Side, item: Item) =>
    [...links.values()].find((link) => link.ids[side] === item.id);
  for (const { side, values, unheard } of deletions) {
    if (count === 0 || rules[side] !== "delete" || direction !== "both" || isDoomed) continue;
    if (unheard.some((stamp) => oracle.isUnheard(stamp))) continue;
    const known = (value: string) =>
      values.some((one) => one === value || oracle.descends(one, value));
    const typed = [...oracle.typed].filter(([, one]) => one.lineage === id).map(([value]) => value);
    const isEdited = lineage.isTouched || typed.some((value) => !known(value));
    const isCleared = oracle.cleared.some((one) => one.lineage === id);
    const isAside = sides.some((one) =>
      standing[one].some((item) => {
        const link = linkOf(one, item);
        return link === undefined
          ? !isOpen(end, one, item) || guests(item)
          : link.choice === "off" || parked.has(link.id) || link.attendeeCopy;
      }),
    );
    const isBlurred = residue.has("overwritten") || residue.has("no-stamp");
    if (!isEdited && !isCleared && !isAside && !isBlurred) {
      throw new Violation(
        `rule 5, no resurrection: item ${id} was deleted on ${side} and stands again`,
      );
    }
  }
  for (const side of sides) {
    const [item] = standing[side];
    if (item === undefined || standing[otherSide(side)].length > 0) continue;
    const link = linkOf(side, item);
    const isHeld =
      link === undefined
        ? parked.has(item.id) || !isOpen(end, side, item) || isPrivate
        : link.choice === "off" || parked.has(link.id) || isPrivate;
    // A copy that carries the key of something that is gone may be ours: it stays where it is.
    const isOrphan =
      item.key !== null &&
      world.schedule.sides[side].promises.create === "search" &&
      !links.has(item.key.split("#")[0] ?? "");
    const isKept = isOrphan || deletions.length > 0 || isDoomed;
    if (isHeld || isKept || direction !== "both") continue;
    throw new Violation(`rule 2, convergence: item ${id} stands on ${side} alone`);
  }
}

function guests({ fields }: Item): boolean {
  return Array.isArray(fields["attendees"]) && fields["attendees"].length > 0;
}

/** Whether the gates let an item in that nobody switched on. */
function isOpen({ world, mailbox }: End, side: Side, { fields }: Item): boolean {
  const { calendar } = world.people[mailbox]!.mailbox.jobs;
  const { daysBack, daysForward } = world.settings;
  const isWanted = side === "erp" || calendar.outlookItems === "all";
  const window = windowAround(world.clock.now(), { daysBack, daysForward });
  return isWanted && fields["sensitivity"] !== "private" && startsInside(fields["when"], window);
}

/** A conflict is between two people, and what lost is not what the winner grew out of. */
function checkConflict({ oracle }: End, { changes, because }: HistoryEntry): void {
  if (because === "one-way" || because.startsWith("read-only")) return;
  for (const { from, to, field } of changes) {
    const [microsoft, erp] = [meant(from), meant(to)];
    const lineage = oracle.typed.get(microsoft)?.lineage ?? oracle.typed.get(erp)?.lineage ?? -1;
    const { residue, isUndone } = oracle.lineages.get(lineage) ?? {};
    if ((residue?.size ?? 0) > 0 || isUndone === true) continue;
    if (oracle.descends(microsoft, erp) || oracle.descends(erp, microsoft)) {
      throw new Violation(
        `no false conflict: ${field} ${microsoft} and ${erp} are one and the same thread`,
      );
    }
  }
}
