import type { Item, Outcome, WriteAction } from "../../../server/connectors/port/item.ts";
import { customName } from "../../../server/resources/appointment/mapped.ts";
import { ada, appointment, openDemo } from "./demo-erp.ts";

const create: WriteAction = { kind: "create", key: "link-1#0", fields: appointment("Demo") };
const window = { from: "2026-11-01T00:00:00Z", to: "2027-01-01T00:00:00Z" };
const scope = { resource: "appointment", window } as const;

function itemOf(outcome: Outcome | undefined): Item {
  if (outcome?.kind === "written") return outcome.item;
  throw new Error(`Expected a written item, got ${JSON.stringify(outcome)}.`);
}

/** Without the fields that the ERP's people added. */
function plainOf({ fields }: Item): Item["fields"] {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !name.startsWith(customName(""))),
  );
}

describe("appointments in the demo ERP", () => {
  it("come back with every field as they were sent", async () => {
    const { connector } = openDemo();
    const [outcome] = await connector.write(ada, "appointment", [create]);
    // Whom its owner may invite follows from who takes part.
    const toInvite = [{ address: "helen.bennett@northwind.example", name: "Helen Bennett" }];
    expect(plainOf(itemOf(outcome))).toEqual({ ...appointment("Demo"), toInvite });
  });

  it("keep whole days as days", async () => {
    const { connector } = openDemo();
    const when = { allDay: true, start: "2026-11-24", end: "2026-11-26", zone: "Europe/Berlin" };
    const fields = { ...appointment("Fair"), when };
    const [outcome] = await connector.write(ada, "appointment", [{ ...create, fields }]);
    const item = itemOf(outcome);
    expect(item.fields["when"]).toEqual(when);
    const back = { ...appointment("Fair"), subject: "Fair, first day" };
    const [changed] = await connector.write(ada, "appointment", [
      { kind: "update", id: item.id, precondition: item.version, fields: back, stamp: "op-1" },
    ]);
    expect(itemOf(changed).fields["when"]).toMatchObject({ allDay: false });
  });

  it("belong to the company and location of the acting person, who owns them", async () => {
    const { connector, office } = openDemo();
    const [outcome] = await connector.write(ada, "appointment", [create]);
    const { id, details } = itemOf(outcome);
    expect(details).toMatchObject({
      organizer: true,
      modifiedBy: "Ada Lovelace",
      webUrl: `http://erp.example:3002/activities/${id}`,
    });
    const { body } = await office.ask("GET", `/activities/${id}`);
    expect(body).toMatchObject({ company: "co-eu", location: "loc-vienna", owner: "u-ada" });
  });

  it("can be emptied field by field", async () => {
    const { connector } = openDemo();
    const [outcome] = await connector.write(ada, "appointment", [create]);
    const { id, version } = itemOf(outcome);
    const empty = {
      place: null,
      body: null,
      reminder: null,
      type: null,
      records: [],
      attendees: [],
    };
    const [after] = await connector.write(ada, "appointment", [
      { kind: "update", id, precondition: version, fields: empty, stamp: "op-1" },
    ]);
    expect(plainOf(itemOf(after))).toEqual({ ...appointment("Demo"), ...empty, toInvite: [] });
  });

  it("belong to whom they are said to, where the ERP knows him, and stay whose they are elsewhere", async () => {
    const { connector } = openDemo();
    const grace = { ...ada, erpUserId: "u-grace" };
    const attendees = [
      { address: "grace@contoso.example", name: "", kind: "required", response: "none" },
    ];
    const fields = { ...appointment("Demo"), attendees };
    const [made] = await connector.write(grace, "appointment", [{ ...create, fields }]);
    expect(itemOf(made).fields["owner"]).toBe("ada@contoso.example");
    expect(itemOf(made).details.organizer).toBe(false);
    const { id, version: precondition } = itemOf(made);
    const stranger = { owner: "somebody@elsewhere.example" };
    const [kept] = await connector.write(grace, "appointment", [
      { kind: "update", id, precondition, fields: stranger, stamp: "op-1" },
    ]);
    expect(itemOf(kept).fields["owner"]).toBe("ada@contoso.example");
  });

  it("are read-only with a reason once released", async () => {
    const { connector } = openDemo();
    const grace = { ...ada, erpUserId: "u-grace" };
    const [found] = await connector.get(grace, "appointment", ["act-0000009"]);
    expect(found).toMatchObject({ item: { readOnly: { subject: "released", when: "released" } } });
  });

  it("are over once cancelled: missing, unlisted, and their key spent", async () => {
    const { connector, office } = openDemo();
    const [outcome] = await connector.write(ada, "appointment", [create]);
    const { id } = itemOf(outcome);
    await office.ask("PATCH", `/activities/${id}`, { body: { status: "cancelled" } });
    expect(await connector.get(ada, "appointment", [id])).toEqual([{ kind: "missing" }]);
    const { changes } = await connector.delta(ada, scope, null);
    expect(changes.map((change) => change.id)).not.toContain(id);
    expect(await connector.write(ada, "appointment", [create])).toEqual([{ kind: "spent" }]);
  });

  it("are told to who was taken off them", async () => {
    const { connector, office } = openDemo();
    const grace = { ...ada, erpUserId: "u-grace" };
    const { cursor } = await connector.delta(grace, scope, null);
    await office.ask("PATCH", "/activities/act-0000002", { body: { participants: [] } });
    const { changes } = await connector.delta(grace, scope, cursor);
    expect(changes).toEqual([{ id: "act-0000002" }]);
    expect(await connector.get(grace, "appointment", ["act-0000002"])).toEqual([
      { kind: "missing" },
    ]);
  });

  it.each([
    ["type", { type: "co-es-demo" }],
    ["records", { records: [{ type: "planet", id: "x" }] }],
    ["when", { when: { ...(appointment("")["when"] as object), end: "2026-11-24T08:00:00Z" } }],
    ["body", { body: { format: "text", content: "x".repeat(32_001) } }],
    ["reminder", { reminder: 50_000 }],
    ["showAs", { showAs: "absent" }],
  ])("are refused with our name of the field: %s", async (field, bad) => {
    const { connector } = openDemo();
    const [outcome] = await connector.write(ada, "appointment", [
      { ...create, fields: { ...appointment("Bad"), ...bad } },
    ]);
    expect(outcome).toMatchObject({ kind: "error", error: { code: "rejected", facts: { field } } });
  });

  it("ask for a user whom the ERP knows", async () => {
    const { connector, sent } = openDemo();
    const nobody = { ...ada, erpUserId: null };
    await expect(connector.check(nobody)).rejects.toMatchObject({ code: "forbidden" });
    expect(sent).toEqual([]);
  });

  it("are listed in pages that miss nothing", async () => {
    const { connector, office } = openDemo();
    const body = {
      subject: "One of many",
      start: "2026-12-01T09:00:00Z",
      end: "2026-12-01T10:00:00Z",
    };
    for (let i = 0; i < 510; i++) await office.ask("POST", "/activities", { body });
    const first = await connector.delta(ada, scope, null);
    const second = await connector.delta(ada, scope, first.cursor);
    expect([first.more, second.more, second.complete]).toEqual([true, false, true]);
    const ids = new Set([...first.changes, ...second.changes].map(({ id }) => id));
    expect(ids.size).toBe(517);
  });
});

