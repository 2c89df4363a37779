import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { ItemPage } from "../../../addin/features/item/ItemPage.tsx";
import { Failure } from "../../../addin/failures.ts";
import { createLocale } from "../../../addin/locales/locale.ts";
import { de } from "../../../addin/locales/de.ts";
import { en } from "../../../addin/locales/en.ts";
import {
  itemStateSchema,
  type ConflictView,
  type ItemView,
} from "../../../server/api/contract/items.ts";
import { show, violations, type World } from "../render.tsx";
import {
  contested,
  explained,
  formContent,
  freshItem,
  linkedItem,
  maria,
  northwind,
} from "../samples.ts";

const page = (
  <ItemPage
    restId="rest"
    people={[{ address: "maria@northwind.example", name: "Maria Anders" }]}
    edited={false}
    readForm={async () => formContent}
    onLinked={() => {}}
  />
);
const showItem = (view: ItemView, api: World["api"] = {}): Promise<HTMLElement> =>
  show(page, { api: { findItem: async () => view, item: async () => view, ...api } });

const button = (name: string): HTMLElement => screen.getByRole("button", { name });
const stateLine = (): string =>
  screen
    .getAllByRole("status")
    .map(({ textContent }) => textContent)
    .find((text) => text !== "") ?? "";

describe("the state line", () => {
  it.each(itemStateSchema.options)("%s is said in words and explained", async (state) => {
    await showItem({ ...linkedItem, state, syncedAt: null });
    expect(stateLine()).toContain(en.states[state].label);
    expect(stateLine()).toContain(en.states[state].text);
  });

  it("tells when the item was synchronized last", async () => {
    await showItem(linkedItem);
    expect(stateLine()).toMatch(/In sync.*Nov 20, 2026, 10:00 AM/);
  });

  it("says why it failed and what to do, in the ERP's own words where it refused", async () => {
    const reason = { code: "rejected", text: "The project is closed.", side: "erp" } as const;
    await showItem({ ...linkedItem, state: "failed", reason });
    expect(stateLine()).toContain("The project is closed.");
    expect(stateLine()).toContain(en.setAside.remedies.erp.rejected);
  });

  it("sends nobody to the wrong administrator: what to do depends on the side that refused", async () => {
    const reason = { code: "forbidden", text: "Access is denied.", side: "microsoft" } as const;
    await showItem({ ...linkedItem, state: "failed", reason });
    expect(stateLine()).toContain("Access is denied.");
    expect(stateLine()).toContain("whoever administers Microsoft 365");
    expect(stateLine()).not.toContain("your ERP");
  });

  it("says what it waits for", async () => {
    const reason = { code: "erp-unavailable", text: "503", side: null };
    await showItem({ ...linkedItem, state: "waiting", reason });
    expect(stateLine()).toContain(en.failures["erp-unavailable"].title);
  });

  it("says what stops the whole mailbox", async () => {
    const reason = { code: "erp-down", text: "", side: null };
    await showItem({ ...linkedItem, state: "waiting", reason });
    expect(stateLine()).toContain(en.health["erp-down"].label);
  });

  it("shows the sentence that comes with a code it does not know", async () => {
    await showItem({
      ...linkedItem,
      state: "failed",
      reason: { code: "new-code", text: "Because.", side: "erp" },
    });
    expect(stateLine()).toContain("Because.");
  });

  it("speaks German", async () => {
    const locale = createLocale("de", de, "de-DE", "Europe/Berlin");
    await show(page, { locale, api: { findItem: async () => linkedItem } });
    expect(stateLine()).toContain(de.states["in-sync"].label);
  });
});

const waitingFor = (code: string): ItemView => ({
  ...linkedItem,
  state: "waiting",
  reason: { code, text: "", side: null },
});

