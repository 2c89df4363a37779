import { put } from "../../server/store/store.ts";
import { appointmentSchemaRules } from "../../server/resources/appointment/schema.ts";
import type { InboxDocument } from "../../server/store/documents/mailbox.ts";
import type { Item } from "../../server/connectors/port/item.ts";
import { shownOf } from "../../server/sync/asked.ts";
import { otherSide, type Fields, type Side, type Value } from "../../server/sync/model.ts";
import { flowIn, type Oracle } from "./oracle.ts";
import { callOff, isGuestsCopy, meet, propagate } from "./meeting.ts";
import { announce } from "./process.ts";
import { repeat, type Hands } from "./repeat.ts";
import { daily, isMaster } from "./series.ts";
import { splitOrShift } from "./split.ts";
import type { Act } from "./schedule.ts";
import { meant } from "./meant.ts";
import { brakeReleased, placeNames, type World } from "./world.ts";

const hourMs = 60 * 60_000;
const weekMs = 7 * 24 * hourMs;

/** What only whoever organizes an item may do to it. */
const changing: ReadonlySet<Act["kind"]> = new Set([
  ...(["edit", "copy", "move-out", "move-in", "invite", "private", "poison"] as const),
]);

/** What people do on both sides and in the pane. */
export interface People {
  act(act: Act): void;
  /** Whoever organizes a meeting gives it another name. */
  renameMeetings(): void;
  /** Everybody says what goes on with series that were cut. @returns whether anybody was asked */
  tellOfAllSplits(): boolean;
}

