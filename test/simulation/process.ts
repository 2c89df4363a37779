import type { Connector } from "../../server/connectors/port/connector.ts";
import { ConnectorError } from "../../server/connectors/port/connector-error.ts";
import type { TimestampSource } from "../../server/connectors/port/facets.ts";
import type {
  Actor,
  DeltaPage,
  Found,
  Item,
  ItemChange,
  Outcome,
  WriteAction,
} from "../../server/connectors/port/item.ts";
import { strengthened, usualStrengthening } from "../../server/connectors/strengthen/strengthen.ts";
import type { EngineDeps } from "../../server/engine/mailboxes/mailbox.ts";
import { createProgress } from "../../server/engine/progress.ts";
import { createScheduler, type Scheduler } from "../../server/engine/scheduler.ts";
import { countedIds } from "../../server/lib/ids.ts";
import { calendarRules } from "../../server/settings/calendar.ts";
import { scopeKey, StoreError, type Scope, type Store } from "../../server/store/store.ts";
import type { Side } from "../../server/sync/model.ts";
import { hear, propagate, seenBy, stored } from "./meeting.ts";
import type { Oracle } from "./oracle.ts";
import type { CallClass, Fault } from "./schedule.ts";
import { brakeReleased, Crash, placeNames, type World } from "./world.ts";

/** One process of the server: its own memory over the one store. It may die at any step. */
export interface Process {
  readonly id: number;
  alive: boolean;
  readonly deps: EngineDeps;
  readonly scheduler: Scheduler;
  /** When its feeds are read next, ms since the epoch. */
  readonly feedDueAt: Map<string, number>;
}

export const intervalMs = 15 * 60_000;
const retryAfterMs = 40_000;

export function createProcess(world: World, oracle: Oracle, id: number): Process {
  const graph = strengthen(
    world,
    createWire(world, oracle, "microsoft", () => process),
  );
  const erps = new Map(
    world.people.map(({ mailbox: { connectionId } }) => [
      connectionId,
      strengthen(
        world,
        createWire(world, oracle, "erp", () => process, connectionId),
      ),
    ]),
  );
  const deps: EngineDeps = {
    store: createStore(world, oracle, () => process),
    clock: world.clock,
    ids: countedIds(`p${id}-`),
    graph,
    erp: (connectionId) => erps.get(connectionId)!,
    rules: () => {
      const rules = calendarRules(world.settings);
      // Whoever released the brake has looked at both sides.
      const isReleased = world.settings.brakeDeletions >= brakeReleased;
      return isReleased ? { ...rules, brake: { ...rules.brake, emptiedMin: Infinity } } : rules;
    },
    progress: createProgress(world.clock),
    log: { info: () => undefined, warn: (facts) => oracle.warned(facts) },
  };
  const scheduler = createScheduler(
    deps,
    { intervalMs, safetyNetMs: 6 * 60 * 60_000, foldMs: 200, parallel: 4 },
    async () => world.schedule.sides.microsoft.push && world.schedule.sides.erp.push,
  );
  const process: Process = { id, alive: true, deps, scheduler, feedDueAt: new Map() };
  return process;
}

function strengthen(world: World, weak: Connector & TimestampSource): Connector {
  return strengthened(weak, { ...usualStrengthening, clock: world.clock });
}

/** Read anew: it may have died while its reply was on its way. */
const isDead = ({ alive }: Process): boolean => !alive;

type Body<T> = () => Promise<T>;

