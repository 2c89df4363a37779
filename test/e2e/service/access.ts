import { openPortal, picture } from "../browser.ts";
import { flawsOf } from "../inspect.ts";
import { finishSetup, type TheServiceDesk } from "./desk.ts";

/** Who comes into the Service section, and with which role. */
export function accessTests(desk: TheServiceDesk): void {
  it("opens to who administers, without a mailbox of his own, and to nobody else", async () => {
    const { stack, katherine, ada } = desk();
    const hers = await openPortal(ada, stack, { hash: "#service" });
    await finishSetup(hers);
    expect(await hers.getByRole("link", { name: "Service" }).count()).toBe(0);
    // Of the consent page's answer she is told, though nothing else there is for her.
    await hers.goto(`${stack.addresses.product}/portal.html?admin_consent=True&state=hers`);
    await hers.getByText(/^This consent was not asked for here/).waitFor();
    await hers.getByRole("link", { name: "Home" }).click();
    await hers.getByText(/^This consent was not asked for here/).waitFor({ state: "hidden" });

    const page = await openPortal(katherine, stack, { who: "Katherine Johnson", hash: "#service" });
    await page.getByRole("heading", { name: "First steps", level: 1 }).waitFor();
    await page.getByText("3. Connect an ERP", { exact: true }).waitFor();
    await picture(page, "service-start");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Administrators" }).click();
    await page.getByRole("heading", { name: "Administrators", level: 1 }).waitFor();
    await page
      .getByRole("combobox", { name: "Who" })
      .selectOption({ label: "Ada Lovelace (ada@contoso.example)" });
    await page.getByRole("combobox", { name: "Role" }).selectOption("auditor");
    await page.getByRole("button", { name: "Appoint" }).click();
    await page.getByText("Auditor (looks only) · His own company").waitFor();
    await page.getByRole("combobox", { name: "Who" }).selectOption("Somebody who is not here yet");
    await page.getByRole("textbox", { name: "Mail address" }).fill("grace@contoso.example");
    await page.getByRole("combobox", { name: "Role" }).selectOption("administrator");
    await page.getByRole("button", { name: "Appoint" }).click();
    await page.getByText("Has not come yet").waitFor();
    await picture(page, "service-administrators");
    expect(await flawsOf(page)).toEqual([]);

    await hers.reload();
    await hers.getByRole("link", { name: "Service" }).click();
    await hers.getByText("You may look at everything here and change nothing.").waitFor();
    expect(await hers.getByRole("button", { name: "Appoint" }).count()).toBe(0);
    await page.getByRole("button", { name: "Take back the role of Ada Lovelace" }).click();
    await page.getByText(/^What ends at once: Auditor/).waitFor();
    await picture(page, "service-take-back");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Auditor (looks only) · His own company").waitFor();
  });
}
