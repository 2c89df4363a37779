/** What holds for every route of the contract alike. */
import { problemSchema } from "../../server/api/contract/problem.ts";
import { routes, type Route, type RouteName } from "../../server/api/contract/routes.ts";
import { installations } from "../../sandbox/erp/seed.ts";
import type { Parts } from "../whole/person.ts";
import { ready } from "../whole/linked.ts";
import { openWorld, type World } from "../whole/world.ts";

const all = Object.entries(routes as Record<string, Route>);
const guarded = all.filter(([, { access }]) => access !== "public");
const personal = guarded.filter(([, { access }]) => access !== "console");
const pathOf = ({ path }: Route): string => path.replace(/:\w+/g, "some-item");

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await ready(world);
  await world.person("katherine").setUp();
});
afterAll(() => world.stop());

const apiKey = installations[0]?.apiKey ?? "";
const ofErpAlone = [
  `Basic ${Buffer.from("u-ada:secret").toString("base64")}`,
  "Page u-ada",
  `Bearer ${apiKey}`,
  `ApiKey ${apiKey}`,
  `Console ${apiKey}`,
];

async function send({ method, path }: Route, headers: Record<string, string>, query = "") {
  const body = method === "GET" ? {} : { body: "{}" };
  const url = `${world.url()}${pathOf({ path } as Route)}${query}`;
  const type = method === "GET" ? {} : { "content-type": "application/json" };
  return fetch(url, { method, headers: { ...type, ...headers }, ...body });
}

describe.each(guarded)("%s", (_name, route) => {
  it("refuses who brings no token, a false one, or one that has run out", async () => {
    const ada = world.person("ada");
    const tokens = [
      undefined,
      "Bearer nonsense",
      // Nor who has an account of the ERP alone, whichever way he shows it (E07). One way for each
      // route: all of them are more requests than one address may make in a minute.
      ofErpAlone[guarded.findIndex(([, one]) => one === route) % ofErpAlone.length],
      `${await ada.bearer()}x`,
      await ada.bearer({ lifetimeSeconds: -3600 }),
    ];
    for (const authorization of tokens) {
      const response = await send(route, authorization === undefined ? {} : { authorization });
      expect(response.status).toBe(401);
      expect(problemSchema.parse(await response.json())).toMatchObject({ code: "unauthorized" });
    }
  });

  it("is answered so that no cache keeps it, and never to another origin", async () => {
    const authorization = await world.person("ada").bearer();
    const response = await send(route, { authorization, origin: "https://elsewhere.example" });
    expect(response.status).toBe(403);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });
});

it("a token for Graph is none for us", async () => {
  const { user } = world.person("ada");
  const graphToken = await world.sandbox.entra.issueToken(user, ["Calendars.ReadWrite"]);
  const response = await send(routes.status, { authorization: `Bearer ${graphToken}` });
  expect(response.status).toBe(401);
});

/** An answer to a conflict but for what is decided. */
function shown(more: object) {
  return { field: "subject", microsoftFingerprint: "m", erpFingerprint: "e", ...more };
}

/** A field of an ERP's own with a place in Outlook. */
function mapped(more: object) {
  return { fieldId: "costCentre", place: "property", flow: "both", ...more };
}

/** What a level of settings says: nothing. */
function said(more: object) {
  return { revision: "", values: {}, locked: [], ...more };
}

/** What a person says of a further mailbox: nothing. */
const leftToAbove = { outlookItems: null, onlyToErp: false, rules: {} };

/** A dry run of everybody. */
const looking = { job: "calendar", whose: {}, anew: false, alsoOff: false };
/** Nothing that is in either system goes. */
const kept = { marks: "leave", outlookCopies: "keep", erpCopies: "keep" };

