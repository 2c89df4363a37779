import type { Calendar } from "../../connectors/port/facets.ts";
import { defaultCalendar, type Actor } from "../../connectors/port/item.ts";
import { furtherChoices } from "../../settings/calendar.ts";
import type {
  CalendarJob,
  ChosenCalendars,
  InboxDocument,
  MailboxDocument,
  StateDocument,
} from "../../store/documents/mailbox.ts";
import { put, StoreError, type Change } from "../../store/store.ts";
import { bareActor, scopeOfPerson, type Person } from "./accounts.ts";
import { wishesOf } from "../dry-run/trial.ts";
import { leftOf } from "./calendars.ts";
import { listMailboxes } from "./people/directory.ts";
import { handOver } from "./hand-over.ts";
import { ItemError } from "../items/item-error.ts";
import type { Saving } from "./mailbox-acts.ts";
import {
  isFurther,
  isReadOnly,
  mailboxKey,
  mailboxScope,
  scopeOf,
  stateKey,
  withSetupOf,
  type EngineDeps,
  type MailboxScope,
} from "./mailbox.ts";

/** Which further mailbox is wanted: by its address, or a calendar of somebody else in one's own list. */
export type Wanted = ({ readonly address: string } | { readonly calendarId: string }) & {
  readonly outlookItems: CalendarJob["outlookItems"];
};

/** A further mailbox that the person synchronizes. */
export interface Further {
  readonly mailbox: MailboxDocument;
  /** What was read there is closed to him. */
  readonly closed: boolean;
}

/** Somebody else's calendar in the person's list. */
export interface Offered {
  readonly calendar: Calendar;
  /** `owner`: he synchronizes it himself; `taken`: somebody else does, `by` tells who. */
  readonly standing: "free" | "added" | "owner" | "taken";
  readonly by: string | null;
}

/**
 * Mailboxes beside one's own: a team's, or a colleague's whose calendar one may use. Each is a mailbox
 * of the store under its owner's id, so that one person at a time synchronizes it: its document is the
 * claim. See docs/decisions/0034.
 */
export interface FurtherMailboxes {
  /** Whether what was read in a further mailbox is closed to its person, as his rights are lost. */
  isClosed(scope: MailboxScope): Promise<boolean>;
  /** Those that the person synchronizes; nobody is asked for it. */
  held(person: Person): Promise<readonly Further[]>;
  /** The same, and what of others stands in his list of calendars. @throws ConnectorError */
  list(person: Person): Promise<{
    readonly mailboxes: readonly Further[];
    readonly offered: readonly Offered[];
  }>;
  /**
   * Takes a mailbox, or one more calendar of a mailbox that the person has.
   * @throws ItemError `mailbox-not-found` where there is none that he may use, which is told the same
   *   way; `mailbox-taken` or `mailbox-owners` where somebody else has it, with his name;
   *   `mailbox-unclear`; `setup-required`
   */
  add(person: Person, wanted: Wanted): Promise<void>;
  /** Gives it up: both sides keep what they have. @throws ItemError `mailbox-not-found` */
  giveUp(person: Person, mailboxId: string): Promise<void>;
  /**
   * Takes it from whoever synchronizes it, as if he had given it up: for an administrator, where that
   * person left or does not answer. @throws ItemError `mailbox-not-found` where nobody has it
   */
  release(scope: MailboxScope): Promise<void>;
  /**
   * Where a request of the person for a mailbox leads.
   * @param what `contents`: what was read there, which is closed to him while his rights are lost
   * @throws ItemError `mailbox-not-found` for any but his own and those that he synchronizes;
   *   `setup-required` for his own while somebody else synchronizes it
   */
  readonly scopeOf: (
    person: Person,
    mailboxId: string,
    what: "contents" | "state",
  ) => Promise<MailboxScope>;
  /** All that lead somewhere. */
  readonly scopesOf: (person: Person) => Promise<readonly MailboxScope[]>;
}

/** Who cannot act for so long has left it to others: he left, or forgot. */
const lapsesAfterMs = 7 * 24 * 60 * 60 * 1000;

