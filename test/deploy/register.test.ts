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

interface Credential {
  readonly displayName: string;
  readonly endDateTime: string;
}

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
  readonly passwordCredentials: readonly Credential[];
  readonly keyCredentials: readonly Credential[];
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

const kept = () => join(folder, "entra.json");

/** What Entra holds before the script begins. */
function hold(entra: Partial<Entra> & Pick<Entra, "applications">): void {
  writeFileSync(kept(), JSON.stringify({ calls: [], servicePrincipals: [], ...entra }));
}

/** The registration as the file says it, with what nobody but Entra gives. */
function registered(more: object = {}): Application {
  const [file] = registrationFiles(PRODUCT, "one", GRAPH);
  return {
    ...{ id: "0bec7000-0000-4000-8000-000000000002", appId: application.clientId },
    ...{ identifierUris: [], passwordCredentials: [], keyCredentials: [] },
    ...(JSON.parse(file!.text) as object),
    ...more,
  } as unknown as Application;
}

function run(
  audience: "one" | "any",
  more: Readonly<Record<string, string>> = {},
  options: readonly string[] = [],
) {
  for (const { name, text } of registrationFiles(PRODUCT, audience, GRAPH)) {
    writeFileSync(join(folder, name), text);
  }
  const { status, stdout, stderr } = spawnSync("sh", ["register.sh", ...options], {
    cwd: folder,
    encoding: "utf8",
    env: {
      // The stand-in is a script of this Node.
      PATH: [folder, join(process.execPath, ".."), process.env["PATH"]].join(":"),
      ...{ AZ_FOLDER: folder, AZ_GRAPH: GRAPH, AZ_TENANT: contoso.id },
      ...{ AZ_APP_ID: application.clientId, ...more },
    },
  });
  const entra = existsSync(kept())
    ? (JSON.parse(readFileSync(kept(), "utf8")) as Entra)
    : { applications: [], servicePrincipals: [] };
  return { status, stdout, stderr, entra };
}

