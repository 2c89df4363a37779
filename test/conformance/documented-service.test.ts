/** Documented pairs that are no plain requests: what Graph posts to the subscriber, its errors, and batches. */
import { type Json, idOf, lunch, openDesk, userNamed } from "../sandbox/graph/desk.ts";
import { lifecycleNotificationUrl, wanted } from "../sandbox/graph/subscriber.ts";
import { serviceDeviations } from "./deviations.ts";
import { describeConformance } from "./describe-conformance.ts";
import { type DocumentedPair, documentedPairs, missingReference } from "./reference.ts";

const operations = [
  ...["POST {notificationUrl}", "POST {lifecycleNotificationUrl}"],
  ...["ANY 429", "ANY error", "POST /$batch"],
];
const pairs = missingReference() === undefined ? documentedPairs() : [];
const ofService = pairs.filter(({ operation }) => operations.includes(operation));

function pairOf(operation: string, title: string): DocumentedPair {
  const pair = ofService.find((one) => one.operation === operation && one.title.includes(title));
  if (pair === undefined) throw new Error(`no documented ${operation} is about ${title}`);
  return pair;
}

/** Names of members, of objects below too; what differs from recording to recording is left to the schemas. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return "value";
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}

interface Posted {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Ada watches her calendar; everything that Graph posts is kept. */
async function subscribed() {
  const posted: Posted[] = [];
  const desk = openDesk({
    deliver: async (url, body, headers) => {
      posted.push({ url, body, headers });
      return { status: 200, body: new URL(url).searchParams.get("validationToken") ?? "" };
    },
  });
  await desk.as("ada")("POST", "/subscriptions", { body: wanted() });
  return { desk, posted };
}

const mediaType = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];

describeConformance("documented pairs of the service", () => {
  it("are those that are tried here, or a deviation says why not", () => {
    const tried = [
      ...["validation handshake", "basic change notification", "lifecycle notification"],
      ...["throttled request", "error body"],
    ];
    const untried = ofService.filter(
      ({ title }) =>
        ![...tried, ...serviceDeviations.map(({ where }) => where)].some((part) =>
          title.includes(part),
        ),
    );
    expect(untried).toEqual([]);
    expect(ofService.length).toBeGreaterThan(7);
  });

  it("validation handshake", async () => {
    const { request } = pairOf("POST {notificationUrl}", "validation handshake");
    const { posted } = await subscribed();
    expect(posted.map(({ headers }) => mediaType(headers))).toEqual(
      posted.map(() => mediaType(request?.headers ?? {})),
    );
    const names = posted.map(({ url }) => [...new URL(url).searchParams.keys()].at(-1));
    expect(names).toEqual(["validationToken", "validationToken"]);
  });

  it("basic change notification", async () => {
    const { request } = pairOf("POST {notificationUrl}", "basic change notification");
    const { desk, posted } = await subscribed();
    await desk.as("ada")("POST", "/me/events", { body: lunch() });
    await desk.graph.flushNotifications();
    const { body, headers } = posted.at(-1)!;
    expect(shapeOf(JSON.parse(body))).toEqual(shapeOf(request?.body));
    expect(mediaType(headers)).toContain(mediaType(request?.headers ?? {}));
  });

  it.each(["subscriptionRemoved", "missed", "reauthorizationRequired"] as const)(
    "lifecycle notification: %s",
    async (event) => {
      const { request } = pairOf("POST {lifecycleNotificationUrl}", "lifecycle notification");
      const { desk, posted } = await subscribed();
      desk.graph.sendLifecycle(userNamed("ada").id, event);
      await desk.graph.flushNotifications();
      const { url, body } = posted.at(-1)!;
      expect(url).toBe(lifecycleNotificationUrl);
      expect(shapeOf(JSON.parse(body))).toEqual(shapeOf(request?.body));
      expect(body).toContain(event);
    },
  );

  it("throttled request", async () => {
    const { response } = pairOf("ANY 429", "throttled request");
    const desk = openDesk({ limits: { requests: 0 } });
    desk.graph.switches.throttledBody = "TooManyRequests";
    const answer = await desk.as("ada")("GET", "/me/events");
    const { error } = response?.body as { error: { innerError: Json } };
    const got = answer.body["error"] as { innerError: Json };
    expect({ ...got, innerError: {} }).toEqual({ ...error, innerError: {} });
    expect(Object.keys(got.innerError)).toEqual(
      expect.arrayContaining(Object.keys(error.innerError)),
    );
    expect([answer.status, answer.headers["retry-after"]]).toEqual([429, expect.any(String)]);
  });

  it("error body", async () => {
    const { response } = pairOf("ANY error", "error body");
    const answer = await openDesk().as("ada")("GET", "/me/events/none");
    const { error } = response?.body as { error: { innerError: Json } };
    const got = answer.body["error"] as { innerError: Json };
    expect(Object.keys(got).toSorted()).toEqual(Object.keys(error).toSorted());
    const inner = Object.keys(error.innerError).filter((name) => name !== "code");
    expect(Object.keys(got.innerError)).toEqual(expect.arrayContaining(inner));
  });

  it("a batch is answered with each part's own status, headers and body", async () => {
    const { response } = pairOf("POST /$batch", "mixed results");
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", { body: lunch() });
    const requests = [
      { id: "1", method: "GET", url: `/me/events/${idOf(made)}` },
      { id: "2", method: "GET", url: "/me/events/AAMkAGI1AAAt9AHjAAA=" },
      { id: "3", method: "DELETE", url: "/users/none" },
    ];
    const { status, body } = await ada("POST", "/$batch", { body: { requests }, wrong: true });
    expect(status).toBe(response?.status);
    const parts = body["responses"] as { id: string; status: number; headers: Json; body: Json }[];
    const documented = (response?.body as { responses: typeof parts }).responses;
    expect(parts.map(({ id }) => id).toSorted()).toEqual(["1", "2", "3"]);
    expect(Object.keys(parts[0] ?? {}).toSorted()).toEqual(
      Object.keys(documented[0] ?? {}).toSorted(),
    );
    const [, failed] = parts;
    expect(failed?.status).toBe(404);
    const error = failed?.body["error"] as Json;
    expect(Object.keys(error)).toEqual(Object.keys(documented[1]?.body["error"] as Json));
    const always = ["Cache-Control", "Content-Type", "OData-Version"];
    for (const { headers } of parts)
      expect(Object.keys(headers)).toEqual(expect.arrayContaining(always));
  });
});
