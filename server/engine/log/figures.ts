import type { Clock } from "../../lib/clock.ts";
import type { FiguresDocument } from "../../store/documents/administration.ts";
import { followed } from "../../store/followed.ts";
import { put, scopeKey, type Change, type Store } from "../../store/store.ts";
import type { EngineLog, MailboxScope } from "../mailboxes/mailbox.ts";
import { codeOf, outcomeOf } from "./lines.ts";
import { latencyName, stepOf, type Counts, type FiguresStep } from "./steps.ts";

/** What charts are drawn of: counts of five minutes each, for a week. */
export interface Figures {
  /** The store, of which everything that is carried over or fails is counted. */
  readonly store: Store;
  /** A change is visible on a side, so long after it was made on the other. */
  arrived(tenantId: string, latencyMs: number): void;
  /** When the mailbox last was complete, in this process; `null` where it was not yet. */
  lastSuccessMs(mailbox: MailboxScope): number | null;
  /** Another system was asked. */
  asked(answer: Asked): void;
  /** The newest steps of a span, oldest first. @param tenantId `null`: of everybody, and of the systems */
  steps(tenantId: string | null, span: Span): Promise<readonly FiguresStep[]>;
  /** Writes what is not written yet: before the process ends. */
  save(): Promise<void>;
}

export interface Asked {
  readonly system: "microsoft" | "erp" | "sign-in";
  /** `null`: it did not answer. */
  readonly status: number | null;
  readonly throttled: boolean;
}

/** How much is shown at once, and in steps of how many ms. */
export const spans = {
  hour: { steps: 12, stepMs: 5 * 60_000 },
  day: { steps: 48, stepMs: 30 * 60_000 },
  week: { steps: 84, stepMs: 2 * 3_600_000 },
} as const;
export type Span = keyof typeof spans;

const slotMs = spans.hour.stepMs;
const hourMs = 3_600_000;
const keptMs = 7 * 24 * hourMs;
/** What a kill may cost; and no more is written than this often, however much happens. */
const saveEveryMs = 60_000;
const carried: ReadonlySet<string> = new Set([
  ...["created", "updated", "deleted", "undone", "invited", "cancelled"],
]);
/** Codes that one slot tells apart: whatever an ERP answers with, it stays small. */
const codesMost = 20;
const scope = { kind: "installation" } as const;

/**
 * Counts what is committed, so that a figure never tells of what was not stored. Ids of tenants are
 * all that it knows of anybody.
 */
