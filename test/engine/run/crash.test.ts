import fc from "fast-check";
import type { Connector } from "../../../server/connectors/port/connector.ts";
import type { Item } from "../../../server/connectors/port/item.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import type { InboxDocument } from "../../../server/store/documents/mailbox.ts";
import { appointmentSchemaRules } from "../../../server/resources/appointment/schema.ts";
import { put, StoreError } from "../../../server/store/store.ts";
import { runMailbox } from "../../../server/engine/run/run.ts";
import { Crash, createBreaker } from "../breaker.ts";
import { activity, appointment, createHarness, type Harness } from "../harness.ts";

const crash = fc.option(
  fc.record({ step: fc.integer({ min: 1, max: 18 }), when: fc.constantFrom("before", "after") }),
  { freq: 2 },
);
const fault = fc.option(
  fc.record({
    side: fc.constantFrom("outlook" as const, "erp" as const),
    call: fc.constantFrom("delta" as const, "get" as const, "write" as const),
    when: fc.constantFrom("before" as const, "after" as const),
    code: fc.constantFrom("unavailable" as const, "throttled" as const),
  }),
  { freq: 3 },
);
const act = fc.record({
  kind: fc.constantFrom(
    ...["edit", "edit", "edit", "edit", "delete", "add", "expire"],
    ...["choose", "release", "remove-copy", "retry", "answer", "undo", "undo"],
  ),
  side: fc.constantFrom("outlook" as const, "erp" as const),
  item: fc.nat(3),
  field: fc.constantFrom("subject", "place"),
});
const schedule = fc.array(
  fc.record({ acts: fc.array(act, { maxLength: 3 }), crash, fault, overlap: fc.boolean() }),
  { minLength: 1, maxLength: 6 },
);
const precedence = fc.constantFrom("erp" as const, "microsoft", "newest", "ask");
/** How much a run carries out together. */
const portionMax = fc.constantFrom(1, 2, 200);
/** Whether the ERP tells by a feed what moved, or has to be asked. */
const feed = fc.boolean();

const withoutFeed = ({ feed: _none, ...inner }: Connector): Connector => inner;

/** Every value a person typed, and the value it replaced: an edit is lost when neither shows up. */
interface Typed {
  readonly value: string;
  readonly replaced: unknown;
}

/** The link whose create made the item, also before the link knows it. */
const linkOf = ({ key }: Item): string => key?.split("#")[0] ?? "";

/** What people did: what they typed, and the copies they asked to be removed in whatever state. */
interface Story {
  readonly typed: Typed[];
  readonly doomed: Set<string>;
}

interface Act {
  readonly kind: string;
  readonly side: "outlook" | "erp";
  readonly item: number;
  readonly field: string;
}

function actAsPerson(harness: Harness, act: Act, { typed, doomed }: Story): void {
  const { kind, side, field } = act;
  const here = side === "outlook" ? harness.outlook : harness.erp;
  const items = side === "outlook" ? harness.outlookItems() : harness.activities();
  const value = `w${typed.length}`;
  const chosen = items[act.item % Math.max(1, items.length)];
  if (kind === "expire") {
    here.expireCursors();
  } else if (kind === "add") {
    if (side === "outlook") here.add("ada", appointment(value, 30));
    else here.add("U-ada", activity(value, 30));
    typed.push({ value, replaced: undefined });
  } else if (chosen !== undefined && kind === "delete") {
    typed.push({ value: `deleted ${chosen.id}`, replaced: chosen.fields });
    here.remove(chosen.id);
  } else if (chosen !== undefined && kind === "edit") {
    const name = doomed.has(chosen.id) || doomed.has(linkOf(chosen)) ? `deleted ${value}` : value;
    typed.push({ value: name, replaced: chosen.fields[field] });
    here.edit(chosen.id, { [field]: value });
  }
}

/** What a person asks of an item in the pane, as the API stores it. */
async function actInPane(harness: Harness, { kind, item }: Act, story: Story): Promise<void> {
  if (kind === "undo") return takeBack(harness, item);
  const links = await harness.links();
  const link = links[item % Math.max(1, links.length)];
  const microsoftId = link?.ids.microsoft;
  if (link === undefined || microsoftId === undefined) return;
  const linkId = link.id;
  const wish = (document: InboxDocument) =>
    harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), document)]);
  const [asked] = link.waiting;
  if (kind === "choose") {
    await harness.choose(microsoftId);
  } else if (kind === "release") {
    await wish({ kind, linkId, removeErpCopy: false });
  } else if (kind === "remove-copy") {
    // He sees what the copy holds, and asks for it to go.
    const copy = harness
      .activities()
      .find((one) => one.id === link.ids.erp || linkOf(one) === linkId);
    story.typed.push({ value: "deleted copy", replaced: copy?.fields });
    story.doomed.add(linkId);
    if (copy !== undefined) story.doomed.add(copy.id);
    await wish({ kind: "release", linkId, removeErpCopy: true });
  } else if (kind === "retry") {
    await wish({ kind, key: linkId });
  } else if (kind === "answer" && asked !== undefined) {
    const { field } = asked;
    const print = appointmentSchemaRules.fields[field]!.fingerprint;
    const [microsoft, erp] = [print(asked.microsoft), print(asked.erp)];
    // What he decides against, he has seen and given up.
    story.typed.push({ value: "deleted by an answer", replaced: asked.erp });
    await wish({ kind, linkId, field, answer: { keep: "microsoft", microsoft, erp } });
  }
}

