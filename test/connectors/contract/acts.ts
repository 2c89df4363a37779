/** What the contract's tests do with a connector, in few words. */
import { ConnectorError } from "../../../server/connectors/port/connector-error.ts";
import type {
  Found,
  Item,
  ItemChange,
  Outcome,
  WriteAction,
} from "../../../server/connectors/port/item.ts";
import type { Fields } from "../../../server/sync/model.ts";
import type { ConnectorHarness } from "./harness.ts";

const ROUNDS_MAX = 100;

export async function drain(
  { connector, actor, scope }: ConnectorHarness,
  from: string | null,
): Promise<{ changes: ItemChange[]; cursor: string; complete: boolean }> {
  const changes: ItemChange[] = [];
  let cursor = from;
  let complete = true;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const page = await connector.delta(actor, scope, cursor);
    changes.push(...page.changes);
    complete &&= page.complete;
    cursor = page.cursor;
    if (!page.more) return { changes, cursor, complete };
  }
  throw new Error(`The delta did not end within ${ROUNDS_MAX} pages.`);
}

export async function find(h: ConnectorHarness, id: string): Promise<Found | undefined> {
  return (await h.connector.get(h.actor, "appointment", [id]))[0];
}

export async function read(h: ConnectorHarness, id: string): Promise<Item> {
  const found = await find(h, id);
  if (found?.kind === "found") return found.item;
  throw new Error(`${id} reads as ${found?.kind ?? "nothing"}.`);
}

export async function added(h: ConnectorHarness, subject: string): Promise<Item> {
  return read(h, await h.person.add(subject));
}

export function write(h: ConnectorHarness, ...actions: WriteAction[]): Promise<readonly Outcome[]> {
  return h.connector.write(h.actor, "appointment", actions);
}

export async function created(h: ConnectorHarness, key: string, subject: string): Promise<Item> {
  const [outcome] = await write(h, create(h, key, subject));
  return itemOf(outcome);
}

/** Ids of the listed items with this subject: more than one would be a duplicate. */
export async function idsWith(h: ConnectorHarness, subject: string): Promise<string[]> {
  const { changes } = await drain(h, null);
  const found = await h.connector.get(
    h.actor,
    "appointment",
    changes.map(({ id }) => id),
  );
  const items = found.flatMap((one) => (one.kind === "found" ? [one.item] : []));
  return items.filter(({ fields }) => fields["subject"] === subject).map(({ id }) => id);
}

export function create(h: ConnectorHarness, key: string, subject: string): WriteAction {
  return { kind: "create", key, fields: h.fields(subject) };
}

export function update({ id, version }: Item, fields: Fields): WriteAction {
  return { kind: "update", id, precondition: version, fields, stamp: "op-1" };
}

export function remove({ id, version }: Item): WriteAction {
  return { kind: "delete", id, precondition: version };
}

export function itemOf(outcome: Outcome | undefined): Item {
  if (outcome?.kind === "written") return outcome.item;
  throw outcome?.kind === "error"
    ? outcome.error
    : new Error(`The write is ${outcome?.kind ?? ""}.`);
}

export function codeOf(outcome: Outcome | undefined): string {
  return outcome?.kind === "error" ? outcome.error.code : (outcome?.kind ?? "nothing");
}

export async function failureOf(work: Promise<unknown>): Promise<ConnectorError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ConnectorError) return error;
  throw new Error(`Expected a ConnectorError, got ${String(error)}.`);
}
