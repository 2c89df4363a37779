import type { Item, ItemDetails } from "../../server/connectors/port/item.ts";
import type { When } from "../../server/resources/appointment/appointment.ts";
import { datesOf, isSeries, occurrenceOn } from "../../server/resources/appointment/recurrence.ts";
import type { Recurrence } from "../../server/resources/appointment/recurrence-shape.ts";
import type { Fields, Value } from "../../server/sync/model.ts";
import { meant } from "./meant.ts";
import type { Hands } from "./repeat.ts";
import type { Act } from "./schedule.ts";
import { exceptionsOf, isMaster, later } from "./series.ts";

const dayMs = 24 * 60 * 60_000;

/** What a person does to a series in Outlook that gives its days other ids. */
export function splitOrShift(hands: Hands, act: Act): void {
  const { world } = hands;
  const { owner, mailbox: document } = world.people[act.mailbox]!;
  const outlook = world.side("microsoft", document);
  const masters = outlook.itemsOf(owner.microsoft).filter(({ fields }) => isMaster(fields));
  const chosen = masters[act.item % Math.max(1, masters.length)];
  if (chosen === undefined) return;
  const { continued, links } = hands.oracle;
  const days = daysOf(outlook.itemsOf(owner.microsoft), chosen);
  if (continued.overtaken(act.mailbox, links[act.mailbox]!)) {
    for (const { fields } of days) continued.blur(hands.oracle.lineageOf(fields));
  }
  if (act.kind === "split") split(hands, act, chosen);
  else if (world.schedule.scene === "days") shift(hands, act, chosen);
}

/**
 * "This and following", as Outlook does it: the series loses its end, and another one begins in its place.
 * Each time it is plain, but once in two where it is renamed as well: then its person is asked.
 */
function split(hands: Hands, act: Act, first: Item): void {
  const { world, oracle } = hands;
  const { mailbox, before, field } = act;
  const { owner, mailbox: document } = world.people[mailbox]!;
  const outlook = world.side("microsoft", document);
  const was = first.fields["when"] as When;
  if (!isSeries(was)) return;
  const dates = [...datesOf(was, later)];
  const kept = 1 + (before % Math.max(1, dates.length - 1));
  const date = dates[kept];
  if (date === undefined) return;
  const counted = (when: When, count: number): Value => {
    const recurrence: Recurrence = { ...was.recurrence, ends: { kind: "count", count } };
    return { ...when, recurrence };
  };
  const cut = { when: counted(was, kept) };
  const begins = occurrenceOn(was, date);
  const rest = dates.length - kept;
  if (world.schedule.scene !== "days") {
    const lineage = oracle.lineageOf(first.fields);
    const known = oracle.lineages.get(lineage);
    if (known === undefined || guests(first)) return;
    // What its last days had for themselves goes with them.
    known.isMovedAway = true;
    for (const one of exceptionsOf(first.fields)) {
      if (one.on >= date) oracle.excused.add(meant(one.value));
    }
    const { fields, lineage: next } = hands.fresh(mailbox, "microsoft");
    const typed = oracle.typed.get(meant(fields["when"]))!;
    oracle.typed.delete(meant(fields["when"]));
    oracle.typed.set(meant(counted(begins, rest)), typed);
    oracle.typed.set(meant(cut.when), { ...typed, lineage, replaced: meant(was) });
    const link = oracle.linkOf(mailbox, "microsoft", first.id);
    if (link?.choice === "on" && link.microsoft != null && link.erp != null) {
      oracle.continued.goesOn(next);
    }
    // Without its text nothing but its times tells which series goes on: its person is asked.
    const { body = null, sensitivity = "normal" } = first.fields;
    const text = field === 1 ? null : body;
    const second = {
      ...fields,
      body: text,
      sensitivity,
      when: counted(begins, rest),
      exceptions: [],
    };
    if (known.isPrivate) oracle.lineages.get(next)!.isPrivate = true;
    const id = outlook.add(owner.microsoft, second);
    hands.say(`splits ${first.id} in Outlook from ${date} on: ${id}`);
    hands.touch(first);
    hands.change(first, cut, "shortens a series in");
    return;
  }
  const { continued, lineageOf } = oracle;
  const days = daysOf(outlook.itemsOf(owner.microsoft), first);
  const tail = days.filter(
    ({ details }) => Date.parse(details.originalStart ?? "") >= Date.parse(begins.start),
  );
  const isRenamed = field === 1;
  const subject = isRenamed ? `${meant(first.fields["subject"])} anew` : first.fields["subject"]!;
  const second = { ...first.fields, subject, when: counted(begins, rest) };
  const seriesId = outlook.add(owner.microsoft, second, { series: "master" });
  const how = isRenamed ? ", and renames it" : "";
  hands.say(`splits ${first.id} in Outlook from ${date} on: ${seriesId}${how}`);
  outlook.edit(first.id, cut);
  // Where all of them are switched off nobody waits for an answer (decision 87).
  const isAsked = tail.some(({ id }) =>
    continued.isFollowed(oracle.linkOf(mailbox, "microsoft", id)),
  );
  if (isRenamed && !isAsked) for (const { fields } of tail) continued.blur(lineageOf(fields));
  const seriesBegins = begins.start;
  for (const day of tail) again(hands, mailbox, day, { seriesId, seriesBegins }, 0);
  hands.moved();
}

