import { users } from "../../../sandbox/tenants.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { connectorContract } from "../contract/connector-contract.ts";
import type { ConnectorHarness, Failure } from "../contract/harness.ts";
import { sandboxed } from "./sandbox.ts";
import { actor } from "./stub.ts";

const grace = users[1]!;
const start = { dateTime: "2026-11-24T08:00:00", timeZone: "UTC" };
const end = { dateTime: "2026-11-24T09:00:00", timeZone: "UTC" };

const fields = (subject: string): Fields => ({
  subject,
  when: {
    allDay: false,
    start: "2026-11-24T08:00:00Z",
    end: "2026-11-24T09:00:00Z",
    zone: "Europe/Berlin",
  },
  place: "Hamburg",
  categories: ["Blue"],
});

function open(): ConnectorHarness {
  const sandbox = sandboxed();
  const { connector, graph, faults, person } = sandbox;
  // Nobody knows what Graph answers to the transaction of a deleted event (facts.md 3.6). Where it
  // makes a new one, a spent key cannot be told from a fresh one; the contract sees the other answer.
  graph.switches.transactionIdAfterDelete = "conflict";

  async function add(event: Record<string, unknown>): Promise<string> {
    const made = await person("POST", "/me/events", { start, end, ...event });
    return (made as { id: string }).id;
  }

  return {
    connector,
    actor,
    stranger: { ...actor, userId: grace.id, mailboxId: grace.id, address: grace.address },
    scope: {
      resource: "appointment",
      window: { from: "2026-11-01T00:00:00Z", to: "2027-11-01T00:00:00Z" },
    },
    fields,
    refused: { fields: { showAs: "asleep" }, field: "showAs" },
    person: {
      add: (subject) => add({ subject }),
      edit: async (id, subject) => {
        await person("PATCH", `/me/events/${id}`, { subject });
      },
      remove: async (id) => {
        await person("DELETE", `/me/events/${id}`);
      },
      copy: (id) => {
        // Outlook copies extended properties along; a transaction belongs to one POST only.
        const original = graph.snapshot().mailboxes[actor.mailboxId]?.events[id];
        const copied = Object.entries(original?.extendedProperties ?? {});
        return add({
          subject: original?.subject,
          singleValueExtendedProperties: copied.map(([name, value]) => ({ id: name, value })),
        });
      },
    },
    spoil: (id) => void sandbox.spoiled.add(id),
    expireCursors: () => graph.expireDeltaTokens(),
    fail: (failure: Failure) => {
      switch (failure.kind) {
        case "throttled": {
          const { retryAfterSeconds } = failure;
          faults.add({ status: 429, retryAfterSeconds, times: 1, when: "before" });
          return;
        }
        case "unavailable":
          faults.add({ status: 503, times: 1, when: "before" });
          return;
        case "unauthorized":
          faults.add({ status: 401, times: 1, when: "before" });
          return;
        case "lost-create":
          faults.add({ method: "POST", lostReply: true, times: 1, when: "after" });
          return;
        case "lost-update":
          faults.add({ method: "PATCH", lostReply: true, times: 1, when: "after" });
      }
    },
  };
}

connectorContract("Microsoft Graph", open);
