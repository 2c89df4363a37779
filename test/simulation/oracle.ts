import type {
  Actor,
  Item,
  ItemChange,
  Outcome,
  WriteAction,
} from "../../server/connectors/port/item.ts";
import { narrower } from "../../server/sync/flow.ts";
import type { QuarantineDocument, UndoDocument } from "../../server/store/documents/mailbox.ts";
import type { Change, Scope } from "../../server/store/store.ts";
import {
  otherSide,
  sides,
  type Fields,
  type Flow,
  type Link,
  type Side,
  type Value,
} from "../../server/sync/model.ts";
import { createAnswers } from "./answers.ts";
import { createContinued } from "./continued.ts";
import type { Lineage, Residue, Typed } from "./lineage.ts";
import type { PrivateItems } from "../../server/resources/appointment/mask.ts";
import type { Exception } from "../../server/resources/appointment/appointment.ts";
import { exceptionsOf, isMaster, ownTexts } from "./series.ts";
import { meant } from "./meant.ts";
import { Violation, type World } from "./world.ts";

/** Which way a field goes at all, as its own rule and the mailbox's direction allow. */
export function flowIn({ flows, direction }: World["settings"], field: string): Flow {
  return narrower(flows[field] ?? "both", direction);
}

const keyOfDay = (side: Side, itemId: string, { on, field }: Pick<Exception, "on" | "field">) =>
  `${side} ${itemId} ${on} ${field}`;

type Who = Pick<Actor, "tenantId" | "mailboxId">;

/** Of days of a meeting that somebody else organizes, what is said of them alone is written. */
function isAnswered({ fields }: Item, sent: Fields): boolean {
  const others = (all: Fields): string =>
    JSON.stringify(
      exceptionsOf(all)
        .filter((one) => one.field !== "response")
        .map((one) => JSON.stringify(one))
        .sort(),
    );
  return others(fields) === others(sent);
}

/** Private in Outlook, and the ERP is told its time alone. */
export function isMasked({ choice, microsoft }: Link, privateItems: PrivateItems): boolean {
  // What a person switched on himself stays whole where private items are left out.
  const isKept = privateItems === "busy" || (privateItems === "leaveOut" && choice === "gate");
  return isKept && microsoft?.fields["sensitivity"] === "private";
}

