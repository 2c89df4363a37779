/**
 * `calendarView/delta`: what changed in one calendar's window since a token was given, page by page,
 * with the oddities of the real service where their switches are on (`event-switches.ts`).
 */
import type { MailboxCall, Reply } from "../call.ts";
import { eventsOf } from "../events/project.ts";
import type { Resource } from "../odata/query.ts";
import { type World, happens } from "../world.ts";
import { type Change, changesOf, unchangedSince } from "./changes.ts";
import { type Round, linkTo, readRound } from "./round.ts";

/** Without `Prefer: odata.maxpagesize` on this very request, whatever the first one said. */
const pageSizeUsual = 10;

/** The version up to which a round that begins now tells; a slow service knows the last changes later. */
function newestTold(call: MailboxCall, world: World, round: Round): number {
  const { mailbox } = call;
  const lagMs = world.switches["delta-lag-seconds"] * 1000;
  if (lagMs === 0) return mailbox.version;
  const recent = [
    ...eventsOf(mailbox, round.calendarId).flatMap((event) => [
      { version: event.told, at: event.modifiedAt },
      ...Object.values(event.series?.exceptions ?? {}).map((exception) => ({
        version: exception.told,
        at: exception.modifiedAt,
      })),
    ]),
    ...mailbox.removals,
  ].filter(({ at }) => at > call.now - lagMs);
  const first = Math.min(mailbox.version + 1, ...recent.map(({ version }) => version));
  return Math.max(round.since, first - 1);
}

/**
 * Until there are `size` or more: a series is never split over two pages, and makes its page longer
 * than was asked for (github.com/microsoftgraph/msgraph-sdk-dotnet/issues/1568, 3070).
 */
function fill(changes: readonly Change[], size: number): { taken: Change[]; items: Resource[] } {
  const taken: Change[] = [];
  const items: Resource[] = [];
  for (const change of changes) {
    taken.push(change);
    items.push(...change.show());
    if (items.length >= size) break;
  }
  return { taken, items };
}

export function calendarViewDelta(call: MailboxCall, world: World): Reply {
  const asked = readRound(call, world);
  const begins = asked.upTo === null;
  const upTo = asked.upTo ?? newestTold(call, world, asked);
  const round: Round = { ...asked, upTo, at: begins ? asked.since : asked.at };
  const changes = changesOf(call, round, upTo);
  const { switches } = world;
  if (!round.rested && happens(world, switches["delta-empty-pages"])) {
    return page(call, [], linkTo(call, "$skiptoken", { ...round, rested: true }));
  }
  const { taken, items } = fill(changes, call.prefer.pageSize ?? pageSizeUsual);
  if (switches["delta-endless-nextlink"] && taken.some(({ isSeries }) => isSeries)) {
    return page(call, items, linkTo(call, "$skiptoken", { ...round, turn: round.turn + 1 }));
  }
  const repeats = switches["delta-duplicates-replays"];
  const value = items.flatMap((item) => (happens(world, repeats) ? [item, item] : [item]));
  if (changes.length > taken.length) {
    const at = taken.at(-1)?.version ?? round.at;
    return page(call, value, linkTo(call, "$skiptoken", { ...round, at, rested: false }));
  }
  const old = round.isFirst ? [] : unchangedSince(call, round);
  const replayed = old.filter(() => happens(world, repeats)).flatMap(({ show }) => show());
  const next = {
    ...round,
    isFirst: false,
    since: upTo,
    upTo: null,
    at: upTo,
    rested: false,
    turn: 0,
  };
  return page(call, [...value, ...replayed], null, linkTo(call, "$deltatoken", next));
}

function page(
  call: MailboxCall,
  value: readonly Resource[],
  nextLink: string | null,
  deltaLink?: string,
): Reply {
  return {
    status: 200,
    headers: { "preference-applied": ["odata.track-changes", ...call.prefer.applied].join(", ") },
    body: {
      "@odata.context": `${call.base}/$metadata#Collection(event)`,
      ...(nextLink !== null && { "@odata.nextLink": nextLink }),
      ...(deltaLink !== undefined && { "@odata.deltaLink": deltaLink }),
      value,
    },
  };
}
