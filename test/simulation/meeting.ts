import type { Actor, Item, WriteAction } from "../../server/connectors/port/item.ts";
import type { Attendee } from "../../server/resources/appointment/appointment.ts";
import { attendeesIn } from "../../server/resources/appointment/exceptions.ts";
import type { Fields, Value } from "../../server/sync/model.ts";
import { answersIn, answersOf, withAnswer } from "./answers.ts";
import { asSeenBy, asStored, isSaid, ofDay } from "./personal.ts";
import { announce } from "./process.ts";
import type { Hands } from "./repeat.ts";
import type { Act } from "./schedule.ts";
import { daily, dayOf, exceptionsOf, isMaster, settleSeries } from "./series.ts";
import { meant } from "./meant.ts";
import type { World } from "./world.ts";

export const addressOf = (world: World, mailbox: number): string =>
  world.people[mailbox]!.mailbox.address;
const said = ["accepted", "tentative", "declined"] as const;

/**
 * What the organizer decides for everybody, and Exchange brings to every copy. What the others said it
 * does not tell, and of its days a copy says for itself what its person does.
 */
function toldTo(copy: Item, { fields }: Item): Fields {
  const silent = attendeesIn(fields).map((one) => ({ ...one, response: "none" }));
  const days = exceptionsOf(fields).map((one) =>
    one.field === "attendees" && one.value !== null
      ? { ...one, value: { ...one.value, response: "none" } }
      : one,
  );
  const own = exceptionsOf(copy.fields).filter(isSaid);
  const { subject = null, place = null, when = null } = fields;
  const told: Fields = { subject, place, when, attendees: silent };
  const exceptions = [...days, ...own] as unknown as Value;
  return isMaster(fields) ? { ...told, exceptions } : told;
}

/** An attendee's copy of a meeting that somebody else organizes. */
export function isGuestsCopy({ details }: Item): boolean {
  return details.iCalUId !== undefined && details.organizer === false;
}

/** The copies of one meeting in all mailboxes, with whose they are. */
export function copiesOf(world: World, uid: string): readonly { mailbox: number; item: Item }[] {
  return world.people.flatMap((_person, mailbox) =>
    world
      .itemsOf("microsoft", mailbox)
      .filter(({ details }) => details.iCalUId === uid)
      .map((item) => ({ mailbox, item })),
  );
}

/** What became otherwise in the organizer's copy comes to all the others. */
export function propagate(world: World, item: Item | undefined): void {
  const uid = item?.details.iCalUId;
  if (item === undefined || uid === undefined || isGuestsCopy(item)) return;
  for (const { mailbox, item: copy } of copiesOf(world, uid)) {
    if (!isGuestsCopy(copy)) continue;
    const fields = toldTo(copy, item);
    const next = settleSeries(copy.fields, { ...copy.fields, ...fields }, false);
    if (Object.keys(fields).every((at) => meant(copy.fields[at]) === meant(next[at]))) continue;
    const { mailbox: document } = world.people[mailbox]!;
    world.side("microsoft", document).edit(copy.id, fields);
    announce(world, "microsoft", document);
  }
}

/** Whoever organizes a meeting and takes it out of his calendar calls it off for all. */
export function callOff(world: World, item: Item): void {
  const uid = item.details.iCalUId;
  if (uid === undefined || isGuestsCopy(item)) return;
  for (const { mailbox, item: copy } of copiesOf(world, uid)) {
    const { mailbox: document } = world.people[mailbox]!;
    world.side("microsoft", document).callOff(copy.id);
    announce(world, "microsoft", document);
  }
}

/** Whoever organizes a meeting hears what was said in a copy of it, by a person or by a write of ours. */
export function hear(
  world: World,
  { tenantId, mailboxId }: Pick<Actor, "tenantId" | "mailboxId">,
  before: Item,
  action: WriteAction,
): void {
  const uid = before.details.iCalUId;
  if (uid === undefined || !isGuestsCopy(before) || action.kind !== "update") return;
  const now = world.side("microsoft", { tenantId }).itemOf(before.id)?.fields;
  const said = answersIn(now ?? { ...before.fields, ...action.fields });
  const person = world.people.find(({ mailbox }) => mailbox.mailboxId === mailboxId)!;
  const first = copiesOf(world, uid).find((one) => !isGuestsCopy(one.item));
  if (first === undefined) return;
  const { mailbox: document } = world.people[first.mailbox]!;
  const organizers = world.side("microsoft", document);
  const fields = withAnswer(first.item.fields, person.mailbox.address, said);
  const next = settleSeries(first.item.fields, { ...first.item.fields, ...fields }, false);
  if (Object.keys(fields).every((at) => meant(first.item.fields[at]) === meant(next[at]))) return;
  organizers.edit(first.item.id, fields);
  announce(world, "microsoft", document);
}

/** An activity belongs to whoever made it; the others who take part in it see it as somebody else's. */
export function seenBy(world: World, { tenantId, erpUserId, address }: Actor, item: Item): Item {
  if (world.schedule.scene !== "meeting" || erpUserId === null) return item;
  const own = world.side("erp", { tenantId }).itemsOf(erpUserId);
  const organizer = own.some(({ id }) => id === item.id);
  const fields = asSeenBy(address, item.fields);
  return { ...item, fields, details: { ...item.details, organizer } };
}

/** A write to the ERP as it stores it. */
export function stored(
  world: World,
  { address }: Actor,
  action: WriteAction,
  stood: Item | undefined,
): WriteAction {
  if (world.schedule.scene !== "meeting" || action.kind === "delete") return action;
  return { ...action, fields: asStored(address, action.fields, stood?.fields ?? {}) };
}

