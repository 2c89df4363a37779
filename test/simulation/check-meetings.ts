import type { Item } from "../../server/connectors/port/item.ts";
import { scopeOf } from "../../server/engine/mailboxes/mailbox.ts";
import type { Link } from "../../server/sync/model.ts";
import { answersOf, checkAnswered, saidOf } from "./answers.ts";
import type { Lineage } from "./lineage.ts";
import { meant } from "./meant.ts";
import { addressOf, copiesOf, isGuestsCopy } from "./meeting.ts";
import { flowIn, type Oracle } from "./oracle.ts";
import { daysOf, exceptionsOf, ownTexts } from "./series.ts";
import { Violation, type World } from "./world.ts";

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
    checkAnswers(world, oracle, id, lineage, activities, followers);
    checkKept(oracle, id, [...copies.map(({ item }) => item), ...activities], logged);
    checkOne(world, oracle, id, lineage, activities, followers);
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
    const { isPrivate, isMovedAway } = oracle.lineages.get(known.lineage) ?? {};
    if (known.lineage !== id || covered.has(value) || isPrivate === true) continue;
    // Whoever moves a series sees go what its days had for themselves.
    if (isMovedAway === true && known.field.endsWith(" of a day")) continue;
    throw new Violation(`rule 4, no lost edit: ${value} (${known.field}) of a meeting is nowhere`);
  }
}

function checkOne(
  world: World,
  oracle: Oracle,
  id: number,
  { residue, deletions, isUndone, isDoomed, isPrivate }: Lineage,
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
  for (const { link, copy } of owners) {
    checkGuests(world, oracle, id, copy, activity);
    const flow = (field: string) => flowIn(world.settings, field);
    const isAsked = link.waiting.some(({ field }) => field === "when");
    const days = activity && [
      daysOf(copy, activity, link, flow),
      daysOf(activity, copy, link, flow),
    ];
    // A day that the ERP removed is not taken from its guests.
    const isRemoval = (day: string): boolean => day.endsWith(" gone true");
    const own = days?.map((one) =>
      one
        .split(", ")
        .filter((day) => !isRemoval(day))
        .join(", "),
    );
    if (own !== undefined && !isAsked && own[0] !== own[1]) {
      throw new Violation(`rule 2, convergence: days of meeting-${id} are ${own[0]} and ${own[1]}`);
    }
    for (const field of ["subject", "place", "when"] as const) {
      if (link.waiting.some((one) => one.field === field)) continue;
      const [here, there] = [meant(copy.fields[field]), meant(activity?.fields[field])];
      if (here === there) continue;
      throw new Violation(`rule 2, convergence: ${field} of meeting-${id} is ${here} and ${there}`);
    }
  }
}

/** Rule 19 and 21: what each of them says is the same on both sides. */
function checkAnswers(
  world: World,
  { answers }: Oracle,
  lineage: number,
  { residue, deletions, isUndone, isDoomed, isPrivate }: Lineage,
  activities: readonly Item[],
  followers: readonly Follower[],
): void {
  if (residue.size > 0 || isUndone || isDoomed || isPrivate || deletions.length > 0) return;
  if (world.settings.direction !== "both") return;
  for (const { mailbox, link, copy } of followers) {
    const activity = activities.find(({ id }) => id === link.ids.erp);
    if (activity === undefined || !isGuestsCopy(copy)) continue;
    const address = addressOf(world, mailbox);
    const pair = { lineage, mailbox, address, link, copy: copy.fields, activity: activity.fields };
    checkAnswered(answers, pair);
  }
}

/** Whoever organizes a meeting has it in the ERP with the people of Outlook, and what they said. */
function checkGuests(
  world: World,
  { answers, lineages }: Oracle,
  lineage: number,
  copy: Item,
  activity: Item | undefined,
): void {
  // Whom the ERP adds to its activity is its own, until the meeting's guests change.
  if (activity === undefined || isGuestsCopy(copy) || lineages.get(lineage)?.isTouched) return;
  const days = [...exceptionsOf(copy.fields), ...exceptionsOf(activity.fields)].map(({ on }) => on);
  for (const [mailbox] of world.people.entries()) {
    const address = addressOf(world, mailbox);
    const [here, there] = [copy, activity].map(({ fields }) => answersOf(fields, address));
    for (const on of [null, ...days]) {
      // What he said in the ERP is between it and his own copy.
      const saidThere = [on, null].flatMap((of) => answers.of({ lineage, mailbox, on: of }));
      if (saidThere.some(({ side }) => side === "erp")) continue;
      if (isGoneOn(on, copy) || isGoneOn(on, activity)) continue;
      const [own, known] = [saidOf(here, on), saidOf(there, on)];
      if (own === known) continue;
      const both = `${own} and ${known}`;
      throw new Violation(
        `rule 19, answers: of meeting-${lineage} ${on ?? ""} ${address} is ${both}`,
      );
    }
  }
}

function isGoneOn(on: string | null, { fields }: Item): boolean {
  return exceptionsOf(fields).some((one) => one.on === on && one.field === "gone");
}
