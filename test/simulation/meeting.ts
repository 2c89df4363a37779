import type { Actor, Item } from "../../server/connectors/connector.ts";
import { scopeOf } from "../../server/engine/mailboxes/mailbox.ts";
import type { Fields, Link, Value } from "../../server/sync/model.ts";
import type { Lineage } from "./lineage.ts";
import type { Oracle } from "./oracle.ts";
import { announce } from "./process.ts";
import type { Hands } from "./repeat.ts";
import type { Act } from "./schedule.ts";
import { ownTexts } from "./series.ts";
import { meant, Violation, type World } from "./world.ts";

interface Guest {
  readonly address: string;
  readonly response: string;
}

const guestsOf = ({ attendees = [] }: Fields) => attendees as unknown as readonly Guest[];
const addressOf = (world: World, mailbox: number): string => world.people[mailbox]!.mailbox.address;
const said = ["accepted", "tentative", "declined"] as const;
/** What the organizer decides for everybody, and Exchange brings to every copy. */
const told = ["subject", "place", "when", "attendees"] as const;

/** An attendee's copy of a meeting that somebody else organizes. */
export function isGuestsCopy({ details }: Item): boolean {
  return details.iCalUId !== undefined && details.organizer === false;
}

/** The copies of one meeting in all mailboxes, with whose they are. */
function copiesOf(world: World, uid: string): readonly { mailbox: number; item: Item }[] {
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
  const fields = Object.fromEntries(told.map((name) => [name, item.fields[name] ?? null]));
  for (const { mailbox, item: copy } of copiesOf(world, uid)) {
    if (!isGuestsCopy(copy) || told.every((at) => meant(copy.fields[at]) === meant(fields[at]))) {
      continue;
    }
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

/** An activity belongs to whoever made it; the others who take part in it see it as somebody else's. */
export function seenBy(world: World, { tenantId, erpUserId }: Actor, item: Item): Item {
  if (world.schedule.scene !== "meeting" || erpUserId === null) return item;
  const own = world.side("erp", { tenantId }).itemsOf(erpUserId);
  const organizer = own.some(({ id }) => id === item.id);
  return { ...item, details: { ...item.details, organizer } };
}

/** What people do to meetings that several of them have in their calendars. */
export function meet(hands: Hands, { mailbox, kind, item, field }: Act): void {
  const { world, oracle } = hands;
  if (kind === "meet") {
    const { fields, lineage } = hands.fresh(mailbox, "microsoft");
    const known = oracle.lineages.get(lineage);
    if (known !== undefined) known.isShared = true;
    const others = world.people.map((_person, at) => at).filter((at) => at !== mailbox);
    const attendees = others.map((at) => ({
      ...{ address: addressOf(world, at), name: world.people[at]!.name },
      ...{ kind: "required", response: "none" },
    }));
    for (const [at, { owner, mailbox: document }] of world.people.entries()) {
      world.side("microsoft", document).add(
        owner.microsoft,
        { ...fields, attendees },
        {
          ...{ iCalUId: `meeting-${lineage}`, organizer: at === mailbox },
          organizerAddress: addressOf(world, mailbox),
        },
      );
      announce(world, "microsoft", document);
    }
    hands.say(`invites everybody to meeting-${lineage} ${oracle.tokens(fields)[0] ?? ""}`);
    return;
  }
  const mine = world.itemsOf("microsoft", mailbox).filter(isGuestsCopy);
  const chosen = mine[item % Math.max(1, mine.length)];
  if (chosen === undefined) return;
  // Whoever organizes it sees who said what, and so do the others.
  const { address } = world.people[mailbox]!.mailbox;
  const response = said[(item + field) % said.length]!;
  const uid = chosen.details.iCalUId ?? "";
  const first = copiesOf(world, uid).find((one) => !isGuestsCopy(one.item));
  if (first === undefined) return;
  const attendees = guestsOf(first.item.fields).map((one) =>
    one.address === address ? { ...one, response } : one,
  );
  const { mailbox: document } = world.people[first.mailbox]!;
  const organizers = world.side("microsoft", document);
  organizers.edit(first.item.id, { attendees: attendees as unknown as Value });
  announce(world, "microsoft", document);
  propagate(world, organizers.itemOf(first.item.id));
  hands.say(`answers ${uid}: ${response}`);
}

interface Follower {
  readonly mailbox: number;
  readonly link: Link;
  readonly copy: Item;
}

/** Rule 17, and the others as far as they speak of meetings that several mailboxes share. */
export async function checkMeetings(world: World, oracle: Oracle): Promise<void> {
  const scopes = world.people.map(({ mailbox }) => scopeOf(mailbox));
  const links = await Promise.all(scopes.map((scope) => world.store.list(scope, "links")));
  const parked = await Promise.all(scopes.map((scope) => world.store.list(scope, "quarantine")));
  const logs = await Promise.all(
    scopes.map((scope) => world.store.history(scope, { limit: 10_000 })),
  );
  const logged = new Set(
    logs
      .flat()
      .filter(({ kind }) => kind === "conflict")
      .flatMap(({ changes }) => changes.flatMap(({ from, to }) => [from, to]))
      .flatMap((value) => [value, ...ownTexts(value)].map(meant)),
  );
  for (const [id, lineage] of oracle.lineages) {
    if (!lineage.isShared) continue;
    const copies = copiesOf(world, `meeting-${id}`);
    const activities = world.people.flatMap((_person, at) =>
      world.itemsOf("erp", at).filter(({ fields }) => oracle.lineageOf(fields) === id),
    );
    const followers = copies.flatMap(({ mailbox, item: copy }): Follower[] => {
      const link = [...links[mailbox]!.values()].find((one) => one.ids.microsoft === copy.id);
      const isOn = link !== undefined && link.choice !== "off" && !parked[mailbox]!.has(link.id);
      return isOn ? [{ mailbox, link, copy }] : [];
    });
    checkKept(oracle, id, [...copies.map(({ item }) => item), ...activities], logged);
    checkOne(world, id, lineage, activities, followers);
  }
  const outlook = world.side("microsoft", world.people[0]!.mailbox);
  if (outlook.mails.length > 0) {
    throw new Violation(`rule 14, silence: ${outlook.mails.join(", ")} were mailed`);
  }
}

/** Rule 4, whoever of them typed it. */
function checkKept(
  oracle: Oracle,
  id: number,
  standing: readonly Item[],
  logged: ReadonlySet<string>,
): void {
  const covered = new Set<string>();
  const cover = (value: string): void => {
    for (let at: string | undefined = value; at !== undefined && !covered.has(at);) {
      covered.add(at);
      at = oracle.typed.get(at)?.replaced;
    }
  };
  for (const { fields } of standing) oracle.tokens(fields).forEach(cover);
  for (const value of [...logged, ...oracle.excused]) cover(value);
  for (const { values } of oracle.lineages.get(id)?.deletions ?? []) values.forEach(cover);
  for (const { value } of oracle.cleared) cover(value);
  for (const [value, known] of oracle.typed) {
    const { isPrivate } = oracle.lineages.get(known.lineage) ?? {};
    if (known.lineage !== id || covered.has(value) || isPrivate === true) continue;
    throw new Violation(`rule 4, no lost edit: ${value} (${known.field}) of a meeting is nowhere`);
  }
}

function checkOne(
  world: World,
  id: number,
  { residue, deletions, isUndone, isDoomed, isPrivate, isTouched }: Lineage,
  activities: readonly Item[],
  followers: readonly Follower[],
): void {
  if (residue.size > 0 || isUndone || isDoomed) return;
  if (activities.length > 1) {
    const ids = activities.map((one) => one.id).join(" and ");
    throw new Violation(`rule 17, one activity: meeting-${id} is ${ids}`);
  }
  // Whoever deletes an activity in the ERP ends its links, and a question waits for its organizer.
  if (world.settings.direction !== "both" || deletions.length > 0 || isPrivate) return;
  const [activity] = activities;
  const linked = followers.filter(({ link }) => link.ids.erp !== undefined);
  if (followers.length > 0 && activity === undefined) {
    throw new Violation(`rule 17, one activity: meeting-${id} is followed and has none`);
  }
  const strays = followers.filter(({ link }) => link.ids.erp !== activity?.id);
  if (strays.length > 0) {
    const told = strays.map(({ link }) => `${link.id} has ${link.ids.erp ?? "none"}`).join(", ");
    throw new Violation(`rule 17, one activity: of meeting-${id} ${told}`);
  }
  const owners = linked.filter(({ link }) => link.guestOf === undefined);
  if (linked.length > 0 && owners.length !== 1) {
    throw new Violation(`rule 17, one activity: meeting-${id} has ${owners.length} owners`);
  }
  const answers = ({ fields }: Item): string =>
    guestsOf(fields)
      .map(({ address, response }) => `${address} ${response}`)
      .sort()
      .join(", ");
  for (const { link, copy } of owners) {
    // Whom the ERP adds to its activity is its own, until the meeting's guests change.
    if (activity !== undefined && !isTouched && answers(copy) !== answers(activity)) {
      const both = `${answers(copy)} and ${answers(activity)}`;
      throw new Violation(`rule 19, answers: of meeting-${id} they are ${both}`);
    }
    for (const field of ["subject", "place", "when"] as const) {
      if (link.waiting.some((one) => one.field === field)) continue;
      const [here, there] = [meant(copy.fields[field]), meant(activity?.fields[field])];
      if (here === there) continue;
      throw new Violation(`rule 2, convergence: ${field} of meeting-${id} is ${here} and ${there}`);
    }
  }
}