/** The wire between a process and one side: every fault of the schedule happens here. */
function createWire(
  world: World,
  oracle: Oracle,
  side: Side,
  current: () => Process,
  connectionId = "",
): Connector & TimestampSource {
  const fail = (code: ConstructorParameters<typeof ConnectorError>[0], reason: string) =>
    new ConnectorError(code, side, reason, code === "throttled" ? { retryAfterMs } : {});

  /** One call, its request and its reply each in its turn. */
  async function call<T>(
    name: "delta" | "get" | "write" | "findByKey" | "feed",
    actor: Pick<Actor, "tenantId" | "mailboxId">,
    body: (fault: Fault | undefined) => Promise<T>,
  ): Promise<T> {
    const process = current();
    const callClass = `${side}.${name}` as CallClass;
    const fault = world.faultOf(callClass);
    const who = `${process.id} ${actor.tenantId}/${actor.mailboxId}`;
    await world.turn(`${who} asks ${callClass}`, fault?.kind === "pause" ? 4 + fault.size : 0);
    if (!process.alive) throw new Crash();
    oracle.called(process.id, side, actor, name);
    before(process, fault, actor, callClass);
    const result = await body(fault);
    await world.turn(`${who} hears ${callClass}`);
    if (fault?.kind === "crash-after") crash(process, `after ${callClass} was carried out`);
    if (isDead(process)) throw new Crash();
    if (fault?.kind === "lost") {
      world.tell(() => `The reply to ${callClass} of process ${process.id} is lost.`);
      throw fail("unavailable", "The reply was lost.");
    }
    return result;
  }

  function before(
    process: Process,
    fault: Fault | undefined,
    actor: Pick<Actor, "tenantId" | "mailboxId">,
    callClass: CallClass,
  ): void {
    const person = `${actor.tenantId}/${actor.mailboxId}`;
    if (world.down[side] > 0) {
      world.down[side]--;
      throw fail("unavailable", "The side is down.");
    }
    if (side === "microsoft" && world.revoked.has(person)) {
      throw fail("unauthorized", "Somebody must sign in again.");
    }
    if (fault === undefined) return;
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the others come later
    switch (fault.kind) {
      case "throttled":
        world.tell(() => `${callClass} of process ${process.id} is throttled.`);
        oracle.throttled(process.id, side, actor, retryAfterMs);
        throw fail("throttled", "Too many requests.");
      case "unavailable":
        world.tell(() => `${callClass} of process ${process.id} is answered with an outage.`);
        throw fail("unavailable", "An outage.");
      case "down":
        world.tell(() => `The ${side} side is down for ${1 + (fault.size % 12)} calls.`);
        world.down[side] = fault.size % 12;
        throw fail("unavailable", "The side is down.");
      case "revoked":
        if (side !== "microsoft") break;
        world.tell(() => `The sign-in of ${person} is revoked.`);
        world.revoked.add(person);
        throw fail("unauthorized", "Somebody must sign in again.");
      case "crash-before":
        crash(process, `before ${callClass} is carried out`);
        break;
      case "expired":
        world.tell(() => `Every cursor of the ${side} side expires.`);
        world.side(side, actor).expireCursors();
        break;
      case "lag":
        world.tell(() => `The changes of the ${side} side lag behind.`);
        world.side(side, actor).lag(1 + (fault.size % 3));
        break;
      default:
    }
  }

  function crash(process: Process, when: string): never {
    world.tell(() => `Process ${process.id} dies ${when}.`);
    process.alive = false;
    oracle.died(process.id);
    throw new Crash();
  }

  /** Writes one by one, each as the oracle sees it. */
  async function land(actor: Actor, actions: readonly WriteAction[], fault: Fault | undefined) {
    const outcomes: Outcome[] = [];
    for (const [at, action] of actions.entries()) {
      const isHit = fault?.kind === "partial" && ((fault.size >> (at % 4)) & 1) === 1;
      const landed = isHit && (fault.size & 16) !== 0;
      if (!isHit || landed) outcomes[at] = await landOne(actor, action, fault?.kind === "late");
      if (!isHit) continue;
      const code = !landed && (fault.size & 32) !== 0 ? "throttled" : "unavailable";
      world.tell(
        () =>
          `Write ${at + 1} of a batch to ${side} gets ${code}${landed ? ", though it landed" : ""}.`,
      );
      if (code === "throttled") oracle.throttled(current().id, side, actor, retryAfterMs);
      outcomes[at] = { kind: "error", error: fail(code, "A part of the batch failed.") };
    }
    return outcomes;
  }

  async function landOne(actor: Actor, action: WriteAction, isLate: boolean): Promise<Outcome> {
    const { id: processId } = current();
    const served = world.side(side, actor);
    const standing = () => (action.kind === "create" ? undefined : served.itemOf(action.id));
    oracle.sends(side, actor, action);
    let sent = action;
    if (promises.lock === "checked" && action.kind !== "create") {
      // The side itself compares and then writes, with a moment in between.
      oracle.read(processId, side, actor, [action.id]);
      const compared = standing();
      if (compared !== undefined && compared.version !== action.precondition) {
        return { kind: "error", error: fail("stale", "The item has moved.") };
      }
      if (!isLate) await world.turn(`${side} is between comparing and writing`);
      sent = { ...action, precondition: standing()?.version ?? action.precondition };
    }
    const stood = standing();
    const asTold = side === "erp" ? stored(world, actor, sent, stood) : sent;
    const [outcome = unanswered()] = await served.write(actor, "appointment", [asTold]);
    oracle.landed(processId, side, actor, action, { stood, isLate }, outcome);
    if (outcome.kind === "written" || outcome.kind === "gone") announce(world, side, actor);
    if (outcome.kind === "written" && side === "microsoft") propagate(world, outcome.item);
    if (side === "microsoft" && outcome.kind !== "error" && stood !== undefined) {
      hear(world, actor, stood, action);
    }
    const { kind: what } = action;
    const id =
      outcome.kind === "written"
        ? outcome.item.id
        : action.kind === "create"
          ? action.key
          : action.id;
    world.tell(() => {
      const fields = action.kind === "delete" ? "" : ` ${JSON.stringify(action.fields)}`;
      const came = outcome.kind === "error" ? outcome.error.code : outcome.kind;
      return `Process ${processId} sends a ${what} of ${id} to ${placeNames[side]}: ${came}${fields}`;
    });
    world.note(JSON.stringify([action, outcome.kind]));
    if (outcome.kind === "written") return { ...outcome, item: asSeen(actor, outcome.item) };
    return outcome;
  }

  const unanswered = (): Outcome => ({ kind: "error", error: fail("unavailable", "No answer.") });

  /** Lists in any order, with older states and repetitions: hints are all they are. */
  function blurred(page: DeltaPage, actor: Actor, fault: Fault | undefined): DeltaPage {
    const changes = page.changes.map((change) => asListed(change, actor));
    if (fault?.kind === "replay") {
      world.tell(() => `The ${side} side tells everything again, older states among it.`);
      for (const old of oracle.olderStates(side, actor)) {
        changes.push(side === "erp" ? asListed(old, actor) : old);
      }
    }
    if (world.chance(4) === 1) changes.reverse();
    if (world.chance(4) === 2) changes.push(...changes.slice(0, 1));
    return { ...page, changes };
  }

  /** A list tells nothing of what single days of a series have for themselves. */
  function asListed(change: ItemChange, actor: Actor): ItemChange {
    const item = change.item ?? dayShown(change, actor);
    if (item === undefined) return change;
    if (side === "erp") return { ...change, item: seenBy(world, actor, item) };
    if (item.details.series !== "master") return { ...change, item };
    const { exceptions: _apart, ...fields } = item.fields;
    return { ...change, item: { ...item, fields } };
  }

  /** Outlook's list shows each day of a series as it is. */
  function dayShown({ id, removed }: ItemChange, actor: Actor): Item | undefined {
    const isReadable = !oracle.unreadable.has(`${side} ${actor.tenantId} ${id}`);
    if (side === "erp" || removed === true || !isReadable) return undefined;
    const item = world.side(side, actor).itemOf(id);
    return item?.details.series === "occurrence" ? item : undefined;
  }

  const asSeen = (actor: Actor, item: Item): Item =>
    side === "erp" ? seenBy(world, actor, item) : item;

  const { push, promises } = world.schedule.sides[side];
  const any = world.side(side, world.people[0]!.mailbox);
  const wire: Connector & TimestampSource = {
    side,
    capabilities: { ...any.capabilities, push, promises },
    delta: (actor, scope, cursor) =>
      call("delta", actor, async (fault) => {
        const page = await world.side(side, actor).delta(actor, scope, cursor);
        oracle.listed(current().id, side, actor);
        return blurred(page, actor, fault);
      }),
    changedSince: (actor, scope, after) =>
      call("delta", actor, async () => {
        const page = await world.side(side, actor).changedSince(actor, scope, after);
        oracle.listed(current().id, side, actor);
        const changes = page.changes.map((change) => ({
          ...change,
          ...asListed(change, actor),
        }));
        return { ...page, changes };
      }),
    get: (actor, resource, ids, gone) =>
      call("get", actor, async (fault) => {
        const found = await world.side(side, actor).get(actor, resource, ids, gone);
        oracle.read(current().id, side, actor, ids);
        return found.map((one, at): Found => {
          const isHit = fault?.kind === "partial" && ((fault.size >> (at % 4)) & 1) === 1;
          if (!isHit && one.kind === "found") {
            return { kind: "found", item: asSeen(actor, one.item) };
          }
          if (!isHit) return one;
          const code = (fault.size & 32) !== 0 ? "throttled" : "unavailable";
          if (code === "throttled") oracle.throttled(current().id, side, actor, retryAfterMs);
          return { kind: "error", error: fail(code, "A part of the batch failed.") };
        });
      }),
    write: async (actor, _resource, actions) => {
      const outcomes = await call("write", actor, async (fault) => {
        if (fault?.kind !== "late") return land(actor, actions, fault);
        world.tell(
          () => `A write to ${placeNames[side]} hangs: it will land later than anybody waits.`,
        );
        const step = world.step + 2 + (fault.size % 14);
        const landLate = () =>
          void land(actor, actions, fault).catch((error: unknown) => oracle.broke(error));
        world.late.push({ step, land: landLate });
        throw fail("unavailable", "No answer in time.");
      });
      const updates = actions.flatMap((action, at) =>
        action.kind === "update" && outcomes[at]?.kind === "written" ? [action.stamp] : [],
      );
      oracle.heard(current().id, updates);
      return outcomes;
    },
    findByKey: (actor, resource, key) =>
      call("findByKey", actor, async () => {
        const item = await world.side(side, actor).findByKey(actor, resource, key);
        oracle.searched(current().id, side, actor, key, item);
        return item === null ? null : asSeen(actor, item);
      }),
    check: async (actor) => world.side(side, actor).check(actor),
  };
  const hasFeed =
    side === "erp" && push && promises.deletes === "feed" && promises.changes === "token";
  if (!hasFeed) return wire;
  return {
    ...wire,
    feed: {
      ...any.feed,
      changes: (cursor) => {
        const person = world.people.find((one) => one.mailbox.connectionId === connectionId)!;
        const reader = { tenantId: person.mailbox.tenantId, mailboxId: `feed of ${connectionId}` };
        return call("feed", reader, async () => world.side(side, reader).feed.changes(cursor));
      },
    },
  };
}

