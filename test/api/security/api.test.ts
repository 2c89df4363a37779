import supertest from "supertest";
import { problemSchema } from "../../../server/api/contract/problem.ts";
import { createShell, expectStatus, PUBLIC_URL, SECRET, type Shell } from "./shell.ts";

let shell: Shell;
beforeEach(async () => {
  shell = await createShell();
});
const as = (): ReturnType<typeof supertest.agent> =>
  supertest.agent(shell.app).set("Authorization", shell.bearer);

/** The problem in a response, which must be one by the contract. */
function problemIn(response: supertest.Response): ReturnType<typeof problemSchema.parse> {
  expect(response.headers["content-type"]).toMatch(/^application\/problem\+json/);
  const problem = problemSchema.parse(JSON.parse(response.text));
  expect(problem.status).toBe(response.status);
  expect(problem.requestId).toBe(response.headers["x-request-id"]);
  return problem;
}

describe("identity", () => {
  it("is that of the token", async () => {
    const response = await expectStatus(as().get("/api/whoami"), 200);
    expect(response.body).toMatchObject({ address: "ada@contoso.example" });
  });

  it("missing or false gets the same 401, which teaches nothing", async () => {
    const answers = await Promise.all([
      supertest(shell.app).get("/api/whoami"),
      supertest(shell.app).get("/api/whoami").set("Authorization", "Bearer a.b.c"),
      supertest(shell.app).get("/api/whoami").set("Authorization", `${shell.bearer}x`),
    ]);
    const bodies = answers.map((answer) => ({ ...problemIn(answer), requestId: "" }));
    expect(bodies[0]).toMatchObject({ status: 401, code: "unauthorized" });
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).toEqual(bodies[0]);
    expect(answers[0].headers["www-authenticate"]).toContain('error="invalid_token"');
  });

  it("is asked for on every path that is not for everybody, known or not", async () => {
    await expectStatus(supertest(shell.app).get("/api/nothing"), 401);
    await expectStatus(as().get("/api/nothing"), 404);
    await expectStatus(supertest(shell.app).get("/api/config"), 200);
  });

  it("hands on what Entra demands, as header and in the body", async () => {
    const response = await expectStatus(as().get("/api/challenged"), 401);
    const claims = Buffer.from('{"access_token":{}}').toString("base64");
    expect(response.headers["www-authenticate"]).toContain(
      `error="insufficient_claims", claims="${claims}"`,
    );
    expect(problemIn(response)).toMatchObject({
      code: "claims-required",
      claims: '{"access_token":{}}',
    });
  });

  it("that cannot be checked is answered by 503, never by 200", async () => {
    const fresh = await createShell();
    Object.assign(fresh.entra, { handle: () => Promise.reject(new Error("down")) });
    const response = await supertest(fresh.app)
      .get("/api/whoami")
      .set("Authorization", fresh.bearer);
    expect(problemIn(response)).toMatchObject({ status: 503, code: "microsoft-unavailable" });
  });
});

describe("other origins", () => {
  it.each([
    "https://evil.example",
    "null",
    "https://sync.contoso.com.evil.example",
    "http://sync.contoso.com",
    "https://sync.contoso.com:444",
  ])("%s are refused, and no header lets them read", async (origin) => {
    for (const method of ["get", "options"] as const) {
      const response = await as()[method]("/api/whoami").set("Origin", origin);
      expect([403, 405]).toContain(response.status);
      expect(response.headers["access-control-allow-origin"]).toBeUndefined();
    }
  });

  it("are not our own pages", async () => {
    await expectStatus(as().get("/api/whoami").set("Origin", PUBLIC_URL), 200);
  });
});

describe("methods and bodies", () => {
  it.each(["trace", "options", "patch", "propfind"] as const)(
    "%s is refused with 405",
    async (method) => {
      const response = await as()[method]("/api/whoami");
      expect(problemIn(response)).toMatchObject({ status: 405, code: "method-not-allowed" });
      expect(response.headers["allow"]).toContain("GET");
    },
  );

  it("a change asked for by GET is not found", async () => {
    await expectStatus(as().get("/api/echo"), 404);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])(
    "a body of type %s, as a form could send it, is refused",
    async (type) => {
      const response = await as().post("/api/echo").set("Content-Type", type).send('{"a":1}');
      expect(problemIn(response)).toMatchObject({ status: 415, code: "unsupported-media-type" });
    },
  );

  it("a POST without body needs no type", async () => {
    await expectStatus(as().post("/api/echo"), 200);
  });

  it("a large body is refused", async () => {
    const response = await as()
      .post("/api/echo")
      .send({ text: "x".repeat(70_000) });
    expect(problemIn(response)).toMatchObject({ status: 413, code: "too-large" });
  });

  it.each(['{"a":', "nonsense", '"text"'])(
    "a body that is no JSON object is refused: %s",
    async (body) => {
      const response = await as()
        .post("/api/echo")
        .set("Content-Type", "application/json")
        .send(body);
      expect(problemIn(response)).toMatchObject({ status: 400, code: "bad-request" });
    },
  );

  it("a path that cannot be decoded is refused", async () => {
    const response = await as().get("/api/%E0%A4%A");
    expect([400, 404]).toContain(response.status);
    problemIn(response);
  });

  it("nested query parameters stay text", async () => {
    const response = await supertest(shell.app).get("/api/config?a[b]=1");
    expect(response.body).toMatchObject({ query: { "a[b]": "1" } });
  });
});

