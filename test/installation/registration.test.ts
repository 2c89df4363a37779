/** The application's registration, as it is handed out: held against Graph's own lists. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { features } from "../../server/auth/features.ts";
import { redirectUris, registrationOf } from "../../server/installation/registration.ts";

const readme = readFileSync(join(process.cwd(), "README.md"), "utf8");

interface Registration {
  readonly requiredResourceAccess: readonly {
    readonly resourceAccess: readonly { readonly id: string; readonly type: string }[];
  }[];
}

it("asks for exactly what everybody is asked for, and a refresh token", () => {
  const { requiredResourceAccess } = registrationOf(
    "https://sync.contoso.com",
    "one",
  ) as Registration;
  const scopes = Object.values(features)
    .filter(({ askedOf }) => askedOf === "everybody")
    .flatMap(({ scopes: names }) => names);
  expect(requiredResourceAccess[0]?.resourceAccess).toHaveLength(scopes.length + 1);
  const ids = requiredResourceAccess.flatMap(({ resourceAccess }) =>
    resourceAccess.map(({ id }) => id),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const scope of scopes) expect(readme).toContain(scope);
});

it("returns from sign-in to the pages of this server and nowhere else", () => {
  expect(redirectUris("https://sync.contoso.com")).toEqual([
    "https://sync.contoso.com/redirect.html",
    "https://sync.contoso.com/portal.html",
    "https://sync.contoso.com/relay.html",
    "brk-multihub://sync.contoso.com",
  ]);
});

it("is for one company unless there are several, and says how tokens are to look", () => {
  expect(registrationOf("https://sync.contoso.com", "one")).toMatchObject({
    ...{ signInAudience: "AzureADMyOrg", api: { requestedAccessTokenVersion: 2 } },
  });
  expect(registrationOf("https://sync.contoso.com", "any")).toMatchObject({
    ...{ signInAudience: "AzureADMultipleOrgs" },
  });
});
