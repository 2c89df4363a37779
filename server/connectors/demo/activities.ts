import { ConnectorError } from "../port/connector-error.ts";
import {
  endsAll,
  type Actor,
  type DeltaPage,
  type DeltaScope,
  type Found,
  type Item,
  type ItemChange,
  type Outcome,
  type WriteAction,
} from "../port/item.ts";
import type { Fields } from "../../sync/model.ts";
import type { HttpReply } from "../http.ts";
import { activityBody, externalSystem, readActivity } from "./activity.ts";
import { parseCursor, writeCursor, type ListCursor } from "./cursor.ts";
import { query, understood, type Session } from "./session.ts";
import { activityId, activityPage, activitySchema, changesPage, errorAnswer } from "./shapes.ts";

/** The most that the ERP gives. */
const PAGE = 500;
/** Ids of one read stand in its address, which proxies cut at eight thousand characters. */
const IDS_AT_ONCE = 200;
/** Writes on their way at the same time, once the ERP is known to answer. */
const WRITES_AT_ONCE = 10;
/** So many writes without an answer in a row, and the rest is not tried: the ERP is down. */
const SILENCES_MAX = 3;

/** Activities of one person, in the words of the port. */
export interface Activities {
  delta(actor: Actor, scope: DeltaScope, cursor: string | null): Promise<DeltaPage>;
  get(actor: Actor, ids: readonly string[]): Promise<readonly Found[]>;
  write(actor: Actor, actions: readonly WriteAction[]): Promise<readonly Outcome[]>;
  findByKey(actor: Actor, key: string): Promise<Item | null>;
}

