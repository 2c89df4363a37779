/** What a quirk must leave as it is: the link, both copies, and the way of an edit to the other side. */
import { stateOf, type Linked } from "../linked.ts";
import { visit, type Json } from "../person.ts";

/** A person whose request Exchange refuses without a reason asks again. */
async function patiently(request: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 30; tries++) {
    try {
      await request();
      return;
    } catch (error) {
      if (!String(error).includes("412")) throw error;
    }
  }
}

/**
 * An edit on each side comes to the other, and nothing is missing or there twice. `wait` lets the
 * time go by that an edit may take with this quirk.
 */
export async function expectUnharmed(
  { world, ada, id, activity }: Linked,
  wait: () => Promise<void> = () => world.settle(),
): Promise<void> {
  const subject = `From Outlook at ${world.clock.now()}`;
  const place = `Kiel at ${world.clock.now()}`;
  await patiently(() => ada.outlook.change(id, { subject }));
  await wait();
  await ada.erp.change(activity.id, { place });
  await wait();
  const singles = (await ada.outlook.list()).filter(({ type }) => type === "singleInstance");
  expect(singles).toMatchObject([{ id, subject, location: { displayName: place } }]);
  expect(await ada.erp.list()).toMatchObject([{ id: activity.id, subject, place }]);
  expect(await stateOf(world, ada)).toMatchObject({ health: "operational" });
  expect(world.sandbox.graph.mails()).toEqual([]);
}

/** To another calendar and back between two rounds; @returns the id that Outlook then shows. */
export async function movedAndBack({ world, ada, id }: Linked): Promise<string> {
  const { graph } = world.sandbox;
  const { value } = await ada.outlook.ask("GET", "/me/calendars");
  const [home] = value as readonly Json[];
  const other = await ada.outlook.ask("POST", "/me/calendars", { name: "Other" });
  graph.moveEvent(ada.user.id, id, String(other["id"]));
  const away = await ada.outlook.ask("GET", `/me/calendars/${String(other["id"])}/events`);
  const [there] = away["value"] as readonly Json[];
  graph.moveEvent(ada.user.id, String(there?.["id"]), String(home?.["id"]));
  const [back] = await ada.outlook.list();
  return back?.id ?? "";
}

/** Every Tuesday from the day of `visit` on. */
export const weekly = (more: Json = {}): Json =>
  visit({
    subject: "Weekly round",
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
      range: { type: "noEnd", startDate: "2026-11-24" },
    },
    ...more,
  });

/** What the product changed on either side since the log was cleared. */
export function writesSeen({ world }: Linked): readonly string[] {
  return world.sandbox.requestLog
    .list()
    .filter(({ method, path }) => method !== "GET" && /\/(events|activities)(\/|$)/.test(path))
    .map(({ method, path }) => `${method} ${path}`);
}
