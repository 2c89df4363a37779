import type { BrowserContext } from "playwright-core";
import { isOperational, newWindow, openErp, picture } from "./browser.ts";
import { flawsOf } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

const start = theProduct({ width: 1280, height: 900 });
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
});

describe("the portal in a browser tab", () => {
  it("signs in by redirect, sets up, and shows what was carried over in both directions", async () => {
    const page = await newWindow(context);
    await page.goto(`${stack.addresses.product}/portal.html`);
    await page.getByRole("button", { name: "Sign in with Microsoft" }).waitFor();
    await picture(page, "portal-signed-out");
    expect(await flawsOf(page)).toEqual([]);
    // Whoever has an account of the ERP alone is told what is missing, and is given nothing.
    await page.getByRole("link", { name: "You only have an account of the ERP?" }).click();
    await page.getByRole("heading", { name: /account of the ERP alone is not enough/ }).waitFor();
    await picture(page, "portal-erp-only");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Sign in with a Microsoft work account" }).click();
    await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
    await page.getByRole("heading", { name: "Pick an account" }).waitFor();
    await page.getByRole("button", { name: "Ada Lovelace" }).click();

    // First time: Setup comes by itself, filled in by what both sides know.
    const company = page.getByRole("combobox", { name: "Company" });
    await company.waitFor();
    expect(await company.locator("option:checked").innerText()).toBe("Contoso Europe GmbH");
    await picture(page, "portal-setup");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("radio", { name: "All my events" }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();

    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    await isOperational(page);
    await page.getByText("Created in the ERP").first().waitFor();
    await page.getByText("Created in Outlook").first().waitFor();
    await page.getByRole("button", { name: "Test connection" }).click();
    await page.getByText("Works").nth(1).waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    await picture(page, "portal-home");
    expect(await flawsOf(page)).toEqual([]);

    // A change made in the ERP appears in the log while one looks.
    const erp = await openErp(context, stack);
    await erp.edit("Annual agreement Northwind", { Place: "Berlin, room Havel" });
    await page.getByText("Berlin, room Havel").first().waitFor();
  });

  it("stays signed in, and leads where its address says", async () => {
    const page = await newWindow(context);
    await page.goto(`${stack.addresses.product}/portal.html#setup`);
    await page.getByRole("heading", { name: "Setup", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Rules" }).click();
    await page
      .getByRole("combobox", { name: "When both sides changed the same field" })
      .selectOption("Ask me");
    await picture(page, "portal-rules");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await page.getByRole("link", { name: "Home" }).click();
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    expect(new URL(page.url()).hash).toBe("#home");
  });

  it("fits a phone", async () => {
    const phone = await newWindow(context);
    await phone.setViewportSize({ width: 360, height: 740 });
    await phone.goto(`${stack.addresses.product}/portal.html`);
    await phone.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    await phone.getByText("Created in the ERP").first().waitFor();
    await picture(phone, "portal-phone");
    expect(await flawsOf(phone)).toEqual([]);
  });
});
