import { isDeepStrictEqual } from "node:util";
import { chosenCalendars } from "../../connectors/port/item.ts";
import type {
  CalendarChoices,
  CalendarJob,
  InboxDocument,
  MailboxDocument,
} from "../../store/documents/mailbox.ts";
import { calendarChoices } from "../../settings/calendar.ts";
import { sides } from "../../sync/model.ts";

/** A mailbox as it would be saved, and what would be put into its inbox with that. */
export interface Trial {
  readonly mailbox: MailboxDocument;
  readonly wishes: readonly InboxDocument[];
  /** `false`: it is tried as it is stored, and what is stored meanwhile stays. Absent: it is saved. */
  readonly isSaved?: false;
  /** Which user of the ERP the stored mailbox was when this was tried. Absent: that was not looked at. */
  readonly triedAs?: string | null;
}

/** The mailbox with its calendar switched on and these rules in place of its own. */
export function switchedOn(before: MailboxDocument, rules: CalendarChoices = {}): Trial {
  const { calendar } = before.jobs;
  const job = { ...calendar, enabled: true, rules: withRules(calendar.rules, rules) };
  const mailbox = { ...before, jobs: { calendar: job } };
  return { mailbox, wishes: wishesOf(before, mailbox) };
}

/** The rules with those that are said anew; what is not said stays as it is, single fields as well. */
export function withRules(
  before: CalendarChoices = {},
  said: CalendarChoices = {},
): CalendarChoices {
  const flows = { ...before.flows, ...said.flows };
  const rules = { ...before, ...said };
  return Object.keys(flows).length === 0 ? rules : { ...rules, flows };
}

/** What the next run has to do because a mailbox is saved that was `before`. */
export function wishesOf(
  before: MailboxDocument | undefined,
  now: MailboxDocument,
): readonly InboxDocument[] {
  if (before === undefined) return [];
  const [old, calendar] = [before.jobs.calendar, now.jobs.calendar];
  const otherWord = before.language !== undefined && before.language !== now.language;
  const otherRules = otherWord || !isDeepStrictEqual(old.rules ?? {}, calendar.rules ?? {});
  const otherPrivacy = old.rules?.privateItems !== calendar.rules?.privateItems;
  return [
    ...(isWider(old, calendar) || otherPrivacy || hasOtherTypes(before, now) ? listedAnew : []),
    // What lies in a calendar that was taken away is found by what the others do not list.
    ...(isNarrower(old, calendar) ? listedAnew.filter(({ side }) => side === "microsoft") : []),
    ...(otherRules ? [{ kind: "replan" } as const] : []),
  ];
}

/** Both sides are listed completely. */
export const listedAnew = sides.map((side) => ({ kind: "resync", side }) as const);

/** A gate that opens wider lets in what it kept out: everything is listed once more. */
function isWider(before: CalendarJob, now: CalendarJob): boolean {
  return (
    (now.enabled && !before.enabled) ||
    (now.erpItems && !before.erpItems) ||
    (calendarChoices(now.rules).marks && !calendarChoices(before.rules).marks) ||
    chosenCalendars(now).some((id) => !chosenCalendars(before).includes(id)) ||
    gates.indexOf(now.outlookItems) > gates.indexOf(before.outlookItems)
  );
}

function isNarrower(before: CalendarJob, now: CalendarJob): boolean {
  return chosenCalendars(before).some((id) => !chosenCalendars(now).includes(id));
}

/** From the narrowest to the widest. */
const gates: readonly CalendarJob["outlookItems"][] = ["chosen", "category", "all"];

/** Another company, or another map, lets in events of other categories. */
function hasOtherTypes(before: MailboxDocument, now: MailboxDocument): boolean {
  if (now.jobs.calendar.outlookItems !== "category") return false;
  const mapOf = ({ jobs }: MailboxDocument) => calendarChoices(jobs.calendar.rules).categoryTypes;
  return before.companyId !== now.companyId || !isDeepStrictEqual(mapOf(before), mapOf(now));
}
