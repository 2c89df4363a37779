/** A story as data: who there is, what people do, what breaks. Everything else follows from it. */
import type { Switches } from "../../../sandbox/graph/switches.ts";
import type { PersonName } from "../../whole/person.ts";

export interface Schedule {
  /** Decides how long everything takes on its way. */
  readonly seed: number;
  /** ISO 8601 UTC. */
  readonly start: string;
  readonly people: readonly SimulatedPerson[];
  /** What Graph does as nobody documents it: members that are not named have their default. */
  readonly switches: Partial<Switches>;
  readonly acts: readonly Act[];
  readonly faults: readonly PlannedFault[];
}

export interface SimulatedPerson {
  readonly name: PersonName;
  /** Which Outlook events go to the ERP. */
  readonly outlookItems: "all" | "chosen";
  /** How many items each side holds before Setup. */
  readonly events: number;
  readonly activities: number;
}

export const fields = ["subject", "place", "notes", "when"] as const;
export type Field = (typeof fields)[number];

export type Act = {
  /** So many moments after the act before it, or when everything is quiet if that is sooner. */
  readonly after: number;
} & Deed;

export type Deed =
  | {
      readonly do: ItemDeed;
      readonly who: PersonName;
      readonly item: number;
      readonly field: Field;
    }
  | { readonly do: MailboxDeed; readonly who: PersonName }
  | { readonly do: "pass" | "erp is down" | "skew"; readonly minutes: number }
  | { readonly do: WorldDeed };

/** What a person does to an item in Outlook, in the ERP or in the pane. */
export const itemDeeds = {
  "add in outlook": 6,
  "add in the erp": 5,
  "edit in outlook": 14,
  "edit in the erp": 14,
  "clear in outlook": 3,
  "clear in the erp": 3,
  "delete in outlook": 5,
  "delete in the erp": 5,
  "copy in outlook": 1,
  "move to another calendar and back": 1,
  "move far away in outlook": 1,
} as const;
export type ItemDeed = keyof typeof itemDeeds;

/** What befalls a mailbox. */
export const mailboxDeeds = {
  "sign out": 2,
  "sign in": 2,
  "withdraw consent": 1,
  "grant consent": 1,
  "lose the subscription": 2,
  "drop the subscription silently": 1,
  "be told to reauthorize": 1,
  "be told of missed changes": 1,
  "churn versions": 2,
} as const;
export type MailboxDeed = keyof typeof mailboxDeeds;

/** What befalls everybody. */
export const worldDeeds = {
  "forget delta tokens": 2,
  "forget the erp's feed": 1,
  "crash the server": 3,
  "restart the server": 1,
} as const;
export type WorldDeed = keyof typeof worldDeeds;

/** What a fault can hit, as the wire tells requests apart. */
export const targets = [
  "graph delta",
  "graph get",
  "graph list",
  "graph create",
  "graph update",
  "graph delete",
  "graph batch",
  "graph subscription",
  "erp changes",
  "erp list",
  "erp create",
  "erp update",
  "erp delete",
  "notification",
  "wake-up",
  "commit",
] as const;
export type Target = (typeof targets)[number];

export interface PlannedFault {
  readonly on: Target;
  /** The how-manieth of its kind since Setup, from 1. */
  readonly nth: number;
  readonly kind: FaultKind;
}

/** Faults that a request meets where it is served, alone or as a part of a batch. */
export const servedFaults = [
  "429",
  "429 without Retry-After",
  "429 for minutes",
  "500",
  "503",
  "504 after it was done",
  "410",
  "412",
  "401",
  "reply lost",
  "request lost",
  "no reply",
  "no reply but done",
] as const;
/** Faults of the way there. */
export const wayFaults = ["late", "crash before", "crash after"] as const;
export const postFaults = ["lost", "doubled", "late"] as const;
export const storeFaults = ["crash before", "crash after", "disk full"] as const;
export type FaultKind =
  | (typeof servedFaults)[number]
  | (typeof wayFaults)[number]
  | (typeof postFaults)[number]
  | (typeof storeFaults)[number];
