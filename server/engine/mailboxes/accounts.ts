import type { Connector } from "../../connectors/port/connector.ts";
import { ConnectorError, type Pause } from "../../connectors/port/connector-error.ts";
import type { ActivityType, Calendar, ErpCompany, ErpUser } from "../../connectors/port/facets.ts";
import type { Actor, CheckResult } from "../../connectors/port/item.ts";
import { personalDecisions, personalLevel } from "../../settings/calendar-settings.ts";
import type { Decided } from "../../settings/inherit.ts";
import type { SettingValue } from "../../settings/setting-value.ts";
import { windowAround, type Window } from "../../resources/window.ts";
import type {
  CalendarChoices,
  ChosenCalendars,
  InboxDocument,
  MailboxDocument,
  PushProblem,
  StateDocument,
} from "../../store/documents/mailbox.ts";
import type { Engine } from "../engine.ts";
import { ItemError, notOn } from "../items/item-error.ts";
import {
  addressInErp,
  identify,
  noteUnknown,
  refuseUserOfOthers,
  type Identity,
} from "./people/identities.ts";
import { chosenUser } from "./people/erp-users.ts";
import { createMailboxActs, type Saving } from "./mailbox-acts.ts";
import {
  actorOf,
  isFurther,
  mailboxKey,
  mailboxScope,
  openMailbox,
  scopeOf,
  stateKey,
  type EngineDeps,
  type MailboxScope,
} from "./mailbox.ts";
import {
  chooseCalendars,
  isDefaultAlone,
  nothingChosen,
  stillThere,
  type CalendarPick,
} from "./calendars.ts";
import { takeAlong } from "./taken-along.ts";
import type { Step } from "../progress.ts";
import { personalJob, type Above } from "./settings/levels.ts";
import { typeNamesOf } from "./people/known-names.ts";
import { refuseMapMistakes, withinBounds, type AskedJob } from "./settings/own-settings.ts";
import { stopsFor, type Stopped } from "../queue/stops.ts";
import { wishesOf, type Trial } from "../dry-run/trial.ts";

/** The person as his token proves him; mail addresses in it are for show only. */
export interface Person {
  readonly tenantId: string;
  readonly userId: string;
  readonly name: string;
  readonly address: string;
}

export interface AccountState {
  readonly mailbox: MailboxDocument | null;
  readonly state: StateDocument | null;
  readonly running: boolean;
  /** Until when its run waits for its turn at the ERP, ms since the epoch; `null`: it does not. */
  readonly waitsUntilMs: number | null;
  /** How far a wide sync is; `null` where none is on its way. */
  readonly progress: Step | null;
  /** Ms since the epoch; `null` when no run is planned. */
  readonly nextAt: number | null;
  readonly push: {
    readonly microsoft: boolean;
    readonly erp: boolean;
    readonly problem: PushProblem | null;
  };
  /** Ways that an administrator closed for it. */
  readonly stopped: readonly Stopped[];
  /** Why nothing is sent to his ERP now, as its administrators decided; `null`: requests go. */
  readonly pause: Pause | null;
  /** Why our own store refused the last run; `null`: it did not. */
  readonly storage: string | null;
}

export interface SetupOffer {
  readonly companies: readonly ErpCompany[];
  readonly user: ErpUser | null;
  /** IANA; from the ERP's profile, else from the mailbox, else UTC. */
  readonly timeZone: string;
  readonly window: Window;
  readonly rules: CalendarChoices;
  /** What the person said himself, by the names of `settings/calendar-settings.ts`. */
  readonly own: Readonly<Record<string, SettingValue>>;
  /** What the levels above say to who works for one of the companies. */
  readonly above: readonly {
    readonly companyId: string;
    readonly settings: Readonly<Record<string, Decided>>;
  }[];
  /** What the mailbox has to choose from, and what is chosen: only of those that are still there. */
  readonly calendars: readonly Calendar[];
  readonly chosen: CalendarPick;
}

export interface Setup {
  readonly companyId: string;
  readonly locationId: string | null;
  readonly timeZone: string;
  /** Of the person, for what is written in words. */
  readonly language: "en" | "de";
  /** Whether he hears by mail of what waits for him; absent: as before. */
  readonly mails?: boolean;
  /** Calendars that are left out stay as they are. */
  readonly calendar: AskedJob;
  /** Settings that go back to what the levels above say. */
  readonly inherit?: readonly string[];
}

