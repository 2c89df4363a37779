import { createFaults, withoutAnswer } from "../../../sandbox/control/faults.ts";

describe("the fault plan", () => {
  it("hits by method and part of the path as often as planned, then no more", () => {
    const faults = createFaults();
    faults.add({ method: "post", path: "/me/events", status: 503, times: 2, when: "before" });
    expect(faults.take("GET", "/v1.0/me/events")).toBeUndefined();
    expect(faults.take("POST", "/v1.0/me/calendars")).toBeUndefined();
    expect(faults.take("POST", "/v1.0/me/events")?.status).toBe(503);
    expect(faults.list()).toMatchObject([{ times: 1 }]);
    expect(faults.take("POST", "/v1.0/me/events")?.status).toBe(503);
    expect(faults.take("POST", "/v1.0/me/events")).toBeUndefined();
    expect(faults.list()).toEqual([]);
  });

  it("reads /…/ as a regular expression", () => {
    const faults = createFaults();
    faults.add({ path: "/events\\/[^/]+$/", status: 412, times: 1, when: "before" });
    expect(faults.take("PATCH", "/v1.0/me/events")).toBeUndefined();
    expect(faults.take("PATCH", "/v1.0/me/events/AAMk1")?.status).toBe(412);
  });

  it("serves the fault planned first", () => {
    const faults = createFaults();
    faults.add({ status: 429, times: 1, when: "before", retryAfterSeconds: 7 });
    faults.add({ status: 500, times: 1, when: "before" });
    expect(faults.take("GET", "/a")?.status).toBe(429);
    expect(faults.take("GET", "/a")?.status).toBe(500);
  });

  it("marks a lost and a missing answer for the owner of the socket", () => {
    const common = { times: 1, when: "after" } as const;
    expect(withoutAnswer({ ...common, lostReply: true })?.status).toBe(0);
    expect(withoutAnswer({ ...common, hang: true })?.status).toBe(-1);
    expect(withoutAnswer({ ...common, status: 500 })).toBeUndefined();
  });
});
