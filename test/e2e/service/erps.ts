import { openOutlook, picture } from "../browser.ts";
import { flawsOf, paneFlaws } from "../inspect.ts";
import { saveAsShown, type TheServiceDesk } from "./desk.ts";

/** ERP connections: their test, own fields, limits, and what another integration left. */
export function erpTests(desk: TheServiceDesk): void {
  it("tests an ERP as it is entered, and says what of it is wrong", async () => {
    const { stack, openPanel } = desk();
    const page = await openPanel("erps");
    await page.getByLabel("Short name").fill("second");
    await page.getByLabel("Name people see").fill("Second ERP");
    await page.getByLabel("Web address").fill("http://169.254.169.254/erp");
    await page.getByLabel("Key of the API").fill("wrong");
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByText(/nothing can allow that/).waitFor();
    await page.getByLabel("Web address").fill(stack.addresses.erp);
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByText(/did not accept the connection's key/).waitFor();
    await page.getByLabel("How it keeps times").selectOption("clock");
    await page.getByLabel("Time zone of that clock").fill("Europe/Vienna");
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByText(/did not accept the connection's key/).waitFor();
    await picture(page, "service-erps");
    expect(await flawsOf(page)).toEqual([]);
  });

  it("gives an ERP's own fields a place in Outlook, and says what does not fit", async () => {
    const { stack, ada, openPanel } = desk();
    const page = await openPanel("erps");
    await page.getByRole("button", { name: "Its own fields: Contoso ERP" }).click();
    const add = page.getByRole("button", { name: "Add a field" });
    await add.click();
    await page.getByRole("group", { name: "Line 1" }).getByLabel("Way").waitFor();
    await add.click();
    const second = page.getByRole("group", { name: "Line 2" });
    await second.getByLabel("Field of the ERP").selectOption("costCentre");
    await second.getByLabel("In Outlook").selectOption("category");
    await page.getByRole("button", { name: "Try it out first" }).click();
    await second.getByText(/Cost centre has a place in another line already/).waitFor();
    await second.getByLabel("Field of the ERP").selectOption("phase");
    await second.getByLabel("Name of the category").fill("Phase");
    await second.getByText("It reads Phase: Draft in Outlook.").waitFor();
    await picture(page, "service-fields");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Try it out first" }).click();
    await page.getByText(/mailboxes that get other rules\. Nothing/).waitFor();
    await page.getByText("Ada Lovelace").waitFor();
    await picture(page, "service-fields-trial");
    expect(await flawsOf(page)).toEqual([]);
    await saveAsShown(page);
    await page.getByRole("button", { name: "Back to the rules" }).click();
    // The form begins anew with what was saved.
    await page.getByText("It reads Phase: Draft in Outlook.").waitFor();
    await page.setViewportSize({ width: 320, height: 1200 });
    await picture(page, "service-fields-narrow");
    expect(await flawsOf(page)).toEqual([]);

    // Whoever opens such an appointment in Outlook sees what its fields hold.
    const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await stack.erp("u-ada", "POST", "/activities", {
      ...{ subject: "Visit Fabrikam", start: `${day}T10:00:00Z`, end: `${day}T11:00:00Z` },
      custom: { costCentre: "4711", phase: "draft" },
    });
    const outlook = await openOutlook(ada, stack);
    await outlook.open("Visit Fabrikam");
    await outlook.openPane();
    for (const [name, value] of Object.entries({ "Cost centre": "4711", Phase: "Draft" })) {
      const fact = outlook.pane.getByRole("term").filter({ hasText: name });
      await fact.waitFor();
      await outlook.pane.getByRole("definition").filter({ hasText: value }).first().waitFor();
    }
    await picture(outlook.page, "pane-own-fields");
    expect(await paneFlaws(outlook.page)).toEqual([]);
    await outlook.page.close();
  });

  it("spares an ERP, whose people see until when it is maintained", async () => {
    const { stack, ada, openPanel } = desk();
    const page = await openPanel("erps");
    await page.getByRole("button", { name: /^Limits and maintenance: Contoso/ }).click();
    await page.getByLabel("Requests a minute").fill("5000");
    await page.getByRole("button", { name: "Save the limits" }).click();
    await page.getByRole("combobox", { name: "When" }).selectOption("once");
    await page.getByLabel("From").fill("2020-01-01T00:00");
    await page.getByLabel("To", { exact: true }).fill("2035-01-01T00:00");
    await page.getByLabel("What people are told").fill("Release 7");
    await page.getByRole("button", { name: "Add this maintenance" }).click();
    await page.getByText(/^Nothing is sent to it until/).waitFor();
    await picture(page, "service-erp-terms");
    expect(await flawsOf(page)).toEqual([]);
    const hers = await ada.newPage();
    await hers.goto(`${stack.addresses.product}/portal.html`);
    await hers.getByText(/^The ERP is being maintained until .*Release 7/).waitFor();
    await picture(hers, "home-maintenance");
    await hers.close();
    await page.getByRole("button", { name: "Remove", exact: true }).last().click();
    await page.getByText("No maintenance is planned.").waitFor();
  });

  it("takes over what another integration had linked, where an administrator says by what", async () => {
    const { openPanel } = desk();
    const page = await openPanel("erps");
    await page.getByRole("button", { name: "Another integration: Contoso ERP" }).click();
    const field = page.getByLabel("Field of events that holds the id of their activity");
    await field.fill("Oro'CRM");
    const save = page.getByRole("button", { name: "Save", exact: true }).first();
    await save.click();
    await page.getByText(/Use letters, digits/).waitFor();
    await page.getByRole("button", { name: "OroCRM's add-in: enter OroCRM_id" }).click();
    await save.click();
    await page.getByText(/^Saved\. It counts for every first sync/).waitFor();
    await picture(page, "service-adoption");
    expect(await flawsOf(page)).toEqual([]);
  });
}
