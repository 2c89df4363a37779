import { isDeepStrictEqual } from "node:util";
import { createTurns } from "../../../lib/turns.ts";
import type { LevelContent } from "../../../settings/inherit.ts";
import type { MailboxDocument } from "../../../store/documents/mailbox.ts";
import type { SettingsDocument } from "../../../store/documents/administration.ts";
import { put, StoreError } from "../../../store/store.ts";
import { ItemError } from "../../items/item-error.ts";
import { listMailboxes } from "../people/directory.ts";
import { dryRun, type DryRunDeps } from "../../dry-run/dry-run.ts";
import type { TriedChange } from "../../dry-run/survey.ts";
import { concerns, decisions, type Above, type Levels, type Place } from "./levels.ts";
import type { Saving } from "../mailbox-acts.ts";
import { scopeOf, type EngineDeps } from "../mailbox.ts";
import { wishesOf, type Trial } from "../../dry-run/trial.ts";

/** A mailbox for which something is other than before. */
interface Concerned {
  /** As its person saved it. */
  readonly saved: MailboxDocument;
  readonly trial: Trial;
}

/** Changing what administrators decide, and what follows from that for people. */
export interface LevelChanges {
  /**
   * Durable when it resolves. Whom it concerns is told in the background, one after the other, and
   * their runs are woken; also by the next start where this process ends first.
   * @returns how many mailboxes that are on have other rules by it
   */
  save(place: Place, content: LevelContent): Promise<number>;
  trying(place: Place, content: LevelContent): Promise<TriedChange>;
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

  /** `null`: it has no other rules. */
  const otherRulesOf = async (
    saved: MailboxDocument,
    place: Place,
    was: Above,
    will: Above,
  ): Promise<Trial | null> => {
    if (!concerns(place, saved) || saved.givenUp === true) return null;
    const [before, after] = [decisions(was), decisions(will)];
    const [old, now] = [await before.decided(saved), await after.decided(saved)];
    const isOther =
      !isDeepStrictEqual(old, now) || !isDeepStrictEqual(before.rules(saved), after.rules(saved));
    return isOther ? { mailbox: now, wishes: wishesOf(old, now) } : null;
  };
  const concernedBy = async (
    place: Place,
    was: Above,
    will: Above,
  ): Promise<readonly Concerned[]> => {
    const found: Concerned[] = [];
    for (const saved of await listMailboxes(deps.store, deps.log)) {
      const trial = await otherRulesOf(saved, place, was, will);
      if (trial !== null) found.push({ saved, trial });
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

  /** In its turn. */
  const saveNow = async (place: Place, content: LevelContent): Promise<number> => {
    const was = levels.supposing(place, standing(levels, place));
    const written = await levels.write(place, content);
    const all = await concernedBy(place, was, levels.above);
    const count = onOnes(all).length;
    telling = quietly(telling.then(() => tellAll(place, written, all)));
    if (count <= awaitedMax) await telling;
    return count;
  };

  return {
    async save(place, content) {
      await levels.ready();
      return inTurn("levels", () => saveNow(place, content));
    },

    async trying(place, content) {
      await levels.ready();
      const supposed = levels.supposing(place, content);
      const said = (): readonly LevelContent[] => [levels.at({ name: "system" }), levels.at(place)];
      const before = said();
      return {
        trialOf: async (saved) =>
          saved.jobs.calendar.enabled ? otherRulesOf(saved, place, levels.above, supposed) : null,
        plan: ({ mailbox, wishes }) =>
          dryRun({ ...tried, ...besides(decisions(supposed)) }, { mailbox, wishes }),
        save: () =>
          inTurn("levels", async () => {
            if (isDeepStrictEqual(said(), before)) return saveNow(place, content);
            throw new ItemError(
              "conflict",
              "These rules, or those for everybody, were changed since the dry run began: nothing was saved. Look again.",
            );
          }),
      };
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