describe("one day of a series that the ERP holds day by day", () => {
  it("leads to all of its days and back, and switches on what is shown", async () => {
    const day: ItemView = { ...freshItem, series: "single-day", seriesItemId: "series" };
    const days: ItemView = { ...freshItem, itemId: "series", series: "days" };
    const chosen: string[] = [];
    await showItem(day, {
      item: async (id) => (id === "series" ? days : day),
      chooseItem: async (id) => {
        chosen.push(id);
        return { ...days, on: true, state: "waiting" };
      },
    });
    screen.getByText(en.item.series["single-day"]);
    fireEvent.click(button(en.item.scope.allDays));
    await screen.findByText(en.item.series.days);
    fireEvent.click(button("Sync to ERP"));
    await waitFor(() => expect(chosen).toEqual(["series"]));
    await waitFor(() => expect(stateLine()).toContain(en.states.waiting.label));
    fireEvent.click(button(en.item.scope.day));
    await screen.findByText(en.item.series["single-day"]);
  });
});

describe("the primary button", () => {
  it.each([
    ["not-synced", freshItem, "Sync to ERP"],
    ["outside the window", { ...freshItem, state: "outside-window" }, "Sync to ERP"],
    ["in sync", linkedItem, "Sync now"],
    ["failed", { ...linkedItem, state: "failed" }, "Try again"],
    ["needs a decision", { ...linkedItem, state: "needs-decision" }, "Go to your decision"],
    ["signed out", waitingFor("signed-out"), en.signIn.button],
    ["without consent", waitingFor("no-consent"), en.signIn.allow],
    ["while the ERP is away", waitingFor("erp-down"), "Sync now"],
  ] as const)("%s: it says %s", async (_state, view, name) => {
    await showItem(view);
    expect(button(name)).toBeTruthy();
  });

  it("says which changes a released activity does not take (E25)", async () => {
    await showItem({ ...linkedItem, state: "not-taken", notTaken: ["place", "when"] });
    const state = screen.getByText(en.states["not-taken"].label).closest("[role=status]");
    expect(state?.textContent).toContain("Your change stays in Outlook: Location, When.");
    expect(button("Sync now")).toBeTruthy();
  });

  it("says who was taken out of a meeting in the ERP and stays invited (rule 14)", async () => {
    const bo = { address: "bo@customer.example", name: "Bo" };
    const cy = { address: "cy@customer.example", name: "" };
    const day = "Dec 1, 2026, 9:00 AM – 10:00 AM";
    const takenOut = [
      { day: null, guests: [bo, cy] },
      { day, guests: [bo] },
    ];
    await showItem({ ...linkedItem, takenOut });
    const told = screen.getByRole("region", { name: en.item.takenOut.title });
    expect(told.textContent).toContain("Bo, cy@customer.example");
    expect(told.textContent).toContain(en.item.takenOut.ofDay("Bo", day));
    expect(told.textContent).toContain(en.item.takenOut.text);
  });

  it("in doubt: nothing is switched on before its person told which belong together (rule 26)", async () => {
    const twin = { subject: "Visit", when: "Tue 9:00", private: false, webUrl: null };
    const twins = [
      { ...twin, side: "microsoft", id: "o1", place: "Rome" },
      { ...twin, side: "microsoft", id: "o2", place: "Oslo" },
      { ...twin, side: "erp", id: "e1", place: "Oslo" },
    ] as const;
    const view: ItemView = {
      ...freshItem,
      state: "needs-decision",
      reason: { code: "in-doubt", text: "Several", side: "microsoft" },
      doubt: { subject: "Visit", twins: [...twins], first: null },
    };
    const decided: unknown[] = [];
    await showItem(view, {
      decideDoubt: async (_itemId, decisions) => {
        decided.push(decisions);
        return { ...view, doubt: null, reason: null, state: "waiting", on: true };
      },
    });
    expect(stateLine()).toContain(en.item.inDoubt);
    expect(screen.queryByRole("button", { name: "Sync to ERP" })).toBeNull();
    expect(screen.getByRole<HTMLInputElement>("switch").disabled).toBe(true);
    const oslo = await screen.findByLabelText("Outlook, number 2 (Oslo)");
    fireEvent.click(button("Go to your decision"));
    expect(document.activeElement?.tagName).toBe("SELECT");
    fireEvent.change(oslo, { target: { value: "e1" } });
    await act(async () => fireEvent.click(button(en.plan.doubts.decide)));
    expect(decided).toEqual([{ pairs: [{ microsoftId: "o2", erpId: "e1" }], apart: [] }]);
    await waitFor(() => expect(screen.queryByText(en.plan.doubts.text)).toBeNull());
  });

  it.each(["private", "unsupported"] as const)(
    "%s: nothing can be switched or sent",
    async (state) => {
      await showItem({ ...freshItem, state });
      expect(screen.queryByRole("button", { name: "Sync to ERP" })).toBeNull();
      expect(
        screen.getByRole<HTMLInputElement>("switch", { name: "Sync this event" }).disabled,
      ).toBe(true);
    },
  );

  it("says Save once the records differ from what is stored, and forgets that when they are back", async () => {
    await showItem(linkedItem, {
      itemRecords: async () => ({
        inContextOf: [],
        couldBeRelatedTo: [maria, northwind],
        found: [],
        more: false,
      }),
    });
    fireEvent.click(button("Add Maria Anders"));
    expect(button("Save")).toBeTruthy();
    fireEvent.click(button("Remove Maria Anders"));
    expect(button("Sync now")).toBeTruthy();
  });
});

