import { readFileSync } from "node:fs";
import { ConnectorError } from "../../../../server/connectors/port/connector-error.ts";
import { eventProperties, withOurPart } from "../../../../server/connectors/graph/event/body.ts";
import { eventSchema } from "../../../../server/connectors/graph/event/schema.ts";
import { readEvent } from "../../../../server/connectors/graph/event/event.ts";
import {
  advanceProperty,
  keyProperty,
  paneProperty,
  stampProperty,
  transactionIdOf,
} from "../../../../server/connectors/graph/event/properties.ts";
import type { Fields } from "../../../../server/sync/model.ts";
import { graphEvent } from "../stub.ts";

const berlin = "Europe/Berlin";
const owner = { address: "ada@contoso.example", timeZone: berlin };

function read(properties: Record<string, unknown>) {
  const found = readEvent(graphEvent("A", properties), owner);
  if (found.kind !== "found") throw new Error(`expected an item, got ${found.kind}`);
  return found.item;
}

describe("an event read", () => {
  it("is an item in our fields", () => {
    const item = read({
      lastModifiedDateTime: "2026-11-20T10:00:00.1234567Z",
      location: { displayName: "Room 1", locationType: "default" },
      body: { contentType: "html", content: "<p>Hello</p>" },
      attendees: [
        {
          type: "optional",
          status: { response: "tentativelyAccepted" },
          emailAddress: { name: "Bo", address: "Bo@Northwind.example" },
        },
        { type: "required", emailAddress: { name: "never resolved" } },
      ],
      showAs: "oof",
      sensitivity: "confidential",
      importance: "high",
      isReminderOn: true,
      reminderMinutesBeforeStart: 30,
      categories: ["Visit", "Blue"],
      webLink: "https://outlook.example/A",
    });
    expect(item).toEqual({
      id: "A",
      version: 'W/"A-1"',
      modifiedAt: "2026-11-20T10:00:00.123Z",
      stamp: null,
      key: null,
      readOnly: {},
      details: {
        webUrl: "https://outlook.example/A",
        iCalUId: "ical-A",
        organizer: true,
        series: "single",
      },
      fields: {
        subject: "Visit",
        when: {
          allDay: false,
          start: "2026-11-24T08:00:00Z",
          end: "2026-11-24T09:00:00Z",
          zone: berlin,
        },
        place: "Room 1",
        body: { format: "html", content: "<p>Hello</p>" },
        attendees: [
          {
            address: "bo@northwind.example",
            name: "Bo",
            kind: "optional",
            response: "tentative",
          },
        ],
        showAs: "oof",
        sensitivity: "private",
        importance: "high",
        reminder: 30,
        categories: ["Visit", "Blue"],
        exceptions: [],
      },
    });
  });

  it("leaves out what Graph did not tell, instead of clearing it", () => {
    const event = graphEvent("A");
    expect(Object.keys(read(event).fields).sort()).toEqual(["exceptions", "subject", "when"]);
  });

  it("knows empty from untold", () => {
    const item = read({
      subject: null,
      location: { displayName: "" },
      body: { contentType: "html", content: "" },
      isReminderOn: false,
      reminderMinutesBeforeStart: 15,
      categories: [],
    });
    expect(item.fields).toMatchObject({
      subject: "",
      place: null,
      body: null,
      reminder: null,
      categories: [],
    });
  });

  it("takes values that Graph may add tomorrow for the usual one", () => {
    const item = read({
      showAs: "unknown",
      importance: "unknownFutureValue",
      type: "singleInstance",
    });
    expect(item.fields).toMatchObject({ showAs: "busy", importance: "normal" });
  });

  it("reads a reminder after midnight of a whole day as none before it", () => {
    const item = read({ isReminderOn: true, reminderMinutesBeforeStart: -540 });
    expect(item.fields).toMatchObject({ reminder: 0 });
  });

  it.each([
    [{ subject: 7 }, "subject"],
    [{ start: null }, "when"],
    [{ start: { dateTime: "soon" } }, "when"],
    [{ end: "2026-11-24" }, "when"],
    [{ location: "here" }, "place"],
    [{ categories: "Blue" }, "categories"],
    [{ attendees: [{ emailAddress: "bo@northwind.example" }] }, "attendees"],
    [{ reminderMinutesBeforeStart: "soon" }, "reminder"],
    [{ body: ["x"] }, "body"],
  ])("that is malformed as %j is refused, naming %s", (properties, field) => {
    expect(readEvent(graphEvent("A", properties), owner)).toMatchObject({
      kind: "error",
      error: { code: "rejected", facts: { field } },
    });
  });

  it.each([[undefined], [null], ["text"], [{}], [{ id: "" }]])(
    "that is no event at all (%j) is refused",
    (raw) => {
      expect(readEvent(raw, owner)).toMatchObject({ kind: "error", error: { code: "rejected" } });
    },
  );

  it("counts as missing once the meeting is cancelled", () => {
    expect(readEvent(graphEvent("A", { isCancelled: true }), owner)).toEqual({
      kind: "missing",
      calledOff: true,
    });
  });

  it("names its key only where the transaction agrees: a copy carries the key alone", () => {
    const properties = [
      { id: keyProperty.toUpperCase(), value: "link#1" },
      { id: stampProperty, value: "s1" },
    ];
    const original = read({
      transactionId: transactionIdOf("link#1"),
      singleValueExtendedProperties: properties,
    });
    const copy = read({ transactionId: null, singleValueExtendedProperties: properties });
    expect([original.key, original.stamp]).toEqual(["link#1", "s1"]);
    expect(copy.key).toBeNull();
  });
});