/** @param wake tells the processes that a mailbox has something to do. */
export function createPeople(
  world: World,
  oracle: Oracle,
  wake: (mailbox: number) => void,
): People {
  let values = 0;
  let lineages = 0;

  /** A value nobody ever typed before. */
  function type(
    mailbox: number,
    lineage: number,
    field: string,
    side: Side,
    replaced: Value | undefined,
  ): string {
    // Servers that tidy make another spelling of it.
    const text = `W ${++values}  x`;
    const known = { lineage, field, mailbox, side, replaced: meant(replaced), step: world.step };
    oracle.typed.set(meant(text), known);
    return text;
  }

  function time(
    mailbox: number,
    lineage: number,
    weeks: number,
    side: Side,
    replaced: Value | undefined,
  ): Value {
    values++;
    // Every start is another minute, so that it is known who meant it.
    const startMs =
      Date.parse(world.schedule.startsAt) + weeks * weekMs + (24 * 60 + values) * 60_000;
    const at = (ms: number): string => new Date(ms).toISOString().replace(".000Z", "Z");
    const start = at(startMs);
    oracle.typed.set(start, {
      lineage,
      field: "when",
      mailbox,
      side,
      replaced: meant(replaced),
      step: world.step,
    });
    return { allDay: false, start, end: at(startMs + hourMs), zone: "Europe/Berlin" };
  }

  function fresh(mailbox: number, side: Side): { fields: Fields; lineage: number } {
    const lineage = ++lineages;
    oracle.lineages.set(lineage, {
      mailbox,
      deletions: [],
      residue: new Set(),
      isPrivate: false,
      isDoomed: false,
      isTouched: false,
      isMovedAway: false,
      isShared: false,
      isBlurred: false,
      isUndone: false,
    });
    const fields = {
      subject: type(mailbox, lineage, "subject", side, undefined),
      place: type(mailbox, lineage, "place", side, undefined),
      when: time(mailbox, lineage, 0, side, undefined),
      attendees: [],
      sensitivity: "normal",
      ...(side === "erp" ? { type: "T1", records: [] } : {}),
    };
    return { fields, lineage };
  }

  function act({ mailbox: whose, kind, side, item, field, before }: Act): void {
    const mailbox = whose % world.people.length;
    const { name, owner, mailbox: document } = world.people[mailbox]!;
    const served = world.side(side, document);
    const items = world.itemsOf(side, mailbox);
    const chosen = items[item % Math.max(1, items.length)];
    const where = placeNames[side];
    const moved = () => announce(world, side, document);
    const say = (what: string) => world.tell(() => `${name} ${what}.`);

    const change = (it: Item, fields: Fields, what: string): void => {
      const lineage = oracle.lineageOf(it.fields);
      oracle.remember(side, document, it);
      served.edit(it.id, fields);
      if (side === "microsoft") propagate(world, served.itemOf(it.id));
      if (oracle.lineages.get(lineage)?.isDoomed === true && side === "erp") {
        // It goes, whatever it holds by then: he who asked for that has given up what comes.
        for (const token of oracle.tokens(fields)) oracle.excused.add(token);
      }
      say(`${what} ${where}: ${it.id} ${JSON.stringify(fields)}`);
      moved();
    };

    // What an attendee does to his copy is overwritten by the organizer's next update.
    const isOthers = side === "microsoft" && chosen !== undefined && isGuestsCopy(chosen);
    if (isOthers && changing.has(kind)) return;
    const hands: Hands = { world, oracle, type, time, fresh, change, moved, say, touch, remove };

    switch (kind) {
      case "add": {
        const { fields } = fresh(mailbox, side);
        const id = served.add(owner[side], fields);
        say(`makes an item in ${where}: ${id} ${oracle.tokens(fields)[0] ?? ""}`);
        moved();
        return;
      }
      case "edit": {
        if (chosen === undefined) return;
        const fieldName = field === 0 ? "subject" : "place";
        const before = chosen.fields[fieldName];
        if (field === 1 && item === 3 && meant(before) !== "") {
          oracle.cleared.push({ value: meant(before), lineage: oracle.lineageOf(chosen.fields) });
          change(chosen, { place: null }, "clears the place in");
          return;
        }
        const value = type(mailbox, oracle.lineageOf(chosen.fields), fieldName, side, before);
        change(chosen, { [fieldName]: value }, `edits the ${fieldName} in`);
        return;
      }
      case "move-out":
      case "move-in": {
        if (chosen === undefined) return;
        const weeks = kind === "move-out" ? 200 : 0;
        const lineage = oracle.lineageOf(chosen.fields);
        const to = time(mailbox, lineage, weeks, side, chosen.fields["when"]);
        const when = isMaster(chosen.fields) ? daily(to) : to;
        const known = oracle.lineages.get(lineage);
        if (known !== undefined && isMaster(chosen.fields)) known.isMovedAway = true;
        change(
          chosen,
          { when },
          `moves an item ${kind === "move-out" ? "out of" : "into"} the window in`,
        );
        return;
      }
      case "invite": {
        if (chosen === undefined) return;
        touch(chosen);
        const guest = {
          address: `guest${++values}@x.example`,
          name: "G",
          kind: "required",
          response: "none",
        };
        change(chosen, { attendees: [guest] }, "invites a guest in");
        return;
      }
      case "private": {
        if (chosen === undefined || side === "erp") return;
        const lineage = oracle.lineages.get(oracle.lineageOf(chosen.fields));
        if (lineage !== undefined) lineage.isPrivate = true;
        touch(chosen);
        change(chosen, { sensitivity: "private" }, "makes an item private in");
        return;
      }
      case "poison": {
        if (chosen === undefined) return;
        const token = type(
          mailbox,
          oracle.lineageOf(chosen.fields),
          "subject",
          side,
          chosen.fields["subject"],
        );
        const subject = `${token} poison`;
        oracle.typed.set(meant(subject), oracle.typed.get(meant(token))!);
        oracle.typed.delete(meant(token));
        if (side === "erp" || world.schedule.sides.microsoft.promises.lock === "none") {
          // A side does not hold what it refuses.
          oracle.typed.delete(meant(subject));
          return;
        }
        change(chosen, { subject }, "writes what the ERP refuses in");
        return;
      }
      case "spoil": {
        if (chosen === undefined) return;
        served.spoil(chosen.id);
        oracle.unreadable.add(`${side} ${document.tenantId} ${chosen.id}`);
        say(`has an item that nobody can read in ${where}: ${chosen.id}`);
        moved();
        return;
      }
      case "remove": {
        if (chosen !== undefined) remove(mailbox, side, chosen);
        return;
      }
      case "series":
      case "except":
      case "cancel-day":
      case "move-series":
      case "remove-series":
        repeat(hands, { mailbox, kind, side, item, field, before });
        return;
      case "split":
      case "shift":
        if (side === "erp") act({ mailbox, kind, side: "microsoft", item, field, before });
        else splitOrShift(hands, { mailbox, kind, side, item, field, before });
        return;
      case "tell":
        tellOfSplits(mailbox, field === 0);
        return;
      case "meet":
      case "respond":
      case "respond-day":
      case "invite-day":
        meet(hands, { mailbox, kind, side, item, field, before });
        return;
      case "clear": {
        for (const one of items) remove(mailbox, side, one);
        return;
      }
      case "copy": {
        if (chosen === undefined) return;
        const id = served.copy(chosen.id);
        const { fields } = fresh(mailbox, side);
        const { subject, place, when } = fields;
        const isRepeated = isMaster(chosen.fields);
        served.edit(id, {
          ...{ subject: subject!, place: place!, when: isRepeated ? daily(when!) : when! },
          ...(isRepeated && { exceptions: [] }),
        });
        say(`duplicates ${chosen.id} in ${where} and changes the copy ${id}: ${meant(subject)}`);
        moved();
        return;
      }
      case "week":
        oracle.forgetClaims();
        world.clock.advance(weekMs);
        world.tell(() => "A week passes.");
        return;
      case "clock-back":
        world.setBack(hourMs);
        oracle.forgetWaiting();
        world.tell(() => "The clock is set back by an hour.");
        return;
      case "sign-in":
        world.revoked.delete(`${document.tenantId}/${document.mailboxId}`);
        say("signs in again");
        wake(mailbox);
        return;
      case "release-brake":
        world.settings = { ...world.settings, brakeDeletions: brakeReleased };
        world.tell(() => "An administrator releases the brake.");
        wake(mailbox);
        return;
      case "choose":
      case "release":
      case "remove-copy":
      case "answer":
      case "retry":
      case "undo":
        pane(mailbox, kind, item);
    }
  }

  function touch({ fields }: Item): void {
    const lineage = oracle.lineages.get(oracle.lineageOf(fields));
    if (lineage !== undefined) lineage.isTouched = true;
  }

  function remove(mailbox: number, side: Side, it: Item): void {
    const { name, mailbox: document } = world.people[mailbox]!;
    const lineage = oracle.lineageOf(it.fields);
    const known = oracle.lineages.get(lineage);
    known?.deletions.push({
      side,
      // With it goes what only its twin has.
      values: [
        ...oracle.tokens(it.fields),
        ...oracle.sweptOf(side, it.id),
        ...ofTwin(mailbox, side, lineage),
      ],
      unheard: oracle.pendingOn(mailbox, side, it.id),
    });
    if (side === "microsoft") oracle.continued.removed(mailbox, oracle.links[mailbox]!, it.id);
    const stamps = oracle.pendingOn(mailbox, side, it.id);
    oracle.doubts.push({ stamps, lineage, residue: "deleted-unheard" });
    const owning = [...oracle.links[mailbox]!.values()].find((link) =>
      it.key?.startsWith(`${link.id}#`),
    );
    const open = owning?.create?.side === side || oracle.linkOf(mailbox, side, it.id) === undefined;
    const forgets = world.schedule.sides[side].promises.create !== "native";
    if (open && forgets && oracle.isMade(side, document, it.id)) known?.residue.add("made-twice");
    if (side === "microsoft") callOff(world, it);
    if (world.side(side, document).itemOf(it.id) !== undefined) {
      world.side(side, document).remove(it.id);
    }
    world.tell(() => `${name} deletes ${it.id} in ${placeNames[side]}.`);
    announce(world, side, document);
  }

  /** What people of the other side keep in fields that do not come to this one. */
  function ofTwin(mailbox: number, side: Side, lineage: number): readonly string[] {
    const { owner, mailbox: document } = world.people[mailbox]!;
    const other = otherSide(side);
    const comes = (field: string): boolean => {
      const flow = flowIn(world.settings, field);
      return flow === "both" || flow === (side === "erp" ? "toErp" : "toMicrosoft");
    };
    const twins = world
      .side(other, document)
      .itemsOf(owner[other])
      .filter(({ fields }) => oracle.lineageOf(fields) === lineage);
    return twins.flatMap(({ fields }) =>
      oracle.tokens(Object.fromEntries(Object.entries(fields).filter(([name]) => !comes(name)))),
    );
  }

  function pane(mailbox: number, asked: Act["kind"], item: number): void {
    // What he did himself is often what he wants back.
    const own = [...oracle.undoable[mailbox]!].filter(
      ([, one]) => one.kind === "release" || one.settled !== undefined,
    );
    const kind = asked === "remove-copy" && own.length > 0 ? "undo" : asked;
    const { name, mailbox: document } = world.people[mailbox]!;
    const links = [...oracle.links[mailbox]!.values()];
    const link = links[item % Math.max(1, links.length)];
    const say = (what: string) => world.tell(() => `${name} ${what} in the pane.`);
    const wish = (entry: InboxDocument): void => {
      const scope = {
        kind: "mailbox",
        tenantId: document.tenantId,
        mailboxId: document.mailboxId,
      } as const;
      void world.store.commit(scope, [put("inbox", `wish${++values}`, entry)]);
      wake(mailbox);
    };
    if (kind === "choose") {
      const items = world.itemsOf("microsoft", mailbox);
      const chosen = items[item % Math.max(1, items.length)];
      if (chosen === undefined) return;
      say(`switches ${chosen.id} on`);
      touch(chosen);
      const linkId = `chosen${++values}`;
      wish({
        kind,
        resource: "appointment",
        microsoftId: chosen.id,
        linkId,
        companion: { type: "T2" },
      });
      return;
    }
    if (kind === "undo") {
      const kept = own.length > 0 ? own : [...oracle.undoable[mailbox]!];
      const [lineId, change] = kept[item % Math.max(1, kept.length)] ?? [];
      if (lineId === undefined || change === undefined) return;
      // What he takes back he has seen and given up; what was there before may stand again.
      const asks = (change.settled ?? []).flatMap(({ field, microsoft, erp }) => [
        ...[{ [field]: microsoft }, { [field]: erp }],
      ]);
      const sides = [change.after.microsoft, change.after.erp, change.before, ...asks];
      const taken = sides.flatMap((fields) => oracle.tokens(fields));
      for (const token of taken) {
        oracle.excused.add(token);
        const lineage = oracle.lineages.get(oracle.typed.get(token)!.lineage);
        // The same copy comes back: it stands once, as ever.
        if (lineage !== undefined && change.kind !== "release") lineage.isUndone = true;
      }
      say(`takes back the ${change.kind} ${lineId}`);
      wish({ kind, lineIds: [lineId], tellGuests: false });
      return;
    }
    if (link === undefined) return;
    const linkId = link.id;
    if (kind === "release" || kind === "remove-copy") oracle.continued.switchedOff(linkId);
    if (kind === "release") {
      say(`switches link ${linkId} off`);
      wish({ kind, linkId, removeErpCopy: false });
    } else if (kind === "remove-copy") {
      doom(mailbox, linkId);
      say(`switches link ${linkId} off and has the ERP's copy removed`);
      wish({ kind: "release", linkId, removeErpCopy: true });
    } else if (kind === "retry") {
      wish({ kind, key: linkId });
    } else if (kind === "answer") {
      const [asked] = link.waiting;
      if (asked === undefined) return;
      const keep: Side = item % 2 === 0 ? "microsoft" : "erp";
      // What he decides against, he has seen and given up.
      oracle.excused.add(meant(asked[otherSide(keep)]));
      if (asked.tells !== undefined && keep === "erp") {
        for (const token of oracle.tokens({ exceptions: asked.microsoft }))
          oracle.excused.add(token);
        oracle.callsOff(linkId, asked.tells);
      }
      say(`answers: keep ${asked.field} of ${keep} on link ${linkId}`);
      const answer = { keep, ...shownOf(asked, appointmentSchemaRules) };
      wish({ kind, linkId, field: asked.field, answer });
    }
  }

  /** The copy is to go, whatever it holds. */
  function doom(mailbox: number, linkId: string): void {
    const { owner, mailbox: document } = world.people[mailbox]!;
    const link = oracle.links[mailbox]!.get(linkId);
    // Switched on a moment ago, it may not have been read yet.
    const outlook = world.side("microsoft", document);
    const here = link?.microsoft?.fields ?? outlook.itemOf(link?.ids.microsoft ?? "")?.fields;
    const same = here === undefined ? undefined : oracle.lineageOf(here);
    // Made a moment ago, and unheard, where nothing on it names its link.
    const isUnheard = link?.create?.side === "erp";
    const isIt = ({ id, key, fields }: Item) =>
      id === link?.ids.erp ||
      key?.startsWith(`${linkId}#`) === true ||
      (isUnheard && oracle.lineageOf(fields) === same);
    for (const it of world.side("erp", document).itemsOf(owner.erp).filter(isIt)) {
      const lineage = oracle.lineages.get(oracle.lineageOf(it.fields));
      if (lineage !== undefined) lineage.isDoomed = true;
      for (const token of oracle.tokens(it.fields)) oracle.excused.add(token);
    }
    const lineage = same === undefined ? undefined : oracle.lineages.get(same);
    if (lineage !== undefined) lineage.isDoomed = true;
  }

  function renameMeetings(): void {
    for (const [mailbox, { mailbox: document }] of world.people.entries()) {
      const outlook = world.side("microsoft", document);
      for (const { id, fields, details } of world.itemsOf("microsoft", mailbox)) {
        if (details.iCalUId === undefined || details.organizer === false) continue;
        const lineage = oracle.lineageOf(fields);
        const subject = type(mailbox, lineage, "subject", "microsoft", fields["subject"]);
        outlook.edit(id, { subject });
        propagate(world, outlook.itemOf(id));
        announce(world, "microsoft", document);
      }
    }
  }

  /** What is asked about series that were cut is answered: the first one offered goes on, or none. */
  function tellOfSplits(mailbox: number, goesOn: boolean): boolean {
    const { name, mailbox: document } = world.people[mailbox]!;
    const questions = [...oracle.asked[mailbox]!.values()].flatMap(({ split }) => split ?? []);
    const open = questions.filter(({ answer }) => answer === undefined);
    for (const { first, next } of open) {
      const nextId = goesOn ? (next[0]?.id ?? null) : null;
      if (nextId === null) oracle.continued.ends(first.id);
      world.tell(() => `${name} says that ${nextId ?? "nothing"} goes on with ${first.id}.`);
      const scope = {
        kind: "mailbox",
        tenantId: document.tenantId,
        mailboxId: document.mailboxId,
      } as const;
      const entry: InboxDocument = { kind: "goes-on", seriesId: first.id, nextId };
      void world.store.commit(scope, [put("inbox", `wish${++values}`, entry)]);
      wake(mailbox);
    }
    return open.length > 0;
  }

  function tellOfAllSplits(): boolean {
    return world.people.map((_person, at) => tellOfSplits(at, true)).some(Boolean);
  }

  return { act, renameMeetings, tellOfAllSplits };
}
