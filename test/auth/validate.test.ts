import { createHmac, generateKeyPairSync, type KeyObject } from "node:crypto";
import * as jose from "jose";
import { createTokenValidator } from "../../server/auth/validate.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { application, tenants } from "../../sandbox/tenants.ts";
import { API_SCOPE, ada, createWorld, DAY_MS, ORIGIN, refusal } from "./world.ts";

/** A sign-in service of our own making, so that every claim can be wrong. */
const START_MS = Date.parse("2026-11-20T08:00:00Z");
const tenant = ada.tenantId;
const otherTenant = tenants[1].id;
const clientId = application.clientId;

function rsa(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}
const entraKey = rsa();
const foreignKey = rsa();
const KID = "key-1";

interface Service {
  kid: string;
  key: KeyObject;
  reachable: boolean;
}

function setUp() {
  const clock = manualClock(START_MS);
  const service: Service = { kid: KID, key: entraKey.publicKey, reachable: true };
  const asked: string[] = [];
  const fetchKeys: typeof fetch = async (input) => {
    asked.push(input instanceof Request ? input.url : input.toString());
    if (!service.reachable) throw new TypeError("fetch failed");
    const jwk = await jose.exportJWK(service.key);
    return Response.json({ keys: [{ ...jwk, kid: service.kid, use: "sig" }] });
  };
  const deps = { clientId: () => clientId, authorityHost: ORIGIN, clock, fetch: fetchKeys };
  const validate = createTokenValidator({ ...deps, isTenant: (id) => id === tenant });
  const validateEmpty = createTokenValidator({
    ...{ ...deps, isTenant: () => false, mayBeFirst: () => true },
  });
  return { clock, service, asked, validate, validateEmpty };
}

const now = START_MS / 1000;
const goodClaims = {
  aud: clientId,
  iss: `${ORIGIN}/${tenant}/v2.0`,
  iat: now,
  nbf: now,
  exp: now + 3600,
  tid: tenant,
  oid: ada.id,
  azp: clientId,
  scp: "access_as_user",
  ver: "2.0",
  name: ada.name,
  preferred_username: ada.address,
};

function sign(
  change: Record<string, unknown> = {},
  { key = entraKey.privateKey, header = {} }: { key?: KeyObject; header?: object } = {},
): Promise<string> {
  return new jose.SignJWT({ ...goodClaims, ...change })
    .setProtectedHeader({ alg: "RS256", kid: KID, typ: "JWT", ...header })
    .sign(key)
    .then((token) => `Bearer ${token}`);
}

/** Header and claims with a signature of any kind. */
function forge(header: object, signature: (input: string) => string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${part(header)}.${part(goodClaims)}`;
  return `Bearer ${input}.${signature(input)}`;
}

describe("a token of the add-in", () => {
  it("identifies its person by tenant and object id", async () => {
    expect(await setUp().validate(await sign())).toEqual({
      tenantId: tenant,
      userId: ada.id,
      name: ada.name,
      address: ada.address,
      roles: [],
    });
  });

  it("tells the app roles of its person, and no others' words for them", async () => {
    const roles = async (claim: unknown) =>
      (await setUp().validate(await sign({ roles: claim }))).roles;
    expect(await roles(["Administrator", 7, null])).toEqual(["Administrator"]);
    expect(await roles("Administrator")).toEqual([]);
  });

  it("as the sandbox issues it is accepted", async () => {
    const world = createWorld();
    const validate = createTokenValidator({
      clientId: () => clientId,
      authorityHost: ORIGIN,
      isTenant: (id) => id === tenant,
      clock: world.clock,
      fetch: world.fetch,
    });
    const token = await world.entra.issueToken(ada, [API_SCOPE]);
    expect(await validate(`Bearer ${token}`)).toMatchObject({ userId: ada.id });
  });

  it("may name the API by its URI, hold further scopes and be a minute off", async () => {
    const { validate } = setUp();
    const token = sign({
      aud: `api://${clientId}`,
      scp: "openid access_as_user",
      nbf: now + 59,
      exp: now + 3600,
    });
    expect(await validate(await token)).toMatchObject({ userId: ada.id });
  });
});

