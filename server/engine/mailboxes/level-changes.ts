import { isDeepStrictEqual } from "node:util";
import { createTurns } from "../../lib/turns.ts";
import type { LevelContent } from "../../settings/inherit.ts";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import type { SettingsDocument } from "../../store/documents/administration.ts";
import { put, StoreError } from "../../store/store.ts";
import { listMailboxes } from "./directory.ts";
import { dryRun, type DryRunDeps, type Plan } from "../dry-run/dry-run.ts";
import { concerns, decisions, type Above, type Levels, type Place } from "./levels.ts";
import type { Saving } from "./mailbox-acts.ts";
import { scopeOf, type EngineDeps } from "./mailbox.ts";
import { wishesOf, type Trial } from "../dry-run/trial.ts";

/** A mailbox for which something is other than before. */
interface Concerned {
  /** As its person saved it. */
  readonly saved: MailboxDocument;
  readonly trial: Trial;
}

/** What a change of a level would do to one mailbox. */
export interface TriedMailbox {
  readonly mailbox: MailboxDocument;
  /** An error where it could not be tried, e.g. because its person must sign in again. */
  readonly outcome: Plan | Error;
}

export interface LevelTrial {
  /** How many mailboxes that are on have other rules by it. */
  readonly concerned: number;
  readonly tried: readonly TriedMailbox[];
}

/** Changing what administrators decide, and what follows from that for people. */
export interface LevelChanges {
  /**
   * Durable when it resolves. Whom it concerns is told in the background, one after the other, and
   * their runs are woken; also by the next start where this process ends first.
   * @returns how many mailboxes that are on have other rules by it
   */
  save(place: Place, content: LevelContent): Promise<number>;
  /** What it would do, tried out with `most` of those whom it concerns. Nothing is written. */
  tryOut(place: Place, content: LevelContent, most: number): Promise<LevelTrial>;
  /** Tells those who were not told when the process ended. */
  resume(): Promise<void>;
}

/** More than so many are told behind the back of who saved. */
const awaitedMax = 100;

export function createLevelChanges(
  deps: EngineDeps,
  tried: DryRunDeps,
  levels: Levels,
  saving: Pick<Saving, "after">,
  isEnding: () => boolean = () => false,
): LevelChanges {
  /** One change after the other: each is told by what stood before it. */
  const inTurn = createTurns();
  /** Those who are told just now. */
  let telling: Promise<void> = Promise.resolve();

  const concernedBy = async (
    place: Place,
    was: Above,
    will: Above,
  ): Promise<readonly Concerned[]> => {
    const [before, after] = [decisions(was), decisions(will)];
    const found: Concerned[] = [];
    for (const saved of await listMailboxes(deps.store, deps.log)) {
      if (!concerns(place, saved) || saved.givenUp === true) continue;
      const [old, now] = [await before.decided(saved), await after.decided(saved)];
      const isOther =
        !isDeepStrictEqual(old, now) || !isDeepStrictEqual(before.rules(saved), after.rules(saved));
      if (!isOther) continue;
      found.push({ saved, trial: { mailbox: now, wishes: wishesOf(old, now) } });
    }
    return found;
  };
  /** What a connection maps, and whom it believes, is no level's to say. */
  const besides = (decided: ReturnType<typeof decisions>): typeof decided => ({
    ...decided,
    rules: (mailbox) => {
      const { mapped = [], adopts = {} } = deps.rules(mailbox);
      return { ...decided.rules(mailbox), mapped, adopts };
    },
  });
  const onOnes = (all: readonly Concerned[]): readonly Concerned[] =>
    all.filter(({ saved }) => saved.jobs.calendar.enabled);

  const tell = async ({ trial }: Concerned): Promise<void> => {
    const inbox = trial.wishes.map((wish) => put("inbox", deps.ids.next(), wish));
    if (inbox.length > 0) await deps.store.commit(scopeOf(trial.mailbox), inbox);
    await saving.after(trial);
  };

  const tellAll = async (
    place: Place,
    written: SettingsDocument,
    all: readonly Concerned[],
  ): Promise<void> => {
    for (const one of all) {
      // The next start tells the rest.
      if (isEnding()) return;
      try {
        await tell(one);
      } catch (error) {
        // One damaged mailbox must not keep the others from being told; a full disk does.
        if (error instanceof StoreError && error.code !== "refused") throw error;
        const { mailboxId } = one.saved;
        deps.log.warn({ mailbox: mailboxId, error }, "was not told of other rules");
      }
    }
    await levels.finish(place, written);
  };

  /** What is not told now is told by the next start. */
  const quietly = async (telling: Promise<void>): Promise<void> => {
    try {
      await telling;
    } catch (error) {
      deps.log.warn({ error }, "not everybody was told of other rules");
    }
  };

  return {
    async save(place, content) {
      await levels.ready();
      return inTurn("levels", async () => {
        const was = levels.supposing(place, standing(levels, place));
        const written = await levels.write(place, content);
        const all = await concernedBy(place, was, levels.above);
        const count = onOnes(all).length;
        telling = quietly(telling.then(() => tellAll(place, written, all)));
        if (count <= awaitedMax) await telling;
        return count;
      });
    },

    async tryOut(place, content, most) {
      await levels.ready();
      const supposed = levels.supposing(place, content);
      const all = onOnes(await concernedBy(place, levels.above, supposed));
      const outcomes: TriedMailbox[] = [];
      // One after the other: each reads both sides, and people wait for theirs.
      for (const { saved, trial } of all.slice(0, most)) {
        outcomes.push({
          mailbox: saved,
          outcome: await planOf({ ...tried, ...besides(decisions(supposed)) }, saved, trial),
        });
      }
      return { concerned: all.length, tried: outcomes };
    },

    async resume() {
      await levels.ready();
      for (const { place, before, written } of levels.unfinished()) {
        const was = levels.supposing(place, before);
        const all = await concernedBy(place, was, levels.above);
        await quietly(tellAll(place, written, all));
      }
    },
  };
}

/** What the last people were told of who were told at all. */
function standing(levels: Levels, place: Place): LevelContent {
  const unfinished = levels.unfinished().find((one) => isDeepStrictEqual(one.place, place));
  return unfinished?.before ?? levels.at(place);
}

async function planOf(
  deps: DryRunDeps,
  mailbox: MailboxDocument,
  { wishes }: Trial,
): Promise<Plan | Error> {
  try {
    return await dryRun(deps, { mailbox, wishes });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