/** One side of *Test connection*: what it said, or why it could not. */
export type SideCheck =
  | { readonly kind: "ok"; readonly result: CheckResult }
  | { readonly kind: "failed"; readonly error: ConnectorError };

/** A person's mailbox: what he chose, how it is doing, who he is on both sides. */
export interface Accounts {
  readonly connectionOf: (tenantId: string) => string;
  /** @param scope one of the person's further mailboxes; absent: his own */
  state(person: Person, scope?: MailboxScope): Promise<AccountState>;
  /** @throws ConnectorError where the ERP or Microsoft cannot be asked. */
  offer(person: Person): Promise<SetupOffer>;
  /**
   * What saving Setup comes to; nothing is saved.
   * @throws ItemError `erp-user-unknown` | `erp-user-taken` | `conflict`, and `forbidden` for what is decided above
   */
  prepare(person: Person, setup: Setup): Promise<Trial>;
  /** Saves Setup and starts the first run. @throws ItemError as `prepare` */
  save(person: Person, setup: Setup): Promise<void>;
  /** What the person's mailbox needs before and after other rules are stored for it. */
  readonly saving: Saving;
  /** As `MailboxActs` says, of the person's own mailbox. */
  refresh(person: Person): Promise<void>;
  halt(person: Person, how: "pause" | "off"): Promise<void>;
  goOn(person: Person): Promise<void>;
  check(person: Person): Promise<{ readonly microsoft: SideCheck; readonly erp: SideCheck }>;
  /** Who the person is in the ERP, and how that was found. */
  identity(person: Person): Promise<Identity>;
  /** Whether an administrator chose who he is; the ERP is not asked. */
  isChosen(person: Person): Promise<boolean>;
  activityTypes(person: Person): Promise<readonly ActivityType[]>;
  /** Names of a company's activity types; `null` where the ERP cannot be asked. */
  typeNames(person: Person, user: ErpUser | null, companyId: string): Promise<string[] | null>;
  erp(person: Person): Connector;
}

