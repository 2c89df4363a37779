import { InvalidArgumentError } from "commander";
import type { DryRunAnswer } from "../api/contract/operator.ts";
import type { Client } from "./client.ts";
import { CliError } from "./failure.ts";
import { sideName } from "./print.ts";

/** One mailbox's plan, or why there is none. */
export type Tried =
  | ({ readonly failure: null } & DryRunAnswer)
  | { readonly failure: string; readonly mailbox: DryRunAnswer["mailbox"] };

type Rules = Readonly<Record<string, string | number | Readonly<Record<string, string>>>>;

/**
 * Tries one mailbox, by address or id, or all of them, one after the other: one that cannot be read
 * does not keep the others from being tried.
 * @throws CliError where no server is running: nobody else can ask both sides
 */
export async function tryOut(
  client: Client,
  mailbox: string | undefined,
  rules: Rules,
): Promise<readonly Tried[]> {
  if (!(await client.ask("status")).running) {
    throw new CliError(
      "unavailable",
      "No server is running that could ask both sides.",
      "Start it, then try again.",
    );
  }
  return mailbox === undefined ? tryAll(client, rules) : [await tryOne(client, mailbox, rules)];
}

async function tryOne(client: Client, mailbox: string, rules: Rules): Promise<Tried> {
  return { failure: null, ...(await client.ask("dryRun", { mailbox, rules })) };
}

async function tryAll(client: Client, rules: Rules): Promise<readonly Tried[]> {
  const { mailboxes } = await client.ask("mailboxes");
  const all: Tried[] = [];
  for (const { tenantId, mailboxId, address } of mailboxes) {
    const mailbox = { tenantId, mailboxId, address };
    try {
      all.push(await tryOne(client, mailboxId, rules));
    } catch (error) {
      if (!(error instanceof CliError) || error.code === "broken-off") throw error;
      all.push({ failure: error.message, mailbox });
    }
  }
  return all;
}

/**
 * `name=value` or `name.field=value` as it was typed; the server says which names and values there are.
 */
export function ruleOf(typed: string, before: Rules = {}): Rules {
  const [, name, field, value] = /^(\w+)(?:\.(\w+))?=(\w+)$/.exec(typed) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError("Type it as precedence=erp or flows.place=toErp.");
  }
  if (field !== undefined) {
    const fields = before[name];
    return { ...before, [name]: { ...(typeof fields === "object" ? fields : {}), [field]: value } };
  }
  return { ...before, [name]: /^\d+$/.test(value) ? Number(value) : value };
}

/** What is printed of each plan; `--csv` and `--json` print all. */
const entriesShown = 20;

/** What `sync-to-erp dry-run` prints for people. */
export function dryRunText(all: readonly Tried[]): string {
  if (all.length === 0) return "There is no mailbox yet.";
  return all.flatMap(linesOf).join("\n");
}

function linesOf(tried: Tried): readonly string[] {
  const { address, mailboxId } = tried.mailbox;
  const name = address === "" ? mailboxId : address;
  if (tried.failure !== null) return [`${name}: not tried. ${tried.failure}`];
  const { off, counts, entries } = tried;
  const as = off ? "its calendar is off; were it switched on, " : "";
  if (entries.length === 0) return [`${name}: ${as}nothing would be done.`];
  const figures = counts.map(({ kind, side, count }) => `${count} ${deedOf(kind, side)}`);
  return [
    `${name}: ${as}${figures.join(", ")}.`,
    ...entries.slice(0, entriesShown).map(entryText),
    ...(entries.length > entriesShown
      ? [`  … and ${entries.length - entriesShown} more (--csv shows them)`]
      : []),
  ];
}

function entryText({ kind, side, subject, when, reason }: DryRunAnswer["entries"][number]): string {
  const what = subject === "" ? "an item that is not named" : `"${subject}"`;
  return `  ${deedOf(kind, side)} ${what}${when === null ? "" : `, ${when}`}: ${reason}`;
}

function deedOf(kind: string, side: keyof typeof sideName | null): string {
  return side === null ? kind : `${kind} in ${sideName[side]}`;
}

/** The tables of all mailboxes as one; those that could not be tried are told apart from it. */
export function dryRunCsv(all: readonly Tried[]): string {
  const tables = all.flatMap((tried) => (tried.failure === null ? [tried.csv] : []));
  const [head = ""] = tables.map((table) => table.slice(0, rowsStart(table)));
  const rows = tables.map((table) => table.slice(rowsStart(table)));
  return `${head}${rows.join("")}`.trimEnd();
}

function rowsStart(table: string): number {
  return table.indexOf("\r\n") + 2;
}
