/** The log of everybody, as far as who asks may look. */
import { planFault } from "../../whole/linked.ts";
import { call, visit, type PersonName } from "../../whole/person.ts";
import { worlds, type World } from "../../whole/world.ts";

const open = worlds();
let world: World;
beforeEach(async () => {
  world = await open();
  await world.person("ada").setUp({ rules: { privateItems: "full" } });
  await world.person("liu").setUp();
  await world.settle();
});

type Query = Readonly<Record<string, string>>;
const log = async (name: PersonName, query: Query = {}) =>
  world.person(name).call("serviceLog", { query });
/** One carried over for each, and one that is private. */
const carry = async () => {
  const ada = world.person("ada");
  await ada.choose(await ada.outlook.add(visit({ subject: '=HYPERLINK("x"), "Visit"' })));
  await ada.choose(await ada.outlook.add(visit({ subject: "Doctor", sensitivity: "private" })));
  await world.person("liu").erp.add(call({ subject: "Call Wong" }));
  await world.pass(60_000, 60_000);
};
const letAudit = async (name: PersonName) => {
  const { tenantId, id: userId } = world.person(name).user;
  const body = { tenantId, userId, role: "auditor", reach: "tenant" };
  await world.person("katherine").call("appoint", { body });
};

it("tells an administrator what was carried over for everybody, and nothing of what is private", async () => {
  await carry();
  const { entries, depth, tenants } = await log("katherine", { kind: "created" });
  expect(depth).toBe("whole");
  expect(tenants).toHaveLength(2);
  const told = entries.map(({ name, side, subject }) => [name, side, subject].join(" ")).sort();
  expect(told).toEqual([
    "Ada Lovelace erp ",
    'Ada Lovelace erp =HYPERLINK("x"), "Visit"',
    "Liu Wong microsoft Call Wong",
  ]);
  expect(entries.filter(({ subject }) => subject === "").map(({ fields }) => fields)).toEqual([[]]);
  expect((await log("katherine", { text: "doctor" })).entries).toEqual([]);
});

it("ends at the tenant of who looks after one, whatever he asks for", async () => {
  await carry();
  const names = async (query: Query) =>
    new Set((await log("maria", query)).entries.map(({ name }) => name));
  expect(await names({})).toEqual(new Set(["Liu Wong"]));
  const { tenantId, id } = world.person("ada").user;
  expect(await names({ tenantId })).toEqual(new Set());
  expect(await names({ person: id })).toEqual(new Set());
  const { tail } = await log("maria");
  await world.person("ada").outlook.add(visit());
  await world.pass(60_000, 60_000);
  const since = await world.person("maria").call("logTail", { query: { after: tail } });
  expect(since.entries).toEqual([]);
  const csv = await world.person("maria").request("GET", "/api/service/log/csv");
  expect(await csv.text()).not.toContain("Ada");
});

it("shows an auditor that something was done and when, and no subject", async () => {
  await carry();
  await letAudit("ada");
  const { entries } = await log("ada", { kind: "created" });
  expect(entries.map(({ name, subject, side }) => ({ name, subject, side }))).toEqual([
    { name: "Ada Lovelace", subject: "", side: "erp" },
    { name: "Ada Lovelace", subject: "", side: "erp" },
  ]);
  expect((await log("ada", { text: "visit" })).entries).toEqual([]);
  // Whoever has no role is not told that there is one.
  expect(await world.person("liu").refused("serviceLog")).toMatchObject({ status: 403 });
});

it("is followed by what comes since, also after a restart", async () => {
  const katherine = world.person("katherine");
  const { tail } = await log("katherine");
  await carry();
  const query = { after: tail, kind: "created", person: "liu" };
  const since = await katherine.call("logTail", { query });
  expect(since.entries.map(({ subject }) => subject)).toEqual(["Call Wong"]);
  await world.restart();
  const again = await katherine.call("logTail", { query: { after: since.tail } });
  expect(again).toMatchObject({ missed: true, entries: [] });
  expect((await log("katherine", { person: "liu", kind: "created" })).entries).toHaveLength(1);
});

