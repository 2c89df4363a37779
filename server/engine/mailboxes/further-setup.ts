import { calendarSettings } from "../../settings/calendar-settings.ts";
import { decideAll, type Decided } from "../../settings/inherit.ts";
import type {
  CalendarChoices,
  CalendarJob,
  MailboxDocument,
} from "../../store/documents/mailbox.ts";
import { StoreError } from "../../store/store.ts";
import { wishesOf, type Trial } from "../dry-run/trial.ts";
import { ItemError } from "../items/item-error.ts";
import type { Person } from "./accounts.ts";
import type { FurtherMailboxes } from "./further-mailboxes.ts";
import type { Above } from "./settings/levels.ts";
import { savedWith, type MailboxActs, type Saving } from "./mailbox-acts.ts";
import { isReadOnly, mailboxKey, scopeOf, type EngineDeps } from "./mailbox.ts";
import { withinBounds } from "./settings/own-settings.ts";

const choosable = [
  ...(["precedence", "afterDeleteInOutlook", "afterDeleteInErp"] as const),
  ...(["daysBack", "daysForward"] as const),
] as const;
/** The settings that a person has for a further mailbox; all others guard those who share it with him. */
const settings = ["outlookItems", "direction", ...choosable] as const;

/** What a person says of a further mailbox of his: of what he leaves out the levels above decide. */
export interface FurtherRules {
  /** `null`: as the levels above say. */
  readonly outlookItems: CalendarJob["outlookItems"] | null;
  /** Nothing is written to it. */
  readonly onlyToErp: boolean;
  readonly rules: Pick<CalendarChoices, (typeof choosable)[number]>;
}

export interface FurtherView {
  readonly mailbox: MailboxDocument;
  readonly own: FurtherRules;
  /** What the levels above say, by setting. */
  readonly above: Readonly<Record<string, Decided>>;
  /** As `Further` says. */
  readonly closed: boolean;
}

/** How a person has a further mailbox kept: its rules, tried or saved, and its syncing. */
export interface FurtherSetup {
  /** All of them @throws ItemError `mailbox-not-found` for what is not his */
  look(person: Person, mailboxId: string): Promise<FurtherView>;
  /**
   * What saving them comes to, and with `null` what the next run does as things stand; nothing is saved.
   * @throws ItemError `forbidden` naming what an administrator, or the mailbox's owner, has decided
   */
  prepare(person: Person, mailboxId: string, rules: FurtherRules | null): Promise<Trial>;
  save(person: Person, mailboxId: string, rules: FurtherRules): Promise<void>;
  /** As `MailboxActs` says. */
  act(person: Person, mailboxId: string, act: "pause" | "continue" | "refresh"): Promise<void>;
}

export function createFurtherSetup(
  deps: EngineDeps,
  further: Pick<FurtherMailboxes, "scopeOf" | "isClosed">,
  acts: MailboxActs,
  saving: Saving,
  above: Above,
): FurtherSetup {
  const { store } = deps;
  const decidedOf = async (one: MailboxDocument) => (await deps.decided?.(one)) ?? one;

  const read = async (
    person: Person,
    mailboxId: string,
    what: "contents" | "state",
  ): Promise<MailboxDocument> => {
    // His own has a Setup of its own.
    const scope =
      mailboxId === person.userId ? null : await further.scopeOf(person, mailboxId, what);
    const mailbox = scope === null ? undefined : await store.get(scope, "mailbox", mailboxKey);
    if (mailbox !== undefined) return mailbox;
    throw new ItemError("mailbox-not-found", "This is no further mailbox of yours.", {
      field: "mailboxId",
    });
  };

  const jobOf = (mailbox: MailboxDocument, { outlookItems, onlyToErp, rules }: FurtherRules) => {
    const before = mailbox.jobs.calendar;
    if (isReadOnly(mailbox) && !onlyToErp) {
      const detail = "You may only read this mailbox: nothing can be written to it.";
      throw new ItemError("forbidden", detail, { field: "onlyToErp" });
    }
    const left = choosable.filter((name) => rules[name] === undefined);
    const { calendars, inherits: _inherits, ...job } = before;
    const asked = { ...job, outlookItems: outlookItems ?? job.outlookItems, rules };
    const inherit = ["erpItems", ...left, ...(outlookItems === null ? ["outlookItems"] : [])];
    const bounds = withinBounds(above(mailbox), before, asked, inherit);
    const { inherits = [], calendars: _picked, ...within } = bounds;
    const said = inherits.filter((name) => name !== "erpItems");
    const calendar: CalendarJob = {
      ...within,
      ...(calendars === undefined ? {} : { calendars }),
      ...(said.length === 0 ? {} : { inherits: said }),
      rules: { ...within.rules, direction: onlyToErp ? "toErp" : "both" },
    };
    return calendar;
  };

  const prepare: FurtherSetup["prepare"] = async (person, mailboxId, rules) => {
    const before = await read(person, mailboxId, "contents");
    if (rules === null) return { mailbox: before, wishes: [], isSaved: false };
    const mailbox: MailboxDocument = {
      ...before,
      readOnly: isReadOnly(before),
      jobs: { ...before.jobs, calendar: jobOf(before, rules) },
    };
    const [was, will] = [await decidedOf(before), await decidedOf(mailbox)];
    return { mailbox, wishes: wishesOf(was, will) };
  };

  return {
    prepare,

    async look(person, mailboxId) {
      const mailbox = await read(person, mailboxId, "state");
      const { outlookItems, inherits = [], rules = {} } = mailbox.jobs.calendar;
      const levels = decideAll(calendarSettings, above(mailbox));
      return {
        mailbox,
        closed: await further.isClosed(scopeOf(mailbox)),
        own: {
          outlookItems: inherits.includes("outlookItems") ? null : outlookItems,
          onlyToErp: rules.direction === "toErp",
          rules: Object.fromEntries(
            choosable.flatMap((name) => (rules[name] === undefined ? [] : [[name, rules[name]]])),
          ),
        },
        above: Object.fromEntries(
          settings.flatMap((name) => {
            const decided = levels[name];
            return decided === undefined ? [] : [[name, decided]];
          }),
        ),
      };
    },

    async save(person, mailboxId, rules) {
      const trial = await prepare(person, mailboxId, rules);
      const scope = scopeOf(trial.mailbox);
      await saving.before(trial);
      // From here on nobody takes it or frees it unseen.
      const epoch = await store.acquire(scope);
      const now = await store.get(scope, "mailbox", mailboxKey);
      if (now?.userId !== person.userId || now.givenUp === true) throw changed();
      try {
        await store.commit(scope, await savedWith(deps, trial), epoch);
      } catch (error) {
        throw error instanceof StoreError && error.code === "fenced" ? changed() : error;
      }
      await saving.after(trial);
    },

    async act(person, mailboxId, act) {
      const scope = scopeOf(await read(person, mailboxId, "state"));
      if (act === "pause") await acts.halt(scope, "pause");
      else if (act === "continue") await acts.goOn(scope);
      else await acts.resync(scope);
    },
  };
}

function changed(): ItemError {
  return new ItemError("conflict", "It was changed just now. Look again.");
}
