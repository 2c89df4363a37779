import { createConsentLinks } from "../../server/auth/consent.ts";
import { createSealer } from "../../server/lib/sealer.ts";
import { application } from "../../sandbox/tenants.ts";
import { ada, createWorld, DAY_MS, ORIGIN, sealKey } from "./world.ts";

function setUp() {
  const world = createWorld();
  const links = createConsentLinks({
    clientId: () => application.clientId,
    authorityHost: ORIGIN,
    graphResource: "https://graph.microsoft.com",
    redirectUri: "https://localhost:3000/consent.html",
    sealer: createSealer([sealKey("one", 1)]),
    clock: world.clock,
  });
  return { ...world, links };
}

const stateOf = (link: string): string => new URL(link).searchParams.get("state") ?? "";

describe("consent links", () => {
  it("lead an administrator to his tenant's consent page", () => {
    const link = new URL(setUp().links.forAdministrator(ada.tenantId));
    expect(link.origin + link.pathname).toBe(`${ORIGIN}/${ada.tenantId}/v2.0/adminconsent`);
    expect(Object.fromEntries(link.searchParams)).toMatchObject({
      client_id: application.clientId,
      scope: "https://graph.microsoft.com/.default",
      redirect_uri: "https://localhost:3000/consent.html",
    });
  });

  it("carry a state that tells their tenant for a week", () => {
    const { links, clock } = setUp();
    const state = stateOf(links.forAdministrator(ada.tenantId));
    clock.advance(7 * DAY_MS - 1);
    expect(links.verifyState(state)).toBe(ada.tenantId);
    clock.advance(1);
    expect(links.verifyState(state)).toBeUndefined();
  });

  it("are not believed with a state of somebody else's making", () => {
    const { links } = setUp();
    expect(links.verifyState("")).toBeUndefined();
    expect(links.verifyState("one.AAAA")).toBeUndefined();
    const other = createSealer([sealKey("one", 2)]);
    const forged = other.seal(
      ["consent-state"],
      JSON.stringify({ tenantId: "x", expiresAtMs: 9e15 }),
    );
    expect(links.verifyState(forged)).toBeUndefined();
  });
});
