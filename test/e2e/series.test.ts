import type { BrowserContext } from "playwright-core";
import {
  eventually,
  finishSetup,
  newWindow,
  openErp,
  openOutlook,
  picture,
  stateIs,
} from "./browser.ts";
import { paneFlaws } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

jest.setTimeout(240_000);

const start = theProduct();
let stack: Stack;
let context: BrowserContext;

const ada = "ada@contoso.example";
const dayOf = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const daily = (subject: string, from: string) => ({
  subject,
  start: { dateTime: `${from}T13:00:00`, timeZone: "UTC" },
  end: { dateTime: `${from}T13:30:00`, timeZone: "UTC" },
  recurrence: {
    pattern: { type: "daily", interval: 1 },
    range: { type: "noEnd", startDate: from } as object,
  },
});

beforeAll(async () => {
  ({ stack, context } = await start());
});

it("a series made in the ERP is one in Outlook, and its days are changed one by one", async () => {
  const outlook = await openOutlook(context, stack);
  const { pane } = outlook;
  await outlook.open("Contract renewal with Northwind Traders");
  await outlook.openPane();
  await pane.getByRole("combobox", { name: "Company" }).waitFor();
  await finishSetup(outlook);

  const erp = await openErp(context, stack);
  await erp.page.getByRole("button", { name: "New activity" }).click();
  await erp.page.getByRole("textbox", { name: "Subject", exact: true }).fill("Daily stand-up");
  await erp.page.getByRole("combobox", { name: "Repeats" }).selectOption("daily");
  await erp.page.getByRole("button", { name: "Save", exact: true }).click();
  await erp.row("Daily stand-up").first().waitFor();
  expect(await erp.row("Daily stand-up").first().innerText()).toContain("every day");
  await outlook.chip("Daily stand-up").first().waitFor();

  // Its second time gets another name there; the third does not take place.
  await erp.row("Daily stand-up").first().getByRole("button").click();
  const subjects = erp.page.getByRole("textbox", { name: /^Subject on / });
  await subjects.nth(1).fill("Stand-up with Northwind");
  await erp.page
    .getByRole("button", { name: /^Save \d/ })
    .nth(1)
    .click();
  await erp.row("(1 changed)").first().waitFor();
  await erp.page
    .getByRole("button", { name: /^Cancel \d/ })
    .nth(2)
    .click();
  await erp.row("(2 changed)").first().waitFor();
  await picture(erp.page, "erp-series");

  // Opened on one of its days the pane asks what is meant, and says it from then on.
  await outlook.open("Stand-up with Northwind");
  await outlook.openPane();
  await pane.getByRole("heading", { name: "This is one day of a series" }).waitFor();
  await stateIs({ pane }, "In sync");
  await picture(outlook.page, "pane-series-question");
  expect(await paneFlaws(outlook.page)).toEqual([]);
  await pane.getByRole("button", { name: "This day only" }).click();
  await pane.getByRole("heading", { name: "On this day" }).waitFor();
  await pane.getByRole("button", { name: "History of this day" }).click();
  await pane
    .getByRole("button", { name: /^Undo: Updated/ })
    .first()
    .waitFor();
  await picture(outlook.page, "pane-series-day");
  expect(await paneFlaws(outlook.page)).toEqual([]);
  await pane.getByRole("button", { name: "Show the whole series" }).click();
  await pane.getByRole("switch", { name: "Sync this event" }).waitFor();
  await picture(outlook.page, "pane-series");
  expect(stack.failures).toEqual([]);
  expect(stack.sandbox.graph.mails()).toEqual([]);
});

it("a series that was cut is asked about in the pane of the one that comes after it", async () => {
  const [yesterday, today] = [dayOf(-1), dayOf(0)];
  const review = daily("Pipeline review", yesterday);
  const made = (await stack.graph(ada, "POST", "/me/events", review)) as { readonly id: string };
  const outlook = await openOutlook(context, stack);
  const { pane } = outlook;
  await outlook.open("Pipeline review");
  await outlook.openPane();
  await pane.getByRole("button", { name: "Sync to ERP" }).click();
  await stateIs({ pane }, "In sync");

  const { pattern, range } = review.recurrence;
  const cut = { pattern, range: { ...range, type: "endDate", endDate: yesterday } };
  await stack.graph(ada, "PATCH", `/me/events/${made.id}`, { recurrence: cut });
  await stack.graph(ada, "POST", "/me/events", daily("Forecast call", today));
  await outlook.open("Forecast call");
  await outlook.openPane();
  await stateIs({ pane }, "Needs your decision");
  await pane.getByRole("heading", { name: "“Pipeline review” was cut" }).waitFor();
  await picture(outlook.page, "pane-split");
  expect(await paneFlaws(outlook.page)).toEqual([]);
  await pane.getByRole("radio", { name: /as “Forecast call”/ }).check();
  await pane.getByRole("button", { name: "Keep these decisions" }).click();
  await stateIs({ pane }, "In sync");
  expect(stack.failures).toEqual([]);
});

