/** How the connector asks: tokens, batches, pacing, repeats, replies that never come. */
import { ConnectorError } from "../../../server/connectors/port/connector-error.ts";
import type { GraphCall } from "../../../server/connectors/graph/requests/session.ts";
import { actor, batched, graphEvent, stubbed } from "./stub.ts";

const throttled = (seconds: number) => ({
  status: 429,
  headers: { "Retry-After": String(seconds) },
  body: { error: { code: "ApplicationThrottled", message: "" } },
});
const ids = (count: number) => Array.from({ length: count }, (_, index) => `id/${index}=`);
const idOf = (url: string) => /events\/(.+?)\?/.exec(url)?.[1] ?? "";
const found = (url: string) => ({ status: 200, body: graphEvent(idOf(url)) });

describe("reading many events", () => {
  it("takes one request for one, and batches of twenty for many, answered in the order asked", async () => {
    const { connector, asked } = stubbed((one) =>
      one.path === "/$batch" ? batched(one, found) : found(one.path),
    );
    const items = await connector.get(actor, "appointment", ids(41));
    expect(items.map((one) => (one.kind === "found" ? one.item.id : one.kind))).toEqual(ids(41));
    expect(asked.map(({ path }) => path.split("?")[0])).toEqual([
      "/$batch",
      "/$batch",
      "/me/events/id/40=",
    ]);
    expect(asked[2]?.headers.get("Prefer")).toBe('IdType="ImmutableId", outlook.timezone="UTC"');
  });

  it("lets one malformed, one missing and one refused event fail alone", async () => {
    const { connector } = stubbed((one) =>
      batched(one, (url, index) => {
        if (index === 0) return { status: 200, body: graphEvent("0", { start: "?" }) };
        if (index === 1) return { status: 404, body: { error: { code: "ErrorItemNotFound" } } };
        if (index === 2) return { status: 404, body: { error: { code: "ErrorInvalidUser" } } };
        return found(url);
      }),
    );
    const items = await connector.get(actor, "appointment", ids(4));
    expect(items.map(({ kind }) => kind)).toEqual(["error", "missing", "error", "found"]);
  });

  it("asks once more for the parts that were throttled, after the rest that was asked for", async () => {
    let rounds = 0;
    const { connector, pauses } = stubbed((one) => {
      rounds += 1;
      if (one.path !== "/$batch") return found(one.path);
      return batched(one, (url, index) =>
        index === 2 && rounds === 1 ? throttled(7) : found(url),
      );
    });
    const items = await connector.get(actor, "appointment", ids(3));
    expect(items.map(({ kind }) => kind)).toEqual(["found", "found", "found"]);
    expect([rounds, pauses]).toEqual([2, [7_000]]);
  });

  it("gives up as throttled when it is throttled again", async () => {
    const { connector, asked } = stubbed(() => throttled(7));
    const [item] = await connector.get(actor, "appointment", ["A"]);
    expect(item).toMatchObject({
      kind: "error",
      error: { code: "throttled", facts: { retryAfterMs: 7_000 } },
    });
    expect(asked).toHaveLength(2);
  });

  it("does not wait for a rest longer than its patience", async () => {
    const { connector, asked, pauses } = stubbed(() => throttled(120));
    const [item] = await connector.get(actor, "appointment", ["A"]);
    expect(item).toMatchObject({ kind: "error", error: { code: "throttled" } });
    expect([asked.length, pauses]).toEqual([1, []]);
  });

  it.each([
    ["a part missing", { responses: [] }],
    ["no responses", {}],
  ])("answers unavailable for a batch with %s", async (_what, body) => {
    const { connector } = stubbed(() => ({ status: 200, body }));
    const items = await connector.get(actor, "appointment", ids(2));
    expect(items).toMatchObject([
      { kind: "error", error: { code: "unavailable" } },
      { kind: "error", error: { code: "unavailable" } },
    ]);
  });
});

