import { users } from "../../../sandbox/tenants.ts";
import type { Item, Outcome, WriteAction } from "../../../server/connectors/port/item.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { get, itemOf, made, write } from "./acts.ts";
import { sandboxed, type Sandbox } from "./sandbox.ts";
import { actor } from "./stub.ts";

const grace = users[1]!;
const stranger = "nina@northwind.example";

/** Grace's meeting, to which Ada and a stranger are invited. */
async function invited(more: object = {}) {
  const sandbox = sandboxed();
  const asked = [actor.address, stranger].map((address) => ({ emailAddress: { address } }));
  const meeting = {
    subject: "Lunch",
    start: { dateTime: "2026-11-24T11:00:00", timeZone: "UTC" },
    end: { dateTime: "2026-11-24T12:00:00", timeZone: "UTC" },
    attendees: asked,
    ...more,
  };
  const { id } = (await sandbox.person("POST", "/me/events", meeting, grace.id)) as { id: string };
  const list = (await sandbox.person("GET", "/me/events")) as { value: { id: string }[] };
  const copy = await get(sandbox, list.value[0]!.id);
  if (copy?.kind !== "found") throw new Error("Ada was not invited");
  return { sandbox, meetingId: id, copy: copy.item };
}

const update = (item: Item, fields: Fields, stamp = "s1"): WriteAction => ({
  ...{ kind: "update", id: item.id, precondition: item.version, fields, stamp },
});
const answer = async (sandbox: Sandbox, item: Item, fields: Fields): Promise<Outcome> =>
  (await write(sandbox, update(item, fields)))[0]!;

/** What was mailed since the invitation. */
const mails = ({ graph }: Sandbox) =>
  graph
    .mails()
    .slice(1)
    .map(({ kind, from, to }) => [kind, from, ...to]);
const oneResponse = [["response", actor.address, grace.address]];

async function atOrganizer(sandbox: Sandbox, meetingId: string) {
  const meeting = await sandbox.person("GET", `/me/events/${meetingId}`, undefined, grace.id);
  return (meeting as { attendees: { status: { response: string } }[] }).attendees[0]?.status
    .response;
}

describe("an answer to an invitation, from the responder's own mailbox", () => {
  it.each([
    ["accepted", "accepted"],
    ["tentative", "tentativelyAccepted"],
  ])("%s: the organizer is told once, and nobody is invited", async (response, inGraph) => {
    const { sandbox, meetingId, copy } = await invited();
    expect(copy.fields["response"]).toBeNull();
    const item = itemOf(await answer(sandbox, copy, { response }));
    expect(item).toMatchObject({ fields: { response }, stamp: "s1" });
    expect(await get(sandbox, copy.id)).toMatchObject({
      item: { version: item.version, fields: { response }, stamp: "s1" },
    });
    expect(await atOrganizer(sandbox, meetingId)).toBe(inGraph);
    expect(mails(sandbox)).toEqual(oneResponse);
  });

  it("declined: Exchange takes the meeting out of the calendar, and that is its end here", async () => {
    const { sandbox, meetingId, copy } = await invited();
    expect(await answer(sandbox, copy, { response: "declined" })).toEqual({ kind: "gone" });
    expect(await atOrganizer(sandbox, meetingId)).toBe("declined");
    expect(mails(sandbox)).toEqual(oneResponse);
    const [found] = await sandbox.connector.get(
      ...([actor, "appointment", [copy.id], new Set([copy.id])] as const),
    );
    expect(found).toEqual({ kind: "missing" });
  });

  it("is sent to nobody where the organizer wants none, and stands all the same", async () => {
    const { sandbox, copy } = await invited({ responseRequested: false });
    const item = itemOf(await answer(sandbox, copy, { response: "accepted" }));
    expect(item.fields["response"]).toBe("accepted");
    expect(mails(sandbox)).toEqual([]);
  });

  it("goes with other fields, which are there when the stamp is", async () => {
    const { sandbox, copy } = await invited();
    const sent = { response: "accepted", showAs: "free", categories: ["Visit"] };
    const item = itemOf(await answer(sandbox, copy, sent));
    expect(item).toMatchObject({ fields: sent, stamp: "s1" });
  });

  it("of a series is one answer to all of it", async () => {
    const pattern = { type: "daily", interval: 1 };
    const range = { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 3 };
    const { sandbox, meetingId, copy } = await invited({ recurrence: { pattern, range } });
    const item = itemOf(await answer(sandbox, copy, { response: "accepted" }));
    expect(item.fields).toMatchObject({ response: "accepted", exceptions: [] });
    expect(await atOrganizer(sandbox, meetingId)).toBe("accepted");
    expect(mails(sandbox)).toEqual(oneResponse);
  });
});

