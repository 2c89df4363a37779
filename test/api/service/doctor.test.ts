/** The doctor as administrators ask it in the portal: the whole server, a real mail server. */
import type { Certificate } from "../../../sandbox/certificate.ts";
import { smtpAccount } from "../../../sandbox/mail/smtp.ts";
import { tenants } from "../../../sandbox/tenants.ts";
import { checks } from "../../../server/api/contract/doctor.ts";
import { certificateFolder, openSmtp, trust, type SmtpDesk } from "../../notify/mailers.ts";
import { planFault } from "../../whole/linked.ts";
import type { PersonName } from "../../whole/person.ts";
import { openWorld, type World } from "../../whole/world.ts";

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
  await world.stop();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await desk.catcher.close();
  await remove();
});

const [contoso, fabrikam] = tenants.map(({ id }) => id);

/** Katherine, who looks after everything, lets mail of a level go by this server. */
async function sendBy(tenantId: string, password: string) {
  const katherine = world.person("katherine");
  const { revision } = await katherine.call("mailSetup", { query: { tenantId } });
  const settings = {
    transport: {
      ...{ kind: "smtp", host: "localhost", port: desk.port, security: "starttls" },
      ...{ signIn: "password", user: smtpAccount.user },
    } as const,
    ...{ sender: smtpAccount.user, senderName: "", footer: "", historyDays: 30, alertsTo: [] },
    ...{ language: "en" as const, erpDownMinutes: 30 },
  };
  const body = { tenantId, companyId: null, settings, password, revision };
  await katherine.call("saveMail", { body });
}

async function found(name: PersonName) {
  const { findings } = await world.person(name).call("examine");
  return {
    findings,
    of: (check: (typeof checks)[number]) => findings.filter((one) => one.check === check),
  };
}

it("looks at the whole installation for whoever administers it", async () => {
  const { findings, of } = await found("katherine");
  expect(new Set(findings.map(({ check }) => check))).toEqual(new Set(checks));
  expect(of("sign-in")).toHaveLength(tenants.length);
  expect(of("graph")).toMatchObject([{ state: "ok" }]);
  expect(JSON.stringify(findings)).not.toContain("eyJ");
});

it("asks whose people a registration of the environment is for, once two companies are let in", async () => {
  expect((await found("katherine")).of("sign-in")).toMatchObject([
    { state: "ok" },
    { state: "ok" },
  ]);
  const other = tenants.find(({ id }) => id === fabrikam)!;
  world.sandbox.entra.switches.uninstall(other);
  world.clock.advance(60_000);
  expect((await found("katherine")).of("sign-in")).toMatchObject([
    { state: "ok" },
    { state: "failed", says: expect.stringContaining("AADSTS7000229") as string },
    { state: "warning", remedy: expect.stringContaining("ENTRA_SINGLE_TENANT") as string },
  ]);
});

it("tells one company's administrator of his own company alone", async () => {
  await world.person("ada").setUp();
  const { findings, of } = await found("maria");
  expect(new Set(findings.map(({ check }) => check))).toEqual(
    new Set(["sign-in", "erp", "mail", "mailboxes"]),
  );
  expect(of("sign-in")).toHaveLength(1);
  expect(JSON.stringify(findings)).not.toContain(contoso);
  expect(of("mailboxes")).toMatchObject([{ says: expect.stringContaining("0") as string }]);
});

it("finds out whether mail can be sent, and sends none", async () => {
  await sendBy(contoso!, smtpAccount.password);
  await sendBy(fabrikam!, "wrong");
  const of = (await found("katherine")).of("mail");
  expect(of.map(({ state }) => state)).toEqual(["ok", "failed"]);
  expect(of[1]).toMatchObject({
    fixedBy: "administrator",
    remedy: expect.stringContaining("user and password") as string,
  });
  expect(JSON.stringify(of)).not.toContain("wrong");
  expect(desk.mailbag.list()).toEqual([]);
});

it("tells of everybody's mail server only whether one's own mails go by it", async () => {
  await sendBy("everybody", "wrong");
  const all = (await found("katherine")).of("mail");
  expect(all).toMatchObject([{ state: "failed", says: expect.stringContaining("535") as string }]);
  const own = (await found("maria")).of("mail");
  expect(own).toMatchObject([{ state: "failed", fixedBy: "operator" }]);
  expect(JSON.stringify(own)).not.toMatch(/535|localhost/);
});

it("looks once a minute for each realm, and says when it did", async () => {
  await sendBy(contoso!, smtpAccount.password);
  const look = () => world.person("katherine").call("examine");
  const first = await look();
  await sendBy(contoso!, "wrong");
  world.clock.advance(59_000);
  expect(await look()).toEqual(first);
  world.clock.advance(1_000);
  const later = await look();
  expect(Date.parse(later.lookedAt) - Date.parse(first.lookedAt)).toBe(60_000);
  expect(later.findings).toContainEqual(
    expect.objectContaining({ check: "mail", state: "failed" }),
  );
});

it("says why an ERP does not answer, in the reader's language", async () => {
  planFault(world, { path: "/api/v1/", status: 503, times: 100 });
  const { findings } = await world
    .person("katherine")
    .call("examine", { headers: { "accept-language": "de" } });
  const erp = findings.find(({ check, state }) => check === "erp" && state === "failed");
  expect(erp?.says).toMatch(/^Zum ERP .*nicht/);
  expect(erp?.remedy).toContain("in seinem Protokoll");
});
