/**
 * What is ours in the body of an event, kept between two lines of plain text: the ERP's notes of an
 * online meeting, and the people whom nobody invited yet. Everything else, the way into an online
 * meeting above all, belongs to people and to Teams, and is written back byte for byte. Pure.
 *
 * Lines of text, because nothing else survives: Exchange drops comments, Word drops ids, classes and
 * attributes, and both rewrite the tags around them.
 */
import { balanced, looseEnds } from "./html-balance.ts";
import { proseOf } from "./html-prose.ts";

/** Stored in everybody's mailboxes, so they never change: other words would not be recognised. */
const marks = {
  notes: ["[Notes from the ERP]", "[End of notes from the ERP]"],
  people: ["[Participants, not invited yet]", "[End of participants]"],
} as const;
type Block = keyof typeof marks;

/** A part of a text, from its first character to the one after its last. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a block lies: its two lines, and what is between them. */
interface Found extends Span {
  readonly inner: Span;
}

export interface MarkedBody {
  /** HTML of what the body says for synchronization: the ERP's notes where they are marked. */
  readonly said: string;
  /** HTML of the lines of people who are to be invited; `null` without that block. */
  readonly people: string | null;
}

/** What a write wants in a body; absent: as it is. */
export interface Wanted {
  /** HTML; `""` for nothing. */
  readonly said?: string;
  /** HTML, a line for each; `""` takes the block away. */
  readonly people?: string;
}

/** The way into an online meeting: its address where Graph tells one. `null`: no online meeting. */
export type Online = { readonly joinUrl: string | null } | null;

/**
 * @param html as Graph gave it
 * @returns `null` where our marks are damaged: half of one, two of one, or Teams' part inside ours.
 *   Then nobody can say what belongs to whom.
 */
export function readMarked(html: string, online: Online): MarkedBody | null {
  const prose = proseOf(html);
  const [notes, people] = [find(prose, "notes"), find(prose, "people")];
  if (notes === "damaged" || people === "damaged") return null;
  if (notes !== null && people !== null && notes.from < people.to && people.from < notes.to) {
    return null;
  }
  const blocks = [notes, people].filter((block) => block !== null);
  const ways = online?.joinUrl == null ? [] : placesOf(html, online.joinUrl);
  if (ways.some((at) => blocks.some(({ from, to }) => from <= at && at < to))) return null;
  const lines = people === null ? null : fragment(html, people.inner);
  if (notes !== null) return { said: fragment(html, notes.inner), people: lines };
  const teams = ways[0] === undefined ? null : teamsPart(prose, ways[0]);
  const own = people === null ? null : widened(html, people);
  const cut = [teams, own].filter((part) => part !== null).sort((a, b) => b.from - a.from);
  const said = cut.reduce((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), html);
  return { said, people: lines };
}

/**
 * The body with what is wanted in it.
 * @param html as Graph gave it: what is not ours comes back as it is
 * @returns `null` where that cannot be done without harm
 */
export function writeMarked(html: string, online: Online, wanted: Wanted): string | null {
  if (readMarked(html, online) === null || namesMarks(wanted)) return null;
  let body = html;
  if (wanted.said !== undefined) {
    const notes = find(proseOf(body), "notes");
    if (notes === "damaged") return null;
    if (notes !== null) body = replaced(body, notes.inner, wanted.said);
    else if (online !== null) body = atTop(body, blockOf("notes", wanted.said));
    else body = whole(body, wanted.said);
  }
  if (wanted.people !== undefined) {
    const people = find(proseOf(body), "people");
    if (people === "damaged") return null;
    if (people !== null && wanted.people === "") body = replaced(body, widened(body, people), "");
    else if (people !== null) body = replaced(body, people.inner, wanted.people);
    else if (wanted.people !== "") body = atTop(body, blockOf("people", wanted.people));
  }
  const kept = online?.joinUrl == null || keepsWays(html, body, online.joinUrl);
  const stands = readMarked(body, online);
  return kept && stands !== null ? body : null;
}

