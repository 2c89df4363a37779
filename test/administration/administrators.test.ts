/** Who may administer: from where a role may come, and that the last administrator stays. */
import {
  createAdministrators,
  type By,
  type Caller,
} from "../../server/administration/administrators.ts";
import type { Act } from "../../server/administration/acts.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { put } from "../../server/store/store.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";

const dayMs = 24 * 60 * 60 * 1000;
const everywhere = { tenantId: null };

function caller(name: string, roles: readonly string[] = []): Caller {
  return { tenantId: "contoso", userId: name, name, address: `${name}@contoso.example`, roles };
}
const ada = caller("ada");
const by: By = { caller: ada, requestId: "request-1" };

function open(options: { configured?: readonly Caller[]; erp?: readonly string[] } = {}) {
  const store = createMemoryStore();
  const acts: Act[] = [];
  const asked: string[] = [];
  const clock = manualClock(Date.parse("2026-11-28T08:00:00Z"));
  const administrators = createAdministrators({
    store,
    clock,
    audit: {
      record: async (act) => {
        acts.push(act);
      },
    },
    configured: options.configured ?? [],
    erpSays: async ({ userId }) => {
      asked.push(userId);
      return options.erp?.includes(userId) === true;
    },
  });
  return { administrators, acts, asked, clock, store };
}

function appointment(
  whom: Caller,
  role: "administrator" | "auditor",
  reach: "tenant" | "installation",
) {
  const { tenantId, userId, name, address } = whom;
  return { tenantId, userId, name, address, role, reach };
}

describe("a role", () => {
  it("is nobody's by itself", async () => {
    const { administrators } = open();
    expect(await administrators.authority(ada)).toEqual({ administers: "none", audits: "none" });
  });

  it("comes from Entra for one's own tenant, and from no other word", async () => {
    const { administrators } = open();
    expect(await administrators.authority(caller("x", ["Administrator"]))).toEqual({
      ...{ administers: "tenant", audits: "tenant" },
    });
    expect(await administrators.authority(caller("x", ["Auditor"]))).toEqual({
      ...{ administers: "none", audits: "tenant" },
    });
    expect(await administrators.authority(caller("x", ["administrator", "Owner"]))).toEqual({
      ...{ administers: "none", audits: "none" },
    });
  });

  it("comes from the ERP, which is asked only where nothing else gives one", async () => {
    const { administrators, asked } = open({ erp: ["grace"], configured: [ada] });
    expect((await administrators.authority(caller("grace"))).administers).toBe("tenant");
    expect((await administrators.authority(ada)).administers).toBe("installation");
    expect(asked).toEqual(["grace"]);
  });

  it("given here counts together with the others", async () => {
    const { administrators } = open();
    const grace = caller("grace", ["Administrator"]);
    await administrators.appoint(appointment(grace, "auditor", "installation"), by, everywhere);
    expect(await administrators.authority(grace)).toEqual({
      ...{ administers: "tenant", audits: "installation" },
    });
  });

  it("is another tenant's by no coincidence of ids", async () => {
    const { administrators } = open({ configured: [ada] });
    const stranger = { ...ada, tenantId: "fabrikam" };
    expect((await administrators.authority(stranger)).administers).toBe("none");
  });
});

describe("the console's token", () => {
  it("makes whoever enters it first an administrator of everything, once", async () => {
    const { administrators, acts } = open();
    expect(await administrators.isAdministered()).toBe(false);
    const token = administrators.issueToken();
    expect(token).toMatch(/^([A-Z2-9]{4}-){4}[A-Z2-9]{4}$/);
    await administrators.enterToken(token.toLowerCase().replaceAll("-", " "), by);
    expect((await administrators.authority(ada)).administers).toBe("installation");
    expect(await administrators.isAdministered()).toBe(true);
    const grace = { caller: caller("grace"), requestId: "request-2" };
    await expect(administrators.enterToken(token, grace)).rejects.toMatchObject({
      ...{ code: "token-refused" },
    });
    expect(acts.map(({ act, outcome }) => [act, outcome])).toEqual([
      ["administrator-first", undefined],
      ["administrator-first", "refused"],
    ]);
    expect(JSON.stringify(acts)).not.toContain(token);
  });

  it.each([
    ["a wrong one", async (token: string) => `${token.slice(0, -1)}0`],
    ["none", async () => "----"],
  ])("refuses %s", async (_what, typed) => {
    const { administrators } = open();
    const token = administrators.issueToken();
    await expect(administrators.enterToken(await typed(token), by)).rejects.toThrow(/newest/);
    expect((await administrators.authority(ada)).administers).toBe("none");
  });

  it("is worth nothing before it was made, after another was, and after a day", async () => {
    const { administrators, clock } = open();
    await expect(administrators.enterToken("AAAA", by)).rejects.toThrow();
    const old = administrators.issueToken();
    const late = administrators.issueToken();
    await expect(administrators.enterToken(old, by)).rejects.toThrow();
    clock.advance(dayMs);
    await expect(administrators.enterToken(late, by)).rejects.toThrow();
    expect(await administrators.isAdministered()).toBe(false);
  });

  it("is not used up by strangers who try others", async () => {
    const { administrators } = open();
    const token = administrators.issueToken();
    for (let at = 0; at < 50; at += 1) {
      await expect(administrators.enterToken("AAAA", by)).rejects.toThrow();
    }
    await administrators.enterToken(token, by);
    expect(await administrators.isAdministered()).toBe(true);
  });
});