export function withFigures(inner: Store, clock: Clock, log: Pick<EngineLog, "warn">): Figures {
  /** By key of their documents: the hour, and whose they are. */
  const hours = new Map<string, Map<number, Record<string, number>>>();
  const dirty = new Set<string>();
  /** When each mailbox last was complete. */
  const completeAtMs = new Map<string, number>();
  let loaded: Promise<void> | null = null;
  let saving: Promise<void> = Promise.resolve();
  let savedAtMs = clock.now();

  const count = (whose: string, name: string): void => {
    const nowMs = clock.now();
    const key = keyOf(Math.floor(nowMs / hourMs) * hourMs, whose);
    const slots = hours.get(key) ?? new Map<number, Record<string, number>>();
    hours.set(key, slots);
    const at = Math.floor((nowMs % hourMs) / slotMs);
    const counts = slots.get(at) ?? {};
    slots.set(at, counts);
    const isNewCode = name.startsWith("failures/") && counts[name] === undefined;
    const codes = Object.keys(counts).filter((one) => one.startsWith("failures/")).length;
    const counted = isNewCode && codes >= codesMost ? "failures/other" : name;
    counts[counted] = (counts[counted] ?? 0) + 1;
    dirty.add(key);
  };

  /** What an earlier process counted, on top of what this one did until it was read. */
  const load = async (): Promise<void> => {
    for (const [key, { slots }] of await inner.list(scope, "figures")) {
      const own = hours.get(key) ?? new Map<number, Record<string, number>>();
      hours.set(key, own);
      for (const [at, counts] of Object.entries(slots)) {
        own.set(Number(at), sum([counts, own.get(Number(at)) ?? {}]));
      }
    }
  };
  const ready = (): Promise<void> =>
    (loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    }));

  const write = async (): Promise<void> => {
    await ready();
    const bound = new Date(clock.now() - keptMs - hourMs).toISOString();
    const old = [...hours.keys()].filter((key) => key < bound);
    const written = [...dirty].filter((key) => key >= bound);
    dirty.clear();
    for (const key of old) hours.delete(key);
    const changes: readonly Change[] = [
      ...written.map((key) => put("figures", key, documentOf(hours.get(key)))),
      ...old.map((key) => ({ kind: "remove", collection: "figures", key }) as const),
    ];
    if (changes.length === 0) return;
    try {
      await inner.commit(scope, changes);
    } catch (error) {
      for (const key of written) dirty.add(key);
      throw error;
    }
  };

  const save = (): Promise<void> => {
    savedAtMs = clock.now();
    saving = saving.then(write).catch((error: unknown) => {
      // Counting is no reason to stop anything; it is tried again in a minute.
      log.warn({ error }, "figures were not stored");
    });
    return saving;
  };

  const store = followed(inner, async (mailbox, written) => {
    const { tenantId } = mailbox;
    if (typeof written === "string") {
      completeAtMs.delete(scopeKey(mailbox));
      return;
    }
    for (const change of written) {
      if (change.kind === "put" && change.collection === "state") {
        const { lastSuccessAt } = change.document;
        if (lastSuccessAt !== null) completeAtMs.set(scopeKey(mailbox), Date.parse(lastSuccessAt));
      }
      if (change.kind !== "append" || !("kind" in change.entry)) continue;
      const { kind, side, because } = change.entry;
      if (outcomeOf(change.entry) === "failed") {
        count(tenantId, `failures/${codeOf(because) ?? "other"}`);
      } else if (side !== null && carried.has(kind)) count(tenantId, `changes/${side}`);
    }
    // Set back as well: else nothing would be written until the clock is there again.
    if (dirty.size > 0 && Math.abs(clock.now() - savedAtMs) >= saveEveryMs) await save();
  });

  return {
    store,
    arrived: (tenantId, latencyMs) => count(tenantId, latencyName(latencyMs)),
    lastSuccessMs: (mailbox) => completeAtMs.get(scopeKey(mailbox)) ?? null,
    asked({ system, status, throttled }) {
      count("", `asked/${system}`);
      if (throttled) count("", `throttled/${system}`);
      else if (status === null || status >= 500) count("", `silent/${system}`);
    },
    save,
    async steps(tenantId, span) {
      await ready();
      const { steps, stepMs } = spans[span];
      const endMs = (Math.floor(clock.now() / stepMs) + 1) * stepMs;
      const found = Array.from({ length: steps }, (): Counts[] => []);
      for (const [key, slots] of hours) {
        const { hour, whose } = partsOf(key);
        if (tenantId !== null && whose !== tenantId) continue;
        for (const [at, counts] of slots) {
          const step = steps - Math.ceil((endMs - hour - at * slotMs) / stepMs);
          found[step]?.push(counts);
        }
      }
      return found.map((counts, at) => stepOf(endMs - (steps - at) * stepMs, sum(counts)));
    },
  };
}

function keyOf(hour: number, whose: string): string {
  return `${new Date(hour).toISOString()} ${whose}`;
}

function partsOf(key: string): { readonly hour: number; readonly whose: string } {
  const [hour = "", whose = ""] = key.split(" ");
  return { hour: Date.parse(hour), whose };
}

function documentOf(slots: ReadonlyMap<number, Counts> | undefined): FiguresDocument {
  return { slots: Object.fromEntries(slots ?? []) };
}

function sum(all: readonly Counts[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  }
  return total;
}