describe("failures", () => {
  it("nobody foresaw are a plain 500 that tells nothing, and are in the log without secrets", async () => {
    const response = await as().get("/api/boom");
    const problem = problemIn(response);
    expect(problem).toMatchObject({ status: 500, code: "internal" });
    expect(response.text).not.toMatch(/etc|secret|at .*js/);
    const logged = shell.lines.join("");
    expect(logged).toContain(problem.requestId);
    expect(logged).toContain("cannot read /etc/x");
    expect(logged).not.toContain(SECRET);
  });

  it("of a body that cannot be read leave nothing of it in the log", async () => {
    const sent = as().post("/api/echo").set("Content-Type", "application/json");
    problemIn(await sent.send('{"secret": Quatermass}'));
    const logged = shell.lines.join("");
    expect(logged).toContain("entity.parse.failed");
    expect(logged).not.toContain("Quatermass");
  });

  it("say when to come back", async () => {
    const response = await as().get("/api/busy");
    expect(problemIn(response)).toMatchObject({ status: 503, code: "erp-unavailable" });
    expect(response.headers["retry-after"]).toBe("2");
  });

  it("in the middle of a stream break it off", async () => {
    await expect(as().get("/api/broken-stream")).rejects.toThrow(/aborted|hang up/);
  });
});

describe("limits", () => {
  it("stop the twenty-first request of an address, say when to go on, and let notifications pass", async () => {
    shell = await createShell({ requestsPerMinute: { perAddress: 20, perPerson: 1000 } });
    for (let call = 0; call < 20; call++) await expectStatus(as().get("/api/config"), 200);
    const response = await as().get("/api/config");
    expect(problemIn(response)).toMatchObject({ status: 429, code: "rate-limited" });
    expect(Number(response.headers["retry-after"])).toBeGreaterThan(0);
    await expectStatus(supertest(shell.app).post("/api/notifications/erp").send("x"), 202);
  });

  it("are not moved by a made-up X-Forwarded-For", async () => {
    shell = await createShell({ requestsPerMinute: { perAddress: 1, perPerson: 1000 } });
    const call = (from: string): supertest.Test =>
      supertest(shell.app).get("/api/config").set("X-Forwarded-For", from);
    await expectStatus(call("203.0.113.1"), 200);
    await expectStatus(call("203.0.113.2"), 429);
  });

  it("tell addresses apart behind as many proxies as there are", async () => {
    shell = await createShell({
      trustProxyHops: 1,
      requestsPerMinute: { perAddress: 1, perPerson: 1000 },
    });
    const call = (from: string): supertest.Test =>
      supertest(shell.app).get("/api/config").set("X-Forwarded-For", from);
    await expectStatus(call("203.0.113.1"), 200);
    await expectStatus(call("203.0.113.2"), 200);
    await expectStatus(call("198.51.100.7, 203.0.113.2"), 429);
  });

  it("count each person for himself", async () => {
    shell = await createShell({ requestsPerMinute: { perAddress: 1000, perPerson: 2 } });
    await expectStatus(as().get("/api/whoami"), 200);
    await expectStatus(as().get("/api/whoami"), 200);
    await expectStatus(as().get("/api/whoami"), 429);
  });
});

describe("headers of the API", () => {
  it.each(["/api/config", "/api/whoami", "/api/nothing", "/healthz"])(
    "on %s are strict",
    async (path) => {
      const { headers } = await as().get(path);
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(headers["cache-control"]).toBe("no-store");
      expect(headers["x-powered-by"]).toBeUndefined();
      expect(headers["set-cookie"]).toBeUndefined();
    },
  );
});

describe("health", () => {
  it("is told to everybody, readiness by its parts", async () => {
    await expectStatus(supertest(shell.app).get("/healthz"), 200);
    await expectStatus(supertest(shell.app).get("/readyz"), 200);
    shell.parts = [{ name: "store", ready: false }];
    const response = await expectStatus(supertest(shell.app).get("/readyz"), 503);
    expect(response.body).toEqual({ status: "not ready", parts: shell.parts });
  });
});

describe("the log of requests", () => {
  it("has one line each, without query and token", async () => {
    await expectStatus(as().get("/api/whoami?code=s3cr3t&next=s3cr3t"), 200);
    const [line = "{}"] = shell.lines.filter((text) => text.includes('"msg":"request"'));
    expect(JSON.parse(line)).toMatchObject({ method: "GET", path: "/api/whoami", status: 200 });
    expect(shell.lines.join("")).not.toMatch(/s3cr3t|eyJ/);
  });
});