it("makes what the file says, an identity for it and a secret, and prints what Setup asks for", () => {
  const { status, stdout, stderr, entra } = run("one");
  expect([status, stderr]).toEqual([0, expect.stringContaining("--new-secret")]);
  const [made, ...others] = entra.applications;
  expect(others).toEqual([]);
  const { passwordCredentials, identifierUris, ...rest } = made!;
  expect(rest).toMatchObject(
    JSON.parse(readFileSync(join(folder, "registration.json"), "utf8")) as object,
  );
  expect(identifierUris).toEqual([`api://${application.clientId}`]);
  expect(passwordCredentials).toMatchObject([{ displayName: "Sync to ERP" }]);
  expect(entra.servicePrincipals).toMatchObject([{ appId: application.clientId }]);
  expect(stdout.split("\n")).toEqual([
    `Application (client) id (ENTRA_CLIENT_ID): ${application.clientId}`,
    `Directory (tenant) id: ${contoso.id}`,
    "Client secret (ENTRA_CLIENT_SECRET): Q~8Q~ab$c`d\\e.f*g",
    "It ends on (ENTRA_CLIENT_SECRET_EXPIRES): 2099-05-31",
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

it("opens to several companies what it made for one, and takes nothing back from one for several", () => {
  hold({ applications: [registered()] });
  const opened = run("any");
  expect(opened.stderr).toContain("people of several companies");
  expect(opened.entra.applications).toMatchObject([{ signInAudience: "AzureADMultipleOrgs" }]);
  const again = run("one");
  expect(again.stderr).not.toContain("people of several companies");
  expect(again.entra.applications).toMatchObject([{ signInAudience: "AzureADMultipleOrgs" }]);
});

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

const elsewhere = () =>
  registered({
    ...{ appId: "9d1b4c1e-0000-4000-8000-000000000009" },
    spa: { redirectUris: ["https://elsewhere.example/portal.html"] },
  });

it("begun again, goes on with what it made, and makes no second application and no second secret", () => {
  hold({ applications: [elsewhere()] });
  run("one", {}, ["--another"]);
  const { status, stdout, stderr, entra } = run("one");
  expect(status).toBe(0);
  expect(entra.applications).toMatchObject([elsewhere(), { appId: application.clientId }]);
  expect(entra.servicePrincipals).toHaveLength(1);
  expect(entra.applications[1]?.passwordCredentials).toHaveLength(1);
  expect(stderr).toContain(`Going on with Sync to ERP, ${application.clientId}.`);
  expect(stderr).toContain("Nothing was missing in it.");
  expect(stdout).toContain("A secret or certificate is there, until: 2099-05-31");
  // Its value is shown once; who lost it asks for another, and the old one works until it ends.
  const again = run("one", {}, ["--new-secret"]);
  expect(again.entra.applications[1]?.passwordCredentials).toHaveLength(2);
  expect(again.stdout).toContain("ENTRA_CLIENT_SECRET): Q~8Q~");
});

it("gives what was broken off all that it lacks, and leaves what administrators added", () => {
  const { api, appRoles, spa } = registered();
  const mailSend = { id: "e383f46e-2787-4529-855e-0e479a3ffac0", type: "Scope" };
  hold({
    applications: [
      registered({
        api: { ...api, requestedAccessTokenVersion: null, oauth2PermissionScopes: [] },
        appRoles: [{ id: "1", value: "Guest", isEnabled: true }, appRoles[1]],
        spa: { redirectUris: ["https://test.contoso.com/portal.html", spa.redirectUris[1]] },
        requiredResourceAccess: [
          { resourceAppId: "00000003-0000-0000-c000-000000000000", resourceAccess: [mailSend] },
        ],
      }),
    ],
  });
  const { status, stderr, entra } = run("one");
  expect([status, stderr]).toEqual([0, expect.stringContaining("Added: role Administrator")]);
  const [made] = entra.applications;
  expect(made?.api).toEqual(api);
  expect(made?.appRoles.map(({ value }) => value)).toEqual(["Guest", "Auditor", "Administrator"]);
  expect(made?.identifierUris).toEqual([`api://${application.clientId}`]);
  expect(made?.spa.redirectUris.toSorted()).toEqual(
    ["https://test.contoso.com/portal.html", ...spa.redirectUris].toSorted(),
  );
  const [wanted] = registered().requiredResourceAccess;
  expect(made?.requiredResourceAccess).toEqual([
    { ...wanted, resourceAccess: [mailSend, ...wanted!.resourceAccess] },
  ]);
  expect(entra.servicePrincipals).toHaveLength(1);
  expect(made?.passwordCredentials).toHaveLength(1);
});

it("makes a secret where the one that is there has ended", () => {
  const ended = { displayName: "Sync to ERP", endDateTime: "2001-05-31T21:30:00Z" };
  hold({ applications: [registered({ passwordCredentials: [ended] })] });
  const { stdout } = run("one");
  expect(stdout).toContain("It ends on (ENTRA_CLIENT_SECRET_EXPIRES): 2099-05-31");
});

it("touches no application of the same name that is another's, unless it is told to", () => {
  const { appId } = elsewhere();
  hold({ applications: [elsewhere()] });
  const asked = run("one");
  expect([asked.status, asked.stdout]).toEqual([3, ""]);
  expect(asked.stderr).toContain(`somebody else's: ${appId}.`);
  expect(asked.entra.applications).toEqual([elsewhere()]);
  const taken = run("one", {}, ["--app-id", appId]);
  expect(taken.entra.applications[0]?.spa.redirectUris).toContain(`${PRODUCT}/portal.html`);
});

it("asks which of two the server uses, and changes neither", () => {
  const two = [registered(), { ...registered(), appId: elsewhere().appId }];
  hold({ applications: two });
  const { status, stderr, entra } = run("one");
  expect([status, stderr]).toEqual([3, expect.stringContaining("Several applications")]);
  expect(entra.applications).toEqual(two);
});

it("says how to go on where it is stopped half-way, and does", () => {
  const stopped = run("one", { AZ_FORBIDS: "secret" });
  expect(stopped.status).not.toBe(0);
  expect(stopped.stderr).toContain(`sh register.sh --app-id ${application.clientId}`);
  // The policy that forbids secrets lets a certificate in.
  const { status, stdout, entra } = run("one", {}, ["--certificate"]);
  expect(status).toBe(0);
  expect(stdout).toContain("(ENTRA_CERTIFICATE_KEY_FILE): sync.key");
  expect(entra.applications).toHaveLength(1);
  const again = run("one", {}, ["--certificate"]);
  expect(again.stderr).toContain("This certificate is uploaded already.");
  expect(again.entra.applications[0]?.keyCredentials).toHaveLength(1);
  expect(again.entra.applications[0]?.passwordCredentials).toEqual([]);
});

it("takes no option that it does not know", () => {
  const { status, stderr, entra } = run("one", {}, ["--app-id"]);
  expect([status, stderr]).toEqual([3, expect.stringContaining("--app-id needs")]);
  expect(run("one", {}, ["--help"]).stderr).toContain("--new-secret");
  expect(entra.applications).toEqual([]);
});
