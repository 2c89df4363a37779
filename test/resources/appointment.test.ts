import fc from "fast-check";
import type { Body } from "../../server/resources/appointment/appointment.ts";
import { plainText, words } from "../../server/resources/appointment/body-text.ts";
import { appointmentSchemaRules, naturalKey } from "../../server/resources/appointment/schema.ts";
import { answersOf } from "../../server/resources/appointment/answers.ts";
import { splitCompanion } from "../../server/resources/appointment/companion.ts";
import { show } from "../../server/resources/appointment/show.ts";
import { startsInside, windowAround } from "../../server/resources/window.ts";
import type { Value } from "../../server/sync/model.ts";

const print = (field: string, value: Value): string =>
  appointmentSchemaRules.fields[field]!.fingerprint(value);
const timed = (start: string, end: string, zone: string): Value => ({
  allDay: false,
  start,
  end,
  zone,
});

describe("what the people of an appointment said", () => {
  const person = (address: string, response = "none"): Value => ({
    ...{ address, name: address, kind: "required", response },
  });
  const [ada, bo, cy] = ["ada@contoso.example", "bo@northwind.example", "cy@northwind.example"];

  it("is told to the organizer by Outlook", () => {
    const fields = { attendees: [person(ada), person(bo, "declined")] };
    expect(answersOf(fields, {}, ada)).toEqual({ own: null, others: [person(bo, "declined")] });
  });

  it("is his own answer for a guest, and of the others what the ERP was told", () => {
    const fields = { attendees: [person(ada), person(bo), person(cy)], response: "accepted" };
    const erp = { attendees: [person(bo, "declined"), person(cy)] };
    expect(answersOf(fields, erp, ada)).toEqual({
      own: "accepted",
      others: [person(bo, "declined"), { ...(person(cy) as object), response: null }],
    });
    expect(answersOf({ ...fields, response: null }, {}, ada)).toMatchObject({ own: "none" });
  });

  it("is nothing where nobody is invited", () => {
    expect(answersOf({ attendees: [] }, {}, ada)).toBeNull();
    expect(answersOf({}, {}, ada)).toBeNull();
  });
});

describe("what a field means", () => {
  it("a time is its instants, whatever the zone is called", () => {
    const berlin = timed("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z", "Europe/Berlin");
    const utc = timed("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z", "UTC");
    expect(print("when", berlin)).toBe(print("when", utc));
  });

  it("a whole day is not the midnight-to-midnight that lasts as long", () => {
    const day = { allDay: true, start: "2026-11-24", end: "2026-11-25", zone: "UTC" };
    const timedDay = timed("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z", "UTC");
    expect(print("when", day)).not.toBe(print("when", timedDay));
  });

  it("a body means its words: Exchange's wrapping changes nothing", () => {
    const text = { format: "text", content: "Bring the samples.\r\nRoom 12" };
    const html = {
      format: "html",
      content:
        '<html><head><meta charset="utf-8"></head><body><div>Bring the&nbsp;<b>samples</b>.</div><div>Room 12</div></body></html>',
    };
    expect(print("body", text)).toBe(print("body", html));
    expect(print("body", null)).toBe(print("body", { format: "html", content: "<body></body>" }));
  });

  it("another word is another body", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,8}$/), fc.stringMatching(/^[a-z]{1,8}$/), (a, b) => {
        const html = { format: "html", content: `<p>${a}</p>` };
        expect(print("body", html) === print("body", { format: "text", content: b })).toBe(a === b);
      }),
    );
  });

  it("sets do not depend on their order", () => {
    expect(print("categories", ["a", "b"])).toBe(print("categories", ["b", "a"]));
    const one = { type: "customer", id: "1" };
    const two = { type: "order", id: "2" };
    expect(print("records", [one, two])).toBe(print("records", [two, one]));
  });

  it("an answer to an invitation is news, a person's other spelling is none", () => {
    const guest = { address: "m@x.example", name: "M", kind: "required", response: "none" };
    const of = (more: object): string => print("attendees", [{ ...guest, ...more }]);
    expect(of({ response: "declined" })).not.toBe(of({}));
    expect(of({ name: "Maria" })).toBe(of({}));
  });

  it("headings are read as their words", () => {
    expect(words({ format: "html", content: "<h1>Agenda</h1><p>Numbers</p>" })).toBe(
      "Agenda Numbers",
    );
  });
});