/** Requests that a careless or hostile client may send: route, what it sends, the field to be named. */
const mistakes: readonly (readonly [RouteName, Parts, string | undefined])[] = [
  ["saveSetup", { body: { companyId: "" } }, "companyId"],
  ["saveSetup", { body: { companyId: 7 } }, "companyId"],
  ["saveSetup", { body: { ...whole(), calendar: { enabled: "yes" } } }, "calendar.enabled"],
  ["saveSetup", { body: { ...whole(), timeZone: "" } }, "timeZone"],
  ["saveSetup", { body: { ...whole(), tenantId: "22222222-aaaa-4bbb-8ccc-000000000002" } }, ""],
  ["stopSync", { body: { how: "sometime" } }, "how"],
  ["log", { query: { limit: "0" } }, "limit"],
  ["log", { query: { limit: "many" } }, "limit"],
  ["log", { query: { before: "x".repeat(201) } }, "before"],
  ["createRecord", { body: { type: "lead", key: "1", values: {} } }, "key"],
  ["createRecord", { body: { type: "lead", values: { name: ["x"] } } }, "key"],
  ["previewUnsaved", { body: { choice: { records: [], activityTypeId: null } } }, "form"],
  ["findItem", { body: {} }, "restId"],
  ["findItem", { body: { restId: "x", addresses: [7] } }, "addresses.0"],
  ["makePlan", { body: {} }, "setup"],
  ["makePlan", { body: { setup: { ...whole(), companyId: "" } } }, "setup.companyId"],
  ["planEntries", { query: { kind: "everything" } }, "kind"],
  ["planEntries", { query: { limit: "201" } }, "limit"],
  ["decidePairs", { body: { pairs: [{ microsoftId: "x" }], apart: [] } }, "pairs.0.erpId"],
  ["decidePairs", { body: { pairs: [], apart: [7] } }, "apart.0"],
  ["retrySetAside", { body: { key: "" } }, "key"],
  ["chooseItem", { body: { records: [{ type: "customer" }] } }, "records.0.id"],
  ["chooseItem", { body: { records: [], activityTypeId: "" } }, "activityTypeId"],
  ["chooseItem", { body: { records: [], activityTypeId: null, mailboxId: "grace" } }, ""],
  ["sendInvitations", { body: { guests: [], online: false } }, "guests"],
  ["sendInvitations", { body: { guests: ["a@x.example"] } }, "whenFingerprint"],
  ["sendInvitations", { body: { guests: ["a@x.example"], whenFingerprint: "1" } }, "online"],
  ["endMeeting", { body: {} }, "decision"],
  ["decideDoubt", { body: { pairs: [], apart: [""] } }, "apart.0"],
  ["endMeeting", { body: { decision: "cancel", guests: [] } }, "guests"],
  ["releaseItem", { body: {} }, "removeErpCopy"],
  ["answerConflict", { body: { field: "" } }, "field"],
  ["answerConflict", { body: { field: "subject", keep: "mine" } }, "keep"],
  ["answerConflict", { body: shown({}) }, "keep"],
  ["answerConflict", { body: shown({ value: " " }) }, "value"],
  ["answerConflict", { body: shown({ value: "x", keep: "erp" }) }, "value"],
  ["answerConflict", { body: shown({ field: "reminder", value: 1.5 }) }, "value"],
  ["answerConflict", { body: shown({ field: "showAs", value: "asleep" }) }, "value"],
  ["answerConflict", { body: shown({ field: "when", value: { allDay: 7 } }) }, "value.allDay"],
  ["answerConflict", { body: shown({ field: "attendees", value: "x" }) }, "field"],
  ["previewItem", { body: { records: "all" } }, "records"],
  ["itemRecords", { query: { offset: "-1" } }, "offset"],
  ["itemRecords", { query: { text: "x".repeat(201) } }, "text"],
  ["previewUndo", { body: {} }, "lineId"],
  ["previewUndo", { body: { lineId: "a", runId: "b" } }, "lineId"],
  ["undo", { body: { lineId: "a" } }, "tellGuests"],
  ["undo", { body: { tellGuests: false } }, "lineId"],
  ["undo", { body: { runId: "", tellGuests: false } }, "runId"],
  ["records", { query: { offset: "-1" } }, "offset"],
  ["people", { body: { addresses: "all" } }, "addresses"],
  ["createContact", { body: { name: " ", address: "a@b.example", company: null } }, "name"],
  ["createContact", { body: { name: "A", address: "a", company: null } }, "address"],
  ["addMailbox", { body: { outlookItems: "all" } }, "address"],
  ["addMailbox", { body: { address: "team", outlookItems: "all" } }, "address"],
  ["addMailbox", { body: { address: "a@b.example", outlookItems: "some" } }, "outlookItems"],
  ["saveFurtherSetup", { body: { ...leftToAbove, rules: { privateItems: "full" } } }, "rules"],
  ["saveFurtherSetup", { body: { ...leftToAbove, rules: { daysBack: 366 } } }, "rules.daysBack"],
  [
    "planFurther",
    { body: { rules: { ...leftToAbove, outlookItems: "some" } } },
    "rules.outlookItems",
  ],
  ["actOnFurther", { body: { act: "off" } }, "act"],
  ["makeAdvance", { body: { records: [{ type: "customer" }] } }, "records.0.id"],
  ["enterToken", { body: { token: " " } }, "token"],
  ["appoint", { body: { tenantId: "contoso" } }, "tenantId"],
  ["promiseRole", { body: { address: "ada", role: "auditor", reach: "tenant" } }, "address"],
  ["withdrawPromise", { body: { address: "a@b.example" } }, "tenantId"],
  ["dismiss", { body: {} }, "tenantId"],
  ["audit", { query: { limit: "501" } }, "limit"],
  ["saveTenant", { body: { isNew: true, name: "Contoso", domains: ["contoso"] } }, "domains.0"],
  ["saveTenant", { body: { isNew: true, name: " ", domains: [] } }, "name"],
  ["consented", { body: {} }, "state"],
  ["saveConnection", { body: erp({ url: "ftp://erp.example" }) }, "url"],
  ["saveConnection", { body: erp({ url: "https://ada@erp.example" }) }, "url"],
  ["saveConnection", { body: erp({ apiKey: "" }) }, "apiKey"],
  ["saveConnection", { body: erp({}) }, "isNew"],
  ["saveConnection", { body: erp({ time: { clock: "Vienna" } }) }, "time.clock"],
  ["saveConnection", { body: erp({ time: { midnight: "never" } }) }, "time.midnight"],
  ["testConnectionOf", { body: erp({ tenants: ["contoso"] }) }, "tenants.0"],
  ["saveAdoption", { body: { property: "a'b", system: null } }, "property"],
  ["saveAdoption", { body: { property: null, system: "" } }, "system"],
  ["saveFieldMappings", { body: { mappings: [mapped({ fieldId: "" })] } }, "mappings.0.fieldId"],
  ["saveFieldMappings", { body: { mappings: [mapped({ flow: "none" })] } }, "mappings.0.flow"],
  ["tryFieldMappings", { body: { mappings: [mapped({ place: "body" })] } }, "mappings.0.place"],
  ["mailSetup", { query: { tenantId: "contoso" } }, "tenantId"],
  ["saveMail", { body: { settings: null } }, "companyId"],
  ["saveMail", { body: { ...mail({ alertsTo: ["nobody"] }) } }, "settings.alertsTo.0"],
  ["saveMail", { body: { ...mail({ senderName: "a\r\nBcc: b" }) } }, "settings.senderName"],
  [
    "saveMail",
    { body: { ...mail({ transport: { kind: "smtp", host: "https://x" } }) } },
    "settings.transport.host",
  ],
  ["testMail", { body: { ...mail({ historyDays: 0 }) } }, "settings.historyDays"],
  ["outbox", { query: { limit: "101" } }, "limit"],
  ["retryMail", { body: {} }, "mailId"],
  ["discardMail", { body: { mailId: "x", reason: " " } }, "reason"],
  ["jobLevel", { query: { job: "calendar", companyId: "co-eu" } }, "companyId"],
  ["saveJobLevel", { query: { job: "calendar" }, body: { values: {}, locked: [] } }, "revision"],
  ["tryJobLevel", { query: { job: "mail" }, body: said({}) }, "job"],
  ["tryJobLevel", { query: { job: "calendar" }, body: { values: {}, locked: [] } }, "revision"],
  ["users", { query: { sort: "colour" } }, "sort"],
  ["userLinks", { query: { offset: "-1" } }, "offset"],
  ["userLog", { query: { limit: "0" } }, "limit"],
  ["actOnUser", { body: { act: "promote" } }, "act"],
  ["erpUsers", { query: { text: "x".repeat(201) } }, "text"],
  ["setIdentity", { body: { erpUserId: "" } }, "erpUserId"],
  ["eraseUser", { body: { ...kept, confirm: "ada", marks: "some" } }, "marks"],
  ["leavingPreview", { query: { limit: "101" } }, "limit"],
  ["beginLeaving", { body: { ...kept, marks: "some", confirm: "x" } }, "marks"],
  ["beginLeaving", { body: kept }, "confirm"],
  ["actOnLeaving", { body: { act: "hurry" } }, "act"],
  ["beginUninstall", { body: { ...kept, erpCopies: "some", confirm: "x" } }, "erpCopies"],
  ["beginUninstall", { body: kept }, "confirm"],
  ["actOnUninstall", { body: { act: "come-back" } }, "act"],
  ["saveRetention", { body: { tenantId: null, said: { logDays: 3 } } }, "said.logDays"],
  ["saveRetention", { body: { tenantId: null, said: {} } }, "revision"],
  ["saveErpTerms", { body: { limits: {}, windows: [] } }, "revision"],
  ["tryRetention", { body: { tenantId: "contoso", said: {} } }, "tenantId"],
  ["invitations", { query: { limit: "101" } }, "limit"],
  ["erpPeople", { query: { tenantId: "contoso" } }, "tenantId"],
  ["checkInvitations", { body: {} }, "text"],
  ["previewInvitation", { body: { language: "fr", words: "" } }, "language"],
  ["previewInvitation", { body: { language: "en", words: "a\u0000b" } }, "words"],
  ["exportInvitation", { query: {} }, "address"],
  ["eraseInvitation", { body: { address: "x" } }, "address"],
  ["invitedIdentity", { query: {} }, "address"],
  ["invitedErpUsers", { query: { address: "x" } }, "address"],
  ["setInvitedIdentity", { body: { address: "a@b.example", erpUserId: "" } }, "erpUserId"],
  ["invite", { body: { people: [], language: "en", words: "", again: false } }, "people"],
  ["saveApplication", { body: { clientId: "x", tenantId: "x" } }, "credential"],
  ["saveApplication", { body: { ...app({ kind: "secret", secret: " " }) } }, "credential.secret"],
  ["saveApplication", { body: { ...app({ kind: "password" }) } }, "credential.kind"],
  ["saveErpTerms", { body: { limits: { perMinute: 0 }, windows: [] } }, "limits.perMinute"],
  ["saveErpTerms", { body: spared({ zone: "Mars/Olympus" }) }, "windows.0.zone"],
  ["saveErpTerms", { body: spared({ to: "22:00" }) }, "windows.0.to"],
  ["queue", { query: { state: "lost" } }, "state"],
  ["switchEndpoint", { body: { endpoint: "pull", tenantId: null, stop: true } }, "reason"],
  ["startDryRun", { body: { job: "calendar", whose: {}, anew: true } }, "alsoOff"],
  ["startDryRun", { body: { ...looking, whose: { companyId: "co-eu" } } }, "whose.companyId"],
  ["startDryRun", { body: { ...looking, job: "mail" } }, "job"],
  ["dryRun", { query: { state: "lost" } }, "state"],
  ["dryRunPlan", { query: { limit: "0" } }, "limit"],
  ["actOnDryRun", { body: { act: "undo" } }, "act"],
  ["actOnDryRun", { body: { act: "carry-out" } }, "fingerprint"],
  ["actOnMessage", { body: { act: "discard", reason: " " } }, "reason"],
  ["figures", { query: { span: "year" } }, "span"],
  ["serviceLog", { query: { from: "yesterday" } }, "from"],
  ["serviceLog", { query: { before: "nonsense" } }, "before"],
  ["logTail", { query: {} }, "after"],
  ["logCsv", { query: { outcome: "lost" } }, "outcome"],
];

