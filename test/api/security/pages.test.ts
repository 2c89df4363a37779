import supertest from "supertest";
import { buildAddin, createShell, expectStatus, HASHED } from "./shell.ts";

describe("the add-in's pages", () => {
  it("may be framed by Outlook and by nobody else", async () => {
    const { app } = await createShell({ frameAncestors: ["https://portal.contoso.com"] });
    const { headers, text } = await expectStatus(supertest(app).get("/taskpane.html"), 200);
    const policy = new Map(
      headers["content-security-policy"]?.split(";").map((directive) => {
        const [name = "", ...values] = directive.trim().split(" ");
        return [name, values] as const;
      }),
    );
    const ancestors = policy.get("frame-ancestors") ?? [];
    expect(ancestors).toEqual(
      expect.arrayContaining([
        "'self'",
        "https://outlook.office.com",
        "https://outlook.cloud.microsoft",
        "https://portal.contoso.com",
      ]),
    );
    // No scheme alone, no asterisk alone.
    expect(ancestors.filter((value) => /^(https?:|\*)$/.test(value))).toEqual([]);
    expect(headers["x-frame-options"]).toBeUndefined();
    expect(headers["cross-origin-opener-policy"]).toBeUndefined();
    expect(policy.get("script-src")).toEqual([
      "'self'",
      "https://appsforoffice.microsoft.com",
      "https://ajax.aspnetcdn.com",
    ]);
    expect(policy.get("connect-src")).toEqual(["'self'", "https://login.microsoftonline.com"]);
    expect(policy.get("object-src")).toEqual(["'none'"]);
    expect(headers["strict-transport-security"]).toContain("max-age=63072000");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cache-control"]).toBe("no-cache");
    expect(text).toContain("https://appsforoffice.microsoft.com/lib/1/hosted/office.js");
  });

  it("load office.js from where the configuration says", async () => {
    const officeJsUrl = "https://localhost:3000/officejs/office.js";
    const { app } = await createShell({ officeJsUrl });
    const { headers, text } = await expectStatus(supertest(app).get("/taskpane.html"), 200);
    expect(text).toContain(`<script src="${officeJsUrl}">`);
    expect(text).not.toContain("appsforoffice");
    expect(headers["content-security-policy"]).toContain(
      "script-src 'self' https://localhost:3000 ",
    );
  });

  it("begin at the portal", async () => {
    const { app } = await createShell();
    const { headers } = await expectStatus(supertest(app).get("/"), 302);
    expect(headers["location"]).toBe("/portal.html");
    await expectStatus(supertest(app).get("/portal.html?code=1"), 200);
    // Whatever an ERP's id holds, it stays behind the page's address: nowhere else is led to.
    const opened = await supertest(app).get("/open/act%2F1%23x%0d%0aLocation%3a%20https%3a");
    expect(opened.headers["location"]).toBe(
      "/portal.html#open/act%2F1%23x%0D%0ALocation%3A%20https%3A",
    );
  });
});

describe("the event runtime of classic Outlook", () => {
  it("finds the script that may call the API on our origin", async () => {
    const { app } = await createShell({ publicUrl: "https://sync.contoso.com" });
    const { headers, text } = await expectStatus(
      supertest(app).get("/.well-known/microsoft-officeaddins-allowed.json"),
      200,
    );
    expect(headers["content-type"]).toMatch(/^application\/json/);
    expect(JSON.parse(text)).toEqual({ allowed: ["https://sync.contoso.com/commands.js"] });
  });
});

describe("what the pages load", () => {
  it.each([
    ["br", "br"],
    ["gzip, deflate", "gzip"],
    ["gzip, deflate, br", "br"],
    ["identity", undefined],
  ])("is sent as it was compressed, accepting %s", async (accepted, encoding) => {
    const { app } = await createShell();
    const { headers } = await expectStatus(
      supertest(app).get(HASHED).set("Accept-Encoding", accepted).buffer(false),
      200,
    );
    expect(headers["content-encoding"]).toBe(encoding);
    expect(headers["content-type"]).toMatch(/javascript/);
    expect(headers["vary"]).toContain("Accept-Encoding");
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  });

  it("is asked for anew where its name does not change", async () => {
    const { app } = await createShell();
    const { headers } = await expectStatus(supertest(app).get("/assets/icon-80.png"), 200);
    expect(headers["cache-control"]).toBe("no-cache");
    expect(headers["etag"]).toBeDefined();
    // Outlook's own pages show the icons.
    expect(headers["cross-origin-resource-policy"]).toBe("cross-origin");
  });
});

describe("everything else", () => {
  it.each([
    "/.git/HEAD",
    "/.env",
    "/static/taskpane.js.map",
    `${HASHED}.br`,
    "/../package.json",
    "/%2e%2e/package.json",
    "/static/..%2f..%2fetc/passwd",
    "/static",
    "/metrics",
    "/TASKPANE.HTML",
  ])("%s is not found", async (path) => {
    const { app } = await createShell();
    const response = await expectStatus(supertest(app).get(path), 404);
    expect(response.headers["content-type"]).toMatch(/^application\/problem\+json/);
  });

  it("is not started without a built add-in", async () => {
    await expect(createShell({ addinFolder: `${buildAddin()}/static` })).rejects.toThrow(
      "Run npm run build.",
    );
  });
});

describe("below a path of somebody else's host", () => {
  const publicUrl = "https://intranet.contoso.com/sync";

  it("everything is found under that path, and nothing beside it", async () => {
    const { app } = await createShell({ publicUrl });
    const page = await expectStatus(supertest(app).get("/sync/taskpane.html"), 200);
    // How other pages of the host, and hosts below it, are reached is not ours to say.
    expect(page.headers["strict-transport-security"]).not.toContain("includeSubDomains");
    await expectStatus(supertest(app).get(`/sync${HASHED}`), 200);
    await expectStatus(supertest(app).get("/sync/readyz"), 200);
    await expectStatus(supertest(app).get("/readyz"), 200);
    await expectStatus(supertest(app).get("/sync/api/whoami"), 401);
    for (const path of ["/taskpane.html", "/api/whoami", "/synchrony/taskpane.html", "/"]) {
      const answer = await expectStatus(supertest(app).get(path), 404);
      expect(answer.body).toMatchObject({ code: "not-found" });
    }
  });

  it("redirects stay below it, whatever they are asked with", async () => {
    const { app } = await createShell({ publicUrl });
    const led = async (path: string) => (await supertest(app).get(path)).headers["location"];
    expect(await led("/sync")).toBe("/sync/");
    expect(await led("/sync?x=//evil.example")).toBe("/sync/?x=//evil.example");
    expect(await led("/sync/")).toBe("/sync/portal.html");
    expect(await led("/sync/open/a%2F1")).toBe("/sync/portal.html#open/a%2F1");
    expect(await led("//evil.example/sync/")).toBeUndefined();
  });

  it("the API is called from the host's pages, as browsers name them: by their origin", async () => {
    const { app, bearer } = await createShell({ publicUrl });
    const from = (origin: string) =>
      supertest(app).get("/sync/api/whoami").set({ authorization: bearer, origin });
    await expectStatus(from("https://intranet.contoso.com"), 200);
    await expectStatus(from("https://sync.contoso.com"), 403);
    const list = await supertest(app).get("/.well-known/microsoft-officeaddins-allowed.json");
    expect(list.body).toEqual({ allowed: [`${publicUrl}/commands.js`] });
  });
});
