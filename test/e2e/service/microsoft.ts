import { openContext, picture } from "../browser.ts";
import { flawsOf } from "../inspect.ts";
import type { TheServiceDesk } from "./desk.ts";

/** Companies, and what their administrators agree to. */
export function microsoftTests(desk: TheServiceDesk): void {
  it("shows who may come in and proves an administrator's consent by a token", async () => {
    const { openPanel } = desk();
    const page = await openPanel("microsoft");
    await page.getByRole("button", { name: "Admin consent: contoso.example" }).click();
    await page.getByRole("button", { name: "Katherine Johnson" }).click();
    await page.getByRole("button", { name: "Accept", exact: true }).click();
    await page.getByText(/^Consent is recorded and proved/).waitFor();
    await page.getByText(/^Admin consent recorded .* by Katherine Johnson; a sign-in/).waitFor();
    await picture(page, "service-microsoft");
    expect(await flawsOf(page)).toEqual([]);
    expect(new URL(page.url()).search).toBe("");
  });

  it("gives the consent link to be sent, and records the consent of whoever follows it without a role here", async () => {
    const { stack, browser, openPanel } = desk();
    const page = await openPanel("microsoft");
    await page.getByRole("button", { name: "Link to send: fabrikam.example" }).click();
    const link = page.locator("code").filter({ hasText: "/adminconsent?" });
    const url = (await link.textContent()) ?? "";
    await picture(page, "service-consent-link");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 1200 });
    await picture(page, "service-consent-link-narrow");
    expect(await flawsOf(page)).toEqual([]);

    // Administering a directory gives nobody a role here.
    const maria = "maria@fabrikam.example";
    await stack.control("POST", "/signin/role", { user: maria, assigned: false });
    const elsewhere = await openContext(browser);
    const theirs = await elsewhere.newPage();
    await theirs.goto(url);
    await theirs.getByRole("button", { name: "Maria Anders" }).click();
    await theirs.getByRole("button", { name: "Accept", exact: true }).click();
    await theirs.getByText(/^Microsoft says that you agreed/).waitFor();
    await picture(theirs, "portal-consent-given");
    expect(await flawsOf(theirs)).toEqual([]);
    // What the page said outlives the way to Microsoft and back.
    await theirs.getByRole("button", { name: "Sign in with Microsoft" }).click();
    await theirs.getByRole("button", { name: "Maria Anders" }).click();
    await theirs.getByText(/^Your consent for everybody in your company is recorded/).waitFor();
    expect(await theirs.getByRole("link", { name: "Service" }).count()).toBe(0);
    await theirs.getByRole("button", { name: "Save", exact: true }).waitFor();
    await picture(theirs, "portal-consent-recorded");
    expect(await flawsOf(theirs)).toEqual([]);
    await elsewhere.close();
    await page.reload();
    await page.getByText(/^Admin consent recorded .* by Maria Anders; a sign-in proved/).waitFor();
  });

  it("lets a company in once, changes it on purpose, and asks before it is shut out", async () => {
    const { openPanel } = desk();
    const page = await openPanel("microsoft");
    const id = "33333333-aaaa-4bbb-8ccc-000000000003";
    const enter = async (name: string, domains: string) => {
      await page.getByLabel("Tenant id").fill(id);
      await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
      await page.getByLabel("Mail domains").fill(domains);
      await page.getByRole("button", { name: "Let in", exact: true }).click();
    };
    await enter("Northwind", "northwind.example");
    await page.getByText(`${id} · northwind.example`).waitFor();
    await enter("Typed again", "");
    await page.getByText("It is let in already, as Northwind: change it in the list.").waitFor();
    await page.getByRole("button", { name: "Change: Northwind" }).click();
    await page.getByLabel("Mail domains").fill("northwind.example, northwind.test");
    await picture(page, "service-company-change");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(`${id} · northwind.example · northwind.test`).waitFor();
    await page.getByRole("button", { name: "Shut out: Northwind" }).click();
    await page.getByText(/^People of it here: 0\. From that moment/).waitFor();
    await picture(page, "service-shut-out");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Shut out" }).click();
    await page.getByText(/^33333333/).waitFor({ state: "hidden" });
  });
}