/** A side tells that something moved: at once, later, twice, or never. Carries no data. */
export function announce(
  world: World,
  side: Side,
  { tenantId, mailboxId }: Pick<Actor, "tenantId" | "mailboxId">,
): void {
  if (!world.schedule.sides[side].push) return;
  const mailbox = world.people.findIndex(
    (one) => one.mailbox.tenantId === tenantId && one.mailbox.mailboxId === mailboxId,
  );
  const fate = world.chance(8);
  const process = world.chance(world.schedule.processes);
  const at = (delayMs: number) => ({ atMs: world.clock.now() + delayMs, side, mailbox, process });
  if (fate === 1 || fate === 2) {
    world.tell(() => `The notification of that is lost.`);
    return;
  }
  world.notifications.push(at(fate === 3 ? 20_000 : 300));
  if (fate === 4) world.notifications.push(at(1_000));
}

/** The store as one process sees it: it may die before or after any commit. */
function createStore(world: World, oracle: Oracle, current: () => Process): Store {
  const { store } = world;

  async function guarded<T>(callClass: CallClass, scope: Scope, body: Body<T>): Promise<T> {
    const process = current();
    const fault = world.faultOf(callClass);
    const label = `${process.id} ${callClass} ${scopeKey(scope)}`;
    await world.turn(label, fault?.kind === "pause" ? 4 + fault.size : 0);
    if (!process.alive) throw new Crash();
    const die = (when: string): never => {
      world.tell(() => `Process ${process.id} dies ${when} ${callClass}.`);
      process.alive = false;
      oracle.died(process.id);
      throw new Crash();
    };
    if (fault?.kind === "crash-before") die("before");
    if (fault?.kind === "full") throw new StoreError("full", "No space is left.");
    const result = await body();
    if (fault?.kind === "crash-after") die("after");
    return result;
  }

  return {
    ...store,
    acquire: (scope) =>
      guarded("store.acquire", scope, async () => {
        oracle.runBegins(current().id, scope);
        return store.acquire(scope);
      }),
    list: (scope, collection) =>
      collection === "links"
        ? guarded("store.read", scope, async () => store.list(scope, collection))
        : store.list(scope, collection),
    commit: (scope, changes, epoch) =>
      guarded("store.commit", scope, async () => {
        try {
          await store.commit(scope, changes, epoch);
          oracle.committed(current().id, scope, changes);
        } catch (error) {
          if (error instanceof StoreError) oracle.fenced(current().id);
          throw error;
        }
      }),
  };
}
