import {
  mappedName,
  mappingSchema,
  type FieldMapping,
} from "../../../resources/appointment/mapped.ts";
import type { MailboxDocument } from "../../../store/documents/mailbox.ts";
import type { Store } from "../../../store/store.ts";
import { dryRun, type DryRunDeps, type Plan } from "../../dry-run/dry-run.ts";
import type { Scheduler } from "../../scheduler.ts";
import { createConnectionSettings, type ConnectionSettings } from "./connection-settings.ts";
import { listMailboxes } from "../people/directory.ts";
import { openMailbox, scopeOf, type EngineDeps, type EngineLog } from "../mailbox.ts";

/** Which fields of an ERP's own have a place in Outlook, by connection. */
export interface FieldMappings extends ConnectionSettings<readonly FieldMapping[]> {
  /** Those, and as they were last those that had one once: the log goes on telling of them. */
  readonly known: KnownFields;
}
export type KnownFields = (connectionId: string) => readonly FieldMapping[];

export function createFieldMappings(store: Store, log: EngineLog): FieldMappings {
  const settings = (key: string) =>
    createConnectionSettings<readonly FieldMapping[]>({ store, log }, key, [], (said) =>
      mappingSchema.array().parse(said),
    );
  const [now, once] = [settings("fields"), settings("fieldsOnce")];
  const known: KnownFields = (id) => {
    const names = new Set(now.of(id).map(mappedName));
    return [...now.of(id), ...once.of(id).filter((one) => !names.has(mappedName(one)))];
  };
  return {
    ...{ of: now.of, known },
    load: async () => {
      await now.load();
      await once.load();
    },
    forget(connectionId) {
      now.forget(connectionId);
      once.forget(connectionId);
    },
    async save(connectionId, said) {
      // First: a crash between the two loses no name.
      await once.save(connectionId, known(connectionId));
      await now.save(connectionId, said);
    },
  };
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

/** What other mappings would do to one mailbox. */
export interface TriedMailbox {
  readonly mailbox: MailboxDocument;
  /** An error where it could not be tried, e.g. because its person must sign in again. */
  readonly outcome: Plan | Error;
}

export interface MappingTrial {
  /** How many mailboxes that are on are concerned. */
  readonly concerned: number;
  readonly tried: readonly TriedMailbox[];
}

/** Changing what a connection maps. Each run finds out by itself what it has to read once more. */
export interface MappingChanges {
  readonly of: FieldMappings["of"];
  readonly known: KnownFields;
  /** @returns how many mailboxes that are on it concerns: they are run soon */
  save(connectionId: string, mappings: readonly FieldMapping[]): Promise<number>;
  /** What it would do, tried out with `most` of them. Nothing is written. */
  tryOut(
    connectionId: string,
    mappings: readonly FieldMapping[],
    most: number,
  ): Promise<MappingTrial>;
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
    ...{ of: mappings.of, known: mappings.known },
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

async function planOf(deps: DryRunDeps, saved: MailboxDocument): Promise<Plan | Error> {
  try {
    const mailbox = (await openMailbox(deps, scopeOf(saved))) ?? saved;
    return await dryRun(deps, { mailbox, wishes: [] });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
