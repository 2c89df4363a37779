import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { PlanPage } from "../../../addin/features/plan/PlanPage.tsx";
import { SetupPage } from "../../../addin/features/setup/SetupPage.tsx";
import { en } from "../../../addin/locales/en.ts";
import { Failure } from "../../../addin/failures.ts";
import { show, violations, type World } from "../render.tsx";
import { doubt, plan, planEntries, splitDoubt, profile, setupOptions } from "../samples.ts";

const ignored = (): void => {};
const showPlan = (api: World["api"] = {}, onDone = ignored) =>
  show(<PlanPage tried={{ setup: null }} onBack={ignored} onDone={onDone} />, { api });
const button = (name: string | RegExp) => screen.getByRole("button", { name });

describe("the plan", () => {
  it("shows figures, what would happen to each item, and why", async () => {
    await showPlan();
    expect(button(/^All ?3$/)).toBeTruthy();
    expect(button(/^Create in the ERP ?1$/)).toBeTruthy();
    const rows = within(screen.getByRole("table")).getAllByRole("row").slice(1);
    expect(rows).toHaveLength(3);
    expect(rows[0]?.textContent).toContain("Delivery plan");
    expect(rows[1]?.textContent).toContain("Room 12");
    expect(rows[1]?.textContent).toContain("Description changes");
    expect(rows[2]?.textContent).toContain(en.plan.unnamed);
    expect(rows[2]?.textContent).toContain("It was deleted on the other side.");
  });

  it("is a list where there is no room for a table", async () => {
    const before = globalThis.matchMedia;
    globalThis.matchMedia = (query) => Object.assign(before(query), { matches: true });
    try {
      await showPlan();
      expect(screen.queryByRole("table")).toBeNull();
      expect(screen.getByText("It was changed on the other side.")).toBeTruthy();
    } finally {
      globalThis.matchMedia = before;
    }
  });

  it("asks for the entries of one kind and side when its figure is pressed, and for more", async () => {
    const asked = jest.fn(async () => ({ entries: planEntries.slice(0, 2), total: 3 }));
    await showPlan({ planEntries: asked });
    expect(asked).toHaveBeenCalledWith("P1", {}, 0);
    fireEvent.click(button(/^Delete in the ERP/));
    await waitFor(() =>
      expect(asked).toHaveBeenCalledWith("P1", { kind: "delete", side: "erp" }, 0),
    );
    expect(button(/^Delete in the ERP/).getAttribute("aria-pressed")).toBe("true");
    fireEvent.click(await screen.findByRole("button", { name: en.plan.more }));
    await waitFor(() =>
      expect(asked).toHaveBeenCalledWith("P1", { kind: "delete", side: "erp" }, 2),
    );
  });

  it("is carried out on request, and tells who asked for it", async () => {
    const carryOutPlan = jest.fn(async () => ({ kind: "done", profile }) as const);
    const onDone = jest.fn();
    await showPlan({ carryOutPlan }, onDone);
    fireEvent.click(button(en.plan.carryOut));
    await waitFor(() => expect(onDone).toHaveBeenCalledWith(profile));
    expect(carryOutPlan).toHaveBeenCalledWith("P1");
  });

  it("that is another by now is shown with what changed, and nothing was done", async () => {
    const onDone = jest.fn();
    const now = { ...plan, id: "P2", total: 4 };
    const appeared = [{ ...planEntries[0]!, subject: "Came later" }];
    await showPlan(
      { carryOutPlan: async () => ({ kind: "changed", plan: now, appeared, vanished: [] }) },
      onDone,
    );
    fireEvent.click(button(en.plan.carryOut));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain(en.plan.changed);
    expect(alert.textContent).toContain("Came later");
    expect(alert.textContent).not.toContain(en.plan.vanished);
    expect(button(/^All ?4$/)).toBeTruthy();
    expect(onDone).not.toHaveBeenCalled();
  });

  it("of nothing says so, and still saves the choices", async () => {
    await showPlan({ makePlan: async () => ({ ...plan, total: 0, counts: [] }) });
    expect(screen.getByText(en.plan.nothing)).toBeTruthy();
    expect(button(en.plan.save)).toBeTruthy();
    expect(screen.queryByRole("button", { name: en.plan.download })).toBeNull();
  });

  it("of categories alone says how many, and not that nothing is written", async () => {
    await showPlan({ makePlan: async () => ({ ...plan, total: 0, counts: [], marked: 3 }) });
    expect(screen.getByText(en.plan.marked(3))).toBeTruthy();
    expect(screen.queryByText(en.plan.nothing)).toBeNull();
  });

  it("that cannot be made says why, and is tried again", async () => {
    let down = true;
    const makePlan = async () => {
      if (down) throw new Failure("erp-unavailable");
      return plan;
    };
    await showPlan({ makePlan });
    expect(screen.getByText(en.failures["erp-unavailable"].title)).toBeTruthy();
    down = false;
    fireEvent.click(button(en.act.retry));
    expect(await screen.findByRole("table")).toBeTruthy();
  });

  it("is downloaded as a file", async () => {
    const made: Blob[] = [];
    URL.createObjectURL = (blob) => `blob:${made.push(blob as Blob)}`;
    URL.revokeObjectURL = ignored;
    const clicked: string[] = [];
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      clicked.push(`${this.download} ${this.href}`);
    };
    await showPlan({ planCsv: async () => ({ name: "dry-run.csv", csv: "What,Where" }) });
    fireEvent.click(button(en.plan.download));
    await waitFor(() => expect(clicked).toEqual(["dry-run.csv blob:1"]));
    expect(made[0]?.size).toBe("What,Where".length);
  });

  it("breaks no accessibility rule", async () => {
    const doubts = [doubt, splitDoubt];
    const container = await showPlan({ makePlan: async () => ({ ...plan, doubts }) });
    expect(await violations(container)).toEqual([]);
  });
});

