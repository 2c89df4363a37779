/** Where most tests of the whole begin: Setup is finished, and an appointment is linked. */
import type { Fault } from "../../sandbox/control/faults.ts";
import type { CalendarJob } from "../../server/store/documents/mailbox.ts";
import { put } from "../../server/store/store.ts";
import { sides } from "../../server/sync/model.ts";
import { visit, type Json, type Person, type ShownActivity } from "./person.ts";
import type { World } from "./world.ts";

export const northwind = { type: "customer", id: "cus-1001" };

/** Ada has finished Setup and the first sync is over. */
export async function ready(world: World, calendar: Partial<CalendarJob> = {}): Promise<Person> {
  const ada = world.person("ada");
  await ada.setUp(calendar);
  await world.settle();
  return ada;
}

export interface Linked {
  readonly world: World;
  readonly ada: Person;
  /** As Outlook shows it to the pane. */
  readonly id: string;
  readonly activity: ShownActivity;
}

/** ... and an appointment of hers is in the ERP. */
export async function linked(world: World, event: Json = visit()): Promise<Linked> {
  const ada = await ready(world);
  const id = await ada.outlook.add(event);
  await ada.choose(id, { records: [northwind], activityTypeId: "co-eu-site-visit" });
  await world.settle();
  const [activity] = await ada.erp.list();
  if (activity === undefined) throw new Error("the appointment did not reach the ERP");
  return { world, ada, id, activity };
}

/** A run lists both sides anew, as after a lost cursor, and whatever follows from that is done. */
export async function listedAnew(world: World, person: Person): Promise<void> {
  await world.store.commit(
    person.scope,
    sides.map((side) => put("inbox", `again-${side}`, { kind: "resync", side })),
  );
  await person.call("syncNow");
  await world.settle();
}

/**
 * Listing both sides anew writes nothing anywhere, and all is well.
 * @param waiting how many items wait for the person all the same
 */
export async function expectRest(world: World, person: Person, waiting = 0): Promise<void> {
  const versions = async (): Promise<unknown> => {
    const events = await person.outlook.list();
    const activities = await person.erp.list();
    return [events.map((one) => one["changeKey"]), activities.map(({ version }) => version)];
  };
  const before = await versions();
  await listedAnew(world, person);
  expect(await versions()).toEqual(before);
  expect(await stateOf(world, person)).toMatchObject({
    health: "operational",
    counts: { quarantined: 0, waiting },
  });
}

/** What the mailbox's state says, read past the API: a request would count as a sign-in. */
export async function stateOf({ store }: World, { scope }: Person) {
  return store.get(scope, "state", "state");
}

/** Rounds of the list of changes that we asked Graph for: one per run. */
export function runsSeen({ sandbox }: World): number {
  return sandbox.requestLog.list().filter(({ path }) => path.includes("/calendarView/delta"))
    .length;
}

/** Plans a failure of Graph or the ERP for the next request that it fits. */
export function planFault({ sandbox }: World, fault: Partial<Fault>): void {
  sandbox.faults.add({ times: 1, when: "before", ...fault });
}

/** What Exchange mailed so far, in order; of each mail who it is from and all it went to. */
export function mailsOf({ sandbox }: World) {
  return sandbox.graph.mails().map(({ kind, from, to }) => ({ kind, from, to: [...to].sort() }));
}

/** Somebody to invite, as Graph takes it. */
export function guest(address: string, type = "required"): Json {
  return { type, emailAddress: { address } };
}

/** The server's next write is not answered, or its next request refused; people are spared. */
export function goesWrong(
  { network }: World,
  how: "lost-reply" | "refusal",
  isWrite: (request: { readonly method: string; readonly url: string }) => boolean,
): void {
  const { between } = network;
  network.between = async (request, pass) => {
    if (how === "lost-reply" && !isWrite(request)) return between(request, pass);
    network.between = between;
    if (how === "refusal") return { status: 503, headers: {}, body: "" };
    await pass();
    throw new TypeError("fetch failed");
  };
}
