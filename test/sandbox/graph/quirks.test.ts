/** Behaviour that cannot be switched off, because the real service has it always: one test for each quirk. */
import {
  type Answer,
  type Ask,
  type Json,
  codeOf,
  idOf,
  listOf,
  lunch,
  openDesk,
  userNamed,
} from "./desk.ts";
import { wanted } from "./subscriber.ts";

const guest = (name: "grace" | "liu") => ({ emailAddress: { address: userNamed(name).address } });
const bodyOf = (answer: Answer) => answer.body["body"] as { contentType: string; content: string };
const pathOf = (answer: Answer) => `/me/events/${idOf(answer)}`;

async function copyOf(ask: Ask): Promise<Json> {
  const [copy] = listOf(await ask("GET", "/me/events"));
  if (copy === undefined) throw new Error("no copy has arrived");
  return copy;
}

describe("an event", () => {
  it("body-rewrite: text comes back as an HTML document, its preview cut at 255", async () => {
    const ada = openDesk().as("ada");
    const content = "Agenda & more\n".repeat(40);
    const made = await ada("POST", "/me/events", {
      body: lunch({ body: { contentType: "text", content } }),
    });
    expect(bodyOf(made).contentType).toBe("html");
    expect(bodyOf(made).content).toMatch(/^<html>\r\n<head>[\s\S]*Agenda &amp; more/);
    expect(String(made.body["bodyPreview"])).toHaveLength(255);
  });

  it("teams-blob: a body without the meeting's block takes the join link away", async () => {
    const ada = openDesk().as("ada");
    const online = { isOnlineMeeting: true, onlineMeetingProvider: "teamsForBusiness" };
    const made = await ada("POST", "/me/events", { body: lunch(online) });
    expect(made.body["onlineMeeting"]).toHaveProperty("joinUrl");
    const body = { body: { contentType: "html", content: "<p>Only this</p>" } };
    expect((await ada("PATCH", pathOf(made), { body })).body["onlineMeeting"]).toBeNull();
  });

  it("all-day: is midnight in every zone, and must be sent so", async () => {
    const ada = openDesk().as("ada");
    const day = (dateTime: string) => ({ dateTime, timeZone: "UTC" });
    const body = {
      isAllDay: true,
      start: day("2026-11-17T00:00:00"),
      end: day("2026-11-18T00:00:00"),
    };
    const made = await ada("POST", "/me/events", { body: lunch(body) });
    const headers = { prefer: 'outlook.timezone="Pacific Standard Time"' };
    expect((await ada("GET", pathOf(made), { headers })).body["start"]).toEqual({
      dateTime: "2026-11-17T00:00:00.0000000",
      timeZone: "Pacific Standard Time",
    });
    const odd = lunch({ ...body, end: day("2026-11-18T01:00:00") });
    expect((await ada("POST", "/me/events", { body: odd })).status).toBe(400);
  });

  it("transactionid: a repeated POST makes no second event, whichever way it is answered", async () => {
    for (const [choice, status] of [
      ["original", 201],
      ["conflict", 409],
    ] as const) {
      const desk = openDesk();
      desk.graph.switches.transactionIdRepeat = choice;
      const ada = desk.as("ada");
      const body = lunch({ transactionId: "once" });
      await ada("POST", "/me/events", { body });
      expect((await ada("POST", "/me/events", { body })).status).toBe(status);
      expect(listOf(await ada("GET", "/me/events"))).toHaveLength(1);
    }
  });
});

describe("a meeting", () => {
  it("cancel-vs-delete: deleting one's meeting mails a cancellation; deleting a copy removes only that", async () => {
    const desk = openDesk();
    const [ada, grace] = [desk.as("ada"), desk.as("grace")];
    const meet = () => ada("POST", "/me/events", { body: lunch({ attendees: [guest("grace")] }) });
    const made = await meet();
    expect((await ada("DELETE", pathOf(made))).status).toBe(204);
    expect(desk.graph.mails().map(({ kind }) => kind)).toEqual(["invitation", "cancellation"]);
    expect((await copyOf(grace))["isCancelled"]).toBe(true);
    await grace("DELETE", `/me/events/${String((await copyOf(grace))["id"])}`);
    const again = await meet();
    await grace("DELETE", `/me/events/${String((await copyOf(grace))["id"])}`);
    expect((await ada("GET", pathOf(again))).status).toBe(200);
    const refused = await grace("POST", `${pathOf(again)}/cancel`, { body: {} });
    expect(refused.status).toBeGreaterThanOrEqual(400);
  });

  it("attendee-copy: an edit of the copy stays there, and the organizer's next update overwrites it", async () => {
    const desk = openDesk();
    const [ada, grace] = [desk.as("ada"), desk.as("grace")];
    const made = await ada("POST", "/me/events", { body: lunch({ attendees: [guest("grace")] }) });
    const path = `/me/events/${String((await copyOf(grace))["id"])}`;
    await grace("PATCH", path, { body: { subject: "Mine" } });
    expect((await ada("GET", pathOf(made))).body["subject"]).toBe("Lunch");
    await ada("PATCH", pathOf(made), { body: { subject: "Dinner" } });
    expect((await grace("GET", path)).body["subject"]).toBe("Dinner");
  });

  it("action-param-case: takes the parameters of an action in either case", async () => {
    for (const name of ["comment", "Comment"]) {
      const desk = openDesk();
      const ada = desk.as("ada");
      const made = await ada("POST", "/me/events", {
        body: lunch({ attendees: [guest("grace")] }),
      });
      const body = { [name]: "Sorry" };
      await ada("POST", `${pathOf(made)}/cancel`, { body, wrong: true });
      expect(desk.graph.mails().at(-1)).toMatchObject({ kind: "cancellation", comment: "Sorry" });
    }
  });

  it("status-202: answers actions with 202, reauthorization with 204", async () => {
    const desk = openDesk();
    const [ada, grace] = [desk.as("ada"), desk.as("grace")];
    const made = await ada("POST", "/me/events", { body: lunch({ attendees: [guest("grace")] }) });
    const path = `/me/events/${String((await copyOf(grace))["id"])}`;
    for (const action of ["tentativelyAccept", "accept", "decline"]) {
      expect((await grace("POST", `${path}/${action}`, { body: {} })).status).toBe(202);
    }
    expect((await ada("POST", `${pathOf(made)}/cancel`, { body: {} })).status).toBe(202);
    const subscribed = await ada("POST", "/subscriptions", { body: wanted() });
    const reauthorize = `/subscriptions/${idOf(subscribed)}/reauthorize`;
    expect((await ada("POST", reauthorize)).status).toBe(204);
  });
});

describe("the gateway", () => {
  it("mailbox-concurrency: a batch beside other requests is over the limit of four", async () => {
    const ada = openDesk().as("ada");
    const requests = Array.from({ length: 8 }, (_, index) => ({
      ...{ id: String(index), method: "GET", url: "/me/events" },
    }));
    const [batch] = await Promise.all([
      ada("POST", "/$batch", { body: { requests } }),
      ...Array.from({ length: 4 }, () => ada("GET", "/me/events")),
    ]);
    const parts = batch.body["responses"] as { status: number; body: Json }[];
    const throttled = parts.filter(({ status }) => status === 429);
    expect(throttled.length).toBeGreaterThan(0);
    expect(codeOf({ ...batch, body: throttled[0]!.body })).toBe("ApplicationThrottled");
  });
});
