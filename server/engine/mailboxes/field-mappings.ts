import { mappingSchema, type FieldMapping } from "../../resources/appointment/mapped.ts";
import type { SettingsDocument } from "../../store/documents.ts";
import { put, StoreError, type Store } from "../../store/store.ts";
import type { Fields } from "../../sync/model.ts";
import { dryRun, type DryRunDeps, type Plan } from "../dry-run/dry-run.ts";
import type { Scheduler } from "../scheduler.ts";
import { listMailboxes } from "./directory.ts";
import type { TriedMailbox, LevelTrial } from "./level-changes.ts";
import { openMailbox, scopeOf, type EngineDeps, type EngineLog } from "./mailbox.ts";

/** Which fields of an ERP's own have a place in Outlook, by connection; held in memory, as each run asks. */
export interface FieldMappings {
  /** Reads the store; before that, nothing is mapped. */
  load(): Promise<void>;
  readonly of: (connectionId: string) => readonly FieldMapping[];
  /** Durable when it resolves. */
  save(connectionId: string, mappings: readonly FieldMapping[]): Promise<void>;
}

const key = "fields";

export function createFieldMappings(store: Store, log: EngineLog): FieldMappings {
  let known = new Map<string, readonly FieldMapping[]>();
  return {
    async load() {
      const found: typeof known = new Map();
      for (const scope of await store.scopes("connection")) {
        if (scope.kind !== "connection") continue;
        const { connectionId } = scope;
        try {
          const document = await store.get(scope, "settings", key);
          if (document !== undefined) found.set(connectionId, mappingsOf(document));
        } catch (error) {
          if (!(error instanceof StoreError) || error.code !== "refused") throw error;
          // A field that is not mapped is neither compared nor written.
          log.warn({ connection: connectionId, error }, "how its fields are mapped cannot be read");
        }
      }
      known = found;
    },
    of: (connectionId) => known.get(connectionId) ?? [],
    async save(connectionId, mappings) {
      const values = { mappings: JSON.parse(JSON.stringify(mappings)) as Fields[] };
      await store.commit({ kind: "connection", connectionId }, [put("settings", key, { values })]);
      known.set(connectionId, mappings);
    },
  };
}

function mappingsOf({ values }: SettingsDocument): readonly FieldMapping[] {
  return mappingSchema.array().parse(values["mappings"] ?? []);
}

type HasRules = Pick<EngineDeps, "rules">;

/** The rules with what the mailbox's connection maps. */
export function withMappings<D extends HasRules>(
  decisions: D,
  mappings: Pick<FieldMappings, "of">,
): D {
  return {
    ...decisions,
    rules: (mailbox) => ({
      ...decisions.rules(mailbox),
      mapped: mappings.of(mailbox.connectionId),
    }),
  };
}

/** Changing what a connection maps. Each run finds out by itself what it has to read once more. */
export interface MappingChanges {
  readonly of: FieldMappings["of"];
  /** @returns how many mailboxes that are on it concerns: they are run soon */
  save(connectionId: string, mappings: readonly FieldMapping[]): Promise<number>;
  /** What it would do, tried out with `most` of them. Nothing is written. */
  tryOut(
    connectionId: string,
    mappings: readonly FieldMapping[],
    most: number,
  ): Promise<LevelTrial>;
}

export function createMappingChanges(
  deps: DryRunDeps,
  mappings: FieldMappings,
  scheduler: Pick<Scheduler, "wake">,
): MappingChanges {
  const concerned = async (connectionId: string) => {
    const all = await listMailboxes(deps.store, deps.log);
    return all.filter(
      (one) => one.connectionId === connectionId && one.jobs.calendar.enabled && !one.givenUp,
    );
  };
  return {
    of: mappings.of,
    async save(connectionId, wanted) {
      await mappings.save(connectionId, wanted);
      const all = await concerned(connectionId);
      for (const mailbox of all) scheduler.wake(scopeOf(mailbox));
      return all.length;
    },
    async tryOut(connectionId, wanted, most) {
      const all = await concerned(connectionId);
      const supposed = withMappings(deps, { of: () => wanted });
      const tried: TriedMailbox[] = [];
      // One after the other: each reads both sides, and people wait for theirs.
      for (const saved of all.slice(0, most)) {
        tried.push({ mailbox: saved, outcome: await planOf(supposed, saved) });
      }
      return { concerned: all.length, tried };
    },
  };
}

async function planOf(deps: DryRunDeps, saved: TriedMailbox["mailbox"]): Promise<Plan | Error> {
  try {
    const mailbox = (await openMailbox(deps, scopeOf(saved))) ?? saved;
    return await dryRun(deps, { mailbox, wishes: [] });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
