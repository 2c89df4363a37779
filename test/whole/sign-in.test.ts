import { tenants, type SandboxTenant } from "../../sandbox/tenants.ts";
import { linked, stateOf } from "./linked.ts";
import { dayMs, hourMs, minuteMs, worlds, type World } from "./world.ts";

const open = worlds();

const contoso: SandboxTenant = tenants[0];

/** Requests of ours that touched a mailbox or its person's activities since the log was emptied. */
function touched({ sandbox }: World, ...ids: readonly string[]): number {
  return sandbox.requestLog.list().filter(({ mailbox }) => ids.includes(mailbox)).length;
}

describe("a revoked sign-in", () => {
  it("parks the mailbox as signed out, deletes nothing, and goes on after the next sign-in", async () => {
    const { world, ada, id, activity } = await linked(await open());
    const other = await ada.erp.add();
    await world.settle();
    world.sandbox.entra.switches.endRefreshTokens(ada.user, "revoked");
    await world.pass(2 * hourMs, hourMs);
    await ada.outlook.change(id, { subject: "Changed while signed out" });
    await ada.erp.change(activity.id, { place: "Bremen" });
    await ada.erp.remove(other.id);
    await world.settle();
    expect(await stateOf(world, ada)).toMatchObject({
      health: "signed-out",
      reason: expect.stringMatching(/sign in again/i) as string,
    });
    expect(await ada.outlook.list()).toHaveLength(2);

    world.sandbox.requestLog.clear();
    await world.pass(9 * dayMs);
    expect(touched(world, ada.user.id, "u-ada")).toBe(0);
    expect(await ada.outlook.list()).toHaveLength(2);

    expect(await ada.call("profile")).toMatchObject({ status: { health: "signed-out" } });
    await world.settle();
    expect((await ada.call("status")).health).toBe("operational");
    expect(await ada.outlook.list()).toMatchObject([
      { subject: "Changed while signed out", location: { displayName: "Bremen" } },
    ]);
    expect(await ada.erp.list()).toMatchObject([
      { subject: "Changed while signed out", place: "Bremen" },
    ]);
    // The subscription had ended meanwhile: it is made anew.
    expect((await ada.call("status")).calendar.push.microsoft).toBe(true);
  });

  it("of one person leaves everybody else's mailbox alone", async () => {
    const { world, ada } = await linked(await open());
    const grace = world.person("grace");
    await grace.setUp();
    await world.settle();
    world.sandbox.entra.switches.endRefreshTokens(ada.user, "revoked");
    await world.pass(8 * hourMs, hourMs);
    expect(await stateOf(world, ada)).toMatchObject({ health: "signed-out" });
    await grace.erp.add();
    await world.settle();
    expect(await grace.outlook.list()).toHaveLength(1);
    expect(await stateOf(world, grace)).toMatchObject({ health: "operational" });
  });
});

describe("conditional access asks for more proof", () => {
  it("the mailbox waits with the claims, the pane is told them, and a new sign-in resolves it", async () => {
    const { world, ada, id } = await linked(await open());
    world.sandbox.entra.switches.setChallenge(ada.user, true);
    await world.pass(2 * hourMs, hourMs);
    await ada.outlook.change(id, { subject: "Waiting for proof" });
    await world.settle();
    const state = await stateOf(world, ada);
    expect(state).toMatchObject({ health: "signed-out" });
    expect(state?.claims).toContain("capolids");

    const problem = await ada.refused("status");
    expect(problem).toMatchObject({ status: 401, code: "claims-required" });
    expect(problem.claims).toContain("capolids");

    ada.proved = true;
    await ada.call("status");
    await world.settle();
    expect(await stateOf(world, ada)).toMatchObject({ health: "operational", claims: null });
    expect(await ada.erp.list()).toMatchObject([{ subject: "Waiting for proof" }]);
  });
});

describe("consent", () => {
  it("is missing from the start: a problem of its own, and nothing is stored as set up", async () => {
    const world = await open();
    const ada = world.person("ada");
    world.sandbox.entra.switches.grantTenant(contoso, { delegated: false, application: false });
    expect(await ada.refused("profile")).toMatchObject({ status: 403, code: "consent-required" });
    world.sandbox.entra.switches.grantTenant(contoso, { delegated: true, application: false });
    expect((await ada.call("profile")).setup).toBeNull();
  });

  it("is withdrawn later: the mailbox says so, deletes nothing, and goes on once it is back", async () => {
    const { world, ada, id } = await linked(await open());
    world.sandbox.entra.switches.grantTenant(contoso, { delegated: false, application: false });
    await world.pass(2 * hourMs, hourMs);
    await ada.outlook.change(id, { subject: "Without consent" });
    await world.settle();
    expect(await stateOf(world, ada)).toMatchObject({ health: "no-consent" });
    expect(await ada.refused("status")).toMatchObject({ code: "consent-required" });
    expect(await ada.erp.list()).toHaveLength(1);
    world.sandbox.entra.switches.grantTenant(contoso, { delegated: true, application: false });
    await ada.call("status");
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Without consent" }]);
  });
});

describe("the sign-in service is down", () => {
  it("for a while: the run is repeated, nobody is signed out by it", async () => {
    const { world, ada, id } = await linked(await open());
    world.network.between = async ({ url }, pass) =>
      url.includes("/oauth2/v2.0/token")
        ? { status: 503, headers: { "content-type": "application/json" }, body: "{}" }
        : pass();
    await world.pass(2 * hourMs, hourMs);
    await ada.outlook.change(id, { subject: "Meanwhile" });
    await world.settle();
    expect(await stateOf(world, ada)).toMatchObject({ health: "microsoft-down" });
    world.network.between = (_request, pass) => pass();
    await world.pass(20 * minuteMs, minuteMs);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Meanwhile" }]);
    expect(await stateOf(world, ada)).toMatchObject({ health: "operational" });
  });
});
