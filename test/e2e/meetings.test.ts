import type { Browser, BrowserContext } from "playwright-core";
import {
  finishSetup,
  launchBrowser,
  openContext,
  openErp,
  openOutlook,
  picture,
} from "./browser.ts";
import { startStack, type Stack } from "./stack.ts";

jest.setTimeout(120_000);

const ada = "ada@contoso.example";
let stack: Stack;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchBrowser()]);
  context = await openContext(browser);
  await stack.newEvent(ada, { subject: "Site visit" });
});

afterAll(async () => {
  await browser.close();
  await stack.stop();
});

describe("the ERP's record of an appointment", () => {
  it("opens it in Outlook, by the sign-in that the browser has", async () => {
    const outlook = await openOutlook(context, stack, `?user=${ada}`);
    await outlook.open("Site visit");
    await outlook.openPane();
    await finishSetup(outlook);
    await outlook.pane.getByRole("button", { name: "Sync to ERP", exact: true }).click();
    await outlook.pane.getByText("In sync").first().waitFor();
    await outlook.page.close();

    const erp = await openErp(context, stack);
    await erp.open("Site visit");
    const link = erp.page.getByRole("link", { name: "Open in Outlook" });
    await link.scrollIntoViewIfNeeded();
    await picture(erp.page, "erp-open-in-outlook");
    const [tab] = await Promise.all([context.waitForEvent("page"), link.click()]);
    await tab.getByRole("heading", { name: "Site visit" }).first().waitFor();
    expect(new URL(tab.url()).pathname).toBe("/outlook/");
    await tab.close();

    // An activity that he does not synchronize is said to be none of his.
    const again = await context.newPage();
    await again.goto(`${stack.addresses.product}/open/act-unknown`);
    await again.getByText("not synchronized with your calendar").waitFor();
    await picture(again, "portal-open-unknown");
    await again.close();
    await erp.page.close();
  });
});
