import type { ErpRecord, RecordRef, RecordType } from "../../connectors/port/facets.ts";
import type { DayOfSeries, DayState } from "../../engine/items/series-status.ts";
import type { DayStatus } from "../../engine/items/day-status.ts";
import type { EndingStatus } from "../../engine/meetings/meeting-wishes.ts";
import type { StandingDoubt } from "../../engine/run/match/doubts.ts";
import type { Exception } from "../../resources/appointment/appointment.ts";
import { dayWithGuestsSchema, type DayWithGuests } from "../../resources/appointment/day.ts";
import { appointmentSchemaRules } from "../../resources/appointment/schema.ts";
import { called, dateOf, show, showOfDay, type Reader } from "../../resources/appointment/show.ts";
import type { TakenOut } from "../../resources/appointment/taken-out.ts";
import type { HistoryEntry, Twin } from "../../store/documents/mailbox.ts";
import { shownOf } from "../../sync/asked.ts";
import type { Conflict } from "../../sync/model.ts";
import type {
  ConflictView,
  DaysView,
  DayView,
  DoubtView,
  Ending,
  HistoryView,
  RecordView,
  TakenOutView,
} from "../contract/items.ts";
import type { TwinView } from "../contract/plan.ts";
import { languageIn, toldBehindCode } from "../told.ts";
import { draftOf } from "./by-hand.ts";

/** The engine's facts in the words of the contract. */

/** @param kept the lines that can be taken back */
export function historyView(
  entry: HistoryEntry,
  reader: Reader,
  kept: ReadonlySet<string> = new Set(),
): HistoryView {
  return {
    id: entry.id,
    at: entry.at,
    kind: entry.kind,
    side: entry.side,
    origin: entry.origin,
    subject: entry.subject,
    changes: entry.changes.map(({ field, from, to }) => ({
      field: called(field, reader),
      from: show(field, from, reader),
      to: show(field, to, reader),
    })),
    because: toldBehindCode(entry.because, languageIn(reader.locale)),
    linkId: entry.linkId,
    runId: entry.runId,
    undoable: kept.has(entry.id),
  };
}

/** @param owner the mailbox's owner, who makes what Outlook holds: Graph names nobody else */
export function conflictView(conflict: Conflict, reader: Reader, owner: string): ConflictView {
  const { field, microsoft, erp, authors } = conflict;
  const shown = shownOf(conflict, appointmentSchemaRules);
  return {
    field,
    authors: {
      microsoft: { by: authors?.microsoft.by ?? owner, at: authors?.microsoft.at ?? null },
      erp: authors?.erp ?? { by: null, at: null },
    },
    draft: draftOf(conflict, reader.timeZone),
    microsoft: show(field, microsoft, reader),
    erp: show(field, erp, reader),
    days: daysToldOf(conflict, reader),
    microsoftFingerprint: shown.microsoft,
    erpFingerprint: shown.erp,
  };
}

/** Days with guests that the ERP cancelled, as their organizer is asked about them; `null`: another question. */
function daysToldOf({ tells }: Conflict, reader: Reader): ConflictView["days"] {
  if (tells === undefined) return null;
  const days = dayWithGuestsSchema.array().parse(tells);
  return days.map(({ guests, ...day }) => ({
    when: dayShown(day, reader),
    guests: guests.map(({ address, name }) => ({ address, name })),
  }));
}

function dayShown({ on, when }: Pick<DayWithGuests, "on" | "when">, reader: Reader): string {
  return when === null ? on : (show("when", when, reader) ?? on);
}

export function takenOutView({ day, guests }: TakenOut, reader: Reader): TakenOutView {
  return {
    day: day === null ? null : dayShown(day, reader),
    guests: guests.map(({ address, name }) => ({ address, name })),
  };
}

/** @param kept the lines that can be taken back */
export function dayView(day: DayStatus, reader: Reader, kept: ReadonlySet<string>): DayView {
  const { itemId, on, fields, differs, answers, history } = day;
  const subject = fields["subject"];
  return {
    ...{ itemId, on, answers },
    subject: typeof subject === "string" ? subject : "",
    when: show("when", fields["when"] ?? null, reader),
    differs: differencesOf(differs, reader),
    history: history.map((entry) => historyView(entry, reader, kept)),
  };
}

/** Whoever has more days to look at begins with these. */
const needingMax = 20;

export function daysView(all: readonly DayOfSeries[], reader: Reader): DaysView {
  const inErp = all.filter((one) => one.inErp);
  const [first, last] = [inErp.at(0), inErp.at(-1)].map((one) => dateOf(one?.when, reader) ?? null);
  const count = (...states: readonly DayState[]): number =>
    all.filter(({ state }) => states.includes(state)).length;
  const needing = all.flatMap(({ itemId, when, state, fields }) =>
    state === "in-sync" || state === "waiting"
      ? []
      : [{ itemId, when: show("when", when, reader), state, fields: [...fields] }],
  );
  return {
    inErp: inErp.length,
    span: first == null || last == null ? null : { first, last },
    inSync: count("in-sync"),
    waiting: count("waiting"),
    asked: count("needs-decision", "not-taken"),
    setAside: count("failed"),
    needing: needing.slice(0, needingMax),
  };
}

/** By field; a day that does not take place says so of its time. */
function differencesOf(
  { microsoft, erp }: DayStatus["differs"],
  reader: Reader,
): DayView["differs"] {
  const fieldOf = ({ field }: Exception): string => (field === "gone" ? "when" : field);
  const fields = new Set([...microsoft, ...erp].map(fieldOf));
  const said = (all: readonly Exception[], field: string): string | null => {
    const own = all.filter((one) => fieldOf(one) === field);
    return own.length === 0 ? null : own.map((one) => showOfDay(one, reader)).join(", ");
  };
  return [...fields].map((field) => ({
    field,
    microsoft: said(microsoft, field),
    erp: said(erp, field),
  }));
}

/** One of several that look alike, as a person tells them apart. */
export function twinView(twin: Twin, reader: Reader): TwinView {
  const { when, place } = twin;
  return {
    ...twin,
    private: twin.private === true,
    when: show("when", when, reader),
    place: show("place", place, reader),
  };
}

export function doubtView(doubt: StandingDoubt | null, reader: Reader): DoubtView | null {
  if (doubt === null) return null;
  const { subject, twins, first } = doubt;
  return {
    subject,
    twins: twins.map((twin) => twinView(twin, reader)),
    first: first === undefined ? null : twinView(first, reader),
  };
}

export function endingView(ending: EndingStatus | null): Ending | null {
  if (ending === null) return null;
  const { state, guests, whenFingerprint } = ending;
  return {
    ...{ state, whenFingerprint },
    guests: guests.map(({ address, name }) => ({ address, name })),
  };
}

export function recordView(
  record: ErpRecord,
  types: readonly RecordType[],
  language: "en" | "de",
): RecordView {
  const { type, id, name, detail, webUrl } = record;
  const typeName = types.find((one) => one.id === type)?.name[language] ?? type;
  return { type, typeName, id, name, detail, webUrl };
}

/** A record whose name cannot be asked for just now. */
export function bareRecord(ref: RecordRef): ErpRecord {
  return { ...ref, name: ref.id, detail: null, webUrl: null };
}
