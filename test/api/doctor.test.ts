import { createTokenRequests } from "../../server/auth/msal.ts";
import { remediedNumbers, remedyFor } from "../../server/auth/remedies.ts";
import { lookAtDisk, lookAtKeys } from "../../server/api/doctor/machine.ts";
import { createMailLook } from "../../server/api/doctor/mail.ts";
import {
  expiryOf,
  lookAtDoor,
  lookAtGraph,
  lookAtSignIn,
} from "../../server/api/doctor/microsoft.ts";
import { well, wrong } from "../../server/api/doctor/finding.ts";
import { lookAtPublicAddress } from "../../server/api/doctor/reach.ts";
import { MailError } from "../../server/notify/mailer.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { application } from "../../sandbox/tenants.ts";
import { ada, createWorld, ORIGIN } from "../auth/world.ts";

const nowMs = Date.parse("2026-11-27T08:00:00Z");
const clock = manualClock(nowMs);
const strangers = "00000000-0000-4000-8000-000000000000";

describe("the sign-in, as the service itself answers", () => {
  async function look(secret: string, tenantId = ada.tenantId, isDown = false) {
    const world = createWorld();
    if (isDown) {
      world.intercept = async () => {
        throw new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") });
      };
    }
    const entra = {
      clientId: application.clientId,
      authorityHost: ORIGIN,
      credential: { kind: "secret", secret },
    } as const;
    const requestToken = createTokenRequests({
      ...{ entra: () => entra, clock: world.clock, fetch: world.fetch },
    });
    const scopes = ["https://graph.microsoft.com/.default"];
    const microsoft = {
      ...{ fetch: world.fetch, clock: world.clock, authorityHost: ORIGIN },
      graphUrl: "https://graph.microsoft.com",
      prove: async (tenant: string) => {
        await requestToken(tenant, (app) =>
          app.acquireTokenByClientCredential({ scopes, skipCache: true }),
        );
      },
    };
    const [found] = await lookAtSignIn(microsoft, [tenantId]);
    return found;
  }

  it("is well where a token was acquired", async () => {
    expect(await look(application.secret)).toMatchObject({ state: "ok", fixedBy: null });
  });

  it.each([
    ["a wrong secret", ["its-id"], "AADSTS7000215", "operator", "VALUE of the client secret"],
    ["no such tenant", [application.secret, strangers], "AADSTS90002", "operator", "TENANTS"],
    ["nobody there", [application.secret, ada.tenantId, true], "ENOTFOUND", "operator", "firewall"],
  ] as const)(
    "%s is told with its remedy",
    async (_, [secret, tenant, isDown], says, fixedBy, remedy) => {
      expect(await look(secret, tenant, isDown)).toEqual({
        state: "failed",
        fixedBy,
        says: expect.stringContaining(says) as string,
        remedy: expect.stringContaining(remedy) as string,
      });
    },
  );

  it("has a remedy for each number, and one for those that nobody foresaw", () => {
    for (const number of [...remediedNumbers, 70011, 50196, 4711, undefined]) {
      expect(remedyFor(number).remedy).toMatch(/^.{20,}\.$/);
    }
    for (const number of [
      28002, 50011, 70011, 90008, 90009, 700022, 900144, 7000114, 9001023, 9002313,
    ]) {
      expect([number, remediedNumbers.includes(number)]).toEqual([number, true]);
    }
    expect(remedyFor(7000222).fixedBy).toBe("operator");
    expect(remedyFor(65001).fixedBy).toBe("administrator");
  });
});

describe("the clock", () => {
  const answering = (aheadMs: number) => async () =>
    new Response("", {
      status: 401,
      headers: { date: new Date(nowMs - aheadMs).toUTCString() },
    });

  it.each([
    [0, "ok", "The clock is Microsoft's."],
    [45_000, "warning", "45 s ahead of"],
    [-45_000, "warning", "behind Microsoft's"],
    [600_000, "failed", "600 s ahead of"],
  ])("that is %d ms ahead of Graph's is %s", async (aheadMs, state, says) => {
    const found = await lookAtGraph({
      ...{ clock, fetch: answering(aheadMs), graphUrl: "https://graph.microsoft.com" },
      ...{ authorityHost: "", prove: async () => undefined },
    });
    expect(found.graph).toMatchObject([{ state: "ok" }]);
    expect(found.clock).toMatchObject([{ state, says: expect.stringContaining(says) as string }]);
  });
});

