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
    // And what will be written, subject and guest included.
    const written = pane.getByRole("group", { name: "Create in the ERP" });
    await written.getByText("Kick-off in Hamburg").waitFor();
    await written.getByText("Northwind Traders").waitFor();
    await written.getByText("maria@northwind.example").waitFor();
    await written.scrollIntoViewIfNeeded();
    await picture(page, "pane-new-preview");
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

  it("becomes an opportunity of the customer by a filled-in form, linked at once where it is synchronized", async () => {
    const outlook = await openOutlook(context, stack);
    const { page, pane } = outlook;
    await page.getByRole("button", { name: "New event", exact: true }).click();
    await outlook.openPane();
    await pane.getByRole("heading", { name: "New appointment" }).waitFor();
    await page.getByLabel("Subject", { exact: true }).fill("Warehouse robots");
    await page
      .getByLabel("Required attendees", { exact: true })
      .fill("helen.bennett@northwind.example");
    await page.getByLabel("Subject", { exact: true }).focus();
    await pane.getByRole("button", { name: "Add Northwind Traders" }).waitFor();
    await pane.getByRole("button", { name: "Sync when saved", exact: true }).click();
    await pane.getByText("Linked when saved").waitFor();

    await pane.getByRole("button", { name: "New", exact: true }).click();
    await picture(page, "pane-new-record-menu");
    await pane.getByRole("menuitem", { name: "Opportunity" }).click();
    await pane.getByRole("dialog").getByRole("textbox", { name: "Name" }).waitFor();
    await picture(page, "pane-new-opportunity");
    expect(await paneFlaws(page)).toEqual([]);
    const form = pane.getByRole("dialog");
    expect(await form.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Warehouse robots");
    const customer = form.getByRole("combobox", { name: "Customer" });
    expect(await customer.inputValue()).toBe("Northwind Traders");
    await customer.fill("alpine");
    await pane.getByRole("option", { name: /^Alpine Ski House/ }).waitFor();
    await picture(page, "pane-new-opportunity-customer");
    await pane.getByRole("option", { name: /^Alpine Ski House/ }).click();
    // What the ERP makes and nobody hears of is made once all the same.
    const lost = {
      path: "/api/v1/records/",
      method: "POST",
      lostReply: true,
      when: "after",
    } as const;
    stack.sandbox.faults.add({ ...lost, times: 1 });
    await form.getByRole("button", { name: "Create and link" }).click();
    await form.getByText("Whether it was made is not known.").waitFor();
    await picture(page, "pane-new-opportunity-unanswered");
    expect(await paneFlaws(page)).toEqual([]);
    await form.getByRole("button", { name: "Try again" }).dblclick();
    await pane.getByRole("button", { name: "Remove Warehouse robots" }).waitFor();

    const { records } = await stack.sandbox.erp.snapshot();
    const made = records.filter(({ name }) => name === "Warehouse robots");
    expect(made).toMatchObject([{ type: "opportunity", customer: "cus-1002" }]);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await stateIs({ pane }, "In sync");
    const erp = await openErp(context, stack);
    await erp.row("Warehouse robots").first().waitFor();
    await erp.page.goto(`${stack.addresses.erp}/records/opportunity/${made[0]!.id}`);
    await erp.page.getByRole("heading", { name: "Warehouse robots" }).waitFor();
    await erp.row("Warehouse robots").first().waitFor();
    await picture(erp.page, "erp-record");
    await erp.page.close();
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
