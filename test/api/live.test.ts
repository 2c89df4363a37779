import { liveEventSchema, type LiveEvent } from "../../server/api/contract/routes.ts";
import { linked } from "../whole/linked.ts";
import type { Person } from "../whole/person.ts";
import { worlds } from "../whole/world.ts";

const open = worlds();

/** The stream as the add-in reads it: one event at a time. */
async function listen(person: Person) {
  const response = await person.request("GET", "/api/events");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const next = async (): Promise<LiveEvent> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        return liveEventSchema.parse(JSON.parse(line.replace(/^data: /, "")));
      }
      const { value, done } = await reader.read();
      if (done) throw new Error("the stream has ended");
      text += value;
    }
  };
  return {
    next,
    /** Events up to and with the first of this kind. */
    async until(kind: LiveEvent["kind"]): Promise<readonly LiveEvent[]> {
      const events: LiveEvent[] = [];
      do events.push(await next());
      while (events.at(-1)?.kind !== kind);
      return events;
    },
    close: () => reader.cancel(),
  };
}

describe("live events", () => {
  it("say hello, when a run begins and ends, and which item moved; ids and no content", async () => {
    const { world, ada, id } = await linked(await open());
    const { itemId } = await ada.open(id);
    const stream = await listen(ada);
    expect((await stream.next()).kind).toBe("hello");
    await ada.outlook.change(id, { subject: "Moved" });
    await world.settle();
    const events = await stream.until("status");
    expect(events[0]).toEqual({ kind: "run", running: true });
    expect(events).toContainEqual({ kind: "item", itemId });
    expect(events).toContainEqual({ kind: "run", running: false });
    expect(JSON.stringify(events)).not.toContain("Moved");
    await stream.close();
  });

  it("say to who begins to listen whether something moved just before", async () => {
    const { world, ada, id } = await linked(await open());
    const hello = async () => {
      const stream = await listen(ada);
      const first = await stream.next();
      await stream.close();
      return first;
    };
    await ada.outlook.change(id, { subject: "Moved" });
    await world.settle();
    expect(await hello()).toEqual({ kind: "hello", moved: true });
    await world.pass(60_000);
    expect(await hello()).toEqual({ kind: "hello", moved: false });
  });

  it("are one person's own", async () => {
    const { world, ada, id } = await linked(await open());
    const grace = world.person("grace");
    await grace.setUp();
    await world.settle();
    const stream = await listen(grace);
    await stream.next();
    await ada.outlook.change(id, { subject: "None of hers" });
    await world.settle();
    // The first thing she hears after hello is her own Setup.
    await grace.setUp();
    expect(await stream.next()).toEqual({ kind: "status" });
    await stream.close();
  });

  it("need a token", async () => {
    const world = await open();
    expect((await fetch(`${world.url()}/api/events`)).status).toBe(401);
  });

  it("end with the pane: nothing is kept for a stream that was closed", async () => {
    const { world, ada, id } = await linked(await open());
    const stream = await listen(ada);
    await stream.next();
    await stream.close();
    await ada.outlook.change(id, { subject: "Nobody listens" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Nobody listens" }]);
  });
});
