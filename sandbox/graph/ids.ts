/**
 * Ids that look like Exchange's: long, base64-like, case-sensitive, with `-`, `_` and `=`. They are
 * derived from the seed, so the same seed gives the same ids.
 */
import { createHash } from "node:crypto";

function letters(source: string, length: number): string {
  let text = "";
  for (let round = 0; text.length < length; round += 1) {
    text += createHash("sha512").update(`${source}#${round}`).digest("base64url");
  }
  return text.slice(0, length);
}

/** The id that changes when the item moves; `moves` counts the moves. */
export const restId = (source: string, moves: string) =>
  `AAMkA${letters(`rest/${source}/${moves}`, 142)}AAAA=`;

/** The id that stays. */
export const immutableId = (source: string) =>
  `AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A${letters(`immutable/${source}`, 27)}AAAAA`;

export const calendarId = (source: string) =>
  `AAMkA${letters(`calendar/${source}`, 103)}AAAAAAEGAAA=`;

export const attachmentId = (source: string) =>
  `AAMkA${letters(`attachment/${source}`, 150)}AAABEgAQA${letters(`inside/${source}`, 22)}=`;

/** The id a meeting shares with its attendees' copies. */
export const iCalUId = (source: string) =>
  `040000008200E00074C5B7101A82E008${createHash("sha256")
    .update(`ical/${source}`)
    .digest("hex")
    .toUpperCase()}`;

/** An occurrence's own: the master's with the date in the place that Exchange leaves for it. */
export function occurrenceICalUId(id: string, date: string): string {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const hex = (value: number, length: number) => value.toString(16).padStart(length, "0");
  const inside = `${hex(year, 4)}${hex(month, 2)}${hex(day, 2)}`.toUpperCase();
  return `${id.slice(0, 32)}${inside}${id.slice(40)}`;
}

/** Where in its master's id an occurrence's id holds the date. */
const dateAt = 20;
const occurrencePattern = new RegExp(`^(.{${dateAt}})FRAAgI(.{8})AEYA(.+)$`, "s");

/** The id of an occurrence, of the same kind as the master's that it is made from. */
export function occurrenceIdOf(masterId: string, date: string): string {
  const number = Buffer.alloc(6);
  number.writeUIntBE(Number(date.replaceAll("-", "")), 0, 6);
  const inside = `FRAAgI${number.toString("base64url")}AEYA`;
  return `${masterId.slice(0, dateAt)}${inside}${masterId.slice(dateAt)}`;
}

/** The master's id and the date within an occurrence's id; `undefined` for the id of anything else. */
export function readOccurrenceId(id: string): { masterId: string; date: string } | undefined {
  const [, before = "", inside = "", after = ""] = occurrencePattern.exec(id) ?? [];
  if (inside === "") return undefined;
  const digits = String(Buffer.from(inside, "base64url").readUIntBE(0, 6)).padStart(8, "0");
  const date = digits.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  return { masterId: before + after, date };
}

/** The inner part of an etag, different for every version of every item. */
export const changeKey = (source: string, version: number) =>
  `${createHash("sha256").update(`${source}@${version}`).digest("base64").slice(0, 30)}==`;

/** A GUID derived from `source`. */
export function guid(source: string): string {
  const hex = createHash("sha256").update(`guid/${source}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}

/** Whether text could be an Exchange id at all; what is not answers 400 rather than 404. */
export const looksLikeId = (id: string) => /^[A-Za-z0-9+/_-]{16,}={0,3}$/.test(id);

export type IdFormat = "entryId" | "ewsId" | "immutableEntryId" | "restId" | "restImmutableEntryId";

const entryPrefix = "AAAAAA";
const ewsToRest = (id: string) => id.replaceAll("/", "-").replaceAll("+", "_");
const restToEws = (id: string) => id.replaceAll("-", "/").replaceAll("_", "+");

/** An id of any format as the one that mailboxes keep. Entry ids are simplified: only their prefix differs. */
export function toRestForm(id: string, format: IdFormat): string {
  if (format === "ewsId") return ewsToRest(id);
  if (format === "entryId") return `AAMk${id.slice(entryPrefix.length)}`;
  if (format === "immutableEntryId") return `AAkA${id.slice(entryPrefix.length)}`;
  return id;
}

/** The reverse of `toRestForm`. */
export function fromRestForm(id: string, format: IdFormat): string {
  if (format === "ewsId") return restToEws(id);
  if (format === "entryId" || format === "immutableEntryId") return `${entryPrefix}${id.slice(4)}`;
  return id;
}