export function createActivities(session: Session): Activities {
  const { send, read, failure, webUrl } = session;
  /** Whether the last write was answered: otherwise one is tried alone before the others follow. */
  let answers = false;

  /** Lists the window from the first id on, beginning at a feed position taken before. */
  async function list(actor: Actor, scope: DeltaScope, from: ListCursor): Promise<DeltaPage> {
    const { window } = scope;
    const path = `/activities${query({ from: window.from, to: window.to, limit: PAGE, after: from.after })}`;
    const { activities, more } = await read(activityPage, path, userOf(actor));
    const changes = activities.flatMap((raw): ItemChange[] => {
      const id = idOf(raw);
      const found = readActivity(raw, actor, webUrl);
      if (id === null || found.kind === "missing") return [];
      return [found.kind === "found" ? { id, item: found.item } : { id }];
    });
    if (!more) return { changes, cursor: writeCursor(from.since), more, complete: true };
    const after = activities.map(idOf).findLast((id) => id !== null);
    // Without an id to go on from, the rest of the list could not be told from nothing.
    if (after == null) throw unlisted();
    return { changes, cursor: writeCursor({ ...from, after }), more, complete: true };
  }

  async function follow(actor: Actor, since: string): Promise<DeltaPage> {
    const path = `/changes${query({ since, limit: PAGE })}`;
    const { changes, cursor, more } = await read(changesPage, path, userOf(actor));
    // The last word on an activity counts: one made and deleted since is removed.
    const last = new Map(changes.map((change) => [change.id, change.deleted]));
    return {
      changes: [...last].map(([id, removed]) => (removed ? { id, removed } : { id })),
      cursor: writeCursor(cursor),
      more,
      complete: false,
    };
  }

  async function get(actor: Actor, ids: readonly string[]): Promise<readonly Found[]> {
    const found = new Map<string, Found>();
    for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
      const some = ids.slice(start, start + IDS_AT_ONCE).join(",");
      const path = `/activities${query({ ids: some, limit: IDS_AT_ONCE })}`;
      const { activities } = await read(activityPage, path, userOf(actor));
      for (const raw of activities) {
        found.set(idOf(raw) ?? "", readActivity(raw, actor, webUrl));
      }
    }
    return ids.map((id) => found.get(id) ?? { kind: "missing" });
  }

  function written(actor: Actor, reply: HttpReply): Outcome {
    if (reply.status >= 300) return { kind: "error", error: failure(reply) };
    const found = readActivity(reply.body, actor, webUrl);
    return found.kind === "found" ? { kind: "written", item: found.item } : unreadable(found);
  }

  /** The reference was used before: by the create that we repeat, whose item may be gone since. */
  async function repeated(actor: Actor, reply: HttpReply): Promise<Outcome> {
    const { error } = understood(errorAnswer, reply.body);
    if (error.deleted === true || error.id === undefined) return { kind: "spent" };
    const [found = { kind: "missing" as const }] = await get(actor, [error.id]);
    if (found.kind === "missing") return { kind: "spent" };
    return found.kind === "found" ? { kind: "written", item: found.item } : unreadable(found);
  }

  /**
   * Makes a cancelled activity active again. Where an earlier sending has done so, or somebody in the ERP,
   * it is answered as it reads. @returns `null` where it is not there any more
   */
  async function revive(actor: Actor, id: string, fields: Fields): Promise<Outcome | null> {
    const user = userOf(actor);
    const path = `/activities${query({ ids: id, limit: 1 })}`;
    const { activities } = await read(activityPage, path, user);
    const [raw] = activities;
    if (raw === undefined) return null;
    const found = readActivity(raw, actor, webUrl);
    if (found.kind === "found") return { kind: "written", item: found.item };
    if (found.kind === "error") return unreadable(found);
    const { version } = understood(activitySchema, raw);
    const body = { ...activityBody(fields, actor), status: "open" };
    return written(
      actor,
      await send("PATCH", pathOf(id), { user, body, version: String(version) }),
    );
  }

  async function carryOut(actor: Actor, action: WriteAction): Promise<Outcome> {
    const user = userOf(actor);
    switch (action.kind) {
      case "create": {
        const again =
          action.revives === undefined ? null : await revive(actor, action.revives, action.fields);
        if (again !== null) return again;
        const body = {
          ...activityBody(action.fields, actor),
          externalSystem,
          externalId: action.key,
          ...(actor.companyId === null ? {} : { company: actor.companyId }),
          ...(actor.locationId === null ? {} : { location: actor.locationId }),
        };
        const reply = await send("POST", "/activities", { user, body });
        return reply.status === 409 ? await repeated(actor, reply) : written(actor, reply);
      }
      case "update": {
        const { id, precondition: version, stamp } = action;
        const body = { ...activityBody(action.fields, actor), stamp };
        return written(actor, await send("PATCH", pathOf(id), { user, body, version }));
      }
      case "delete": {
        const { id, precondition: version } = action;
        const reply =
          action.cancel === true
            ? await send("PATCH", pathOf(id), { user, body: { status: "cancelled" }, version })
            : await send("DELETE", pathOf(id), { user, version });
        if (reply.status < 300) return { kind: "gone" };
        const error = failure(reply);
        return error.code === "not-found" ? { kind: "gone" } : { kind: "error", error };
      }
    }
  }

  return {
    get,
    delta: async (actor, scope, cursor) => {
      if (cursor !== null) {
        const from = parseCursor(cursor);
        return typeof from === "string" ? follow(actor, from) : list(actor, scope, from);
      }
      const { cursor: since } = await read(changesPage, "/changes", userOf(actor));
      return list(actor, scope, { since });
    },
    write: async (actor, actions) => {
      const outcomes: Outcome[] = [];
      let silences = 0;
      while (outcomes.length < actions.length) {
        const start = outcomes.length;
        const some = actions.slice(start, start + (answers ? WRITES_AT_ONCE : 1));
        const wave = await Promise.all(
          some.map((action) => carryOut(actor, action).catch(asOutcome)),
        );
        outcomes.push(...wave);
        for (const outcome of wave) silences = isSilent(outcome) ? silences + 1 : 0;
        answers = !wave.some((outcome) => isSilent(outcome) || endsAll(outcome));
        // Who asks us to wait or refuses the key will not treat the next one better.
        const end = wave.find(endsAll) ?? (silences >= SILENCES_MAX ? wave.at(-1) : undefined);
        if (end !== undefined)
          return [...outcomes, ...actions.slice(outcomes.length).map(() => end)];
      }
      return outcomes;
    },
    findByKey: async (actor, key) => {
      const path = `/activities${query({ externalSystem, externalId: key, limit: 1 })}`;
      const { activities } = await read(activityPage, path, userOf(actor));
      const [raw] = activities;
      if (raw === undefined) return null;
      const found = readActivity(raw, actor, webUrl);
      if (found.kind === "error") throw found.error;
      return found.kind === "found" ? found.item : null;
    },
  };
}

function isSilent(outcome: Outcome): boolean {
  return outcome.kind === "error" && outcome.error.code === "unavailable";
}

function unlisted(): ConnectorError {
  return new ConnectorError("unavailable", "erp", "The demo ERP listed activities without ids.");
}

function asOutcome(error: unknown): Outcome {
  if (error instanceof ConnectorError) return { kind: "error", error };
  throw error;
}

function unreadable(found: Exclude<Found, { kind: "found" }>): Outcome {
  return found.kind === "error" ? found : { kind: "gone" };
}

const pathOf = (id: string) => `/activities/${encodeURIComponent(id)}`;

function idOf(raw: unknown): string | null {
  const parsed = activityId.safeParse(raw);
  return parsed.success ? parsed.data.id : null;
}

/** The acting person's user in the ERP. @throws ConnectorError `forbidden` where there is none. */
export function userOf(actor: Actor): string {
  if (actor.erpUserId !== null) return actor.erpUserId;
  throw new ConnectorError(
    "forbidden",
    "erp",
    "The ERP knows nobody with this person's mail address. An ERP administrator can add it.",
  );
}
