import {
  calendarDecision,
  furtherDecision,
  isPersonal,
  levelsDecision,
  type CalendarDecision,
  type PersonalJob,
} from "../../../settings/calendar-settings.ts";
import { calendarRules, type CalendarChoices } from "../../../settings/calendar.ts";
import {
  emptyLevel,
  isSettingValue,
  type Level,
  type LevelContent,
} from "../../../settings/inherit.ts";
import type { SettingValue } from "../../../settings/setting-value.ts";
import type { MailboxDocument } from "../../../store/documents/mailbox.ts";
import type { SettingsDocument } from "../../../store/documents/administration.ts";
import { put, StoreError, type Scope, type Store } from "../../../store/store.ts";
import type { Value } from "../../../sync/model.ts";
import { isFurther, type EngineDeps, type EngineLog } from "../mailbox.ts";

/** A level above people: everybody here, or one company of an ERP connection. */
export type Place =
  | { readonly name: "system" }
  | { readonly name: "company"; readonly connectionId: string; readonly companyId: string };

/** What decides about a person: the company that he works for. */
export type Employed = Pick<MailboxDocument, "connectionId" | "companyId">;

/** The levels above a person, the highest first. */
export type Above = (person: Employed) => readonly Level[];

/** A change of which not everybody whom it concerns was told. */
export interface Unfinished {
  readonly place: Place;
  readonly before: LevelContent;
  readonly written: SettingsDocument;
}

/**
 * What administrators decide, held in memory: each run asks, and there are thousands. For one process;
 * where several write, each must be told by the store.
 */
export interface Levels {
  /** Reads the store once. Before that, nothing may be decided. */
  ready(): Promise<void>;
  /** Reads it again: somebody else wrote it, e.g. an import. */
  reload(): Promise<void>;
  /** @throws StoreError `refused` where what was decided there cannot be read */
  readonly above: Above;
  /** What the place itself says. */
  at(place: Place): LevelContent;
  /** As if `content` were said at `place`. */
  supposing(place: Place, content: LevelContent): Above;
  /** Companies of which something was said. */
  places(): readonly Place[];
  /** Durable when it resolves, with what stood before, until `finish`. @returns what was written */
  write(place: Place, content: LevelContent): Promise<SettingsDocument>;
  /** Everybody was told of what was `written`; where it was written again since, of an older change. */
  finish(place: Place, written: SettingsDocument): Promise<void>;
  unfinished(): readonly Unfinished[];
}

const job = "calendar";

export function createLevels(store: Store, log: EngineLog): Levels {
  /** By `keyOf`. */
  let known = new Map<string, { readonly place: Place; readonly document: SettingsDocument }>();
  /** Connections of which nothing can be read: theirs alone wait. */
  let refused = new Map<string, StoreError>();
  let loading: Promise<void> | null = null;
  let isLoaded = false;

  const load = async (): Promise<void> => {
    // What is known counts until all is read: nobody is free of it meanwhile.
    const found: typeof known = new Map();
    const failed: typeof refused = new Map();
    const read = async (scope: Scope, place: (key: string) => Place | null): Promise<void> => {
      for (const [key, document] of await store.list(scope, "settings")) {
        const one = place(key);
        if (one !== null) found.set(keyOf(one), { place: one, document });
      }
    };
    await read({ kind: "installation" }, (key) => (key === job ? { name: "system" } : null));
    for (const scope of await store.scopes("connection")) {
      if (scope.kind !== "connection") continue;
      const { connectionId } = scope;
      try {
        await read(scope, (key) =>
          key.startsWith(`${job}/`)
            ? { name: "company", connectionId, companyId: key.slice(job.length + 1) }
            : null,
        );
      } catch (error) {
        if (!(error instanceof StoreError) || error.code !== "refused") throw error;
        log.warn({ connection: connectionId, error }, "what was decided there cannot be read");
        failed.set(connectionId, error);
      }
    }
    [known, refused, isLoaded] = [found, failed, true];
  };

  const at = (place: Place): LevelContent => {
    const failure = place.name === "company" ? refused.get(place.connectionId) : undefined;
    if (failure !== undefined) throw failure;
    // Without it, everybody would be free of what was decided for him.
    if (!isLoaded) throw new Error("The levels were not read yet.");
    const found = known.get(keyOf(place));
    return found === undefined ? emptyLevel : contentOf(found.document);
  };

  const aboveBy =
    (content: (place: Place) => LevelContent): Above =>
    ({ connectionId, companyId }) => {
      const system: Level = { name: "system", ...content({ name: "system" }) };
      if (companyId === null) return [system];
      const place: Place = { name: "company", connectionId, companyId };
      return [system, { name: "company", ...content(place) }];
    };

  const keep = async (place: Place, document: SettingsDocument): Promise<void> => {
    const key = place.name === "system" ? job : `${job}/${place.companyId}`;
    await store.commit(scopeOf(place), [put("settings", key, document)]);
    known.set(keyOf(place), { place, document });
  };

  const levels: Levels = {
    async ready() {
      loading ??= load();
      try {
        await loading;
      } catch (error) {
        loading = null;
        throw error;
      }
    },
    reload() {
      loading = load();
      return levels.ready();
    },
    at,
    above: aboveBy(at),
    supposing: (place, content) =>
      aboveBy((one) => (keyOf(one) === keyOf(place) ? content : at(one))),
    places: () => [...known.values()].map(({ place }) => place),
    async write(place, content) {
      const before = known.get(keyOf(place))?.document;
      // Of a change that did not reach everybody, what stood before it counts.
      const told = before?.before ?? { values: at(place).values, locked: at(place).locked };
      const written = { values: content.values, locked: content.locked, before: told };
      await keep(place, written);
      return written;
    },
    async finish(place, written) {
      if (known.get(keyOf(place))?.document !== written) return;
      const { before: _told, ...document } = written;
      await keep(place, document);
    },
    unfinished: () =>
      [...known.values()].flatMap(({ place, document }) =>
        document.before === undefined
          ? []
          : [{ place, before: contentOf(document.before), written: document }],
      ),
  };
  return levels;
}

