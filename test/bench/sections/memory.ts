/** What a mailbox costs while nothing happens in it: the server anew on a thousand of them. */
import type { Section } from "../figure.ts";
import { openStage, type Stage } from "../stage.ts";
import { mailboxScope } from "../../../server/engine/mailboxes/mailbox.ts";
import { put, type Change } from "../../../server/store/store.ts";

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

/** The same mailbox again and again, for people who never signed in: their runs wait for that. */
async function multiply(stage: Stage): Promise<void> {
  const [person] = stage.people;
  if (person === undefined) throw new Error("nobody to copy");
  const { store } = stage.server;
  const { scope } = person;
  const mailbox = await store.get(scope, "mailbox", "mailbox");
  if (mailbox === undefined) throw new Error("the mailbox was not set up");
  const links = await store.list(scope, "links");
  const cursors = await store.list(scope, "cursors");
  for (let index = 0; index < mailboxes; index++) {
    const id = `d4d4d4d4-0000-4000-8000-${String(index).padStart(12, "0")}`;
    const changes: Change[] = [
      put("mailbox", "mailbox", { ...mailbox, mailboxId: id, userId: id }),
      ...[...links].map(([key, link]) => put("links", key, link)),
      ...[...cursors].map(([key, cursor]) => put("cursors", key, cursor)),
    ];
    await store.commit(mailboxScope(scope.tenantId, id), changes);
  }
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
      await multiply(stage);
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
