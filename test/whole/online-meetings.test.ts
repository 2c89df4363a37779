import { plainText } from "../../server/resources/appointment/body-text.ts";

import { expectRest, linked, mailsOf, ready } from "./linked.ts";
import { call, visit, type Json, type OutlookEvent, type Person } from "./person.ts";
import { worlds } from "./world.ts";

const open = worlds();

const html = (content: string) => ({ contentType: "html", content });
const online = (more: Json = {}): Json =>
  visit({ isOnlineMeeting: true, onlineMeetingProvider: "teamsForBusiness", ...more });
const wayInto = (event: OutlookEvent): string => {
  const meeting = event["onlineMeeting"] as { joinUrl: string } | null;
  if (meeting === null) throw new Error("the meeting is not online any more");
  return meeting.joinUrl;
};
const notesOf = async (person: Person): Promise<string> => {
  const [activity] = await person.erp.list();
  const { notes = "", notesFormat: format = "text" } = activity ?? {};
  return plainText({ format, content: notes }).trim();
};
/** The event as everybody else sees it: without the two lines and what is between them. */
const others = (content: string): string =>
  content.replace(/<div>\[Notes from the ERP\][\s\S]*\[End of notes from the ERP\]<\/div>/, "");

describe("an online meeting", () => {
  it("brings what people wrote to the ERP, and not what Teams wrote", async () => {
    const { ada } = await linked(await open(), online({ body: html("<p>Agenda</p>") }));
    expect(await notesOf(ada)).toBe("Agenda");
  });

  it("brings the way in to the ERP, where it is no text but a link", async () => {
    const { world, ada, id } = await linked(await open());
    expect(await ada.erp.list()).toMatchObject([{ onlineMeetingUrl: null }]);
    await ada.outlook.change(id, { isOnlineMeeting: true });
    await world.settle();
    const onlineMeetingUrl = wayInto(await ada.outlook.get(id));
    expect(await ada.erp.list()).toMatchObject([{ onlineMeetingUrl }]);
    await expectRest(world, ada);
    // What the ERP makes of it stays in the ERP.
    const [activity] = await ada.erp.list();
    await ada.erp.change(activity!.id, { onlineMeetingUrl: null });
    await world.settle();
    expect(wayInto(await ada.outlook.get(id))).toBe(onlineMeetingUrl);
  });

  it("takes the ERP's notes into a part of its own; the rest and the way in stay byte for byte", async () => {
    const { world, ada, id, activity } = await linked(
      await open(),
      online({ body: html("<p>Agenda</p>") }),
    );
    const before = await ada.outlook.get(id);
    await ada.erp.change(activity.id, { notes: "Price\nis 7", notesFormat: "text" });
    await world.settle();
    const after = await ada.outlook.get(id);
    expect(after.body.content).toContain("Price<br>\r\nis 7");
    expect(others(after.body.content)).toBe(before.body.content);
    expect(wayInto(after)).toBe(wayInto(before));
    expect(await notesOf(ada)).toBe("Price\nis 7");
    await ada.erp.change(activity.id, { notes: "", notesFormat: "text" });
    await world.settle();
    const cleared = await ada.outlook.get(id);
    expect(cleared.body.content).not.toContain("Price");
    expect(others(cleared.body.content)).toBe(before.body.content);
    expect(await notesOf(ada)).toBe("");
    await expectRest(world, ada);
    expect(mailsOf(world)).toEqual([]);
  });

  it("carries what a person writes between the two lines to the ERP, and nothing beside them", async () => {
    const { world, ada, id, activity } = await linked(await open(), online());
    await ada.erp.change(activity.id, { notes: "Price", notesFormat: "text" });
    await world.settle();
    const { content } = (await ada.outlook.get(id)).body;
    await ada.outlook.change(id, { body: html(content.replace("Price", "Price: 7")) });
    await world.settle();
    expect(await notesOf(ada)).toBe("Price: 7");
    const beside = (await ada.outlook.get(id)).body.content.replace("Microsoft Teams", "Our $&");
    await ada.outlook.change(id, { body: html(beside) });
    await world.settle();
    expect(await notesOf(ada)).toBe("Price: 7");
    expect(wayInto(await ada.outlook.get(id))).toBeTruthy();
    await expectRest(world, ada);
  });

  it("whose marks somebody damaged is left alone, until they are whole again", async () => {
    const { world, ada, id, activity } = await linked(await open(), online());
    await ada.erp.change(activity.id, { notes: "Price", notesFormat: "text" });
    await world.settle();
    const { content } = (await ada.outlook.get(id)).body;
    const damaged = content.replace("[End of notes from the ERP]", "");
    await ada.outlook.change(id, { body: html(damaged) });
    await ada.erp.change(activity.id, { notes: "Price: 8", notesFormat: "text", place: "Bremen" });
    await world.settle();
    const left = await ada.outlook.get(id);
    expect(left.body.content).toBe(damaged);
    expect(left).toMatchObject({ location: { displayName: "Bremen" } });
    expect(await notesOf(ada)).toBe("Price: 8");
    await ada.outlook.change(id, { body: html(content) });
    await world.settle();
    expect((await ada.outlook.get(id)).body.content).toContain("Price: 8");
    await expectRest(world, ada);
  });

  it("made online later keeps its text, and the ERP's notes what they were", async () => {
    const { world, ada, id } = await linked(await open(), visit({ body: html("<p>Agenda</p>") }));
    const [{ notes } = {}] = await ada.erp.list();
    await ada.outlook.change(id, { isOnlineMeeting: true });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ notes }]);
    expect(await notesOf(ada)).toBe("Agenda");
  });

  it("that is a series keeps the way in on every day, whatever text one of them gets", async () => {
    const range = { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 3 };
    const pattern = { type: "daily", interval: 1 };
    const { world, ada, id, activity } = await linked(
      await open(),
      online({ recurrence: { pattern, range } }),
    );
    await ada.erp.change(activity.id, {
      notes: "For all",
      occurrences: [{ date: "2026-11-25", notes: "For Wednesday" }],
    });
    await world.settle();
    const master = await ada.outlook.get(id);
    expect(master.body.content).toContain("For all");
    const path = `/me/events/${encodeURIComponent(id)}/instances`;
    const query = "?startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-30T00:00:00Z";
    const days = (await ada.outlook.ask("GET", path + query))["value"] as readonly OutlookEvent[];
    expect(days.map(({ body }) => body.content.includes("For Wednesday"))).toEqual([
      false,
      true,
      false,
    ]);
    for (const day of days) expect(day.body.content).toContain(wayInto(master));
    await expectRest(world, ada);
  });
});

