import { z } from "zod";
import { routes } from "../../server/api/contract/routes.ts";
import { application, tenants } from "../../sandbox/tenants.ts";
import { worlds, type World } from "../whole/world.ts";

const open = worlds();

async function json({ url }: World, path: string): Promise<unknown> {
  const response = await fetch(url() + path);
  expect(response.status).toBe(200);
  return response.json();
}

describe("GET /api/config", () => {
  it("tells whoever asks how to sign in, and nothing secret", async () => {
    const world = await open();
    const config = routes.config.response.parse(await json(world, "/api/config"));
    expect(config).toEqual({
      clientId: application.clientId,
      authority: "https://login.microsoftonline.com/organizations",
      knownAuthorities: [],
      scope: `api://${application.clientId}/access_as_user`,
      version: "0.0.0",
    });
    expect(JSON.stringify(config)).not.toContain(application.secret);
  });

  it.each(tenants)("names the tenant of $domain", async ({ id, domain }) => {
    const world = await open();
    const authority = `https://login.microsoftonline.com/${id}`;
    expect(await json(world, `/api/config?domain=${domain}`)).toMatchObject({ authority });
    expect(await json(world, `/api/config?domain=${domain.toUpperCase()}`)).toMatchObject({
      authority,
    });
  });

  it("knows no tenant of a stranger's domain", async () => {
    const world = await open();
    expect(await json(world, "/api/config?domain=stranger.example")).toMatchObject({
      authority: "https://login.microsoftonline.com/organizations",
    });
  });

  it("keeps the door of the one directory that its registration is for", async () => {
    const [{ id }] = tenants;
    const world = await open({ env: { ENTRA_SINGLE_TENANT: id } });
    expect(await json(world, "/api/config")).toMatchObject({
      authority: `https://login.microsoftonline.com/${id}`,
    });
  });

  it.each(["?domain=a&domain=b", `?domain=${"a".repeat(256)}`, "?tenant=x"])(
    "refuses %s",
    async (query) => {
      const world = await open();
      const response = await fetch(`${world.url()}/api/config${query}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: "bad-request" });
    },
  );
});

describe("health", () => {
  it("says that the process runs, and that it can be sent requests", async () => {
    const world = await open();
    expect(await json(world, "/healthz")).toEqual({ status: "ok" });
    expect(await json(world, "/readyz")).toEqual({
      status: "ready",
      parts: [
        { name: "store", ready: true },
        { name: "engine", ready: true },
      ],
    });
  });

  it("takes no new work once it is to stop, and says so", async () => {
    const world = await open();
    await world.server.engine.stop();
    expect((await fetch(`${world.url()}/readyz`)).status).toBe(503);
    expect((await fetch(`${world.url()}/healthz`)).status).toBe(200);
  });
});

const documentSchema = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
});

describe("GET /api/openapi.json", () => {
  it("lists every route of the contract once, and no other", async () => {
    const world = await open();
    const response = await world.person("ada").request("GET", "/api/openapi.json");
    const document = documentSchema.parse(await response.json());
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [operationId, method, path]),
    );
    const expected = Object.entries(routes).map(([name, { method, path }]) => [
      name,
      method.toLowerCase(),
      path.replace(/:(\w+)/g, "{$1}"),
    ]);
    expect(listed.sort()).toEqual(expected.sort());
  });
});
