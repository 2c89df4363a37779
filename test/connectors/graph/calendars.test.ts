/** Several calendars of one mailbox under one cursor, against the sandbox. */
import fc from "fast-check";
import { ConnectorError } from "../../../server/connectors/port/connector-error.ts";
import type { Actor } from "../../../server/connectors/port/item.ts";
import { actor as ada } from "./stub.ts";
import { sandboxed, type Sandbox } from "./sandbox.ts";

const scope = {
  resource: "appointment",
  window: { from: "2026-11-01T00:00:00Z", to: "2027-11-01T00:00:00Z" },
} as const;
const times = {
  start: { dateTime: "2026-11-24T08:00:00", timeZone: "UTC" },
  end: { dateTime: "2026-11-24T09:00:00", timeZone: "UTC" },
};

const acting = (chosen: readonly string[]): Actor => ({
  ...ada,
  calendars: { chosen, target: chosen[0] ?? "default" },
});
const pathOf = (calendar: string): string =>
  calendar === "default" ? "/me" : `/me/calendars/${encodeURIComponent(calendar)}`;
const idOf = (made: unknown): string => (made as { id: string }).id;

const newCalendar = async ({ person }: Sandbox, name: string): Promise<string> =>
  idOf(await person("POST", "/me/calendars", { name }));
const add = async ({ person }: Sandbox, calendar: string, subject: string): Promise<string> =>
  idOf(await person("POST", `${pathOf(calendar)}/events`, { subject, ...times }));

/** One whole round, begun anew where the cursor is no longer good, as the engine does. */
async function round({ connector }: Sandbox, actor: Actor, start: string | null) {
  const ids: string[] = [];
  let [cursor, complete, more] = [start, true, true];
  try {
    while (more) {
      const page = await connector.delta(actor, scope, cursor);
      ids.push(...page.changes.map(({ id }) => id));
      ({ cursor, more } = page);
      complete &&= page.complete;
    }
  } catch (error) {
    const isExpired = error instanceof ConnectorError && error.code === "cursor-expired";
    if (!isExpired || start === null) throw error;
    return round({ connector } as Sandbox, actor, null);
  }
  return { ids, cursor, complete } as const;
}

/** What somebody knows who follows the rounds: a list, or what changed, each looked at by itself. */
function follower(sandbox: Sandbox) {
  const known = new Map<string, string>();
  let cursor: string | null = null;
  return {
    known,
    async follow(chosen: readonly string[], anew: boolean) {
      const actor = acting(chosen);
      const told = await round(sandbox, actor, anew ? null : cursor);
      cursor = told.cursor;
      const listed = new Set(told.ids);
      if (told.complete) for (const id of known.keys()) listed.add(id);
      const ids = [...listed];
      const found = await sandbox.connector.get(actor, "appointment", ids);
      for (const [at, id] of ids.entries()) {
        const answer = found[at];
        if (answer?.kind === "error") throw answer.error;
        const isThere = answer?.kind === "found" && answer.item.details.elsewhere == null;
        if (isThere) known.set(id, answer.item.version);
        else known.delete(id);
      }
    },
  };
}

type Act =
  | { readonly kind: "add" | "remove-calendar" | "choose"; readonly calendar: number }
  | { readonly kind: "edit" | "remove"; readonly event: number }
  | { readonly kind: "move"; readonly event: number; readonly calendar: number }
  | { readonly kind: "expire" | "read" };

const calendar = fc.nat({ max: 2 });
const event = fc.nat({ max: 5 });
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("add" as const), calendar }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("move" as const), event, calendar }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("edit", "remove"), event }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("choose" as const), calendar }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("remove-calendar" as const), calendar }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("expire" as const) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("read" as const) }) },
  ),
  { minLength: 5, maxLength: 25 },
);

