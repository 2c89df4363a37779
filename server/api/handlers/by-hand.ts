import { DateTime } from "luxon";
import { bodySchema, whenSchema } from "../../resources/appointment/appointment.ts";
import { plainText } from "../../resources/appointment/body-text.ts";

import type { Conflict, Value } from "../../sync/model.ts";
import {
  handSchemas,
  isHandField,
  type HandField,
  type HandValue,
  type HandWhen,
} from "../contract/by-hand.ts";
import type { ConflictView } from "../contract/items.ts";
import { ProblemError } from "../errors.ts";
import { mistakeIn } from "../parsed.ts";

const wallClock = "yyyy-MM-dd'T'HH:mm";

/**
 * Both values of a conflict as a person finds them in an editor; `null` where he can only keep one.
 * @param timeZone IANA: whose clock the times are told by
 */
export function draftOf(conflict: Conflict, timeZone: string): ConflictView["draft"] {
  const { field } = conflict;
  if (!isHandField(field)) return null;
  const microsoft = toHand(field, conflict.microsoft, timeZone);
  const erp = toHand(field, conflict.erp, timeZone);
  return microsoft === undefined || erp === undefined ? null : { microsoft, erp };
}

/** `undefined`: it holds more than a person could write here, and would lose that. */
function toHand(field: HandField, value: Value, timeZone: string): HandValue | undefined {
  switch (field) {
    case "when":
      return whenToHand(value, timeZone);
    case "body": {
      const body = bodySchema.nullable().safeParse(value);
      if (!body.success) return undefined;
      return body.data === null ? "" : plainText(body.data);
    }
    case "place":
    case "subject":
      return typeof value === "string" ? value : "";
    case "reminder":
      return typeof value === "number" ? value : null;
    case "showAs":
    case "importance":
    case "sensitivity":
      return typeof value === "string" ? value : undefined;
  }
}

function whenToHand(value: Value, zone: string): HandWhen | undefined {
  // Strict: a pattern of recurrence is nothing that fits into two times.
  const isSeries = value !== null && typeof value === "object" && "recurrence" in value;
  const when = whenSchema.safeParse(value);
  if (isSeries || !when.success) return undefined;
  const { allDay, start, end } = when.data;
  if (!allDay) {
    const [from, to] = [start, end].map((at) => DateTime.fromISO(at, { zone }).toFormat(wallClock));
    return { allDay, start: from ?? "", end: to ?? "", zone };
  }
  const last = DateTime.fromISO(end, { zone: "utc" }).minus({ days: 1 }).toISODate();
  return { allDay, start, end: last ?? start, zone };
}

/**
 * What a person wrote, in our fields. @throws ProblemError `bad-request` naming the part that does not
 * fit, or the field where it can only be kept.
 */
export function fromHand(field: string, written: unknown): Value {
  if (!isHandField(field)) {
    throw new ProblemError("bad-request", "This field cannot be edited here.", {
      field: "field",
      remedy: "Keep one of the two values.",
    });
  }
  if (written === undefined) {
    throw new ProblemError("bad-request", "Say which side is kept, or write a value.", {
      field: "keep",
    });
  }
  const schema = handSchemas[field];
  const parsed = schema.safeParse(written);
  if (!parsed.success) {
    throw mistakeIn(schema, written, "body", {
      field: "value",
      remedy: "Correct it, or keep one of the two values.",
    });
  }
  const value: HandValue = parsed.data;
  if (value !== null && typeof value === "object") return whenFromHand(value);
  if (value === "") return null;
  return field === "body" && typeof value === "string" ? { format: "text", content: value } : value;
}

function whenFromHand({ allDay, start, end, zone }: HandWhen): Value {
  if (allDay) {
    const after = DateTime.fromISO(end, { zone: "utc" }).plus({ days: 1 }).toISODate();
    return { allDay, start, end: after, zone };
  }
  const [from, to] = [start, end].map((at) =>
    DateTime.fromISO(at, { zone }).toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'"),
  );
  return { allDay, start: from ?? "", end: to ?? "", zone };
}