export function createAccounts(
  deps: EngineDeps,
  engine: Engine,
  connectionOf: (tenantId: string) => string,
  above: Above = () => [],
): Accounts {
  const erp = (person: Person): Connector => deps.erp(connectionOf(person.tenantId));
  /** What somebody else chose for this mailbox, as one of his further ones, is not the person's Setup. */
  const mailboxOf = async (person: Person): Promise<MailboxDocument | undefined> => {
    const mailbox = await deps.store.get(scopeOfPerson(person), "mailbox", mailboxKey);
    return mailbox === undefined || isFurther(mailbox) ? undefined : mailbox;
  };

  /** Graph says which mailbox this is; the address in a token can be changed by its holder. */
  const addressOf = async (person: Person): Promise<string> => {
    const { address } = await deps.graph.check(bareActor(person));
    return (address ?? person.address).toLowerCase();
  };

  const identity = (person: Person): Promise<Identity> =>
    identify(deps, scopeOfPerson(person), connectionOf(person.tenantId), () => addressOf(person));

  /**
   * The mailbox is only asked where there is something to check.
   * @param stored the mailbox as it stands, also where somebody else has it: what he chose is left then
   */
  const calendarsOf = async (
    person: Person,
    stored: MailboxDocument | undefined,
    pick: CalendarPick | undefined,
  ): Promise<ChosenCalendars | undefined> => {
    const before = stored?.jobs.calendar.calendars;
    const isTaken = before !== undefined && stored?.userId !== person.userId;
    const asked = pick ?? (isTaken ? nothingChosen : undefined);
    if (asked === undefined || (before === undefined && isDefaultAlone(asked))) return before;
    const there = (await deps.graph.mailbox?.calendars(bareActor(person))) ?? [];
    return chooseCalendars(there, before, asked);
  };

  /** What found no calendar to be made in is tried again where another one was chosen for it. */
  const withoutPlace = async (person: Person): Promise<readonly InboxDocument[]> => {
    const parked = await deps.store.list(scopeOfPerson(person), "quarantine");
    return [...parked].flatMap(([key, { side, code }]) =>
      side === "microsoft" && code === "not-found" ? [{ kind: "retry", key } as const] : [],
    );
  };

  const saving: Saving = {
    before: ({ mailbox }) => engine.connect(mailbox.connectionId),
    async after({ mailbox }) {
      const scope = scopeOf(mailbox);
      const along = isFurther(mailbox) ? [] : await takeAlong(deps, mailbox);
      for (const one of along) engine.scheduler.wake(one);
      const decided = (await deps.decided?.(mailbox)) ?? mailbox;
      if (decided.jobs.calendar.enabled) {
        await engine.subscriptions.ensure(scope);
        engine.scheduler.wake(scope);
      } else {
        await engine.subscriptions.remove(scope);
      }
      deps.progress.publish(scope, { kind: "status" });
    },
  };

  const acts = createMailboxActs(deps, saving);

  /** Whoever has not set his mailbox up himself has nothing to stop in it, or to go on with. */
  const ownScope = async (person: Person): Promise<MailboxScope> => {
    if ((await mailboxOf(person)) === undefined) throw notOn();
    return scopeOfPerson(person);
  };

  const accounts: Accounts = {
    connectionOf,
    saving,
    erp,
    identity,
    isChosen: async (person) =>
      (await chosenUser(deps.store, scopeOfPerson(person), connectionOf(person.tenantId))) !== null,
    async state(person, scope = scopeOfPerson(person)) {
      const stored = await deps.store.get(scope, "mailbox", mailboxKey);
      const mailbox = stored?.userId === person.userId ? stored : null;
      // Nor is how it is doing with somebody else.
      if (stored !== undefined && mailbox === null) {
        return { ...untold, stopped: await stopsFor(deps.store, person.tenantId) };
      }
      const state = mailbox === null ? undefined : deps.store.get(scope, "state", stateKey);
      return {
        mailbox: mailbox === null ? null : ((await openMailbox(deps, scope)) ?? null),
        state: (await state) ?? null,
        running: engine.scheduler.running(scope),
        waitsUntilMs: engine.scheduler.waitsUntil(scope),
        progress: deps.progress.current(scope),
        nextAt: engine.scheduler.nextAt(scope),
        push: {
          microsoft: await engine.subscriptions.healthy(scope),
          erp: engine.feedHealthy(connectionOf(person.tenantId)),
          problem: await engine.subscriptions.problem(scope),
        },
        stopped: await stopsFor(deps.store, person.tenantId),
        pause: deps.pauseOf?.(connectionOf(person.tenantId)) ?? null,
        storage: engine.scheduler.storageTrouble(scope),
      };
    },

    async offer(person) {
      const { user } = await identity(person);
      const actor = actorFor(person, user);
      const companies = user === null ? [] : await erp(person).profile?.companies(actor);
      const mailboxZone = (await deps.graph.mailbox?.timeZone(actor)) ?? null;
      const mailbox = await mailboxOf(person);
      if (user === null && mailbox === undefined) {
        const address = await addressOf(person);
        await noteUnknown(deps, scopeOfPerson(person), { name: person.name, address });
      }
      const calendars = (await deps.graph.mailbox?.calendars(actor)) ?? [];
      const saved = mailbox ?? draft(person, connectionOf(person.tenantId));
      const decided = (await deps.decided?.(saved)) ?? saved;
      const { span } = deps.rules(saved);
      return {
        companies: companies ?? [],
        user,
        timeZone: user?.timeZone ?? mailboxZone ?? "UTC",
        window: windowAround(deps.clock.now(), span),
        rules: decided.jobs.calendar.rules ?? {},
        own: mailbox === undefined ? {} : personalLevel(personalJob(mailbox)).values,
        above: (companies ?? []).map(({ id: companyId }) => {
          const levels = above({ connectionId: saved.connectionId, companyId });
          return { companyId, settings: personalDecisions(levels) };
        }),
        calendars,
        chosen: stillThere(calendars, mailbox?.jobs.calendar.calendars),
      };
    },

    async prepare(person, setup) {
      const connectionId = connectionOf(person.tenantId);
      const { way, user } = await identity(person);
      if (user === null) throw new ItemError("erp-user-unknown", unknownTold[way]);
      const companies = (await erp(person).profile?.companies(actorFor(person, user))) ?? [];
      const company = companies.find((one) => one.id === setup.companyId);
      if (company === undefined) {
        throw new ItemError("conflict", "This company is not one of yours in the ERP any more.");
      }
      const { locationId } = setup;
      if (locationId !== null && !company.locations.some((one) => one.id === locationId)) {
        throw new ItemError("conflict", "This location does not belong to the company.");
      }
      const before = await mailboxOf(person);
      if (before?.erpUserId !== user.id) {
        await refuseUserOfOthers(deps, scopeOfPerson(person), connectionId, user);
      }
      const { calendars: asked, ...job } = withinBounds(
        above({ connectionId, companyId: setup.companyId }),
        before?.jobs.calendar,
        setup.calendar,
        setup.inherit ?? [],
      );
      const actor = { ...actorFor(person, user), companyId: company.id };
      await refuseMapMistakes(erp(person), actor, before?.jobs.calendar, job);
      const stored = await deps.store.get(scopeOfPerson(person), "mailbox", mailboxKey);
      const calendars = await calendarsOf(person, stored, asked);
      // Saving something else while it is paused is no word about the pause.
      const staysPaused = before?.jobs.calendar.paused === true && !job.enabled;
      const calendar = {
        ...job,
        ...(staysPaused ? { paused: true } : {}),
        ...(calendars === undefined ? {} : { calendars }),
      };
      const { erpAddress: _before, ...saved } = before ?? draft(person, connectionId);
      const address = await addressOf(person);
      const mailbox: MailboxDocument = {
        ...saved,
        name: person.name,
        address,
        ...(way === "hand" && addressInErp(address, user)),
        connectionId,
        erpUserId: user.id,
        companyId: setup.companyId,
        locationId,
        timeZone: setup.timeZone,
        language: setup.language,
        ...(setup.mails === undefined ? {} : { mails: setup.mails }),
        jobs: { calendar },
        createdAt: before?.createdAt ?? new Date(deps.clock.now()).toISOString(),
      };
      const elsewhere = before?.jobs.calendar.calendars?.target !== calendars?.target;
      const again = elsewhere ? await withoutPlace(person) : [];
      const [was, will] = await Promise.all(
        [before, mailbox].map(async (one) => one && ((await deps.decided?.(one)) ?? one)),
      );
      const wishes = [...wishesOf(was, will ?? mailbox), ...again];
      return { mailbox, wishes, triedAs: before?.erpUserId ?? null };
    },

    async save(person, setup) {
      const trial = await accounts.prepare(person, setup);
      await saving.before(trial);
      await acts.commit(trial);
      await saving.after(trial);
    },

    refresh: async (person) => acts.resync(await ownScope(person)),
    halt: async (person, how) => acts.halt(await ownScope(person), how),
    goOn: async (person) => acts.goOn(await ownScope(person)),

    async check(person) {
      const mailbox = await mailboxOf(person);
      const microsoft = await checked(() => deps.graph.check(bareActor(person)));
      const there = await checked(async () => {
        const actor =
          mailbox === undefined
            ? actorFor(person, (await identity(person)).user)
            : actorOf(mailbox);
        return erp(person).check(actor);
      });
      return { microsoft, erp: there };
    },

    typeNames: (person, user, companyId) =>
      typeNamesOf(erp(person), { ...actorFor(person, user), companyId }),

    async activityTypes(person) {
      const mailbox = await mailboxOf(person);
      if (mailbox?.companyId == null) return [];
      const { profile } = erp(person);
      return (await profile?.activityTypes(actorOf(mailbox), mailbox.companyId)) ?? [];
    },
  };
  return accounts;
}

