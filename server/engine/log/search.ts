import { codeOf, outcomeOf, type LogLine, type Outcome } from "./lines.ts";

/** Which lines are asked for; what is absent is not asked about. */
export interface LogFilter {
  readonly kind?: string | undefined;
  /** The side written to. */
  readonly side?: "microsoft" | "erp" | undefined;
  readonly outcome?: Outcome | undefined;
  readonly code?: string | undefined;
  /** The id of a request that it may have been done for. */
  readonly request?: string | undefined;
  /** ISO 8601 UTC: not before, and before. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** In any case, part of what a line tells. */
  readonly text?: string | undefined;
}

/** Who reads the lines. */
export interface LogReader {
  /** The name and address of whose mailbox it is. */
  whose(line: LogLine): string;
  /** Whether what people wrote is for him: who audits sees that something was done, and never what. */
  reads(line: LogLine): boolean;
}

/** Whether a line is one of those asked for, by nothing but what the reader may know of it. */
export function isAsked(line: LogLine, filter: LogFilter, reader: LogReader): boolean {
  const { kind, side, outcome, code, request, from, to, text = "" } = filter;
  if (kind !== undefined && line.kind !== kind) return false;
  if (side !== undefined && line.side !== side) return false;
  if (request !== undefined && line.requests?.includes(request) !== true) return false;
  if (from !== undefined && line.at < from) return false;
  if (to !== undefined && line.at >= to) return false;
  if (outcome !== undefined && outcomeOf(line) !== outcome) return false;
  if (code !== undefined && codeOf(line.because) !== code) return false;
  const sought = text.trim().toLowerCase();
  return sought === "" || wordsOf(line, reader).toLowerCase().includes(sought);
}

function wordsOf(line: LogLine, reader: LogReader): string {
  const { id, linkId, runId, requests = [], because, scope, subject } = line;
  const told = [
    reader.whose(line),
    scope.mailboxId,
    id,
    linkId ?? "",
    runId ?? "",
    ...requests,
    because,
  ];
  return [...told, reader.reads(line) ? subject : ""].join("\n");
}