it("one day that both sides changed waits alone, and is asked about again once its settling is undone", async () => {
  const [today, tomorrow] = [dayOf(0), dayOf(1)];
  const setup = await newWindow(context);
  await setup.goto(`${stack.addresses.product}/portal.html#setup`);
  await setup.getByRole("button", { name: "Rules" }).click();
  await setup
    .getByRole("combobox", { name: "When both sides changed the same field" })
    .selectOption("Ask me");
  await setup.getByRole("button", { name: "Save", exact: true }).click();
  await setup.getByText(/^Saved\./).waitFor();
  await setup.close();
  const made = (await stack.graph(ada, "POST", "/me/events", daily("Huddle", today))) as {
    readonly id: string;
  };
  const outlook = await openOutlook(context, stack);
  const { page, pane } = outlook;
  await outlook.open("Huddle");
  await outlook.openPane();
  await pane.getByRole("button", { name: "Sync to ERP" }).click();
  await stateIs({ pane }, "In sync");
  const activity = async () => {
    const { activities } = (await stack.erp("u-ada", "GET", "/activities?limit=100")) as {
      readonly activities: readonly {
        readonly id: string;
        readonly subject: string;
        readonly occurrences: readonly { readonly date: string; readonly subject?: string }[];
      }[];
    };
    return activities.find(({ subject }) => subject === "Huddle");
  };
  const inErp = async (): Promise<unknown> =>
    (await activity())?.occurrences.map(({ date, subject }) => [date, subject]);
  const becomes = (first: string) =>
    eventually(
      async () =>
        JSON.stringify(await inErp()) ===
        JSON.stringify([
          [today, first],
          [tomorrow, "Huddle outside"],
        ]),
    );

  // Both sides rename today's, and tomorrow's is renamed in Outlook alone, before anybody is told.
  const view = `startDateTime=${today}T00:00:00Z&endDateTime=${dayOf(2)}T00:00:00Z`;
  const { value: days } = (await stack.graph(
    ada,
    "GET",
    `/me/events/${made.id}/instances?${view}`,
  )) as { readonly value: readonly { readonly id: string }[] };
  await stack.control("POST", "/notifications", { mode: "drop" });
  const { id = "" } = (await activity()) ?? {};
  for (const [at, subject] of ["Huddle, mine", "Huddle outside"].entries()) {
    await stack.graph(ada, "PATCH", `/me/events/${days[at]?.id ?? ""}`, { subject });
  }
  const occurrences = [{ date: today, subject: "Huddle, theirs" }];
  await stack.erp("u-ada", "PATCH", `/activities/${id}`, { occurrences });
  await stack.control("POST", "/notifications", { mode: "normal" });
  await pane.getByRole("button", { name: "Sync now", exact: true }).click();
  await stateIs({ pane }, "Needs your decision");
  const group = pane.getByRole("group", { name: "Single days", exact: true });
  await group.getByText("For anything else keep one of them").waitFor();
  await group.scrollIntoViewIfNeeded();
  await picture(page, "pane-series-day-contested");
  const shown = await group.innerText();
  expect([shown.includes("Huddle, theirs"), shown.includes("outside")]).toEqual([true, false]);
  await becomes("Huddle, theirs");
  expect(await paneFlaws(page)).toEqual([]);

  await pane.getByRole("button", { name: "Keep mine: Single days" }).click();
  await stateIs({ pane }, "In sync");
  await becomes("Huddle, mine");

  await pane.getByRole("button", { name: "History", exact: true }).click();
  await pane
    .getByRole("button", { name: /^Undo: Updated/ })
    .first()
    .click();
  const dialog = pane.getByRole("dialog");
  await dialog.getByText("you are asked again").waitFor();
  await dialog.getByText("Huddle, theirs").waitFor();
  await picture(page, "pane-undo-asked-again");
  expect(await paneFlaws(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Undo", exact: true }).click();
  await stateIs({ pane }, "Needs your decision");
  await becomes("Huddle, theirs");
  expect(stack.failures).toEqual([]);
  expect(stack.sandbox.graph.mails()).toEqual([]);
});