it("finds a failure by its code, its run and its time", async () => {
  const ada = world.person("ada");
  await ada.choose(await ada.outlook.add(visit()));
  planFault(world, { path: "/api/v1", status: 503, times: 1000 });
  await world.pass(3_600_000, 600_000);
  const [down] = (await log("katherine", { outcome: "failed", code: "erp-down" })).entries;
  expect(down).toMatchObject({ kind: "state", code: "erp-down", name: "Ada Lovelace" });
  const german = await world.person("katherine").call("serviceLog", {
    query: { outcome: "failed", code: "erp-down" },
    headers: { "accept-language": "de" },
  });
  expect(german.entries[0]?.because).toMatch(/^erp-down: .*nicht/);
  const { at, runId } = down!;
  const found = (await log("katherine", { text: runId ?? "none" })).entries;
  expect(found.map(({ id }) => id)).toContain(down?.id);
  const later = new Date(Date.parse(at) + 1000).toISOString().replace(/\.\d+Z$/, "Z");
  expect((await log("katherine", { from: at, to: at })).entries).toEqual([]);
  expect((await log("katherine", { from: later })).entries.map(({ id }) => id)).not.toContain(
    down?.id,
  );
});

it("is taken as a table that no spreadsheet takes for formulas, which the trail tells of", async () => {
  await carry();
  const katherine = world.person("katherine");
  const response = await katherine.request("GET", "/api/service/log/csv?kind=created&person=ada", {
    headers: { "accept-language": "de" },
  });
  expect(response.headers.get("content-type")).toContain("text/csv");
  const file = Buffer.from(await response.arrayBuffer()).toString();
  const rows = file.split("\r\n");
  expect(rows[0]).toMatch(/^\uFEFFZeit \(UTC\),Name,/u);
  expect(rows).toHaveLength(4);
  expect(rows.filter((row) => row.includes("HYPERLINK"))).toEqual([
    expect.stringContaining(`,"'=HYPERLINK(""x""), ""Visit""",`),
  ]);
  const { entries } = await katherine.call("audit", { query: { act: "log-exported" } });
  expect(entries).toMatchObject([
    {
      ...{ actor: { name: "Katherine Johnson" }, outcome: "done" },
      ...{ tenantId: null, facts: { kind: "created", person: "given" } },
    },
  ]);
  // The request that did it is found by the id that a person quotes.
  const quoted = response.headers.get("x-request-id") ?? entries[0]?.requestId ?? "";
  const byRequest = await katherine.call("audit", { query: { text: quoted } });
  expect(byRequest.entries.map(({ act }) => act)).toEqual(["log-exported"]);
});

describe("a request that somebody quotes the id of", () => {
  const quotedBy = (response: Response) => response.headers.get("x-request-id") ?? "none";

  it("is found with what was done for it, in the log and in the server's own", async () => {
    const ada = world.person("ada");
    await world.person("liu").erp.add(call());
    const eventId = await ada.outlook.add(visit());
    const { itemId } = await ada.open(eventId);
    const path = `/api/items/${encodeURIComponent(itemId)}/choice`;
    const body = { records: [], activityTypeId: null };
    const asked = await ada.request("PUT", path, { body });
    await world.pass(60_000, 60_000);
    const request = quotedBy(asked);
    const own = world.logLines.filter((text) => text.includes(request));
    expect(own.length).toBeGreaterThan(0);
    const { entries, request: failed } = await log("katherine", { request });
    expect(new Set(entries.map(({ name }) => name))).toEqual(new Set(["Ada Lovelace"]));
    expect(entries[0]?.requests).toContain(request);
    expect(failed).toBeNull();
    const { entries: all } = await log("katherine");
    expect(all.some(({ name }) => name === "Liu Wong")).toBe(true);
  });

  it("is found where it failed and nothing was done, by who looks after its tenant alone", async () => {
    const refused = await world.person("ada").request("GET", "/api/items/unheard-of");
    expect(refused.status).toBeGreaterThanOrEqual(400);
    const query = { request: ` ${quotedBy(refused)} ` };
    const { entries, request } = await log("katherine", query);
    expect(entries).toEqual([]);
    expect(request).toMatchObject({
      ...{ id: quotedBy(refused), method: "GET", path: "/api/items/unheard-of" },
      ...{ status: refused.status, by: "Ada Lovelace" },
    });
    expect((await log("maria", query)).request).toBeNull();
  });
});
