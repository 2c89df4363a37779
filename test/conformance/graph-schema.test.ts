import { describeConformance } from "./describe-conformance.ts";

const json = { "content-type": "application/json" };

describeConformance("the validators say no", (reference) => {
  it.each([
    ["an unknown path", "GET", "/v1.0/me/event", undefined, "does not exist"],
    ["an unknown query parameter", "GET", "/v1.0/me/events?$tip=1", undefined, "$tip"],
    [
      "$select on calendarView/delta",
      "GET",
      "/v1.0/me/calendarView/delta?startDateTime=a&endDateTime=b&$select=id",
      undefined,
      "not supported",
    ],
    ["a missing window", "GET", "/me/calendarView?endDateTime=b", undefined, "startDateTime"],
    ["an unknown property", "POST", "/v1.0/me/events", { title: "x" }, "title"],
    ["a wrong type", "PATCH", "/me/events/A", { isAllDay: "yes" }, "isAllDay"],
    ["a value outside an enum", "PATCH", "/me/events/A", { showAs: "away" }, "showAs"],
    ["a read-only property", "PATCH", "/me/events/A", { transactionId: "x" }, "read-only"],
    [
      "a wrong part of a batch",
      "POST",
      "/v1.0/$batch",
      { requests: [{ id: "7", method: "GET", url: "/me/evts" }] },
      "batch part 7",
    ],
  ])("to %s in a request", (_what, method, url, body, words) => {
    const problems = reference.validateRequest(method, url, json, body);
    expect(problems.join("\n")).toContain(words);
  });

  it.each([
    ["an unknown property", "GET", "/me/events/A", 200, { id: "A", color: "red" }, "color"],
    ["an undocumented status", "GET", "/me/events/A", 203, { id: "A" }, "203"],
    ["a body where none belongs", "DELETE", "/me/events/A", 204, { id: "A" }, "without a body"],
    ["an error of another shape", "GET", "/me/events/A", 404, { message: "gone" }, "error"],
    ["a lower-case enum misspelt", "GET", "/me/events/A", 200, { type: "SingleInstance" }, "type"],
  ])("to %s in a response", (_what, method, url, status, body, words) => {
    expect(reference.validateResponse(method, url, status, body).join("\n")).toContain(words);
  });

  it("and yes to what is documented", () => {
    const event = { subject: "Lunch", showAs: "Busy", body: { contentType: "HTML", content: "" } };
    expect(reference.validateRequest("POST", "/graph/v1.0/me/events", json, event)).toEqual([]);
    const link = "/v1.0/me/calendarView/delta?$deltatoken=abc";
    expect(reference.validateRequest("GET", link, {}, undefined)).toEqual([]);
    const removed = { "@odata.type": "#x", id: "A", "@removed": { reason: "deleted" } };
    expect(reference.validateResponse("GET", link, 200, { value: [removed] })).toEqual([]);
    expect(
      reference.validateResponse("GET", "/me/events/A", 200, { id: "A", occurrenceId: null }),
    ).toEqual([]);
  });
});
