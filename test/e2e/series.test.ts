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