/** Knows what people did and what the engine was told, and so what must hold. */
export function createOracle(world: World) {
  const typed = new Map<string, Typed>();
  const lineages = new Map<number, Lineage>();
  const links = world.people.map(() => new Map<string, Link>());
  /** What can be taken back, by the line of the log. */
  const undoable = world.people.map(() => new Map<string, UndoDocument>());
  /** Values whose loss is excused, see `overwritten`. */
  const excused = new Set<string>();
  /** Days that their organizer cancelled by his answer: `link day`. */
  const calledOff = new Set<string>();
  const cleared: { readonly value: string; readonly lineage: number }[] = [];
  const lastRead = new Map<string, number>();
  const lastSearch = new Map<string, number>();
  const lastList = new Map<string, number>();
  /** Where a run listed first: it looks for each of its creates by a list of its own. */
  const firstList = new Map<string, number>();
  const throttledUntil = new Map<string, number>();
  const deletes = new Map<string, Set<string>>();
  const made = new Map<
    string,
    {
      readonly id: string;
      readonly step: number;
      readonly fields: Fields;
      readonly processId: number;
      readonly isLate: boolean;
    }[]
  >();
  /** How often an update landed: the same one decided again keeps its stamp. */
  const landings = new Map<string, number>();
  const recorded = new Map<string, number>();
  /** What days had before a write of ours to their series: whoever types there anew replaces it. */
  const swept = new Map<string, Value>();
  const heardStamps = new Map<number, string[]>();
  const doubts: {
    readonly stamps: readonly string[];
    readonly lineage: number;
    readonly residue: Residue;
  }[] = [];
  /** What may be wrong, unless a residue excuses it. */
  const flaps: { readonly lineage: number; readonly text: string }[] = [];
  const older = new Map<string, ItemChange[]>();
  let writes = 0;
  let violation: Error | undefined;
  /** Items that nobody can read: what cannot be read cannot be compared. */
  const unreadable = new Set<string>();
  const answers = createAnswers(world);
  const continued = createContinued(world, lineages);
  /** What people are asked about series that were cut, and whatever else is set aside. */
  const asked = world.people.map(() => new Map<string, QuarantineDocument>());

  const indexOf = ({ tenantId, mailboxId }: Who): number =>
    world.people.findIndex(
      ({ mailbox }) => mailbox.tenantId === tenantId && mailbox.mailboxId === mailboxId,
    );
  const lineageOf = (fields: Fields): number =>
    typed.get(meant(fields["subject"]))?.lineage ??
    typed.get(meant(fields["place"]))?.lineage ??
    // What is masked has nothing else left to be known by.
    typed.get(meant(fields["when"]))?.lineage ??
    -1;
  const promises = (side: Side) => world.schedule.sides[side].promises;
  const tokens = (fields: Fields): string[] =>
    [...["subject", "place", "when"].map((name) => fields[name]), ...ownTexts(fields["exceptions"])]
      .map(meant)
      .filter((one) => typed.has(one));

  function sweptOf(side: Side, itemId: string): readonly string[] {
    const days = [...swept].filter(([key]) => key.startsWith(`${side} ${itemId} `));
    return days.map(([, value]) => meant(value));
  }

  function descends(value: string, from: string): boolean {
    if (!typed.has(from)) return false;
    for (let at = typed.get(value)?.replaced; at !== undefined; at = typed.get(at)?.replaced) {
      if (at === from) return true;
    }
    return false;
  }

  const keyOf = (side: Side, { tenantId }: Pick<Who, "tenantId">, id: string) =>
    `${side} ${tenantId} ${id}`;

  function remember(side: Side, who: Who, item: Item): void {
    const key = `${side} ${who.tenantId} ${who.mailboxId}`;
    const list = older.get(key) ?? [];
    older.set(key, [...list.slice(-3), { id: item.id, item }]);
  }

  function linkOf(mailbox: number, side: Side, id: string): Link | undefined {
    return [...links[mailbox]!.values()].find((link) => link.ids[side] === id);
  }

  /** Updates of ours to the item that the store knows no outcome of. */
  function pendingOn(mailbox: number, side: Side, id: string): readonly string[] {
    const writes = linkOf(mailbox, side, id)?.writes ?? [];
    return writes.filter((one) => one.side === side).map((one) => one.stamp);
  }

  /** Landed, sooner or later, and nobody heard of it. */
  function isUnheard(stamp: string): boolean {
    return (landings.get(stamp) ?? 0) > (recorded.get(stamp) ?? 0);
  }

  function checkContent(
    side: Side,
    actor: Actor,
    action: WriteAction,
    current: Item | undefined,
  ): void {
    const mailbox = indexOf(actor);
    const sent = action.kind === "delete" ? {} : action.fields;
    const { direction } = world.settings;
    const isIdle = action.kind !== "create" && current === undefined;
    if (
      !isIdle &&
      direction === (side === "erp" ? "toMicrosoft" : "toErp") &&
      !isDoomed(action, current)
    ) {
      throw new Violation(`rule 8, direction: ${action.kind} written to ${side}`);
    }
    checkFlows(side, action, isIdle);
    for (const value of tokens(sent)) {
      const { lineage, mailbox: whose } = typed.get(value)!;
      if (whose !== mailbox && lineages.get(lineage)?.isShared !== true) {
        throw new Violation(`isolation: ${value} was written into another mailbox`);
      }
    }
    const refused = Object.keys(sent).filter((name) => {
      const isOwn = name === "exceptions" && current !== undefined && isAnswered(current, sent);
      return current?.readOnly?.[name] !== undefined && !isOwn;
    });
    if (side === "microsoft" && refused.length > 0 && action.kind === "update" && !isIdle) {
      throw new Violation(`rule 17: ${refused.join()} is written to an attendee's copy`);
    }
    if (side === "microsoft" && current?.details.organizer === false) {
      const lineage = lineageOf(current.fields);
      if (lineages.get(lineage)?.isUndone !== true) {
        answers.checkSent({ lineage, mailbox }, action, current);
      }
    }
    if (world.schedule.scene === "days" && isMaster(sent)) {
      throw new Violation(`days: a series is written to ${side}, where each of its days stands`);
    }
    if (world.schedule.scene === "days" && current?.details.series === "master" && !isIdle) {
      throw new Violation(`days: a ${action.kind} is sent for a series as a whole`);
    }
    const guests = (fields: Fields) =>
      Array.isArray(fields["attendees"]) && fields["attendees"].length > 0;
    if (side === "microsoft") {
      if (action.kind === "update" && "attendees" in sent)
        throw new Violation("rule 14, silence: guests are written to Outlook");
      const isTaken = (one: Exception) =>
        one.field === "gone" &&
        !isCalledOff(mailbox, action, one) &&
        !exceptionsOf(current?.fields ?? {}).some(({ on }) => on === one.on);
      const isBased = action.kind === "update" && current?.version === action.precondition;
      if (isBased && guests(current.fields) && exceptionsOf(sent).some(isTaken))
        throw new Violation("rule 14, silence: a day is taken from its guests");
      if (action.kind === "create" && guests(sent))
        throw new Violation("rule 14, silence: a meeting with guests is created in Outlook");
      if (
        action.kind === "delete" &&
        current !== undefined &&
        guests(current.fields) &&
        current.version === action.precondition
      ) {
        throw new Violation("rule 14, silence: a meeting with guests is removed from Outlook");
      }
    } else if (action.kind === "create" && sent["sensitivity"] === "private") {
      const { privateItems } = world.settings;
      const { when: _free, ...details } = sent;
      const told = tokens(details);
      if (privateItems === "leaveOut" || (privateItems === "busy" && told.length > 0))
        throw new Violation("privacy: a private appointment is created in the ERP");
    } else if (action.kind === "update") {
      const link = linkOf(mailbox, "erp", action.id);
      if (isIdle || link === undefined || !isMasked(link, world.settings.privateItems)) return;
      const { when: _free, ...details } = sent;
      // What stands or stood there its people know.
      const there = [...tokens(current?.fields ?? {}), ...sweptOf("erp", action.id)];
      const told = tokens(details).filter(
        (value) => typed.get(value)?.side !== "erp" && !there.includes(value),
      );
      if (told.length > 0) throw new Violation(`privacy: the ERP is told ${told.join(" ")}`);
    }
  }

  /** A field that goes one way is never written to its source, but for what no item can do without. */
  function checkFlows(side: Side, action: WriteAction, isIdle: boolean): void {
    if (action.kind === "delete" || isIdle) return;
    // Whoever takes a deletion back gets his own side's item as it was; so does he whose copy went.
    const { isUndone, isDoomed } = lineages.get(lineageOf(action.fields)) ?? {};
    if (action.kind === "create" && (isUndone === true || isDoomed === true)) return;
    for (const field of Object.keys(action.fields)) {
      const flow = world.settings.flows[field] ?? "both";
      const isOpen = flow === "both" || flow === (side === "erp" ? "toErp" : "toMicrosoft");
      if (isOpen || (action.kind === "create" && ["subject", "when"].includes(field))) continue;
      throw new Violation(`rule 8, direction: ${field}, which goes ${flow}, is written to ${side}`);
    }
  }

  function isCalledOff(mailbox: number, action: WriteAction, { on }: Exception): boolean {
    if (action.kind === "create") return false;
    const link = linkOf(mailbox, "microsoft", action.id);
    return link !== undefined && calledOff.has(`${link.id} ${on}`);
  }

  function isDoomed(action: WriteAction, current: Item | undefined): boolean {
    if (action.kind !== "delete" || current === undefined) return false;
    return lineages.get(lineageOf(current.fields))?.isDoomed === true;
  }

  function countDelete(
    processId: number,
    side: Side,
    actor: Actor,
    current: Item | undefined,
  ): void {
    if (current === undefined || lineages.get(lineageOf(current.fields))?.isDoomed === true) return;
    const key = `${processId} ${actor.tenantId}/${actor.mailboxId} ${side}`;
    const link = linkOf(indexOf(actor), side, current.id);
    // A series that is deleted is one act of a person, however many days it had.
    const acts = (deletes.get(key) ?? new Set()).add(link?.seriesId ?? current.id);
    deletes.set(key, acts);
    const count = acts.size;
    const followed = [...links[indexOf(actor)]!.values()].filter((link) => link.choice !== "off");
    const { brakeDeletions, brakeShare } = world.settings;
    // Three rounds a run, each of them allowed its share.
    const allowed = Math.max(brakeDeletions, Math.floor((followed.length + count) * brakeShare));
    if (count > allowed)
      throw new Violation(`rule 11, brake: ${count} deletions on ${side} in one run`);
  }

  /** An update landed on what it may not overwrite? */
  function checkOverwritten(
    processId: number,
    side: Side,
    actor: Actor,
    fields: Fields,
    { stood: current, item }: { readonly stood: Item; readonly item: Item },
  ): void {
    const lineage = lineageOf(current.fields);
    const readAt = lastRead.get(`${processId} ${keyOf(side, actor, current.id)}`) ?? -1;
    const kept = tokens({ exceptions: item.fields["exceptions"] ?? [] });
    const gone = new Set(
      exceptionsOf(item.fields).flatMap(({ on, field }) => (field === "gone" ? [on] : [])),
    );
    for (const on of gone) {
      const value = swept.get(keyOfDay(side, item.id, { on, field: "place" }));
      if (flowIn(world.settings, "place") === "none") excused.add(meant(value));
    }
    for (const one of exceptionsOf(current.fields)) {
      const was = meant(one.value);
      if (!typed.has(was) || kept.includes(was)) continue;
      // What a side holds in a field that is switched off goes with its day.
      if (gone.has(one.on) && flowIn(world.settings, one.field) === "none") excused.add(was);
      if (!("exceptions" in fields)) swept.set(keyOfDay(side, item.id, one), one.value);
      if (typed.get(was)!.step < readAt) continue;
      if (promises(side).lock === "atomic") continue;
      excused.add(was);
      lineages.get(lineage)?.residue.add("overwritten");
    }
    for (const [name, value] of Object.entries(fields)) {
      const [was, is] = [meant(current.fields[name]), meant(value)];
      if (was === is || !typed.has(was)) continue;
      const typedAt = typed.get(was)!.step;
      if (promises(side).lock !== "atomic" && typedAt >= readAt && !descends(is, was)) {
        excused.add(was);
        lineages.get(lineage)?.residue.add("overwritten");
      } else if (descends(was, is)) {
        flaps.push({
          lineage,
          text: `monotonicity: ${name} on ${side} falls back from ${was} to ${is}`,
        });
      }
    }
  }

  /** Without an atomic lock an edit in the last moment goes with the item. */
  function checkDeleted(
    processId: number,
    side: Side,
    actor: Actor,
    { stood, isLate }: { readonly stood: Item; readonly isLate: boolean },
  ): void {
    // A field that is switched off is not compared: nobody knows that it was edited.
    const isOff = (field: string): boolean => flowIn(world.settings, field) === "none";
    const off = Object.entries(stood.fields).filter(([name]) => isOff(name));
    const days = exceptionsOf(stood.fields).filter(({ field }) => isOff(field));
    for (const token of tokens({ ...Object.fromEntries(off), exceptions: days }))
      excused.add(token);
    if (promises(side).lock === "atomic") return;
    // One that lands late was based on a reading that nobody knows any more.
    const read = lastRead.get(`${processId} ${keyOf(side, actor, stood.id)}`);
    const readAt = isLate ? -1 : (read ?? -1);
    for (const token of tokens(stood.fields)) {
      if (typed.get(token)!.step < readAt) continue;
      excused.add(token);
      lineages.get(lineageOf(stood.fields))?.residue.add("overwritten");
    }
  }

  function checkCreated(
    processId: number,
    side: Side,
    actor: Actor,
    key: string,
    item: Item,
    isLate: boolean,
  ): void {
    const known = made.get(`${side} ${actor.tenantId} ${key}`) ?? [];
    const [first] = known;
    if (first?.id === item.id) return;
    known.push({ id: item.id, step: world.step, fields: item.fields, processId, isLate });
    made.set(`${side} ${actor.tenantId} ${key}`, known);
    if (first === undefined) return;
    const there = world.side(side, actor).itemOf(first.id);
    const lineage = lineages.get(lineageOf(item.fields));
    const { create } = promises(side);
    const looked =
      create === "search"
        ? lastSearch.get(`${processId} ${key}`)
        : lastList.get(`${processId} ${keyOf(side, actor, actor.mailboxId)}`);
    // One that was overtaken, or that landed late, did so after this one had been looked for, and before
    // the next one was.
    const mailbox = `${processId} ${keyOf(side, actor, actor.mailboxId)}`;
    const isOvertaken =
      create === "none" &&
      (first.processId !== processId || first.isLate) &&
      first.step >= (firstList.get(mailbox) ?? -1);
    const isRenamed =
      there !== undefined &&
      (meant(there.fields["subject"]) !== meant(item.fields["subject"]) ||
        meant(there.fields["when"]) !== meant(item.fields["when"]));
    const couldNotSee =
      isLate ||
      isOvertaken ||
      unreadable.has(keyOf(side, actor, first.id)) ||
      there === undefined ||
      first.step >= (looked ?? -1) ||
      (create === "none" && isRenamed);
    if (create === "native" || !couldNotSee)
      throw new Violation(`no duplicate: ${key} made two items on ${side}`);
    lineage?.residue.add("made-twice");
    lineages.get(lineageOf(there?.fields ?? {}))?.residue.add("made-twice");
  }

  return {
    answers,
    continued,
    asked,
    typed,
    lineages,
    links,
    undoable,
    excused,
    callsOff(linkId: string, days: readonly Value[]): void {
      for (const { on } of days as readonly { readonly on: string }[]) {
        calledOff.add(`${linkId} ${on}`);
      }
    },
    unreadable,
    flaps,
    doubts,
    cleared,
    lineageOf,
    tokens,
    descends,
    linkOf,
    indexOf,
    pendingOn,
    isUnheard,
    remember,
    get writes() {
      return writes;
    },

    /** What a day had for itself until a write of ours swept it away. */
    sweptOn(side: Side, itemId: string, day: Pick<Exception, "on" | "field">): Value | undefined {
      return swept.get(keyOfDay(side, itemId, day));
    },

    /** What of an item went that way: whoever deletes it gives that up as well. */
    sweptOf,

    /** Whether a create of ours made this item. */
    isMade(side: Side, { tenantId }: Pick<Who, "tenantId">, id: string): boolean {
      const mine = [...made].filter(([key]) => key.startsWith(`${side} ${tenantId} `));
      return mine.some(([, items]) => items.some((one) => one.id === id));
    },

    // --- what the engine does ---------------------------------------------------------------------
    called(processId: number, side: Side, who: Who, name: string): void {
      if (name === "feed") return;
      const until =
        throttledUntil.get(`${processId} ${side} ${who.tenantId}/${who.mailboxId}`) ?? 0;
      if (world.clock.now() < until)
        throw new Violation(`Retry-After: ${side} is asked before it will listen again`);
    },
    throttled(processId: number, side: Side, who: Who, ms: number): void {
      throttledUntil.set(
        `${processId} ${side} ${who.tenantId}/${who.mailboxId}`,
        world.clock.now() + ms,
      );
    },
    /** A clock that was set back says nothing about waiting. */
    forgetWaiting(): void {
      throttledUntil.clear();
    },
    /** No run takes a week: who has just claimed a meeting in one is not waited for any more. */
    forgetClaims(): void {
      for (const [id, lineage] of lineages) {
        const isMade = world.people.some((_person, at) =>
          world.itemsOf("erp", at).some(({ fields }) => lineageOf(fields) === id),
        );
        if (lineage.isShared && !isMade) lineage.residue.add("made-twice");
      }
    },
    /** A write reaches its side. */
    sends(side: Side, actor: Actor, action: WriteAction): void {
      writes++;
      const current =
        action.kind === "create" ? undefined : world.side(side, actor).itemOf(action.id);
      checkContent(side, actor, action, current);
    },
    /** What a write came to, and what stood there in the moment it landed. */
    landed(
      processId: number,
      side: Side,
      actor: Actor,
      action: WriteAction,
      { stood, isLate }: { readonly stood: Item | undefined; readonly isLate: boolean },
      outcome: Outcome,
    ): void {
      if (outcome.kind === "written" && action.kind === "create") {
        checkCreated(processId, side, actor, action.key, outcome.item, isLate);
      } else if (outcome.kind === "written" && action.kind === "update" && stood !== undefined) {
        remember(side, actor, stood);
        landings.set(action.stamp, (landings.get(action.stamp) ?? 0) + 1);
        if (promises(side).create === "none") {
          const lineage = lineageOf(stood.fields);
          doubts.push({ stamps: [action.stamp], lineage, residue: "no-stamp" });
        }
        checkOverwritten(processId, side, actor, action.fields, { stood, item: outcome.item });
      } else if (outcome.kind === "gone" && action.kind === "delete" && stood !== undefined) {
        countDelete(processId, side, actor, stood);
        checkDeleted(processId, side, actor, { stood, isLate });
      }
    },
    /** The replies to these updates arrived; what the process commits next knows of them. */
    heard(processId: number, stamps: readonly string[]): void {
      heardStamps.set(processId, [...(heardStamps.get(processId) ?? []), ...stamps]);
    },
    read(processId: number, side: Side, actor: Actor, ids: readonly string[]): void {
      for (const id of ids) lastRead.set(`${processId} ${keyOf(side, actor, id)}`, world.step);
    },
    listed(processId: number, side: Side, actor: Actor): void {
      const mailbox = `${processId} ${keyOf(side, actor, actor.mailboxId)}`;
      lastList.set(mailbox, world.step);
      if (!firstList.has(mailbox)) firstList.set(mailbox, world.step);
    },
    searched(processId: number, side: Side, actor: Actor, key: string, item: Item | null): void {
      lastSearch.set(`${processId} ${key}`, world.step);
      if (item === null) return;
      const ids = made.get(`${side} ${actor.tenantId} ${key}`)?.map((one) => one.id) ?? [];
      if (ids.includes(item.id)) return;
      if (promises(side).create === "native")
        throw new Violation(`a copy is taken for what ${key} made`);
      lineages.get(lineageOf(item.fields))?.residue.add("copy-adopted");
      const owner = links[indexOf(actor)]!.get(key.split("#")[0] ?? "");
      const original = owner?.[otherSide(side)]?.fields;
      if (original !== undefined) lineages.get(lineageOf(original))?.residue.add("copy-adopted");
    },
    runBegins(processId: number, scope: Scope): void {
      if (scope.kind !== "mailbox") return;
      for (const side of sides) {
        deletes.delete(`${processId} ${scope.tenantId}/${scope.mailboxId} ${side}`);
        firstList.delete(`${processId} ${keyOf(side, scope, scope.mailboxId)}`);
      }
    },
    committed(processId: number, scope: Scope, changes: readonly Change[]): void {
      for (const stamp of heardStamps.get(processId) ?? []) {
        recorded.set(stamp, (recorded.get(stamp) ?? 0) + 1);
      }
      heardStamps.delete(processId);
      if (scope.kind !== "mailbox") return;
      const mirror = links[indexOf(scope)]!;
      for (const change of changes) {
        if (change.kind !== "append" && change.collection === "undo") {
          const lines = undoable[indexOf(scope)]!;
          if (change.kind === "put") lines.set(change.key, change.document);
          else lines.delete(change.key);
        }
        if (change.kind !== "append" && change.collection === "quarantine") {
          const aside = asked[indexOf(scope)]!;
          if (change.kind === "put") aside.set(change.key, change.document);
          else aside.delete(change.key);
        }
        if (change.kind === "append" || change.collection !== "links") continue;
        if (change.kind === "put") {
          mirror.set(change.key, change.document);
          answers.stored(change.document);
        } else mirror.delete(change.key);
      }
    },
    fenced(processId: number): void {
      heardStamps.delete(processId);
    },
    died(processId: number): void {
      heardStamps.delete(processId);
    },
    warned(facts: object): void {
      const error = "error" in facts ? facts.error : undefined;
      if (error instanceof Violation) violation ??= error;
      else if (
        error instanceof Error &&
        (error instanceof TypeError || error instanceof RangeError)
      )
        violation ??= error;
    },
    olderStates(side: Side, who: Who): readonly ItemChange[] {
      return older.get(`${side} ${who.tenantId} ${who.mailboxId}`) ?? [];
    },
    /** What a swallowed failure said, if a rule was broken in a process that went on. */
    get violation(): Error | undefined {
      return violation;
    },
    broke(error: unknown): void {
      violation ??= error instanceof Error ? error : new Error(String(error));
    },
    set violation(error: Error | undefined) {
      violation ??= error;
    },
  };
}
export type Oracle = ReturnType<typeof createOracle>;
