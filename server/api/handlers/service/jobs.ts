import { actorOf, type By } from "../../../administration/administrators.ts";
import type { Cadence } from "../../../engine/scheduler.ts";
import { bareActor } from "../../../engine/mailboxes/accounts.ts";
import { activityTypesAt, categoriesOf } from "../../../engine/mailboxes/people/known-names.ts";
import type { LevelChanges } from "../../../engine/mailboxes/settings/level-changes.ts";
import type { Place } from "../../../engine/mailboxes/settings/levels.ts";
import {
  decide,
  differences,
  isAllowed,
  isChoice,
  mayFollow,
  type Decided,
  type Difference,
  type LevelContent,
  type Setting,
} from "../../../settings/inherit.ts";
import { mistakeIn, tidied } from "../../../settings/category-types.ts";
import { isMap, sameValue, type SettingValue } from "../../../settings/setting-value.ts";
import { levelsDecision } from "../../../settings/calendar-settings.ts";
import type { Connector } from "../../../connectors/port/connector.ts";
import { jobNames, jobs, type JobName } from "../../../settings/jobs.ts";
import type { LevelView } from "../../contract/service/jobs.ts";
import { ProblemError } from "../../errors.ts";
import type { Handlers } from "../handler.ts";
import { jobPlaces, type NamedPlace, type PlaceDeps } from "./job-places.ts";
import { abilitiesOf, offered, type Abilities } from "./offered-settings.ts";
import { refuseStale, revisionOf } from "./revision.ts";
import { tryRules, type RulesTrialDeps } from "./rules-trial.ts";

export interface JobHandlerDeps extends PlaceDeps, RulesTrialDeps {
  readonly changes: LevelChanges;
  readonly graph: Connector;
  readonly erp: (connectionId: string) => Connector;
  /** What the server's configuration says where no level does, by setting. */
  readonly configured: Readonly<Record<string, SettingValue>>;
  /** How often a mailbox is looked at, all in ms. */
  readonly asked: Pick<Cadence, "intervalMs" | "safetyNetMs"> & { readonly seriesMs: number };
}

const hourMs = 3_600_000;

