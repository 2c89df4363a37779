/** What the store costs, beside what the disk under it costs: both are measured in the same run. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "../../../server/lib/clock.ts";
import { diskFiles, type Files } from "../../../server/store/lowdb/files.ts";
import { createLowdbStore } from "../../../server/store/lowdb/lowdb.ts";
import { put, type Change, type Scope, type Store } from "../../../server/store/store.ts";
import { quantile, type Figure, type Section } from "../figure.ts";

/** As long as the line of one changed link. */
const lineBytes = 700;
const mailboxes = 64;
/** 10,000 commits per second where a flush costs 0.2 ms: so many in the time of one flush. */
const commitsPerFlush = 2;
/** Flat within 20 %. */
const flat = 1.2;

export const store: Section = {
  title: "Store: durable commits, flat costs",
  async run(report) {
    mkdirSync(".data", { recursive: true });
    // Not the system's temporary folder: that may be memory.
    const folder = mkdtempSync(join(".data", "bench-store-"));
    try {
      await commits(folder, report);
      await bySize(folder, report);
      await byMailboxes(folder, report);
      await atRest(folder, report);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

type Report = (figure: Figure) => void;

async function commits(folder: string, report: Report): Promise<void> {
  const [flush] = await flushes(join(folder, "bare"), 1, 2000);
  const bareMs = quantile(flush ?? [], 0.5);
  report({ name: "bare flush of an appended line, p50", value: bareMs, unit: "ms" });
  const started = performance.now();
  const each = 300;
  await flushes(join(folder, "bare"), mailboxes, each);
  const barePerSecond = (mailboxes * each * 1000) / (performance.now() - started);

  const opened = await openStore(join(folder, "commits"));
  const links = manyLinks(100);
  for (let index = 0; index < mailboxes; index += 1) await opened.restore(mailbox(index), links);
  const times: number[] = [];
  for (let index = 0; index < 2000; index += 1) {
    const before = performance.now();
    await opened.commit(mailbox(0), [changed(index % 100, index)]);
    times.push(performance.now() - before);
  }
  for (const [share, name] of [
    [0.5, "p50"],
    [0.99, "p99"],
  ] as const) {
    report({
      name: `durable commit of one link, ${name}`,
      value: quantile(times, share),
      unit: "ms",
      limit: quantile(flush ?? [], share),
      ...(share === 0.5 ? { target: { atMost: 1 } } : {}),
    });
  }
  const total = 20_000;
  const ms = await inFlight(total, mailboxes, (index) =>
    opened.commit(mailbox(index % mailboxes), [changed(index % 100, index)]),
  );
  const perSecond = (total * 1000) / ms;
  report({
    name: `commits over ${mailboxes} mailboxes`,
    value: perSecond,
    unit: "commits/s",
    limit: barePerSecond,
  });
  report({
    name: `commits over ${mailboxes} mailboxes in the time of one bare flush`,
    value: (perSecond * bareMs) / 1000,
    unit: "commits",
    target: { atLeast: commitsPerFlush },
  });
  await opened.close();
}

async function bySize(folder: string, report: Report): Promise<void> {
  const costs: Cost[] = [];
  for (const links of [1_000, 100_000]) {
    const count = counting();
    const path = join(folder, `links-${links}`);
    const opened = await openStore(path, count.files);
    await opened.restore(mailbox(0), manyLinks(links));
    // What the filling left behind is not what a change costs.
    globalThis.gc?.();
    const cost = await costOf(links === 1_000 ? 20_000 : 150_000, count, (index) =>
      opened.commit(mailbox(0), [changed(scattered(index, links), index)]),
    );
    costs.push(cost);
    tell(report, `${links.toLocaleString("en")} links`, cost, mailboxes);
    await opened.close();
    const again = await openStore(path);
    const before = performance.now();
    await again.get(mailbox(0), "state", "state");
    report({
      name: `reopened with ${links.toLocaleString("en")} links and a long journal`,
      value: performance.now() - before,
      unit: "ms",
    });
    await again.close();
  }
  tellFlat(report, "100,000 against 1,000 links", costs);
}

async function byMailboxes(folder: string, report: Report): Promise<void> {
  const costs: Cost[] = [];
  for (const many of [10, 10_000]) {
    const count = counting();
    const opened = await openStore(join(folder, `mailboxes-${many}`), count.files);
    const links = manyLinks(20);
    await inFlight(many, 8, (index) => opened.commit(mailbox(index), links));
    const total = 40_000;
    const before = count.bytes;
    globalThis.gc?.();
    // No two at once in one mailbox: they would share a flush, which is another figure.
    const ms = await inFlight(total, 8, (index) =>
      opened.commit(mailbox(scattered(index, many)), [changed(index % 20, index)]),
    );
    const cost = { bytes: (count.bytes - before) / total, ms: ms / total };
    costs.push(cost);
    tell(report, `${many.toLocaleString("en")} mailboxes`, cost, 8);
    await opened.close();
  }
  tellFlat(report, "10,000 against 10 mailboxes", costs);
}

async function atRest(folder: string, report: Report): Promise<void> {
  const path = join(folder, "rest");
  const filled = await openStore(path);
  const links = manyLinks(100);
  for (let index = 0; index < 1_000; index += 1) await filled.commit(mailbox(index), links);
  await filled.close();
  const before = memoryUsed();
  const opened = await openStore(path);
  const started = performance.now();
  await inFlight(1_000, 8, (index) => opened.get(mailbox(index), "state", "state"));
  report({
    name: "1,000 mailboxes of 100 links opened",
    value: performance.now() - started,
    unit: "ms",
  });
  report({
    name: "memory at rest of 1,000 open mailboxes of 100 links",
    value: (memoryUsed() - before) / 1024 / 1024,
    unit: "MiB",
  });
  await opened.close();
}

interface Cost {
  readonly bytes: number;
  readonly ms: number;
}

function tell(report: Report, name: string, { bytes, ms }: Cost, width: number): void {
  report({ name: `written per change at ${name}`, value: bytes, unit: "bytes" });
  report({ name: `time per change at ${name}, ${width} at a time`, value: ms, unit: "ms" });
}

function tellFlat(report: Report, name: string, [small, large]: readonly Cost[]): void {
  if (small === undefined || large === undefined) return;
  const target = { atMost: flat };
  report({ name: `bytes: ${name}`, value: large.bytes / small.bytes, unit: "times", target });
  report({ name: `time: ${name}`, value: large.ms / small.ms, unit: "times", target });
}

/** Per change, from one finished checkpoint to a later one, so that each pays for its checkpoint. */
async function costOf(
  total: number,
  count: Counting,
  change: (index: number) => Promise<void>,
): Promise<Cost> {
  let done = 0;
  const marks: { readonly at: number; readonly bytes: number; readonly done: number }[] = [];
  count.onCheckpoint = () => marks.push({ at: performance.now(), bytes: count.bytes, done });
  await inFlight(total, mailboxes, async (index) => {
    await change(index);
    done += 1;
  });
  const [first, last] = [marks[0], marks.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    throw new Error(`Only ${marks.length} checkpoints in ${total} changes`);
  }
  const changes = last.done - first.done;
  return { bytes: (last.bytes - first.bytes) / changes, ms: (last.at - first.at) / changes };
}

interface Counting {
  readonly files: Files;
  readonly bytes: number;
  onCheckpoint: () => void;
}

function counting(): Counting {
  let bytes = 0;
  const counted: Counting = {
    files: {
      ...diskFiles,
      write(path, content) {
        bytes += content.length;
        return diskFiles.write(path, content);
      },
      async rename(from, to) {
        await diskFiles.rename(from, to);
        if (to.endsWith("/snapshot")) counted.onCheckpoint();
      },
      async openAppend(path) {
        const file = await diskFiles.openAppend(path);
        return {
          get size() {
            return file.size;
          },
          append(content) {
            bytes += content.length;
            return file.append(content);
          },
          sync: () => file.sync(),
          truncate: (size) => file.truncate(size),
          close: () => file.close(),
        };
      },
    },
    get bytes() {
      return bytes;
    },
    onCheckpoint: () => undefined,
  };
  return counted;
}

/** Appends to so many files at once; the times of each. */
async function flushes(folder: string, files: number, each: number): Promise<readonly number[][]> {
  mkdirSync(folder, { recursive: true });
  const line = Buffer.alloc(lineBytes, "a");
  return Promise.all(
    Array.from({ length: files }, async (_, index) => {
      const handle = await open(join(folder, `${files}-${index}`), "a");
      const times: number[] = [];
      for (let done = 0; done < each; done += 1) {
        const before = performance.now();
        await handle.write(line);
        await handle.datasync();
        times.push(performance.now() - before);
      }
      await handle.close();
      return times;
    }),
  );
}

/** @returns milliseconds for all of them, `width` at a time. */
async function inFlight(
  total: number,
  width: number,
  act: (index: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < total) await act(next++);
    }),
  );
  return performance.now() - started;
}

function openStore(folder: string, files: Files = diskFiles): Promise<Store> {
  return createLowdbStore({ folder, clock: systemClock, files });
}

function mailbox(index: number): Scope {
  return { kind: "mailbox", tenantId: "contoso", mailboxId: `mailbox-${index}` };
}

function manyLinks(count: number): readonly Change[] {
  return Array.from({ length: count }, (_, index) => changed(index, 0));
}

/** Visits all numbers below `count` in an order in which neighbours are far apart. */
function scattered(index: number, count: number): number {
  return (index * 7919) % count;
}

/** The store looks into no document; this one is as long as a link usually is. */
function changed(link: number, version: number): Change {
  const fields = { subject: `Visit ${link}, version ${version}`, body: "x".repeat(480) };
  return put("settings", `link-${link}`, { values: fields });
}

/** The bench runs with `--expose-gc`. */
function memoryUsed(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
