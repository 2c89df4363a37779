/**
 * What real Graph does with events now and then, or so it is reported. Each switch carries the id that
 * the behaviour has in the list of quirks; what is not here is simply how the sandbox is
 * (`docs/sandbox.md` lists both). The usual value stands first.
 */
export const eventChoices = {
  /** An occurrence comes in delta with nothing but ids, type and times. */
  "delta-occurrence-bare": [true, false],
  /** Delta does not tell that a single occurrence was deleted. */
  "delta-deleted-occurrence-silent": [true, false],
  /** A round that comes to a series gives the same page for ever, each time with another link. */
  "delta-endless-nextlink": [false, true],
  /** How the end of a token is worded; `resyncRequired` brings a `Location` to begin anew. */
  "delta-410": ["SyncStateNotFound", "resyncRequired"],
  /** With immutable ids, what left a calendar and came back between two rounds is told as removed only. */
  "immutable-id-delta-move": [false, true],
  /** Whether `originalStartTimeZone` and a series' `recurrenceTimeZone` are a name or `tzone://Microsoft/Custom`. */
  tz: ["named", "custom"],
  /** What becomes of the exceptions when pattern or times of the master change. */
  "recurrence-update": ["drop", "keep"],
  /** Whether occurrences have an `iCalUId` of their own (documented) or the master's (reported). */
  icaluid: ["perOccurrence", "shared"],
} as const;

/** How likely something is, from 0 (never, the usual) to 1 (always), taken from the sandbox's seed. */
export const eventChances = [
  /** An item comes twice in a page, and an old one again at the end of a round. */
  "delta-duplicates-replays",
  /** An empty page comes before the next one. */
  "delta-empty-pages",
  /** A link, also one in the middle of a round, answers 410, then for ever. */
  "delta-410-chance",
  /** Exchange touches an event again after a write, and once a day, with nothing changed. */
  "etag-churn",
  /** A PATCH or DELETE without `If-Match` answers 412. */
  "conflict-412",
] as const;

/** Times; the usual is 0. */
export const eventTimes = [
  /** After so many minutes every link of delta answers 410; 0 for never. */
  "delta-410-minutes",
  /** Delta tells of changes only when they are so many seconds old. */
  "delta-lag-seconds",
] as const;
