/** What proves an administrator's consent, against an Entra that gives applications tokens without any. */
import { GRAPH } from "../../sandbox/entra/registration.ts";
import { tenants } from "../../sandbox/tenants.ts";
import { worlds } from "./world.ts";

const [contoso, fabrikam] = tenants;
const open = worlds();
const nobodyAgreed = { delegated: false, application: false };
const agreed = { delegated: true, application: false };

async function opened() {
  const world = await open({ empty: true });
  const katherine = world.person("katherine");
  const invitation = await world.server.invitation();
  await katherine.call("enterToken", { body: { token: invitation?.token } });
  const { switches } = world.sandbox.entra;
  /** What Microsoft's page brings back: ours, sealed. */
  const stateOf = async (tenantId: string) => {
    const { url } = await katherine.call("consentLink", { params: { tenantId } });
    return new URL(url).searchParams.get("state") ?? "";
  };
  const consentOf = async (tenantId: string) => {
    const view = await katherine.call("tenants");
    return view.tenants.find(({ id }) => id === tenantId)?.consent;
  };
  const letFabrikamIn = () =>
    katherine.call("saveTenant", {
      params: { tenantId: fabrikam.id },
      body: { isNew: true, name: "Fabrikam", domains: [] },
    });
  return { world, katherine, switches, stateOf, consentOf, letFabrikamIn };
}

describe("the test of a company", () => {
  it("proves the application and never a consent, where it is registered", async () => {
    const { katherine, switches, consentOf } = await opened();
    switches.uninstall(contoso);
    const params = { tenantId: contoso.id };
    expect(await katherine.call("checkTenant", { params })).toEqual({
      ...{ proved: true, problem: null, mending: null },
    });
    expect(await consentOf(contoso.id)).toBeNull();
    switches.grantTenant(contoso, agreed);
    await katherine.call("checkTenant", { params });
    expect(await consentOf(contoso.id)).toBeNull();
  });

  it("says who mends it where nobody of another company ever agreed", async () => {
    const { katherine, switches, letFabrikamIn } = await opened();
    await letFabrikamIn();
    switches.uninstall(fabrikam);
    const told = await katherine.call("checkTenant", { params: { tenantId: fabrikam.id } });
    expect(told).toMatchObject({
      proved: false,
      problem: expect.stringMatching(/is not installed .* \(AADSTS7000229\)$/) as string,
      mending: { fixedBy: "administrator" },
    });
  });
});