describe("an answer whose reply is lost", () => {
  const lose = (sandbox: Sandbox, method: string, path: string, when: "before" | "after") =>
    sandbox.faults.add({ method, path, times: 1, when, lostReply: true });

  it.each([
    ["the answer never arrived", "POST", "/accept", "before"],
    ["the answer landed", "POST", "/accept", "after"],
    ["the event could not be read again", "GET", "iCalUId", "after"],
    ["the rest never arrived", "PATCH", "/events/", "before"],
    ["all of it landed", "PATCH", "/events/", "after"],
  ] as const)("is not sent again where it landed: %s", async (_what, method, path, when) => {
    const { sandbox, copy } = await invited();
    const fields = { response: "accepted", categories: ["Visit"] };
    lose(sandbox, method, path, when);
    expect(await answer(sandbox, copy, fields)).toMatchObject({ error: { code: "unavailable" } });
    const seen = await get(sandbox, copy.id);
    if (seen?.kind !== "found") throw new Error("the copy went");
    // Before all of it is there, nothing says that it landed.
    const isWhole = method === "PATCH" && when === "after";
    expect(seen.item.stamp).toBe(isWhole ? "s1" : null);
    const again = itemOf(await answer(sandbox, seen.item, fields));
    expect(again).toMatchObject({ fields, stamp: "s1" });
    expect(mails(sandbox)).toEqual(oneResponse);
  });

  it.each([
    ["from Deleted Items", true, { kind: "gone" }],
    ["no more", false, { kind: "error", error: { code: "not-found" } }],
  ])("is not sent again where the declined copy answers %s", async (_what, answers, outcome) => {
    const { sandbox, copy } = await invited();
    sandbox.graph.switches.deletedItemsAnswer = answers;
    lose(sandbox, "POST", "/decline", "after");
    expect(await answer(sandbox, copy, { response: "declined" })).toMatchObject({ kind: "error" });
    expect(await answer(sandbox, copy, { response: "declined" })).toMatchObject(outcome);
    expect(mails(sandbox)).toEqual(oneResponse);
  });
});

describe("what is not answered", () => {
  it.each([
    ["with silence", { response: null }, "response"],
    ["with something unknown", { response: "maybe" }, "response"],
    ["together with single days", { response: "accepted", exceptions: [] }, "exceptions"],
  ])("%s", async (_what, fields, field) => {
    const { sandbox, copy } = await invited();
    const outcome = await answer(sandbox, copy, fields);
    expect(outcome).toMatchObject({ error: { code: "rejected", facts: { field } } });
    expect(mails(sandbox)).toEqual([]);
  });

  it("is a meeting of one's own: it tells no answer and takes none", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox);
    expect(item.fields).not.toHaveProperty("response");
    const outcome = await answer(sandbox, item, { response: "accepted" });
    expect(outcome).toMatchObject({ error: { code: "rejected" } });
  });

  it("is a meeting that moved since the answer was decided, or was called off", async () => {
    const { sandbox, meetingId, copy } = await invited();
    await sandbox.person("PATCH", `/me/events/${copy.id}`, { categories: ["Mine"] });
    expect(await answer(sandbox, copy, { response: "accepted" })).toMatchObject({
      error: { code: "stale" },
    });
    await sandbox.person("POST", `/me/events/${meetingId}/cancel`, {}, grace.id);
    expect(await answer(sandbox, copy, { response: "accepted" })).toMatchObject({
      error: { code: "not-found" },
    });
    expect(await get(sandbox, copy.id)).toEqual({ kind: "missing", calledOff: true });
    expect(mails(sandbox).map(([kind]) => kind)).toEqual(["cancellation"]);
  });

  it("is a copy in which what is sent with the answer was edited while it was on its way", async () => {
    const { sandbox, copy } = await invited();
    const edit = { categories: ["Mine"] };
    let edited = false;
    const connector = sandbox.reconnected({
      accessToken: async ({ userId }) => {
        const answered = sandbox.requests().some(({ path }) => path.endsWith("/accept"));
        if (answered && !edited) {
          edited = true;
          await sandbox.person("PATCH", `/me/events/${copy.id}`, edit);
        }
        return userId;
      },
    });
    const [outcome] = await connector.write(actor, "appointment", [
      update(copy, { response: "accepted", categories: ["Ours"] }),
    ]);
    expect(outcome).toMatchObject({ error: { code: "stale" } });
    expect(await get(sandbox, copy.id)).toMatchObject({ item: { fields: edit, stamp: null } });
  });
});

describe("the answers of others", () => {
  it("are told to the organizer alone, the owner's own apart from them", async () => {
    const { sandbox, meetingId, copy } = await invited();
    await answer(sandbox, copy, { response: "accepted" });
    const found = await get(sandbox, copy.id);
    expect(found).toMatchObject({
      item: {
        fields: {
          response: "accepted",
          attendees: [
            { address: grace.address, response: "accepted" },
            { address: actor.address, response: "none" },
            { address: stranger, response: "none" },
          ],
        },
      },
    });
    const organizer = { ...actor, userId: grace.id, mailboxId: grace.id, address: grace.address };
    const [meeting] = await sandbox.connector.get(organizer, "appointment", [meetingId]);
    expect(meeting).toMatchObject({
      item: { fields: { attendees: [{ response: "accepted" }, { response: "none" }] } },
    });
  });
});
