/** What must hold when a story is over: the invariants of a two-way synchronization. */
import type { PersonName } from "../../whole/person.ts";
import type { Shown } from "./desks.ts";
import type { People } from "./people.ts";
import { fields } from "./schedule.ts";
import type { Simulation } from "./simulation.ts";
import type { Item, SideName } from "./values.ts";

/** What stands against each person's two sides; empty when all is well. */
export async function checkEnd(simulation: Simulation, people: People): Promise<readonly string[]> {
  const wrongs: string[] = [];
  for (const { name } of simulation.schedule.people) {
    const shown = {
      outlook: await people.desk(name, "outlook").list(),
      erp: await people.desk(name, "erp").list(),
    };
    wrongs.push(...strangers(simulation, name, [...shown.outlook, ...shown.erp]));
    for (const item of simulation.values.items.filter(({ owner }) => owner === name)) {
      wrongs.push(...checkItem(item, shown));
    }
    wrongs.push(...(await checkLost(simulation, name, [...shown.outlook, ...shown.erp])));
    wrongs.push(...(await checkStore(simulation, name)));
  }
  const mails = simulation.outside.graph.mails();
  if (mails.length > 0) wrongs.push(`silence: Exchange sent ${mails.length} mails`);
  wrongs.push(...simulation.wire.deviations.map((one) => `not Graph: ${one}`));
  return [...wrongs, ...simulation.wrongs];
}

/** Isolation: nothing that nobody made, and nothing of anybody else's, in a mailbox or in the ERP. */
function strangers({ values }: Simulation, who: PersonName, all: readonly Shown[]): string[] {
  return all.flatMap((shown) => {
    if (shown.item === undefined)
      return [`${who}: nobody made this in ${shown.side}: ${shown.text}`];
    return fields
      .flatMap((field) => shown.tokens[field])
      .map((token) => ({ token, value: values.of(token) }))
      .filter(({ value }) => value?.owner !== who || value.item !== shown.item)
      .map(
        ({ token }) => `${who}: ${token} stands in item ${shown.item ?? "?"} and is not its own`,
      );
  });
}

function checkItem(item: Item, shown: Readonly<Record<SideName, readonly Shown[]>>): string[] {
  const of = (side: SideName) => shown[side].filter((one) => one.item === item.number);
  const [here, there] = [of("outlook"), of("erp")];
  const what = `${item.owner}'s item ${item.number}`;
  const wrongs: string[] = [];
  if (here.length > 1) wrongs.push(`${what} is in Outlook ${here.length} times`);
  if (there.length > 1) wrongs.push(`${what} is in the ERP ${there.length} times`);
  const [outlook, erp] = [here[0], there[0]];
  const deleted = item.deletedOn.size > 0;
  if (!item.wanted) {
    if (there.length > 0) wrongs.push(`${what} was never chosen and is in the ERP`);
    if (here.length === 0 && !deleted) wrongs.push(`${what} vanished from Outlook`);
    return wrongs;
  }
  if (outlook === undefined && erp === undefined) {
    if (!deleted) wrongs.push(`${what} vanished although nobody deleted it`);
    return wrongs;
  }
  if (outlook === undefined || erp === undefined) {
    wrongs.push(`${what} is missing ${outlook === undefined ? "in Outlook" : "in the ERP"}`);
    return wrongs;
  }
  if (deleted && !item.mayLive) wrongs.push(`${what} was deleted and came back`);
  for (const field of fields) {
    const [one, other] = [outlook.tokens[field].join(" "), erp.tokens[field].join(" ")];
    if (one !== other)
      wrongs.push(`${what}: ${field} is "${one}" in Outlook, "${other}" in the ERP`);
  }
  return wrongs;
}

/** Nothing is lost: what stands, was deleted or is in the log goes back to everything ever written. */
async function checkLost(
  simulation: Simulation,
  who: PersonName,
  all: readonly Shown[],
): Promise<readonly string[]> {
  // Without a version to write against, an edit in the same moment is overwritten unseen.
  if (simulation.schedule.switches.ifMatch === "ignored") return [];
  const { values, store, scopeOf, deleted } = simulation;
  const known = new Set(deleted);
  for (const shown of all) {
    for (const field of fields) {
      const tokens = shown.tokens[field];
      tokens.forEach((token) => known.add(token));
      if (tokens.length > 0) continue;
      values.clearsOf(shown.item, field).forEach((one) => known.add(one));
    }
  }
  const log = await store.history(scopeOf(who), { limit: 100_000 });
  for (const entry of log.filter(({ kind }) => kind === "conflict")) {
    const tokens = values.tokensIn(JSON.stringify(entry.changes));
    tokens.forEach((token) => known.add(token));
    const value = values.of(tokens[0] ?? "");
    const cleared = entry.changes.some(({ from, to }) => isEmpty(from) || isEmpty(to));
    if (value === undefined || !cleared) continue;
    values.clearsOf(value.item, value.field).forEach((one) => known.add(one));
  }
  // Nothing looks like nothing, whoever cleared it last.
  for (const token of [...known]) {
    const value = values.of(token);
    if (value?.clears !== true) continue;
    values.clearsOf(value.item, value.field).forEach((one) => known.add(one));
  }
  const covered = values.ancestry(known);
  return values
    .written()
    .filter((value) => value.owner === who && !covered.has(value.token))
    .map(
      ({ token, field, side, item }) =>
        `${who}'s ${token} (${field} of item ${item}, written in ${side}) is lost`,
    );
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || !/val\d+z|T\d\d:\d\d/.test(JSON.stringify(value));
}

async function checkStore({ store, scopeOf, values }: Simulation, who: PersonName) {
  const scope = scopeOf(who);
  const wrongs: string[] = [];
  const parked = await store.list(scope, "quarantine");
  for (const { code, reason, subject } of parked.values()) {
    wrongs.push(`${who}: ${subject} is still set aside: ${code} ${reason}`);
  }
  const state = await store.get(scope, "state", "state");
  if (state?.health !== "operational") {
    wrongs.push(`${who}: the mailbox is ${state?.health ?? "unknown"}: ${state?.reason ?? ""}`);
  }
  const links = [...(await store.list(scope, "links")).values()];
  const foreign = values
    .tokensIn(JSON.stringify(links))
    .filter((token) => values.of(token)?.owner !== who);
  if (foreign.length > 0) wrongs.push(`${who}'s links hold what is not his: ${foreign.join(" ")}`);
  return wrongs;
}