describe("an administrator's consent", () => {
  it("is recorded when Microsoft's page leads back to our own link, and proved by a token", async () => {
    const { world, katherine, stateOf, consentOf } = await opened();
    const state = await stateOf(contoso.id);
    const told = await katherine.call("consented", { body: { state, error: "AADSTS65004" } });
    expect(told).toEqual({
      ...{ proved: false, recorded: false },
      problem: expect.stringMatching(/declined.*accept it.*\(AADSTS65004\)$/) as string,
      mending: {
        fixedBy: "administrator",
        remedy: expect.stringContaining("presses Accept") as string,
      },
    });
    const redirect = await katherine.call("consented", { body: { state, error: "AADSTS50011" } });
    expect(redirect.mending).toEqual({
      fixedBy: "operator",
      remedy: expect.stringContaining("redirect URIs") as string,
    });
    expect(await katherine.refused("consented", { body: { state: `${state}x` } })).toMatchObject({
      field: "state",
    });
    expect(await consentOf(contoso.id)).toBeNull();
    expect(await katherine.call("consented", { body: { state } })).toEqual({
      ...{ proved: true, recorded: true, problem: null, mending: null },
    });
    await world.restart();
    expect(await consentOf(contoso.id)).toMatchObject({ by: "Katherine Johnson", proved: true });
  });

  it("is not believed of a page that says so while Microsoft grants nothing", async () => {
    const { katherine, switches, stateOf, consentOf } = await opened();
    const state = await stateOf(contoso.id);
    // She has a token from before: it proves nothing of now.
    await katherine.refused("profile");
    switches.grantTenant(contoso, nobodyAgreed);
    expect(await katherine.call("consented", { body: { state } })).toMatchObject({
      ...{ proved: false, recorded: false, mending: { fixedBy: "administrator" } },
      problem: expect.stringContaining("AADSTS65001") as string,
    });
    expect(await consentOf(contoso.id)).toBeNull();
  });

  it("is not believed of a registration that lists too little", async () => {
    const { katherine, switches, stateOf, consentOf } = await opened();
    switches.uninstall(contoso);
    switches.setConsent(katherine.user, { but: [`${GRAPH}/Calendars.ReadWrite`] });
    const body = { state: await stateOf(contoso.id) };
    expect(await katherine.call("consented", { body })).toMatchObject({
      ...{ proved: false, recorded: false },
      problem: expect.stringContaining("Calendars.ReadWrite") as string,
      mending: { remedy: expect.stringContaining("Add the permissions") as string },
    });
    expect(await consentOf(contoso.id)).toBeNull();
  });

  it("brought back by whoever has no role here counts for his own company alone", async () => {
    const { world, switches, stateOf, consentOf, letFabrikamIn } = await opened();
    await letFabrikamIn();
    const liu = world.person("liu");
    const foreign = { body: { state: await stateOf(contoso.id) } };
    expect(await liu.refused("consented", foreign)).toMatchObject({ code: "not-found" });
    switches.uninstall(fabrikam);
    switches.grantTenant(fabrikam, agreed);
    expect(
      await liu.call("consented", { body: { state: await stateOf(fabrikam.id) } }),
    ).toMatchObject({ proved: true, recorded: true });
    expect(await consentOf(fabrikam.id)).toMatchObject({ by: "Liu Wong", proved: true });
    expect(await consentOf(contoso.id)).toBeNull();
  });

  it("is that of whoever administers the directory, which gives him no role here", async () => {
    const { world, switches, stateOf, consentOf, letFabrikamIn } = await opened();
    await letFabrikamIn();
    const maria = world.person("maria");
    expect((await maria.call("me")).administers).toBe("tenant");
    switches.setRole(maria.user, false);
    const without = world.person("maria");
    expect((await without.call("me")).administers).toBe("none");
    const body = { state: await stateOf(fabrikam.id) };
    expect(await without.call("consented", { body })).toMatchObject({ recorded: true });
    expect(await consentOf(fabrikam.id)).toMatchObject({ by: "Maria Anders", proved: true });
    expect(await without.refused("tenants")).toMatchObject({ status: 403 });
  });

  it("of another company is recorded, and proved by the first of its people who signs in", async () => {
    const { world, katherine, switches, stateOf, consentOf, letFabrikamIn } = await opened();
    await letFabrikamIn();
    switches.uninstall(fabrikam);
    const body = { state: await stateOf(fabrikam.id) };
    // Nobody there agreed, or the application would be there.
    expect(await katherine.call("consented", { body })).toMatchObject({
      ...{ proved: false, recorded: false },
      problem: expect.stringContaining("AADSTS7000229") as string,
    });
    switches.grantTenant(fabrikam, agreed);
    expect(await katherine.call("consented", { body })).toEqual({
      ...{ proved: false, recorded: true, problem: null, mending: null },
    });
    expect(await consentOf(fabrikam.id)).toMatchObject({ by: "Katherine Johnson", proved: false });
    // Of her own company she tells nothing by it.
    await katherine.refused("profile");
    expect(await consentOf(fabrikam.id)).toMatchObject({ proved: false });
    expect(await world.person("liu").refused("profile")).toMatchObject({
      code: "erp-not-connected",
    });
    expect(await consentOf(fabrikam.id)).toMatchObject({ by: "Katherine Johnson", proved: true });
  });
});
