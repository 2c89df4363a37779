import { mappingSchema, type FieldMapping } from "../../resources/appointment/mapped.ts";
import type { Store } from "../../store/store.ts";
import { dryRun, type DryRunDeps, type Plan } from "../dry-run/dry-run.ts";
import type { Scheduler } from "../scheduler.ts";
import { createConnectionSettings, type ConnectionSettings } from "./connection-settings.ts";
import { listMailboxes } from "./directory.ts";
import type { TriedMailbox, LevelTrial } from "./level-changes.ts";
import { openMailbox, scopeOf, type EngineDeps, type EngineLog } from "./mailbox.ts";

/** Which fields of an ERP's own have a place in Outlook, by connection. */
export type FieldMappings = ConnectionSettings<readonly FieldMapping[]>;

export function createFieldMappings(store: Store, log: EngineLog): FieldMappings {
  return createConnectionSettings<readonly FieldMapping[]>({ store, log }, "fields", [], (said) =>
    mappingSchema.array().parse(said),
  );
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