/** What people do to meetings that several of them have in their calendars. */
export function meet(hands: Hands, act: Act): void {
  if (act.kind === "meet") gather(hands, act);
  else if (act.kind === "invite-day") inviteForADay(hands, act);
  else {
    // Whoever organizes it has nothing to answer: the next one does.
    const { length } = hands.world.people;
    const all = hands.world.people.map((_person, at) => (act.mailbox + at) % length);
    const answer = act.side === "erp" ? answerInErp : answerInOutlook;
    all.some((mailbox) => answer(hands, { ...act, mailbox }));
  }
}

function gather(hands: Hands, { mailbox, field }: Act): void {
  const { world, oracle } = hands;
  const { fields, lineage } = hands.fresh(mailbox, "microsoft");
  const known = oracle.lineages.get(lineage);
  if (known !== undefined) known.isShared = true;
  const others = world.people.map((_person, at) => at).filter((at) => at !== mailbox);
  const attendees = others.map((at) => ({
    ...{ address: addressOf(world, at), name: world.people[at]!.name },
    ...{ kind: "required", response: "none" },
  }));
  const repeats = field === 1 ? { when: daily(fields["when"]!), exceptions: [] } : {};
  for (const [at, { owner, mailbox: document }] of world.people.entries()) {
    world.side("microsoft", document).add(
      owner.microsoft,
      { ...fields, ...repeats, attendees, ...(at !== mailbox && { response: null }) },
      {
        ...{ iCalUId: `meeting-${lineage}`, organizer: at === mailbox },
        organizerAddress: addressOf(world, mailbox),
      },
    );
    announce(world, "microsoft", document);
  }
  const what = field === 1 ? "a series of meetings" : "a meeting";
  hands.say(`invites everybody to ${what}, meeting-${lineage} ${oracle.tokens(fields)[0] ?? ""}`);
}

/** The day that an act is about; `null`: it is about all of them. */
function dayIn(fields: Fields, { kind, before }: Act): string | null {
  if (kind === "respond" || !isMaster(fields)) return null;
  const on = dayOf(fields, before);
  const isGone = exceptionsOf(fields).some((one) => one.on === on && one.field === "gone");
  return isGone ? null : on;
}

/** @returns whether he had anything to answer */
function answerInOutlook(hands: Hands, act: Act): boolean {
  const { world, oracle } = hands;
  const { mailbox: document } = world.people[act.mailbox]!;
  const mine = world.itemsOf("microsoft", act.mailbox).filter(isGuestsCopy);
  const chosen = mine[act.item % Math.max(1, mine.length)];
  if (chosen === undefined) return false;
  const value = said[(act.item + act.field) % said.length]!;
  const on = dayIn(chosen.fields, act);
  const others = exceptionsOf(chosen.fields).filter((one) => !(isSaid(one) && one.on === on));
  const fields: Fields =
    on === null
      ? { response: value }
      : { exceptions: [...others, { on, field: "response", value }] };
  const lineage = oracle.lineageOf(chosen.fields);
  oracle.answers.said({ lineage, mailbox: act.mailbox, on, side: "microsoft", value });
  world.side("microsoft", document).edit(chosen.id, fields);
  announce(world, "microsoft", document);
  const { version: precondition, id } = chosen;
  hear(world, document, chosen, { kind: "update", id, precondition, stamp: "", fields });
  const { name } = world.people[act.mailbox]!;
  world.tell(() => `${name} answers ${chosen.details.iCalUId} of ${on ?? "all"}: ${value}.`);
  return true;
}

/** @returns whether he had anything to answer */
function answerInErp(hands: Hands, act: Act): boolean {
  const { world, oracle } = hands;
  const { mailbox: document } = world.people[act.mailbox]!;
  const { address } = document;
  const all = world.people.flatMap((_person, at) => world.itemsOf("erp", at));
  const mine = all.filter(
    ({ fields }) =>
      oracle.lineages.get(oracle.lineageOf(fields))?.isShared === true &&
      attendeesIn(fields).some((one) => one.address === address),
  );
  const chosen = mine[act.item % Math.max(1, mine.length)];
  if (chosen === undefined) return false;
  const isTakenBack = act.item === 3 && act.field === 0;
  const value = isTakenBack ? null : said[(act.item + act.field) % said.length]!;
  const on = dayIn(chosen.fields, act);
  const answers = new Map(answersOf(chosen.fields, address)).set(on, value);
  const lineage = oracle.lineageOf(chosen.fields);
  oracle.answers.said({ lineage, mailbox: act.mailbox, on, side: "erp", value });
  oracle.remember("erp", document, chosen);
  world.side("erp", document).edit(chosen.id, withAnswer(chosen.fields, address, answers));
  announce(world, "erp", document);
  const { name } = world.people[act.mailbox]!;
  const what = value ?? "nothing any more";
  world.tell(() => `${name} answers ${chosen.id} of ${on ?? "all"} in the ERP: ${what}.`);
  return true;
}

/** Somebody from outside is invited to one day of a series. */
function inviteForADay(hands: Hands, act: Act): void {
  const { world } = hands;
  if (act.side === "erp") return;
  const own = world
    .itemsOf("microsoft", act.mailbox)
    .filter((one) => one.details.iCalUId !== undefined && !isGuestsCopy(one));
  const mine = own.filter(({ fields }) => isMaster(fields));
  const chosen = mine[act.item % Math.max(1, mine.length)];
  const on = chosen === undefined ? null : dayIn(chosen.fields, act);
  if (chosen === undefined || on === null) return;
  const address = `guest${act.before}@x.example`;
  const guest: Attendee = { address, name: "G", kind: "required", response: "none" };
  const exceptions = [...exceptionsOf(chosen.fields), ofDay(on, guest)];
  hands.touch(chosen);
  hands.change(chosen, { exceptions: exceptions }, `invites ${address} in`);
}
