import { codeOf, idOf, listOf, lunch, openDesk } from "./desk.ts";
import { makeSeries } from "./series/desk.ts";

const file = (more = {}) => ({
  ...{ "@odata.type": "#microsoft.graph.fileAttachment", name: "menu.txt" },
  ...{ contentType: "text/plain", contentBytes: "bWFjIGFuZCBjaGVlc2UgdG9kYXk=", ...more },
});

describe("attachments", () => {
  it("are added, listed, read and removed, and change the event", async () => {
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", { body: lunch() });
    const path = `/me/events/${idOf(made)}`;
    const added = await ada("POST", `${path}/attachments`, { body: file() });
    expect([added.status, added.body["size"]]).toEqual([201, 20]);
    const event = await ada("GET", `${path}?$expand=attachments`);
    expect(event.body).toMatchObject({ hasAttachments: true, attachments: [{ name: "menu.txt" }] });
    expect(event.body["changeKey"]).not.toBe(made.body["changeKey"]);
    const names = await ada("GET", `${path}/attachments?$select=name`);
    expect(listOf(names)[0]).not.toHaveProperty("contentBytes");
    const one = `${path}/attachments/${idOf(added)}`;
    expect((await ada("GET", one)).body["contentBytes"]).toBe(file().contentBytes);
    expect((await ada("DELETE", one)).status).toBe(204);
    expect(codeOf(await ada("GET", one))).toBe("ErrorItemNotFound");
    expect((await ada("GET", path)).body["hasAttachments"]).toBe(false);
  });

  it.each([
    ["no type", { "@odata.type": undefined }],
    ["no name", { name: "" }],
    ["content that is no base64", { contentBytes: "mac & cheese" }],
  ])("are refused with %s", async (_what, more) => {
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", { body: lunch() });
    const path = `/me/events/${idOf(made)}/attachments`;
    const answer = await ada("POST", path, { body: file(more), wrong: true });
    expect([answer.status, codeOf(answer)]).toEqual([400, "ErrorPropertyValidationFailure"]);
  });

  it("of one occurrence are its own", async () => {
    const ada = openDesk().as("ada");
    const series = await makeSeries(ada);
    await ada("POST", `${await series.pathOf(1)}/attachments`, { body: file() });
    const found = (await series.instances()).map(({ hasAttachments }) => hasAttachments);
    expect(found).toEqual([false, true, false, false, false]);
  });
});

describe("getSchedule", () => {
  const ask = (schedules: string[], more = {}) => ({
    schedules,
    startTime: { dateTime: "2026-11-17T08:00:00", timeZone: "UTC" },
    endTime: { dateTime: "2026-11-17T16:00:00", timeZone: "UTC" },
    availabilityViewInterval: 60,
    ...more,
  });

  it("shows when people are busy, occurrences too, and nobody else what with", async () => {
    const desk = openDesk();
    const [ada, grace] = [desk.as("ada"), desk.as("grace")];
    await makeSeries(ada);
    const away = { dateTime: "2026-11-17T15:00:00", timeZone: "UTC" };
    const end = { dateTime: "2026-11-17T15:30:00", timeZone: "UTC" };
    await grace("POST", "/me/events", { body: lunch({ showAs: "oof", start: away, end }) });
    const people = ["ada@contoso.example", "grace@contoso.example", "nobody@contoso.example"];
    const answer = await ada("POST", "/me/calendar/getSchedule", { body: ask(people) });
    const [own, other, none] = listOf(answer);
    expect(own).toMatchObject({
      availabilityView: "00020000",
      scheduleItems: [{ subject: "Lunch", status: "busy", isPrivate: false }],
      workingHours: { startTime: "08:00:00.0000000" },
    });
    expect(other).toMatchObject({ availabilityView: "00000003" });
    expect((other?.["scheduleItems"] as object[])[0]).not.toHaveProperty("subject");
    expect(none).toHaveProperty("error.responseCode", "ErrorMailRecipientNotFound");
  });

  it.each([
    ["nobody", ask([])],
    ["an interval too short", ask(["ada@contoso.example"], { availabilityViewInterval: 4 })],
    ["no end", ask(["ada@contoso.example"], { endTime: undefined })],
  ])("is refused for %s", async (_what, body) => {
    const answer = await openDesk().as("ada")("POST", "/me/calendar/getSchedule", { body });
    expect(answer.status).toBe(400);
  });
});

