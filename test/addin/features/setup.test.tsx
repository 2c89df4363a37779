import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { SetupPage } from "../../../addin/features/setup/SetupPage.tsx";
import {
  initialDraft,
  requestOf,
  withCalendar,
  withCompany,
} from "../../../addin/features/setup/form.ts";
import { Failure } from "../../../addin/failures.ts";
import { en } from "../../../addin/locales/en.ts";
import type { Profile, SetupRequest } from "../../../server/api/contract/account.ts";
import { show, violations, type World } from "../render.tsx";
import { profile, setupOptions } from "../samples.ts";

const newcomer: Profile = { ...profile, setup: null };
const showSetup = (who: Profile, api: World["api"] = {}, onFirstSaved = (): void => {}) =>
  show(<SetupPage profile={who} onFirstSaved={onFirstSaved} />, { api });
const box = (name: string): HTMLSelectElement =>
  screen.getByRole("combobox", { name: new RegExp(name) });

describe("Setup", () => {
  it("is filled in by what both sides know, so that the first time is one click", async () => {
    const saveSetup = jest.fn(async () => profile);
    const onFirstSaved = jest.fn();
    await showSetup(newcomer, { saveSetup }, onFirstSaved);
    expect([box("Company").value, box("Location").value, box("Time zone").value]).toEqual([
      "DE",
      "BER",
      "Europe/Berlin",
    ]);
    expect(screen.getByRole<HTMLInputElement>("switch", { name: "Calendar" }).checked).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(onFirstSaved).toHaveBeenCalled());
    expect(saveSetup).toHaveBeenCalledWith({
      companyId: "DE",
      locationId: "BER",
      timeZone: "Europe/Berlin",
      mails: false,
      calendar: {
        enabled: true,
        outlookItems: "chosen",
        erpItems: true,
        calendars: { chosen: ["default"], target: "default" },
        rules: setupOptions.rules,
      },
    });
  });

  it("leads somebody new on also where the backend's event told of the save before its answer", async () => {
    let answer: (saved: Profile) => void = () => {};
    const answered = new Promise<Profile>((resolve) => (answer = resolve));
    const onFirstSaved = jest.fn();
    let hear: (known: Profile) => void = () => {};
    function Page() {
      const [known, setKnown] = useState(newcomer);
      hear = setKnown;
      return <SetupPage profile={known} onFirstSaved={onFirstSaved} />;
    }
    await show(<Page />, { api: { saveSetup: () => answered } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    act(() => hear(profile));
    answer(profile);
    await waitFor(() => expect(onFirstSaved).toHaveBeenCalledTimes(1));
  });

  it("asks for the permission for colours where somebody wants them, and keeps what is filled in", async () => {
    const options = { ...setupOptions, lacksColors: true };
    const needed = "https://graph.microsoft.com/MailboxSettings.ReadWrite";
    const refusal = new Failure("consent-required", { message: "Needed.", scopes: [needed] });
    const allowColors = jest.fn().mockRejectedValueOnce(refusal).mockResolvedValueOnce(undefined);
    const signIn = jest.fn(async () => {});
    await show(<SetupPage profile={profile} onFirstSaved={() => {}} />, {
      ...{ api: { setupOptions: async () => options, allowColors }, tokens: { signIn } },
    });
    const give = () => screen.queryByRole("button", { name: en.setup.colors.give });
    expect(give()).toBeNull();
    fireEvent.click(screen.getByRole("switch", { name: en.setup.marks }));
    fireEvent.click(give()!);
    fireEvent.click(await screen.findByRole("button", { name: en.signIn.allow }));
    await waitFor(() => expect(allowColors).toHaveBeenCalledTimes(2));
    expect(signIn).toHaveBeenCalledWith({
      ...{ claims: undefined, consent: true, scopes: [needed] },
    });
    expect(screen.getByRole<HTMLInputElement>("switch", { name: en.setup.marks }).checked).toBe(
      true,
    );
  });

  it("says that the sync is paused, not off, keeps the pause when something else is saved, and goes on", async () => {
    const calendar = { ...profile.status.calendar, enabled: false };
    const status = { ...profile.status, health: "paused" as const, calendar };
    const setup = { ...profile.setup!, calendar: { ...profile.setup!.calendar, enabled: false } };
    const saveSetup = jest.fn<Promise<Profile>, [SetupRequest]>(async () => paused);
    const paused: Profile = { ...profile, setup, status };
    const continueSync = jest.fn(async () => profile.status);
    await showSetup(paused, { status: async () => status, saveSetup, continueSync });
    expect(screen.queryByRole("switch", { name: "Calendar" })).toBeNull();
    const job = within(screen.getByRole("group", { name: "Calendar" }));
    expect(job.getByText(en.health.paused.label)).toBeTruthy();
    // What is synchronized can be seen and changed all the same.
    fireEvent.click(screen.getByRole("radio", { name: "All my events" }));
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saveSetup).toHaveBeenCalled());
    expect(saveSetup.mock.calls[0]![0].calendar.enabled).toBe(false);
    fireEvent.click(job.getByRole("button", { name: en.home.progress.goOn }));
    const on = await screen.findByRole<HTMLInputElement>("switch", { name: "Calendar" });
    expect(on.checked).toBe(true);
  });

  it("says which dates are synchronized and that nobody is mailed", async () => {
    await showSetup(newcomer);
    expect(screen.getByText("Appointments from Aug 22, 2026 to Nov 20, 2027.")).toBeTruthy();
    expect(screen.getByText(en.setup.silent)).toBeTruthy();
  });

  it("sends what was chosen", async () => {
    const saveSetup = jest.fn(async () => profile);
    await showSetup(profile, { saveSetup });
    fireEvent.change(box("Company"), { target: { value: "NL" } });
    fireEvent.click(screen.getByRole("radio", { name: "All my events" }));
    fireEvent.click(screen.getByRole("switch", { name: en.setup.erpItems }));
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(saveSetup).toHaveBeenCalledWith({
        companyId: "NL",
        locationId: "RTM",
        timeZone: "Europe/Berlin",
        mails: false,
        calendar: {
          ...{ enabled: true, outlookItems: "all", erpItems: false },
          calendars: { chosen: ["default"], target: "default" },
          rules: setupOptions.rules,
        },
      }),
    );
  });

  it("has a row for each field that both sides hold, and sends the way that was chosen", async () => {
    const saveSetup = jest.fn<Promise<Profile>, [SetupRequest]>(async () => profile);
    const shown = await showSetup(profile, { saveSetup });
    fireEvent.click(screen.getByRole("button", { name: en.setup.fields.title }));
    const row = (name: string) =>
      within(
        screen.getByRole("region", { name: en.setup.fields.title }),
      ).getByRole<HTMLSelectElement>("combobox", { name });
    const ways = (name: string) => [...row(name).options].map(({ text }) => text);
    expect(ways("Subject")).not.toContain(en.setup.fields.ways.none);
    expect(ways("Location")).toContain(en.setup.fields.ways.none);
    expect([row("Attendees").disabled, row("Attendees").value]).toEqual([true, "toErp"]);
    fireEvent.change(row("Location"), { target: { value: "none" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saveSetup).toHaveBeenCalled());
    const [request] = saveSetup.mock.calls[0]!;
    expect(request.calendar.rules?.flows).toEqual({ place: "none" });
    expect(await violations(shown)).toEqual([]);
  });

  it("says what becomes of private appointments where it is decided", async () => {
    const saveSetup = jest.fn<Promise<Profile>, [SetupRequest]>(async () => profile);
    await showSetup(profile, { saveSetup });
    const { privateItems, privateHints } = en.setup.rules;
    expect(screen.getByText(privateHints.leaveOut)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Rules" }));
    fireEvent.change(box(privateItems), { target: { value: "busy" } });
    expect(screen.getAllByText(privateHints.busy).length).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saveSetup).toHaveBeenCalled());
    const [request] = saveSetup.mock.calls[0]!;
    expect(request.calendar.rules?.privateItems).toBe("busy");
  });

  it("keeps the rules folded, and sends those that were changed with the others", async () => {
    const saveSetup = jest.fn<Promise<Profile>, [SetupRequest]>(async () => profile);
    await showSetup(profile, { saveSetup });
    expect(screen.queryByRole("combobox", { name: en.setup.rules.precedence })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Rules" }));
    const pick = (name: string, value: string) =>
      fireEvent.change(box(name), { target: { value } });
    pick(en.setup.rules.precedence, "ask");
    pick(en.setup.rules.afterDeleteInOutlook, "keep");
    pick(en.setup.rules.daysBack, "30");
    // Half a month more than the two weeks that held before.
    expect(screen.getByText("Appointments from Aug 6, 2026 to Nov 20, 2027.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saveSetup).toHaveBeenCalled());
    expect(saveSetup.mock.calls[0]?.[0].calendar.rules).toEqual({
      ...setupOptions.rules,
      ...{ precedence: "ask", afterDeleteInOutlook: "keep", daysBack: 30 },
    });
  });

  it("says whose word each setting is, greys what was decided above, and gives back one's own", async () => {
    const free = { from: "default", lockedBy: null } as const;
    const settings = {
      enabled: { ...free, value: true },
      direction: { value: "toErp", from: "system", lockedBy: "system" },
      privateItems: { value: "busy", from: "company", lockedBy: null },
      afterDeleteInErp: { ...free, value: "delete" },
      "flows.place": { value: "none", from: "company", lockedBy: "company" },
    } as const;
    const rules = {
      ...setupOptions.rules,
      afterDeleteInErp: "keep",
      privateItems: "busy",
    } as const;
    const options = {
      ...setupOptions,
      ...{ rules, own: { afterDeleteInErp: "keep" }, above: [{ companyId: "DE", settings }] },
    };
    const saveSetup = jest.fn<Promise<Profile>, [SetupRequest]>(async () => profile);
    const shown = await showSetup(profile, { saveSetup, setupOptions: async () => options });
    fireEvent.click(screen.getByRole("button", { name: "Rules" }));
    const { origin, rules: words } = en.setup;
    expect([box(words.direction).disabled, box(words.direction).value]).toEqual([true, "toErp"]);
    expect(screen.getByText(origin.decided(origin.everybody))).toBeTruthy();
    // Where nothing can be changed on both sides nobody is asked who wins.
    expect(screen.queryByRole("combobox", { name: words.precedence })).toBeNull();
    // More may be kept back than was decided, not less.
    expect([...box(words.privateItems).options].map(({ value }) => value)).toEqual([
      ...["leaveOut", "busy"],
    ]);
    expect(screen.getByText(origin.from(origin.people("Contoso GmbH")))).toBeTruthy();
    const back = origin.useAbove(words.deletesInOutlook.delete);
    fireEvent.click(screen.getByRole("button", { name: `${words.afterDeleteInErp}: ${back}` }));
    expect(box(words.afterDeleteInErp).value).toBe("delete");
    fireEvent.click(screen.getByRole("button", { name: en.setup.fields.title }));
    const fields = within(screen.getByRole("region", { name: en.setup.fields.title }));
    const place = fields.getByRole<HTMLSelectElement>("combobox", { name: "Location" });
    expect([place.disabled, place.value]).toEqual([true, "none"]);
    expect(await violations(shown)).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saveSetup).toHaveBeenCalled());
    const { calendar } = saveSetup.mock.calls[0]![0];
    expect(calendar.rules).toEqual({ flows: {} });
    expect(calendar.inherit).toEqual([
      "direction",
      "privateItems",
      "afterDeleteInErp",
      "flows.place",
    ]);
  });

  it("says that an administrator has the calendar off, and keeps the person's own switch", async () => {
    const settings = { enabled: { value: false, from: "system", lockedBy: null } } as const;
    const options = { ...setupOptions, above: [{ companyId: "DE", settings }] };
    const saveSetup = jest.fn<Promise<Profile>, [SetupRequest]>(async () => profile);
    await showSetup(profile, { saveSetup, setupOptions: async () => options });
    const job = await screen.findByRole<HTMLInputElement>("switch", { name: "Calendar" });
    expect([job.disabled, job.checked]).toEqual([true, false]);
    const { origin } = en.setup;
    expect(screen.getByText(origin.off(origin.everybody))).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saveSetup).toHaveBeenCalled());
    expect(saveSetup.mock.calls[0]![0].calendar.enabled).toBe(true);
  });

  it("says what the categories in the calendar mean before they are switched on", async () => {
    const saveSetup = jest.fn<Promise<Profile>, [SetupRequest]>(async () => profile);
    await showSetup(profile, { saveSetup });
    const marks = screen.getByRole<HTMLInputElement>("switch", { name: en.setup.marks });
    expect(marks.checked).toBe(false);
    const described = marks.getAttribute("aria-describedby");
    expect(document.getElementById(described ?? "")?.textContent).toBe(en.setup.marksText);
    fireEvent.click(marks);
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saveSetup).toHaveBeenCalled());
    expect(saveSetup.mock.calls[0]?.[0].calendar.rules?.marks).toBe(true);
  });

  it("shows days that none of the choices has, where they were saved", async () => {
    const rules = { ...setupOptions.rules, daysForward: 45 };
    await showSetup(profile, { setupOptions: async () => ({ ...setupOptions, rules }) });
    fireEvent.click(screen.getByRole("button", { name: "Rules" }));
    expect(box(en.setup.rules.daysForward).value).toBe("45");
  });

  it("lets events of a category in", async () => {
    const saveSetup = jest.fn<Promise<Profile>, [SetupRequest]>(async () => profile);
    await showSetup(profile, { saveSetup });
    fireEvent.click(screen.getByRole("radio", { name: en.setup.category }));
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saveSetup).toHaveBeenCalled());
    expect(saveSetup.mock.calls[0]?.[0].calendar.outlookItems).toBe("category");
  });

  it("lists one's own calendars; those that can only be read cannot be chosen", async () => {
    const saveSetup = jest.fn<Promise<Profile>, [SetupRequest]>(async () => profile);
    await showSetup(profile, { saveSetup });
    const tick = (name: RegExp): HTMLInputElement => screen.getByRole("checkbox", { name });
    // The last one cannot be taken away, and says so.
    expect(tick(/^Calendar \(default\).*One calendar always stays/).disabled).toBe(true);
    expect(tick(/Holidays.*Read-only/).disabled).toBe(true);
    // Those of others are mailboxes of their own.
    expect(screen.queryByRole("checkbox", { name: /Grace Hopper/ })).toBeNull();
    // One calendar needs no question where new appointments go.
    expect(screen.queryByRole("combobox", { name: en.setup.calendars.target })).toBeNull();
    fireEvent.click(tick(/Projects/));
    expect(tick(/^Calendar \(default\)$/).disabled).toBe(false);
    fireEvent.change(box(en.setup.calendars.target), { target: { value: "cal-projects" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saveSetup).toHaveBeenCalled());
    expect(saveSetup.mock.calls[0]?.[0].calendar.calendars).toEqual({
      chosen: ["default", "cal-projects"],
      target: "cal-projects",
    });
  });

  it("names the missing company instead of sending", async () => {
    const saveSetup = jest.fn(async () => profile);
    const none = { ...setupOptions.proposal, companyId: null, locationId: null };
    await showSetup(newcomer, {
      saveSetup,
      setupOptions: async () => ({ ...setupOptions, proposal: none }),
    });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText(en.setup.companyMissing)).toBeTruthy();
    expect(saveSetup).not.toHaveBeenCalled();
  });

  it("shows a notice that names the job which something missing stops", async () => {
    const notices = [{ job: "calendar" as const, code: "company-missing" }];
    await showSetup(newcomer, { setupOptions: async () => ({ ...setupOptions, notices }) });
    expect(screen.getByText(en.notices["company-missing"] ?? "")).toBeTruthy();
  });

  it("breaks no accessibility rule", async () => {
    const shown = await showSetup(newcomer);
    fireEvent.click(screen.getByRole("button", { name: "Rules" }));
    expect(await violations(shown)).toEqual([]);
  });
});

describe("the Setup form's rules", () => {
  it("keeps what was saved before over what is proposed", () => {
    const saved = { ...profile.setup!, companyId: "NL", locationId: null };
    expect(initialDraft(saved, setupOptions)).toMatchObject({ companyId: "NL", locationId: null });
  });

  it("drops a location of another company, and takes the only one there is", () => {
    const draft = initialDraft(null, setupOptions);
    expect(withCompany(draft, "NL", setupOptions).locationId).toBe("RTM");
    expect(withCompany(draft, null, setupOptions).locationId).toBeNull();
    expect(requestOf(withCompany(draft, null, setupOptions), setupOptions)).toBeNull();
  });

  it("lets new appointments go to a calendar that is still chosen", () => {
    const both = { chosen: ["default", "work"], target: "work" };
    expect(withCalendar(both, "work", false)).toEqual({ chosen: ["default"], target: "default" });
    expect(withCalendar(both, "default", false)).toEqual({ chosen: ["work"], target: "work" });
  });
});
