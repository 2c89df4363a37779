import type { Item } from "../../server/connectors/port/item.ts";
import type { Fields, Side, Value } from "../../server/sync/model.ts";
import { isGuestsCopy } from "./meeting.ts";
import type { Oracle } from "./oracle.ts";
import type { Act } from "./schedule.ts";
import { daily, dayOf, exceptionsOf, isMaster } from "./series.ts";
import { meant } from "./meant.ts";
import { weekly } from "./split.ts";
import { placeNames, type World } from "./world.ts";

/** What people have at hand for whatever they do. */
export interface Hands {
  readonly world: World;
  readonly oracle: Oracle;
  /** A value nobody ever typed before. */
  type(
    mailbox: number,
    lineage: number,
    field: string,
    side: Side,
    replaced: Value | undefined,
  ): string;
  time(
    mailbox: number,
    lineage: number,
    weeks: number,
    side: Side,
    replaced: Value | undefined,
  ): Value;
  fresh(mailbox: number, side: Side): { readonly fields: Fields; readonly lineage: number };
  change(it: Item, fields: Fields, what: string): void;
  moved(): void;
  say(what: string): void;
  touch(it: Item): void;
  remove(mailbox: number, side: Side, it: Item): void;
}

/** So many of its days a series has in a story where each is an appointment of its own. */
const occurrences = 4;
const dayMs = 24 * 60 * 60_000;

/** What people do to series: where they are one item, and where each of their days is. */
export function repeat(hands: Hands, act: Act): void {
  if (hands.world.schedule.scene === "days") dayByDay(hands, act);
  else asAWhole(hands, act);
}

function asAWhole(hands: Hands, { mailbox, kind, side, item, field, before }: Act): void {
  const { world, oracle } = hands;
  const { owner, mailbox: document } = world.people[mailbox]!;
  const served = world.side(side, document);
  if (kind === "series") {
    const { fields } = hands.fresh(mailbox, side);
    // By its text it is known again where it is split and renamed.
    const body = { format: "text", content: `About ${meant(fields["subject"])}` };
    const isKnownByText = world.schedule.scene === "series";
    const series = {
      ...fields,
      ...(isKnownByText && { body }),
      ...{ when: daily(fields["when"]!), exceptions: [] },
    };
    const id = served.add(owner[side], series);
    hands.say(`makes a series in ${placeNames[side]}: ${id} ${oracle.tokens(fields)[0] ?? ""}`);
    hands.moved();
    return;
  }
  const masters = served.itemsOf(owner[side]).filter(({ fields }) => isMaster(fields));
  const chosen = masters[item % Math.max(1, masters.length)];
  // What somebody does to a copy of a meeting is overwritten by whoever organizes it.
  if (chosen === undefined || (side === "microsoft" && isGuestsCopy(chosen))) return;
  const lineage = oracle.lineageOf(chosen.fields);
  const on = dayOf(chosen.fields, before);
  const known = exceptionsOf(chosen.fields);
  const isGone = known.some((one) => one.on === on && one.field === "gone");
  const put = (exceptions: readonly object[], what: string): void =>
    hands.change(chosen, { exceptions: exceptions as Value }, what);
  if (kind === "except" && !isGone) {
    const name = field === 0 ? "subject" : "place";
    const was = known.find((one) => one.on === on && one.field === name);
    const replaced = was?.value ?? oracle.sweptOn(side, chosen.id, { on, field: name });
    const value = hands.type(mailbox, lineage, `${name} of a day`, side, replaced);
    const others = known.filter((one) => one !== was);
    put([...others, { on, field: name, value }], `gives ${on} a ${name} of its own in`);
  } else if (kind === "cancel-day" && !isGone) {
    hands.touch(chosen);
    // Whoever takes a day away gives up what it had.
    for (const one of known) if (one.on === on) oracle.excused.add(meant(one.value));
    for (const field of ["subject", "place"] as const) {
      const swept = oracle.sweptOn(side, chosen.id, { on, field });
      if (swept !== undefined) oracle.excused.add(meant(swept));
    }
    const others = known.filter((one) => one.on !== on);
    put([...others, { on, field: "gone", value: true }], `cancels ${on} in`);
  } else if (kind === "move-series") {
    // Where moving takes from its days what they had, the person sees it go.
    if (world.schedule.sides[side].normalises) {
      for (const one of known) oracle.excused.add(meant(one.value));
      hands.touch(chosen);
    }
    const when = daily(hands.time(mailbox, lineage, 0, side, chosen.fields["when"]));
    hands.change(chosen, { when }, "moves a series in");
  }
}

/** The same time so many weeks later. */
function weeksLater({ oracle }: Hands, when: Value, weeks: number): Value {
  const { start, end } = when as { readonly start: string; readonly end: string };
  const known = oracle.typed.get(start);
  if (weeks === 0 || known === undefined) return when;
  const at = (instant: string): string =>
    new Date(Date.parse(instant) + weeks * 7 * dayMs).toISOString().replace(".000Z", "Z");
  oracle.typed.delete(start);
  oracle.typed.set(at(start), known);
  return { ...(when as object), start: at(start), end: at(end) };
}

/** Outlook alone knows of the series; every day is an appointment like any other. */
function dayByDay(hands: Hands, { mailbox, kind, item }: Act): void {
  const { world } = hands;
  const { owner, mailbox: document } = world.people[mailbox]!;
  const outlook = world.side("microsoft", document);
  if (kind === "series") {
    const first = hands.fresh(mailbox, "microsoft").fields;
    const { start } = first["when"] as { readonly start: string };
    const when = weekly(first["when"]!, { kind: "count", count: occurrences });
    // The name tells series apart, and nobody types in it.
    const master = { ...first, subject: `Series of ${start}`, place: null, when };
    const seriesId = outlook.add(owner.microsoft, master, { series: "master" });
    for (let nth = 0; nth < occurrences; nth++) {
      const made = nth === 0 ? { fields: first } : hands.fresh(mailbox, "microsoft");
      const fields = { ...made.fields, when: weeksLater(hands, made.fields["when"]!, nth) };
      const originalStart = new Date(Date.parse(start) + nth * 7 * dayMs).toISOString();
      const how = { seriesId, originalStart, seriesBegins: new Date(start).toISOString() };
      outlook.add(owner.microsoft, fields, { series: "occurrence", ...how });
    }
    hands.say(`makes a series of ${occurrences} days in Outlook: ${seriesId}`);
    hands.moved();
    return;
  }
  const all = outlook.itemsOf(owner.microsoft);
  if (kind === "cancel-day") {
    const days = all.filter(({ details }) => details.series === "occurrence");
    const chosen = days[item % Math.max(1, days.length)];
    if (chosen !== undefined) hands.remove(mailbox, "microsoft", chosen);
  } else if (kind === "remove-series") {
    const master = all.find(({ details }) => details.series === "master");
    if (master === undefined) return;
    const days = all.filter(({ details }) => details.seriesId === master.id);
    hands.oracle.continued.overtaken(mailbox, hands.oracle.links[mailbox]!);
    for (const one of [...days, master]) hands.remove(mailbox, "microsoft", one);
  }
}