function spared(more: object) {
  const at = { days: [5], from: "22:00", to: "02:00", zone: "Europe/Berlin" };
  return { limits: {}, windows: [{ kind: "weekly", ...at, ...more }] };
}

function erp(more: object) {
  const url = "https://erp.example";
  return { name: "ERP", connector: "demo", url, tenants: [], series: true, ...more };
}

function app(credential: object) {
  return { clientId: "x", tenantId: "x", credential };
}

function whole() {
  const calendar = { enabled: true, outlookItems: "chosen", erpItems: true };
  return { companyId: "co-eu", locationId: null, timeZone: "Europe/Berlin", calendar };
}

function mail(more: object) {
  const texts = { sender: "", senderName: "", footer: "", language: "en" };
  const rest = { historyDays: 30, alertsTo: [], erpDownMinutes: 30, transport: { kind: "none" } };
  return { companyId: null, settings: { ...texts, ...rest, ...more } };
}

describe("a mistake", () => {
  // Walls count what one address asks in a minute: these begin to be counted anew.
  beforeAll(() => world.restart());

  it.each(mistakes)("%s refuses %j and names the field", async (name, parts, field) => {
    const params = {
      ...{ itemId: "some-item", planId: "some-plan", key: "some-key" },
      ...{ tenantId: "x", connectionId: "x", mailboxId: "x", messageId: "x", dryRunId: "x" },
    };
    const given = { ...parts, params };
    // Who has no role is told nothing of what is wrong with his request.
    const problem = await world.person("katherine").refused(name, given);
    expect(problem).toMatchObject({ status: 400, code: "bad-request" });
    expect(problem.field ?? "").toBe(field);
  });
});