describe("doubtful pairs", () => {
  it("of private appointments are not said to have no place", async () => {
    const twins = doubt.twins.map((one) => ({
      ...one,
      ...{ subject: "", when: null, place: null, private: true },
    }));
    const secret = { ...doubt, subject: "", when: null, twins };
    await showPlan({ makePlan: async () => ({ ...plan, doubts: [secret] }) });
    expect(screen.getByText(en.plan.doubts.privateTitle)).toBeTruthy();
    expect(screen.getAllByText(/\(private\)/).length).toBeGreaterThan(0);
    expect(screen.queryByText(new RegExp(en.plan.doubts.noPlace))).toBeNull();
  });

  const pick = (name: RegExp, value: string) =>
    fireEvent.change(screen.getByRole("combobox", { name }), { target: { value } });

  it("are shown with both sides, and what a person tells is kept before the plan is made anew", async () => {
    const decidePairs = jest.fn(async () => ({ decided: 2 }));
    const makePlan = jest.fn(async () => plan).mockResolvedValueOnce({ ...plan, doubts: [doubt] });
    await showPlan({ makePlan, decidePairs });
    pick(/Outlook, number 2 \(Oslo\)/, "E8");
    // Each belongs to one at most.
    expect(screen.queryByRole("combobox", { name: /^ERP/ })).toBeNull();
    pick(/Outlook, number 1 \(Rome\)/, "alone");
    fireEvent.click(button(en.plan.doubts.decide));
    await waitFor(() =>
      expect(decidePairs).toHaveBeenCalledWith("P1", {
        pairs: [{ microsoftId: "M9", erpId: "E8" }],
        apart: ["M8"],
      }),
    );
    await waitFor(() => expect(makePlan).toHaveBeenCalledTimes(2));
    await waitFor(() => expect(screen.queryByText(en.plan.doubts.text)).toBeNull());
  });
});

describe("a series that was cut", () => {
  it.each<[string, RegExp, string | null]>([
    ["goes on with one", /as “Training”/, "M2"],
    ["goes on with a private one", /as a private one/, "M3"],
    ["has ended", /^None/, null],
  ])("%s, as its person tells", async (_what, name, nextId) => {
    const decidePairs = jest.fn(async () => ({ decided: 1 }));
    const makePlan = jest
      .fn(async () => plan)
      .mockResolvedValueOnce({ ...plan, doubts: [splitDoubt] });
    await showPlan({ makePlan, decidePairs });
    expect(screen.getByText(en.plan.splits.title("Round"))).toBeTruthy();
    expect(screen.getByText(/Rome/)).toBeTruthy();
    // Nothing is decided by pressing alone.
    fireEvent.click(button(en.plan.doubts.decide));
    expect(decidePairs).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("radio", { name }));
    fireEvent.click(button(en.plan.doubts.decide));
    const goesOn = [{ seriesId: "M1", nextId }];
    await waitFor(() =>
      expect(decidePairs).toHaveBeenCalledWith("P1", { pairs: [], apart: [], goesOn }),
    );
    await waitFor(() => expect(screen.queryByText(en.plan.splits.text)).toBeNull());
  });
});

describe("Setup", () => {
  it("shows what its choices would do before they are saved, and keeps them meanwhile", async () => {
    const makePlan = jest.fn(async () => plan);
    const saveSetup = jest.fn(async () => profile);
    await show(<SetupPage profile={profile} onFirstSaved={ignored} />, {
      api: { makePlan, saveSetup },
    });
    fireEvent.click(screen.getByRole("radio", { name: en.setup.all }));
    fireEvent.click(button(en.setup.tryFirst));
    await screen.findByRole("table");
    expect(makePlan).toHaveBeenCalledWith(
      expect.objectContaining({
        calendar: expect.objectContaining({
          outlookItems: "all",
          rules: setupOptions.rules,
        }) as object,
      }),
    );
    fireEvent.click(button(en.plan.back));
    expect(screen.getByRole<HTMLInputElement>("radio", { name: en.setup.all }).checked).toBe(true);
    expect(saveSetup).not.toHaveBeenCalled();
  });

  it("says so when the plan was carried out", async () => {
    const onFirstSaved = jest.fn();
    const newcomer = { ...profile, setup: null };
    await show(<SetupPage profile={newcomer} onFirstSaved={onFirstSaved} />);
    fireEvent.click(button(en.setup.tryFirst));
    fireEvent.click(await screen.findByRole("button", { name: en.plan.carryOut }));
    expect(await screen.findByText(en.plan.done)).toBeTruthy();
    expect(onFirstSaved).toHaveBeenCalledTimes(1);
  });
});
