import { createCA, createCert } from "mkcert";
import type { ClientCredential } from "../../server/lib/credential.ts";
import { createSealer } from "../../server/lib/sealer.ts";
import { tenants } from "../../sandbox/tenants.ts";
import {
  ada,
  afterPaneCall,
  createWorld,
  DAY_MS,
  grace,
  HOUR_MS,
  principalOf,
  refusal,
  sealKey,
  type World,
} from "./world.ts";

const user = principalOf(ada);

async function sealedOf(world: World): Promise<string | undefined> {
  const scope = { kind: "mailbox", tenantId: ada.tenantId, mailboxId: ada.id } as const;
  return (await world.store.get(scope, "secrets", "graph-token"))?.sealed;
}

describe("what is kept", () => {
  it("is sealed: neither token can be found in the store or in the log", async () => {
    const world = await afterPaneCall();
    const token = await world.graph.tokenFor(user);

    const sealed = (await sealedOf(world)) ?? "";
    expect(sealed).toMatch(/^one\./);
    const everything = sealed + Buffer.from(sealed.slice(4), "base64url").toString("latin1");
    expect(everything).not.toContain(token.slice(0, 40));
    expect(everything).not.toContain("refresh");
    expect(world.logLines.join("")).not.toContain("eyJ");
  });

  it("does not open for somebody else", async () => {
    const world = await afterPaneCall();
    const stolen = await sealedOf(world);
    const scope = { kind: "mailbox", tenantId: grace.tenantId, mailboxId: grace.id } as const;
    await world.store.commit(scope, [
      {
        kind: "put",
        collection: "secrets",
        key: "graph-token",
        document: { sealed: stolen ?? "" },
      },
    ]);

    const error = await refusal(world.graph.tokenFor(principalOf(grace)));

    expect(error).toMatchObject({ code: "signed-out" });
    expect(world.logLines.join("")).toContain("damaged");
  });

  it("moves to a new key when it is next read, after which the old key can go", async () => {
    const world = await afterPaneCall();
    const [first, second] = [sealKey("one", 1), sealKey("two", 2)];

    await world.tokens({ sealer: createSealer([second, first]) }).tokenFor(user);

    expect(await sealedOf(world)).toMatch(/^two\./);
    const later = world.tokens({ sealer: createSealer([second]) });
    expect(await later.tokenFor(user)).toBeDefined();
  });

  it("is gone after it was forgotten", async () => {
    const { graph, ...world } = await afterPaneCall();
    await graph.forget(user);
    await graph.forget(user);
    expect(await sealedOf(world)).toBeUndefined();
    expect(await refusal(graph.tokenFor(user))).toMatchObject({ code: "signed-out" });
  });

  it("is never overwritten by an older one of another process", async () => {
    const world = await afterPaneCall();
    world.clock.advance(2 * HOUR_MS);
    const answered = withSignal();
    const released = withSignal();
    world.intercept = async (pass) => {
      world.intercept = (later) => later();
      const answer = await pass();
      answered.fire();
      await released.fired;
      return answer;
    };

    const late = world.tokens().tokenFor(user);
    await answered.fired;
    await world.tokens().tokenFor(user);
    const newest = await sealedOf(world);
    released.fire();
    await late;

    expect(await sealedOf(world)).toBe(newest);
  });
});

describe("application permissions", () => {
  it("give a token for the tenant, asked for once an hour", async () => {
    const world = createWorld();
    world.entra.switches.grantTenant(tenants[0], { delegated: true, application: true });
    const graph = world.tokens();

    const [one, two] = await Promise.all([1, 2].map(() => graph.tokenForApp(ada.tenantId)));
    expect(one).toBe(two);
    expect(await world.entra.verifyGraphToken(one ?? "")).toMatchObject({
      userId: null,
      tenantId: ada.tenantId,
    });
    world.clock.advance(HOUR_MS);
    expect(await graph.tokenForApp(ada.tenantId)).not.toBe(one);
    expect(world.requests).toEqual(["client_credentials", "client_credentials"]);
  });

  it("where nobody of another company ever agreed end in consent-required", async () => {
    const world = createWorld();
    world.entra.switches.uninstall(tenants[1]);
    const error = await refusal(world.tokens().tokenForApp(tenants[1].id));
    expect(error).toMatchObject({ code: "consent-required", facts: { aadsts: 7000229 } });
  });
});

describe("a certificate instead of a secret", () => {
  it("fails with a key that Entra does not know, as the operator's task", async () => {
    const world = createWorld();
    const graph = world.tokens({ credential: await certificate() });
    const error = await refusal(graph.onBehalfOf(user, await world.apiToken(ada)));
    expect(error).toMatchObject({ code: "misconfigured", facts: { aadsts: 700027 } });
  });

  it("signs by our clock, so it works whatever the system's clock says", async () => {
    const world = createWorld();
    const credential = await certificate();
    world.entra.switches.trustCertificate(credential.certificatePem);
    world.clock.advance(400 * DAY_MS);
    const graph = world.tokens({ credential });
    expect(await graph.onBehalfOf(user, await world.apiToken(ada))).toBeDefined();
  });
});

async function certificate(): Promise<Extract<ClientCredential, { kind: "certificate" }>> {
  const names = { organization: "Test", countryCode: "DE", state: "-", locality: "-" };
  const ca = await createCA({ ...names, validity: 30 });
  const { key, cert } = await createCert({ ca, domains: ["localhost"], validity: 30 });
  return { kind: "certificate", certificatePem: cert, keyPem: key };
}

function withSignal(): { readonly fired: Promise<void>; fire(): void } {
  let fire = (): void => undefined;
  const fired = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { fired, fire: () => fire() };
}