const unknownTold: Readonly<Record<Identity["way"], string>> = {
  address: "The ERP knows no user with your mail address.",
  hand: "The ERP does not know the user any more that your administrator chose for you.",
};

/** Of a mailbox that the person has not set up. */
const untold: Omit<AccountState, "stopped"> = {
  ...{ mailbox: null, state: null, running: false, progress: null, nextAt: null, storage: null },
  waitsUntilMs: null,
  push: { microsoft: false, erp: false, problem: null },
  pause: null,
};

export function scopeOfPerson(person: Person) {
  return mailboxScope(person.tenantId, person.userId);
}

function draft(person: Person, connectionId: string): MailboxDocument {
  return {
    tenantId: person.tenantId,
    mailboxId: person.userId,
    userId: person.userId,
    name: person.name,
    address: person.address,
    connectionId,
    erpUserId: null,
    companyId: null,
    locationId: null,
    timeZone: "UTC",
    jobs: { calendar: { enabled: false, outlookItems: "chosen", erpItems: true } },
    createdAt: "",
  };
}

/** Who acts in his own mailbox, before the ERP is asked who he is there. */
export function bareActor(person: Person): Actor {
  return actorOf(draft(person, ""));
}

function actorFor(person: Person, user: ErpUser | null): Actor {
  return { ...bareActor(person), erpUserId: user?.id ?? null, companyId: user?.companyId ?? null };
}

async function checked(check: () => Promise<CheckResult>): Promise<SideCheck> {
  try {
    return { kind: "ok", result: await check() };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { kind: "failed", error };
  }
}
