import http, { createServer, type Server } from "node:http";
import https from "node:https";
import { connect, type AddressInfo } from "node:net";
import { createCA, createCert } from "mkcert";
import { readConfig } from "../../server/config/config.ts";
import { goesDirectly, outboundFetch, refusalOf } from "../../server/lib/outbound.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const one of servers.splice(0)) {
    one.closeAllConnections();
    one.close();
  }
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

/** A proxy that leads every name to `port` of this machine, and remembers what it was asked for. */
async function proxyTo(port: number) {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    const path = new URL(request.url ?? "").pathname;
    request.pipe(
      http.request({ host: "127.0.0.1", port, path, method: request.method }, (answer) => {
        answer.pipe(response);
      }),
    );
  });
  proxy.on("connect", (request, socket, head) => {
    asked.push(
      `CONNECT ${request.url ?? ""} ${request.headers["proxy-authorization"] ?? ""}`.trim(),
    );
    const onward = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const one of [onward, socket]) one.on("error", () => socket.destroy());
  });
  return { asked, port: await listening(proxy) };
}

describe("requests that leave this machine", () => {
  it("are Node's own where nothing is configured", async () => {
    expect(await outboundFetch({ proxy: null, except: [], ca: null })).toBe(globalThis.fetch);
  });

  it("connect only to what a guard lets pass, and say what it said", async () => {
    const asked: string[] = [];
    const port = await listening(createServer((_request, response) => response.end("the ERP")));
    const guarded = (mistake?: string) =>
      outboundFetch({ proxy: null, except: [], ca: null }, (to, addresses) => {
        asked.push(`${to.host}:${to.port} ${addresses.some((one) => /^(127\.|::1)/.test(one))}`);
        return mistake;
      });
    const url = `http://localhost:${port}/`;
    expect(await (await (await guarded())(url)).text()).toBe("the ERP");
    const error: unknown = await (
      await guarded("it leads inside")
    )(url).catch((one: unknown) => one);
    expect(refusalOf(error)?.message).toBe("it leads inside.");
    expect(asked).toEqual([`localhost:${port} true`, `localhost:${port} true`]);
  });

  it("go through the proxy, whose authority and the far server's are believed where they are named", async () => {
    const ca = await createCA({
      ...{ organization: "Contoso", countryCode: "DE", state: "B", locality: "B", validity: 30 },
    });
    const leaf = await createCert({ ca, domains: ["erp.contoso.example"], validity: 30 });
    const erp = https.createServer({ cert: leaf.cert, key: leaf.key }, (_request, response) => {
      response.end("the ERP");
    });
    const proxy = await proxyTo(await listening(erp));
    const uri = `http://user:secret@127.0.0.1:${proxy.port}`;
    const address = "https://erp.contoso.example/api";

    const trusting = await outboundFetch({ proxy: uri, except: [], ca: ca.cert });
    expect(await (await trusting(address)).text()).toBe("the ERP");
    const proof = Buffer.from("user:secret").toString("base64");
    expect(proxy.asked).toEqual([`CONNECT erp.contoso.example:443 Basic ${proof}`]);

    const wary = await outboundFetch({ proxy: uri, except: [], ca: null });
    await expect(wary(address)).rejects.toThrow("fetch failed");
  });

  it("to this machine and to hosts that are excepted go directly", async () => {
    const here = createServer((_request, response) => response.end("here"));
    const port = await listening(here);
    const proxy = await proxyTo(port);
    const uri = `http://127.0.0.1:${proxy.port}`;
    const ask = await outboundFetch({ proxy: uri, except: [], ca: null });
    expect(await (await ask(`http://127.0.0.1:${port}/`)).text()).toBe("here");
    expect(await (await ask(`http://localhost:${port}/`)).text()).toBe("here");
    expect(proxy.asked).toEqual([]);
    expect(await (await ask("http://erp.contoso.example/x")).text()).toBe("here");
    expect(proxy.asked).toHaveLength(1);
  });

  it.each([
    ["http://localhost:3000", [], true],
    ["http://[::1]:3000", [], true],
    ["http://127.9.9.9", [], true],
    ["https://erp.intern", ["ERP.intern"], true],
    ["https://a.erp.intern", ["erp.intern"], false],
    ["https://a.erp.intern", [".erp.intern"], true],
    ["https://evilerp.intern", [".erp.intern"], false],
    ["https://10.1.2.3", ["10.1.2.3"], true],
    ["https://graph.microsoft.com", ["erp.intern"], false],
    ["https://127.0.0.1.evil.example", [], false],
  ])("%s with %j excepted: directly is %s", (address, except, directly) => {
    expect(goesDirectly(new URL(address), except)).toBe(directly);
  });
});

describe("its configuration", () => {
  const key = Buffer.alloc(32, 1).toString("base64");
  const tenant = "11111111-aaaa-4bbb-8ccc-000000000001";
  const connection = { id: "erp", name: "ERP", connector: "demo", url: "https://erp.contoso.com" };
  const good = {
    PUBLIC_URL: "https://sync.contoso.com",
    ENTRA_CLIENT_ID: "5e2c0e7b-3c5b-4a61-9f0e-7d1f0a6b9c01",
    ENTRA_CLIENT_SECRET: "value",
    TENANTS: tenant,
    TOKEN_KEYS: `one:${key}`,
    ERP_CONNECTIONS: JSON.stringify([{ ...connection, apiKey: "k", tenants: [tenant] }]),
  };

  it("may name a proxy with its user, exceptions, and a file of authorities", async () => {
    const ca = await createCA({
      ...{ organization: "Contoso", countryCode: "DE", state: "B", locality: "B", validity: 30 },
    });
    const files: Record<string, string> = { "/ca.pem": ca.cert, "/token": `${"t".repeat(32)}\n` };
    const config = readConfig(
      {
        ...good,
        OUTBOUND_PROXY: "http://user:secret@proxy.contoso.com:3128",
        OUTBOUND_PROXY_EXCEPT: "erp.intern, .contoso.local",
        OUTBOUND_CA_FILE: "/ca.pem",
        METRICS_TOKEN_FILE: "/token",
      },
      (path) => files[path] ?? "",
    );
    expect(config.outbound).toEqual({
      proxy: "http://user:secret@proxy.contoso.com:3128",
      except: ["erp.intern", ".contoso.local"],
      ca: ca.cert,
    });
    expect(config.metricsToken).toBe("t".repeat(32));
  });

  it.each([
    ["OUTBOUND_PROXY", "proxy:3128", "must be the address"],
    ["OUTBOUND_PROXY_EXCEPT", "http://erp", "must list hosts"],
    ["OUTBOUND_CA_FILE", "/file", "must hold certificates"],
    ["METRICS_TOKEN_FILE", "/file", "must hold one token"],
  ])("refuses %s=%s", (name, value, sentence) => {
    expect(() => readConfig({ ...good, [name]: value }, () => "short")).toThrow(sentence);
  });
});