/** The whole series takes place on other days from now on. */
function shift(hands: Hands, { mailbox, before }: Act, master: Item): void {
  const { world } = hands;
  const { owner, mailbox: document } = world.people[mailbox]!;
  const outlook = world.side("microsoft", document);
  const was = master.fields["when"] as When;
  if (!isSeries(was)) return;
  // By less than a week to either side.
  const byDays = [1, 2, 4, 5, -1, -2, -3][before % 7] ?? 1;
  const days = daysOf(outlook.itemsOf(owner.microsoft), master);
  const to = movedBy(was, byDays);
  const ofSeries = { seriesId: master.id, seriesBegins: new Date(to.start).toISOString() };
  hands.say(`moves the series ${master.id} in Outlook by ${byDays} days`);
  outlook.edit(master.id, { when: weekly(to, was.recurrence.ends) });
  for (const day of days) again(hands, mailbox, day, ofSeries, byDays);
  hands.moved();
}

/** A day goes, and another one comes in its place with all that it had. */
function again(
  hands: Hands,
  mailbox: number,
  day: Item,
  ofSeries: Pick<ItemDetails, "seriesId" | "seriesBegins">,
  byDays: number,
): void {
  const { world, oracle } = hands;
  const { owner, mailbox: document } = world.people[mailbox]!;
  const outlook = world.side("microsoft", document);
  const lineage = oracle.lineageOf(day.fields);
  const link = oracle.linkOf(mailbox, "microsoft", day.id);
  const { originalStart = "" } = day.details;
  const at = new Date(Date.parse(originalStart) + byDays * dayMs).toISOString();
  const before = day.fields["when"] as When;
  const when = byDays === 0 ? before : movedBy(before, byDays);
  if (byDays !== 0 && when.start !== before.start) {
    const known = { lineage, field: "when", mailbox, side: "microsoft" } as const;
    oracle.typed.set(when.start, { ...known, replaced: meant(before), step: world.step });
  }
  const fields: Fields = { ...day.fields, when };
  // What it made ready for the old one never comes to the new one.
  outlook.remove(day.id);
  const details = { series: "occurrence", ...ofSeries, originalStart: at } as const;
  const id = outlook.add(owner.microsoft, fields, details);
  oracle.continued.replaced(mailbox, lineage, link, id);
}

function daysOf(items: readonly Item[], { id }: Item): readonly Item[] {
  return items.filter(({ details }) => details.seriesId === id);
}

function guests({ fields }: Item): boolean {
  return Array.isArray(fields["attendees"]) && fields["attendees"].length > 0;
}

function movedBy(when: When, days: number): When {
  const { recurrence: _series, ...single } = when;
  const at = (instant: string): string =>
    new Date(Date.parse(instant) + days * dayMs).toISOString().replace(".000Z", "Z");
  return { ...single, start: at(when.start), end: at(when.end) };
}

/** Once a week from `when` on. */
export function weekly(when: Value, ends: Recurrence["ends"]): Value {
  const { start } = when as { readonly start: string };
  const zone = "Europe/Berlin";
  const weekday = new Date(start)
    .toLocaleDateString("en-US", { weekday: "long", timeZone: zone })
    .toLowerCase();
  const pattern = { every: "week", interval: 1, weekdays: [weekday], weekStart: "monday" };
  return { ...(when as object), recurrence: { pattern, ends } };
}
