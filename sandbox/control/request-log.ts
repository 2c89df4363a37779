/** One request to Graph as the sandbox saw it. */
export interface LoggedRequest {
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly at: number;
  /** Client id of the caller. */
  readonly app: string;
  /** User id of the mailbox asked for; empty where the request concerns none. */
  readonly mailbox: string;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly status: number;
  /** Number of parts of a `$batch`; its parts are logged too, each by itself. */
  readonly batch?: number;
}

/** What was asked of Graph, oldest first. */
export interface RequestLog {
  add(entry: LoggedRequest): void;
  list(): readonly LoggedRequest[];
  clear(): void;
}

/** Older entries are dropped, so that a sandbox left running does not grow for ever. */
const ENTRIES_MAX = 100_000;

export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  return {
    add: (entry) => {
      entries.push(entry);
      if (entries.length > ENTRIES_MAX * 1.1) entries = entries.slice(-ENTRIES_MAX);
    },
    list: () => [...entries],
    clear: () => {
      entries = [];
    },
  };
}
