import { appointmentSchemaRules as schema } from "../../../server/resources/appointment/schema.ts";
import type { Terms } from "../../../server/sync/terms.ts";
import { landed } from "../../../server/sync/record.ts";
import {
  sides,
  type Conflict,
  type Decision,
  type Fields,
  type Link,
  type Schema,
  type Side,
  type Snapshot,
  type Value,
} from "../../../server/sync/model.ts";
import { after, agreed, contestedDay } from "./items.ts";
import { isAnswer, isCopy, type Case } from "./laws.ts";

/** A case as the core meets it, and what it decided, told in the words of the laws. */

const outlookFields = ["subject", "when", "place", "attendees", "exceptions"] as const;
/** What whoever organizes a meeting decides alone. */
const organizers = ["subject", "when", "place", "exceptions"] as const;
const erpFields = [...outlookFields, "type", "records"];

/** The link of a case, and the terms on which it is decided. */
export function situation(one: Case): { readonly link: Link; readonly terms: Terms } {
  const { part } = one;
  const modifiedAt = (side: Side): string => {
    const later = one.precedence === "newest: ERP later" ? "erp" : "microsoft";
    const isLater = one.precedence !== "newest: at once" && side === later;
    return `2026-11-20T09:0${isLater ? 5 : 0}:00Z`;
  };
  const refused = (side: Side): Pick<Snapshot, "readOnly"> => {
    const all = (fields: readonly string[], reason: string) => ({
      readOnly: Object.fromEntries(fields.map((field) => [field, reason])),
    });
    if (side === "erp" && part === "released document") return all(erpFields, "released");
    if (side === "microsoft" && isCopy(part)) return all(organizers, "not-organizer");
    return {};
  };
  const snapshot = (side: Side): Snapshot | null => {
    const fields = after(one, side);
    if (fields === null) return null;
    return { id: side, version: "v", fields, modifiedAt: modifiedAt(side), ...refused(side) };
  };
  const base = agreed(part);
  const link: Link = {
    id: "link",
    resource: "appointment",
    microsoft: snapshot("microsoft"),
    erp: snapshot("erp"),
    ids: { microsoft: "microsoft", erp: "erp" },
    companion: { type: "T-visit", records: [] },
    base: { microsoft: base, erp: base },
    generation: 1,
    writes: [],
    answers: {},
    waiting: [],
    choice: "on",
    attendeeCopy: isCopy(part),
    ...(part === "answer of a guest" && { guestOf: "organizer" }),
    ...(part === "occurrence apart" && { seriesId: "master" }),
    dirty: true,
    syncedAt: null,
  };
  return { link, terms: termsOf(one) };
}

function termsOf({ part, precedence, deleteRule, direction }: Case): Terms {
  const apart = part === "occurrence apart";
  const held = (fields: readonly string[]) => (isAnswer(part) ? [...fields, "response"] : fields);
  return {
    schema,
    holdings: {
      microsoft: new Set(held(outlookFields)),
      erp: new Set(held(apart ? erpFields.filter((field) => field !== "exceptions") : erpFields)),
    },
    policy: {
      toErp: direction !== "toMicrosoft",
      toMicrosoft: direction !== "toErp",
      flows: {},
      precedence:
        precedence === "ERP wins"
          ? "erp"
          : precedence === "Outlook wins"
            ? "microsoft"
            : precedence === "ask"
              ? "ask"
              : "newest",
      afterDeleteOn: { microsoft: deleteRule, erp: deleteRule },
      clockSkewMs: 1000,
    },
  };
}

/** The link after a decision was carried out on two items that are there; `null`: not this one's to say. */
export function carriedOut(link: Link, decision: Decision, rules: Schema): Link | null {
  if (decision.kind === "settle") return { ...link, base: decision.base };
  if (decision.kind !== "update") return null;
  return decision.updates.reduce<Link>(
    (now, { side, fields, source }) => {
      const snapshot = { ...now[side]!, fields: { ...now[side]?.fields, ...fields } };
      const write = { side, kind: "update" as const, stamp: side, fields, source };
      const written = { ...now, [side]: snapshot, writes: [...now.writes, write] };
      return landed(written, side, side, snapshot.fields, rules);
    },
    { ...link, base: decision.base },
  );
}

const name: Readonly<Record<Side, string>> = { microsoft: "Outlook", erp: "ERP" };

/** A decision in the words of the laws. @throws Error where a value is not the other side's. */
export function inWords(decision: Decision, link: Link): string {
  switch (decision.kind) {
    case "nothing":
      return "nothing";
    case "settle":
      return "agree";
    case "unlink":
      return "part";
    case "delete":
      return `${decision.cancel === true ? "cancel" : "delete"} in ${name[decision.side]}`;
    case "create":
      return madeInWords(decision, link);
    case "update": {
      const acts = decision.updates.flatMap(({ side, fields }) => takenInWords(side, fields, link));
      return [...acts, ...decision.conflicts.map(conflictInWords)].sort().join("; ");
    }
  }
}

function madeInWords({ side, fields }: Extract<Decision, { kind: "create" }>, link: Link): string {
  const source = (side === "erp" ? link.microsoft : link.erp)?.fields ?? {};
  for (const field of ["subject", "when", "place"]) same(fields[field], source[field]);
  if (side === "microsoft" && "attendees" in fields) throw new Error("Guests would be invited.");
  return `make in ${name[side]}`;
}

function takenInWords(side: Side, fields: Fields, link: Link): readonly string[] {
  const other = (side === "erp" ? link.microsoft : link.erp)?.fields ?? {};
  const own = link[side]?.fields ?? {};
  return Object.entries(fields).flatMap(([field, value]) => {
    if (field !== "exceptions") {
      same(value, other[field]);
      return [`${name[side]} takes ${field}`];
    }
    const [wanted, before, there] = [value, own[field], other[field]].map(byField);
    const differing = [...new Set([...wanted!.keys(), ...before!.keys()])].filter(
      (one) => wanted!.get(one) !== before!.get(one),
    );
    return differing.map((one) => {
      const [on, about] = one.split(" ");
      const day = on === contestedDay ? "day's" : "other day's";
      const thing = `${day} ${about === "gone" ? "removal" : about}`;
      if (!wanted!.has(one)) return `${name[side]} drops ${thing}`;
      same(wanted!.get(one), there!.get(one));
      return `${name[side]} takes ${thing}`;
    });
  });
}

function byField(exceptions: Value | undefined): ReadonlyMap<string, string> {
  const all = (exceptions ?? []) as readonly Readonly<Record<"on" | "field", string>>[];
  return new Map(all.map((one) => [`${one.on} ${one.field}`, JSON.stringify(one)]));
}

function same(written: Value | undefined, wanted: Value | undefined): void {
  if (JSON.stringify(written) !== JSON.stringify(wanted)) {
    throw new Error(`${JSON.stringify(written)} is not ${JSON.stringify(wanted)}`);
  }
}

function conflictInWords({ field, winner }: Conflict): string {
  if (winner === null) return `ask: ${field}`;
  const loser = sides.find((side) => side !== winner);
  if (loser === undefined || winner === "neither")
    throw new Error("Nobody wrote a value of his own.");
  return `lost: ${name[loser]}'s ${field}`;
}