describe("syncing an item for the first time", () => {
  it("sends the chosen records and type, waits at once, and is in sync when the backend says so", async () => {
    const chooseItem = jest.fn(async () => linkedItem);
    let answer: (view: ItemView) => void = () => {};
    chooseItem.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    await showItem(freshItem, {
      chooseItem,
      itemRecords: async () => ({
        inContextOf: [],
        couldBeRelatedTo: [northwind],
        found: [],
        more: false,
      }),
    });
    fireEvent.click(button("Add Northwind"));
    fireEvent.change(screen.getByRole("combobox", { name: "Activity type" }), {
      target: { value: "visit" },
    });
    fireEvent.click(button("Sync to ERP"));
    await waitFor(() => expect(stateLine()).toContain("Waiting"));
    expect(chooseItem).toHaveBeenCalledWith("item", {
      records: [{ type: "customer", id: "C1" }],
      activityTypeId: "visit",
    });
    await act(async () => answer(linkedItem));
    await waitFor(() => expect(stateLine()).toContain("In sync"));
    expect(button("Sync now")).toBeTruthy();
  });

  it("takes the waiting back and says why when the backend refuses", async () => {
    await showItem(freshItem, {
      chooseItem: () => Promise.reject(new Failure("erp-user-unknown")),
    });
    fireEvent.click(screen.getByRole("switch", { name: "Sync this event" }));
    expect((await screen.findByRole("alert")).textContent).toContain(
      en.failures["erp-user-unknown"].title,
    );
    expect(stateLine()).toContain("Not synced");
  });

  it("shows what will be written before anything is", async () => {
    await showItem(freshItem, {
      previewItem: async () => ({
        writes: [
          {
            side: "erp",
            kind: "create",
            fields: [{ field: "subject", from: null, to: "Delivery plan" }],
          },
        ],
        ...{ conflicts: [], sharedWith: null, untold: [] },
      }),
    });
    const preview = await screen.findByRole("group", { name: "Create in the ERP" });
    expect(within(preview).getByText("Delivery plan")).toBeTruthy();
  });

  it("shows whose activity a copy of a meeting joins, and that none is made", async () => {
    const joining = { writes: [], conflicts: [], sharedWith: "Grace Hopper", untold: [] };
    await showItem(freshItem, { previewItem: async () => joining });
    expect(await screen.findByText(en.item.preview.joins("Grace Hopper"))).toBeTruthy();
    expect(screen.queryByText(en.item.preview.none)).toBeNull();
  });
});