describe("what ends", () => {
  it.each([
    ["2027-11-27T08:00:00Z", "ok"],
    ["2026-12-10T08:00:00Z", "warning"],
    ["2026-11-26T08:00:00Z", "failed"],
  ])("a certificate until %s: %s", (validTo, state) => {
    expect(expiryOf("The certificate", validTo, clock, "Renew it.").state).toBe(state);
  });

  it("of our own address cannot be judged from everywhere: that is a word of caution", async () => {
    const peer = async () => {
      throw new Error("certificate has expired");
    };
    const [found] = await lookAtPublicAddress("https://sync.contoso.com", peer, clock);
    expect(found).toMatchObject({
      state: "warning",
      says: expect.stringContaining("has expired") as string,
    });
  });
});

describe("the door of a registration that the environment names", () => {
  const known = well("known");
  const unknown = wrong("unknown", "consent");
  const door = { audience: null, fixed: true } as const;

  it("is asked about once a second company is let in of which Microsoft knows nothing", () => {
    expect(lookAtDoor(door, [known, unknown])).toMatchObject([
      { state: "warning", remedy: expect.stringContaining("ENTRA_SINGLE_TENANT") as string },
    ]);
  });

  it("is known to be open to several where two companies know the application", () => {
    expect(lookAtDoor(door, [known, unknown, known])).toEqual([]);
    expect(lookAtDoor({ ...door, audience: "one" }, [known, known])).toMatchObject([
      { state: "warning", remedy: expect.stringContaining("Take ENTRA_SINGLE_TENANT") as string },
    ]);
  });

  it.each([
    ["of one company alone there is nothing to ask", door, [unknown]],
    ["what the variable tells is believed", { ...door, audience: "one" }, [known, unknown]],
    ["whoever entered it in the portal was asked", { ...door, fixed: false }, [known, unknown]],
    ["without a registration nobody signs in", null, [unknown, unknown]],
  ] as const)("%s", (_, told, found) => {
    expect(lookAtDoor(told, found)).toEqual([]);
  });
});

describe("the machine", () => {
  it.each([
    [100, "failed"],
    [500, "warning"],
    [5000, "ok"],
  ])("%d MB of disk are %s", async (megabytes, state) => {
    const stat = async () => ({ bavail: megabytes, bsize: 1024 * 1024 });
    expect(await lookAtDisk("/data", stat)).toMatchObject([{ state }]);
  });

  it("a key that the ring lacks is worse than one that may go", () => {
    const byKey = new Map([
      ["new", 5],
      ["old", 2],
      ["lost", 1],
    ]);
    expect(lookAtKeys({ current: "new", byKey, refused: 0 }, ["new", "old"])).toMatchObject([
      { state: "warning", remedy: expect.stringContaining("rotate-key") as string },
      { state: "failed", says: expect.stringContaining('"lost"') as string },
    ]);
  });
});

describe("mail", () => {
  const tenants = [
    { id: "contoso", name: "Contoso" },
    { id: "fabrikam", name: "Fabrikam" },
  ];
  const usable = { settings: { transport: { kind: "smtp" }, sendingTenant: null } };
  /** Nobody decided anything but whoever decides for everybody. */
  const levelsAt = (revision: () => string) =>
    ({
      above: async () => ({ is: "operator" }),
      level: async () => ({ settings: null, revision: revision() }),
      usable: async () => usable,
      companies: async () => [],
    }) as never;

  it.each([
    ["throttled", "warning"],
    ["unavailable", "warning"],
    ["sign-in-refused", "failed"],
    ["token-refused", "failed"],
    ["smtp-auth-off", "failed"],
  ] as const)("a mail server's %s is a %s", async (code, state) => {
    const check = async () => {
      throw new MailError(code, "It says no.");
    };
    const look = createMailLook({ levels: levelsAt(() => "1"), check }, clock);
    for (const tenantId of [null, "contoso"]) {
      expect(await look(tenants, { tenantId })).toMatchObject([{ state }]);
    }
  });

  it("of everybody is looked at once, however many companies ask, and anew after a change or a minute", async () => {
    const time = manualClock(Date.parse("2026-11-28T08:00:00Z"));
    let looks = 0;
    let revision = "1";
    const check = async () => {
      looks += 1;
      return "proved" as const;
    };
    const look = createMailLook({ levels: levelsAt(() => revision), check }, time);
    const askAll = () => Promise.all(tenants.map(({ id }) => look(tenants, { tenantId: id })));
    expect(await askAll()).toMatchObject([[{ state: "ok" }], [{ state: "ok" }]]);
    expect(looks).toBe(1);
    revision = "2";
    await askAll();
    expect(looks).toBe(2);
    time.advance(60_000);
    await askAll();
    expect(looks).toBe(3);
  });
});
