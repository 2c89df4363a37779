/** A meeting of three people, all of whom may synchronize it. */
import type { CalendarJob } from "../../server/store/documents/mailbox.ts";
import { visit, type Json, type Person, type ShownActivity } from "./person.ts";
import type { World } from "./world.ts";

export type People = Readonly<Record<"ada" | "grace" | "katherine", Person>>;

/** Ada, Grace and Katherine of one company, each set up alike. */
export async function threePeople(
  world: World,
  calendar: Partial<CalendarJob> = {},
): Promise<People> {
  const people = {
    ada: world.person("ada"),
    grace: world.person("grace"),
    katherine: world.person("katherine"),
  };
  for (const one of Object.values(people)) await one.setUp(calendar);
  await world.settle();
  return people;
}

/** Ada asks the others to a meeting, as a person does it in Outlook: they are mailed for that. */
export async function meeting(world: World, { ada, ...guests }: People, more: Json = {}) {
  const attendees = Object.values(guests).map(({ user }) => ({
    type: "required",
    emailAddress: { address: user.address, name: user.name },
  }));
  await ada.outlook.add(visit({ subject: "Kick-off", attendees, ...more }));
  await world.idle();
}

/** The id of the one event of a person, as Outlook shows it. */
export async function outlookIdOf({ outlook }: Person): Promise<string> {
  const [event] = await outlook.list();
  if (event === undefined) throw new Error("the calendar is empty");
  return event.id;
}

/** Everything that any of them sees in the ERP, each activity once. */
export async function seenInErp(people: People): Promise<readonly ShownActivity[]> {
  const all = new Map<string, ShownActivity>();
  for (const one of Object.values(people)) {
    for (const activity of await one.erp.list()) all.set(activity.id, activity);
  }
  return [...all.values()];
}
