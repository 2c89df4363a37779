/** A server that knows no application of Entra: who may enter one, and what holds until then. */
import { problemSchema } from "../../server/api/contract/problem.ts";
import { routes, type Route } from "../../server/api/contract/routes.ts";
import type { EnteredApplicationBody } from "../../server/api/contract/service/application.ts";
import { application, tenants } from "../../sandbox/tenants.ts";
import { worlds, type World } from "../whole/world.ts";

const open = worlds();
const [contoso, fabrikam] = tenants;
const path = routes.enterApplication.path;
const right: EnteredApplicationBody = {
  clientId: application.clientId,
  tenantId: contoso.id,
  credential: { kind: "secret", secret: application.secret },
};

async function firstDay() {
  const world = await open({ empty: true, env: { ENTRA_CLIENT_ID: "", ENTRA_CLIENT_SECRET: "" } });
  const invitation = await world.server.invitation();
  const token = invitation?.token ?? "";
  const ask = async (method: "GET" | "POST", body?: object, shown = token) => {
    const response = await fetch(`${world.url()}${path}`, {
      method,
      headers: { authorization: `Console ${shown}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, answer: (await response.json()) as unknown };
  };
  return { world, token, ask };
}

const config = async (world: World) => {
  const response = await fetch(`${world.url()}/api/config`);
  return (await response.json()) as unknown;
};

describe("before an application is entered", () => {
  it("says to everybody that nobody can sign in, and nothing else", async () => {
    const { world } = await firstDay();
    expect(problemSchema.parse(await config(world))).toMatchObject({ code: "not-set-up" });
    const others = (Object.values(routes) as Route[]).filter(
      ({ access }) => access !== "public" && access !== "console",
    );
    const authorization = await world.person("katherine").bearer();
    for (const { method, path: other } of others) {
      const response = await fetch(`${world.url()}${other.replace(/:\w+/g, "x")}`, {
        method,
        headers: { authorization, "content-type": "application/json" },
        ...(method === "GET" ? {} : { body: "{}" }),
      });
      expect([other, response.status]).toEqual([other, 401]);
    }
  });

  it("shows the registration to who holds the console's token, however often strangers tried", async () => {
    const { world, token, ask } = await firstDay();
    for (let tries = 0; tries < 20; tries += 1) {
      const { status, answer } = await ask("GET", undefined, `WRONG-${tries}`);
      expect([status, answer]).toMatchObject([401, { code: "unauthorized" }]);
    }
    expect((await ask("POST", right, "WRONG")).status).toBe(401);
    const { answer } = await ask("GET");
    expect(answer).toMatchObject({
      application: null,
      registration: { permissions: expect.arrayContaining(["Calendars.ReadWrite"]) as string[] },
    });
    // It is not used up: the same token makes its holder the first administrator.
    expect((await ask("GET", undefined, token.toLowerCase())).status).toBe(200);
    expect(world.logLines.join("")).not.toContain(token);
  });
});

describe("an application that is entered", () => {
  it("is proved, kept sealed, known after a restart, and signs people in", async () => {
    const { world, token, ask } = await firstDay();
    expect((await ask("POST", right)).answer).toEqual({ proved: true, problem: null });
    expect(await config(world)).toMatchObject({
      clientId: application.clientId,
      authority: expect.stringContaining(contoso.id) as string,
    });
    // The token still makes its holder an administrator; who comes from another company is a stranger.
    expect(await world.person("maria").refused("me")).toMatchObject({ code: "tenant-unknown" });
    const katherine = world.person("katherine");
    await katherine.call("enterToken", { body: { token } });
    await world.restart();
    expect(await config(world)).toMatchObject({ clientId: application.clientId });
    const known = await katherine.call("application");
    expect(known.application).toMatchObject({ credential: "secret", fixed: false });
    const stored: unknown[] = [];
    for await (const change of world.store.dump({ kind: "installation" })) stored.push(change);
    expect(JSON.stringify([known, stored, world.logLines])).not.toContain(application.secret);
    const { entries } = await katherine.call("audit", { query: { act: "application-saved" } });
    expect(entries).toMatchObject([{ actor: { kind: "operator" }, about: application.clientId }]);
    // By then the token is used.
    expect((await ask("GET")).status).toBe(401);
  });

  it("is replaced by an administrator once the other one is proved, and not before", async () => {
    const { world, token, ask } = await firstDay();
    await ask("POST", right);
    const katherine = world.person("katherine");
    await katherine.call("enterToken", { body: { token } });
    const wrong = { ...right, credential: { kind: "secret", secret: "another" } };
    expect(await katherine.call("saveApplication", { body: wrong })).toMatchObject({
      ...{ proved: false, problem: { mistake: "secret-wrong", field: "secret" } },
    });
    expect(await katherine.call("checkTenant", { params: { tenantId: contoso.id } })).toMatchObject(
      {
        proved: true,
      },
    );
    expect(await katherine.call("saveApplication", { body: right })).toMatchObject({
      ...{ proved: true, problem: null },
    });
    const { entries } = await katherine.call("audit", { query: { act: "application-saved" } });
    expect(entries.map(({ actor }) => actor.kind)).toEqual(["person", "operator"]);
  });
});

describe("a registration for one company alone", () => {
  it("keeps its people's own door when another is let in, until Microsoft knows it there", async () => {
    const { world, token, ask } = await firstDay();
    const { switches } = world.sandbox.entra;
    switches.setAudience("one");
    await ask("POST", { ...right, audience: "one" });
    const katherine = world.person("katherine");
    await katherine.call("enterToken", { body: { token } });
    const params = { tenantId: fabrikam.id };
    await katherine.call("saveTenant", {
      params,
      body: { isNew: true, name: "Fabrikam", domains: [fabrikam.domain] },
    });
    const authority = async () => (await config(world)) as { readonly authority: string };
    const own = { authority: expect.stringContaining(contoso.id) as string };
    expect(await authority()).toMatchObject(own);
    expect((await katherine.call("tenants")).audience).toBe("one");
    expect(await katherine.call("checkTenant", { params })).toMatchObject({
      problem: expect.stringContaining("AADSTS700016") as string,
      mending: { remedy: expect.stringContaining("multitenant") as string },
    });
    // A secret that is entered anew changes nothing of it; nor does a restart.
    expect(await katherine.call("saveApplication", { body: right })).toMatchObject({
      proved: true,
    });
    await world.restart();
    expect(await authority()).toMatchObject(own);

    switches.setAudience("any");
    await katherine.call("checkTenant", { params: { tenantId: contoso.id } });
    expect((await katherine.call("tenants")).audience).toBe("one");
    await katherine.call("checkTenant", { params });
    expect((await katherine.call("tenants")).audience).toBe("any");
    await world.restart();
    expect(await authority()).toMatchObject({
      authority: expect.stringMatching(/\/organizations$/) as string,
    });
  });

  it("is offered as files of its own, beside those of one for several", async () => {
    const { ask } = await firstDay();
    const { answer } = await ask("GET");
    const { files } = answer as { files: Readonly<Record<string, readonly { text: string }[]>> };
    expect(files["one"]?.[0]?.text).toContain('"AzureADMyOrg"');
    expect(files["any"]?.[0]?.text).toContain('"AzureADMultipleOrgs"');
  });
});

it("what the environment names cannot be replaced in the portal", async () => {
  const world = await open({ empty: true });
  const katherine = world.person("katherine");
  const invitation = await world.server.invitation();
  await katherine.call("enterToken", { body: { token: invitation?.token } });
  expect((await katherine.call("application")).application).toMatchObject({ fixed: true });
  expect(await katherine.refused("saveApplication", { body: right })).toMatchObject({
    ...{ code: "rejected" },
  });
});