/** He takes one of the newest changes back, or all of the run that it was made in. */
async function takeBack(harness: Harness, item: number): Promise<void> {
  const kept = [...(await harness.store.list(harness.scope, "undo"))].reverse();
  const [lineId, chosen] = kept[item % Math.max(1, kept.length)] ?? [];
  if (lineId === undefined) return;
  const ofRun = kept.filter(([, { runId }]) => runId === chosen?.runId).map(([id]) => id);
  const lineIds = item === 3 ? ofRun : [lineId];
  await harness.store.commit(harness.scope, [
    put("inbox", harness.deps.ids.next(), { kind: "undo", lineIds, tellGuests: false }),
  ]);
}

/** Replaced by a person, deleted with its item by a person, logged as a conflict, or still there. */
function survives(value: string, typed: readonly Typed[], there: string, log: string): boolean {
  if (there.includes(`"${value}"`) || log.includes(`"${value}"`)) return true;
  return typed.some(
    (one) => one.replaced === value || JSON.stringify(one.replaced ?? "").includes(`"${value}"`),
  );
}

describe("rule 10: stopped after any step and started again", () => {
  it("converges with nothing lost and nothing twice", async () => {
    await fc.assert(
      fc.asyncProperty(schedule, precedence, feed, portionMax, async (rounds, rule, fed, size) => {
        const breaker = createBreaker();
        const harness = await createHarness({
          job: { outlookItems: "all" },
          settings: { precedence: rule },
          run: { portionMax: size },
          store: breaker.store(createMemoryStore()),
          wrap: (inner) => breaker.connector(fed ? inner : withoutFeed(inner)),
        });
        const story: Story = { typed: [], doomed: new Set() };
        for (const round of rounds) {
          breaker.arm(null);
          for (const one of round.acts) {
            actAsPerson(harness, one, story);
            await actInPane(harness, one, story);
          }
          if (round.fault !== null) harness[round.fault.side].failNext(round.fault);
          breaker.arm(round.crash);
          const runs = [harness.run()];
          // A second worker believes the first one dead: it is fenced off at its next commit.
          if (round.overlap) runs.push(runMailbox(harness.deps, harness.scope));
          for (const ended of await Promise.allSettled(runs)) {
            if (ended.status === "fulfilled" || ended.reason instanceof Crash) continue;
            const fenced = ended.reason instanceof StoreError && ended.reason.code === "fenced";
            if (!fenced) throw ended.reason;
          }
        }
        breaker.arm(null);
        await harness.settle(12);
        const off = (await harness.links()).filter((link) => link.choice === "off");
        const unfollowed = new Set(off.flatMap(({ ids }) => Object.values(ids)));
        const outlook = harness.outlookItems().filter(({ id }) => !unfollowed.has(id));
        const erp = harness.activities().filter(({ id }) => !unfollowed.has(id));
        const asked = (await harness.links()).some((link) => link.waiting.length > 0);
        const print = (items: typeof outlook) =>
          items.map(({ fields }) => JSON.stringify([fields["subject"], fields["place"]])).sort();
        // Until a person answered, the two sides differ in the field he is asked about.
        expect(asked ? outlook.length : print(outlook)).toEqual(asked ? erp.length : print(erp));
        expect((await harness.links()).length - off.length).toBe(outlook.length);
        const there = JSON.stringify([harness.outlookItems(), harness.activities()]);
        const log = JSON.stringify(await harness.history());
        for (const { value } of story.typed) {
          if (value.startsWith("deleted ")) continue;
          if (!survives(value, story.typed, there, log))
            throw new Error(`the edit ${value} was lost`);
        }
        const before = harness.outlook.writes.length + harness.erp.writes.length;
        await harness.run();
        expect(harness.outlook.writes.length + harness.erp.writes.length).toBe(before);
      }),
      { numRuns: Number(process.env["CRASH_RUNS"] ?? 1500) },
    );
  });
});
