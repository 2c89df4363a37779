/**
 * The exceptions of a series, written occurrence by occurrence: Graph knows no request that changes
 * several. All members share the series' version, so each write is based on the one before it; our
 * stamp comes last, so that it is never there before all that it stands for.
 */
import { z } from "zod";
import {
  type Exception,
  type OwnField,
  exceptionSchema,
  whenSchema,
} from "../../resources/appointment/appointment.ts";
import { isSeries, occurrenceOn } from "../../resources/appointment/recurrence.ts";
import { appointmentSchemaRules } from "../../resources/appointment/schema.ts";
import type { Fields, Value } from "../../sync/model.ts";
import { ConnectorError } from "../port/connector-error.ts";
import type { Actor, Item, Outcome, WriteAction } from "../port/item.ts";
import type { HttpReply } from "../http.ts";
import { answerFor, say } from "./answers.ts";
import type { GraphRequest } from "./requests/client.ts";
import { isItemNotFound, unreadable } from "./requests/errors.ts";
import { eventProperties, updateBody, withOurPart } from "./event/body.ts";
import { eventSchema, type GraphEvent } from "./event/schema.ts";
import { versionOf } from "./event/event.ts";
import { occurrenceDate } from "./event/exceptions.ts";
import { preferEvents } from "./event/properties.ts";
import { daysBetween } from "./read-whole.ts";
import type { Session } from "./requests/session.ts";
import { outcomeOfSteps, readBetween, type Update, type Ways } from "./requests/steps.ts";

/** Whether an action changes what occurrences have for themselves. */
export function writesExceptions(action: WriteAction): action is Update {
  return action.kind === "update" && "exceptions" in action.fields;
}

export interface Series {
  write(actor: Actor, action: Update): Promise<Outcome>;
}

/** A member of the series and the version that a write to it is based on. */
interface Member {
  readonly id: string;
  readonly version: string;
}

const instancesPage = z.looseObject({ value: z.array(z.unknown()) });
/** An occurrence lies within its date, in whatever zone. */
const nearMs = 36 * 60 * 60 * 1000;

export function createSeries(session: Session, { url, reading }: Ways): Series {
  const read = (actor: Actor, id: string) =>
    readBetween(session, actor, reading(actor, id), "The series was cancelled meanwhile.");

  /** The occurrence of a date, be it an exception already or not. @throws `stale` where it is gone. */
  async function memberOf(actor: Actor, master: Master, on: string): Promise<Member> {
    const { raw, zone, plain } = master;
    const known = (raw.exceptionOccurrences ?? []).flatMap(
      (one) => eventSchema.safeParse(one).data ?? [],
    );
    const changed = known.find((event) => occurrenceDate(event, zone) === on);
    if (changed !== undefined) return memberOfEvent(changed);
    const near = Date.parse(plain(on).start);
    const reply = await session.send(actor, {
      method: "GET",
      url: `${url(actor, raw.id)}/instances?${daysBetween(near - nearMs, near + nearMs, 50)}`,
      headers: { Prefer: preferEvents },
    });
    const page = instancesPage.safeParse(reply.body);
    if (!page.success) throw unreadable("a series without a list of its occurrences");
    const events = page.data.value.flatMap((one) => eventSchema.safeParse(one).data ?? []);
    const found = events.find((event) => occurrenceDate(event, zone) === on);
    if (found !== undefined) return memberOfEvent(found);
    throw new ConnectorError("stale", "microsoft", "An occurrence of the series went meanwhile.");
  }

  /** Sends one write of a member. @returns the version that stands now; `null` where Graph tells none. */
  async function change(
    actor: Actor,
    member: Member,
    request: Pick<GraphRequest, "method" | "body">,
  ): Promise<string | null> {
    const reply: HttpReply = await session.send(actor, {
      ...request,
      url: url(actor, member.id),
      headers: { Prefer: preferEvents, "If-Match": member.version },
    });
    const event = eventSchema.safeParse(reply.body);
    return event.success ? versionOf(event.data) : null;
  }

  /** Fields of an occurrence with its whole body, where text is among them. */
  async function marked(actor: Actor, { id }: Member, fields: Fields): Promise<Fields> {
    if (!("body" in fields)) return fields;
    return withOurPart((await read(actor, id)).raw, fields);
  }

  /**
   * Brings the occurrences to what is wanted.
   * @returns the version of the series after the last write.
   */
  async function bring(
    actor: Actor,
    master: Master,
    wanted: readonly Exception[],
  ): Promise<string> {
    const { changes, removals } = differences(master, wanted);
    let version = master.item.version;
    /** What became of a version that writes were based on. */
    const follow = new Map<string, string>();
    const latest = ({ id, version: seen }: Member): Member => {
      let now = seen;
      for (let next = follow.get(now); next !== undefined; next = follow.get(now)) now = next;
      return { id, version: now };
    };
    /** What answers nothing has to be followed by reading the series' version. */
    const readOn = async (): Promise<void> => {
      const { item } = await read(actor, master.raw.id);
      if (item.version !== version) follow.set(version, item.version);
      version = item.version;
    };
    for (const [on, { response, ...fields }] of changes) {
      const member = latest(await memberOf(actor, master, on));
      if (Object.keys(fields).length > 0) {
        const body = eventProperties(await marked(actor, member, fields), actor.timeZone);
        const next = await change(actor, member, { method: "PATCH", body });
        if (next !== null && next !== member.version) follow.set(member.version, next);
      }
      if (response === undefined) continue;
      version = latest({ id: master.raw.id, version }).version;
      // There is no lock on it: it is compared first, and sent once.
      const day = await read(actor, member.id);
      const answer = answerFor(response, day.item);
      await say(session, actor, url(actor, member.id), { ...day, answer });
      await readOn();
    }
    version = latest({ id: master.raw.id, version }).version;
    for (const on of removals) {
      const member = latest(await memberOf(actor, master, on));
      try {
        await change(actor, member, { method: "DELETE" });
      } catch (error) {
        if (!isItemNotFound(error as ConnectorError)) throw error;
      }
      await readOn();
    }
    return version;
  }

  async function write(actor: Actor, action: Update): Promise<Item> {
    const { id, precondition, stamp } = action;
    const { exceptions, ...fields } = action.fields;
    const { item, raw } = await read(actor, id);
    if (item.version !== precondition) {
      throw new ConnectorError("stale", "microsoft", "The series was changed meanwhile.");
    }
    const wanted = exceptionSchema.array().parse(exceptions);
    const single = item.details.series === "single" && wanted.length === 0;
    const version = single ? item.version : await bring(actor, masterOf(item, raw), wanted);
    const body = updateBody(stamp, withOurPart(raw, fields), {
      home: actor.timeZone,
      series: true,
    });
    await change(actor, { id, version }, { method: "PATCH", body });
    return { ...(await read(actor, id)).item, stamp };
  }

  return {
    write: (actor, action) =>
      outcomeOfSteps(async () => ({ kind: "written", item: await write(actor, action) })),
  };
}