/** What administrators decide about the sync jobs, for everybody or for a company. */
export function jobHandlers(
  deps: JobHandlerDeps,
): Pick<Handlers, "jobPlaces" | "jobLevel" | "saveJobLevel" | "tryJobLevel"> {
  const { levels, changes, audit } = deps;
  const places = jobPlaces(deps);

  const aboveOf = (place: Place, name: string, setting: Setting): Decided => {
    const system = place.name === "system" ? [] : levels.above({ ...place, companyId: null });
    return decide(name, asConfigured(name, setting), system);
  };

  const asConfigured = (name: string, setting: Setting): Setting => ({
    ...setting,
    default: deps.configured[name] ?? setting.default,
  });

  const abilitiesAt = (place: Place): Abilities => {
    const ids =
      place.name === "company" ? [place.connectionId] : deps.connections().map(({ id }) => id);
    return abilitiesOf(deps.graph, ids.map(deps.erp));
  };

  const typesAt = (place: Place, { caller }: By): Promise<readonly string[] | null> => {
    const mine = deps.connections().find(({ tenants }) => tenants.includes(caller.tenantId));
    const looker = mine === undefined ? null : { ...caller, connectionId: mine.id };
    return activityTypesAt(deps, place, looker);
  };

  const view = async (
    job: JobName,
    { place, mayChange }: NamedPlace,
    by: By,
  ): Promise<LevelView> => {
    const { settings, presets } = jobs[job];
    const content = levels.at(place);
    const abilities = abilitiesAt(place);
    const [categories, types] = await Promise.all([
      categoriesOf(deps.graph, bareActor(by.caller)),
      typesAt(place, by),
    ]);
    return {
      content: { values: { ...content.values }, locked: [...content.locked] },
      revision: revisionOfLevel(content),
      mayChange,
      settings: Object.entries(settings).flatMap(([name, every]) => {
        const setting = offered(name, every, content, abilities);
        if (setting === null) return [];
        const { value, from, lockedBy } = aboveOf(place, name, setting);
        const { group, allowed, bounded = false, fixable } = setting;
        return {
          ...{ name, group, bounded, fixable },
          allowed: isChoice(allowed) ? [...allowed] : allowed,
          above: { value, from: from === "system" ? from : "default", locked: lockedBy !== null },
        };
      }),
      known: { categories: [...categories], types: types === null ? null : [...types] },
      presets: presets.map(({ id, values, rows }) => ({
        ...{ id, values: { ...values }, rows: [...rows] },
      })),
    };
  };

  /** @throws ProblemError naming what is wrong with the change, `conflict` where somebody was faster */
  const checked = async (
    job: JobName,
    { place, mayChange }: NamedPlace,
    { revision, values: said, locked }: LevelContent & { readonly revision: string },
    by: By,
  ): Promise<{ readonly content: LevelContent; readonly changed: readonly Difference[] }> => {
    if (!mayChange) {
      throw new ProblemError(
        "forbidden",
        "People of several organizations use this ERP connection: only who administers the whole installation can change that.",
      );
    }
    const { settings } = jobs[job];
    const before = levels.at(place);
    refuseStale(revision, revisionOfLevel(before), "this level");
    const settingOf = (name: string, field: string): Setting => {
      const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
      if (setting !== undefined) return setting;
      throw new ProblemError("bad-request", `The job has no setting called ${name}.`, { field });
    };
    const values = Object.fromEntries(
      Object.entries(said).map(([name, value]) => [name, isMap(value) ? tidied(value) : value]),
    );
    for (const [name, value] of Object.entries(values)) {
      const field = `values.${name}`;
      const setting = settingOf(name, field);
      const isAsBefore = sameValue(before.values[name], value);
      if (isMap(value) && !isChoice(setting.allowed) && !isAsBefore) {
        const mistake = mistakeIn(value, await typesAt(place, by));
        if (mistake !== null) throw new ProblemError("bad-request", mistake, { field });
      }
      if (!isAllowed(setting, value)) {
        throw new ProblemError("bad-request", `This must be ${allowedIn(setting)}.`, { field });
      }
      const above = aboveOf(place, name, setting);
      if (isAsBefore || mayFollow(setting, above, value)) continue;
      throw new ProblemError(
        "forbidden",
        above.lockedBy === null
          ? `This may only be stricter than ${spelled(above.value)}, as it is for everybody.`
          : "This is fixed for everybody.",
        { field, remedy: "An administrator of the whole installation can change that." },
      );
    }
    for (const name of locked) {
      if (settingOf(name, "locked").fixable) continue;
      throw new ProblemError("bad-request", `${name} cannot be fixed.`, { field: "locked" });
    }
    const content = { values, locked: [...new Set(locked)] };
    return { content, changed: differences(settings, before, content) };
  };

  return {
    async jobPlaces({ realm, by }) {
      const companies = await places.companiesOf(realm, by);
      const system = [{ name: "system", ...levels.at({ name: "system" }) }] as const;
      return {
        ...{ jobs: [...jobNames], system: realm.tenantId === null, companies: [...companies] },
        asked: {
          intervalMinutes: levelsDecision(system).intervalMinutes ?? deps.asked.intervalMs / 60_000,
          safetyNetHours: deps.asked.safetyNetMs / hourMs,
          seriesHours: deps.asked.seriesMs / hourMs,
        },
      };
    },

    async jobLevel({ realm, by, query }) {
      return view(jobOf(query.job), await places.find(realm, by, query), by);
    },

    async saveJobLevel({ realm, query, body, by }) {
      const job = jobOf(query.job);
      const named = await places.find(realm, by, query);
      const { content, changed } = await checked(job, named, body, by);
      if (changed.length === 0) return { level: await view(job, named, by), concerned: 0 };
      const concerned = await changes.save(named.place, content);
      await audit.record({
        actor: actorOf(by.caller),
        ...{ act: "job-changed", about: aboutOf(job, named), tenantId: named.tenantId },
        facts: factsOf(changed),
        requestId: by.requestId,
      });
      return { level: await view(job, named, by), concerned };
    },

    async tryJobLevel(call) {
      const { realm, by, query, body } = call;
      const job = jobOf(query.job);
      const named = await places.find(realm, by, query);
      const { content, changed } = await checked(job, named, body, by);
      const { name, place } = named;
      const reached = named.tenantId ?? realm.tenantId;
      return tryRules(deps, call, {
        ...{ name: place.name === "system" ? "" : name, tenantId: reached },
        // Else one who was connected before would be shown to whoever looks after this tenant alone.
        concerns: (one) => reached === null || one.tenantId === reached,
        rules: {
          ...(await changes.trying(place, content)),
          ...{ act: "job-changed", about: aboutOf(job, named), facts: factsOf(changed) },
        },
      });
    },
  };
}

/** @throws ProblemError `bad-request` for a job that there is not */
export function jobOf(name: string): JobName {
  const found = jobNames.find((one) => one === name);
  if (found !== undefined) return found;
  throw new ProblemError("bad-request", `No job is called ${name}.`, { field: "job" });
}

function revisionOfLevel({ values, locked }: LevelContent): string {
  const said = Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return revisionOf([said, [...locked].toSorted()]);
}

function allowedIn({ allowed }: Setting): string {
  if ("min" in allowed) return `a whole number from ${allowed.min} to ${allowed.max}`;
  return isChoice(allowed) ? `one of ${allowed.map(String).join(", ")}` : "a table";
}

/** A value in one line; of a map each row. */
function spelled(value: SettingValue): string {
  if (!isMap(value)) return String(value);
  return value.length === 0
    ? "empty"
    : value.map(({ category, type }) => `${category} = ${type}`).join("; ");
}

/** How the trail names the rules of a level. */
function aboutOf(job: JobName, { name }: Pick<NamedPlace, "name">): string {
  return `${job}: ${name}`;
}

function factsOf(changed: readonly Difference[]): Readonly<Record<string, string>> {
  return Object.fromEntries(changed.map((one) => [one.name, factOf(one)]));
}

/** As it is read in the trail: both values, and whether those below may change it. */
function factOf({ from, to, wasLocked, isLocked }: Difference): string {
  const said = (value: Difference["from"], fixed: boolean): string =>
    `${value === null ? "as above" : spelled(value)}${fixed ? ", fixed" : ""}`;
  return `${said(from, wasLocked)} → ${said(to, isLocked)}`;
}
