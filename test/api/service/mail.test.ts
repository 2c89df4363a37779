/** Mail set-up as administrators ask it, and the mails that come of it: the whole server, a real mail server. */
import type { Certificate } from "../../../sandbox/certificate.ts";
import { smtpAccount } from "../../../sandbox/mail/smtp.ts";
import type { MailSettingsView } from "../../../server/api/contract/service/mail.ts";
import type { MailSettings } from "../../../server/settings/mail.ts";
import type { StateDocument } from "../../../server/store/documents/mailbox.ts";
import type { OutboxDocument } from "../../../server/store/documents/administration.ts";
import { put } from "../../../server/store/store.ts";
import { certificateFolder, openSmtp, trust, type SmtpDesk } from "../../notify/mailers.ts";
import { dayMs, hourMs, minuteMs, openWorld, type World } from "../../whole/world.ts";
import { GRAPH } from "../../../sandbox/entra/registration.ts";
import { tenants } from "../../../sandbox/tenants.ts";
import { linked } from "../../whole/linked.ts";
import { visit } from "../../whole/person.ts";
import { chosenIn, team, teamAdded } from "../../whole/team.ts";

let certificate: Certificate;
let remove: () => Promise<void>;
let desk: SmtpDesk;
let world: World;

beforeAll(async () => {
  ({ certificate, remove } = await certificateFolder());
  desk = await openSmtp(certificate);
  trust(certificate);
});
beforeEach(async () => {
  world = await openWorld({ env: { SMTP_PRIVATE_HOSTS: `localhost:${desk.port}` } });
});
afterEach(async () => {
  desk.faults.clear();
  desk.mailbag.clear();
  await world.stop();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await desk.catcher.close();
  await remove();
});

function settings(more: Partial<MailSettingsView> = {}): MailSettingsView {
  return {
    transport: {
      ...{ kind: "smtp", host: "localhost", port: desk.port, security: "starttls" },
      ...{ signIn: "password", user: smtpAccount.user },
    },
    ...{ sender: smtpAccount.user, senderName: "Contoso IT", footer: "Ext. 42", historyDays: 30 },
    ...{ alertsTo: ["it@contoso.example"], language: "en", erpDownMinutes: 30 },
    ...more,
  };
}
const { password } = smtpAccount;
const everybody = { companyId: null };
interface MailBody {
  readonly tenantId?: string;
  readonly companyId: string | null;
  readonly settings: MailSettingsView | null;
  readonly password?: string;
}

/** Katherine opens the form and saves this. */
async function save(body: MailBody) {
  const katherine = world.person("katherine");
  const { companyId, tenantId } = body;
  const query = {
    ...(companyId === null ? {} : { companyId }),
    ...(tenantId === undefined ? {} : { tenantId }),
  };
  const { revision } = await katherine.call("mailSetup", { query });
  return katherine.call("saveMail", { body: { ...body, revision } });
}

function bothWays(body: MailBody) {
  return [
    ["testMail", body],
    ["saveMail", { ...body, revision: "any" }],
  ] as const;
}

const mails = () => desk.mailbag.list();

/** So much time goes by, and the notifier does what is due. */
async function pass(ms: number): Promise<void> {
  world.clock.advance(ms);
  await world.settle();
  await world.server.notifier.tick();
}

