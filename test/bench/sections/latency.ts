/**
 * From a person's change on one side until the other side has it: the whole way, notification and
 * webhook included, which the sandbox sends at once. The load: every mailbox changes once each way, at
 * a moment of its own choosing within half a minute.
 */
import { setTimeout as delay } from "node:timers/promises";
import { quantile, type Figure, type Section } from "../figure.ts";
import { openStage, type Stage } from "../stage.ts";
import type { Exchange } from "../traffic.ts";
import type { Person } from "../../whole/person.ts";

const itemsEach = 4;
const spreadMs = 30_000;
/** Changes of a single mailbox, one after the other with a breath between. */
const alone = { changes: 40, breathMs: 700 };
const secondsMax = 1;
/** Wake-ups are folded for so long (performance.md 5.2 d); beyond that the model asks for nothing. */
const foldSeconds = 0.25;
/** Whoever is not visible by then was lost. */
const lostAfterMs = 30_000;
const setupsAtOnce = 8;

type Way = "Outlook to ERP" | "ERP to Outlook";
interface Mailbox {
  readonly person: Person;
  readonly events: readonly string[];
  readonly activities: readonly string[];
}

/** A source of chance that is the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Every person has a few appointments on both sides. */
async function prepare(stage: Stage): Promise<readonly Mailbox[]> {
  const mailboxes: Mailbox[] = [];
  const waiting = [...stage.people];
  const setUpNext = async (): Promise<void> => {
    for (let person = waiting.shift(); person !== undefined; person = waiting.shift()) {
      const activities = await stage.desks.fillErp(person.user, itemsEach);
      await person.setUp();
      mailboxes.push({ person, activities, events: [] });
    }
  };
  await Promise.all(Array.from({ length: setupsAtOnce }, setUpNext));
  await stage.quiet();
  return Promise.all(
    mailboxes.map(async (mailbox) => {
      const events = await stage.desks.eventIds(mailbox.person.user);
      if (events.length !== itemsEach) throw new Error("a mailbox was not synchronized");
      return { ...mailbox, events };
    }),
  );
}

/** Makes changes that carry a mark, and notes when the server has written each mark. */
function createMarks(stage: Stage, way: Way) {
  const begun = new Map<string, number>();
  const seconds: number[] = [];
  const target: Exchange["side"] = way === "Outlook to ERP" ? "erp" : "graph";
  stage.traffic.watch = ({ side, requestBody, status, atMs }) => {
    if (side !== target || status >= 300) return;
    for (const [mark] of requestBody.matchAll(/mark-[oe]\d+-/g)) {
      const startMs = begun.get(mark);
      if (startMs !== undefined && begun.delete(mark)) seconds.push((atMs - startMs) / 1000);
    }
  };
  let made = 0;
  const change = async ({ person: { user }, events, activities }: Mailbox): Promise<void> => {
    // Never the same mark both ways: an item that has it already would not change.
    const mark = `mark-${way === "Outlook to ERP" ? "o" : "e"}${made}-`;
    const at = made % itemsEach;
    made += 1;
    begun.set(mark, performance.now());
    const changes = { subject: mark };
    if (way === "Outlook to ERP") await stage.desks.changeEvent(user, events[at] ?? "", changes);
    else await stage.desks.changeActivity(user, activities[at] ?? "", changes);
  };
  const all = async (): Promise<readonly number[]> => {
    const endMs = performance.now() + lostAfterMs;
    while (begun.size > 0) {
      if (performance.now() > endMs) throw new Error(`${begun.size} changes never arrived`);
      await delay(50);
    }
    return seconds;
  };
  return { change, all };
}

async function measure(
  stage: Stage,
  mailboxes: readonly Mailbox[],
  way: Way,
  report: (figure: Figure) => void,
): Promise<void> {
  const random = chance(7);
  const marks = createMarks(stage, way);
  const [only] = mailboxes;
  if (only === undefined) throw new Error("nobody to measure with");
  if (mailboxes.length === 1) {
    for (let count = 0; count < alone.changes; count++) {
      await marks.change(only);
      await delay(alone.breathMs * (0.5 + random()));
    }
  } else {
    await Promise.all(
      mailboxes.map(async (mailbox) => {
        await delay(random() * spreadMs);
        await marks.change(mailbox);
      }),
    );
  }
  const seconds = await marks.all();
  const about = `${way}, ${mailboxes.length} mailbox${mailboxes.length === 1 ? "" : "es"} changing`;
  const more = { unit: "s", limit: foldSeconds };
  report({ name: `${about}: p50`, value: quantile(seconds, 0.5), ...more });
  report({
    name: `${about}: p99`,
    value: quantile(seconds, 0.99),
    ...more,
    target: { atMost: secondsMax },
  });
  await stage.quiet();
}

export const latency: Section = {
  title: "Change to visible, notifications on",
  async run(report) {
    for (const crowd of [0, 500]) {
      const stage = await openStage({ crowd });
      try {
        const mailboxes = await prepare(stage);
        await measure(stage, mailboxes, "Outlook to ERP", report);
        await measure(stage, mailboxes, "ERP to Outlook", report);
      } finally {
        await stage.stop();
      }
    }
  },
};
