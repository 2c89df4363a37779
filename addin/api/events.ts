import type { LiveEvent } from "../../server/api/contract/routes.ts";
import type { Api } from "./client.ts";

/** Reads a `text/event-stream` body; `EventSource` cannot send a bearer token. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<LiveEvent> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = "";
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const raw of lines) {
        const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
        if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
        if (line !== "" || data.length === 0) continue;
        const event = parseEvent(data.join("\n"));
        data = [];
        if (event !== null) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parseEvent(text: string): LiveEvent | null {
  try {
    return JSON.parse(text) as LiveEvent;
  } catch {
    // A comment or a newer backend's event: the views still ask when they are opened.
    return null;
  }
}

/** How long to wait before the nth new attempt: 1, 2, 4 ... up to 60 s, shortened by chance. */
export function reconnectDelayMs(attempt: number, chance: number): number {
  const fullMs = Math.min(60_000, 1_000 * 2 ** Math.min(attempt, 6));
  // Everybody reconnects when the backend restarts: spread them.
  return Math.round(fullMs * (0.5 + chance / 2));
}

export interface Following {
  readonly api: Pick<Api, "openEvents">;
  readonly onEvent: (event: LiveEvent) => void;
  /** The stream was (re)connected: anything may have happened in between. */
  readonly onConnected: () => void;
  readonly signal: AbortSignal;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly chance: () => number;
}

/** Follows live events until `signal` aborts; reconnects for ever, since views work without. */
export async function followEvents(following: Following): Promise<void> {
  const { api, signal } = following;
  let attempt = 0;
  while (!signal.aborted) {
    try {
      const response = await api.openEvents(signal);
      if (response.body !== null) {
        attempt = 0;
        following.onConnected();
        for await (const event of readEvents(response.body)) following.onEvent(event);
      }
    } catch {
      // Signed out, offline, backend restarting: the views say so, here we only try again.
    }
    await following.wait(reconnectDelayMs(attempt, following.chance()), signal);
    attempt += 1;
  }
}

/** Resolves after `ms`, or at once when `signal` aborts. */
export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