describe("several calendars under one cursor", () => {
  it("lose no change, whatever joins, leaves, moves or expires in between", async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.boolean(), async (given, answers) => {
        const sandbox = sandboxed();
        sandbox.graph.switches.deletedItemsAnswer = answers;
        const calendars = [
          "default",
          await newCalendar(sandbox, "B"),
          await newCalendar(sandbox, "C"),
        ];
        const chosen = new Set(["default"]);
        const gone = new Set<string>();
        const mailbox = () => sandbox.graph.snapshot().mailboxes[ada.mailboxId];
        const idIn = (at: number): string => {
          const id = calendars[at] ?? "";
          const home = mailbox()?.calendars.find(({ isDefault }) => isDefault)?.id ?? "";
          return id === "default" ? home : id;
        };
        const someEvent = (at: number): string | undefined =>
          Object.keys(mailbox()?.events ?? {})[at];
        const reader = follower(sandbox);
        let anew = false;
        for (const [at, act] of given.entries()) {
          const name = "calendar" in act ? (calendars[act.calendar] ?? "") : "";
          const id = "event" in act ? someEvent(act.event) : undefined;
          switch (act.kind) {
            case "add":
              if (!gone.has(name)) await add(sandbox, name, "Visit");
              break;
            case "edit":
              if (id)
                await sandbox.person("PATCH", `/me/events/${id}`, {
                  subject: `Edit ${at}`,
                });
              break;
            case "remove":
              if (id) await sandbox.person("DELETE", `/me/events/${id}`);
              break;
            case "move":
              if (id && !gone.has(name))
                sandbox.graph.moveEvent(ada.userId, id, idIn(act.calendar));
              break;
            case "choose":
              if (!chosen.delete(name)) chosen.add(name);
              else if (chosen.size === 0) chosen.add("default");
              // As the engine has it listed anew when one was taken away.
              anew = true;
              break;
            case "remove-calendar":
              if (name === "default" || gone.has(name)) break;
              await sandbox.person("DELETE", pathOf(name));
              gone.add(name);
              break;
            case "expire":
              sandbox.graph.expireDeltaTokens();
              break;
            case "read":
              await reader.follow([...chosen], anew);
              anew = false;
          }
        }
        await reader.follow([...chosen], anew);
        const inside = new Set([...chosen].map((one) => idIn(calendars.indexOf(one))));
        const there = Object.values(mailbox()?.events ?? {}).filter((one) =>
          inside.has(one.calendarId),
        );
        expect([...reader.known.keys()].sort()).toEqual(there.map(({ key }) => key).sort());
      }),
      { numRuns: 60 },
    );
  });

  it("cost one request each where nothing happens, and nothing once they are not chosen", async () => {
    const sandbox = sandboxed();
    const projects = await newCalendar(sandbox, "Projects");
    await add(sandbox, projects, "Kick-off");
    const both = acting(["default", projects]);
    const first = await round(sandbox, both, null);
    expect([first.ids.length, first.complete]).toEqual([1, true]);
    const asked = () => sandbox.requests().length;
    let before = asked();
    const second = await round(sandbox, both, first.cursor);
    expect([second.ids, second.complete, asked() - before]).toEqual([[], false, 2]);
    before = asked();
    const third = await round(sandbox, acting(["default"]), second.cursor);
    expect([third.ids, third.complete, asked() - before]).toEqual([[], false, 1]);
  });

  it("list everything anew where one joins: only who sees all tells what is absent or twice", async () => {
    const sandbox = sandboxed();
    const projects = await newCalendar(sandbox, "Projects");
    await add(sandbox, projects, "Kick-off");
    await add(sandbox, "default", "Visit");
    const { cursor } = await round(sandbox, acting(["default"]), null);
    const joined = await round(sandbox, acting(["default", projects]), cursor);
    expect([joined.ids.length, joined.complete]).toEqual([2, true]);
  });

  it("go on from where a mailbox with one calendar left off before there could be several", async () => {
    const sandbox = sandboxed();
    const { cursor } = await round(sandbox, ada, null);
    const { places } = JSON.parse(cursor ?? "") as { places: Record<string, string> };
    await add(sandbox, "default", "Visit");
    const next = await round(sandbox, ada, places["default"] ?? "");
    expect([next.ids.length, next.complete]).toEqual([1, false]);
  });
});

describe("an event in another calendar", () => {
  it("says in which, once it is looked for, and is found where it is made", async () => {
    const sandbox = sandboxed();
    const projects = await newCalendar(sandbox, "Projects");
    const event = await add(sandbox, projects, "Kick-off");
    const where = async (actor: Actor) => {
      const [found] = await sandbox.connector.get(actor, "appointment", [event], new Set([event]));
      return found?.kind === "found" ? found.item.details.elsewhere : found?.kind;
    };
    expect(await where(ada)).toBe(projects);
    expect(await where(acting([projects]))).toBeNull();
    await sandbox.person("DELETE", `/me/events/${event}`);
    sandbox.graph.switches.deletedItemsAnswer = true;
    expect(await where(ada)).toBe("missing");
  });

  it("is made where the person said, and the loss of that calendar is no spent key", async () => {
    const sandbox = sandboxed();
    const projects = await newCalendar(sandbox, "Projects");
    const actor = acting(["default", projects]);
    const there = { ...actor, calendars: { chosen: ["default", projects], target: projects } };
    const fields = {
      subject: "From the ERP",
      when: {
        allDay: false,
        start: "2026-11-24T08:00:00Z",
        end: "2026-11-24T09:00:00Z",
        zone: "UTC",
      },
    };
    const create = { kind: "create", key: "link#1", fields } as const;
    const [made] = await sandbox.connector.write(there, "appointment", [create]);
    expect(made?.kind).toBe("written");
    const found = await sandbox.connector.findByKey(there, "appointment", "link#1");
    expect(found?.fields["subject"]).toBe("From the ERP");
    await sandbox.person("DELETE", pathOf(projects));
    const [lost] = await sandbox.connector.write(there, "appointment", [
      { ...create, key: "link#2" },
    ]);
    expect(lost).toMatchObject({ kind: "error", error: { code: "not-found" } });
  });
});
