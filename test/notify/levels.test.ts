/** Where mail settings and their passwords are kept. */
import { createSealer } from "../../server/lib/sealer.ts";
import { contextOfSecret } from "../../server/auth/secrets.ts";
import {
  createMailLevels,
  type OperatorMail,
  type PasswordSealer,
} from "../../server/notify/levels.ts";
import { mailDefaults, type MailSettings } from "../../server/settings/mail.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";

const smtp: MailSettings = {
  ...mailDefaults,
  sender: "sync@contoso.example",
  transport: {
    ...{ kind: "smtp", host: "smtp.contoso.example", port: 587, security: "starttls" },
    ...{ signIn: "password", user: "mailer" },
  },
};
const to = (host: string): MailSettings => ({
  ...smtp,
  transport: { ...smtp.transport, host } as MailSettings["transport"],
});

function openLevels(operator: OperatorMail | null = null) {
  const store = createMemoryStore();
  const ring = createSealer([{ id: "one", bytes: Buffer.alloc(32, 1) }]);
  const sealer: PasswordSealer = {
    seal: (scope, key, text) => ring.seal(contextOfSecret(scope, key), text),
    open: (scope, key, sealed) => ring.open(contextOfSecret(scope, key), sealed).text,
  };
  const log = { warn: () => undefined };
  return { store, levels: createMailLevels({ store, sealer, operator, log }) };
}

describe("levels of mail settings", () => {
  it("a company's replace the tenant's, the tenant's the operator's; taken back, the one above holds", async () => {
    const operator = { settings: to("operator"), password: "o" };
    const { levels } = openLevels(operator);
    const hostFor = async (companyId: string | null) => {
      const { settings, password } = await levels.usable("contoso", companyId);
      return [settings.transport.kind === "smtp" && settings.transport.host, password];
    };
    expect(await hostFor("C1")).toEqual(["operator", "o"]);
    await levels.save("contoso", null, to("tenant"), "t");
    await levels.save("contoso", "C1", to("company"), "c");
    expect(await hostFor("C1")).toEqual(["company", "c"]);
    expect(await hostFor("C2")).toEqual(["tenant", "t"]);
    expect(await levels.companies("contoso")).toEqual(["C1"]);
    expect((await levels.usable("fabrikam", null)).password).toBe("o");
    await levels.save("contoso", "C1", null, null);
    expect(await hostFor("C1")).toEqual(["tenant", "t"]);
    expect((await levels.level("contoso", "C1")).hasPassword).toBe(false);
  });

  it("a password is sealed, bound to its tenant and level, and never part of the settings", async () => {
    const { store, levels } = openLevels();
    await levels.save("contoso", null, smtp, "very secret");
    const scope = { kind: "tenant", tenantId: "contoso" } as const;
    const dump = JSON.stringify([
      ...(await store.list(scope, "settings")),
      ...(await store.list(scope, "secrets")),
    ]);
    expect(dump).not.toContain("very secret");
    const sealed = await store.get(scope, "secrets", "mail");
    const other = { kind: "tenant", tenantId: "fabrikam" } as const;
    await levels.save("fabrikam", null, smtp, "x");
    await store.commit(other, [
      { kind: "put", collection: "secrets", key: "mail", document: sealed! },
    ]);
    expect((await levels.usable("fabrikam", null)).password).toBeNull();
  });

  it("a kept password stays while nothing else is changed, and never goes to another server", async () => {
    const { levels } = openLevels();
    await levels.save("contoso", null, smtp, "secret");
    await levels.save("contoso", null, { ...smtp, footer: "new" }, null);
    expect((await levels.usable("contoso", null)).password).toBe("secret");
    expect(await levels.passwordFor("contoso", null, to("thief.example"), null)).toBeNull();
    await levels.save("contoso", null, to("thief.example"), null);
    expect((await levels.usable("contoso", null)).password).toBeNull();
  });
});
