import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { ItemPage } from "../../../addin/features/item/ItemPage.tsx";
import { de } from "../../../addin/locales/de.ts";
import { en } from "../../../addin/locales/en.ts";
import { createLocale } from "../../../addin/locales/locale.ts";
import type { DaysView, ItemView } from "../../../server/api/contract/items.ts";
import { show, violations, type World } from "../render.tsx";
import { contested, created, formContent, freshItem } from "../samples.ts";

/** The page of a whole series where the ERP holds none: how its days stand, and the way to each. */

const counts: DaysView = {
  ...{ inErp: 4, inSync: 2, waiting: 0, asked: 1, setAside: 1 },
  span: { first: "2026-11-24", last: "2026-12-15" },
  needing: [
    { itemId: "second", when: "Dec 1, 10:00", state: "needs-decision", fields: ["subject"] },
    { itemId: "third", when: "Dec 8, 10:00", state: "failed", fields: [] },
  ],
};
const series: ItemView = {
  ...{ ...freshItem, itemId: "series", series: "days", on: true, state: "needs-decision" },
  days: counts,
  history: [
    { ...created, id: "h2", day: "Dec 1, 10:00" },
    { ...created, id: "h1", day: "Nov 24, 10:00" },
  ],
};
const second: ItemView = {
  ...{ ...freshItem, itemId: "second", series: "single-day", on: true, state: "needs-decision" },
  ...{ seriesItemId: "series", when: "Dec 1, 10:00", conflicts: [contested] },
};

const showSeries = (
  view: ItemView,
  more: Parameters<typeof show>[1] = {},
  api: World["api"] = {},
  beside: ReactNode = null,
) =>
  show(
    <>
      {beside}
      <ItemPage
        restId="rest"
        people={[]}
        edited={false}
        readForm={async () => formContent}
        onLinked={() => {}}
      />
    </>,
    {
      ...more,
      api: {
        findItem: async () => view,
        item: async (id) => (id === "second" ? second : view),
        ...api,
      },
    },
  );
const stateLine = (): string => screen.getAllByRole("status")[0]?.textContent ?? "";
const fold = (title: string): void =>
  void fireEvent.click(screen.getByRole("button", { name: title }));