describe("an administrator", () => {
  it("tries the settings before he saves them, saves them, and never sees the password again", async () => {
    const katherine = world.person("katherine");
    const body = { ...everybody, settings: settings(), password };
    const tried = await katherine.call("testMail", { body });
    expect(tried).toEqual({ to: "katherine@contoso.example", problem: null });
    expect(mails()[0]).toMatchObject({
      ...{ to: ["katherine@contoso.example"], subject: "Test mail of Sync to ERP" },
      ...{ user: smtpAccount.user, encrypted: true },
    });
    expect(mails()[0]?.text).toContain("Ext. 42");
    expect((await katherine.call("mailSetup")).own).toBeNull();

    const saved = await save(body);
    expect(saved).toMatchObject({ own: settings(), hasPassword: true });
    expect(JSON.stringify(saved)).not.toContain(password);
    expect(world.logLines.join()).not.toContain(password);
    // By what is kept, without entering it again.
    await katherine.call("testMail", { body: { ...everybody, settings: null } });
    expect(mails()).toHaveLength(2);
    const { entries } = await katherine.call("audit", { query: { act: "mail-changed" } });
    const facts = {
      ...{ way: "smtp", server: `localhost:${desk.port}`, security: "starttls" },
      ...{ signIn: "password", user: smtpAccount.user, sender: smtpAccount.user },
      alertsTo: "it@contoso.example",
    };
    expect(entries.map((line) => line.facts)).toEqual([{ ...facts, password: "changed" }]);
    // A test gives a password to a server, too.
    const tests = (await katherine.call("audit", { query: { act: "mail-tested" } })).entries;
    expect(tests.map((line) => line.facts)).toEqual([facts, { ...facts, password: "entered" }]);
    expect(JSON.stringify([entries, tests])).not.toContain(password);
  });

  it("is told by the test which setting is wrong", async () => {
    const katherine = world.person("katherine");
    const test = async (more: object, entered: string = password) => {
      const transport = { ...settings().transport, ...more };
      const body = { ...everybody, settings: settings({ transport }), password: entered };
      return (await katherine.call("testMail", { body })).problem;
    };
    expect(await test({}, "wrong")).toMatchObject({ code: "sign-in-refused", field: "password" });
    expect(await test({ security: "tls" })).toMatchObject({ code: "tls-mismatch" });
    // Loopback and private networks are the operator's to open, whatever the name.
    for (const host of ["127.0.0.1", "10.0.0.7", "169.254.169.254", "[::1]".slice(1, -1)]) {
      expect(await test({ host })).toMatchObject({ code: "host-forbidden", field: "host" });
    }
  });

  it("cannot have a kept password sent to a server of his own", async () => {
    const katherine = world.person("katherine");
    await save({ ...everybody, settings: settings(), password });
    const transport = {
      ...settings().transport,
      host: "thief.example",
    } as MailSettingsView["transport"];
    const elsewhere = { ...everybody, settings: settings({ transport }) };
    for (const [route, body] of bothWays(elsewhere)) {
      expect(await katherine.refused(route, { body })).toMatchObject({ field: "password" });
    }
  });

  it("cannot have the tenant's token for Exchange Online sent to a server of his own", async () => {
    const katherine = world.person("katherine");
    const { tenantId } = katherine.user;
    const transport = { ...settings().transport, signIn: "oauth" } as MailSettingsView["transport"];
    const own = settings({ transport });
    for (const [route, body] of bothWays({ ...everybody, settings: own })) {
      const refused = await katherine.refused(route, { body });
      expect(refused).toMatchObject({ status: 400, field: "settings.transport.host" });
    }
    // Stored before there was such a rule.
    const { levels, outbox } = world.server.notifier;
    await levels.save(tenantId, null, own as MailSettings, null);
    const to = { name: "", address: "it@contoso.example" };
    const cause = { key: "k", to, language: "en", companyId: null, again: "daily" } as const;
    const notice = { kind: "brake", mailbox: "Ada", deletions: 40 } as const;
    await outbox.tell(tenantId, [{ ...cause, notice }]);
    world.clock.advance(10 * minuteMs);
    await outbox.deliver(tenantId, 30);
    const [[, mail]] = (await outbox.list(tenantId)) as [[string, OutboxDocument]];
    expect(mail.problem).toMatchObject({ code: "sign-in-unsupported", field: "host" });
  });

  it("is told what is missing or does not fit, by the name of the field", async () => {
    const refused = async (more: object, rest: Partial<MailSettingsView> = {}) => {
      const transport = { ...settings().transport, ...more };
      const parts = { ...everybody, settings: settings({ transport, ...rest }), password };
      const body = { ...parts, revision: "any" };
      return (await world.person("katherine").refused("saveMail", { body })).field;
    };
    expect(await refused({ host: "" })).toBe("settings.transport.host");
    expect(await refused({ security: "none" })).toBe("settings.transport.security");
    expect(await refused({ port: 465 })).toBe("settings.transport.security");
    expect(await refused({}, { sender: "" })).toBe("settings.sender");
  });

  it("does not overwrite what another one changed after he opened the form", async () => {
    const katherine = world.person("katherine");
    const { revision } = await katherine.call("mailSetup");
    const body = { ...everybody, settings: settings(), password };
    const saved = await save(body);
    const late = { ...everybody, settings: settings({ footer: "Mine" }) };
    const refused = (seen: string) =>
      katherine.refused("saveMail", { body: { ...late, revision: seen } });
    expect(await refused(revision)).toMatchObject({ code: "conflict", field: "revision" });
    // Another password alone is a change, too: nothing else of the level tells of it.
    await save(body);
    expect(await refused(saved.revision)).toMatchObject({ code: "conflict" });
    expect((await katherine.call("mailSetup")).own).toEqual(settings());
    expect((await save(late)).own).toMatchObject({ footer: "Mine" });
  });

  it("of one tenant sees and changes nothing of another's", async () => {
    const body = { ...everybody, settings: settings(), password };
    await save(body);
    const maria = world.person("maria");
    expect((await maria.call("mailSetup")).own).toBeNull();
    const { tenantId } = world.person("katherine").user;
    expect(await maria.refused("mailSetup", { query: { tenantId } })).toMatchObject({
      code: "not-found",
    });
    const forged = { body: { ...body, tenantId, revision: "any" } };
    expect(await maria.refused("saveMail", forged)).toMatchObject({ field: "tenantId" });
    expect(await maria.refused("outbox", { query: { tenantId } })).toMatchObject({ status: 404 });
  });

  it("decides for one company, which uses the setting above again when he takes it back", async () => {
    await world.person("ada").setUp();
    const body = { ...everybody, settings: settings(), password };
    const { companies } = await save(body);
    const [company] = companies;
    const companyId = company!.id;
    const own = settings({ footer: "Company", transport: { kind: "none" } });
    const decided = await save({ companyId, settings: own });
    expect(decided).toMatchObject({ aboveIs: "tenant", own: { footer: "Company" } });
    expect(decided.companies.find(({ id }) => id === companyId)).toMatchObject({ decides: true });
    const back = await save({ companyId, settings: null });
    expect(back).toMatchObject({ own: null, above: { footer: "Ext. 42" } });
  });

  it("finds mail set up at the start, at whichever level it was decided", async () => {
    const katherine = world.person("katherine");
    await world.person("ada").setUp();
    const state = async () =>
      (await katherine.call("start")).steps.find(({ step }) => step === "mail")?.state;
    expect(await state()).toBe("optional");
    const { companies } = await save({ ...everybody, settings: settings(), password });
    expect(await state()).toBe("done");
    await save({ ...everybody, settings: settings({ transport: { kind: "none" } }) });
    expect(await state()).toBe("optional");
    await save({ companyId: companies[0]!.id, settings: settings(), password });
    expect(await state()).toBe("done");
  });

  it("of everybody here decides for each company, and for those that decide nothing themselves", async () => {
    const [contoso, fabrikam] = tenants;
    const katherine = world.person("katherine");
    const maria = world.person("maria");
    expect(await katherine.call("mailSetup")).toMatchObject({
      ...{ tenantId: contoso.id, looksAtAll: true },
      tenants: [{ id: contoso.id }, { id: fabrikam.id }],
    });
    const all = { tenantId: "everybody", ...everybody };
    const saved = await save({ ...all, settings: settings({ footer: "All" }), password });
    expect(saved).toMatchObject({ tenantId: null, own: { footer: "All" }, hasPassword: true });
    expect(saved.companies).toEqual([]);
    const hers = await maria.call("mailSetup");
    expect(hers).toMatchObject({ own: null, above: { footer: "All" }, aboveIs: "installation" });
    expect(hers).toMatchObject({ looksAtAll: false, tenants: [{ id: fabrikam.id }] });
    // It is sent by: also with the password that was entered for everybody.
    await maria.call("testMail", { body: { ...everybody, settings: null } });
    expect(mails()[0]).toMatchObject({ to: ["maria@fabrikam.example"], user: smtpAccount.user });
    const itsOwn = { ...everybody, settings: settings({ footer: "Fabrikam's" }), password };
    await save({ ...itsOwn, tenantId: fabrikam.id });
    expect(await maria.call("mailSetup")).toMatchObject({ own: { footer: "Fabrikam's" } });
    expect(await katherine.call("mailSetup")).toMatchObject({
      own: null,
      above: { footer: "All" },
    });

    // Neither looked at nor decided by who administers one company.
    const query = { tenantId: "everybody" };
    expect(await maria.refused("mailSetup", { query })).toMatchObject({ field: "tenantId" });
    const forged = { body: { ...all, settings: null, revision: saved.revision } };
    expect(await maria.refused("saveMail", forged)).toMatchObject({ field: "tenantId" });
    const nowhere = { ...all, companyId: "co-eu", settings: null, revision: "any" };
    expect(await katherine.refused("saveMail", { body: nowhere })).toMatchObject({
      ...{ code: "bad-request", field: "tenantId" },
    });
    // Where the application sends for everybody, it is asked for in the company of who decided so.
    const transport = { kind: "graph", as: "application" } as const;
    await save({ ...all, settings: settings({ transport, sender: "katherine@contoso.example" }) });
    world.sandbox.entra.switches.grantTenant(contoso, { delegated: true, application: true });
    await save({ ...everybody, tenantId: fabrikam.id, settings: null });
    const tried = await maria.call("testMail", { body: { ...everybody, settings: null } });
    expect(tried.problem).toBeNull();
    expect(world.sandbox.mailbag.list()[0]).toMatchObject({
      ...{ via: "graph", to: ["maria@fabrikam.example"] },
    });
  });

  it("is asked for the permission before his own mailbox sends, and nobody is before that", async () => {
    const [contoso] = tenants;
    const katherine = world.person("katherine");
    const { switches } = world.sandbox.entra;
    switches.grantTenant(contoso, { delegated: false, application: false });
    switches.setConsent(katherine.user, { but: [`${GRAPH}/Mail.Send`] });
    await katherine.setUp();
    const transport = { kind: "graph", as: "person" } as const;
    const body = { ...everybody, settings: settings({ transport, sender: "" }) };
    for (const [route, asked] of bothWays(body)) {
      expect(await katherine.refused(route, { body: asked })).toMatchObject({
        ...{ code: "consent-required", scopes: [`${GRAPH}/Mail.Send`] },
      });
    }
    // Any other way asks for nothing.
    await save({ ...everybody, settings: settings(), password });
    switches.setConsent(katherine.user, true);
    expect((await katherine.call("testMail", { body })).problem).toBeNull();
    await save(body);
  });

  it("may let mails go out by his own mailbox, through Graph", async () => {
    const katherine = world.person("katherine");
    await katherine.setUp();
    const transport = { kind: "graph", as: "person" } as const;
    const body = { ...everybody, settings: settings({ transport, sender: "" }) };
    expect((await katherine.call("testMail", { body })).problem).toBeNull();
    expect(world.sandbox.mailbag.list()[0]).toMatchObject({
      ...{ via: "graph", from: '"Katherine Johnson" <katherine@contoso.example>' },
      to: ["katherine@contoso.example"],
    });
    // As the application it takes a permission that nobody has granted yet.
    const asApp = {
      ...body,
      settings: settings({
        transport: { ...transport, as: "application" },
        sender: "katherine@contoso.example",
      }),
    };
    expect((await katherine.call("testMail", { body: asApp })).problem).toMatchObject({
      ...{ code: "consent-missing", field: "transport" },
    });
  });
});

