import { withMappedFields } from "../../server/connectors/mapped.ts";
import { withMarks } from "../../server/connectors/marked.ts";
import { Crash } from "./breaker.ts";
import { createMemoryConnector } from "../../server/connectors/memory/memory.ts";
import type { Connector, Promises } from "../../server/connectors/port/connector.ts";
import { mailboxKey, scopeOf, type EngineDeps } from "../../server/engine/mailboxes/mailbox.ts";
import { createProgress } from "../../server/engine/progress.ts";
import { newLinkId } from "../../server/engine/run/link-id.ts";
import { readFeed } from "../../server/engine/mailboxes/feed.ts";
import { wishesOf } from "../../server/engine/dry-run/trial.ts";
import { runMailbox, type RunOptions } from "../../server/engine/run/run.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { countedIds } from "../../server/lib/ids.ts";
import {
  calendarDefaults,
  calendarRules,
  type CalendarSettings,
} from "../../server/settings/calendar.ts";
import {
  ownName,
  type CustomField,
  type FieldMapping,
} from "../../server/resources/appointment/mapped.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { put, type Store } from "../../server/store/store.ts";
import type { CalendarJob, MailboxDocument } from "../../server/store/documents/mailbox.ts";
import type { Fields } from "../../server/sync/model.ts";

export const outlookFields = [
  "subject",
  "when",
  "place",
  "body",
  "attendees",
  "response",
  "showAs",
  "sensitivity",
  "importance",
  "reminder",
  "categories",
] as const;
export const erpFields = [...outlookFields, "type", "records"];

export const start = Date.parse("2026-11-20T08:00:00Z");

export const ada: MailboxDocument = {
  tenantId: "contoso",
  mailboxId: "ada",
  userId: "ada",
  name: "Ada Lovelace",
  address: "ada@contoso.example",
  connectionId: "demo",
  erpUserId: "U-ada",
  companyId: "C1",
  locationId: "L1",
  timeZone: "Europe/Berlin",
  jobs: { calendar: { enabled: true, outlookItems: "chosen", erpItems: true } },
  createdAt: "2026-11-20T08:00:00.000Z",
};

/** Hours from the start of the test, so that times read as a plan of the day. */
export function at(hour: number): Fields["when"] {
  const instant = (ms: number): string => new Date(ms).toISOString().replace(".000Z", "Z");
  const begin = start + hour * 3_600_000;
  return {
    allDay: false,
    start: instant(begin),
    end: instant(begin + 3_600_000),
    zone: "Europe/Berlin",
  };
}

export function appointment(subject: string, hour = 24, more: Fields = {}): Fields {
  return {
    subject,
    when: at(hour) ?? null,
    place: null,
    body: null,
    attendees: [],
    showAs: "busy",
    sensitivity: "normal",
    importance: "normal",
    reminder: 15,
    categories: [],
    ...more,
  };
}

export function activity(subject: string, hour = 24, more: Fields = {}): Fields {
  return { ...appointment(subject, hour), type: "T-meeting", records: [], ...more };
}

/** A server that tidies what it stores, as ERPs do. */
const tidy = (fields: Fields): Fields =>
  typeof fields["subject"] === "string"
    ? { ...fields, subject: fields["subject"].trim().replace(/\s+/g, " ") }
    : fields;

export interface HarnessOptions {
  readonly job?: Partial<CalendarJob>;
  readonly settings?: Partial<CalendarSettings>;
  readonly store?: Store;
  readonly wrap?: (connector: Connector) => Connector;
  /** How its runs are carried out. */
  readonly run?: RunOptions;
  /** Further fields that both sides hold. */
  readonly also?: readonly string[];
  /** Fields that the ERP's people added, and where its connection maps some of them to. */
  readonly custom?: readonly CustomField[];
  readonly mapped?: () => readonly FieldMapping[];
  /** What the ERP does not promise. */
  readonly erpPromises?: Partial<Promises>;
  /** What the ERP makes of a change: its item before, and as it was to become. */
  readonly erpSettles?: (before: Fields, after: Fields) => Fields;
}

