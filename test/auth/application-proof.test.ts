/** What is said of an application as an administrator enters it. */
import { createCA, createCert } from "mkcert";
import {
  applicationMistakes,
  createApplicationProof,
  type ApplicationToProve,
} from "../../server/auth/application-proof.ts";
import { applicationMistakeSchema } from "../../server/api/contract/service/application.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { application, tenants } from "../../sandbox/tenants.ts";
import { createWorld, DAY_MS, ORIGIN } from "./world.ts";

const [contoso, fabrikam] = tenants;
const secret = (value: string) => ({ credential: { kind: "secret", secret: value } as const });
const pair = (certificatePem: string, keyPem: string) => ({
  credential: { kind: "certificate", certificatePem, keyPem } as const,
});

/** Two pairs, made by the system's clock. */
async function certificates() {
  const about = { organization: "Contoso", countryCode: "DE", state: "BE", locality: "Berlin" };
  const ca = await createCA({ ...about, validity: 1 });
  const make = () => createCert({ ca, domains: ["sync"], validity: 30 });
  return Promise.all([make(), make()]);
}

function proof(nowMs?: number) {
  const world = createWorld();
  const prove = createApplicationProof({
    ...{ authorityHost: ORIGIN, graphResource: "https://graph.microsoft.com", fetch: world.fetch },
    clock: nowMs === undefined ? world.clock : manualClock(nowMs),
  });
  const right = { clientId: application.clientId, tenantId: contoso.id };
  return {
    world,
    prove: (part: Partial<ApplicationToProve>) =>
      prove({ ...right, ...secret(application.secret), ...part }),
  };
}

it("is right where Microsoft gives a token by it", async () => {
  expect(await proof().prove({})).toBeUndefined();
});

it.each([
  ["an id that is none", { clientId: "sync" }, "client-id-shape", "clientId", null],
  ["a directory's domain", { tenantId: "contoso.com" }, "tenant-id-shape", "tenantId", null],
  ["the secret's id", secret(fabrikam.id), "secret-is-id", "secret", null],
  ["another application", { clientId: fabrikam.id }, "client-unknown", "clientId", 700016],
  [
    "another directory",
    { tenantId: "00000000-0000-4000-8000-000000000000" },
    ...(["tenant-missing", "tenantId", 90002] as const),
  ],
  ["a wrong secret", secret("wrong"), "secret-wrong", "secret", 7000215],
] as const)("of %s the field is named", async (_, part, mistake, field, aadsts) => {
  expect(await proof().prove(part)).toEqual({ mistake, field, aadsts });
});

it("nobody is asked about what is wrong at sight", async () => {
  const { prove, world } = proof();
  await prove({ clientId: "sync" });
  expect(world.requests).toEqual([]);
});

it("a certificate is looked at before Microsoft is asked, and must be uploaded there", async () => {
  const [one, other] = await certificates();
  const { prove, world } = proof();
  const told = async (part: Partial<ApplicationToProve>) => {
    const { mistake, field } = (await prove(part)) ?? {};
    return [mistake, field];
  };
  expect(await told(pair("x", one.key))).toEqual(["certificate-unreadable", "certificate"]);
  expect(await told(pair(one.cert, "x"))).toEqual(["key-unreadable", "key"]);
  expect(await told(pair(one.cert, other.key))).toEqual(["key-of-another", "key"]);
  expect(world.requests).toEqual([]);
  expect(await told(pair(one.cert, one.key))).toEqual(["certificate-not-uploaded", "certificate"]);
  world.entra.switches.trustCertificate(one.cert);
  expect(await told(pair(one.cert, one.key))).toEqual([undefined, undefined]);
  const later = proof(Date.now() + 60 * DAY_MS);
  expect(await later.prove(pair(one.cert, one.key))).toMatchObject({
    ...{ mistake: "certificate-ended", field: "certificate" },
  });
});

it("a sign-in service that does not answer is no mistake of what was entered", async () => {
  const { prove, world } = proof();
  world.intercept = () => Promise.reject(new TypeError("fetch failed"));
  expect(await prove({})).toEqual({ mistake: "unreachable", field: null, aadsts: null });
});

it("the portal and the server mean the same by each mistake", () => {
  expect(applicationMistakeSchema.options).toEqual([...applicationMistakes]);
});