describe("an activity made in the ERP with participants", () => {
  const bo = { address: "bo@x.example", name: "Bo" };
  const cy = { address: "cy@x.example", name: "Cy" };

  it("comes to Outlook without attendees, their names in the body, and mails nobody", async () => {
    const world = await open();
    const ada = await ready(world);
    const { id } = await ada.erp.add(
      call({ notes: "Price", notesFormat: "text", participants: [bo, { user: "u-ada" }] }),
    );
    await world.settle();
    const [event] = await ada.outlook.list();
    expect(event).toMatchObject({ attendees: [] });
    expect(event?.body.content).toContain("Bo &lt;bo@x.example&gt;");
    expect(event?.body.content).not.toContain(ada.user.address);
    // They say nothing: the ERP's notes stay what they were.
    await expectRest(world, ada);
    expect(await ada.erp.list()).toMatchObject([{ id, version: 1, notes: "Price" }]);

    await ada.erp.change(id, { participants: [bo, cy] });
    await world.settle();
    const [changed] = await ada.outlook.list();
    expect(changed?.body.content).toContain("Cy &lt;cy@x.example&gt;");
    expect(changed?.body.content).toContain("Price");
    await ada.outlook.change(event!.id, { body: html("<p>Price: 7</p>") });
    await world.settle();
    expect(await notesOf(ada)).toBe("Price: 7");
    await ada.erp.change(id, { participants: [] });
    await world.settle();
    const [alone] = await ada.outlook.list();
    expect(alone?.body.content).not.toContain("not invited yet");
    await expectRest(world, ada);
    expect(mailsOf(world)).toEqual([]);
  });

  it("whom a person invited in Outlook, gets no lines in the body: they would be mailed", async () => {
    const attendees = [{ emailAddress: bo, type: "required" }];
    const { world, ada, id, activity } = await linked(await open(), visit({ attendees }));
    const before = mailsOf(world).length;
    await ada.erp.change(activity.id, { participants: [bo, cy] });
    await world.settle();
    expect((await ada.outlook.get(id)).body.content).not.toContain("Cy");
    expect(mailsOf(world)).toHaveLength(before);
    await expectRest(world, ada);
  });
});
