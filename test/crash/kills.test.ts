import { users } from "../../sandbox/tenants.ts";
import { startStack, type Stack } from "../e2e/stack.ts";
import { chanceOf } from "../../server/lib/chance.ts";
import { createPeople } from "../support/people.ts";
import { createPerson, type PersonName } from "../whole/person.ts";
import { atRest, complaintsOf, pause } from "./rest.ts";
import { createTrap, momentBy } from "./trap.ts";

/** `npm run crashes` sets both; what is printed says how to run it again. */
const kills = Number(process.env["CRASH_KILLS"] ?? 20);
const seed = Number(process.env["CRASH_SEED"] ?? Date.now() % 1_000_000);
jest.setTimeout(120_000 + kills * 30_000);

const names = ["ada", "liu"] as const satisfies readonly PersonName[];
/** A server that has nothing to do makes no requests: then it is killed in peace. */
const patienceMs = 10_000;

describe(`the server, killed ${kills} times while people work on both sides (seed ${seed})`, () => {
  let stack: Stack;
  const trap = createTrap(() => stack.killServer());
  const chance = chanceOf(seed);

  beforeAll(async () => {
    stack = await startStack({ between: (request, pass) => trap.between(request, pass) });
    stack.sandbox.graph.reset({ mailboxes: users.map(({ id }) => ({ user: id, events: 0 })) });
  });
  afterAll(() => stack.stop());

  it("loses nothing and doubles nothing: in the end both sides are equal", async () => {
    const serverUrl = (): string => `http://127.0.0.1:${stack.addresses.serverPort}`;
    const persons = names.map((name) => createPerson(name, { sandbox: stack.sandbox, serverUrl }));
    for (const person of persons) await person.setUp({ outlookItems: "all" });
    const everybody = persons.map((person, index) =>
      createPeople(names[index]!, person, chance, Date.now()),
    );
    const work = async (acts: number): Promise<void> => {
      for (const people of everybody) for (let act = 0; act < acts; act += 1) await people.act();
    };
    await work(5);
    await stack.killServer();

    const ends = { write: 0, question: 0, before: 0, after: 0, idle: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      const moment = momentBy(chance);
      const state = { killed: false };
      const killed = trap.set(moment).then(() => {
        state.killed = true;
      });
      // People do not wait for servers; and it has something to do when it comes back.
      await work(3);
      // The trap may spring before the server has said that it is ready: then it never says so.
      await stack.startServer().catch(() => undefined);
      const patience = setTimeout(() => {
        ends.idle += 1;
        void trap.spring();
      }, patienceMs);
      while (!state.killed) {
        if (chance() < 0.5) await work(1);
        await pause(chance() * 100);
      }
      clearTimeout(patience);
      await killed;
      ends[moment.ofWrites ? "write" : "question"] += 1;
      ends[moment.at] += 1;
    }

    await stack.startServer();
    const complaints = await atRest(everybody);
    for (const person of persons) await person.call("syncNow");
    const afterwards = await complaintsOf(everybody);
    const isWell = complaints.length + afterwards.length === 0;
    const story = isWell ? [] : everybody.map((people) => people.story);
    expect({ seed, complaints, afterwards, story }).toEqual({
      ...{ seed, complaints: [], afterwards: [], story: [] },
    });
    const acts = everybody.reduce((sum, people) => sum + people.story.length, 0);
    process.stdout.write(
      `${kills} kills (seed ${seed}): ${JSON.stringify(ends)}; ${acts} acts of ${names.length} people; both sides equal.\n`,
    );
  });
});