/** An ordinary body becomes this text, but for the people who are to be invited. */
function whole(html: string, said: string): string {
  const people = find(proseOf(html), "people");
  if (people === null || people === "damaged") return said;
  return blockOf("people", fragment(html, people.inner)) + said;
}

/** Text of ours must not hold our own marks: nobody could tell afterwards where it ends. */
function namesMarks({ said = "", people = "" }: Wanted): boolean {
  const prose = [said, people].map(proseOf);
  return prose.some((text) =>
    (["notes", "people"] as const).some((one) => find(text, one) !== null),
  );
}

function blockOf(block: Block, html: string): string {
  const [begin, end] = marks[block];
  return `<div>${begin}</div><div>${html}</div><div>${end}</div>`;
}

function atTop(html: string, block: string): string {
  const body = /<body\b[^>]*>/i.exec(html);
  const at = body === null ? 0 : body.index + body[0].length;
  return html.slice(0, at) + block + html.slice(at);
}

/** A mark as it reads: servers break lines between words, and put tags around them. */
function patternOf(mark: string): RegExp {
  const words = mark.slice(1, -1).split(" ");
  return new RegExp(`\\[\\s*${words.join("\\s+")}\\s*\\]`, "g");
}

function find(prose: string, block: Block): Found | null | "damaged" {
  const [begins, ends] = marks[block].map((mark) => [...prose.matchAll(patternOf(mark))]);
  const [begin, end] = [begins?.[0], ends?.[0]];
  if (begin === undefined && end === undefined) return null;
  if (begin === undefined || end === undefined) return "damaged";
  const more = (begins?.length ?? 0) > 1 || (ends?.length ?? 0) > 1;
  const inner = { from: begin.index + begin[0].length, to: end.index };
  if (more || inner.from > inner.to) return "damaged";
  return { from: begin.index, to: end.index + end[0].length, inner };
}

/** Replaces a part by balanced HTML; tags that begin or end around it stay, so that all others fit. */
function replaced(html: string, { from, to }: Span, by: string): string {
  const { closing, opening } = looseEnds(html.slice(from, to));
  return html.slice(0, from) + closing.join("") + by + opening.join("") + html.slice(to);
}

/** What lies between two marks, without the ends of tags that are not its own. */
function fragment(html: string, { from, to }: Span): string {
  return balanced(html.slice(from, to));
}

/** With the tags of the two lines themselves, where nothing else stands in them. */
function widened(html: string, span: Span): Span {
  let { from, to } = span;
  for (;;) {
    const { closing, opening } = looseEnds(html.slice(from, to));
    const before = closing.length === 0 ? null : /<[a-z][^<>]*>\s*$/i.exec(html.slice(0, from));
    const after = opening.length === 0 ? null : /^\s*<\/[a-z][^<>]*>/i.exec(html.slice(to));
    if (before === null && after === null) return { from, to };
    if (before !== null) from = before.index;
    if (after !== null) to += after[0].length;
  }
}

/** Where an address stands in HTML, which spells its `&` in two ways. */
function placesOf(html: string, url: string): readonly number[] {
  const spelled = new Set([url, url.replaceAll("&", "&amp;")]);
  return [...spelled].flatMap((one) => {
    const places: number[] = [];
    for (let at = html.indexOf(one); at >= 0; at = html.indexOf(one, at + 1)) places.push(at);
    return places;
  });
}

/** The way in is never lost: it stands as often as before, each time with the same around it. */
function keepsWays(before: string, after: string, url: string): boolean {
  return placesOf(before, url).length === placesOf(after, url).length;
}

/**
 * The text that Teams puts into a body: from the line of underscores before the way in to the one after
 * it, else to the end. Only for reading: nothing is ever written by it.
 */
function teamsPart(prose: string, way: number): Span | null {
  const rules = [...prose.matchAll(/_{20,}/g)];
  const first = rules.findLast(({ index }) => index < way);
  if (first === undefined) return null;
  const last = rules.find(({ index }) => index > way);
  return { from: first.index, to: last === undefined ? prose.length : last.index + last[0].length };
}
