import type { MailboxScope } from "../../engine/mailboxes/mailbox.ts";
import type { MailboxState } from "../contract/operator.ts";
import type { ResourceState } from "../contract/operator-resources.ts";
import type { MailboxSight } from "./mailboxes.ts";

/** What only a server that runs knows of its mailboxes. */
export interface Timetable {
  running(scope: MailboxScope): boolean;
  /** Ms since the epoch; `null` where no run is planned. */
  nextAt(scope: MailboxScope): number | null;
}

/** How each resource is doing over these mailboxes. @param timetable `null` where no server runs */
export function resourcesOf(
  sights: readonly MailboxSight[],
  timetable: Timetable | null,
): ResourceState[] {
  const on = sights.filter(({ mailbox }) => mailbox?.jobs.calendar.enabled === true);
  const ends = on.flatMap(({ state }) => state?.lastSuccessAt ?? []).sort();
  const due = on
    .flatMap(({ scope }) => timetable?.nextAt(scope) ?? [])
    .sort((one, other) => one - other);
  const everyoneEnded = ends.length === on.length;
  return [
    {
      resource: "appointment",
      enabled: on.length,
      running: on.filter(({ scope }) => timetable?.running(scope) === true).length,
      lastSuccessAt: ends.at(-1) ?? null,
      // One that never came to an end has waited longest of all.
      oldestSuccessAt: everyoneEnded ? (ends[0] ?? null) : null,
      nextAt: due[0] === undefined ? null : new Date(due[0]).toISOString(),
    },
  ];
}

/** One mailbox as an operator looks at it. */
export function mailboxState(
  sight: MailboxSight,
  timetable: Timetable | null,
  pushProblem: string | null,
): MailboxState {
  const { scope, mailbox, health, reason, state } = sight;
  const { tenantId, mailboxId } = scope;
  const { linked = 0, waiting = 0, quarantined = 0 } = state?.counts ?? {};
  return {
    mailbox: { tenantId, mailboxId, address: mailbox?.address ?? "" },
    ...{ health, reason, since: state?.since ?? null },
    resources: resourcesOf([sight], timetable),
    ...{ linked, waiting, quarantined, pushProblem },
  };
}