describe("switching an item off", () => {
  it.each([
    ["Keep both copies", false],
    ["Remove the ERP copy", true],
  ] as const)("asks first: %s", async (choice, removeErpCopy) => {
    const releaseItem = jest.fn(async () => freshItem);
    await showItem(linkedItem, { releaseItem });
    fireEvent.click(screen.getByRole("switch", { name: "Sync this event" }));
    fireEvent.click(await screen.findByRole("radio", { name: new RegExp(choice) }));
    expect(releaseItem).not.toHaveBeenCalled();
    fireEvent.click(button("Stop syncing"));
    await waitFor(() => expect(releaseItem).toHaveBeenCalledWith("item", removeErpCopy));
  });

  it("leaves everything as it is when the person thinks again", async () => {
    const releaseItem = jest.fn(async () => freshItem);
    await showItem(linkedItem, { releaseItem });
    fireEvent.click(screen.getByRole("switch", { name: "Sync this event" }));
    fireEvent.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(releaseItem).not.toHaveBeenCalled();
    const back = await screen.findByRole<HTMLInputElement>("switch", { name: "Sync this event" });
    expect(back.checked).toBe(true);
  });
});

describe("a conflict", () => {
  const conflict = {
    ...contested,
    field: "place",
    draft: { microsoft: "Room 12", erp: "Room 4" },
    microsoft: "Room 12",
    erp: "Room 4",
  };
  const asked = (one: ConflictView): ItemView => ({
    ...linkedItem,
    state: "needs-decision",
    conflicts: [one],
  });

  it.each([
    ["Keep mine: Location", "microsoft"],
    ["Keep ERP’s: Location", "erp"],
  ] as const)("%s answers for the two values shown", async (name, keep) => {
    const answerConflict = jest.fn(async () => linkedItem);
    await showItem(asked(conflict), { answerConflict });
    expect(screen.getByText("Room 12")).toBeTruthy();
    expect(screen.getByText("Room 4")).toBeTruthy();
    fireEvent.click(button(name));
    await waitFor(() =>
      expect(answerConflict).toHaveBeenCalledWith("item", {
        field: "place",
        keep,
        microsoftFingerprint: "m",
        erpFingerprint: "e",
      }),
    );
  });

  it("says who wrote each value, and when", async () => {
    await showItem(asked(conflict));
    for (const text of ["Ada Lovelace", "Grace Hopper", "Nov 20, 2026, 9:30 AM"]) {
      expect(screen.getByText(text)).toBeTruthy();
    }
  });

  it("takes a value of one's own, and none that cannot be written", async () => {
    const answerConflict = jest.fn(async () => linkedItem);
    const one = { ...contested, draft: { microsoft: "Mine", erp: "Theirs" } };
    const container = await showItem(asked(one), { answerConflict });
    fireEvent.click(button("Edit: Subject"));
    const box = await screen.findByRole("textbox", { name: "Subject, for both sides" });
    expect(document.activeElement).toBe(box);
    fireEvent.change(box, { target: { value: "  " } });
    fireEvent.click(button("Save for both"));
    expect(screen.getByText(en.item.conflicts.mistakes.subject)).toBeTruthy();
    expect(answerConflict).not.toHaveBeenCalled();
    expect(await violations(container)).toEqual([]);
    fireEvent.change(box, { target: { value: "Ours" } });
    fireEvent.click(button("Save for both"));
    const shown = { microsoftFingerprint: "m", erpFingerprint: "e" };
    await waitFor(() =>
      expect(answerConflict).toHaveBeenCalledWith("item", {
        field: "subject",
        value: "Ours",
        ...shown,
      }),
    );
  });

  it("takes start and end by the clock of the person's zone", async () => {
    const answerConflict = jest.fn(async () => linkedItem);
    const at = (hour: string) => `2026-11-24T${hour}:00`;
    const when = (start: string, end: string) =>
      ({ allDay: false, start: at(start), end: at(end), zone: "Europe/Berlin" }) as const;
    const draft = { microsoft: when("09", "10"), erp: when("11", "12") };
    await showItem(asked({ ...contested, field: "when", draft }), { answerConflict });
    fireEvent.click(button("Edit: When"));
    const start = await screen.findByLabelText("Start");
    fireEvent.change(start, { target: { value: at("13") } });
    expect(screen.getByText(en.item.conflicts.mistakes.when)).toBeTruthy();
    fireEvent.change(screen.getByLabelText("End"), { target: { value: at("14") } });
    fireEvent.click(button("Save for both"));
    await waitFor(() =>
      expect(answerConflict).toHaveBeenCalledWith(
        "item",
        expect.objectContaining({ field: "when", value: when("13", "14") }),
      ),
    );
  });

  it("about a set offers only to keep a side", async () => {
    await showItem(asked({ ...contested, field: "categories", draft: null }));
    expect(screen.queryByRole("button", { name: "Edit: Categories" })).toBeNull();
    expect(button("Keep mine: Categories")).toBeTruthy();
  });
});

