/**
 * `calendarView/delta`: what changed in one calendar's window since a token was given.
 *
 * A token holds the mailbox, calendar, window, the version up to which the reader knows everything
 * (`since`), and while a round lasts the version at which it began (`upTo`) and how far it came
 * (`at`). Nothing is kept on this side, so a link can be asked again with the same answer (a replay),
 * until the generation moves and every older token answers 410.
 */
import type { MailboxCall, Reply } from "./call.ts";
import { calendarOf } from "./calendars.ts";
import { GraphError } from "./errors.ts";
import { type Window, overlaps, readWindow } from "./events/read.ts";
import { eventsOf, showEvent } from "./events/project.ts";
import type { Resource } from "./odata/query.ts";
import type { World } from "./world.ts";

interface Round {
  readonly generation: number;
  readonly userId: string;
  readonly calendarId: string;
  readonly window: Window;
  readonly since: number;
  /** `null` before the round has begun. */
  readonly upTo: number | null;
  readonly at: number;
}

const unsupported = ["$orderby", "$filter", "$select", "$expand", "$search"];
const pageSizeUsual = 10;

const lostState = (world: World) =>
  new GraphError(
    410,
    "SyncStateNotFound",
    `The sync state generation is not found; generation=${world.state.generation}.`,
  );

const encode = (round: Round) => Buffer.from(JSON.stringify(round)).toString("base64url");

function decode(token: string): Round | undefined {
  try {
    const round: unknown = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
    const isRound = typeof round === "object" && round !== null && "window" in round;
    return isRound ? (round as Round) : undefined;
  } catch {
    return undefined;
  }
}

/** The round that the link continues or begins. Throws 400 or 410. */
function readRound(call: MailboxCall, world: World): Round {
  const refused = unsupported.filter((name) => call.query.has(name));
  if (refused.length > 0) {
    throw new GraphError(
      400,
      "ErrorInvalidUrlQuery",
      `The following parameters are not supported with change tracking over the 'CalendarView' resource: '${refused.join(", ")}'.`,
    );
  }
  const token = call.query.get("$skiptoken") ?? call.query.get("$deltatoken");
  if (token === undefined) {
    return {
      generation: world.state.generation,
      userId: call.mailbox.userId,
      calendarId: calendarOf(call).id,
      window: readWindow(call),
      ...{ since: 0, upTo: null, at: 0 },
    };
  }
  const round = decode(token);
  const ours =
    round?.generation === world.state.generation &&
    round.userId === call.mailbox.userId &&
    call.mailbox.calendars.some(({ id }) => id === round.calendarId);
  if (!round || !ours) throw lostState(world);
  return round;
}

interface Change {
  readonly version: number;
  /** Shown only when its page comes up. */
  readonly show: () => Resource;
}

/** Changes of the round in the order in which they happened. */
function changesOf(call: MailboxCall, round: Round, upTo: number): Change[] {
  const { mailbox, prefer } = call;
  const inRound = ({ version }: { version: number }) => version > round.at && version <= upTo;
  const removed = (ids: { key: string; restId: string }): Resource => ({
    "@odata.type": "#microsoft.graph.event",
    id: prefer.immutableIds ? ids.key : ids.restId,
    "@removed": { reason: "deleted" },
  });
  const isFirst = round.since === 0;
  const changed = eventsOf(mailbox, round.calendarId)
    .filter(inRound)
    .filter((event) => !isFirst || overlaps(event, round.window))
    .map((event) => ({
      version: event.version,
      // What changed outside the window is told as a removal, known or not (`event-delta.md`).
      show: () =>
        overlaps(event, round.window)
          ? { "@odata.type": "#microsoft.graph.event", ...showEvent(event, call) }
          : removed(event),
    }));
  const left = isFirst
    ? []
    : mailbox.removals
        .filter((removal) => removal.calendarId === round.calendarId && inRound(removal))
        .map((removal) => ({ version: removal.version, show: () => removed(removal) }));
  return [...changed, ...left].toSorted((one, other) => one.version - other.version);
}

export function calendarViewDelta(call: MailboxCall, world: World): Reply {
  const round = readRound(call, world);
  const begins = round.upTo === null;
  const upTo = round.upTo ?? call.mailbox.version;
  const from = begins ? { ...round, at: round.since } : round;
  const changes = changesOf(call, from, upTo);
  const empty = begins && world.switches.deltaEmptyPages;
  const size = empty ? 0 : (call.prefer.pageSize ?? pageSizeUsual);
  const shown = changes.slice(0, size);
  const more = changes.length > shown.length || empty;
  const next: Round = more
    ? { ...from, upTo, at: shown.at(-1)?.version ?? from.at }
    : { ...from, since: upTo, upTo: null, at: upTo };
  const copies = world.switches.deltaDuplicates ? 2 : 1;
  const value = shown.flatMap(({ show }) => Array.from({ length: copies }, show));
  return {
    status: 200,
    headers: { "preference-applied": ["odata.track-changes", ...call.prefer.applied].join(", ") },
    body: {
      "@odata.context": `${call.base}/$metadata#Collection(event)`,
      ...(more
        ? { "@odata.nextLink": link(call, "$skiptoken", next) }
        : { "@odata.deltaLink": link(call, "$deltatoken", next) }),
      value,
    },
  };
}

function link(call: MailboxCall, name: "$skiptoken" | "$deltatoken", round: Round): string {
  return `${call.base}${call.path}?${name}=${encode(round)}`;
}
