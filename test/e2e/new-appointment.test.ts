import type { Browser, BrowserContext } from "playwright-core";
import {
  finishSetup,
  launchBrowser,
  openContext,
  openErp,
  openOutlook,
  picture,
} from "./browser.ts";
import { paneFlaws } from "./inspect.ts";
import { startStack, type Stack } from "./stack.ts";

jest.setTimeout(240_000);

let stack: Stack;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchBrowser()]);
  context = await openContext(browser);
  await stack.newEvent("ada@contoso.example", { subject: "Plain talk" });
  const outlook = await openOutlook(context, stack);
  await outlook.open("Plain talk");
  await outlook.openPane();
  await finishSetup(outlook);
  await outlook.page.close();
});

afterAll(async () => {
  await browser.close();
  await stack.stop();
});

describe("a new appointment in Outlook's form", () => {
  it("is chosen before it is saved, follows who is invited, and is in the ERP once it is saved", async () => {
    const outlook = await openOutlook(context, stack);
    const { page, pane } = outlook;
    await page.getByRole("button", { name: "New event", exact: true }).click();
    await outlook.openPane();
    await pane.getByRole("heading", { name: "New appointment" }).waitFor();
    await picture(page, "pane-new");

    // What is suggested follows the form: nothing was saved, and nothing pressed here.
    await page.getByLabel("Subject", { exact: true }).fill("Kick-off in Hamburg");
    await page.getByLabel("Required attendees", { exact: true }).fill("maria@northwind.example");
    await page.getByLabel("Subject", { exact: true }).focus();
    await pane.getByRole("button", { name: "Add Northwind Traders" }).click();
    await pane.getByRole("button", { name: "Sync when saved", exact: true }).click();
    await pane.getByText("Linked when saved").waitFor();
    await picture(page, "pane-new-waiting");
    expect(await paneFlaws(page)).toEqual([]);

    await page.getByRole("button", { name: "Save", exact: true }).click();
    await pane.getByText("In sync").first().waitFor();
    const erp = await openErp(context, stack);
    await erp.row("Kick-off in Hamburg").first().waitFor();
    expect(await erp.row("Kick-off in Hamburg").count()).toBe(1);
    expect(await erp.row("Kick-off in Hamburg").first().innerText()).toContain("Northwind Traders");
    expect(stack.failures).toEqual([]);
  });
});
