import {
  changesOf,
  draftOf,
  newDraft,
  peopleOf,
  textOfPeople,
  withAllDay,
  withStart,
} from "../../../sandbox/outlook/page/draft.ts";
import type { GraphEvent } from "../../../sandbox/outlook/page/graph-event.ts";

const zone = "W. Europe Standard Time";
const at = (wall: string) => ({ dateTime: `${wall}:00.0000000`, timeZone: zone });
const event: GraphEvent = {
  id: "AAMk=",
  subject: "Plan",
  start: at("2026-11-18T09:00"),
  end: at("2026-11-18T10:00"),
  location: { displayName: "Room 12" },
  body: { contentType: "text", content: "Hello" },
  attendees: [
    { type: "required", emailAddress: { name: "Maria", address: "maria@northwind.example" } },
    { type: "optional", emailAddress: { address: "grace@contoso.example" } },
  ],
  categories: ["Customer"],
  showAs: "busy",
  sensitivity: "normal",
  isReminderOn: true,
  reminderMinutesBeforeStart: 30,
};

describe("the form's draft", () => {
  it("sends nothing where nothing changed", () => {
    expect(changesOf(draftOf(event), draftOf(event), zone)).toEqual({});
  });

  it("sends only the fields that a person changed", () => {
    const before = draftOf(event);
    expect(changesOf(before, { ...before, location: "" }, zone)).toEqual({
      location: { displayName: "" },
    });
  });

  it("sends start, end and all-day together, in the mailbox's zone", () => {
    const before = draftOf(event);
    const moved = withStart(before, "2026-11-19T14:00", 60);
    expect(changesOf(before, moved, zone)).toEqual({
      start: { dateTime: "2026-11-19T14:00:00", timeZone: zone },
      end: { dateTime: "2026-11-19T15:00:00", timeZone: zone },
      isAllDay: false,
    });
  });

  it("sends required and optional attendees as one list", () => {
    const before = draftOf(event);
    expect(changesOf(before, { ...before, optional: [] }, zone)).toEqual({
      attendees: [
        { type: "required", emailAddress: { name: "Maria", address: "maria@northwind.example" } },
      ],
    });
  });

  it("switches a reminder off without minutes", () => {
    const before = draftOf(event);
    expect(changesOf(before, { ...before, reminder: null }, zone)).toEqual({ isReminderOn: false });
  });

  it("sends everything of a new event", () => {
    const changes = changesOf(null, newDraft("2026-11-20T08:30"), zone);
    expect(changes).toMatchObject({ subject: "", attendees: [], showAs: "busy" });
    expect(changes.end?.dateTime).toBe("2026-11-20T09:00:00");
  });

  it("of whole days runs from midnight to the midnight after the last day", () => {
    const whole = withAllDay(draftOf(event), true);
    expect(whole).toMatchObject({ start: "2026-11-18T00:00", end: "2026-11-19T00:00" });
    expect(withAllDay(whole, true)).toBe(whole);
    expect(withAllDay(whole, false)).toMatchObject({ start: "2026-11-18T08:00" });
  });
});

describe("attendees as text", () => {
  it("are understood with and without names", () => {
    const text = "Maria Anders <maria@northwind.example>; grace@contoso.example, ";
    expect(peopleOf(text)).toEqual({
      people: [
        { name: "Maria Anders", address: "maria@northwind.example" },
        { name: "grace@contoso.example", address: "grace@contoso.example" },
      ],
      unknown: [],
    });
  });

  it("come back as they were written", () => {
    const text = "Maria Anders <maria@northwind.example>; grace@contoso.example";
    expect(textOfPeople(peopleOf(text).people)).toBe(text);
  });

  it("name what is no address", () => {
    expect(peopleOf("nobody; a@b.example").unknown).toEqual(["nobody"]);
  });
});
