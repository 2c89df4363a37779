import { InteractionRequiredAuthError, ServerError, type AuthError } from "@azure/msal-node";
import { decodeJwt } from "jose";
import { application } from "../../../sandbox/tenants.ts";
import {
  API_SCOPE,
  confidentialClient,
  contoso,
  desk,
  fabrikam,
  GRAPH_SCOPE,
  ORIGIN,
  signInAt,
  text,
  user,
  WEB_REDIRECT,
} from "./sign-in.ts";

const DAY_MS = 86_400_000;
const ada = user("Ada");
const scopes = [GRAPH_SCOPE];

async function failure(attempt: Promise<unknown>): Promise<AuthError> {
  return attempt.then(
    () => {
      throw new Error("It should have failed.");
    },
    (error: unknown) => error as AuthError,
  );
}

describe("on behalf of a person, through the real msal-node", () => {
  it("turns the add-in's token into one for Graph, in the v1 format", async () => {
    const { entra } = desk();
    const oboAssertion = await entra.issueToken(ada, [API_SCOPE]);
    expect(decodeJwt(oboAssertion)).toMatchObject({
      aud: application.clientId,
      iss: `${ORIGIN}/${contoso.id}/v2.0`,
      azp: application.clientId,
      scp: "access_as_user",
      oid: ada.id,
      ver: "2.0",
    });
    const result = await confidentialClient(entra).acquireTokenOnBehalfOf({ oboAssertion, scopes });
    expect(decodeJwt(result!.accessToken)).toMatchObject({
      aud: "https://graph.microsoft.com",
      iss: `https://sts.windows.net/${contoso.id}/`,
      appid: application.clientId,
      scp: "Calendars.ReadWrite",
      ver: "1.0",
    });
    expect(result!.account?.homeAccountId).toBe(`${ada.id}.${contoso.id}`);
    await expect(entra.verifyGraphToken(result!.accessToken)).resolves.toEqual({
      tenantId: contoso.id,
      userId: ada.id,
      appId: application.clientId,
      scopes: ["Calendars.ReadWrite"],
      roles: [],
      issuedAt: expect.any(Number) as number,
    });
  });

  it("asks for consent where neither the person nor an administrator gave it", async () => {
    const { entra } = desk();
    entra.switches.grantTenant(contoso, { delegated: false, application: false });
    const oboAssertion = await entra.issueToken(ada, [API_SCOPE]);
    const attempt = () =>
      confidentialClient(entra).acquireTokenOnBehalfOf({ oboAssertion, scopes });
    const refused = await failure(attempt());
    expect(refused).toBeInstanceOf(InteractionRequiredAuthError);
    expect(refused.subError).toBe("consent_required");
    expect(refused.errorMessage).toContain("AADSTS65001");
    entra.switches.setConsent(ada, true);
    await expect(attempt()).resolves.toHaveProperty("accessToken");
  });

  it("passes a policy's challenge on, and accepts an assertion that answers it", async () => {
    const { entra } = desk();
    entra.switches.setChallenge(ada, true);
    const cca = confidentialClient(entra);
    const weak = await entra.issueToken(ada, [API_SCOPE]);
    const refused = await failure(cca.acquireTokenOnBehalfOf({ oboAssertion: weak, scopes }));
    expect(refused).toBeInstanceOf(InteractionRequiredAuthError);
    const claims = refused instanceof InteractionRequiredAuthError ? refused.claims : "";
    expect(JSON.parse(claims)).toHaveProperty("access_token.capolids.essential", true);
    const request = { user: ada.address, clientId: application.clientId, scopes: [API_SCOPE] };
    await expect(entra.broker({ ...request, claims })).resolves.toHaveProperty(
      "error.status",
      "USER_INTERACTION_REQUIRED",
    );
    const answered = await entra.broker({ ...request, claims, interactive: true });
    const oboAssertion = "token" in answered ? answered.token.access_token : "";
    await expect(cca.acquireTokenOnBehalfOf({ oboAssertion, scopes })).resolves.toHaveProperty(
      "accessToken",
    );
  });

  it.each([
    ["for another audience", "AADSTS500131", [GRAPH_SCOPE], 0],
    ["past its hour by the sandbox's clock", "AADSTS500133", [API_SCOPE], 2 * 3_600_000],
  ])("refuses an assertion %s", async (_what, code, assertionScopes, waitMs) => {
    const { entra, clock } = desk();
    const oboAssertion = await entra.issueToken(ada, assertionScopes);
    clock.advance(waitMs);
    const refused = await failure(
      confidentialClient(entra).acquireTokenOnBehalfOf({ oboAssertion, scopes }),
    );
    expect(refused.errorMessage).toContain(code);
  });

  it("refuses an assertion signed by somebody else", async () => {
    const foreign = await desk().entra.issueToken(ada, [API_SCOPE]);
    const cca = confidentialClient(desk().entra);
    const refused = await failure(cca.acquireTokenOnBehalfOf({ oboAssertion: foreign, scopes }));
    expect(refused.errorMessage).toContain("AADSTS50013");
  });
});

