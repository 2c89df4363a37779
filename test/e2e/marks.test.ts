import type { BrowserContext } from "playwright-core";
import { openErp, openOutlook, picture, stateIs } from "./browser.ts";
import { paneFlaws } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

const ada = "ada@contoso.example";
const start = theProduct();
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
  await stack.newEvent(ada, { subject: "Site visit" });
});

describe("categories in the calendar that show what is in the ERP", () => {
  it("are switched on in Setup, ask for attention, and untrack when they are taken off", async () => {
    const outlook = await openOutlook(context, stack, `?user=${ada}`);
    const { page, pane, chip } = outlook;
    await outlook.open("Site visit");
    await outlook.openPane();
    const shows = pane.getByRole("switch", { name: "Show in my calendar what is in the ERP" });
    await shows.click();
    await pane.getByText(/^Those appointments get/).scrollIntoViewIfNeeded();
    expect(await paneFlaws(page)).toEqual([]);
    await picture(page, "pane-setup-marks");
    await pane.getByRole("button", { name: "Save", exact: true }).click();

    await pane.getByRole("button", { name: "Sync to ERP", exact: true }).click();
    await stateIs({ pane }, "In sync");
    await chip(/^Site visit[^]*In ERP/)
      .first()
      .waitFor();

    const erp = await openErp(context, stack);
    await erp.open("Site visit");
    await erp.page.getByLabel("Released (read-only)").check();
    await erp.page.getByRole("button", { name: "Save", exact: true }).click();
    await erp.row("released").first().waitFor();
    await outlook.edit({ Subject: "Site visit, renamed" });
    await chip(/^Site visit, renamed[^]*In ERP, ERP: needs attention/)
      .first()
      .waitFor();
    await outlook.openPane();
    await stateIs({ pane }, "Locked in the ERP");
    await pane.getByText("Your change stays in Outlook: Subject.").waitFor();
    expect(await paneFlaws(page)).toEqual([]);
    await picture(page, "outlook-marks");

    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByRole("checkbox", { name: "In ERP" }).uncheck();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await outlook.openPane();
    await stateIs({ pane }, "Not synced");
    await chip(/^Site visit, renamed(?![^]*ERP)/)
      .first()
      .waitFor();
    await erp.row("Site visit").first().waitFor();
  });
});