describe("mails", () => {
  beforeEach(async () => {
    const body = { ...everybody, settings: settings(), password };
    await save(body);
  });

  it("tell a person who asked for it that something waits, and not what; nobody else is mailed", async () => {
    const { ada, id, activity } = await linked(world);
    const rules = { precedence: "ask" };
    const whole = { companyId: "co-eu", locationId: null, timeZone: "Europe/Berlin" };
    const calendar = { enabled: true, outlookItems: "chosen", erpItems: true, rules };
    await ada.call("saveSetup", { body: { ...whole, mails: true, calendar } });
    expect((await ada.call("profile")).setup?.mails).toBe(true);
    await world.settle();
    await ada.outlook.change(id, { subject: "Secret merger in Outlook" });
    await ada.erp.change(activity.id, { subject: "Secret merger in the ERP" });
    await pass(16 * minuteMs);
    await pass(6 * minuteMs);
    expect(mails().map(({ to, subject }) => [to, subject])).toEqual([
      [["ada@contoso.example"], "An appointment waits for you"],
    ]);
    expect(JSON.stringify(mails())).not.toContain("merger");
    expect(mails()[0]?.text).toContain("/portal.html#home");
    await pass(2 * dayMs);
    expect(mails()).toHaveLength(1);
    // Exchange itself has mailed nobody.
    expect(world.sandbox.graph.mails()).toEqual([]);
  });

  it("tell who synchronizes a team's mailbox what waits there, once he asks for it, and never the team", async () => {
    const { ada, desk: outlook } = await teamAdded(world);
    const params = { mailboxId: team.id };
    const rules = { outlookItems: null, onlyToErp: false, rules: { precedence: "ask" } };
    await ada.call("saveFurtherSetup", { params, body: rules });
    const id = await outlook.add(visit({ subject: "Secret merger" }));
    await chosenIn(ada, id);
    await world.settle();
    const [activity] = await ada.erp.list();
    await outlook.change(id, { subject: "Secret merger in Outlook" });
    await ada.erp.change(activity!.id, { subject: "Secret merger in the ERP" });
    await pass(31 * minuteMs);
    await pass(6 * minuteMs);
    expect((await ada.call("waitingItems")).elsewhere).toMatchObject([{ waiting: 1 }]);
    expect(mails()).toEqual([]);

    const { proposal } = await ada.call("setupOptions");
    const calendar = { enabled: true, outlookItems: "chosen", erpItems: true };
    await ada.call("saveSetup", { body: { ...proposal, mails: true, calendar } });
    await world.settle();
    await pass(minuteMs);
    await pass(6 * minuteMs);
    expect(mails().map(({ to, subject }) => [to, subject])).toEqual([
      [["ada@contoso.example"], "An appointment waits for you"],
    ]);
    expect(JSON.stringify(mails())).not.toMatch(/merger|service@/);
    await pass(2 * dayMs);
    expect(mails()).toHaveLength(1);
  });

  it("tell administrators of an ERP that is down, once a day, and can be tried again or discarded", async () => {
    const katherine = world.person("katherine");
    await world.person("ada").setUp();
    await world.settle();
    world.network.between = (request, next) =>
      request.headers["host"]?.endsWith("3002") === true
        ? Promise.reject(new TypeError("fetch failed"))
        : next();
    desk.faults.add({ stage: "sender", status: 451, message: "4.3.0 busy", times: 1 });
    await pass(16 * minuteMs);
    await pass(31 * minuteMs);
    await pass(5 * minuteMs);
    expect(mails()).toEqual([]);
    const { mails: waiting } = await katherine.call("outbox", { query: { state: "open" } });
    expect(waiting).toMatchObject([
      { state: "waiting", attempts: 1, problem: { code: "unavailable" } },
    ]);
    await katherine.call("retryMail", { body: { mailId: waiting[0]!.id } });
    await world.server.notifier.tick();
    expect(mails().map(({ to, subject }) => [to, subject])).toEqual([
      [["it@contoso.example"], expect.stringContaining("The ERP does not answer")],
    ]);
    await pass(hourMs);
    expect(mails()).toHaveLength(1);
    const sent = (await katherine.call("outbox", { query: { state: "sent" } })).mails[0]!;
    const parts = { body: { mailId: sent.id, reason: "no need" } };
    expect(await katherine.refused("discardMail", parts)).toMatchObject({ code: "conflict" });
    const gone = { body: { mailId: "nothing" } };
    expect(await katherine.refused("retryMail", gone)).toMatchObject({ code: "not-found" });
  });

  it("tell administrators of missing consent, the brake, dead subscriptions and what expires", async () => {
    await world.stop();
    world = await openWorld({
      env: {
        SMTP_PRIVATE_HOSTS: `localhost:${desk.port}`,
        ENTRA_CLIENT_SECRET_EXPIRES: "2026-11-30",
      },
    });
    await save({ ...everybody, settings: settings(), password });
    await world.person("ada").setUp();
    await world.person("grace").setUp();
    await world.settle();
    const since = new Date(world.clock.now() - 2 * dayMs).toISOString();
    const brake = { side: "erp", cause: "deletions", deletions: 90, linked: 99, at: since };
    const set = async (name: "ada" | "grace", changes: object) => {
      const { scope } = world.person(name);
      const state = (await world.store.get(scope, "state", "state"))!;
      const document = { ...state, since, ...changes } as StateDocument;
      await world.server.store.commit(scope, [put("state", "state", document)]);
    };
    await set("ada", { health: "no-consent" });
    await set("grace", { health: "braked", brake: { ...brake, planned: [] } });
    const { scope } = world.person("ada");
    const subscription = (await world.store.get(scope, "subscriptions", "appointment"))!;
    const problem = { code: "refused", reason: "No answer.", since } as const;
    await world.server.store.commit(scope, [
      put("subscriptions", "appointment", { ...subscription, healthy: false, problem }),
    ]);
    // An hour lies between two mails to somebody; none of them is told to anybody else.
    for (const ms of [0, 6 * minuteMs, hourMs, 6 * minuteMs]) {
      world.clock.advance(ms);
      await world.server.notifier.tick();
    }
    expect(new Set(mails().flatMap(({ to }) => to))).toEqual(new Set(["it@contoso.example"]));
    const text = mails()
      .map((mail) => mail.text)
      .join("\n");
    const causes = [/consent|permission/i, /90 items/, /not been announced/, /client secret/];
    for (const told of causes) expect(text).toMatch(told);
  });

  it("survive a restart of the server", async () => {
    await world.person("ada").setUp();
    desk.faults.add({ stage: "connect", times: 1 });
    const scope = { kind: "tenant", tenantId: world.person("ada").user.tenantId } as const;
    const to = { name: "", address: "it@contoso.example" };
    const cause = { key: "k", to, language: "en", companyId: null, again: "daily" } as const;
    const notice = { kind: "brake", mailbox: "Ada", deletions: 40 } as const;
    await world.server.notifier.outbox.tell(scope.tenantId, [{ ...cause, notice }]);
    await world.restart();
    world.clock.advance(10 * minuteMs);
    await world.server.notifier.outbox.deliver(scope.tenantId, 30);
    expect(mails()).toEqual([]);
    world.clock.advance(10 * minuteMs);
    await world.server.notifier.outbox.deliver(scope.tenantId, 30);
    expect(mails()).toHaveLength(1);
  });
});
