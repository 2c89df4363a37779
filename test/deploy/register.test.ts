/**
 * register.sh, as who sets up runs it: against a stand-in of the Azure command line, which keeps the
 * registration that results. It must be what the file says, and what the sandbox's Entra is registered with.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  API,
  API_SCOPE,
  declaredScopes,
  GRAPH,
  redirectUrisOf,
} from "../../sandbox/entra/registration.ts";
import { application, tenants } from "../../sandbox/tenants.ts";
import { registrationFiles } from "../../server/installation/registration.ts";
import { missingReference } from "../conformance/reference.ts";

const PRODUCT = "https://sync.contoso.com";
const [contoso] = tenants;
const slice = resolve("../shared/graph/permissions-slice.json");
const missing = missingReference();
// Skipped, with the reason in its name, where the reference files do not lie beside the project.
const withReference = missing === undefined ? it : it.skip;

/** Of OpenID, which the list of Graph's own permissions lacks. */
const offlineAccess = "7427e0e9-2fba-42fe-b0c0-848c9e6a8182";

interface Application {
  readonly appId: string;
  readonly displayName: string;
  readonly signInAudience: string;
  readonly identifierUris: readonly string[];
  readonly spa: { readonly redirectUris: readonly string[] };
  readonly api: {
    readonly requestedAccessTokenVersion: number;
    readonly oauth2PermissionScopes: readonly { readonly id: string; readonly value: string }[];
  };
  readonly appRoles: readonly { readonly id: string; readonly value: string }[];
  readonly passwordCredentials: readonly { readonly displayName: string }[];
  readonly requiredResourceAccess: readonly {
    readonly resourceAppId: string;
    readonly resourceAccess: readonly { readonly id: string; readonly type: string }[];
  }[];
}

interface Entra {
  readonly applications: readonly Application[];
  readonly servicePrincipals: readonly { readonly appId: string }[];
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sync-to-erp-register-"));
  copyFileSync(resolve("test/deploy/az.mjs"), join(folder, "az"));
  chmodSync(join(folder, "az"), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(audience: "one" | "any", more: Readonly<Record<string, string>> = {}) {
  for (const { name, text } of registrationFiles(PRODUCT, audience, GRAPH)) {
    writeFileSync(join(folder, name), text);
  }
  const { status, stdout, stderr } = spawnSync("sh", ["register.sh"], {
    cwd: folder,
    encoding: "utf8",
    env: {
      // The stand-in is a script of this Node.
      PATH: [folder, join(process.execPath, ".."), process.env["PATH"]].join(":"),
      ...{ AZ_FOLDER: folder, AZ_GRAPH: GRAPH, AZ_TENANT: contoso.id },
      ...{ AZ_APP_ID: application.clientId, ...more },
    },
  });
  const kept = join(folder, "entra.json");
  const entra = existsSync(kept)
    ? (JSON.parse(readFileSync(kept, "utf8")) as Entra)
    : { applications: [], servicePrincipals: [] };
  return { status, stdout, stderr, entra };
}

it("makes what the file says, an identity for it and a secret, and prints what Setup asks for", () => {
  const { status, stdout, stderr, entra } = run("one");
  expect([status, stderr.replace(/^WARNING.*\n/m, "")]).toEqual([0, ""]);
  const [made, ...others] = entra.applications;
  expect(others).toEqual([]);
  const { passwordCredentials, identifierUris, ...registered } = made!;
  expect(registered).toMatchObject(
    JSON.parse(readFileSync(join(folder, "registration.json"), "utf8")) as object,
  );
  expect(identifierUris).toEqual([`api://${application.clientId}`]);
  expect(passwordCredentials).toEqual([{ displayName: "Sync to ERP" }]);
  expect(entra.servicePrincipals).toMatchObject([{ appId: application.clientId }]);
  expect(stdout.split("\n")).toEqual([
    `Application (client) id: ${application.clientId}`,
    `Directory (tenant) id:   ${contoso.id}`,
    "Client secret:           Q~8Q~ab$c`d\\e.f*g",
    "",
  ]);
});

withReference(
  `registers what the sandbox's Entra is registered with ${missing ?? ""}`.trimEnd(),
  () => {
    const [made] = run("any").entra.applications;
    const { permissions } = JSON.parse(readFileSync(slice, "utf8")) as {
      readonly permissions: Readonly<Record<string, { readonly delegatedId?: string }>>;
    };
    const nameOf = (id: string) =>
      Object.keys(permissions).find((name) => permissions[name]?.delegatedId === id) ?? id;
    expect(made?.identifierUris).toEqual([API]);
    expect(made?.signInAudience).toBe("AzureADMultipleOrgs");
    const scopes = made?.api.oauth2PermissionScopes.map(({ value }) => `${API}/${value}`);
    expect(scopes).toEqual([API_SCOPE]);
    const asked = made?.requiredResourceAccess.flatMap((one) => one.resourceAccess) ?? [];
    expect(made?.requiredResourceAccess.map(({ resourceAppId }) => resourceAppId)).toEqual([
      "00000003-0000-0000-c000-000000000000",
    ]);
    const delegated = asked.filter(({ type }) => type === "Scope").map(({ id }) => nameOf(id));
    // That of OpenID is granted with every sign-in.
    const named = delegated.filter((name) => name !== offlineAccess);
    expect(delegated).toContain(offlineAccess);
    expect([API_SCOPE, ...named.map((name) => `${GRAPH}/${name}`)].toSorted()).toEqual(
      [...declaredScopes].toSorted(),
    );
    expect(asked.filter(({ type }) => type === "Role")).toEqual([]);
    const { singlePage, web, broker } = redirectUrisOf(PRODUCT);
    expect(made?.spa.redirectUris).toEqual([...singlePage, ...broker]);
    expect(web).toEqual([]);
  },
);

it("stops where it may not register, and says why; nothing is made half", () => {
  const { status, stdout, stderr, entra } = run("one", { AZ_FORBIDS: "register" });
  expect(status).not.toBe(0);
  expect(stderr).toContain("Insufficient privileges");
  expect(stdout).toBe("");
  expect(entra.applications).toEqual([]);
});

it("goes to the cloud that it was made for, and to no other", () => {
  const { status, stderr } = run("one", { AZ_GRAPH: "https://graph.microsoft.us" });
  expect(status).not.toBe(0);
  expect(stderr).toContain("Unauthorized");
});