describe("writing", () => {
  const create = { kind: "create", key: "link#1", fields: { subject: "Visit" } } as const;

  it("never repeats a write by itself, not even a throttled one", async () => {
    const { connector, asked } = stubbed(() => throttled(1));
    const outcomes = await connector.write(actor, "appointment", [create]);
    expect(outcomes).toMatchObject([{ kind: "error", error: { code: "throttled" } }]);
    expect(asked).toHaveLength(1);
  });

  it("keeps the mailbox at rest for the writes that follow a throttled one", async () => {
    const replies = [throttled(5), { status: 201, body: graphEvent("A") }];
    const { connector, pauses } = stubbed(() => replies.shift()!);
    await connector.write(actor, "appointment", [create]);
    await connector.write(actor, "appointment", [create]);
    expect(pauses).toEqual([5_000]);
  });

  it("reports a reply that never came as unavailable, with its cause", async () => {
    const cause = new TypeError("fetch failed");
    const { connector, asked } = stubbed(() => Promise.reject(cause));
    const [outcome] = await connector.write(actor, "appointment", [create]);
    expect(outcome).toMatchObject({ kind: "error", error: { code: "unavailable", cause } });
    expect(asked).toHaveLength(1);
  });

  it("ends a request that takes too long", async () => {
    const clock = new AbortController();
    const { connector } = stubbed(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason as Error));
          clock.abort(new DOMException("too long", "TimeoutError"));
        }),
      { timeout: () => clock.signal },
    );
    const [outcome] = await connector.write(actor, "appointment", [create]);
    expect(outcome).toMatchObject({ kind: "error", error: { code: "unavailable" } });
  });

  it("sends nothing for an action that Outlook cannot hold, and sends the others", async () => {
    const { connector, asked } = stubbed(() => ({ status: 201, body: graphEvent("A") }));
    const outcomes = await connector.write(actor, "appointment", [
      { ...create, fields: { showAs: "asleep" } },
      create,
    ]);
    expect(outcomes).toMatchObject([
      { kind: "error", error: { code: "rejected", facts: { field: "showAs" } } },
      { kind: "written" },
    ]);
    expect(asked).toHaveLength(1);
  });

  it("sends the precondition and, with the fields, the stamp", async () => {
    const { connector, asked } = stubbed(() => ({ status: 200, body: graphEvent("A") }));
    const [outcome] = await connector.write(actor, "appointment", [
      {
        kind: "update",
        id: "A",
        precondition: 'W/"A-1"',
        fields: { subject: "New" },
        stamp: "s1",
      },
    ]);
    expect(asked[0]?.headers.get("If-Match")).toBe('W/"A-1"');
    expect(asked[0]?.body).toMatchObject({
      subject: "New",
      singleValueExtendedProperties: [{ value: "s1" }],
    });
    expect(outcome).toMatchObject({ kind: "written", item: { stamp: "s1" } });
  });
});

describe("the token", () => {
  const challenge = {
    status: 401,
    headers: {
      "WWW-Authenticate": `Bearer error="insufficient_claims", claims="${Buffer.from('{"c":1}').toString("base64")}"`,
    },
    body: { error: { code: "InvalidAuthenticationToken", message: "" } },
  };

  it("is asked for once more with the claims that Graph demands", async () => {
    const claims: (string | undefined)[] = [];
    const replies = [challenge, { status: 200, body: graphEvent("A") }];
    const { connector } = stubbed(() => replies.shift()!, {
      accessToken: async (_actor, wanted) => {
        claims.push(wanted);
        return "token";
      },
    });
    const [item] = await connector.get(actor, "appointment", ["A"]);
    expect([item?.kind, claims]).toEqual(["found", [undefined, '{"c":1}']]);
  });

  it("that nobody can give ends in the failure of whoever gives tokens", async () => {
    const error = new ConnectorError("unauthorized", "microsoft", "sign in again");
    const { connector, asked } = stubbed(() => challenge, {
      accessToken: () => Promise.reject(error),
    });
    await expect(connector.check(actor)).rejects.toBe(error);
    expect(asked).toHaveLength(0);
  });

  it("is that of the person, and never appears in the log", async () => {
    const log: GraphCall[] = [];
    const { connector, asked } = stubbed(() => ({ status: 200, body: graphEvent("A") }), {
      log: (call) => log.push(call),
    });
    await connector.get(actor, "appointment", ["secret-id"]);
    expect(asked[0]?.headers.get("Authorization")).toBe("Bearer token");
    expect(log).toMatchObject([{ method: "GET", path: "/me/events/*", status: 200 }]);
    expect(JSON.stringify(log)).not.toMatch(/token|secret/);
  });
});

describe("the mailbox asked", () => {
  const reply = () => ({ status: 200, body: graphEvent("A") });

  it("is `me` for one's own, and named for another's", async () => {
    const { connector, asked } = stubbed(reply);
    await connector.get(actor, "appointment", ["A"]);
    await connector.get({ ...actor, mailboxId: "shared" }, "appointment", ["A"]);
    expect(asked.map(({ path }) => path.split("?")[0])).toEqual([
      "/me/events/A",
      "/users/shared/events/A",
    ]);
  });

  it("is always named with application permissions", async () => {
    const { connector, asked } = stubbed(reply, { asApplication: () => true });
    await connector.get(actor, "appointment", ["A"]);
    expect(asked[0]?.path).toContain(`/users/${actor.mailboxId}/events/A`);
  });
});