describe("writing to a demo ERP in trouble", () => {
  const three = [1, 2, 3].map((n): WriteAction => ({ ...create, key: `link-${n}#0` }));

  it("stops at the first request that is throttled: the others would be too", async () => {
    const { connector, office, sent } = openDemo();
    office.faults.add({ times: 1, status: 429, retryAfterSeconds: 5, when: "before" });
    const outcomes = await connector.write(ada, "appointment", three);
    expect(outcomes).toMatchObject(three.map(() => ({ error: { code: "throttled" } })));
    expect(sent).toHaveLength(1);
  });

  it("sends ten at once as soon as one was answered, and one alone after a silence", async () => {
    const { connector, office } = openDemo();
    const many = (from: number, count: number): WriteAction[] =>
      Array.from({ length: count }, (_, n) => ({ ...create, key: `link-${from + n}#0` }));
    await connector.write(ada, "appointment", many(0, 1));
    office.faults.add({ times: 10, lostReply: true, when: "before" });
    const outcomes = await connector.write(ada, "appointment", many(1, 12));
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(12).fill("error"));
    // The ten that were on their way used up the fault, and the last two were never sent.
    const after = await connector.write(ada, "appointment", many(1, 12));
    expect(after.map(({ kind }) => kind)).toEqual(Array(12).fill("written"));
  });

  it("gives up after three silences in a row", async () => {
    const { connector, office, sent } = openDemo();
    office.faults.add({ times: 9, lostReply: true, when: "before" });
    const outcomes = await connector.write(ada, "appointment", [...three, ...three]);
    expect(outcomes).toMatchObject(
      [...three, ...three].map(() => ({ error: { code: "unavailable" } })),
    );
    expect(sent).toHaveLength(3);
  });

  it("never repeats a request by itself", async () => {
    const { connector, office, sent } = openDemo();
    office.faults.add({ times: 1, status: 503, retryAfterSeconds: 1, when: "before" });
    await connector.write(ada, "appointment", [create]);
    expect(sent).toHaveLength(1);
  });
});
