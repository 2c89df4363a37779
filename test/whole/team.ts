/** Where tests of a team's mailbox begin. */
import { features } from "../../server/auth/features.ts";
import { sharedMailboxes, type SharedMailbox } from "../../sandbox/tenants.ts";
import type { Parts, Person, PersonName } from "./person.ts";
import type { World } from "./world.ts";

const graph = "https://graph.microsoft.com/";
/** What is consented to by whoever adds a mailbox. */
export const further = features.sharedMailboxes.scopes.map((name) => graph + name);
export const team = ((): SharedMailbox => {
  const [one] = sharedMailboxes;
  if (one === undefined) throw new Error("the sandbox has no team mailbox");
  return one;
})();

export const inTeam = (parts: Parts = {}): Parts => ({
  ...parts,
  headers: { "X-Mailbox": team.id },
});
export const byAddress = (address: string = team.address) => ({
  body: { address, outlookItems: "chosen" },
});

export async function agreed(world: World, name: PersonName): Promise<Person> {
  const person = world.person(name);
  world.sandbox.entra.switches.setConsent(person.user, true, further);
  await person.setUp();
  await world.settle();
  return person;
}

/** Ada has added the team's mailbox. */
export async function teamAdded(world: World) {
  const ada = await agreed(world, "ada");
  await ada.call("addMailbox", byAddress());
  await world.settle();
  return { world, ada, desk: ada.outlookIn(team.id) };
}

/** Switches an appointment of the team's on. */
export async function chosenIn(person: Person, restId: string) {
  const query = { restId, addresses: [team.address] };
  const { itemId } = await person.call("findItem", inTeam({ body: query }));
  const body = { records: [], activityTypeId: null };
  return person.call("chooseItem", inTeam({ params: { itemId }, body }));
}

/** Gives somebody rights to a calendar, or takes them away. */
export const share = (world: World, more: object) =>
  world.sandbox.handle({
    method: "POST",
    url: "/sandbox/graph/share",
    headers: { host: "localhost", "content-type": "application/json" },
    body: JSON.stringify({ owner: team.address, with: "ada@contoso.example", ...more }),
  });
