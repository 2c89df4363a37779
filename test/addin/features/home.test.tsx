import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { HomePage } from "../../../addin/features/home/HomePage.tsx";
import { de } from "../../../addin/locales/de.ts";
import { en } from "../../../addin/locales/en.ts";
import { toldOfAside } from "../../../addin/set-aside.ts";
import type { ConnectorErrorCode } from "../../../server/connectors/port/connector-error.ts";
import {
  healthSchema,
  type ParkedView,
  type Status,
} from "../../../server/api/contract/account.ts";
import { show, violations } from "../render.tsx";
import { contested, created, explained, linkedItem, profile, status } from "../samples.ts";

describe("Home", () => {
  it.each(healthSchema.options)("says %s with its remedy", async (health) => {
    const poorly = { ...status, health };
    await show(<HomePage profile={{ ...profile, status: poorly }} />, {
      api: { status: async () => poorly },
    });
    expect(screen.getAllByText(en.health[health].label).length).toBeGreaterThan(0);
    expect(screen.getByText(en.health[health].text)).toBeTruthy();
  });

  it("says until when the ERP is maintained, and does not call that a failure", async () => {
    // As far off as no test runs, so that it is never today.
    const until = "2035-01-01T21:00:00Z";
    const pause = { kind: "maintenance", until, reason: "Release 7" } as const;
    const spared: Status = {
      ...{ ...status, health: "erp-down", reason: "The ERP did not answer." },
      calendar: { ...status.calendar, pause },
    };
    const erp = { ...profile.erp, user: null, unavailable: true };
    await show(<HomePage profile={{ ...profile, erp, status: spared }} />, {
      api: { status: async () => spared },
    });
    expect(screen.getAllByText(/^Maintenance until Jan 1, 2035/)).toHaveLength(2);
    expect(screen.queryByText(en.home.erpUnavailable)).toBeNull();
    expect(screen.queryByText(en.health["erp-down"].label)).toBeNull();
  });

  it("shows what the brake holds, and that an administrator can let it go on", async () => {
    const planned = [
      { linkId: "L1", kind: "delete", side: "erp", subject: "Delivery plan" },
      { linkId: "L2", kind: "delete", side: "erp", subject: "" },
    ] as const;
    const braked: Status = {
      ...status,
      health: "braked",
      brake: {
        ...{ deletions: 12, linked: 40, at: "2026-11-20T08:00:00Z", planned: [...planned] },
        side: "erp",
        cause: "deletions",
      },
    };
    await show(<HomePage profile={{ ...profile, status: braked }} />, {
      api: { status: async () => braked },
    });
    expect(screen.getByText(en.home.brake.deletions.erp(12, 40))).toBeTruthy();
    expect(screen.getByText(en.home.brake.remedy)).toBeTruthy();
    expect(screen.getByText("Delivery plan: delete in the ERP")).toBeTruthy();
    expect(screen.getByText("and 10 more")).toBeTruthy();
  });

  it("lists what was set aside with reason and remedy, and tries it again", async () => {
    const parked: ParkedView = {
      ...{ key: "L1", subject: "Delivery plan", code: "rejected", field: "subject", attempts: 1 },
      side: "erp",
      reason: "The demo ERP refused: the subject is too long.",
      since: "2026-11-20T08:00:00Z",
      nextTryAt: null,
    };
    const retrySetAside = jest.fn(async () => []);
    await show(<HomePage profile={profile} />, {
      api: { setAside: async () => [parked], retrySetAside },
    });
    expect(await screen.findByText(parked.reason)).toBeTruthy();
    expect(screen.getByText(en.setAside.remedies.erp.rejected)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: /^Try again: Delivery plan/ }));
    await waitFor(() => expect(retrySetAside).toHaveBeenCalledWith("L1"));
    await waitFor(() => expect(screen.queryByText(parked.reason)).toBeNull());
  });

  it("has nothing tried again where its person is asked", async () => {
    const asked: ParkedView = {
      ...{ key: "split S1", subject: "Round", code: "split-in-doubt", field: null, attempts: 1 },
      ...{ side: "microsoft", reason: "", since: "2026-11-20T08:00:00Z", nextTryAt: null },
    };
    await show(<HomePage profile={profile} />, { api: { setAside: async () => [asked] } });
    const { "split-in-doubt": remedy } = en.setAside.remedies.microsoft;
    expect(await screen.findByText(remedy)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Try again/ })).toBeNull();
  });

  it("reads everything again on request, and says before what that does", async () => {
    const refresh = jest.fn(async () => status);
    await show(<HomePage profile={profile} />, { api: { refresh } });
    fireEvent.click(screen.getByRole("button", { name: en.home.refresh.title }));
    expect(screen.getByText(en.home.refresh.text)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: en.home.refresh.button }));
    await waitFor(() => expect(refresh).toHaveBeenCalledTimes(1));
  });

  it("what was set aside has a remedy for each way in which either side refuses", () => {
    const codes: Readonly<Record<ConnectorErrorCode | "in-doubt", true>> = {
      ...{ throttled: true, unauthorized: true, forbidden: true, "cursor-expired": true },
      ...{ stale: true, "not-found": true, rejected: true, unavailable: true, "in-doubt": true },
    };
    for (const words of [en.setAside, de.setAside]) {
      for (const side of ["microsoft", "erp"] as const) {
        for (const code of [
          ...Object.keys(codes),
          "discarded",
          "create-in-doubt",
          "split-in-doubt",
        ]) {
          const told = toldOfAside(words, { code, side, text: "As it was told." });
          expect([code, side, told.remedy]).not.toContain("");
        }
      }
    }
    expect(toldOfAside(en.setAside, { code: "new", side: "erp", text: "So." })).toEqual({
      ...{ reason: "So.", remedy: "" },
    });
  });

  it("lists what waits for a decision, to be decided and explained there", async () => {
    const answerConflict = jest.fn(async () => linkedItem);
    const item = {
      ...{ itemId: "item", linkId: "link", subject: "Delivery plan" },
      when: "Nov 24, 2026, 9:00 AM – 10:00 AM",
      ...{ conflicts: [contested], notTaken: [], erpWebUrl: null, ending: null },
    };
    let items = [item];
    const explainItem = jest.fn(async () => explained);
    const container = await show(<HomePage profile={profile} />, {
      api: {
        waitingItems: async () => ({ total: items.length, items, elsewhere: [] }),
        answerConflict,
        explainItem,
      },
    });
    expect(screen.getByLabelText(en.home.decisions.count(1))).toBeTruthy();
    expect(await violations(container)).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Explain: Delivery plan" }));
    fireEvent.click(await screen.findByRole("button", { name: en.act.close }));
    expect(explainItem).toHaveBeenCalledWith("link");
    items = [];
    // Hidden from whoever cannot see it, until the dialog is gone.
    fireEvent.click(await screen.findByRole("button", { name: "Keep ERP’s: Subject" }));
    await waitFor(() => expect(screen.queryByText(en.home.decisions.title)).toBeNull());
    expect(answerConflict).toHaveBeenCalledWith("item", {
      field: "subject",
      keep: "erp",
      microsoftFingerprint: "m",
      erpFingerprint: "e",
    });
  });

  it("asks what becomes of days with guests that the ERP cancelled, and says who will be told", async () => {
    const answerConflict = jest.fn(async () => linkedItem);
    const [bo, cy] = ["Bo", "Cy"].map((name) => ({ address: `${name}@x.example`, name }));
    const days = [
      { when: "Dec 1, 2026, 9:00 AM – 10:00 AM", guests: [bo!] },
      { when: "Dec 8, 2026, 9:00 AM – 10:00 AM", guests: [bo!, cy!] },
    ];
    const item = {
      ...{ itemId: "item", linkId: "link", subject: "Jour fixe", when: null, ending: null },
      conflicts: [{ ...contested, field: "exceptions", draft: null, microsoft: null, days }],
      ...{ notTaken: [], erpWebUrl: null },
    };
    const words = en.item.daysGone;
    const container = await show(<HomePage profile={profile} />, {
      api: {
        waitingItems: async () => ({ total: 1, items: [item], elsewhere: [] }),
        answerConflict,
      },
    });
    expect(screen.getByText(words.title(2))).toBeTruthy();
    expect(screen.getByText(words.day(days[1]!.when, 2))).toBeTruthy();
    // Nothing of it was changed on both sides.
    expect(screen.queryByText(en.home.decisions.text)).toBeNull();
    expect(await violations(container)).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: words.cancel(2) }));
    const told = within(await screen.findByRole("list", { name: words.told(2) }));
    expect(told.getAllByRole("listitem")).toHaveLength(2);
    expect(answerConflict).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("button", { name: en.item.ending.confirm(2) }));
    const shown = { field: "exceptions", microsoftFingerprint: "m", erpFingerprint: "e" };
    await waitFor(() =>
      expect(answerConflict).toHaveBeenCalledWith("item", { ...shown, keep: "erp" }),
    );
  });

  it("asks what becomes of a meeting whose activity was deleted", async () => {
    const endMeeting = jest.fn(async () => linkedItem);
    const item = {
      ...{ itemId: "item", linkId: "link", subject: "Kick-off", when: null, conflicts: [] },
      ...{ notTaken: [], erpWebUrl: null },
      ending: {
        ...{ state: "asked" as const, whenFingerprint: "then" },
        guests: [{ address: "bo@x.example", name: "Bo" }],
      },
    };
    let items = [item];
    const container = await show(<HomePage profile={profile} />, {
      api: {
        waitingItems: async () => ({ total: items.length, items, elsewhere: [] }),
        endMeeting,
      },
    });
    expect(screen.getByLabelText(en.home.decisions.count(1))).toBeTruthy();
    expect(screen.getByText(en.item.ending.text(1))).toBeTruthy();
    // Nothing of it was changed on both sides.
    expect(screen.queryByText(en.home.decisions.text)).toBeNull();
    expect(await violations(container)).toEqual([]);
    items = [];
    fireEvent.click(screen.getByRole("button", { name: en.item.ending.keep }));
    await waitFor(() => expect(screen.queryByText(en.home.decisions.title)).toBeNull());
    expect(endMeeting).toHaveBeenCalledWith("item", { decision: "keep" });
  });

  it("tells of an edit that a released activity does not take, and leads to it (E25)", async () => {
    const item = {
      ...{ itemId: "item", linkId: "link", subject: "Site visit", when: null, conflicts: [] },
      ...{ notTaken: ["subject", "place"], erpWebUrl: "https://erp.example/a/1", ending: null },
    };
    const container = await show(<HomePage profile={profile} />, {
      api: { waitingItems: async () => ({ total: 1, items: [item], elsewhere: [] }) },
    });
    expect(screen.getByLabelText(en.home.decisions.count(1))).toBeTruthy();
    const section = screen.getByRole("region", { name: en.states["not-taken"].label });
    expect(section.textContent).toContain("Your change stays in Outlook: Subject, Location.");
    const link = within(section).getByRole("link", { name: en.item.openActivity });
    expect(link.getAttribute("href")).toBe("https://erp.example/a/1");
    expect(screen.queryByText(en.home.decisions.text)).toBeNull();
    expect(await violations(container)).toEqual([]);
  });

  it("says why changes in Outlook are not heard at once", async () => {
    const problem = { reason: "No answer.", since: "2026-11-20T08:00:00Z" };
    const push = { microsoft: false, erp: true, problem: { ...problem, code: "refused" as const } };
    const deaf = { ...status, calendar: { ...status.calendar, push } };
    await show(<HomePage profile={{ ...profile, status: deaf }} />, {
      api: { status: async () => deaf },
    });
    expect(screen.getByText(/does not reach this server/)).toBeTruthy();
  });

  it("shows who I am on both sides, the last sync here and in UTC, and the figures", async () => {
    await show(<HomePage profile={profile} />);
    expect(screen.getByText("Ada (Sales)")).toBeTruthy();
    const moment = screen.getByText(/Nov 20, 2026, 10:00 AM/);
    expect(moment.textContent).toContain("Nov 20, 2026, 9:00 AM UTC");
    expect(screen.getByText("41")).toBeTruthy();
  });

  it("tells an ERP that does not know me from one that does not answer", async () => {
    const erp = { ...profile.erp, user: null };
    await show(<HomePage profile={{ ...profile, erp }} />);
    expect(screen.getByText(en.home.erpUserUnknown)).toBeTruthy();
    await show(<HomePage profile={{ ...profile, erp: { ...erp, unavailable: true } }} />);
    expect(screen.getByText(en.home.erpUnavailable)).toBeTruthy();
  });

  it("tests the connection and shows both answers", async () => {
    await show(<HomePage profile={profile} />);
    fireEvent.click(screen.getByRole("button", { name: "Test connection" }));
    expect(await screen.findByText("No ERP user has this address.")).toBeTruthy();
    expect(screen.getByText(/^Enter the mail address at the user\./).textContent).toContain(
      en.mendedBy.erp,
    );
    expect(screen.getByText(en.home.test.ok)).toBeTruthy();
  });

  it("shows until when a sync waits for its turn at the ERP", async () => {
    const waitsUntil = "2026-11-20T08:05:00Z";
    const now = { ...status, calendar: { ...status.calendar, running: true, waitsUntil } };
    await show(<HomePage profile={profile} />, { api: { status: async () => now } });
    expect(
      await screen.findByText(/The sync under way waits until .* It goes on by itself\./),
    ).toBeTruthy();
  });

  it("starts a sync and shows that it runs", async () => {
    const running = { ...status, calendar: { ...status.calendar, running: true } };
    const syncNow = jest.fn(async () => running);
    await show(<HomePage profile={profile} />, { api: { syncNow } });
    fireEvent.click(screen.getByRole("button", { name: "Sync now" }));
    await waitFor(() => expect(screen.getByText(en.home.running)).toBeTruthy());
  });

  it("shows the log, and a sentence while it is empty", async () => {
    await show(<HomePage profile={profile} />);
    expect(screen.getByText(en.home.log.empty)).toBeTruthy();
    await show(<HomePage profile={profile} />, { api: { log: async () => [created] } });
    expect(screen.getByText("Delivery plan")).toBeTruthy();
  });

  it("breaks no accessibility rule", async () => {
    const container = await show(<HomePage profile={profile} />, {
      api: { log: async () => [created] },
    });
    expect(await violations(container)).toEqual([]);
  });
});

