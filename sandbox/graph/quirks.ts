/**
 * What the real service does against expectation, by the id of the list of quirks, and how the sandbox
 * shows it: by a switch, by a route of the control API, always, or not yet.
 */
import { chanceOf } from "../../server/lib/chance.ts";
import { eventChances, eventTimes } from "./event-switches.ts";
import { type Switches, choices, defaultSwitches } from "./switches.ts";

export type Shown =
  | { readonly switches: readonly (keyof Switches)[] }
  /** `METHOD path` of the control API. */
  | { readonly control: string }
  | "always"
  /** Its resource is not served yet. */
  | { readonly later: string };

const toDo = { later: "To Do comes with an issue of its own" };

export const quirks: Readonly<Record<string, Shown>> = {
  "delta-occurrence-bare": { switches: ["delta-occurrence-bare"] },
  "delta-outside-window-removed": "always",
  "delta-deleted-occurrence-silent": { switches: ["delta-deleted-occurrence-silent"] },
  "delta-duplicates-replays": { switches: ["delta-duplicates-replays"] },
  "delta-empty-pages": { switches: ["delta-empty-pages"] },
  "delta-endless-nextlink": { switches: ["delta-endless-nextlink"] },
  "delta-410": { switches: ["delta-410", "delta-410-chance", "delta-410-minutes"] },
  "delta-window-fixed": "always",
  "delta-no-select": "always",
  "delta-partial-updates": { later: "messages and contacts come with issues of their own" },
  "delta-no-latest": "always",
  "immutable-id-delta-move": { switches: ["immutable-id-delta-move"] },
  "id-changes": { control: "POST /sandbox/graph/move" },
  "ids-case-sensitive": "always",
  "notify-duplicates": { switches: ["notificationBursts"] },
  "notify-own-writes": "always",
  "etag-churn": { switches: ["etag-churn"] },
  "body-rewrite": "always",
  "teams-blob": "always",
  "all-day": "always",
  tz: { switches: ["tz"] },
  "recurrence-update": { switches: ["recurrence-update"] },
  icaluid: { switches: ["icaluid"] },
  occurrenceId: "always",
  "cancel-vs-delete": "always",
  "attendee-copy": "always",
  transactionid: { switches: ["transactionIdRepeat", "transactionIdAfterDelete"] },
  "conflict-412": { switches: ["conflict-412"] },
  "mailbox-concurrency": "always",
  "todo-due": toDo,
  "todo-subscription": toDo,
  "todo-body-linked": toDo,
  "contacts-delta-folder": { later: "contacts come with an issue of their own" },
  "sharing-no-subscription": "always",
  "userchange-removes-subscription": { control: "POST /sandbox/signin/revoke" },
  "restapi-mailbox": { control: "POST /sandbox/graph/mailbox" },
  "action-param-case": "always",
  "status-202": "always",
};

/** Switches with one value that is harder than the others; of the rest all are as hard, and chance picks. */
const atNight: Partial<Switches> = {
  "delta-occurrence-bare": true,
  "delta-deleted-occurrence-silent": true,
  "delta-endless-nextlink": true,
  "immutable-id-delta-move": true,
  notificationBursts: true,
  endpointToken: "hourly",
  continuousAccess: true,
  tz: "custom",
  icaluid: "shared",
};

/** A chance that shows itself every night and still lets work be done. */
const likelihood = { least: 0.02, most: 0.15 };
/** How long a link of delta lives, in minutes, and how far delta lags behind, in seconds. */
const longest = { "delta-410-minutes": 720, "delta-lag-seconds": 20 };

/**
 * Every switch for a night: quirks on, what is likely as likely as chance has it, and one of the answers
 * to each open question. The same seed makes the same night.
 */
export function nightlySwitches(seed: number): Switches {
  const random = chanceOf(seed);
  const between = (least: number, most: number) => least + random() * (most - least);
  const picked = Object.entries(choices).map(([name, values]) => {
    const index = Math.floor(random() * values.length);
    return [name, values[index] ?? values[0]] as const;
  });
  const likely = eventChances.map(
    (name) => [name, between(likelihood.least, likelihood.most)] as const,
  );
  const times = eventTimes.map((name) => [name, Math.ceil(between(1, longest[name]))] as const);
  const night = Object.fromEntries([...picked, ...likely, ...times]) as unknown as Switches;
  return { ...defaultSwitches, ...night, ...atNight };
}
