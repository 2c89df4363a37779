import { decodeJwt } from "jose";
import { isSignInPath } from "../../../sandbox/entra/entra.ts";
import { declaredScopes } from "../../../sandbox/entra/registration.ts";
import { application } from "../../../sandbox/tenants.ts";
import {
  API_SCOPE,
  contoso,
  desk,
  fabrikam,
  GRAPH_SCOPE,
  ORIGIN,
  PAGE_REDIRECT,
  pageRequest,
  signInAt,
  text,
  tokenRequest,
  user,
} from "./sign-in.ts";

const ada = user("Ada");
const HOUR_MS = 3_600_000;

function fragment(location: URL): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1));
}

async function signedIn() {
  const { entra, clock } = desk();
  const { url, verifier } = pageRequest();
  const { location, cookie } = await signInAt(entra, url, { sandbox_account: ada.id });
  const form = {
    grant_type: "authorization_code",
    code: fragment(location).get("code") ?? "",
    redirect_uri: PAGE_REDIRECT,
    code_verifier: verifier,
    scope: `openid profile offline_access ${API_SCOPE}`,
  };
  return { entra, clock, location, cookie, form };
}

describe("a single-page application's sign-in", () => {
  it("answers in the fragment, with a session cookie that works inside Outlook", async () => {
    const { entra } = desk();
    const response = await entra.handle({
      method: "POST",
      url: "/organizations/oauth2/v2.0/authorize",
      headers: {},
      body: `${pageRequest().url.split("?")[1] ?? ""}&sandbox_account=${ada.id}`,
    });
    expect(response.status).toBe(302);
    expect(response.headers["location"]).toMatch(/^https:\/\/localhost:3000\/redirect\.html#code=/);
    expect(response.headers["set-cookie"]).toMatch(/Secure; HttpOnly; SameSite=None/);
  });

  it("redeems the code across origins with the verifier, and only so", async () => {
    const { entra, form } = await signedIn();
    const sameOrigin = await tokenRequest(entra, form, "");
    expect(sameOrigin.body["error_codes"]).toEqual([9002327]);
    const { response, body } = await tokenRequest(entra, form);
    expect(response.headers["access-control-allow-origin"]).toBe(ORIGIN);
    expect(decodeJwt(String(body["id_token"]))).toMatchObject({
      aud: application.clientId,
      nonce: "n1",
      preferred_username: ada.address,
    });
    expect(decodeJwt(String(body["access_token"]))).toMatchObject({ scp: "access_as_user" });
  });

  it("refuses a wrong verifier", async () => {
    const { entra, form } = await signedIn();
    const { body } = await tokenRequest(entra, { ...form, code_verifier: "another" });
    expect(body).toMatchObject({ error: "invalid_grant", error_codes: [501481] });
  });

  it("renews for 24 hours after the sign-in and not longer", async () => {
    const { entra, clock, form } = await signedIn();
    const renew = (token: unknown) =>
      tokenRequest(entra, {
        grant_type: "refresh_token",
        refresh_token: String(token),
        scope: API_SCOPE,
      });
    let { body } = await tokenRequest(entra, form);
    clock.advance(23 * HOUR_MS);
    ({ body } = await renew(body["refresh_token"]));
    expect(body).toHaveProperty("access_token");
    clock.advance(2 * HOUR_MS);
    ({ body } = await renew(body["refresh_token"]));
    expect(body).toMatchObject({ error: "invalid_grant", error_codes: [700084] });
  });

  it("is silent with a session, and says login_required without", async () => {
    const { entra, cookie } = await signedIn();
    const { url } = pageRequest({ prompt: "none", login_hint: ada.address });
    const silent = await signInAt(entra, url, {}, cookie);
    expect(fragment(silent.location).has("code")).toBe(true);
    const nobody = await signInAt(entra, url, {});
    expect(fragment(nobody.location).get("error")).toBe("login_required");
    expect(fragment(nobody.location).get("state")).toBe("s1");
  });

  it("asks for consent, and goes back with access_denied when it is declined", async () => {
    const { entra } = desk();
    entra.switches.grantTenant(contoso, { delegated: false, application: false });
    const { url } = pageRequest();
    const declined = await signInAt(entra, url, {
      sandbox_account: ada.id,
      sandbox_consent: "decline",
    });
    expect(fragment(declined.location).get("error")).toBe("access_denied");
    const accepted = await signInAt(entra, url, {
      sandbox_account: ada.id,
      sandbox_consent: "accept",
    });
    expect(fragment(accepted.location).has("code")).toBe(true);
    const silent = await signInAt(entra, pageRequest({ prompt: "none" }).url, {}, accepted.cookie);
    expect(fragment(silent.location).has("code")).toBe(true);
  });

  it("counts a consent to .default as one to everything declared, Graph included", async () => {
    const { entra } = desk();
    entra.switches.grantTenant(contoso, { delegated: false, application: false });
    const { url } = pageRequest({
      prompt: "consent",
      scope: API_SCOPE.replace(/[^/]+$/, ".default"),
    });
    const accepted = await signInAt(entra, url, {
      sandbox_account: ada.id,
      sandbox_consent: "accept",
    });
    expect(fragment(accepted.location).has("code")).toBe(true);
    for (const scope of declaredScopes) {
      const silent = pageRequest({ prompt: "none", scope });
      const { location } = await signInAt(entra, silent.url, {}, accepted.cookie);
      expect({ scope, code: fragment(location).has("code") }).toEqual({ scope, code: true });
    }
  });

  it("goes back with access_denied when a consent that was asked for anew is declined", async () => {
    const { entra } = desk();
    const { location } = await signInAt(entra, pageRequest({ prompt: "consent" }).url, {
      sandbox_account: ada.id,
      sandbox_consent: "decline",
    });
    expect(fragment(location).get("error")).toBe("access_denied");
  });

  it("consents to no more than named scopes where scopes are named", async () => {
    const { entra } = desk();
    entra.switches.grantTenant(contoso, { delegated: false, application: false });
    const { cookie } = await signInAt(entra, pageRequest({ prompt: "consent" }).url, {
      sandbox_account: ada.id,
      sandbox_consent: "accept",
    });
    const silent = pageRequest({ prompt: "none", scope: GRAPH_SCOPE });
    const { location } = await signInAt(entra, silent.url, {}, cookie);
    expect(fragment(location).get("error")).toBe("consent_required");
  });

  it("needs an administrator where the tenant says so", async () => {
    const { entra } = desk();
    entra.switches.grantTenant(contoso, { delegated: false, application: false });
    entra.switches.setUserConsent(contoso, "administrators");
    const { location } = await signInAt(entra, pageRequest().url, {
      sandbox_account: ada.id,
      sandbox_consent: "decline",
    });
    expect(fragment(location).get("error_description")).toContain("AADSTS90094");
  });

  it("asks for the second factor when the client carries the challenge", async () => {
    const { entra } = desk();
    const claims = JSON.stringify({ access_token: { capolids: { essential: true } } });
    const { url, verifier } = pageRequest({ claims });
    const { location } = await signInAt(entra, url, {
      sandbox_account: ada.id,
      sandbox_mfa: "approve",
    });
    const { body } = await tokenRequest(entra, {
      grant_type: "authorization_code",
      code: fragment(location).get("code") ?? "",
      redirect_uri: PAGE_REDIRECT,
      code_verifier: verifier,
    });
    expect(decodeJwt(String(body["access_token"]))).toMatchObject({ amr: ["pwd", "mfa"] });
  });

  it.each([
    ["an unregistered redirect", { redirect_uri: "https://evil.example/" }, "AADSTS50011"],
    ["an unknown client", { client_id: "nobody" }, "AADSTS700016"],
  ])("shows a page and redirects nowhere for %s", async (_what, change, code) => {
    const { entra } = desk();
    const { pathname, search } = new URL(pageRequest(change).url);
    const response = await entra.handle({ method: "GET", url: pathname + search, headers: {} });
    expect(response.status).toBe(400);
    expect(response.headers).not.toHaveProperty("location");
    expect(text(response)).toContain(code);
  });

  it("requires PKCE", async () => {
    const { entra } = desk();
    const { location } = await signInAt(
      entra,
      pageRequest({ code_challenge_method: "plain" }).url,
      {},
    );
    expect(fragment(location).get("error_description")).toContain("AADSTS9002325");
  });

  it("lists the people of the tenant asked for, and shows what they send as text", async () => {
    const { entra } = desk();
    const { search } = new URL(pageRequest({ state: '"><script>alert(1)</script>' }).url);
    const response = await entra.handle({
      method: "GET",
      url: `/${fabrikam.id}/oauth2/v2.0/authorize${search}`,
      headers: {},
    });
    expect(text(response)).toContain("liu@fabrikam.example");
    expect(text(response)).not.toContain(ada.address);
    expect(text(response)).not.toContain("<script>");
  });
});

describe("the sign-in's paths", () => {
  it.each([
    [`/${contoso.id}/oauth2/v2.0/token`, true],
    ["/common/discovery/instance?api-version=1.1", true],
    ["/contoso.example/v2.0/.well-known/openid-configuration", true],
    ["/organizations/v2.0/adminconsent", true],
    ["/api/config", false],
    ["/taskpane.html", false],
    ["/graph/v1.0/me", false],
  ])("%s belongs to it: %s", (path, expected) => {
    expect(isSignInPath(path)).toBe(expected);
  });

  it("names the issuer of a tenant, and leaves it open for everyone's", async () => {
    const { entra } = desk();
    const issuer = async (authority: string): Promise<unknown> => {
      const response = await entra.handle({
        method: "GET",
        url: `/${authority}/v2.0/.well-known/openid-configuration`,
        headers: {},
      });
      return (JSON.parse(text(response)) as Record<string, unknown>)["issuer"];
    };
    expect(await issuer(contoso.domain)).toBe(`${ORIGIN}/${contoso.id}/v2.0`);
    expect(await issuer("organizations")).toBe(`${ORIGIN}/{tenantid}/v2.0`);
    expect(await issuer("nobody.example")).toBeUndefined();
  });
});