describe("why it is so", () => {
  it("tells what both sides hold, what was agreed, what is open, and the rule of each line", async () => {
    await showItem(linkedItem, { explainItem: async () => explained });
    fireEvent.click(button("History"));
    fireEvent.click(button(en.explain.title));
    const dialog = within(await screen.findByRole("dialog"));
    for (const text of [
      "Delivery plan, revised",
      en.explain.version("7"),
      en.explain.underWay("Change in the ERP"),
      en.explain.waiting("Subject"),
      en.because["6 first copy"]!,
      "6 first copy",
    ]) {
      expect(await dialog.findByText(text)).toBeTruthy();
    }
    expect(dialog.getAllByText(en.explain.agreed("Plan"))).toHaveLength(2);
  });
});

describe("the search", () => {
  it("shows linked, related and found records in groups, and loads more from where it is", async () => {
    const itemRecords = jest.fn(
      async (_item: string, { text, offset }: { text: string; offset: number }) => ({
        inContextOf: [northwind],
        couldBeRelatedTo: [maria],
        found:
          text === "" ? [] : [{ ...maria, type: "lead", id: `L${offset}`, name: `Lead ${offset}` }],
        more: text !== "" && offset === 0,
      }),
    );
    await showItem(linkedItem, { itemRecords });
    fireEvent.change(screen.getByRole("searchbox", { name: "Search ERP records" }), {
      target: { value: " lead " },
    });
    expect(await screen.findByRole("button", { name: "Add Lead 0" })).toBeTruthy();
    for (const name of ["In context of", "Could be related to", "Found"]) {
      expect(screen.getByRole("group", { name })).toBeTruthy();
    }
    fireEvent.click(button("Load more"));
    expect(await screen.findByRole("button", { name: "Add Lead 1" })).toBeTruthy();
    expect(itemRecords.mock.calls.at(-1)?.[1]).toMatchObject({ text: "lead", offset: 1 });
  });

  it("says so when nothing is found", async () => {
    await showItem(linkedItem);
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "xyz" } });
    expect(await screen.findByText(en.records.nothingFound("xyz"))).toBeTruthy();
  });
});

describe("the item view", () => {
  it("opens records and the activity in the ERP, in a window of their own", async () => {
    await showItem(linkedItem);
    const record = screen.getByRole("link", { name: "Open Northwind in ERP" });
    expect(record.getAttribute("href")).toBe(northwind.webUrl);
    expect(record.getAttribute("target")).toBe("_blank");
    const activity = screen.getByRole("link", { name: "Open in ERP" });
    expect(activity.getAttribute("href")).toBe("https://erp.example/activity/A1");
  });

  it("tells what happened to the item", async () => {
    await showItem(linkedItem);
    fireEvent.click(button("History"));
    expect(screen.getByText(/Created in the ERP/)).toBeTruthy();
    expect(screen.getByText("Room 12").tagName).toBe("DEL");
  });

  it("shows a failure in place of the item, and asks again", async () => {
    const findItem = jest
      .fn<Promise<ItemView>, []>()
      .mockRejectedValueOnce(new Failure("item-not-found"));
    findItem.mockResolvedValue(freshItem);
    await show(page, { api: { findItem } });
    fireEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { name: "Delivery plan" })).toBeTruthy();
  });

  it.each([
    ["before the first sync", freshItem],
    ["in sync", linkedItem],
    ["private", { ...freshItem, state: "private" }],
  ] as const)("breaks no accessibility rule %s", async (_state, view) => {
    const container = await showItem(view, {
      itemRecords: async () => ({
        inContextOf: [],
        couldBeRelatedTo: [maria],
        found: [],
        more: false,
      }),
    });
    for (const name of ["History", "What will be written"]) {
      const fold = screen.queryByRole("button", { name });
      if (fold?.getAttribute("aria-expanded") === "false") fireEvent.click(fold);
    }
    await act(async () => {});
    expect(await violations(container)).toEqual([]);
  });
});