describe("what the pane left on an event", () => {
  const left = (value: string | null) =>
    read({ singleValueExtendedProperties: [{ id: paneProperty.toUpperCase(), value }] }).details;

  it("is its random key, among whatever else stands in the custom properties", () => {
    const properties = { other: 1, [advanceProperty]: "key" };
    expect(left(JSON.stringify(properties)).advanceKey).toBe("key");
  });

  it.each([null, "", "{", "null", "[]", '"key"', `{"${advanceProperty}":7}`])(
    "is nothing where %j stands there",
    (value) => expect(left(value)).not.toHaveProperty("advanceKey"),
  );

  it("is found under the id that manifest.xml gives the add-in", () => {
    const id = /<Id>(.*)<\/Id>/.exec(readFileSync("manifest.xml", "utf8"))?.[1];
    expect(paneProperty.endsWith(` Name cecp-${id}`)).toBe(true);
  });
});

describe("what may not be changed", () => {
  it("is nothing on an appointment of one's own", () => {
    expect(read({}).readOnly).toEqual({});
  });

  it("is the content of an attendee's copy, not his categories", () => {
    const reason = "not-organizer";
    expect(read({ isOrganizer: false }).readOnly).toEqual({
      subject: reason,
      when: reason,
      exceptions: reason,
      place: reason,
      body: reason,
    });
  });

  it.each(["seriesMaster", "occurrence", "exception"])("is nothing of a series (%s)", (type) => {
    const { readOnly, details } = read({ type, seriesMasterId: "M" });
    expect(readOnly).toEqual({});
    expect(details).toMatchObject({
      series: type === "seriesMaster" ? "master" : "occurrence",
      seriesId: "M",
    });
  });
});

