import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { brotliDecompressSync } from "node:zlib";
import { createOutlook } from "../../../sandbox/outlook/outlook.ts";
import type { PageConfig } from "../../../sandbox/outlook/page-config.ts";
import { users } from "../../../sandbox/tenants.ts";
import type { WireResponse } from "../../../sandbox/wire.ts";

const projectDir = join(__dirname, "../../..");
const outlook = createOutlook({ projectDir, productOrigin: "https://localhost:3000", users });
const npmFile = (name: string): string =>
  readFileSync(join(projectDir, "node_modules/@microsoft/office-js/dist", name), "utf8");

const get = (url: string, headers: Record<string, string> = {}): Promise<WireResponse> =>
  outlook.handle({ method: "GET", url, headers: { host: "localhost:3000", ...headers } });
const text = (response: WireResponse): string => Buffer.from(response.body).toString("utf8");

const ajaxAddress = '"//ajax.aspnetcdn.com/ajax/3.5/MicrosoftAjax.js"';
const localAddress = '"//"+window.location.host+"/officejs/MicrosoftAjax.js"';

describe("office.js on one origin", () => {
  it("is the npm file but for the bridge before it and the address of the Ajax library", async () => {
    const served = text(await get("/officejs/office.js"));
    const original = npmFile("office.js").replaceAll(ajaxAddress, localAddress);
    expect(original).toContain(localAddress);
    expect(served.endsWith(original)).toBe(true);
    const bridge = served.slice(0, -original.length);
    expect(bridge).toContain("nestedAppAuthBridge");
    expect(bridge).not.toMatch(/\b(?:import|export)\b/u);
  });

  it("rewrites the same address in the part for Outlook on the web, and nothing else in it", async () => {
    const served = text(await get("/officejs/outlook-web-16.01.js"));
    expect(served).toBe(npmFile("outlook-web-16.01.js").replaceAll(ajaxAddress, localAddress));
    expect(served).not.toContain("ajax.aspnetcdn.com/ajax");
  });

  it("serves every other file as the package has it", async () => {
    const file = "en-us/outlook_strings.js";
    expect(text(await get(`/officejs/${file}`))).toBe(npmFile(file));
  });

  it("serves a classic script where office.js looks for the Ajax library", async () => {
    const response = await get("/officejs/MicrosoftAjax.js");
    expect(response.headers["content-type"]).toMatch(/^text\/javascript/u);
    expect(() => new Script(text(response))).not.toThrow();
    expect(text(response)).toContain("registerNamespace");
  });
});

describe("office.js under the real names", () => {
  const cdn = { host: "appsforoffice.microsoft.com" };

  it("is the npm file with the bridge before it, unmodified", async () => {
    const served = text(await get("/lib/1/hosted/office.js", cdn));
    expect(served.endsWith(npmFile("office.js"))).toBe(true);
    expect(served.startsWith(npmFile("office.js").slice(0, 40))).toBe(false);
    expect(text(await get("/lib/1/hosted/outlook-web-16.01.js", cdn))).toBe(
      npmFile("outlook-web-16.01.js"),
    );
  });

  it("finds the Ajax library at Microsoft's address", async () => {
    const ajax = await get("/ajax/3.5/MicrosoftAjax.js", { host: "ajax.aspnetcdn.com" });
    expect(ajax.status).toBe(200);
    expect(text(ajax)).toBe(text(await get("/officejs/MicrosoftAjax.js")));
  });

  it("serves nothing else under the names of the content networks", async () => {
    expect((await get("/outlook/", cdn)).status).toBe(404);
    expect((await get("/other.js", { host: "ajax.aspnetcdn.com" })).status).toBe(404);
  });
});

describe("scripts of the content network", () => {
  it("may be read from any origin and are compressed where the client takes brotli", async () => {
    const plain = await get("/officejs/office.js", { "accept-encoding": "gzip" });
    expect(plain.headers["access-control-allow-origin"]).toBe("*");
    expect(plain.headers["content-encoding"]).toBeUndefined();
    const packed = await get("/officejs/office.js", { "accept-encoding": "gzip, deflate, br" });
    expect(packed.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(packed.body as Uint8Array).toString("utf8")).toBe(text(plain));
  });
});

describe("the window's files", () => {
  it.each(["/", "/outlook"])("%s leads to the window and keeps the query", async (path) => {
    const response = await get(`${path}?lang=de`);
    expect([response.status, response.headers["location"]]).toEqual([302, "/outlook/?lang=de"]);
  });

  it("is a page whose scripts come as JavaScript", async () => {
    expect(text(await get("/outlook/?user=ada"))).toContain('src="window.ts"');
    const script = await get("/outlook/week.ts");
    expect(script.headers["content-type"]).toMatch(/^text\/javascript/u);
    expect(text(script)).toContain("export function placeDay(spans, day)");
  });

  it.each(["/outlook/../outlook.ts", "/outlook/%2e%2e/outlook.ts", "/officejs/../package.json"])(
    "%s stays inside its folder",
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it("answers a missing file with 404 and anything but GET with 405", async () => {
    expect((await get("/outlook/absent.css")).status).toBe(404);
    const post = await outlook.handle({ method: "POST", url: "/outlook/", headers: {} });
    expect([post.status, post.headers["allow"]]).toEqual([405, "GET"]);
  });
});

describe("the window's configuration", () => {
  const config = async (host: string): Promise<PageConfig> =>
    JSON.parse(text(await get("/outlook/config.json", { host }))) as PageConfig;

  it("names Graph and the sign-in on the same origin, or by their real names", async () => {
    expect(await config("localhost:3000")).toMatchObject({
      addinOrigin: "https://localhost:3000",
      graphOrigin: "/graph",
      signInHost: "localhost:3000",
    });
    expect(await config("outlook.office.com")).toMatchObject({
      graphOrigin: "https://graph.microsoft.com",
      signInHost: "login.microsoftonline.com",
    });
  });

  it("holds every sandbox user with the zone in both spellings", async () => {
    const { owners } = await config("localhost:3000");
    expect(owners.map(({ address }) => address)).toEqual(users.map(({ address }) => address));
    expect(owners[0]).toMatchObject({
      windowsZone: "W. Europe Standard Time",
      ianaZone: "Europe/Berlin",
    });
  });
});
