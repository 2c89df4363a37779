/**
 * The port in memory, as its reference: it enforces every precondition that the real connectors
 * must, and lets a test act as a person on its side and make any call fail.
 *
 * Properties: a person's calendars (`mailboxId`; on the ERP side one, `erpUserId`) · versions from one
 * counter, never used twice · keys stay spent · a log of changes that can be cut off · `spell`
 * rewrites what is stored, as servers do · nothing waits, nothing is random. `promises` makes it as
 * weak as real systems are, one promise at a time.
 */
import { customName } from "../../resources/appointment/mapped.ts";
import type { Fields } from "../../sync/model.ts";
import { strongPromises, type Promises } from "../port/connector.ts";
import {
  ConnectorError,
  type ConnectorErrorCode,
  type ConnectorErrorFacts,
} from "../port/connector-error.ts";
import type { Moment, Sending, TimestampPage } from "../port/facets.ts";
import {
  chosenCalendars,
  defaultCalendar,
  type Actor,
  type DeltaPage,
  type DeltaScope,
  type ItemDetails,
  type Found,
  type Item,
  type Outcome,
  type WriteAction,
} from "../port/item.ts";
import type { MemoryCall, MemoryConnector, MemoryConnectorDeps, MemoryFault } from "./acts.ts";
import { emptyCustom, misfit } from "./custom-fields.ts";
import { clocked, isMidnightRefused } from "./time.ts";
import { touches } from "./window.ts";

interface Stored {
  readonly item: Item;
  readonly owner: string;
  readonly calendar: string;
  readonly gone: boolean;
  readonly calledOff?: true;
  readonly spoiled: boolean;
}

interface Logged {
  readonly id: string;
  readonly owner: string;
}