/** @param isBarred whether nobody's own rights can be told in a tenant, so that nothing there is shown */
export function createFurtherMailboxes(
  deps: EngineDeps,
  saving: Saving,
  isBarred: (tenantId: string) => boolean = () => false,
): FurtherMailboxes {
  const { store, clock, log } = deps;
  const read = (scope: MailboxScope) => store.get(scope, "mailbox", mailboxKey);
  const stateOf = async (scope: MailboxScope): Promise<StateDocument | null> =>
    (await store.get(scope, "state", stateKey)) ?? null;
  const isClosed = async (scope: MailboxScope): Promise<boolean> =>
    isBarred(scope.tenantId) || (await stateOf(scope))?.shutSince !== undefined;
  const heldBy = async ({ tenantId, userId }: Person): Promise<readonly MailboxDocument[]> =>
    (await listMailboxes(store, log)).filter(
      (one) => isFurther(one) && !one.givenUp && one.tenantId === tenantId && one.userId === userId,
    );

  /** The person's own Setup: who he is in the ERP, where it files what he adds. */
  const ownOf = async (person: Person): Promise<MailboxDocument> => {
    const own = await read(scopeOfPerson(person));
    if (own?.userId === person.userId && own.erpUserId !== null) return own;
    throw new ItemError("setup-required", "Finish Setup for your own mailbox first.");
  };

  /** Whether the person who has it still acts for it, or nobody does. */
  const hasLapsed = async (mailbox: MailboxDocument): Promise<boolean> => {
    if (mailbox.givenUp === true) return true;
    const state = await stateOf(scopeOf(mailbox));
    if (state?.shutSince === undefined) return false;
    return clock.now() - Date.parse(state.shutSince) > lapsesAfterMs;
  };

  const nameOf = async ({ tenantId, userId }: MailboxDocument): Promise<string> =>
    (await read(mailboxScope(tenantId, userId)))?.name ?? "a colleague";

  /** @throws ItemError `mailbox-taken` | `mailbox-owners` where somebody else has it */
  const refuseHeld = async (person: Person, before: MailboxDocument | undefined): Promise<void> => {
    if (before === undefined || before.userId === person.userId) return;
    if (!isFurther(before)) {
      const detail = `${before.name} synchronizes this calendar himself. Whoever takes part in its meetings has them as participant in the ERP.`;
      throw new ItemError("mailbox-owners", detail, { by: before.name });
    }
    if (await hasLapsed(before)) return;
    const holder = await nameOf(before);
    const detail = `${holder} synchronizes this mailbox already, and one person at a time can. Ask ${holder} to give it up in Setup; nothing that is linked gets lost by that.`;
    throw new ItemError("mailbox-taken", detail, { by: holder });
  };

  /** Which mailbox is meant, and which of its calendars the person may use. */
  const find = async (person: Person, wanted: Wanted) => {
    const self = bareActor(person);
    const { mailbox: facet } = deps.graph;
    const field = "address" in wanted ? "address" : "calendarId";
    const named =
      "address" in wanted
        ? null
        : (await facet?.calendars(self))?.find(({ id }) => id === wanted.calendarId);
    const address = "address" in wanted ? wanted.address : (named?.owner?.address ?? "");
    const owner = address === "" ? null : await facet?.owner(self, address);
    if (owner?.mailboxId === person.userId) {
      const detail = "This is your own mailbox: its calendars are chosen above.";
      throw new ItemError("mailbox-owners", detail, { by: owner.name });
    }
    const actor: Actor = { ...self, ...(owner ?? {}) };
    const usable = owner == null ? [] : ((await facet?.shared(actor)) ?? []);
    // Whether it exists is nobody's to learn who may not use it.
    if (owner == null || usable.length === 0) throw notFound(field);
    const calendar =
      named == null ? usable.find(({ id }) => id === defaultCalendar) : same(named, owner, usable);
    if (calendar === undefined) throw unclear(owner.name, field);
    return { owner, calendar, usable };
  };

  const commit = async (
    mailbox: MailboxDocument,
    more: readonly Change[],
    epoch: number,
  ): Promise<void> => {
    try {
      const changes = [put("mailbox", mailboxKey, mailbox), ...more];
      await store.commit(scopeOf(mailbox), changes, epoch);
    } catch (error) {
      const isLate = error instanceof StoreError && error.code === "fenced";
      throw isLate ? new ItemError("conflict", "It was changed just now. Look again.") : error;
    }
  };

  /** Links and both copies stay; what its person had asked for ends where somebody takes it anew. */
  const leave = async (
    scope: MailboxScope,
    mayLeave: (mailbox: MailboxDocument) => boolean,
  ): Promise<void> => {
    const epoch = await store.acquire(scope);
    const mailbox = await read(scope);
    if (mailbox === undefined || !isFurther(mailbox) || !mayLeave(mailbox)) {
      throw notFound("mailboxId");
    }
    // Nor is it to go on by a click where it was paused.
    const calendar = { ...mailbox.jobs.calendar, enabled: false, paused: false };
    const left: MailboxDocument = { ...mailbox, jobs: { calendar }, givenUp: true };
    await commit(left, [], epoch);
    await saving.after({ mailbox: left, wishes: [] });
  };

  const scopeFor = async (
    person: Person,
    mailboxId: string,
    what: "contents" | "state",
  ): Promise<MailboxScope> => {
    const scope = mailboxScope(person.tenantId, mailboxId);
    const mailbox = await read(scope);
    if (mailboxId === person.userId) {
      if (mailbox === undefined || !isFurther(mailbox)) return scope;
      throw new ItemError("setup-required", "Finish Setup before items can be linked.");
    }
    const isHis = mailbox?.userId === person.userId && mailbox.givenUp !== true;
    if (!isHis) throw notFound("mailboxId");
    // What was read while he had the rights is no longer his to see either.
    if (what === "contents" && (await isClosed(scope))) throw notFound("mailboxId");
    return scope;
  };

  const held = async (person: Person): Promise<readonly Further[]> =>
    Promise.all(
      (await heldBy(person)).map(async (mailbox) => ({
        ...{ mailbox, closed: await isClosed(scopeOf(mailbox)) },
      })),
    );

  return {
    scopeOf: scopeFor,
    isClosed,
    held,

    async list(person) {
      const mailboxes = await held(person);
      const all = (await deps.graph.mailbox?.calendars(bareActor(person))) ?? [];
      const known = (await listMailboxes(store, log)).filter(
        ({ tenantId }) => tenantId === person.tenantId,
      );
      const offered = all.flatMap((calendar): readonly Promise<Offered>[] => {
        const { owner } = calendar;
        if (owner === null) return [];
        const there = known.find((one) => one.address === owner.address);
        return [standingOf(calendar, there)];
      });
      return { mailboxes, offered: await Promise.all(offered) };

      async function standingOf(
        calendar: Calendar,
        there: MailboxDocument | undefined,
      ): Promise<Offered> {
        if (there === undefined) return { calendar, standing: "free", by: null };
        if (!isFurther(there)) return { calendar, standing: "owner", by: there.name };
        if (there.userId === person.userId && there.givenUp !== true) {
          const isAdded = there.listed?.includes(calendar.id) === true;
          return { calendar, standing: isAdded ? "added" : "free", by: null };
        }
        if (await hasLapsed(there)) return { calendar, standing: "free", by: null };
        return { calendar, standing: "taken", by: await nameOf(there) };
      }
    },

    async add(person, wanted) {
      const own = await ownOf(person);
      const { owner, calendar, usable } = await find(person, wanted);
      const scope = mailboxScope(person.tenantId, owner.mailboxId);
      await refuseHeld(person, await read(scope));
      // The feed of the ERP that both are filed in; where it cannot be had, nobody's run is stopped for it.
      await saving.before({ mailbox: own, wishes: [] });
      // From here on a run of whoever had it stores nothing any more, and of two who add it one wins.
      const epoch = await store.acquire(scope);
      const before = await read(scope);
      await refuseHeld(person, before);
      const isMine = before?.userId === person.userId && before.givenUp !== true;
      const calendars = chosenWith(before?.jobs.calendar.calendars, { calendar, isMine });
      const listed = "calendarId" in wanted ? [wanted.calendarId] : [];
      const canEdit = calendars.chosen.every(
        (id) => usable.find((one) => one.id === id)?.canEdit === true,
      );
      const { outlookItems } = wanted;
      const job: CalendarJob = {
        enabled: true,
        outlookItems: isMine ? before.jobs.calendar.outlookItems : outlookItems,
        // What the ERP holds is the person's: it comes to his own calendar.
        erpItems: false,
        calendars,
        ...chosenFor(isMine ? before : undefined, canEdit),
      };
      const mailbox = withSetupOf(own, {
        tenantId: person.tenantId,
        ...owner,
        userId: person.userId,
        jobs: { calendar: job },
        readOnly: !canEdit,
        listed: [...new Set([...((isMine ? before.listed : undefined) ?? []), ...listed])],
        createdAt: isMine ? before.createdAt : new Date(clock.now()).toISOString(),
      });
      const more =
        before === undefined || isMine
          ? relisting(deps, wishesOf(before, mailbox))
          : await handOver(deps, scope);
      await commit(mailbox, more, epoch);
      await saving.after({ mailbox, wishes: [] });
    },

    async giveUp(person, mailboxId) {
      const scope = await scopeFor(person, mailboxId, "state");
      // His own leads somewhere too, and no run of it is stopped for a request that is refused.
      if (mailboxId === person.userId) throw notFound("mailboxId");
      await leave(scope, (mailbox) => mailbox.userId === person.userId);
    },

    async release(scope) {
      // No run of somebody's own mailbox is stopped for an act that is refused.
      const mailbox = await read(scope);
      if (mailbox === undefined || !isFurther(mailbox)) throw notFound("mailboxId");
      await leave(scope, ({ givenUp }) => givenUp !== true);
    },

    async scopesOf(person) {
      const own = await read(scopeOfPerson(person));
      const scopes = (await heldBy(person)).map(scopeOf);
      return own !== undefined && isFurther(own) ? scopes : [scopeOfPerson(person), ...scopes];
    },
  };
}

