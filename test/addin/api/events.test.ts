import fc from "fast-check";
import { followEvents, readEvents, reconnectDelayMs } from "../../../addin/api/events.ts";
import type { LiveEvent } from "../../../server/api/contract/routes.ts";

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function read(chunks: readonly Uint8Array[]): Promise<readonly LiveEvent[]> {
  const events: LiveEvent[] = [];
  for await (const event of readEvents(streamOf(chunks))) events.push(event);
  return events;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const item = (itemId: string): LiveEvent => ({ kind: "item", itemId });
const line = (event: LiveEvent): string => `data: ${JSON.stringify(event)}\n\n`;

describe("reading the stream of live events", () => {
  it("gives the same events however the bytes are cut", async () => {
    const events = [
      { kind: "hello", moved: false } as const,
      item("ä/ö ✓"),
      { kind: "run", running: true } as const,
    ];
    const whole = bytes(events.map(line).join(""));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length)), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const chunks = at.slice(1).map((end, index) => whole.slice(at[index], end));
        expect(await read(chunks)).toEqual(events);
      }),
    );
  });

  it("accepts CRLF and skips comments, other fields and what is not JSON", async () => {
    const text = `: hi\r\n\r\nid: 4\r\ndata: {"kind":"status"}\r\n\r\ndata: nonsense\n\n${line(item("a"))}`;
    expect(await read([bytes(text)])).toEqual([{ kind: "status" }, item("a")]);
  });

  it("drops an event that the connection cut off", async () => {
    expect(await read([bytes(`${line(item("a"))}data: {"kind":"sta`)])).toEqual([item("a")]);
  });
});

describe("following live events", () => {
  it("waits longer after each failure, never more than a minute", () => {
    const delays = [0, 1, 2, 3, 10].map((attempt) => reconnectDelayMs(attempt, 1));
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 60_000]);
    expect(reconnectDelayMs(10, 0)).toBe(30_000);
  });

  it("reconnects after the stream ended and after it was refused, until it is told to stop", async () => {
    const leaving = new AbortController();
    const waits: number[] = [];
    const seen: LiveEvent[] = [];
    let connections = 0;
    const answers = [
      () => new Response(streamOf([bytes(line(item("one")))])),
      () => {
        throw new Error("refused");
      },
      () => new Response(streamOf([bytes(line(item("two")))])),
    ];
    await followEvents({
      api: { openEvents: async () => (answers.shift() ?? answers[0]!)() },
      onEvent: (event) => void seen.push(event),
      onConnected: () => void (connections += 1),
      signal: leaving.signal,
      chance: () => 1,
      wait: async (ms) => {
        waits.push(ms);
        if (answers.length === 0) leaving.abort();
      },
    });
    expect(seen).toEqual([item("one"), item("two")]);
    expect(connections).toBe(2);
    expect(waits).toEqual([1_000, 2_000, 1_000]);
  });
});
