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
  await stack.newEvent("ada@contoso.example", { subject: "Plain talk" });
  const outlook = await openOutlook(context, stack);
  await outlook.open("Plain talk");
  await outlook.openPane();
  await finishSetup(outlook);
  await outlook.page.close();
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
    await stateIs({ pane }, "In sync");
    const erp = await openErp(context, stack);
    await erp.row("Kick-off in Hamburg").first().waitFor();
    expect(await erp.row("Kick-off in Hamburg").count()).toBe(1);
    expect(await erp.row("Kick-off in Hamburg").first().innerText()).toContain("Northwind Traders");
    expect(stack.failures).toEqual([]);
  });

  it("names whom the ERP does not know, and makes a contact of him by a filled-in form", async () => {
    const outlook = await openOutlook(context, stack);
    const { page, pane } = outlook;
    await page.getByRole("button", { name: "New event", exact: true }).click();
    await outlook.openPane();
    await pane.getByRole("heading", { name: "New appointment" }).waitFor();
    await page
      .getByLabel("Required attendees", { exact: true })
      .fill("helen.bennett@northwind.example; olga.novak@northwind.example; grace@contoso.example");
    await page.getByLabel("Subject", { exact: true }).focus();
    // Helen is a contact already, Grace a colleague.
    await pane.getByRole("heading", { name: "Unknown to the ERP" }).waitFor();
    await picture(page, "pane-unknown-people");
    expect(await paneFlaws(page)).toEqual([]);
    await pane.getByRole("button", { name: "Create a contact for Olga Novak" }).click();
    await pane.getByRole("option", { name: /^Northwind Traders/ }).waitFor({ state: "attached" });
    await picture(page, "pane-new-contact");
    expect(await paneFlaws(page)).toEqual([]);
    await pane.getByRole("button", { name: "Create contact", exact: true }).click();

    await pane.getByRole("button", { name: "Remove Olga Novak" }).waitFor();
    await pane.getByRole("heading", { name: "Unknown to the ERP" }).waitFor({ state: "hidden" });
    const { records } = await stack.sandbox.erp.snapshot();
    const made = records.filter(({ name }) => name === "Olga Novak");
    expect(made).toMatchObject([{ type: "contact", customer: "cus-1001" }]);
    await page.close();
  });
});

describe("Outlook's events", () => {
  it("a new appointment starts with the category that was asked for, in the form and nowhere else", async () => {
    const outlook = await openOutlook(context, stack);
    const { page, pane } = outlook;
    const category = page.getByRole("checkbox", { name: "Site visit", exact: true });
    const newEvent = async (): Promise<void> => {
      await page.getByRole("button", { name: "New event", exact: true }).click();
      await category.waitFor();
    };
    await newEvent();
    await outlook.openPane();
    await pane.getByRole("combobox", { name: "Activity type" }).selectOption("Site visit");
    await pane.getByRole("checkbox", { name: /Start my new appointments/ }).check();
    await picture(page, "pane-new-default");
    expect(await paneFlaws(page)).toEqual([]);
    expect(await category.isChecked()).toBe(false);

    await newEvent();
    await page.getByRole("checkbox", { name: "Site visit", exact: true, checked: true }).waitFor();
    await outlook.openPane();
    await pane.getByRole("checkbox", { name: /Start my new appointments/ }).uncheck();
    await page.close();
  });

  it.each(["is away", "never answers"])(
    "a meeting is sent although the server %s",
    async (trouble) => {
      const outlook = await openOutlook(context, stack);
      const { page } = outlook;
      const subject = `Sent although the server ${trouble}`;
      await page.getByRole("button", { name: "New event", exact: true }).click();
      await page.getByLabel("Subject", { exact: true }).fill(subject);
      await page.getByLabel("Required attendees", { exact: true }).fill("bo@litware.example");
      if (trouble === "is away") await stack.killServer();
      else await page.route("**/commands.*", () => undefined);
      try {
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await page.getByRole("heading", { name: subject }).first().waitFor();
        // Nobody was asked whether it may be sent.
        expect(await page.getByRole("dialog").count()).toBe(0);
        const mails = stack.sandbox.graph.mails();
        expect(mails.filter((mail) => JSON.stringify(mail).includes(subject))).toHaveLength(1);
      } finally {
        if (trouble === "is away") await stack.startServer();
        await page.close();
      }
    },
  );
});