describe("a link in a body", () => {
  const link = (href: string, text = "the plan") => ({
    format: "html",
    content: `<p>See <a href="${href}">${text}</a></p>`,
  });
  const safe = (url: string) =>
    `https://nam02.safelinks.protection.outlook.com/?url=${encodeURIComponent(url)}&amp;data=05%7C02&amp;reserved=0`;
  const expectSame = (one: Value, other: Value) =>
    expect(print("body", one)).toBe(print("body", other));
  const expectOther = (one: Value, other: Value) =>
    expect(print("body", one)).not.toBe(print("body", other));

  it("to another target is another body, and so is none", () => {
    expectOther(link("https://one.example/"), link("https://two.example/"));
    expectOther(link("https://one.example/a?x=1"), link("https://one.example/a?x=2"));
    expectOther(link("https://one.example/"), { format: "html", content: "<p>See the plan</p>" });
    expectOther(link("mailto:bo@x.example"), link("mailto:jo@x.example"));
  });

  it("is the same with Microsoft's protection around it, once or twice", () => {
    const target = "https://one.example/a?x=1&y=%C3%A4";
    expectSame(link(safe(target)), link(target.replace("&", "&amp;")));
    expectSame(
      link(safe(safe(target).replaceAll("&amp;", "&"))),
      link(target.replace("&", "&amp;")),
    );
    expectOther(link(safe("https://two.example/")), link("https://one.example/"));
    // Somebody else's address that merely carries one is what it is.
    expectOther(
      link("https://safelinks.example/?url=https%3A%2F%2Fone.example%2F"),
      link("https://one.example/"),
    );
  });

  it("is the same however its address is spelled", () => {
    expectSame(link("HTTPS://One.Example"), link(" https://one.example/ "));
  });

  it.each([
    ["https://one.example/", "https://one.example"],
    ["http://www.one.example/", "www.one.example"],
    ["mailto:bo@x.example", "bo@x.example"],
    [safe("https://one.example/a"), "https://one.example/a"],
  ])("that a program made of its text (%s) says no more than that", (href, text) => {
    expectSame(link(href, text), { format: "text", content: `See ${text}` });
  });

  it.each(["javascript:go()", "data:text/html,x", "#agenda", "", "page.html"])(
    "that leads nowhere (%s) is its text",
    (href) => {
      expectSame(link(href), { format: "text", content: "See the plan" });
    },
  );

  it("outlives a side that holds text alone", () => {
    const html = link("https://one.example/");
    const asText = { format: "text", content: plainText(html as Body) };
    expect(asText.content).toBe("See the plan https://one.example/");
    expectSame(html, asText);
  });
});

describe("naturalKey", () => {
  it("is subject and time, and nothing without a subject", () => {
    const when = timed("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z", "UTC");
    expect(naturalKey({ subject: " Visit ", when })).toBe(naturalKey({ subject: "visit", when }));
    expect(naturalKey({ subject: " ", when })).toBeNull();
  });
});

describe("splitCompanion", () => {
  it("keeps what Outlook cannot hold apart, and loses nothing", () => {
    const fields = { subject: "a", type: "T", records: [] };
    const { outlook, companion } = splitCompanion(fields);
    expect(outlook).toEqual({ subject: "a" });
    expect({ ...outlook, ...companion }).toEqual(fields);
  });
});