interface Master {
  readonly item: Item;
  readonly raw: GraphEvent;
  readonly zone: string;
  /** When the occurrence of a date takes place by the series itself. */
  readonly plain: (on: string) => ReturnType<typeof occurrenceOn>;
}

function masterOf(item: Item, raw: GraphEvent): Master {
  const when = whenSchema.parse(item.fields["when"]);
  if (!isSeries(when)) {
    throw new ConnectorError("stale", "microsoft", "The event is no series any more.");
  }
  return { item, raw, zone: when.zone, plain: (on) => occurrenceOn(when, on) };
}

/**
 * What is to be written to which occurrence, by date: what is wanted otherwise, and the series' own
 * value where a deviation is no longer wanted.
 * @throws ConnectorError `rejected` where a deleted occurrence is to take place again.
 */
function differences(
  { item, plain }: Master,
  wanted: readonly Exception[],
): { readonly changes: ReadonlyMap<string, Fields>; readonly removals: readonly string[] } {
  const byDay = (all: readonly Exception[]) =>
    new Map(
      all.flatMap((one) =>
        // Whom a day is with is decided in Outlook.
        one.field === "attendees" ? [] : [[`${one.on} ${one.field}`, one] as const],
      ),
    );
  const now = byDay(exceptionSchema.array().parse(item.fields["exceptions"] ?? []));
  const goal = byDay(wanted);
  const changes = new Map<string, Record<string, Value>>();
  const removals: string[] = [];
  const set = (on: string, field: OwnField, value: Value): void => {
    changes.set(on, { ...changes.get(on), [field]: value });
  };
  for (const [at, one] of goal) {
    const { on, field } = one;
    const before = now.get(at);
    const print = appointmentSchemaRules.fields[field]?.fingerprint;
    if (before !== undefined && print?.(before.value) === print?.(one.value)) continue;
    if (field === "gone") removals.push(on);
    else set(on, field, one.value);
  }
  const going = new Set(removals);
  for (const [at, { on, field }] of now) {
    if (goal.has(at) || going.has(on)) continue;
    if (field === "gone") {
      throw new ConnectorError(
        "rejected",
        "microsoft",
        "Outlook cannot bring back a deleted occurrence of a series. Delete it in the ERP as well, or make a new appointment for that day.",
        { field: "exceptions" },
      );
    }
    set(on, field, field === "when" ? plain(on) : (item.fields[field] ?? null));
  }
  for (const on of going) changes.delete(on);
  return { changes, removals };
}

/** @throws ConnectorError for an event that no write can be based on. */
function memberOfEvent(event: GraphEvent): Member {
  const version = versionOf(event);
  if (version === null) throw unreadable("an occurrence without a version");
  return { id: event.id, version };
}
