import { application, tenants } from "../../sandbox/tenants.ts";
import {
  ada,
  afterPaneCall,
  createWorld,
  DAY_MS,
  grace,
  HOUR_MS,
  principalOf,
  refusal,
} from "./world.ts";

const ON_BEHALF_OF = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const user = principalOf(ada);

describe("a call of the pane", () => {
  it("gets a token for Graph that acts for the person", async () => {
    const world = createWorld();
    const token = await world.tokens().onBehalfOf(user, await world.apiToken(ada));

    const caller = await world.entra.verifyGraphToken(token);
    expect(caller).toMatchObject({ tenantId: ada.tenantId, userId: ada.id });
    expect(caller.scopes).toContain("Calendars.ReadWrite");
  });

  it("asks Entra once for many calls while the token is good", async () => {
    const world = createWorld();
    const graph = world.tokens();
    const assertion = await world.apiToken(ada);

    await Promise.all([1, 2, 3].map(() => graph.onBehalfOf(user, assertion)));
    await graph.onBehalfOf(user, assertion);

    expect(world.requests).toEqual([ON_BEHALF_OF]);
  });

  it("tells which scopes were granted", async () => {
    const world = createWorld();
    const graph = world.tokens();
    expect(await graph.scopesOf(user)).toEqual([]);
    await graph.onBehalfOf(user, await world.apiToken(ada));
    expect((await graph.scopesOf(user)).join(" ")).toContain("Calendars.ReadWrite");
  });

  it.each([
    ["no consent", "consent-required", 65001],
    ["a challenge", "claims-required", 50076],
  ])("with %s ends in %s", async (situation, code, aadsts) => {
    const world = createWorld();
    if (situation === "no consent") {
      world.entra.switches.grantTenant(tenants[0], { delegated: false, application: false });
    } else world.entra.switches.setChallenge(ada, true);

    const error = await refusal(world.tokens().onBehalfOf(user, await world.apiToken(ada)));

    expect(error).toMatchObject({ code, facts: { aadsts } });
  });

  it("carries the claims that Entra asks for", async () => {
    const world = createWorld();
    world.entra.switches.setChallenge(ada, true);

    const error = await refusal(world.tokens().onBehalfOf(user, await world.apiToken(ada)));

    expect(error).toMatchObject({
      facts: { claims: expect.stringContaining("capolids") as string },
    });
  });

  it("with an access token that has ended asks the pane for a new one", async () => {
    const world = createWorld();
    const assertion = await world.apiToken(ada);
    world.clock.advance(2 * HOUR_MS);

    const error = await refusal(world.tokens().onBehalfOf(user, assertion));

    expect(error).toMatchObject({ code: "unauthorized", facts: { aadsts: 500133 } });
  });

  it("with a wrong client secret says that the operator must act", async () => {
    const world = createWorld();
    const graph = world.tokens({ credential: { kind: "secret", secret: "wrong" } });

    const error = await refusal(graph.onBehalfOf(user, await world.apiToken(ada)));

    expect(error).toMatchObject({ code: "misconfigured", facts: { aadsts: 7000215 } });
  });
});

describe("work in the background", () => {
  it.each([
    ["2 hours", 2 * HOUR_MS],
    ["a day", DAY_MS],
    ["80 days", 80 * DAY_MS],
  ])("goes on %s after the pane was closed", async (_, laterMs) => {
    const { clock, graph, entra, requests } = await afterPaneCall();
    clock.advance(laterMs);

    const token = await graph.tokenFor(user);

    expect(await entra.verifyGraphToken(token)).toMatchObject({ userId: ada.id });
    expect(requests).toEqual([ON_BEHALF_OF, "refresh_token"]);
  });

  it("goes on for a year when it is used now and then, each refresh prolonging the next", async () => {
    const { clock, graph, entra } = await afterPaneCall();
    for (let passed = 0; passed < 365; passed += 60) {
      clock.advance(60 * DAY_MS);
      const caller = await entra.verifyGraphToken(await graph.tokenFor(user));
      expect(caller.userId).toBe(ada.id);
    }
  });

  it("goes on after a restart of the server", async () => {
    const world = await afterPaneCall();
    world.clock.advance(DAY_MS);

    const token = await world.tokens().tokenFor(user);

    expect(await world.entra.verifyGraphToken(token)).toMatchObject({ userId: ada.id });
  });

  it("uses the token at hand while it is good for five minutes more", async () => {
    const { clock, graph, requests } = await afterPaneCall();
    clock.advance(54 * 60_000);
    await graph.tokenFor(user);
    expect(requests).toHaveLength(1);
    clock.advance(2 * 60_000);
    await graph.tokenFor(user);
    expect(requests).toHaveLength(2);
  });

  it("refreshes once for many that ask at once", async () => {
    const { clock, graph, requests } = await afterPaneCall();
    clock.advance(2 * HOUR_MS);

    const got = await Promise.all([1, 2, 3, 4, 5].map(() => graph.tokenFor(user)));

    expect(new Set(got).size).toBe(1);
    expect(requests).toEqual([ON_BEHALF_OF, "refresh_token"]);
  });

  it("does not mix pane and background: one request for both", async () => {
    const { clock, graph, requests, apiToken } = await afterPaneCall();
    clock.advance(2 * HOUR_MS);
    const assertion = await apiToken(ada);

    await Promise.all([graph.tokenFor(user), graph.onBehalfOf(user, assertion)]);

    expect(requests).toHaveLength(2);
  });

  it("fetches a new token when Graph refused the last one with claims", async () => {
    const { graph, requests } = await afterPaneCall();
    const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: "1" } } });

    const [one, two] = await Promise.all([
      graph.tokenFor(user, claims),
      graph.tokenFor(user, claims),
    ]);

    expect(one).toBe(two);
    expect(requests).toEqual([ON_BEHALF_OF, "refresh_token"]);
  });

  it("says signed out for a person whose pane was never opened", async () => {
    const error = await refusal(createWorld().tokens().tokenFor(principalOf(grace)));
    expect(error).toMatchObject({ code: "signed-out" });
  });

  it("never gives one person the token of another", async () => {
    const { graph, apiToken, entra, clock } = await afterPaneCall();
    await graph.onBehalfOf(principalOf(grace), await apiToken(grace));
    clock.advance(2 * HOUR_MS);

    const [forAda, forGrace] = await Promise.all([
      graph.tokenFor(user),
      graph.tokenFor(principalOf(grace)),
    ]);

    expect(await entra.verifyGraphToken(forAda)).toMatchObject({ userId: ada.id });
    expect(await entra.verifyGraphToken(forGrace)).toMatchObject({ userId: grace.id });
  });
});