describe("the window", () => {
  const span = { daysBack: 14, daysForward: 365 };
  const day = 86_400_000;

  it("covers the span at every moment and moves once a week", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
        const { from, to } = windowAround(now, span);
        expect(Date.parse(from)).toBeLessThanOrEqual(now - span.daysBack * day);
        expect(Date.parse(to)).toBeGreaterThanOrEqual(now + span.daysForward * day);
        expect(new Date(from).getUTCDay()).toBe(1);
      }),
    );
  });

  it("stays the same all week", () => {
    const monday = Date.parse("2026-11-16T00:00:00Z");
    expect(windowAround(monday + 7 * day - 1, span)).toEqual(windowAround(monday, span));
    expect(windowAround(monday + 7 * day, span)).not.toEqual(windowAround(monday, span));
  });

  it("takes whole days and instants alike", () => {
    const window = windowAround(Date.parse("2026-11-20T00:00:00Z"), span);
    expect(startsInside({ allDay: true, start: "2026-11-24", end: "2026-11-25" }, window)).toBe(
      true,
    );
    expect(startsInside({ allDay: true, start: "2020-01-01", end: "2020-01-02" }, window)).toBe(
      false,
    );
  });
});

describe("show", () => {
  const reader = { locale: "en", timeZone: "Europe/Berlin" };

  it("tells a time in the reader's zone", () => {
    const when = timed("2026-11-24T09:00:00Z", "2026-11-24T10:30:00Z", "UTC");
    expect(show("when", when, reader)).toBe("Nov 24, 2026, 10:00 AM – 11:30 AM");
  });

  it("tells the last day of an all-day appointment, not the day after it", () => {
    const when = { allDay: true, start: "2026-11-24", end: "2026-11-26", zone: "UTC" };
    expect(show("when", when, reader)).toBe("Nov 24, 2026 – Nov 25, 2026");
  });

  it("calls records and activity types by their names, where they are known", () => {
    const names = new Map([
      ["customer/c1", "Northwind Traders"],
      ["t1", "Site visit"],
    ]);
    const records = [
      { type: "customer", id: "c1" },
      { type: "order", id: "o7" },
    ];
    expect(show("records", records, { ...reader, names })).toBe("Northwind Traders, order o7");
    expect(show("type", "t1", { ...reader, names })).toBe("Site visit");
    expect(show("type", "t2", { ...reader, names })).toBe("t2");
  });

  it("calls people by their names, with what they said and whether they are a room", () => {
    const person = (name: string, kind: string, response: string): Value => ({
      ...{ address: "a@b.example", name, kind, response },
    });
    const people = [
      person("Grace Hopper", "required", "accepted"),
      person("Nina", "optional", "none"),
      person("", "required", "declined"),
      person("Room 5", "resource", "accepted"),
    ];
    expect(show("attendees", people, reader)).toBe(
      "Grace Hopper (accepted), Nina, a@b.example (declined), Room 5 (room or resource, accepted)",
    );
    expect(show("attendees", people.slice(3), { ...reader, locale: "de-AT" })).toBe(
      "Room 5 (Raum oder Gerät, zugesagt)",
    );
  });

  it("shows nothing for what is empty", () => {
    for (const value of [null, "", []]) expect(show("place", value, reader)).toBeNull();
  });
});

describe("what tells a meeting's guests when it is written", () => {
  const outlook = (attendees: Value) => ({
    ...{ id: "m", version: "1", modifiedAt: null, webUrl: null },
    fields: { attendees },
  });

  it("is all but the organizer's own, where there are guests", () => {
    const { tellsGuests } = appointmentSchemaRules;
    const guests = outlook([{ address: "bo@northwind.example" }]);
    expect(["subject", "when", "response"].map((one) => tellsGuests(one, guests))).toEqual([
      true,
      true,
      true,
    ]);
    expect(tellsGuests("reminder", guests)).toBe(false);
    expect(tellsGuests("subject", outlook([]))).toBe(false);
  });

  it("is an answer also where the organizer hides who else was invited", () => {
    expect(appointmentSchemaRules.tellsGuests("response", outlook([]))).toBe(true);
  });
});
