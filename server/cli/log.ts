import { InvalidArgumentError, type Command, Option } from "commander";
import { setTimeout } from "node:timers/promises";
import {
  logKinds,
  logOutcomeSchema,
  type FailedRequestView,
  type LogLineView,
  type LogPageView,
} from "../api/contract/service/log.ts";
import type { Client } from "./client.ts";
import { CliError } from "./failure.ts";
import { sideName } from "./print.ts";

/** As typed; what is absent is not asked about. */
export interface LogOptions {
  readonly person?: string;
  readonly tenant?: string;
  readonly kind?: string;
  readonly side?: "outlook" | "erp";
  readonly outcome?: string;
  readonly code?: string;
  readonly request?: string;
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
  readonly lines: number;
  readonly follow?: true;
}

/** Options of `sync-to-erp log`: the same filters as in the portal. @param nowMs for spans like 2h */
export function withLogOptions(command: Command, nowMs: () => number): Command {
  const moment = (typed: string): string => momentOf(typed, nowMs());
  return command
    .option("--person <name>", "part of a name or an address, or an id")
    .option("--tenant <id>", "this company alone")
    .addOption(new Option("--kind <kind>", "what was done").choices([...logKinds]))
    .addOption(new Option("--side <side>", "where it was written to").choices(["outlook", "erp"]))
    .addOption(
      new Option("--outcome <outcome>", "how it ended").choices([...logOutcomeSchema.options]),
    )
    .option("--code <code>", "of a failure or a state, e.g. erp-down")
    .option("--request <id>", "what was done for the request that somebody quotes")
    .option(
      "--from <time>",
      "not before, e.g. 2026-11-28T16:00Z, or a span back from now: 2h",
      moment,
    )
    .option("--to <time>", "before, written the same way", moment)
    .option("--text <text>", "part of a subject or a reason, or an id of an item or a run")
    .option("--lines <count>", "so many, the newest of them", linesOf, 50)
    .option("--follow", "goes on with what comes, until it is interrupted");
}

/** Lines asked for at once: as many as the server gives. */
const pageMost = 200;

/** The newest lines that are asked for, and whether there may be older ones. */
export async function newestLines(client: Client, options: LogOptions): Promise<LogPageView> {
  const query = queryOf(options);
  const ask = (limit: number, before?: string | null) =>
    client.ask("log", { ...query, limit, ...(before != null && { before }) });
  const first = await ask(Math.min(options.lines, pageMost));
  const entries = [...first.entries];
  let { next, lookedTo } = first;
  while (next !== null && entries.length < options.lines) {
    const page = await ask(Math.min(options.lines - entries.length, pageMost), next);
    entries.push(...page.entries);
    ({ next, lookedTo } = page);
  }
  return { ...first, entries, next, lookedTo };
}

/** How often a followed log is asked for; it is answered from memory. */
const pollMs = 1_000;

export interface Follower {
  /** Lines that came, oldest first. */
  readonly told: (lines: readonly LogLineView[]) => void;
  /** More came than could be told. */
  readonly missed: () => void;
  /** Ends it. */
  readonly until: AbortSignal;
  /** Rejects once `until` is; real time where absent. */
  readonly pause?: ((ms: number, until: AbortSignal) => Promise<void>) | undefined;
}

/**
 * Tells what comes after `page` until it is interrupted.
 * @throws CliError where no server runs: nobody else writes lines
 */
export async function followLog(
  client: Client,
  options: LogOptions,
  { tail: begin }: Pick<LogPageView, "tail">,
  { told, missed, until, pause = waited }: Follower,
): Promise<void> {
  if (!(await client.ask("status")).running) {
    throw new CliError("unavailable", "No server is running that writes lines.", "Start it first.");
  }
  const query = queryOf(options);
  let after = begin;
  for (;;) {
    await pause(pollMs, until).catch(() => undefined);
    if (until.aborted) return;
    const news = await client.ask("logTail", { ...query, after });
    after = news.tail;
    if (news.missed) missed();
    if (news.entries.length > 0) told(news.entries.toReversed());
  }
}

async function waited(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal });
}

/** What is printed for people: oldest first, as what comes follows below. */
export function logText({ entries, request, next, lookedTo }: LogPageView): string {
  return [
    ...(request === null ? [] : [requestText(request)]),
    ...entries.toReversed().map(lineText),
    ...(entries.length === 0 ? ["No such line."] : []),
    ...(next !== null && lookedTo !== null ? [`Looked through back to ${lookedTo}.`] : []),
  ].join("\n");
}

function requestText({ id, at, by, method, path, status, code }: FailedRequestView): string {
  const who = by ?? "somebody who did not sign in";
  return `Request ${id} of ${who} failed at ${at}: ${method} ${path} answered ${status} (${code}).`;
}

/** One line; what people wrote cannot make two of it. */
export function lineText(line: LogLineView): string {
  const { at, name, address, mailboxId, kind, side, outcome, code, subject, fields } = line;
  const whose = [name, address].filter((part) => part !== "").join(" ") || mailboxId;
  const where = side === null ? "" : ` in ${sideName[side]}`;
  const what = subject === "" ? "" : ` "${subject}"`;
  const ended = outcome === "done" ? "" : ` [${[outcome, code ?? ""].join(" ").trim()}]`;
  const more = [
    ...(fields.length === 0 ? [] : [`changed: ${fields.join(", ")}`]),
    ...(line.because === "" ? [] : [`because: ${line.because}`]),
    ...(line.linkId === null ? [] : [`item ${line.linkId}`]),
    ...(line.runId === null ? [] : [`run ${line.runId}`]),
    ...line.requests.map((id) => `request ${id}`),
  ];
  const told = [`${at} ${whose}: ${kind}${where}${what}${ended}`, ...more].join("; ");
  return told.replaceAll(/\p{Cc}+/gu, " ");
}

function queryOf(options: LogOptions): Readonly<Record<string, string>> {
  const { tenant, side, lines: _lines, follow: _follow, ...rest } = options;
  return {
    ...rest,
    ...(tenant !== undefined && { tenantId: tenant }),
    ...(side !== undefined && { side: side === "outlook" ? "microsoft" : side }),
  };
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time as it was typed, in UTC where it does not say otherwise, or a span back from now. */
function momentOf(typed: string, nowMs: number): string {
  const [, count, unit = ""] = /^(\d{1,6})([mhd])$/.exec(typed) ?? [];
  const unitMs = units[unit];
  if (count !== undefined && unitMs !== undefined) {
    return new Date(nowMs - Number(count) * unitMs).toISOString();
  }
  const isZoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(typed) || !typed.includes("T");
  const ms = /^\d{4}-\d{2}-\d{2}/.test(typed) ? Date.parse(isZoned ? typed : `${typed}Z`) : NaN;
  if (Number.isNaN(ms)) {
    throw new InvalidArgumentError("Type 2026-11-28T16:00Z, or a span back from now: 30m, 2h, 7d.");
  }
  return new Date(ms).toISOString();
}

function linesOf(typed: string): number {
  if (/^[1-9]\d{0,4}$/.test(typed)) return Number(typed);
  throw new InvalidArgumentError("Type a whole number from 1 to 99999.");
}