describe("calendar groups", () => {
  it("are three that stay, and those that people make", async () => {
    const ada = openDesk().as("ada");
    const before = listOf(await ada("GET", "/me/calendarGroups"));
    expect(before.map(({ name }) => name)).toContain("My Calendars");
    const made = await ada("POST", "/me/calendarGroups", { body: { name: "Trips" } });
    const path = `/me/calendarGroups/${idOf(made)}`;
    expect((await ada("PATCH", path, { body: { name: "Journeys" } })).status).toBe(200);
    expect((await ada("GET", path)).body).toMatchObject({ name: "Journeys" });
    const again = await ada("POST", "/me/calendarGroups", { body: { name: "journeys" } });
    expect(again.status).toBe(409);
    expect((await ada("DELETE", path)).status).toBe(204);
    expect((await ada("GET", path)).status).toBe(404);
    const kept = `/me/calendarGroups/${String(before[0]?.["id"])}`;
    expect((await ada("DELETE", kept)).status).toBe(400);
  });
});

describe("more of an event", () => {
  it("is sent on: who gets it is a guest from then on", async () => {
    const desk = openDesk();
    const [ada, grace, katherine] = [desk.as("ada"), desk.as("grace"), desk.as("katherine")];
    const guests = [{ type: "required", emailAddress: { address: "grace@contoso.example" } }];
    const made = await ada("POST", "/me/events", { body: lunch({ attendees: guests }) });
    const [copy] = listOf(await grace("GET", "/me/events"));
    const ToRecipients = [{ emailAddress: { address: "katherine@contoso.example", name: "K" } }];
    const path = `/me/events/${String(copy?.["id"])}/forward`;
    const answer = await grace("POST", path, { body: { ToRecipients, Comment: "Join us" } });
    expect(answer.status).toBe(202);
    expect(listOf(await katherine("GET", "/me/events"))).toHaveLength(1);
    const { body } = await ada("GET", `/me/events/${idOf(made)}`);
    expect(body["attendees"]).toHaveLength(2);
    expect(desk.graph.mails().at(-1)).toMatchObject({
      ...{ kind: "invitation", subject: "FW: Lunch", to: ["katherine@contoso.example"] },
    });
  });

  it("is its reminder, put off or refused without a time", async () => {
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", { body: lunch() });
    const path = `/me/events/${idOf(made)}/snoozeReminder`;
    const newReminderTime = { dateTime: "2026-11-17T10:30:00", timeZone: "UTC" };
    expect((await ada("POST", path, { body: { newReminderTime } })).status).toBe(200);
    const later = await ada("GET", `/me/events/${idOf(made)}`);
    expect(later.body["changeKey"]).not.toBe(made.body["changeKey"]);
    expect((await ada("POST", path, { body: {}, wrong: true })).status).toBe(400);
  });

  it("are extended properties with several values", async () => {
    const ada = openDesk().as("ada");
    const id = "StringArray {66f5a359-4659-4830-9070-00050ec6ac6e} Name Recreation";
    const property = { id, value: ["Food", "Hiking"] };
    const body = lunch({ multiValueExtendedProperties: [property] });
    const made = await ada("POST", "/me/events", { body });
    expect(made.body).not.toHaveProperty("multiValueExtendedProperties");
    const expand = encodeURIComponent(`multiValueExtendedProperties($filter=id eq '${id}')`);
    const read = await ada("GET", `/me/events/${idOf(made)}?$expand=${expand}`);
    expect(read.body["multiValueExtendedProperties"]).toEqual([property]);
  });

  it("can be deleted for good", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    desk.graph.switches.deletedItemsAnswer = true;
    const immutable = { headers: { prefer: 'IdType="ImmutableId"' } };
    const make = async () => idOf(await ada("POST", "/me/events", { body: lunch(), ...immutable }));
    const [deleted, purged] = [await make(), await make()];
    await ada("DELETE", `/me/events/${deleted}`);
    expect((await ada("POST", `/me/events/${purged}/permanentDelete`)).status).toBe(204);
    expect((await ada("GET", `/me/events/${deleted}`)).status).toBe(200);
    expect((await ada("GET", `/me/events/${purged}`)).status).toBe(404);
  });
});
