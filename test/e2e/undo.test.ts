import type { Browser, BrowserContext } from "playwright-core";
import {
  finishSetup,
  openContext,
  openErp,
  openOutlook,
  openPortal,
  picture,
  stateIs,
  type Outlook,
} from "./browser.ts";
import { flawsOf, paneFlaws } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

const ada = "ada@contoso.example";
const grace = "grace@contoso.example";
const start = theProduct();
let stack: Stack;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, browser, context } = await start());
  await stack.newEvent(ada, { subject: "Site visit" });
  for (const subject of ["One", "Two"]) await stack.newEvent(grace, { subject });
});

async function openItem(subject: string): Promise<Outlook> {
  const outlook = await openOutlook(context, stack, `?user=${ada}`);
  await outlook.open(subject);
  await outlook.openPane();
  return outlook;
}

describe("taking back what was carried over", () => {
  it("in the pane: shows what both sides get back, and gives it back", async () => {
    const outlook = await openItem("Site visit");
    const { pane, page } = outlook;
    await finishSetup(outlook);
    await pane.getByRole("button", { name: "Sync to ERP", exact: true }).click();
    await stateIs({ pane }, "In sync");

    const erp = await openErp(context, stack);
    await erp.edit("Site visit", { Subject: "Site visit, cancelled", Place: "Nowhere" });
    await page.getByRole("heading", { name: "Site visit, cancelled" }).first().waitFor();

    await outlook.openPane();
    await pane.getByRole("button", { name: "History" }).click();
    await pane
      .getByRole("button", { name: /^Undo: Updated/ })
      .first()
      .click();
    const dialog = pane.getByRole("dialog");
    await dialog.getByText("Both sides get back", { exact: true }).waitFor();
    await dialog.getByText("Site visit, cancelled").first().waitFor();
    await picture(page, "pane-undo");
    expect(await paneFlaws(page)).toEqual([]);

    await dialog.getByRole("button", { name: "Undo", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await erp.row("Site visit").first().waitFor();
    await pane.getByText("Undone").first().waitFor();
    await erp.row("Site visit, cancelled").first().waitFor({ state: "detached" });
    expect(await erp.row("Site visit").first().innerText()).not.toContain("Nowhere");
    await stateIs({ pane }, "In sync");
    await picture(page, "pane-undone");
    expect(await paneFlaws(page)).toEqual([]);
    expect(stack.sandbox.graph.mails()).toEqual([]);
    await Promise.all([page.close(), erp.page.close()]);
  });

  it("in the portal: a whole run, with what stays and why", async () => {
    const tab = await openContext(browser, { width: 1280, height: 900 });
    const page = await openPortal(tab, stack, { who: "Grace Hopper" });
    await page.getByRole("combobox", { name: "Company" }).waitFor();
    await page.getByRole("radio", { name: "All my events" }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const whole = page.getByRole("button", { name: /^Undo all of it/ }).first();
    await whole.waitFor();
    // What moves while it is looked at is judged half faded in.
    await page.getByText("Running now").waitFor({ state: "detached" });
    // One of them is edited after the run: that edit must not be undone along with it.
    const { value } = (await stack.graph(grace, "GET", "/me/events?$filter=subject eq 'Two'")) as {
      value: readonly { readonly id: string }[];
    };
    await stack.graph(grace, "PATCH", `/me/events/${value[0]?.id ?? ""}`, {
      subject: "Two, later",
    });
    await page.getByText("Two, later").first().waitFor();
    await page.getByText("Running now").waitFor({ state: "detached" });
    await picture(page, "portal-log-undo");
    expect(await flawsOf(page)).toEqual([]);
    await whole.click();
    const dialog = page.getByRole("dialog");
    const told = await dialog.getByText(/changes can be undone/).innerText();
    const [possible, total] = told.match(/\d+/gu) ?? [];
    expect(Number(total) - Number(possible)).toBe(1);
    await dialog.getByText("It was edited since and stays as it is.").scrollIntoViewIfNeeded();
    await picture(page, "portal-undo-run");
    expect(await flawsOf(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Undo", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Undone").first().waitFor();
    const left = (await stack.graph(
      grace,
      "GET",
      "/me/events?$filter=subject eq 'Two, later'",
    )) as {
      value: readonly unknown[];
    };
    expect(left.value).toHaveLength(1);
    expect(stack.sandbox.graph.mails()).toEqual([]);
    await tab.close();
  });
});
