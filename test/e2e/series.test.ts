import type { BrowserContext } from "playwright-core";
import { finishSetup, openErp, openOutlook, picture, stateIs } from "./browser.ts";
import { paneFlaws } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

jest.setTimeout(240_000);

const start = theProduct();
let stack: Stack;
let context: BrowserContext;

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
