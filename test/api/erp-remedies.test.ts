/** What of an ERP failed, as the network and its web server really answer, and who mends it. */
import { createServer, type RequestListener, type Server } from "node:http";
import https from "node:https";
import { createServer as createTcp, type AddressInfo } from "node:net";
import { createCA, createCert } from "mkcert";
import { createDemoConnector } from "../../server/connectors/demo/demo.ts";
import { ConnectorError } from "../../server/connectors/port/connector-error.ts";
import { erpFailureOf, erpFailures, erpRemedyFor } from "../../server/api/erp-remedies.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { outboundFetch } from "../../server/lib/outbound.ts";
import { tlsFailureIn } from "../../server/lib/tls-failure.ts";

const servers: { close(): unknown }[] = [];
afterEach(() => {
  for (const one of servers.splice(0)) one.close();
});

async function listening(server: Pick<Server, "listen" | "address" | "close">): Promise<number> {
  servers.push(server);
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

async function failed(
  baseUrl: string,
  more: { readonly fetch?: typeof fetch; readonly timeout?: () => AbortSignal } = {},
) {
  const connector = createDemoConnector({
    ...{ baseUrl, apiKey: "key", fetch, clock: manualClock(0) },
    ...more,
  });
  const error: unknown = await connector.profile
    .findUser("ada@contoso.example")
    .catch((one: unknown) => one);
  if (!(error instanceof ConnectorError)) throw new Error(`it did not fail: ${String(error)}`);
  return erpFailureOf(error);
}

const answering = async (answer: RequestListener) =>
  `http://127.0.0.1:${await listening(createServer(answer))}`;

const json =
  (status: number, body: unknown): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
const own = { error: { code: "told", message: "Told by the ERP." } };

describe("what answers in the place of an ERP", () => {
  it.each<readonly [string, RequestListener, string]>([
    ["a page", (_request, response) => response.end("<!doctype html>"), "something-else"],
    [
      "a redirect to a sign-in page",
      (_request, response) => response.writeHead(302, { location: "/login" }).end(),
      "something-else",
    ],
    [
      "a page that is not there",
      (_request, response) => response.writeHead(404).end("<h1>404</h1>"),
      "something-else",
    ],
    [
      "half of an answer that says it is JSON",
      (_request, response) =>
        response.writeHead(200, { "content-type": "application/json" }).end('{"users":'),
      "something-else",
    ],
    ["JSON of another form", json(200, { people: [] }), "other-version"],
    ["a proxy whose ERP is down", (_request, response) => response.writeHead(502).end(), "down"],
    ["no key of ours", json(401, own), "key"],
    ["too few rights", json(403, own), "rights"],
    ["too many requests", json(429, own), "throttled"],
    ["a refusal", json(422, own), "refused"],
    ["its own word that it knows no such thing", json(404, own), "something-else"],
    ["nothing, and it hangs up", (request) => request.socket.destroy(), "cut"],
  ])("%s is told apart", async (_, answer, failure) => {
    expect(await failed(await answering(answer))).toBe(failure);
  });

  it("nothing within the time that there is", async () => {
    const url = await answering(() => undefined);
    expect(await failed(url, { timeout: () => AbortSignal.timeout(20) })).toBe("no-answer");
  });
});

describe("what keeps an ERP from being reached", () => {
  it("nobody listens, nobody has the name, or it may not be asked", async () => {
    const gone = createTcp();
    const port = await listening(gone as never);
    await new Promise((done) => gone.close(done));
    expect(await failed(`http://127.0.0.1:${port}`)).toBe("nothing-listens");
    expect(await failed("http://no-such-erp.invalid")).toBe("unknown-host");
    const guarded = await outboundFetch(
      { proxy: null, except: [], ca: null },
      () => "it is closed",
    );
    const inside = { fetch: guarded };
    expect(await failed("http://localhost:50000", inside)).toBe("forbidden-address");
    expect(
      erpFailureOf(
        new ConnectorError("unavailable", "erp", "No.", {
          cause: Object.assign(new Error("fetch failed"), { code: "EHOSTUNREACH" }),
        }),
      ),
    ).toBe("no-way");
  });

  it("its certificate, or that there is none", async () => {
    const ca = await createCA({
      ...{ organization: "Contoso", countryCode: "DE", state: "B", locality: "B", validity: 30 },
    });
    const { cert, key } = await createCert({ ca, domains: ["erp.contoso.example"], validity: 30 });
    const port = await listening(https.createServer({ cert, key }, json(200, {})));
    const url = `https://127.0.0.1:${port}`;
    expect(await failed(url)).toBe("certificate-issuer");
    const trusting = await outboundFetch({ proxy: null, except: [], ca: ca.cert });
    expect(await failed(url, { fetch: trusting })).toBe("certificate-name");
    const open = await listening(createServer(json(200, {})));
    expect(await failed(`https://127.0.0.1:${open}`)).toBe("no-tls");
    expect(tlsFailureIn("CERT_HAS_EXPIRED certificate has expired")).toBe("certificate-ended");
  });
});

it("says of each what mends it, and who that is", () => {
  for (const failure of erpFailures) {
    expect(erpRemedyFor(failure).remedy).toMatch(/^[A-Z].{30,}\.$/);
  }
});
