import { createMemoryConnector } from "../../../server/connectors/memory/memory.ts";
import type { Actor } from "../../../server/connectors/connector.ts";
import { manualClock } from "../../../server/lib/clock.ts";
import type { Fields, Side } from "../../../server/sync/model.ts";
import { connectorContract } from "../contract/connector-contract.ts";
import type { ConnectorHarness, Failure } from "../contract/harness.ts";

const actor: Actor = {
  tenantId: "t1",
  userId: "ada",
  mailboxId: "ada",
  address: "ada@contoso.example",
  erpUserId: "ada",
  companyId: null,
  locationId: null,
  timeZone: "Europe/Berlin",
};

const fields = (subject: string): Fields => ({
  subject,
  when: {
    allDay: false,
    start: "2026-11-23T09:00:00Z",
    end: "2026-11-23T10:00:00Z",
    zone: "Europe/Berlin",
  },
  place: null,
  categories: ["Blue"],
});

const subjectOf = (given: Fields) =>
  typeof given["subject"] === "string" ? given["subject"] : undefined;

const tooLong = (given: Fields) => ((subjectOf(given)?.length ?? 0) > 254 ? "subject" : undefined);

function open(side: Side): ConnectorHarness {
  const connector = createMemoryConnector({
    side,
    clock: manualClock(Date.parse("2026-11-20T08:00:00Z")),
    holds: ["subject", "when", "place"],
    spell: (given) => {
      const subject = subjectOf(given);
      return subject === undefined ? given : { ...given, subject: subject.trim() };
    },
    refuses: tooLong,
    pageSize: 2,
  });
  const next = (failure: Failure) => {
    switch (failure.kind) {
      case "throttled": {
        const facts = { retryAfterMs: failure.retryAfterSeconds * 1000 };
        connector.failNext({ call: "delta", code: "throttled", facts, when: "before" });
        return;
      }
      case "lost-create":
      case "lost-update":
        connector.failNext({ call: "write", code: "unavailable", when: "after" });
        return;
      case "unauthorized":
      case "unavailable":
        connector.failNext({ code: failure.kind, when: "before" });
    }
  };
  return {
    connector,
    actor,
    stranger: { ...actor, userId: "grace", mailboxId: "grace", erpUserId: "grace" },
    scope: {
      resource: "appointment",
      window: { from: "2026-10-01T00:00:00Z", to: "2027-03-01T00:00:00Z" },
    },
    fields,
    refused: { fields: { subject: "x".repeat(255) }, field: "subject" },
    person: {
      add: async (subject) => connector.add("ada", fields(subject)),
      edit: async (id, subject) => connector.edit(id, { subject }),
      remove: async (id) => connector.remove(id),
      copy: async (id) => connector.copy(id),
    },
    spoil: (id) => connector.spoil(id),
    expireCursors: () => connector.expireCursors(),
    fail: next,
  };
}

connectorContract("the Microsoft side in memory", () => open("microsoft"));
connectorContract("the ERP side in memory", () => open("erp"));

describe("the memory connector", () => {
  it("lists what touches the window only, but answers for everything", async () => {
    const { connector, scope, person } = open("erp");
    const id = await person.add("In November");
    const window = { from: "2027-01-01T00:00:00Z", to: "2027-02-01T00:00:00Z" };
    expect((await connector.delta(actor, { ...scope, window }, null)).changes).toEqual([]);
    expect(await connector.get(actor, "appointment", [id])).toMatchObject([{ kind: "found" }]);
  });

  it("feeds every change with the person it concerns", async () => {
    const memory = createMemoryConnector({
      side: "erp",
      clock: manualClock(0),
      holds: ["subject"],
    });
    const { cursor } = await memory.feed.changes(null);
    const id = memory.add("ada", { subject: "Fed" });
    expect((await memory.feed.changes(cursor)).changes).toEqual([
      { resource: "appointment", id, erpUserIds: ["ada"] },
    ]);
  });
});