/** One mailbox, two sides in memory, the real engine. */
export async function createHarness(options: HarnessOptions = {}) {
  const clock = manualClock(start);
  const store = options.store ?? createMemoryStore();
  const wrap = options.wrap ?? ((connector: Connector) => connector);
  // Outlook has a property for each, whatever is mapped to it just now.
  const properties = (options.custom ?? []).map(({ id }) => ownName(`demo/${id}`));
  const emptyProperties = Object.fromEntries(properties.map((name) => [name, null]));
  const held = (fields: readonly string[]) => [...fields, ...(options.also ?? [])];
  const leaves = (fields: Fields): boolean => fields["response"] === "declined";
  const outlook = createMemoryConnector({
    ...{ side: "microsoft", clock, holds: held([...outlookFields, ...properties]), leaves },
    settles: (_before, after) => ({ ...emptyProperties, ...after }),
  });
  const refuses = (fields: Fields): string | undefined =>
    fields["subject"] === "unacceptable" ? "subject" : undefined;
  const erp = createMemoryConnector({
    side: "erp",
    clock,
    holds: held(erpFields),
    spell: tidy,
    refuses,
    custom: options.custom ?? [],
    promises: options.erpPromises ?? {},
    ...(options.erpSettles !== undefined && { settles: options.erpSettles }),
  });
  const mailbox: MailboxDocument = {
    ...ada,
    jobs: { calendar: { ...ada.jobs.calendar, ...options.job } },
  };
  const scope = scopeOf(mailbox);
  const ids = countedIds();
  const wrapped = {
    outlook: withMappedFields(withMarks(wrap(outlook))),
    erp: options.custom === undefined ? wrap(erp) : withMappedFields(wrap(erp)),
  };
  const deps: EngineDeps = {
    store,
    clock,
    ids,
    graph: wrapped.outlook,
    erp: () => wrapped.erp,
    rules: () => ({
      ...calendarRules({ ...calendarDefaults, ...options.settings }),
      mapped: options.mapped?.() ?? [],
    }),
    progress: createProgress(clock),
    log: { info: () => undefined, warn: () => undefined },
  };
  await store.commit(scope, [put("mailbox", mailboxKey, mailbox)]);
  await readFeed(deps, "demo");

  const run = async (how: RunOptions = {}) => {
    clock.advance(1_000);
    try {
      await readFeed(deps, "demo");
    } catch (error) {
      // The ERP may be down; the run will say so.
      if (error instanceof Crash) throw error;
    }
    return runMailbox(deps, scope, { ...options.run, ...how });
  };

  return {
    clock,
    store,
    outlook,
    erp,
    deps,
    scope,
    mailbox,
    run,
    /** One run by rules that let nothing be written to Outlook. */
    async runClosed() {
      const rules: EngineDeps["rules"] = (one) => {
        const usual = deps.rules(one);
        return { ...usual, policy: { ...usual.policy, toMicrosoft: false } };
      };
      return runMailbox({ ...deps, rules }, scope);
    },
    /** Runs until nothing is written any more; fails when that never happens. */
    async settle(rounds = 6): Promise<void> {
      for (let round = 0; round < rounds; round++) {
        const before = outlook.writes.length + erp.writes.length;
        const report = await run();
        const quiet = before === outlook.writes.length + erp.writes.length;
        if (report.outcome === "done" && report.more !== true && quiet) return;
      }
      throw new Error(`not settled after ${rounds} runs`);
    },
    /** A person switches an item on in the pane. */
    async choose(microsoftId: string, companion: Fields = { type: null, records: [] }) {
      await store.commit(scope, [
        put("inbox", ids.next(), {
          kind: "choose",
          resource: "appointment",
          microsoftId,
          linkId: newLinkId(ids, "microsoft", microsoftId),
          companion,
        }),
      ]);
    },
    /** A person asks for a parked item to be tried again. */
    async retry(key: string) {
      await store.commit(scope, [put("inbox", ids.next(), { kind: "retry", key })]);
    },
    /** The person stops or continues the sync, as the API stores it. */
    async switchTo(enabled: boolean) {
      const before = await store.get(scope, "mailbox", mailboxKey);
      const calendar = { ...mailbox.jobs.calendar, enabled, paused: !enabled };
      const now = { ...mailbox, jobs: { calendar } };
      const wishes = wishesOf(before, now).map((wish) => put("inbox", ids.next(), wish));
      await store.commit(scope, [put("mailbox", mailboxKey, now), ...wishes]);
    },
    outlookItems: () => outlook.itemsOf("ada"),
    activities: () => erp.itemsOf("U-ada"),
    async links() {
      return [...(await store.list(scope, "links")).values()];
    },
    async history() {
      return store.history(scope, { limit: 200 });
    },
    async state() {
      return store.get(scope, "state", "state");
    },
    async quarantine() {
      return [...(await store.list(scope, "quarantine")).values()];
    },
  };
}

export type Harness = Awaited<ReturnType<typeof createHarness>>;

/** What `linkedAppointment` concerns. */
export const linkedCompanion: Fields = {
  type: "T-visit",
  records: [{ type: "customer", id: "K1" }],
};

/** A chosen appointment that is in the ERP. */
export async function linkedAppointment(harness: Harness, subject = "Visit"): Promise<string> {
  const id = harness.outlook.add("ada", appointment(subject));
  await harness.choose(id, linkedCompanion);
  await harness.settle();
  return id;
}