export function createMemoryConnector(deps: MemoryConnectorDeps): MemoryConnector {
  const { side, clock, time, pageSize = 100 } = deps;
  const promises: Promises = { ...strongPromises, ...deps.promises };
  const timeOfChange = deps.timeOfChange ?? (() => clock.now());
  const spell = deps.spell ?? ((fields: Fields) => fields);
  const settles = deps.settles ?? ((_before: Fields, after: Fields) => after);
  const custom = deps.custom ?? [];
  const holds = new Set([...deps.holds, ...custom.map(({ id }) => customName(id))]);
  const stored = new Map<string, Stored>();
  /** Which item each key made; by person, for two tenants may hold the same key. */
  const madeBy = new Map<string, string>();
  let log: Logged[] = [];
  let logStart = 0;
  let versions = 0;
  let ids = 0;
  let lagging = 0;
  let faults: MemoryFault[] = [];
  const writes: WriteAction[] = [];
  const mails: string[] = [];

  const fail = (code: ConnectorErrorCode, reason: string, facts: ConnectorErrorFacts = {}) =>
    new ConnectorError(code, side, reason, facts);

  function ownerOf(actor: Actor): string {
    const owner = side === "erp" ? actor.erpUserId : actor.mailboxId;
    if (owner === null) throw fail("forbidden", "This side does not know the person.");
    return owner;
  }

  function seesIt(owner: string, { item, ...one }: Stored): boolean {
    return one.owner === owner || deps.sharedWith?.(item.fields).includes(owner) === true;
  }

  function held(fields: Fields): Fields {
    const known = Object.fromEntries(Object.entries(fields).filter(([name]) => holds.has(name)));
    return spell(time === undefined ? known : clocked(known, time));
  }

  function put(next: Stored): Stored {
    const precise = new Date(timeOfChange()).toISOString();
    const modifiedAt =
      promises.changes === "timestamp" ? precise.replace(/\.\d+Z$/, ".000Z") : precise;
    // Without a lock there is no version either, only a time that two changes may share.
    const version = promises.lock === "none" ? modifiedAt : `v${++versions}`;
    const item = { ...next.item, version, modifiedAt };
    const kept = { ...next, item };
    stored.set(item.id, kept);
    log.push({ id: item.id, owner: next.owner });
    return kept;
  }

  function make(
    owner: string,
    fields: Fields,
    key: string | null,
    {
      calendar = defaultCalendar,
      ...own
    }: { calendar?: string | undefined } & Partial<ItemDetails> = {},
  ): Stored {
    const id = `${side}-${++ids}`;
    const kept = settles({}, held({ ...emptyCustom(custom), ...fields }));
    const told = deps.detailsOf?.(owner, kept);
    const details = { webUrl: null, organizer: true, series: "single", ...told, ...own } as const;
    const item: Item = {
      id,
      version: "",
      fields: kept,
      modifiedAt: null,
      stamp: null,
      key: promises.create === "none" ? null : key,
      details,
      ...(deps.readOnlyOf !== undefined && { readOnly: deps.readOnlyOf(details) }),
    };
    return put({ item, owner, calendar, gone: false, spoiled: false });
  }

  function isChosen(actor: Actor, { calendar }: Stored): boolean {
    return side === "erp" || chosenCalendars(actor).includes(calendar);
  }

  function existing(id: string): Stored {
    const found = stored.get(id);
    if (found === undefined || found.gone) throw new Error(`There is no item ${id} to act on.`);
    return found;
  }

  /** The fault planned for this call, used up by one. */
  function take(call: MemoryCall, when: MemoryFault["when"]): ConnectorError | undefined {
    const fault = faults.find((one) => (one.call ?? call) === call && one.when === when);
    if (fault === undefined) return undefined;
    const left = { ...fault, times: fault.times - 1 };
    faults = faults.flatMap((one) => (one !== fault ? [one] : left.times > 0 ? [left] : []));
    return fail(fault.code, "A failure planned by the test.", fault.facts);
  }

  function answer<T>(call: MemoryCall, work: () => T): T {
    const before = take(call, "before");
    if (before !== undefined) throw before;
    const result = work();
    const after = take(call, "after");
    if (after !== undefined) throw after;
    return result;
  }

  function read(actor: Actor, id: string): Found {
    const found = stored.get(id);
    if (found === undefined || found.gone || !seesIt(ownerOf(actor), found)) {
      return { kind: "missing", ...(found?.calledOff && { calledOff: true }) };
    }
    if (found.spoiled) return { kind: "error", error: fail("rejected", "The item is unreadable.") };
    const elsewhere = isChosen(actor, found) ? null : found.calendar;
    if (elsewhere === null) return { kind: "found", item: found.item };
    const details = { ...found.item.details, elsewhere };
    return { kind: "found", item: { ...found.item, details } };
  }

  function carryOut(actor: Actor, action: WriteAction): Outcome {
    const owner = ownerOf(actor);
    if (action.kind === "create") {
      const made = madeBy.get(`${owner} ${action.key}`);
      if (made !== undefined && promises.create === "native") {
        const found = read(actor, made);
        return found.kind === "found" ? { kind: "written", item: found.item } : { kind: "spent" };
      }
      checkFields(action.fields);
      const target = side === "erp" ? undefined : actor.calendars?.target;
      const { item } = make(owner, action.fields, action.key, { calendar: target });
      madeBy.set(`${owner} ${action.key}`, item.id);
      return { kind: "written", item };
    }
    const found = stored.get(action.id);
    if (found === undefined || found.gone || !seesIt(owner, found)) {
      if (action.kind === "delete") return { kind: "gone" };
      throw fail("not-found", "There is no such item.");
    }
    if (promises.lock !== "none" && found.item.version !== action.precondition) {
      throw fail("stale", "The item has moved.");
    }
    if (action.kind === "delete") {
      if (side === "microsoft") mails.push(...cancellationsOf(found));
      put({ ...found, gone: true });
      return { kind: "gone" };
    }
    checkFields(action.fields);
    const before = found.item.fields;
    const fields = settles(before, { ...before, ...held(action.fields) });
    const stamp = promises.create === "none" ? null : action.stamp;
    const item = { ...found.item, fields, stamp };
    const gone = deps.leaves?.(action.fields) === true;
    const written = put({ ...found, item, gone });
    return gone ? { kind: "gone" } : { kind: "written", item: written.item };
  }

  /** Who is told that a meeting is off when its organizer deletes it. */
  function cancellationsOf({ item }: Stored): readonly string[] {
    const { attendees = [] } = item.fields as { attendees?: readonly { address: string }[] };
    if (item.details.organizer === false) return [];
    return attendees.map(({ address }) => `cancelled: ${address}`);
  }

  /** Whoever is invited is mailed, each time anew. */
  function invite(actor: Actor, { id, precondition, stamp, guests, more }: Sending): void {
    const found = stored.get(id);
    if (found === undefined || found.gone || found.owner !== ownerOf(actor)) {
      throw fail("not-found", "There is no such item.");
    }
    if (found.item.version !== precondition) throw fail("stale", "The item has moved.");
    const { toInvite: _sent, ...fields } = found.item.fields;
    const before = more ? ((fields["attendees"] ?? []) as readonly Fields[string][]) : [];
    const attendees = [...before, ...guests.map((one) => ({ ...one, response: "none" }))];
    const item = { ...found.item, fields: { ...fields, attendees }, ...(!more && { stamp }) };
    put({ ...found, item });
    mails.push(...guests.map(({ address }) => address));
  }

  /** The item that carries the key: where the side remembers none, a copy may carry it as well. */
  function keeperOf(owner: string, key: string): string {
    if (promises.create === "native") return madeBy.get(`${owner} ${key}`) ?? "";
    const keepers = [...stored.values()].filter((one) => one.owner === owner && !one.gone);
    return keepers.find(({ item }) => item.key === key)?.item.id ?? "";
  }

  function changedSince(actor: Actor, { window }: DeltaScope, after: Moment | null): TimestampPage {
    const owner = ownerOf(actor);
    const at = ({ item }: Stored): string => item.modifiedAt ?? "";
    const entries = [...stored.values()]
      .filter((one) => seesIt(owner, one))
      .filter((one) => !one.gone || (promises.deletes === "feed" && after !== null))
      .filter((one) => after !== null || touches(one.item.fields, window))
      .filter((one) => after === null || isAfter({ at: at(one), id: one.item.id }, after))
      .sort((one, other) =>
        isAfter({ at: at(one), id: one.item.id }, { at: at(other), id: other.item.id }) ? 1 : -1,
      );
    const changes = entries.slice(0, pageSize).map((one) => {
      const { id } = one.item;
      const told = one.gone ? { id, removed: true } : one.spoiled ? { id } : { id, item: one.item };
      return { ...told, at: at(one) };
    });
    return { changes, more: entries.length > pageSize };
  }

  function checkFields(fields: Fields): void {
    const field = deps.refuses?.(fields) ?? misfit(custom, fields);
    if (field !== undefined) throw fail("rejected", `${field} cannot be stored.`, { field });
    if (time !== undefined && isMidnightRefused(fields, time)) {
      throw fail("rejected", "A time of day cannot be midnight.", { field: "when" });
    }
  }

  function page(cursor: string, concerns: (entry: Logged) => boolean) {
    const from = Number(cursor);
    if (!Number.isInteger(from) || from < logStart) {
      throw fail("cursor-expired", "The log no longer reaches back to this cursor.");
    }
    const visible = log.slice(0, Math.max(0, log.length - lagging));
    const entries = visible.slice(from - logStart, from - logStart + pageSize);
    const next = from + entries.length;
    const isWhole = lagging === 0;
    lagging = 0;
    return {
      entries: entries.filter(concerns),
      cursor: String(next),
      more: isWhole && next < logStart + log.length,
    };
  }

  const end = () => String(logStart + log.length);

  function delta(actor: Actor, { window }: DeltaScope, cursor: string | null): DeltaPage {
    const owner = ownerOf(actor);
    if (cursor === null) {
      const items = [...stored.values()].filter(
        (one) =>
          seesIt(owner, one) &&
          !one.gone &&
          isChosen(actor, one) &&
          touches(one.item.fields, window),
      );
      const changes = items.map(({ item, spoiled }) =>
        spoiled ? { id: item.id } : { id: item.id, item },
      );
      return { changes, cursor: end(), more: false, complete: true };
    }
    const { entries, ...rest } = page(cursor, (entry) => {
      const one = stored.get(entry.id);
      return entry.owner === owner || (one !== undefined && seesIt(owner, one));
    });
    const changes = entries.flatMap(({ id }) => {
      const one = stored.get(id);
      if (one !== undefined && !one.gone && isChosen(actor, one)) return [{ id }];
      return promises.deletes === "feed" ? [{ id, removed: true }] : [];
    });
    return { changes, ...rest, complete: false };
  }

  return {
    side,
    capabilities: {
      ...{ holds: { appointment: holds }, push: true, promises },
      ...(time !== undefined && { time }),
    },
    ...(custom.length > 0 && { customFields: { list: async () => custom } }),
    delta: async (actor, scope, cursor) => answer("delta", () => delta(actor, scope, cursor)),
    get: async (actor, _resource, wanted) =>
      answer("get", () => wanted.map((id) => read(actor, id))),
    write: async (actor, _resource, actions) =>
      actions.map((action): Outcome => {
        writes.push(action);
        try {
          return answer("write", () => carryOut(actor, action));
        } catch (error) {
          if (error instanceof ConnectorError) return { kind: "error", error };
          throw error;
        }
      }),
    changedSince: async (actor, scope, after) =>
      answer("delta", () => changedSince(actor, scope, after)),
    findByKey: async (actor, _resource, key) =>
      answer("findByKey", () => {
        const found = read(actor, keeperOf(ownerOf(actor), key));
        if (found.kind === "error") throw found.error;
        return found.kind === "found" ? found.item : null;
      }),
    check: async (actor) =>
      answer("check", () => ({
        user: ownerOf(actor),
        address: actor.address,
        facts: [`${side} in memory`],
      })),
    feed: {
      changes: async (cursor) =>
        answer("feed", () => {
          if (cursor === null) return { changes: [], cursor: end(), more: false };
          const { entries, ...rest } = page(cursor, () => true);
          const changes = entries.map(({ id, owner }) => ({
            resource: "appointment" as const,
            id,
            erpUserIds: [owner, ...(deps.sharedWith?.(stored.get(id)?.item.fields ?? {}) ?? [])],
          }));
          return { changes, ...rest };
        }),
      register: async () => undefined,
      verify: (_body, headers, secret) => headers["x-secret"] === secret,
    },
    ...(side === "microsoft" && {
      invitations: {
        send: async (actor: Actor, sending: Sending) => {
          try {
            answer("write", () => invite(actor, sending));
            return null;
          } catch (error) {
            if (error instanceof ConnectorError) return error;
            throw error;
          }
        },
      },
    }),
    writes,
    mails,
    add: (owner, fields, how) =>
      make(owner, fields, null, how === "invited" ? { organizer: false } : how).item.id,
    edit: (id, fields) => {
      const found = existing(id);
      const before = found.item.fields;
      const merged = settles(before, { ...before, ...held(fields) });
      put({ ...found, item: { ...found.item, fields: merged }, spoiled: false });
    },
    remove: (id) => {
      put({ ...existing(id), gone: true });
    },
    move: (id, calendar) => {
      put({ ...existing(id), calendar });
    },
    callOff: (id) => {
      put({ ...existing(id), gone: true, calledOff: true });
    },
    copy: (id) => {
      const { owner, item } = existing(id);
      const twin = make(owner, item.fields, promises.create === "search" ? item.key : null);
      stored.set(twin.item.id, { ...twin, item: { ...twin.item, stamp: item.stamp } });
      return twin.item.id;
    },
    spoil: (id) => {
      put({ ...existing(id), spoiled: true });
    },
    itemOf: (id) => {
      const found = stored.get(id);
      return found === undefined || found.gone ? undefined : found.item;
    },
    itemsOf: (owner) =>
      [...stored.values()].flatMap((one) => (one.owner === owner && !one.gone ? [one.item] : [])),
    expireCursors: () => {
      // One further, so that a cursor at the end is behind the start as well.
      logStart += log.length + 1;
      log = [];
    },
    lag: (entries) => {
      lagging = entries;
    },
    failNext: (fault) => {
      faults.push({ times: 1, ...fault });
    },
  };
}

function isAfter(one: Moment, other: Moment): boolean {
  return one.at === other.at ? one.id > other.id : one.at > other.at;
}