describe("the page of a whole series", () => {
  it("tells how many activities there are, for which time, and how they stand", async () => {
    const page = await showSeries(series);
    const facts = screen.getByRole("region", { name: en.item.days.title });
    expect(facts.textContent).toContain("Activities4");
    expect(facts.textContent).toContain("Nov 24, 2026 – Dec 15, 2026");
    expect(facts.textContent).toContain("2 in sync, 1 to decide, 1 set aside");
    expect(stateLine()).toContain(en.item.days.toDecide(1));
    expect(await violations(page)).toEqual([]);
  });

  it("leads to a day that needs its person, and back to the series", async () => {
    await showSeries(series);
    const list = screen.getByRole("region", { name: en.item.days.needing });
    expect(within(list).getAllByRole("listitem")[1]?.textContent).toContain(en.states.failed.label);
    within(list).getByText(`${en.states["needs-decision"].label}: ${en.fields["subject"]}`);
    fireEvent.click(within(list).getByRole("button", { name: "Open Dec 1, 10:00" }));
    await screen.findByText(en.item.days.one("Dec 1, 10:00"));
    screen.getByRole("button", { name: en.item.conflicts.keepMineOf("Subject") });
    // The button that led here is gone: keyboard and eye begin at the top.
    expect(document.activeElement?.tagName).toBe("H1");
    fireEvent.click(screen.getByRole("button", { name: en.item.scope.allDays }));
    await screen.findByRole("region", { name: en.item.days.needing });
  });

  it("is led to by one click, whatever is pressed before it is there", async () => {
    let arrive: (page: ItemView) => void = () => {};
    const page = new Promise<ItemView>((resolve) => (arrive = resolve));
    const chosen: string[] = [];
    await showSeries(
      { ...second, on: false, state: "not-synced", conflicts: [] },
      {},
      {
        item: () => page,
        chooseItem: async (id) => {
          chosen.push(id);
          return second;
        },
      },
    );
    fireEvent.click(screen.getByRole("button", { name: en.item.scope.allDays }));
    fireEvent.click(screen.getByRole("button", { name: en.item.syncToErp }));
    arrive(series);
    await screen.findByRole("region", { name: en.item.days.needing });
    expect(chosen).toEqual([]);
  });

  it("stays, whatever was asked for about the day before it was there", async () => {
    const answers: { readonly id: string; readonly give: (view: ItemView) => void }[] = [];
    const item = (id: string): Promise<ItemView> =>
      new Promise((give) => answers.push({ id, give }));
    let hearNews = (): void => {};
    const Listening = () => {
      const client = useQueryClient();
      hearNews = () => void client.invalidateQueries({ queryKey: ["item"] });
      return <p>Asked for: {useIsFetching({ queryKey: ["item"] })}</p>;
    };
    await showSeries(second, {}, { item }, <Listening />);
    fireEvent.click(screen.getByRole("button", { name: en.item.scope.allDays }));
    await waitFor(() => expect(answers).toHaveLength(1));
    act(hearNews);
    await waitFor(() => expect(answers).toHaveLength(2));
    expect(answers.map(({ id }) => id)).toEqual(["series", "second"]);
    answers[0]?.give(series);
    await screen.findByRole("region", { name: en.item.days.needing });
    answers[1]?.give(second);
    await screen.findByText("Asked for: 0");
    screen.getByRole("region", { name: en.item.days.needing });
  });

  it("takes its primary button to the first of them", async () => {
    await showSeries(series);
    fireEvent.click(screen.getByRole("button", { name: en.item.decide }));
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Open Dec 1, 10:00");
  });

  it("tells what happened to each day, and why", async () => {
    await showSeries(series);
    fold(en.item.days.history);
    await screen.findByText("Nov 24, 10:00");
    screen.getByRole("button", { name: en.explain.of("Dec 1, 10:00") });
    expect(screen.queryByRole("button", { name: en.explain.title })).toBeNull();
  });

  it("says how many more there are than it lists", async () => {
    await showSeries({ ...series, days: { ...counts, asked: 6 } });
    expect(screen.getByText(en.item.days.more("5"))).toBeTruthy();
  });

  it.each([
    ["failed", { setAside: 2, asked: 0 }, en.item.days.failed(2)],
    ["waiting", { waiting: 3 }, en.item.days.underWay(3)],
    ["waiting", { waiting: 0 }, en.states.waiting.text],
    ["not-synced", {}, en.item.days.byThemselves],
    ["not-synced", { inErp: 0 }, en.states["not-synced"].text],
  ] as const)("%s: says of which days it speaks (%j)", async (state, days, text) => {
    await showSeries({
      ...series,
      state,
      on: state !== "not-synced",
      days: { ...counts, ...days },
    });
    expect(stateLine()).toContain(text);
  });

  it("shows nothing of days where none is synchronized", async () => {
    const none = {
      inErp: 0,
      inSync: 0,
      waiting: 0,
      asked: 0,
      setAside: 0,
      span: null,
      needing: [],
    };
    await showSeries({ ...series, on: false, state: "not-synced", days: none, history: [] });
    expect(screen.queryByRole("region", { name: en.item.days.title })).toBeNull();
    fold(en.item.history.title);
  });

  it("says all of it in German", async () => {
    await showSeries(series, { locale: createLocale("de", de, "de-AT", "Europe/Berlin") });
    const facts = screen.getByRole("region", { name: de.item.days.title });
    expect(facts.textContent).toContain("2 abgeglichen, 1 zu entscheiden, 1 beiseitegelegt");
    expect(stateLine()).toContain("Einer ihrer Tage wartet auf Ihre Entscheidung");
  });
});
