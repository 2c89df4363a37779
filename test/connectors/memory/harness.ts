import type { Connector, Promises } from "../../../server/connectors/port/connector.ts";
import type { TimestampSource } from "../../../server/connectors/port/facets.ts";
import type { Actor } from "../../../server/connectors/port/item.ts";
import { createMemoryConnector } from "../../../server/connectors/memory/memory.ts";
import { manualClock, type Clock } from "../../../server/lib/clock.ts";
import type { Fields, Side } from "../../../server/sync/model.ts";
import type { ConnectorHarness, Failure } from "../contract/harness.ts";

export const actor: Actor = {
  tenantId: "t1",
  userId: "ada",
  mailboxId: "ada",
  address: "ada@contoso.example",
  erpUserId: "ada",
  companyId: null,
  locationId: null,
  timeZone: "Europe/Berlin",
};

export const fields = (subject: string): Fields => ({
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

export interface MemoryHarnessOptions {
  readonly promises?: Partial<Promises>;
  /** Makes of the side in memory what is tested. */
  readonly wrap?: (weak: Connector & TimestampSource, clock: Clock) => Connector;
  /** Passes before every call of the tests, so that what waits for its time goes on. */
  readonly passesMs?: number;
}

/** A side in memory with one person, as strong or as weak as wanted. */
export function openMemory(side: Side, options: MemoryHarnessOptions = {}) {
  const { promises = {}, wrap = (connector: Connector) => connector, passesMs = 0 } = options;
  const clock = manualClock(Date.parse("2026-11-20T08:00:00Z"));
  const memory = createMemoryConnector({
    side,
    clock,
    holds: ["subject", "when", "place"],
    spell: (given) => {
      const subject = subjectOf(given);
      return subject === undefined ? given : { ...given, subject: subject.trim() };
    },
    refuses: tooLong,
    pageSize: 2,
    promises,
  });
  const next = (failure: Failure) => {
    switch (failure.kind) {
      case "throttled": {
        const facts = { retryAfterMs: failure.retryAfterSeconds * 1000 };
        memory.failNext({ call: "delta", code: "throttled", facts, when: "before" });
        return;
      }
      case "lost-create":
      case "lost-update":
        memory.failNext({ call: "write", code: "unavailable", when: "after" });
        return;
      case "unauthorized":
      case "unavailable":
        memory.failNext({ code: failure.kind, when: "before" });
    }
  };
  const wrapped = wrap(memory, clock);
  const later = <A extends unknown[], R>(call: (...args: A) => R): ((...args: A) => R) => {
    return (...args) => {
      clock.advance(passesMs);
      return call(...args);
    };
  };
  const connector: Connector = {
    ...wrapped,
    write: later((...args) => wrapped.write(...args)),
    delta: later((...args) => wrapped.delta(...args)),
  };
  const harness: ConnectorHarness = {
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
      add: async (subject) => memory.add("ada", fields(subject)),
      edit: async (id, subject) => memory.edit(id, { subject }),
      remove: async (id) => memory.remove(id),
      copy: async (id) => memory.copy(id),
    },
    spoil: (id) => memory.spoil(id),
    expireCursors: () => memory.expireCursors(),
    fail: next,
  };
  return { ...harness, memory, clock };
}
