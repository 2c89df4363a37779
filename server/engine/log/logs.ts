import type { Store } from "../../store/store.ts";
import { scopeKey } from "../../store/store.ts";
import type { MailboxScope } from "../mailboxes/mailbox.ts";
import type { LogLine } from "./lines.ts";
import { mergedLines } from "./merged.ts";
import type { Reach, RecentLines } from "./recent.ts";
import { isAsked, type LogFilter, type LogReader } from "./search.ts";

/** What is looked for, in whose logs, by whom. */
export interface LogQuestion {
  readonly scopes: readonly MailboxScope[];
  readonly filter: LogFilter;
  readonly reader: LogReader;
}

export interface LogPage {
  /** Newest first. */
  readonly lines: readonly LogLine[];
  /** To be given for what lies behind; `null`: nothing does. */
  readonly next: string | null;
  /** To be given for what comes after this moment. */
  readonly tail: string;
  /** `whole`: as far back as the logs reach. `recent`: of so many people the newest lines alone. */
  readonly depth: "whole" | "recent";
  /** How far back was looked, ISO 8601 UTC; `null`: to the beginning. */
  readonly lookedTo: string | null;
}

export interface LogTail {
  readonly lines: readonly LogLine[];
  readonly tail: string;
  /** Too much came, or the server started anew: what is shown is to be asked for again. */
  readonly missed: boolean;
}

/** The logs of many mailboxes as one. */
export interface Logs {
  /** @returns `undefined` for a `before` that was not given out for this question */
  page(
    question: LogQuestion,
    asked: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<LogPage | undefined>;
  /** What came since. */
  since(question: LogQuestion, tail: string): Promise<LogTail>;
  /** All of it, newest first; of more than a few mailboxes one mailbox after the other. */
  all(question: LogQuestion): AsyncIterable<LogLine>;
}

/** Of so many mailboxes the logs themselves are read, of more the newest lines that are in memory. */
const fewScopes = 12;
/** Of more, so many mailboxes are opened for one page: each takes milliseconds. */
const openedAtMost = 500;
/** So many lines of files are looked at for one page: what is rare takes several pages. */
const lookedAtMost = 5_000;
/** More than this is asked for anew instead. */
const tailMost = 200;

/** Behind every line of its moment. */
const latestSeq = Number.MAX_SAFE_INTEGER;

/** @param boot a text of this process alone: what it counts means nothing to the next one */
export function createLogs(store: Store, recent: RecentLines, boot: string): Logs {
  const tailNow = (): string => `${boot}.${recent.seq}`;

  const ofRecent = async (
    { scopes, filter, reader }: LogQuestion,
    limit: number,
    place: RecentPlace | null,
  ): Promise<Omit<LogPage, "tail">> => {
    const own = new Set(scopes.map(scopeKey));
    const lines: LogLine[] = [];
    // Of another process: the moment counts alone, and a line of just that moment may come twice.
    const before =
      place === null
        ? undefined
        : { at: place.at, seq: place.boot === boot ? place.seq : latestSeq };
    const reach: Reach = { mailboxes: openedAtMost, from: filter.from };
    for await (const { line, seq } of recent.lines(before, reach)) {
      if (!own.has(scopeKey(line.scope)) || !isAsked(line, filter, reader)) continue;
      lines.push(line);
      if (lines.length === limit) {
        const next = written({ kind: "recent", boot, seq, at: line.at });
        return { lines, next, depth: "recent", lookedTo: line.at };
      }
    }
    const { endedAt: at } = reach;
    if (at !== undefined) {
      // Of that moment nothing was told yet.
      const next = written({ kind: "recent", boot, seq: latestSeq, at });
      return { lines, next, depth: "recent", lookedTo: at };
    }
    const { reachesTo } = recent;
    const isAll = filter.from !== undefined && filter.from >= reachesTo;
    return { lines, next: null, depth: "recent", lookedTo: isAll ? null : reachesTo };
  };

  const ofLogs = async (
    { scopes, filter, reader }: LogQuestion,
    limit: number,
    place: MergedPlace | null,
  ): Promise<Omit<LogPage, "tail">> => {
    const lines: LogLine[] = [];
    const reached = new Map(place?.places);
    let looked = 0;
    for await (const line of mergedLines(store, scopes, reached)) {
      reached.set(scopeKey(line.scope), line.id);
      looked += 1;
      if (isAsked(line, filter, reader)) lines.push(line);
      const isOver = filter.from !== undefined && line.at < filter.from;
      if (isOver) break;
      if (lines.length === limit || looked === lookedAtMost) {
        const next = written({ kind: "whole", places: [...reached] });
        return { lines, next, depth: "whole", lookedTo: line.at };
      }
    }
    return { lines, next: null, depth: "whole", lookedTo: null };
  };

  return {
    async page(question, { limit, before }) {
      const place = before === undefined ? null : read(before);
      const depth = question.scopes.length <= fewScopes ? "whole" : "recent";
      if (place === undefined || (place !== null && place.kind !== depth)) return undefined;
      recent.follow();
      // Taken first: what comes while the logs are read is told twice rather than never.
      const tail = tailNow();
      const page =
        place?.kind === "recent" || (place === null && depth === "recent")
          ? await ofRecent(question, limit, place)
          : await ofLogs(question, limit, place);
      return { ...page, tail };
    },

    async since({ scopes, filter, reader }, tail) {
      recent.follow();
      const [ofBoot, seq] = tail.split(".");
      const news = ofBoot === boot ? recent.since(Number(seq)) : null;
      if (news === null || news.length > tailMost) {
        return { lines: [], tail: tailNow(), missed: true };
      }
      const own = new Set(news.length === 0 ? [] : scopes.map(scopeKey));
      const lines = news
        .map(({ line }) => line)
        .filter((line) => own.has(scopeKey(line.scope)) && isAsked(line, filter, reader));
      return { lines, tail: tailNow(), missed: false };
    },

    async *all({ scopes, filter, reader }) {
      const together = scopes.length <= fewScopes ? [scopes] : scopes.map((scope) => [scope]);
      for (const some of together) {
        for await (const line of mergedLines(store, some, new Map())) {
          if (filter.from !== undefined && line.at < filter.from) break;
          if (isAsked(line, filter, reader)) yield line;
        }
      }
    },
  };
}

interface RecentPlace {
  readonly kind: "recent";
  readonly boot: string;
  readonly seq: number;
  readonly at: string;
}

interface MergedPlace {
  readonly kind: "whole";
  readonly places: readonly (readonly [string, string])[];
}

function written(place: RecentPlace | MergedPlace): string {
  const { kind } = place;
  const parts = kind === "whole" ? place.places : [place.boot, place.seq, place.at];
  return Buffer.from(JSON.stringify([kind, parts])).toString("base64url");
}

function read(text: string): RecentPlace | MergedPlace | undefined {
  try {
    const [kind, parts] = JSON.parse(Buffer.from(text, "base64url").toString()) as [
      string,
      unknown,
    ];
    if (!Array.isArray(parts)) return undefined;
    if (kind === "whole") {
      return { kind, places: parts.map(([key, id]) => [String(key), String(id)] as const) };
    }
    const [boot, seq, at] = parts as unknown[];
    return kind === "recent"
      ? { kind, boot: String(boot), seq: Number(seq), at: String(at) }
      : undefined;
  } catch {
    return undefined;
  }
}
