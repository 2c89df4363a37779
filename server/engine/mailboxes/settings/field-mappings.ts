import { isDeepStrictEqual } from "node:util";
import {
  mappedName,
  mappingSchema,
  type FieldMapping,
} from "../../../resources/appointment/mapped.ts";
import type { MailboxDocument } from "../../../store/documents/mailbox.ts";
import type { Store } from "../../../store/store.ts";
import { dryRun, type DryRunDeps } from "../../dry-run/dry-run.ts";
import type { TriedChange } from "../../dry-run/survey.ts";
import { ItemError } from "../../items/item-error.ts";
import type { Scheduler } from "../../scheduler.ts";
import { createConnectionSettings, type ConnectionSettings } from "./connection-settings.ts";
import { listMailboxes } from "../people/directory.ts";
import { scopeOf, type EngineDeps, type EngineLog } from "../mailbox.ts";

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

/** Changing what a connection maps. Each run finds out by itself what it has to read once more. */
export interface MappingChanges {
  readonly of: FieldMappings["of"];
  readonly known: KnownFields;
  /** @returns how many mailboxes that are on it concerns: they are run soon */
  save(connectionId: string, mappings: readonly FieldMapping[]): Promise<number>;
  /** What it would do to everybody whom it concerns, before it is made. */
  trying(connectionId: string, mappings: readonly FieldMapping[]): TriedChange;
}

export function createMappingChanges(
  deps: DryRunDeps,
  mappings: FieldMappings,
  scheduler: Pick<Scheduler, "wake">,
): MappingChanges {
  const concerns = (connectionId: string, one: MailboxDocument): boolean =>
    one.connectionId === connectionId && one.jobs.calendar.enabled && one.givenUp !== true;
  const save: MappingChanges["save"] = async (connectionId, wanted) => {
    await mappings.save(connectionId, wanted);
    const all = await listMailboxes(deps.store, deps.log);
    const concerned = all.filter((one) => concerns(connectionId, one));
    for (const mailbox of concerned) scheduler.wake(scopeOf(mailbox));
    return concerned.length;
  };
  return {
    ...{ of: mappings.of, known: mappings.known, save },
    trying(connectionId, wanted) {
      const before = mappings.of(connectionId);
      const supposed = withMappings(deps, { of: () => wanted });
      return {
        trialOf: (mailbox) =>
          Promise.resolve(
            concerns(connectionId, mailbox) ? { mailbox, wishes: [], isSaved: false } : null,
          ),
        plan: (trial) => dryRun(supposed, trial),
        async save() {
          if (isDeepStrictEqual(mappings.of(connectionId), before)) {
            return save(connectionId, wanted);
          }
          throw new ItemError(
            "conflict",
            "These fields were changed since the dry run began: nothing was saved. Look again.",
          );
        },
      };
    },
  };
}
