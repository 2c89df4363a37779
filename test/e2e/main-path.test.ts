import type { BrowserContext } from "playwright-core";
import { finishSetup, openErp, openOutlook, patienceMs, picture, stateIs } from "./browser.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

jest.setTimeout(240_000);

const start = theProduct();
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
});

const subject = "Contract renewal with Northwind Traders";

describe("from the ribbon to the ERP and back", () => {
  it("an appointment linked in Outlook is in the ERP, follows both sides, and survives a crash", async () => {
    const outlook = await openOutlook(context, stack);
    const { pane } = outlook;

    // Nested sign-in, then Setup, without a dialog.
    await outlook.open(subject);
    await outlook.openPane();
    await pane.getByRole("combobox", { name: "Company" }).waitFor();
    await picture(outlook.page, "setup");
    await finishSetup(outlook);

    // Link a customer and switch it on.
    await pane.getByRole("searchbox", { name: "Search ERP records" }).fill("Northwind");
    await pane.getByRole("button", { name: "Add Northwind Traders" }).click();
    await picture(outlook.page, "pane-not-synced");
    await pane.getByRole("button", { name: "Sync to ERP", exact: true }).click();
    await stateIs({ pane }, "In sync");
    await picture(outlook.page, "pane-in-sync");

    // Nobody was mailed because synchronization was switched on.
    expect(stack.sandbox.graph.mails()).toEqual([]);

    // The ERP shows it with its record and type.
    const erp = await openErp(context, stack);
    await erp.row(subject).first().waitFor();
    const text = await erp.row(subject).first().innerText();
    expect(text).toContain("Northwind Traders");
    expect(text).toContain("Meeting");
    await picture(erp.page, "erp");

    // An edit in the ERP reaches Outlook's window.
    await erp.edit(subject, { Place: "Hamburg, pier 7" });
    await outlook.page.getByText("Hamburg, pier 7").first().waitFor();

    // Both edit at the same time: both edits are on both sides.
    await stack.control("POST", "/notifications", { mode: "drop" });
    await erp.edit(subject, { Place: "Hamburg, pier 8" });
    await outlook.edit({ Subject: `${subject}, signed` });
    await stack.control("POST", "/notifications", { mode: "normal" });
    await outlook.openPane();
    await pane.getByRole("button", { name: "Sync now", exact: true }).click();
    await erp.row(`${subject}, signed`).first().waitFor();
    await outlook.page.getByText("Hamburg, pier 8").first().waitFor();
    expect(await erp.row(`${subject}, signed`).first().innerText()).toContain("Hamburg, pier 8");

    // The server dies without a word; both sides move; it comes back.
    await stack.killServer();
    await erp.edit(`${subject}, signed`, { Place: "Hamburg, pier 9" });
    await outlook.edit({ Subject: `${subject}, sealed` });
    await stack.startServer();
    await erp.row(`${subject}, sealed`).first().waitFor();
    await outlook.page.getByText("Hamburg, pier 9").first().waitFor();
    expect(await erp.row(subject).count()).toBe(1);
    expect(await outlook.events(subject)).toBe(1);

    expect(stack.failures).toEqual([]);
  });

  it("an activity made in the ERP appears in Outlook, and goes when it is deleted there", async () => {
    const outlook = await openOutlook(context, stack);
    const erp = await openErp(context, stack);
    await erp.page.getByRole("button", { name: "New activity" }).click();
    await erp.page.getByRole("textbox", { name: "Subject", exact: true }).fill("Call back Alpine");
    await erp.page.getByRole("button", { name: "Save", exact: true }).click();

    await outlook.open("Call back Alpine");
    await outlook.page.getByRole("button", { name: "Delete", exact: true }).click();
    await erp.row("Call back Alpine").first().waitFor({ state: "hidden", timeout: patienceMs });
    expect(await erp.row("Call back Alpine").count()).toBe(0);
  });
});
