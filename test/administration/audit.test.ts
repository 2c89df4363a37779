/** The trail of administrative acts: nothing of it can be changed without being seen. */
import type { AuditEntry } from "../../server/store/documents/administration.ts";
import type { Change } from "../../server/store/store.ts";
import type { Act } from "../../server/administration/acts.ts";
import { createAudit } from "../../server/administration/audit.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { countedIds } from "../../server/lib/ids.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";

const scope = { kind: "installation" } as const;
const everywhere = { tenantId: null };
const store = createMemoryStore();
const logged: unknown[] = [];
const clock = manualClock(Date.parse("2026-11-28T08:00:00Z"));
const ids = countedIds("line-");
const begin = () =>
  createAudit({ store, clock, ids, log: { info: (facts) => void logged.push(facts) } });
const audit = begin();

function actOf(name: string, tenantId: string): Act {
  return {
    actor: { kind: "person", tenantId, userId: name, name },
    ...{ act: "administrator-appointed", tenantId, about: `friend of ${name}` },
    facts: { role: "auditor" },
  };
}

beforeEach(async () => {
  await store.erase(scope);
  logged.length = 0;
});

/** Writes the stored lines back, changed: what somebody with an editor would do. */
async function tamper(change: (lines: AuditEntry[]) => readonly AuditEntry[]): Promise<void> {
  const lines = (await store.history(scope, { limit: 1000 })).toReversed();
  const changes = change(lines).map((entry): Change => ({ kind: "append", entry }));
  await store.restore(scope, changes);
}

it("holds when many acts are recorded at once, and tells each digest to the log", async () => {
  await Promise.all(
    Array.from({ length: 450 }, (_, at) => audit.record(actOf(`p${at}`, "contoso"))),
  );
  const proof = await audit.verify();
  expect(proof).toMatchObject({ lines: 450, brokenAt: null });
  expect(logged).toHaveLength(450);
  expect(logged.at(-1)).toMatchObject({ hash: proof.head });
});

describe("is seen to be broken where a line was", () => {
  const mischiefs: readonly (readonly [string, (lines: AuditEntry[]) => readonly AuditEntry[]])[] =
    [
      ["edited", (lines) => lines.map((one, at) => (at === 2 ? { ...one, about: "nobody" } : one))],
      [
        "given to another",
        (lines) =>
          lines.map((one, at) => (at === 2 ? { ...one, actor: { kind: "server" as const } } : one)),
      ],
      ["taken out", (lines) => lines.toSpliced(2, 1)],
      ["taken from the beginning", (lines) => lines.slice(1)],
      ["put in another place", (lines) => lines.toSpliced(1, 2, ...lines.slice(1, 3).toReversed())],
      ["written twice", (lines) => lines.toSpliced(2, 0, ...lines.slice(2, 3))],
    ];
  it.each(mischiefs)("%s", async (_what, change) => {
    for (const name of ["a", "b", "c", "d", "e"]) await audit.record(actOf(name, "contoso"));
    await tamper(change);
    expect((await audit.verify()).brokenAt).not.toBeNull();
  });

  it("and cut off the end, by whoever noted down the head", async () => {
    for (const name of ["a", "b", "c"]) await audit.record(actOf(name, "contoso"));
    const { head } = await audit.verify();
    await tamper((lines) => lines.slice(0, 2));
    expect((await audit.verify()).head).not.toBe(head);
  });
});

it("shows who looks after one tenant the lines of that tenant alone, page by page", async () => {
  for (let at = 0; at < 30; at += 1) {
    await audit.record(actOf(`p${at}`, at % 3 === 0 ? "contoso" : "fabrikam"));
  }
  const realm = { tenantId: "contoso" };
  const seen: string[] = [];
  for (let before: string | null = ""; before !== null;) {
    const page = await audit.page(realm, { limit: 4, ...(before === "" ? {} : { before }) });
    seen.push(...page.entries.map(({ tenantId }) => String(tenantId)));
    before = page.next;
  }
  expect(seen).toEqual(Array.from({ length: 10 }, () => "contoso"));
  const found = await audit.page(everywhere, { limit: 50, text: "FRIEND of p7" });
  expect(found.entries.map(({ about }) => about)).toEqual(["friend of p7"]);
});

describe("what is refused again and again", () => {
  const refused = (name: string, about: string, requestId: string): Act => ({
    ...{ actor: { kind: "person", tenantId: "contoso", userId: name, name }, about, requestId },
    ...{ act: "access-refused", outcome: "refused", tenantId: "contoso" },
  });
  const told = async () =>
    (await audit.page(everywhere, { limit: 50 })).entries
      .map(({ actor, about, facts, requestId }) => ({
        who: actor.kind === "person" ? actor.name : "",
        ...{ about, requestId, times: facts["times"] },
      }))
      .toReversed();

  it("has a line at once, and one more when its hour is over, whoever asks how often meanwhile", async () => {
    for (let at = 0; at < 300; at += 1) await audit.record(refused("eve", "GET /a", `eve-${at}`));
    await audit.record(refused("eve", "GET /b", "b"));
    await audit.record(refused("mallory", "GET /a", "m"));
    const first = [
      { who: "eve", about: "GET /a", requestId: "eve-0", times: undefined },
      { who: "eve", about: "GET /b", requestId: "b", times: undefined },
      { who: "mallory", about: "GET /a", requestId: "m", times: undefined },
    ];
    expect(await told()).toEqual(first);
    clock.advance(3_600_000);
    // By whatever process reads or writes the trail next.
    await begin().record(actOf("ada", "contoso"));
    expect(await told()).toMatchObject([
      ...first,
      { who: "eve", about: "GET /a", requestId: "eve-299", times: 299 },
      { who: "ada" },
    ]);
    expect((await store.list(scope, "refusals")).size).toBe(0);
    expect((await audit.verify()).brokenAt).toBeNull();
    await audit.record(refused("eve", "GET /a", "anew"));
    expect((await told()).at(-1)).toMatchObject({ requestId: "anew", times: undefined });
  });

  it("cannot be made less by whoever edits how often it was", async () => {
    for (let at = 0; at < 9; at += 1) await audit.record(refused("eve", "GET /a", `eve-${at}`));
    clock.advance(3_600_000);
    expect((await audit.verify()).lines).toBe(2);
    await tamper((lines) =>
      lines.map((one, at) => (at === 1 ? { ...one, facts: { ...one.facts, times: 1 } } : one)),
    );
    expect((await audit.verify()).brokenAt).not.toBeNull();
  });
});
