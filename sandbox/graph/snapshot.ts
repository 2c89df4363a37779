/** A snapshot on its way back in, also one that an earlier version of the sandbox wrote. */
import type { GraphState, Mailbox, Removal, StoredEvent } from "./model.ts";
import { seedState } from "./seed.ts";

const eventSince = (event: StoredEvent): StoredEvent => ({
  ...{ told: event.version, arrived: 0, series: null, occurrence: null },
  ...{ extendedLists: {}, attachments: [], snoozedTo: null },
  ...event,
});

const removalSince = (removal: Removal): Removal => ({
  ...{ at: 0, isOccurrence: false },
  ...removal,
});

const mapped = <T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

const mailboxSince = (mailbox: Mailbox): Mailbox => ({
  ...{ churnedOn: 0, calendarGroups: [], fromOthers: [], fullAccess: [] },
  ...mailbox,
  events: mapped(mailbox.events, eventSince),
  deletedItems: mapped(mailbox.deletedItems, eventSince),
  removals: mailbox.removals.map(removalSince),
});

/** The state within a snapshot, with what was added since. Throws when it is none of this version. */
export function readSnapshot(snapshot: unknown, now: number): GraphState {
  const state = structuredClone(snapshot) as GraphState | null;
  if (state?.format !== 1) throw new Error("This is no snapshot of the sandbox's Graph.");
  const subscriptions = state.subscriptions.map((subscription) => ({
    ...{ watches: "event" as const, authorizedAt: now, challenged: false },
    ...subscription,
  }));
  // Mailboxes of teams that the sandbox did not have yet.
  const { mailboxes: fresh } = seedState({ seed: state.seed }, now, state.generation);
  const mailboxes = { ...fresh, ...mapped(state.mailboxes, mailboxSince) };
  return { ...{ rolls: 0, withoutMailbox: [] }, ...state, mailboxes, subscriptions };
}