it("what is wrong is told in the language of whoever asks", async () => {
  const told = async (
    route: Route,
    person: "ada" | "katherine",
    body: object,
    language: string,
  ) => {
    const answer = await fetch(`${world.url()}${pathOf(route)}`, {
      method: route.method,
      headers: {
        authorization: await world.person(person).bearer(),
        ...{ "content-type": "application/json", "accept-language": language },
      },
      body: JSON.stringify(body),
    });
    const { detail, remedy = "" } = problemSchema.parse(await answer.json());
    return `${detail} ${remedy}`.trim();
  };
  const contact = { address: "someone@example.com", name: "" };
  expect(await told(routes.createContact, "katherine", contact, "en")).toBe("Enter a name.");
  expect(await told(routes.createContact, "katherine", contact, "de-AT")).toBe(
    "Geben Sie einen Namen ein.",
  );
  expect(await told(routes.createContact, "katherine", {}, "de")).toMatch(
    /^Der Inhalt ist nicht gültig: Ungültige Eingabe/,
  );
  expect(await told(routes.saveTenant, "ada", {}, "de")).toBe(
    "Das ist Administratoren vorbehalten. Ein Administrator der ganzen Installation kann es tun oder Ihnen erlauben.",
  );
});

it("every route that takes a body or a query has a mistake above", () => {
  const tried = new Set(mistakes.map(([name]) => name));
  const taking = personal.filter(
    ([, { body, query }]) => body !== undefined || query !== undefined,
  );
  expect(taking.map(([name]) => name).filter((name) => !tried.has(name as RouteName))).toEqual([]);
});

it("a body that is no JSON, or not said to be, is refused", async () => {
  const authorization = await world.person("ada").bearer();
  const put = (type: string, body: string) =>
    fetch(`${world.url()}/api/setup`, {
      method: "PUT",
      headers: { authorization, "content-type": type },
      body,
    });
  expect((await put("application/json", "{")).status).toBe(400);
  expect((await put("text/plain", "{}")).status).toBe(415);
  expect((await put("application/json", JSON.stringify("x".repeat(70_000)))).status).toBe(413);
});

it("what is no route is not found, in problem details", async () => {
  const problem = await world.person("ada").request("GET", "/api/nothing");
  expect(problem.status).toBe(404);
  expect(problemSchema.parse(await problem.json())).toMatchObject({ code: "not-found" });
});