describe("refused as unauthorized", () => {
  const without = (claim: string): (() => Promise<string>) => {
    return () => sign({ [claim]: undefined });
  };
  it.each<[string, () => Promise<string | undefined> | string | undefined]>([
    ["no header", () => undefined],
    ["another scheme", () => "Basic YWRhOnNlY3JldA=="],
    ["no token", () => "Bearer "],
    ["something that is no token", () => "Bearer one.two.three"],
    ["two tokens", async () => `${await sign()}, ${await sign()}`],
    ["a very long token", () => `Bearer ${"a".repeat(20_000)}.b.c`],
    ["alg none", () => forge({ alg: "none", typ: "JWT" }, () => "x")],
    [
      "HS256 keyed with the public key",
      () =>
        forge({ alg: "HS256", kid: KID }, (input) =>
          createHmac("sha256", entraKey.publicKey.export({ type: "spki", format: "pem" }))
            .update(input)
            .digest("base64url"),
        ),
    ],
    ["another RSA algorithm", () => sign({}, { header: { alg: "RS512" } })],
    ["a foreign key under the same key id", () => sign({}, { key: foreignKey.privateKey })],
    [
      "an unknown critical header",
      () => forge({ alg: "RS256", kid: KID, crit: ["x"], x: 1 }, () => "x"),
    ],
    ["the audience Graph", () => sign({ aud: "https://graph.microsoft.com" })],
    [
      "another application as audience",
      () => sign({ aud: "00000000-0000-0000-0000-000000000000" }),
    ],
    ["a v1 issuer", () => sign({ iss: `https://sts.windows.net/${tenant}/`, ver: "1.0" })],
    ["another tenant's issuer", () => sign({ iss: `${ORIGIN}/${otherTenant}/v2.0` })],
    ["version 1", () => sign({ ver: "1.0" })],
    ["an ID token", () => sign({ scp: undefined, azp: undefined, nonce: "n" })],
    ["no scope", without("scp")],
    ["another scope", () => sign({ scp: "access_as_user2 User.Read" })],
    ["an application's token", () => sign({ idtyp: "app" })],
    [
      "an application's token by its roles",
      () => sign({ scp: undefined, roles: ["access_as_user"] }),
    ],
    ["another application as bearer", () => sign({ azp: "11111111-0000-0000-0000-000000000000" })],
    ["no person", without("oid")],
    ["a person that is no id", () => sign({ oid: "../t2/x" })],
    ["no tenant", without("tid")],
    ["a tenant that is no id", () => sign({ tid: "../common" })],
    ["an end in the past", () => sign({ iat: now - 7200, nbf: now - 7200, exp: now - 61 })],
    ["no end", without("exp")],
    ["a beginning in the future", () => sign({ nbf: now + 61 })],
    ["no beginning", without("nbf")],
  ])("%s", async (_, make) => {
    const error = await refusal(setUp().validate(await make()));
    expect(error).toMatchObject({ name: "AuthError", code: "unauthorized" });
  });

  it("keys that the token brings or points to, without asking for them", async () => {
    const { validate, asked } = setUp();
    const jwk = await jose.exportJWK(foreignKey.publicKey);
    for (const header of [
      { jwk },
      { jku: "https://evil.example/keys" },
      { x5u: "https://evil.example/cert" },
    ]) {
      const token = await sign({}, { key: foreignKey.privateKey, header });
      expect(await refusal(validate(token))).toMatchObject({ code: "unauthorized" });
    }
    expect(asked).toEqual([`${ORIGIN}/${tenant}/discovery/v2.0/keys`]);
  });

  it("a tenant that is not on the list, before anything is fetched", async () => {
    const { validate, asked } = setUp();
    const token = await sign({ tid: otherTenant, iss: `${ORIGIN}/${otherTenant}/v2.0` });
    expect(await refusal(validate(token))).toMatchObject({ code: "tenant-unknown" });
    expect(asked).toEqual([]);
  });

  it("without a part of the token in the reason", async () => {
    const token = await sign({}, { key: foreignKey.privateKey });
    const error = await refusal(setUp().validate(token));
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toMatch(/eyJ/);
  });
});

