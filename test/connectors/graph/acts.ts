/** The acts that tests of the connector against the sandbox are made of. */
import type { Item, Outcome, WriteAction } from "../../../server/connectors/port/item.ts";
import type { Fields } from "../../../server/sync/model.ts";
import type { Sandbox } from "./sandbox.ts";
import { actor } from "./stub.ts";

export const fields: Fields = {
  subject: "Visit Northwind",
  when: {
    allDay: false,
    start: "2026-11-24T08:00:00Z",
    end: "2026-11-24T09:00:00Z",
    zone: "Europe/Berlin",
  },
};
export const window = { from: "2026-11-01T00:00:00Z", to: "2027-11-01T00:00:00Z" };
export const scope = { resource: "appointment", window } as const;

export const create = (key: string, more: Fields = {}): WriteAction => ({
  kind: "create",
  key,
  fields: { ...fields, ...more },
});

export function itemOf(outcome: Outcome | undefined): Item {
  if (outcome?.kind !== "written") throw new Error(`not written: ${JSON.stringify(outcome)}`);
  return outcome.item;
}

export async function write({ connector }: Sandbox, ...actions: WriteAction[]) {
  return connector.write(actor, "appointment", actions);
}

export async function made(sandbox: Sandbox, key = "link#1", more: Fields = {}): Promise<Item> {
  const [outcome] = await write(sandbox, create(key, more));
  return itemOf(outcome);
}

export async function get({ connector }: Sandbox, id: string) {
  const [found] = await connector.get(actor, "appointment", [id]);
  return found;
}

export async function subjects(sandbox: Sandbox): Promise<string[]> {
  const list = (await sandbox.person("GET", "/me/events?$top=100")) as {
    value: { subject: string }[];
  };
  return list.value.map(({ subject }) => subject).sort();
}
