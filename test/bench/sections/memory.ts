/** What a mailbox costs while nothing happens in it: the server anew on a thousand of them. */
import { multiply } from "../crowd.ts";
import type { Section } from "../figure.ts";
import { openStage } from "../stage.ts";

const mailboxes = 1_000;
const linksEach = 100;
const mebibyte = 1024 * 1024;

/** MiB in use once what nobody needs is gone. */
async function used(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await new Promise((turn) => setImmediate(turn));
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / mebibyte;
}

export const memory: Section = {
  title: `Memory at rest, ${mailboxes} mailboxes with ${linksEach} links each`,
  async run(report) {
    const stage = await openStage();
    try {
      const [person] = stage.people;
      if (person === undefined) throw new Error("nobody to measure with");
      await stage.desks.fillErp(person.user, linksEach);
      await person.setUp();
      await stage.quiet();
      await stage.restart();
      await stage.quiet();
      const before = await used();
      await multiply(stage, 0, mailboxes);
      const busy = await used();
      await stage.restart();
      await stage.quiet();
      const resting = await used();
      report({ name: "just written, per 1,000 mailboxes", value: busy - before, unit: "MiB" });
      report({ name: "after a start, per 1,000 mailboxes", value: resting - before, unit: "MiB" });
    } finally {
      await stage.stop();
    }
  },
};