describe("keys of tenants that nobody let in", () => {
  const stranger = (at: number) => `33333333-aaaa-4bbb-8ccc-${String(at).padStart(12, "0")}`;
  const claims = (at: number) => ({
    ...{ tid: stranger(at), iss: `${ORIGIN}/${stranger(at)}/v2.0` },
  });

  it("are fetched while the installation is empty, of ten a minute and no more", async () => {
    const { validateEmpty, asked, clock } = setUp();
    expect(await validateEmpty(await sign(claims(0)))).toMatchObject({ tenantId: stranger(0) });
    for (let at = 1; at < 10; at++) await validateEmpty(await sign(claims(at)));
    const eleventh = await sign(claims(10));
    expect(await refusal(validateEmpty(eleventh))).toMatchObject({ code: "unavailable" });
    // Whoever was heard already is heard again.
    expect(await validateEmpty(await sign(claims(0)))).toBeDefined();
    expect(asked).toHaveLength(10);
    clock.advance(60_000);
    expect(await validateEmpty(eleventh)).toBeDefined();
  });

  it("are kept of the last twenty alone, however many there are", async () => {
    const { validateEmpty, asked, clock } = setUp();
    const all = 45;
    for (let at = 0; at < all; at++) {
      if (at % 10 === 0) clock.advance(60_000);
      await validateEmpty(await sign(claims(at)));
    }
    clock.advance(60_000);
    await validateEmpty(await sign(claims(all - 20)));
    expect(asked).toHaveLength(all);
    await validateEmpty(await sign(claims(all - 21)));
    expect(asked).toHaveLength(all + 1);
  });

  it("are not fetched once somebody was let in", async () => {
    const { validate, asked } = setUp();
    expect(await refusal(validate(await sign(claims(0))))).toMatchObject({
      code: "tenant-unknown",
    });
    expect(asked).toEqual([]);
  });
});

describe("the sign-in service's keys", () => {
  it("are fetched once, also for many requests at once, and again after a day", async () => {
    const { validate, asked, clock } = setUp();
    const token = await sign({ exp: now + 10 * 86_400 });
    await Promise.all([1, 2, 3].map(() => validate(token)));
    clock.advance(DAY_MS - 1);
    await validate(token);
    expect(asked).toHaveLength(1);
    clock.advance(1);
    await validate(token);
    expect(asked).toHaveLength(2);
  });

  it("that cannot be fetched make the service unavailable, never the token valid", async () => {
    const { validate, service } = setUp();
    service.reachable = false;
    expect(await refusal(validate(await sign()))).toMatchObject({ code: "unavailable" });
    service.reachable = true;
    expect(await validate(await sign())).toBeDefined();
  });

  it("are used from memory while the service is down, until they are a day old", async () => {
    const { validate, service, clock } = setUp();
    const token = await sign({ exp: now + 10 * 86_400 });
    await validate(token);
    service.reachable = false;
    clock.advance(DAY_MS - 1);
    expect(await validate(token)).toBeDefined();
    clock.advance(1);
    expect(await refusal(validate(token))).toMatchObject({ code: "unavailable" });
  });

  it("that are new are found by their unknown id, but asked for at most once a minute", async () => {
    const { validate, service, asked, clock } = setUp();
    await validate(await sign());
    Object.assign(service, { kid: "key-2", key: foreignKey.publicKey });
    const rolled = await sign({}, { key: foreignKey.privateKey, header: { kid: "key-2" } });

    expect(await refusal(validate(rolled))).toMatchObject({ code: "unauthorized" });
    expect(asked).toHaveLength(1);
    clock.advance(60_000);
    expect(await validate(rolled)).toBeDefined();
    expect(asked).toHaveLength(2);

    const forged = await sign({}, { key: foreignKey.privateKey, header: { kid: "key-9" } });
    for (let attempt = 0; attempt < 20; attempt++) await refusal(validate(forged));
    expect(asked).toHaveLength(2);
  });
});