/** The rules and jobs of mailboxes by these levels; the one place that merges them. */
export function decisions(
  above: Above,
  ready: () => Promise<void> = () => Promise.resolve(),
): Required<Pick<EngineDeps, "rules" | "decided">> {
  return {
    rules: (mailbox) =>
      calendarRules(decisionOf(above, mailbox).settings, {
        ...mailbox,
        isOfOthers: isFurther(mailbox),
      }),
    async decided(mailbox) {
      await ready();
      return withDecision(mailbox, decisionOf(above, mailbox));
    },
  };
}

function decisionOf(above: Above, mailbox: MailboxDocument): CalendarDecision {
  const decide = isFurther(mailbox) ? furtherDecision : calendarDecision;
  return decide(above(mailbox), personalJob(mailbox));
}

export function personalJob({ jobs }: MailboxDocument): PersonalJob {
  const { rules, ...calendar } = jobs.calendar;
  return { ...calendar, ...(rules === undefined ? {} : { rules }) };
}

/** Deciding once more about what was decided changes nothing. */
function withDecision(mailbox: MailboxDocument, decision: CalendarDecision): MailboxDocument {
  const { settings, enabled, outlookItems, erpItems } = decision;
  const rules = Object.fromEntries(
    Object.entries(settings).filter(([name]) => isPersonal(name)),
  ) as CalendarChoices;
  const saved = mailbox.jobs.calendar;
  const isOffAbove = (saved.enabled && !enabled) || saved.offAbove === true;
  const calendar = {
    ...{ ...saved, enabled, outlookItems, erpItems, rules },
    ...(isOffAbove ? { offAbove: true as const } : {}),
  };
  return { ...mailbox, jobs: { ...mailbox.jobs, calendar } };
}

/**
 * How often the feed of a connection is asked: as often as whoever waits the least, ms.
 * @param usualMs where no level says it
 */
export function feedIntervalMs(
  { above, places }: Pick<Levels, "above" | "places">,
  connectionId: string,
  usualMs: number,
): number {
  const companies = places().flatMap((place) =>
    place.name === "company" && place.connectionId === connectionId ? [place.companyId] : [],
  );
  return Math.min(
    ...[null, ...companies].map((companyId) => {
      const { intervalMinutes } = levelsDecision(above({ connectionId, companyId }));
      return intervalMinutes === null ? usualMs : intervalMinutes * 60_000;
    }),
  );
}

/** Whether what is said there concerns the mailbox. */
export function concerns(place: Place, { connectionId, companyId }: Employed): boolean {
  if (place.name === "system") return true;
  return connectionId === place.connectionId && companyId === place.companyId;
}

function scopeOf(place: Place): Scope {
  if (place.name === "system") return { kind: "installation" };
  return { kind: "connection", connectionId: place.connectionId };
}

function keyOf(place: Place): string {
  return place.name === "system" ? "[]" : JSON.stringify([place.connectionId, place.companyId]);
}

function contentOf({ values, locked = [] }: Omit<SettingsDocument, "before">): LevelContent {
  const said = Object.entries(values).filter(
    (entry): entry is [string, Extract<Value, SettingValue>] => isSettingValue(entry[1]),
  );
  return { values: Object.fromEntries(said), locked };
}
