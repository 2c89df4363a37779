/**
 * A round of `calendarView/delta` and the token that carries it.
 *
 * A token holds the mailbox, calendar, window, the version up to which the reader knows everything
 * (`since`), and while a round lasts the version at which it began (`upTo`) and how far it came
 * (`at`). Nothing is kept on this side, so a link can be asked again with the same answer (a replay),
 * until it is too old, or the generation moves and every older token answers 410.
 */
import type { MailboxCall } from "../call.ts";
import { calendarOf } from "../calendars.ts";
import { numberOf } from "../chance.ts";
import { GraphError } from "../errors.ts";
import { type Window, readWindow } from "../events/read.ts";
import type { World } from "../world.ts";

export interface Round {
  readonly generation: number;
  readonly userId: string;
  readonly calendarId: string;
  readonly window: Window;
  readonly since: number;
  /** The first round lists what is there, and nothing that went. */
  readonly isFirst: boolean;
  /** `null` before the round has begun. */
  readonly upTo: number | null;
  readonly at: number;
  /** The page before this one was an empty one in between. */
  readonly rested: boolean;
  /** Counts the links of a round that turns in a circle, so that each is another. */
  readonly turn: number;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
}

const unsupported = ["$orderby", "$filter", "$select", "$expand", "$search"];

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

/** The link with which the round goes on. */
export function linkTo(
  call: MailboxCall,
  name: "$skiptoken" | "$deltatoken",
  round: Round,
): string {
  return `${call.base}${call.path}?${name}=${encode({ ...round, issuedAt: call.now })}`;
}

/** 410 in either of its two forms (quirk `delta-410`). */
function lostState(call: MailboxCall, world: World, round: Round | undefined): GraphError {
  if (world.switches["delta-410"] === "SyncStateNotFound") {
    const { generation } = world.state;
    return new GraphError(
      410,
      "SyncStateNotFound",
      `The sync state generation is not found; generation=${round?.generation ?? 0};[highest=${generation}][${generation}].`,
    );
  }
  const window = round && {
    startDateTime: new Date(round.window.start).toISOString(),
    endDateTime: new Date(round.window.end).toISOString(),
  };
  const query = new URLSearchParams({ ...window, $deltatoken: "" }).toString();
  return new GraphError(410, "resyncRequired", "Resync is required.", {
    location: `${call.base}${call.path}?${query.replaceAll("%24", "$")}`,
  });
}

/** Whether the service has forgotten this token, of which it keeps only so many for so long. */
function isForgotten(call: MailboxCall, world: World, token: string, round: Round): boolean {
  const minutes = world.switches["delta-410-minutes"];
  const ageMinutes = (call.now - round.issuedAt) / 60_000;
  if (minutes > 0 && ageMinutes >= minutes) return true;
  const probability = world.switches["delta-410-chance"];
  return probability > 0 && numberOf(`${world.state.seed}/${token}`) < probability;
}

/** The round that the link continues or begins. Throws 400 or 410. */
export function readRound(call: MailboxCall, world: World): Round {
  const refused = unsupported.filter((name) => call.query.has(name));
  if (refused.length > 0) {
    throw new GraphError(
      400,
      "ErrorInvalidUrlQuery",
      `The following parameters are not supported with change tracking over the 'CalendarView' resource: '${refused.join(", ")}'.`,
    );
  }
  const token = call.query.get("$skiptoken") ?? call.query.get("$deltatoken") ?? "";
  if (token === "") {
    return {
      generation: world.state.generation,
      userId: call.mailbox.userId,
      calendarId: calendarOf(call).id,
      window: readWindow(call),
      ...{ since: 0, isFirst: true, upTo: null, at: 0, rested: false, turn: 0 },
      issuedAt: call.now,
    };
  }
  const round = decode(token);
  const ours =
    round?.generation === world.state.generation &&
    round.userId === call.mailbox.userId &&
    call.mailbox.calendars.some(({ id }) => id === round.calendarId);
  if (!round || !ours || isForgotten(call, world, token, round)) {
    throw lostState(call, world, round);
  }
  return round;
}