describe("the body of an event", () => {
  const text = (html: string) => ({ body: { contentType: "html", content: html } });
  const marked =
    "<p>Agenda</p><div>[Notes from the ERP]</div><p>Price</p><div>[End of notes from the ERP]</div>" +
    "<div>[Participants, not invited yet]</div><div>Bo &lt;Bo@x.example&gt;</div><div>cy@x.example</div><div>[End of participants]</div>";

  it.each([
    [{ isOnlineMeeting: true }],
    [{ onlineMeeting: { joinUrl: "https://teams.example/1" } }],
    [{ onlineMeetingUrl: "https://skype.example/1" }],
  ])("is written beside what people wrote where it is an online meeting (%j)", (properties) => {
    const event = eventSchema.parse(graphEvent("A", { ...text("<p>Agenda</p>"), ...properties }));
    const body = { format: "text", content: "a < b" };
    expect(withOurPart(event, { body, place: "x" })).toEqual({
      place: "x",
      body: {
        format: "html",
        content:
          "<div>[Notes from the ERP]</div><div>a &lt; b</div><div>[End of notes from the ERP]</div><p>Agenda</p>",
      },
    });
  });

  it("says what is marked as the ERP's, and names whom nobody invited yet", () => {
    const { fields } = read({ ...text(marked), attendees: [] });
    expect(fields["body"]).toEqual({ format: "html", content: "<p>Price</p>" });
    expect(fields["toInvite"]).toEqual([
      { address: "bo@x.example", name: "Bo" },
      { address: "cy@x.example", name: "cy@x.example" },
    ]);
  });

  it("says nothing where the marks are damaged, which is not the same as empty", () => {
    const { fields } = read({ ...text(marked.replace("[End of notes", "[End")), attendees: [] });
    expect(fields).not.toHaveProperty("body");
    expect(fields).not.toHaveProperty("toInvite");
  });

  it.each([
    [{ attendees: [{ emailAddress: { address: "guest@x.example" } }] }],
    [{ attendees: [], isOrganizer: false }],
    [{ attendees: [], type: "occurrence", seriesMasterId: "M" }],
    [{}],
  ])("names nobody of an event that is not its owner's to send (%j)", (properties) => {
    expect(read({ ...text("<p>Agenda</p>"), ...properties }).fields).not.toHaveProperty("toInvite");
  });

  it("of an ordinary event is written as it was given", () => {
    const event = eventSchema.parse(graphEvent("A", { ...text("<p>Old</p>"), attendees: [] }));
    const fields = { body: { format: "text", content: "New" }, toInvite: [] };
    expect(withOurPart(event, fields)).toEqual({ body: fields.body });
    expect(withOurPart(event, { toInvite: [] })).toEqual({});
  });

  it("is put together from text of any kind, and refused where that would do harm", () => {
    const event = eventSchema.parse(graphEvent("A", { isOnlineMeeting: true, ...text("") }));
    const said = (body: Fields["body"]) => {
      const found = withOurPart(event, { body })["body"] as { content: string };
      return /\]<\/div><div>(.*)<\/div><div>\[End/s.exec(found.content)?.[1];
    };
    const html = (content: string) => ({ format: "html", content });
    expect(said(html("<html><head><style>p{}</style></head><body><p>x</p></body></html>"))).toBe(
      "<p>x</p>",
    );
    expect(said(html("<td>never ended</div> <b>x"))).toBe("never ended x");
    expect(said(null)).toBe("");
    expect(() => said(html("[End of notes from the ERP]"))).toThrow(/harm/);
  });
});

describe("an event written", () => {
  it("holds only the fields given", () => {
    expect(eventProperties({ place: null }, berlin)).toEqual({ location: { displayName: "" } });
    expect(eventProperties({}, berlin)).toEqual({});
  });

  it("never holds attendees, record links or the activity type", () => {
    const fields: Fields = {
      attendees: [{ address: "a@b.example", name: "A", kind: "required", response: "none" }],
      type: "visit",
      records: [{ type: "customer", id: "1" }],
    };
    expect(eventProperties(fields, berlin)).toEqual({});
  });

  it("spells every field as Graph does", () => {
    const fields: Fields = {
      subject: "Visit",
      when: { allDay: true, start: "2026-11-24", end: "2026-11-25", zone: "Asia/Tokyo" },
      place: "Room 1",
      body: { format: "text", content: "Hello" },
      showAs: "workingElsewhere",
      sensitivity: "private",
      importance: "low",
      reminder: null,
      categories: ["Visit"],
    };
    const timeZone = "W. Europe Standard Time";
    expect(eventProperties(fields, berlin)).toEqual({
      subject: "Visit",
      isAllDay: true,
      start: { dateTime: "2026-11-24T00:00:00", timeZone },
      end: { dateTime: "2026-11-25T00:00:00", timeZone },
      location: { displayName: "Room 1" },
      body: { contentType: "text", content: "Hello" },
      showAs: "workingElsewhere",
      sensitivity: "private",
      importance: "low",
      isReminderOn: false,
      categories: ["Visit"],
    });
  });

  it("is refused with a value that no appointment has, naming the field", () => {
    const write = () => eventProperties({ showAs: "asleep" }, berlin);
    expect(write).toThrow(ConnectorError);
    expect(write).toThrow("showAs");
  });

  it("has a transaction that looks like a GUID and follows from the key alone", () => {
    const id = transactionIdOf("link#1");
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(transactionIdOf("link#1")).toBe(id);
    expect(transactionIdOf("link#2")).not.toBe(id);
  });
});
