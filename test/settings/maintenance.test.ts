import { openWindow, type MaintenanceWindow } from "../../server/settings/maintenance.ts";

const at = (iso: string): number => Date.parse(iso);
const nightly: MaintenanceWindow = {
  ...{ kind: "weekly", days: [5], from: "22:00", to: "02:00", zone: "Europe/Berlin" },
  reason: "Backup",
};

describe("a weekly window", () => {
  it("is open from its beginning to its end, which may lie on the next day", () => {
    // A Friday; Berlin is an hour ahead.
    const open = (iso: string) => openWindow([nightly], at(iso));
    expect(open("2026-11-20T20:59:59Z")).toBeNull();
    const until = "2026-11-21T01:00:00.000Z";
    expect(open("2026-11-20T21:00:00Z")).toEqual({ until, reason: "Backup" });
    expect(open("2026-11-21T00:59:59Z")).toEqual({ until, reason: "Backup" });
    expect(open("2026-11-21T01:00:00Z")).toBeNull();
    expect(open("2026-11-19T22:00:00Z")).toBeNull();
  });

  it("goes by the clocks of its zone, also on the night in which they change", () => {
    const sunday: MaintenanceWindow = {
      ...{ kind: "weekly", days: [7], from: "01:00", to: "04:00", zone: "Europe/Berlin" },
      reason: "",
    };
    // 2026-10-25: 03:00 becomes 02:00, so that the window takes four hours.
    expect(openWindow([sunday], at("2026-10-24T23:00:00Z"))?.until).toBe(
      "2026-10-25T03:00:00.000Z",
    );
    expect(openWindow([sunday], at("2026-10-25T03:00:00Z"))).toBeNull();
    // 2026-03-29: 02:00 becomes 03:00, so that it takes two.
    expect(openWindow([sunday], at("2026-03-29T00:00:00Z"))?.until).toBe(
      "2026-03-29T02:00:00.000Z",
    );
  });
});

it("windows that meet or overlap are one", () => {
  const once = (from: string, to: string, reason: string): MaintenanceWindow => ({
    ...{ kind: "once", from, to, reason },
  });
  const windows = [
    once("2026-11-20T08:00:00Z", "2026-11-20T10:00:00Z", "First"),
    once("2026-11-20T10:00:00Z", "2026-11-20T12:00:00Z", "Second"),
    once("2026-11-20T12:30:00Z", "2026-11-20T13:00:00Z", "Apart"),
  ];
  expect(openWindow(windows, at("2026-11-20T09:00:00Z"))).toEqual({
    until: "2026-11-20T12:00:00.000Z",
    reason: "First",
  });
  expect(openWindow(windows, at("2026-11-20T12:10:00Z"))).toBeNull();
});
