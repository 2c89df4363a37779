import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openTraces, type Traces } from "../../server/traces/otlp.ts";
import { linked } from "../whole/linked.ts";
import { worlds } from "../whole/world.ts";

const open = worlds();

interface Span {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly status: { readonly code: number; readonly message?: string };
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

const listeners: Server[] = [];
afterEach(() => {
  for (const one of listeners.splice(0)) {
    one.closeAllConnections();
    one.close();
  }
});

/** What an OpenTelemetry collector takes: OTLP over HTTP, as JSON. */
async function collector() {
  const bodies: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const listener = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      bodies.push(Buffer.concat(parts).toString("utf8"));
      headers.push(request.headers);
      response.setHeader("Content-Type", "application/json").end("{}");
    });
  });
  listeners.push(listener);
  await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
  const { port } = listener.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/traces`,
    bodies,
    headers,
    spans: (): Span[] =>
      bodies.flatMap((body) => {
        const { resourceSpans } = JSON.parse(body) as {
          resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
        };
        return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
      }),
  };
}

const tell = (url: string, share = 1): Promise<Traces> =>
  openTraces({ url, token: "a-token-of-the-collector", share }, "1.2.3", null);

const valueOf = ({ attributes }: Span, name: string): unknown =>
  Object.values(attributes.find(({ key }) => key === name)?.value ?? {})[0];

describe("traces", () => {
  it("are told to the collector that is named, each step below the one it belongs to", async () => {
    const { url, spans, headers, bodies } = await collector();
    const { trace, close } = await tell(url);
    const answer = await trace({ name: "outer" }, async (learned) => {
      learned({ count: 2 });
      return trace({ name: "inner", kind: "client" }, () => Promise.resolve("done"));
    });
    await trace({ name: "outer" }, () =>
      trace({ name: "woken", apart: true }, () => Promise.resolve()),
    );
    await close();
    expect(answer).toBe("done");
    const [inner, outer, woken, waking] = spans();
    expect(inner).toMatchObject({ name: "inner", kind: 3, parentSpanId: outer?.spanId });
    expect(outer && valueOf(outer, "count")).toBe(2);
    expect(woken?.traceId).not.toBe(waking?.traceId);
    expect(woken?.parentSpanId).toBeUndefined();
    expect(headers[0]?.authorization).toBe("Bearer a-token-of-the-collector");
    expect(bodies[0]).toContain('"1.2.3"');
  });

  it("tell the code of what fails, and not its sentence", async () => {
    const { url, spans, bodies } = await collector();
    const { trace, close } = await tell(url);
    const failing = trace({ name: "fails" }, () =>
      Promise.reject(Object.assign(new Error("Dinner with Bob"), { code: "rejected" })),
    );
    await expect(failing).rejects.toThrow("Dinner with Bob");
    await close();
    const [span] = spans();
    expect(span?.status.code).toBe(2);
    expect(span && valueOf(span, "error.type")).toBe("rejected");
    expect(bodies.join()).not.toContain("Dinner");
  });

  it("are none of a share of none, and stop nobody where the collector is away", async () => {
    const { url, bodies } = await collector();
    const none = await tell(url, 0);
    await none.trace({ name: "one" }, () => Promise.resolve());
    await none.close();
    expect(bodies).toEqual([]);

    const away = await tell("http://127.0.0.1:1/v1/traces");
    expect(await away.trace({ name: "one" }, () => Promise.resolve("done"))).toBe("done");
    await away.close();
  });

  it("of a whole server name nobody and nothing that people wrote", async () => {
    const { url, spans, bodies } = await collector();
    const { trace, close } = await tell(url);
    const { ada, id } = await linked(await open({ trace }));
    await close();
    const all = spans();
    const runs = all.filter(({ name }) => name === "run");
    const asked = all.filter(({ name }) => name === "ask microsoft");
    const answers = all.filter(({ name }) => name.startsWith("answer "));
    expect(runs.some((one) => Number(valueOf(one, "sync.writes")) > 0)).toBe(true);
    expect(runs.every(({ parentSpanId }) => parentSpanId === undefined)).toBe(true);
    const steps = all.filter(({ parentSpanId }) =>
      runs.some(({ spanId }) => spanId === parentSpanId),
    );
    expect(steps.map(({ name }) => name)).toContain("plan and apply");
    expect(asked.some((one) => steps.some(({ spanId }) => spanId === one.parentSpanId))).toBe(true);
    expect(answers.map((one) => valueOf(one, "area"))).toContain("api");
    for (const told of [id, ada.scope.mailboxId, ada.scope.tenantId, "Northwind", "ada@", "/api"]) {
      expect(bodies.some((body) => body.includes(told))).toBe(false);
    }
  });
});
