/** A registration for one tenant alone, as Entra holds it to that (AADSTS50194 and AADSTS700016). */
import { application } from "../../../sandbox/tenants.ts";
import {
  API_SCOPE,
  confidentialClient,
  contoso,
  desk,
  fabrikam,
  ORIGIN,
  PAGE_REDIRECT,
  signInAt,
  text,
  user,
  WEB_REDIRECT,
} from "./sign-in.ts";

const everything = { scopes: ["https://graph.microsoft.com/.default"] };

function forOne() {
  const { entra } = desk();
  entra.switches.setAudience("one");
  return entra;
}

/** Where a person's sign-in begins. */
function authorizeAt(authority: string): string {
  const query = new URLSearchParams({
    ...{ client_id: application.clientId, redirect_uri: PAGE_REDIRECT, response_type: "code" },
    ...{ scope: `openid ${API_SCOPE}`, state: "x" },
    ...{ code_challenge: "a".repeat(43), code_challenge_method: "S256" },
  });
  return `/${authority}/oauth2/v2.0/authorize?${query.toString()}`;
}
const get = (entra: ReturnType<typeof forOne>, url: string) =>
  entra.handle({ method: "GET", url, headers: {} });

it("has no door that several companies share", async () => {
  const { location } = await signInAt(forOne(), ORIGIN + authorizeAt("organizations"), {});
  expect(location.origin + location.pathname).toBe(PAGE_REDIRECT);
  expect(location.searchParams.get("error")).toBe("invalid_request");
  expect(location.searchParams.get("error_description")).toContain("AADSTS50194");
});

it("does not exist in another company, for people, administrators and itself", async () => {
  const entra = forOne();
  expect(text(await get(entra, authorizeAt(fabrikam.id)))).toContain("AADSTS700016");
  const redirect = encodeURIComponent(WEB_REDIRECT);
  const consent = `/v2.0/adminconsent?client_id=${application.clientId}&redirect_uri=${redirect}`;
  expect(text(await get(entra, `/${fabrikam.id}${consent}`))).toContain("AADSTS700016");
  const cca = confidentialClient(entra, { authority: `${ORIGIN}/${fabrikam.id}` });
  await expect(cca.acquireTokenByClientCredential(everything)).rejects.toThrow(/AADSTS700016/);
  const request = { clientId: application.clientId, scopes: [API_SCOPE] };
  expect(await entra.broker({ ...request, user: user("Liu").address })).toMatchObject({
    error: { description: expect.stringContaining("AADSTS700016") as string },
  });
});

it("works as ever in its own, and everywhere once it is for any", async () => {
  const entra = forOne();
  expect((await get(entra, authorizeAt(contoso.id))).status).toBe(200);
  await expect(
    confidentialClient(entra).acquireTokenByClientCredential(everything),
  ).resolves.toHaveProperty("accessToken");
  entra.switches.setAudience("any");
  expect((await get(entra, authorizeAt("organizations"))).status).toBe(200);
  const cca = confidentialClient(entra, { authority: `${ORIGIN}/${fabrikam.id}` });
  await expect(cca.acquireTokenByClientCredential(everything)).resolves.toHaveProperty(
    "accessToken",
  );
});