describe("a confidential client's own sign-in", () => {
  async function signedIn() {
    const { entra, clock } = desk();
    const cca = confidentialClient(entra);
    const url = await cca.getAuthCodeUrl({ scopes, redirectUri: WEB_REDIRECT });
    const { location } = await signInAt(entra, url, { sandbox_account: ada.id });
    const code = location.searchParams.get("code") ?? "";
    const { account } = await cca.acquireTokenByCode({ code, scopes, redirectUri: WEB_REDIRECT });
    const renew = () => cca.acquireTokenSilent({ account: account!, scopes, forceRefresh: true });
    return { entra, clock, cca, code, renew };
  }

  it("redeems a code once", async () => {
    const { cca, code } = await signedIn();
    const again = cca.acquireTokenByCode({ code, scopes, redirectUri: WEB_REDIRECT });
    expect((await failure(again)).errorMessage).toContain("AADSTS70008");
  });

  it("goes on for as long as each renewal is within 90 days of the last", async () => {
    const { clock, renew } = await signedIn();
    for (const days of [80, 80, 80]) {
      clock.advance(days * DAY_MS);
      await expect(renew()).resolves.toHaveProperty("fromCache", false);
    }
    clock.advance(91 * DAY_MS);
    const refused = await failure(renew());
    expect(refused).toBeInstanceOf(InteractionRequiredAuthError);
    expect(refused.errorMessage).toContain("AADSTS700082");
  });

  it.each([
    ["revoked", "AADSTS50173"],
    ["expired", "AADSTS700082"],
  ] as const)("ends when the refresh token is %s", async (why, code) => {
    const { entra, renew } = await signedIn();
    entra.switches.endRefreshTokens(ada, why);
    expect((await failure(renew())).errorMessage).toContain(code);
  });

  it("outlives a restart of the sandbox", async () => {
    const { entra, renew } = await signedIn();
    const snapshot = JSON.parse(JSON.stringify(entra.snapshot())) as ReturnType<
      typeof entra.snapshot
    >;
    entra.restore(desk().entra.snapshot());
    await failure(renew());
    entra.restore(snapshot);
    await expect(renew()).resolves.toHaveProperty("accessToken");
  });

  it("is refused with a wrong secret", async () => {
    const cca = confidentialClient(desk().entra, { clientSecret: "the secret's id" });
    const oboAssertion = "whatever";
    const refused = await failure(cca.acquireTokenOnBehalfOf({ oboAssertion, scopes }));
    expect(refused).toBeInstanceOf(ServerError);
    expect(refused.errorMessage).toContain("AADSTS7000215");
  });
});

describe("a client without a person", () => {
  const everything = { scopes: ["https://graph.microsoft.com/.default"] };

  it("gets the application permissions that were added to the registration, and none by a consent to it", async () => {
    const { entra } = desk();
    const cca = confidentialClient(entra);
    const before = await cca.acquireTokenByClientCredential({ ...everything, skipCache: true });
    expect(decodeJwt(before!.accessToken)).not.toHaveProperty("roles");
    const redirect = encodeURIComponent(WEB_REDIRECT);
    const { location } = await signInAt(
      entra,
      `${ORIGIN}/organizations/v2.0/adminconsent?client_id=${application.clientId}&redirect_uri=${redirect}&state=x`,
      { sandbox_account: user("Katherine").id, sandbox_consent: "accept" },
    );
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      admin_consent: "True",
      tenant: contoso.id,
      state: "x",
    });
    const consented = await cca.acquireTokenByClientCredential({ ...everything, skipCache: true });
    expect(decodeJwt(consented!.accessToken)).not.toHaveProperty("roles");
    entra.switches.grantTenant(contoso, { delegated: true, application: true });
    const after = await cca.acquireTokenByClientCredential({ ...everything, skipCache: true });
    const caller = await entra.verifyGraphToken(after!.accessToken);
    expect(caller).toMatchObject({ userId: null, tenantId: contoso.id, scopes: [] });
    expect(caller.roles).toContain("Calendars.ReadWrite");
  });

  it("gets one where it is registered though nobody agreed to anything: it says nothing of consent", async () => {
    const { entra } = desk();
    entra.switches.uninstall(contoso);
    const given = await confidentialClient(entra).acquireTokenByClientCredential(everything);
    const caller = await entra.verifyGraphToken(given!.accessToken);
    expect(caller).toMatchObject({ tenantId: contoso.id, userId: null, scopes: [], roles: [] });
    expect(decodeJwt(given!.accessToken)).not.toHaveProperty("roles");
  });

  it("is missing in another tenant until somebody there agreed, and stays when that ends", async () => {
    const { entra } = desk();
    entra.switches.uninstall(fabrikam);
    const cca = confidentialClient(entra, { authority: `${ORIGIN}/${fabrikam.id}` });
    const ask = () => cca.acquireTokenByClientCredential({ ...everything, skipCache: true });
    expect((await failure(ask())).errorMessage).toContain("AADSTS7000229");
    const redirect = encodeURIComponent(WEB_REDIRECT);
    await signInAt(
      entra,
      `${ORIGIN}/${fabrikam.id}/v2.0/adminconsent?client_id=${application.clientId}&redirect_uri=${redirect}`,
      { sandbox_account: user("Maria").id, sandbox_consent: "accept" },
    );
    await expect(ask()).resolves.toHaveProperty("accessToken");
    entra.switches.grantTenant(fabrikam, { delegated: false, application: false });
    await expect(ask()).resolves.toHaveProperty("accessToken");
  });

  it("cannot have an administrator's consent from somebody who is none", async () => {
    const { entra } = desk();
    const redirect = encodeURIComponent(WEB_REDIRECT);
    const response = await entra.handle({
      method: "POST",
      url: `/${contoso.id}/v2.0/adminconsent`,
      headers: {},
      body: `client_id=${application.clientId}&redirect_uri=${redirect}&sandbox_account=${ada.id}&sandbox_consent=accept`,
    });
    expect(text(response)).toContain("AADSTS90094");
  });
});