describe("a wide sync", () => {
  const at = (progress: Status["calendar"]["progress"], enabled = true): Status => ({
    ...status,
    calendar: { ...status.calendar, enabled, lastSyncAt: null, progress },
  });
  const onItsWay = at({ phase: "writing", first: true, done: 1240, total: 3800 });
  const told = en.home.progress;

  it("tells how many of how many, with a bar that says so", async () => {
    const shown = await show(<HomePage profile={{ ...profile, status: onItsWay }} />, {
      api: { status: async () => onItsWay },
    });
    expect(screen.getByRole("heading", { name: told.first })).toBeTruthy();
    // Not everything is up to date yet, whatever the last run said.
    expect(screen.getByText(told.underWay.first.label)).toBeTruthy();
    expect(screen.queryByText(en.health.operational.text)).toBeNull();
    const bar = screen.getByRole("progressbar", { name: "1,240 of 3,800 appointments" });
    expect(bar.getAttribute("aria-valuenow")).toBe("0.3263157894736842");
    expect(screen.getByText(told.spoken(30)).getAttribute("role")).toBe("status");
    expect(await violations(shown)).toEqual([]);
  });

  it("tells what was read so far while nobody knows how much it is", async () => {
    const reading = at({ phase: "reading", first: true, done: 600, total: null });
    await show(<HomePage profile={{ ...profile, status: reading }} />, {
      api: { status: async () => reading },
    });
    const bar = screen.getByRole("progressbar", { name: told.reading("600") });
    expect(bar.getAttribute("aria-valuenow")).toBeNull();
  });

  it.each(["pause", "off"] as const)("is stopped by a second click: %s", async (how) => {
    let now = onItsWay;
    const stopSync = jest.fn(async () => {
      now = at({ phase: "writing", first: true, done: 1240, total: 3800 }, false);
      return now;
    });
    await show(<HomePage profile={{ ...profile, status: onItsWay }} />, {
      api: { status: async () => now, stopSync },
    });
    fireEvent.click(screen.getByRole("button", { name: told.stop }));
    expect(stopSync).not.toHaveBeenCalled();
    fireEvent.click(await screen.findByRole("button", { name: told.dialog[how] }));
    expect(await screen.findByText(told.stopping)).toBeTruthy();
    expect(stopSync.mock.calls[0]).toEqual(expect.arrayContaining([how]));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("goes on where it was paused", async () => {
    const paused = { phase: "paused", first: true, done: 1240, total: 3800 } as const;
    let now: Status = { ...at(paused, false), health: "paused" };
    const continueSync = jest.fn(async () => (now = onItsWay));
    await show(<HomePage profile={{ ...profile, status: now }} />, {
      api: { status: async () => now, continueSync },
    });
    expect(screen.getByText(told.paused("1,240", "3,800"))).toBeTruthy();
    // The remedy beside it is the only one.
    expect(screen.getByText(en.health.paused.text)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: told.goOn }));
    expect(await screen.findByRole("button", { name: told.stop })).toBeTruthy();
    expect(continueSync).toHaveBeenCalledTimes(1);
  });
});
