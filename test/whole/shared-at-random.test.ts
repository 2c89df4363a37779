import fc from "fast-check";
import { expectRest, goesWrong, northwind, stateOf } from "./linked.ts";
import { meeting, outlookIdOf, seenInErp, threePeople, type People } from "./meeting.ts";
import type { ShownActivity } from "./person.ts";
import { openWorld, type World } from "./world.ts";

jest.setTimeout(600_000);

const who = fc.constantFrom<keyof People>("ada", "grace", "katherine");
const word = fc.stringMatching(/^[A-Z][a-z]{2,5}$/);

/** What three people do to one meeting, what goes wrong meanwhile, and when there is time to run. */
const act = fc.oneof(
  fc.record({ kind: fc.constantFrom("switch-on", "switch-on", "switch-off", "concerns"), who }),
  fc.record({ kind: fc.constantFrom("organizer-names", "erp-names"), word }),
  fc.record({ kind: fc.constantFrom("own-colour"), who, word }),
  fc.record({ kind: fc.constantFrom("settle", "settle", "lost-reply", "refusal", "restart") }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

async function perform(world: World, people: People, given: Act): Promise<void> {
  const one = people["who" in given ? given.who : "ada"];
  const id = await outlookIdOf(one);
  switch (given.kind) {
    case "switch-on":
      await one.choose(id);
      return;
    case "concerns":
      await one.choose(id, { records: [northwind] });
      return;
    case "switch-off": {
      const view = await one.open(id);
      if (!view.on) return;
      const { itemId } = view;
      await one.call("releaseItem", { params: { itemId }, body: { removeErpCopy: false } });
      return;
    }
    case "organizer-names":
      if ("word" in given) await one.outlook.change(id, { subject: given.word });
      return;
    case "own-colour":
      if ("word" in given) await one.outlook.change(id, { categories: [given.word] });
      return;
    case "erp-names": {
      const [activity] = await seenInErp(people);
      const owner = Object.values(people).find(({ user }) =>
        activity?.owner.endsWith(user.givenName.toLowerCase()),
      );
      if (activity !== undefined && owner !== undefined && "word" in given) {
        await owner.erp.change(activity.id, { subject: given.word });
      }
      return;
    }
    case "lost-reply":
    case "refusal":
      goesWrong(world, given.kind, ({ method }) => method !== "GET");
      return;
    case "restart":
      await world.restart();
      return;
    case "settle":
      await world.settle();
  }
}

/** How the copies stand that are switched on: with which activity, and called what. */
async function followers(people: People): Promise<readonly string[]> {
  const told: string[] = [];
  for (const one of Object.values(people)) {
    const id = await outlookIdOf(one);
    const view = await one.open(id);
    const { subject } = await one.outlook.get(id);
    if (view.on) told.push(`${one.user.name} ${view.state} ${view.erp?.id ?? ""} ${subject}`);
  }
  return told;
}

/** ... as it must be: while the organizer keeps it, all bear the activity's subject. */
async function expected(
  people: People,
  activity: ShownActivity | undefined,
): Promise<readonly string[]> {
  const organizer = await people.ada.open(await outlookIdOf(people.ada));
  const told: string[] = [];
  for (const one of Object.values(people)) {
    const id = await outlookIdOf(one);
    if (!(await one.open(id)).on) continue;
    const own = (await one.outlook.get(id)).subject;
    const subject = organizer.on ? (activity?.subject ?? "") : own;
    told.push(`${one.user.name} in-sync ${activity?.id ?? ""} ${subject}`);
  }
  return told;
}

it("what three people do to one meeting stays one activity, whatever goes wrong", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => {
      const world = await openWorld();
      try {
        const people = await threePeople(world, { rules: { precedence: "erp" } });
        await meeting(world, people);
        const calm = world.network.between;
        for (const one of acts) {
          await perform(world, people, one).catch(() => {
            // What went wrong met the person's own request: he tries again.
            world.network.between = calm;
            return perform(world, people, one);
          });
        }
        await world.pass(20 * 60_000, 60_000);
        world.network.between = calm;
        // The guests hear of what the organizer changed, here or there, and of nothing else.
        const mails = world.sandbox.graph.mails().map(({ kind }) => kind);
        const named = acts.filter(({ kind }) => kind.endsWith("-names")).length;
        expect(mails.filter((kind) => kind === "invitation")).toHaveLength(1);
        expect(mails.length - 1).toBeLessThanOrEqual(named);
        const all = await seenInErp(people);
        expect(all.length).toBeLessThanOrEqual(1);
        for (const one of Object.values(people)) {
          expect(await stateOf(world, one)).toMatchObject({
            health: "operational",
            counts: { quarantined: 0, waiting: 0 },
          });
        }
        expect(await followers(people)).toEqual(await expected(people, all[0]));
        for (const one of Object.values(people)) await expectRest(world, one);
      } finally {
        await world.stop();
      }
    }),
    { numRuns: Number(process.env["SHARED_RUNS"] ?? 10) },
  );
});