describe("a meeting whose activity was deleted in the ERP", () => {
  const guests = [
    { address: "bo@x.example", name: "Bo" },
    { address: "grace@contoso.example", name: "Grace Hopper" },
  ];
  const asked: ItemView = {
    ...freshItem,
    linkId: "link",
    ending: { state: "asked", guests, whenFingerprint: "then" },
  };

  it("asks its organizer, and once more with the names of whoever is told before it is cancelled", async () => {
    const cancelling: ItemView = {
      ...asked,
      ending: { state: "cancelling", guests, whenFingerprint: "then" },
    };
    const endMeeting = jest.fn(async () => cancelling);
    const container = await showItem(asked, { endMeeting });
    expect(screen.getByText(en.item.ending.text(2))).toBeTruthy();
    expect(await violations(container)).toEqual([]);
    fireEvent.click(button(en.item.ending.cancel));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("grace@contoso.example")).toBeTruthy();
    fireEvent.click(within(dialog).getByRole("button", { name: en.item.ending.back }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(endMeeting).not.toHaveBeenCalled();
    fireEvent.click(await screen.findByRole("button", { name: en.item.ending.cancel }));
    fireEvent.click(await screen.findByRole("button", { name: en.item.ending.confirm(2) }));
    expect(await screen.findByText(en.item.ending.cancelling)).toBeTruthy();
    expect(endMeeting).toHaveBeenCalledWith("item", {
      ...{ decision: "cancel", whenFingerprint: "then" },
      guests: guests.map(({ address }) => address),
    });
    expect(screen.queryByRole("button", { name: en.item.ending.keep })).toBeNull();
  });

  it("is kept by one click, and asks no more", async () => {
    const endMeeting = jest.fn(async () => freshItem);
    await showItem(asked, { endMeeting });
    fireEvent.click(button(en.item.ending.keep));
    await waitFor(() => expect(screen.queryByText(en.item.ending.title)).toBeNull());
    expect(endMeeting).toHaveBeenCalledWith("item", { decision: "keep" });
  });

  it("says in the history by whom it was cancelled, and how many were told", async () => {
    const line = { ...linkedItem.history[0]!, kind: "cancelled", because: "cancelled:2:Ada" };
    await showItem({ ...linkedItem, history: [{ ...line, changes: [] }] });
    fireEvent.click(button(en.item.history.title));
    expect(screen.getByText(en.item.ending.sent("Ada", 2))).toBeTruthy();
  });
});

describe("one day of a series", () => {
  const ofDay: ItemView = {
    ...linkedItem,
    series: "occurrence",
    day: {
      ...{ itemId: "day", on: "2026-12-01", subject: "Delivery plan, early" },
      when: "Dec 1, 2026, 9:00 AM",
      differs: [{ field: "subject", microsoft: "Delivery plan, early", erp: null }],
      answers: null,
      history: [],
    },
  };
  const open = async () =>
    show(page, { api: { findItem: async () => ofDay, item: async () => ofDay } });

  beforeEach(() => localStorage.clear());

  it("asks once whether the series or the day is meant, and says later which it shows", async () => {
    const shown = await open();
    await screen.findByRole("heading", { name: "This is one day of a series" });
    expect(screen.queryByRole("switch")).toBeNull();
    expect(await violations(shown.ownerDocument.body)).toEqual([]);
    fireEvent.click(button("This day only"));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Delivery plan, early");
    expect(screen.getByText("Outlook: Delivery plan, early. ERP: as in the series.")).toBeTruthy();
    expect(screen.queryByRole("switch")).toBeNull();
    expect(await violations(shown.ownerDocument.body)).toEqual([]);
    fireEvent.click(button("Show the whole series"));
    expect(screen.getByRole("switch")).toBeTruthy();
    expect(screen.getByText("You see the whole series.")).toBeTruthy();
    cleanup();
    await open();
    await screen.findByText("You see the whole series.");
    expect(screen.queryByRole("heading", { name: "This is one day of a series" })).toBeNull();
  });
});