describe("a refresh token that has ended", () => {
  it.each([
    ["revoked", 50173],
    ["expired", 700082],
  ] as const)(
    "because it was %s means signed out, until the pane calls again",
    async (why, aadsts) => {
      const { clock, graph, entra, apiToken, requests } = await afterPaneCall();
      entra.switches.endRefreshTokens(ada, why);
      clock.advance(2 * HOUR_MS);

      expect(await refusal(graph.tokenFor(user))).toMatchObject({
        code: "signed-out",
        facts: { aadsts },
      });
      const asked = requests.length;
      expect(await refusal(graph.tokenFor(user))).toMatchObject({ code: "signed-out" });
      // Entra is not asked again with what cannot work.
      expect(requests).toHaveLength(asked);

      await graph.onBehalfOf(user, await apiToken(ada));
      clock.advance(2 * HOUR_MS);
      expect(await entra.verifyGraphToken(await graph.tokenFor(user))).toBeDefined();
    },
  );

  it("after 91 days without use means signed out", async () => {
    const { clock, graph } = await afterPaneCall();
    clock.advance(91 * DAY_MS);
    expect(await refusal(graph.tokenFor(user))).toMatchObject({ code: "signed-out" });
  });
});

describe("a challenge in the background", () => {
  it("is handed on with its claims, and the pane's next call starts anew", async () => {
    const { clock, graph, entra, requests } = await afterPaneCall();
    entra.switches.setChallenge(ada, true);
    const claims = JSON.stringify({ access_token: { capolids: { essential: true } } });

    const error = await refusal(graph.tokenFor(user, claims));
    expect(error).toMatchObject({ code: "claims-required" });

    const proved = await entra.issueToken(ada, [`api://${application.clientId}/access_as_user`], {
      multiFactor: true,
    });
    const before = requests.length;
    await graph.onBehalfOf(user, proved);
    expect(requests.slice(before)).toEqual([ON_BEHALF_OF]);
    clock.advance(2 * HOUR_MS);
    expect(await graph.tokenFor(user)).toBeDefined();
  });
});

describe("an unreachable sign-in service", () => {
  it("is unavailable, says when to come back, and loses nothing", async () => {
    const world = await afterPaneCall();
    world.clock.advance(2 * HOUR_MS);
    world.intercept = async () =>
      Response.json(
        {
          error: "temporarily_unavailable",
          error_description: "AADSTS90033",
          error_codes: [90033],
        },
        { status: 503, headers: { "retry-after": "7" } },
      );
    expect(await refusal(world.graph.tokenFor(user))).toMatchObject({
      code: "unavailable",
      facts: { retryAfterMs: 7000 },
    });
    world.intercept = async () => new Response("<html>proxy</html>", { status: 502 });
    expect(await refusal(world.graph.tokenFor(user))).toMatchObject({ code: "unavailable" });
    world.intercept = async () => Response.json({ message: "gateway" }, { status: 503 });
    expect(await refusal(world.graph.tokenFor(user))).toMatchObject({ code: "unavailable" });
    world.intercept = async () => Promise.reject(new TypeError("fetch failed"));
    expect(await refusal(world.graph.tokenFor(user))).toMatchObject({ code: "unavailable" });

    world.intercept = (pass) => pass();
    expect(await world.graph.tokenFor(user)).toBeDefined();
  });
});