/** The rules of a mailbox with one more calendar: what its person chose stays, inside what guards others. */
function chosenFor(
  before: MailboxDocument | undefined,
  canEdit: boolean,
): Pick<CalendarJob, "rules" | "inherits"> {
  const { rules = {}, inherits } = before?.jobs.calendar ?? {};
  const isHisWord = before !== undefined && !isReadOnly(before) && rules.direction === "toErp";
  const guards = furtherChoices({ canEdit: canEdit && !isHisWord });
  return { rules: { ...rules, ...guards }, ...(inherits === undefined ? {} : { inherits }) };
}

/** One more calendar beside those that are chosen; of another one's choice none stays. */
function chosenWith(
  before: ChosenCalendars | undefined,
  { calendar, isMine }: { readonly calendar: Calendar; readonly isMine: boolean },
): ChosenCalendars {
  const mine = isMine ? before : undefined;
  const chosen = [...new Set([...(mine?.chosen ?? []), calendar.id])];
  return { chosen, target: mine?.target ?? calendar.id, left: leftOf(before, chosen) };
}

/** Its calendars are listed, and by other rules all is decided anew: he may write less than he could. */
function relisting({ ids }: EngineDeps, wishes: readonly InboxDocument[]): readonly Change[] {
  const isDecidedAnew = ({ kind }: InboxDocument): boolean => kind === "replan";
  const all = [{ kind: "resync", side: "microsoft" } as const, ...wishes.filter(isDecidedAnew)];
  return all.map((wish) => put("inbox", ids.next(), wish));
}

/**
 * The calendar in its owner's mailbox that stands in another person's list under an id of its own: the
 * one of that name. Somebody's own calendar bears his name in the lists of others.
 */
function same(
  { name }: Calendar,
  owner: { readonly name: string; readonly address: string },
  usable: readonly Calendar[],
): Calendar | undefined {
  const named = usable.filter((one) => one.name === name);
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const isHome = [owner.name.toLowerCase(), owner.address].includes(name.toLowerCase());
  return isHome ? usable.find(({ id }) => id === defaultCalendar) : undefined;
}

function notFound(field: string): ItemError {
  const detail = "Your organization has no such mailbox, or nothing of it is shared with you.";
  return new ItemError("mailbox-not-found", detail, { field });
}

function unclear(name: string, field: string): ItemError {
  const detail = `It cannot be told which calendar of ${name} this is. Give it back its own name in your list, or ask ${name} to share it again.`;
  return new ItemError("mailbox-unclear", detail, { field });
}