describe("taking a role back", () => {
  it("leaves somebody who looks after everything", async () => {
    const { administrators, acts } = open();
    await administrators.enterToken(administrators.issueToken(), by);
    await expect(administrators.dismiss(ada, by)).rejects.toMatchObject({
      ...{ code: "last-administrator" },
    });
    const grace = caller("grace");
    await administrators.appoint(
      appointment(grace, "administrator", "installation"),
      by,
      everywhere,
    );
    await administrators.dismiss(ada, by);
    expect((await administrators.authority(ada)).administers).toBe("none");
    expect((await administrators.list(everywhere)).map(({ userId }) => userId)).toEqual(["grace"]);
    expect(acts.map(({ act }) => act)).toEqual([
      ...["administrator-first", "administrator-appointed", "administrator-dismissed"],
    ]);
  });

  it("is not done by giving another one, by oneself or by who looks after one tenant", async () => {
    const { administrators } = open();
    await administrators.enterToken(administrators.issueToken(), by);
    const less = appointment(ada, "auditor", "tenant");
    const ofTenant = { tenantId: "contoso" };
    await expect(administrators.appoint(less, by, ofTenant)).rejects.toMatchObject({
      ...{ code: "beyond-reach" },
    });
    await expect(administrators.appoint(less, by, everywhere)).rejects.toMatchObject({
      ...{ code: "last-administrator" },
    });
    const grace = caller("grace");
    await administrators.appoint(
      appointment(grace, "administrator", "installation"),
      by,
      everywhere,
    );
    // Of two at once that would leave nobody, the second is refused.
    const both = await Promise.allSettled([
      administrators.dismiss(ada, by),
      administrators.dismiss(grace, by),
    ]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("knows nobody who was not appointed here", async () => {
    const { administrators } = open({ configured: [ada] });
    await expect(administrators.dismiss(ada, by)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a role for somebody who has not come yet", () => {
  const whom = { tenantId: "contoso", address: "grace@contoso.example" };
  const promise = { ...whom, role: "auditor" } as const;
  const grace = { ...caller("grace"), address: "Grace@Contoso.example" };
  /** As servers before this rule stored it. */
  const ofInstallation = put("promises", whom.address, {
    ...{ role: "administrator", reach: "installation", by: "ada" },
    ...{ at: "2026-11-28T07:00:00.000Z", until: "2026-12-28T07:00:00.000Z" },
  });

  it("becomes his when he signs in, by his id from then on", async () => {
    const { administrators, acts } = open();
    await administrators.promise(promise, by, everywhere);
    expect(await administrators.promised(everywhere)).toMatchObject([whom]);
    expect((await administrators.authority(grace)).audits).toBe("tenant");
    expect(await administrators.promised(everywhere)).toEqual([]);
    expect(await administrators.list(everywhere)).toMatchObject([{ userId: "grace", by: "ada" }]);
    // Whoever is called so later is somebody else.
    const later = { ...grace, userId: "another" };
    expect((await administrators.authority(later)).audits).toBe("none");
    expect(acts.map(({ act }) => act)).toEqual(["administrator-promised", "administrator-arrived"]);
    expect(acts[0]).toMatchObject({ about: whom.address, facts: { before: null } });
  });

  it("comes once, however many requests he comes with", async () => {
    const { administrators, acts } = open();
    await administrators.promise(promise, by, everywhere);
    const all = await Promise.all([1, 2, 3].map(() => administrators.authority(grace)));
    expect(all.map(({ audits }) => audits)).toEqual(["tenant", "tenant", "tenant"]);
    expect(acts.filter(({ act }) => act === "administrator-arrived")).toHaveLength(1);
  });

  it("is nobody's of another tenant, of no address, after it was taken back, and after its time", async () => {
    const { administrators, clock } = open();
    await administrators.promise(promise, by, everywhere);
    for (const other of [
      { ...grace, tenantId: "fabrikam" },
      { ...grace, address: "" },
    ]) {
      expect((await administrators.authority(other)).audits).toBe("none");
    }
    await administrators.withdraw(whom, by);
    expect((await administrators.authority(grace)).audits).toBe("none");
    await expect(administrators.withdraw(whom, by)).rejects.toMatchObject({ code: "not-found" });
    await administrators.promise(promise, by, everywhere);
    clock.advance(30 * dayMs);
    expect(await administrators.promised(everywhere)).toEqual([]);
    expect((await administrators.authority(grace)).audits).toBe("none");
  });

  it("reaches his own company, however far it was stored: his address is what Entra tells", async () => {
    const { administrators, store } = open();
    await store.commit({ kind: "tenant", tenantId: "contoso" }, [ofInstallation]);
    expect(await administrators.authority(grace)).toEqual({
      ...{ administers: "tenant", audits: "tenant" },
    });
    expect(await administrators.isAdministered()).toBe(false);
  });

  it("that was given for everything is changed by who rules everything, and by nobody else", async () => {
    const { administrators, store, acts } = open();
    await store.commit({ kind: "tenant", tenantId: "contoso" }, [ofInstallation]);
    const ofTenant = { tenantId: "contoso" };
    const beyond = { code: "beyond-reach" };
    await expect(administrators.promise(promise, by, ofTenant)).rejects.toMatchObject(beyond);
    const byId = appointment(grace, "auditor", "tenant");
    await expect(administrators.appoint(byId, by, ofTenant)).rejects.toMatchObject(beyond);
    expect(await administrators.promised(ofTenant)).toMatchObject([{ reach: "installation" }]);
    await administrators.promise(promise, by, everywhere);
    expect(await administrators.promised(ofTenant)).toMatchObject([promise]);
    expect(acts).toMatchObject([
      {
        ...{ act: "administrator-promised", about: whom.address },
        facts: { role: "auditor", reach: "tenant", before: "administrator" },
      },
    ]);
  });

  it("is used up by who has a role already: the newer of both acts holds", async () => {
    const { administrators, clock } = open();
    // He was called otherwise when he was appointed: nothing ties the promise to him but his token.
    const former = { ...grace, address: "former@contoso.example" };
    await administrators.promise({ ...promise, role: "administrator" }, by, everywhere);
    clock.advance(1000);
    await administrators.appoint(appointment(former, "auditor", "tenant"), by, everywhere);
    expect((await administrators.authority(grace)).administers).toBe("none");
    expect(await administrators.promised(everywhere)).toEqual([]);
    clock.advance(1000);
    await administrators.promise({ ...promise, role: "administrator" }, by, everywhere);
    expect((await administrators.authority(grace)).administers).toBe("tenant");
    expect(await administrators.promised(everywhere)).toEqual([]);
    await administrators.dismiss(grace, by);
    expect(await administrators.authority(grace)).toEqual({ administers: "none", audits: "none" });
  });

  it("takes nothing from who looks after everything", async () => {
    const { administrators, clock } = open();
    await administrators.enterToken(administrators.issueToken(), { ...by, caller: grace });
    clock.advance(1000);
    await administrators.promise(promise, by, { tenantId: "contoso" });
    expect((await administrators.authority(grace)).administers).toBe("installation");
    expect(await administrators.promised(everywhere)).toEqual([]);
  });

  it.each([["grace@contoso.example"], ["newer@contoso.example"]])(
    "gives nothing back to who was dismissed: by %s",
    async (address) => {
      const { administrators } = open();
      await administrators.appoint(appointment(grace, "administrator", "tenant"), by, everywhere);
      await administrators.promise({ ...promise, address }, by, everywhere);
      await administrators.dismiss(grace, by, ["newer@contoso.example"]);
      expect((await administrators.authority({ ...grace, address })).audits).toBe("none");
    },
  );

  it("gives way to what he is given by his id, and leaves nobody in charge by itself", async () => {
    const { administrators } = open();
    await administrators.promise({ ...promise, role: "administrator" }, by, everywhere);
    expect(await administrators.isAdministered()).toBe(false);
    await administrators.appoint(appointment(grace, "auditor", "tenant"), by, everywhere);
    expect((await administrators.authority(grace)).administers).toBe("none");
  });
});
