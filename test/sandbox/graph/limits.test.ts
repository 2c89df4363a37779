import { createWindow } from "../../../sandbox/graph/window.ts";
import { type Json, idOf, lunch, openDesk } from "./desk.ts";

const get = (id: string, url = "/me/events") => ({ id, method: "GET", url });

describe("a sliding window", () => {
  it("takes so much in any such time, and says when the same again would fit", () => {
    const window = createWindow(3, 10_000);
    expect([0, 4000, 8000].map((now) => window.add(1, now))).toEqual([0, 0, 0]);
    expect(window.add(1, 9000)).toBe(5000);
    expect(window.add(1, 10_001)).toBe(7999);
    expect(window.add(1, 30_000)).toBe(0);
  });

  it("forgets what has left it, however much that was", () => {
    const window = createWindow(600_000, 600_000);
    const waits = new Set(Array.from({ length: 700_000 }, (_, now) => window.add(1, now)));
    expect([...waits]).toEqual([0]);
    expect(window.add(600_000, 700_000)).toBeGreaterThan(0);
  });
});

describe("limits", () => {
  it("let four requests run at once per app and mailbox", async () => {
    const desk = openDesk();
    const [ada, grace] = [desk.as("ada"), desk.as("grace")];
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, () => ada("GET", "/me/events")),
      grace("GET", "/me/events"),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429, 429, 200]);
    const [, , , , fifth] = answers;
    expect(fifth?.headers["retry-after"]).toBe("1");
    expect(fifth?.body).toMatchObject({
      error: {
        code: "ApplicationThrottled",
        message: "Application is over its MailboxConcurrency limit.",
      },
    });
  });

  it("count requests in ten minutes, throttled ones and parts of batches too", async () => {
    const desk = openDesk({ limits: { requests: 5 } });
    const ada = desk.as("ada");
    await ada("POST", "/$batch", { body: { requests: [get("1"), get("2"), get("3")] } });
    for (let count = 0; count < 2; count += 1) await ada("GET", "/me/events");
    const over = await ada("GET", "/me/events");
    expect([over.status, over.headers["retry-after"]]).toEqual([429, "600"]);
    desk.clock.advance(599_000);
    expect((await ada("GET", "/me/events")).status).toBe(429);
    desk.clock.advance(600_001);
    expect((await ada("GET", "/me/events")).status).toBe(200);
  });

  it("count what is sent in five minutes, and let reading go on", async () => {
    const desk = openDesk({ limits: { uploadBytes: 3000 } });
    const ada = desk.as("ada");
    const body = lunch({ body: { contentType: "text", content: "x".repeat(2000) } });
    expect((await ada("POST", "/me/events", { body })).status).toBe(201);
    const over = await ada("POST", "/me/events", { body });
    expect([over.status, over.headers["retry-after"]]).toEqual([429, "300"]);
    expect((await ada("GET", "/me/events")).status).toBe(200);
    desk.clock.advance(300_001);
    expect((await ada("POST", "/me/events", { body })).status).toBe(201);
  });

  it("count extensions per app and tenant, and everything per app, in the gateway's words", async () => {
    const desk = openDesk({ limits: { extensions: 1, ofApp: 5 } });
    const [ada, liu] = [desk.as("ada"), desk.as("liu")];
    const path = `/me/events/${idOf(await ada("POST", "/me/events", { body: lunch() }))}/extensions`;
    const statuses = [
      (await ada("GET", path)).status,
      (await ada("GET", path)).status,
      (await liu("GET", "/me/events")).status,
      (await ada("GET", "/me")).status,
    ];
    expect(statuses).toEqual([200, 429, 200, 200]);
    const { status, headers, body } = await liu("GET", "/me");
    expect([status, headers["retry-after"]]).toEqual([429, "10"]);
    expect(body).toMatchObject({
      error: {
        code: "TooManyRequests",
        message: "Please retry again later.",
        innerError: { code: "429", status: "429", message: "Please retry after" },
      },
    });
  });

  it("say when to come back or do not, in either of the documented words", async () => {
    const desk = openDesk({ limits: { requests: 0 } });
    Object.assign(desk.graph.switches, { retryAfter: "absent", throttledBody: "TooManyRequests" });
    const { status, headers, body } = await desk.as("ada")("GET", "/me/events");
    expect(status).toBe(429);
    expect(headers).not.toHaveProperty("retry-after");
    expect((body["error"] as Json)["code"]).toBe("TooManyRequests");
  });

  it("inside a batch throttle the part: the batch is answered all the same", async () => {
    const desk = openDesk({ limits: { requests: 1 } });
    const { status, body } = await desk.as("ada")("POST", "/$batch", {
      body: { requests: [get("1"), get("2")] },
    });
    const parts = body["responses"] as { status: number; headers: Record<string, string> }[];
    expect([status, ...parts.map((part) => part.status)]).toEqual([200, 200, 429]);
    expect(parts[1]?.headers["Retry-After"]).toBe("600");
  });
});
