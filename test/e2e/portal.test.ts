import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { isOperational, newWindow, openErp, picture } from "./browser.ts";
import { flawsOf } from "./inspect.ts";
import { walk } from "./keyboard.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

const start = theProduct({ width: 1280, height: 900 });
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
});

/** Opens the licences from the menu, and one of them; the names of the packages that they list. */
async function licencesIn(page: Page): Promise<readonly string[]> {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "About and details for support" }).click();
  await page.getByRole("button", { name: "Licences" }).click();
  await page.getByText("react 19", { exact: false }).first().click();
  await page.getByText("Permission is hereby granted").first().waitFor();
  const summaries = await page.getByRole("dialog").locator("summary").allInnerTexts();
  return summaries.map((line) => line.split(" ")[0] ?? "");
}

/** What webpack took out of packages, as its source maps tell. */
function bundledPackages(): readonly string[] {
  const folder = resolve("dist/maps");
  const maps = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".map"),
  );
  const sources = maps.flatMap(
    (file) =>
      (JSON.parse(readFileSync(resolve(folder, file), "utf8")) as { sources: string[] }).sources,
  );
  const names = sources.flatMap((source) => {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1];
    return name === undefined ? [] : [name];
  });
  return [...new Set(names)];
}

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
    await page.getByRole("button", { name: "Sign in with Microsoft" }).waitFor();
    expect(await licencesIn(page)).toEqual(expect.arrayContaining(["express", "react", "zod"]));
    await picture(page, "portal-licences");
    expect(await flawsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
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

  it("has help of its own, in the reader's language, in the dark and at any width", async () => {
    const page = await newWindow(context);
    await page.setViewportSize({ width: 1440, height: 1000 });
    await page.goto(`${stack.addresses.product}/portal.html#setup`);
    await page.getByRole("button", { name: "Rules" }).click();
    const [help] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("link", { name: "What is this? Private appointments" }).click(),
    ]);
    const asked = help.getByRole("heading", { name: "Private appointments" });
    await asked.waitFor();
    // The keyboard goes on from what was asked for.
    expect(await asked.evaluate((heading) => heading === document.activeElement)).toBe(true);
    expect(await asked.evaluate((heading) => heading.getBoundingClientRect().top)).toBeLessThan(
      500,
    );
    await help.setViewportSize({ width: 1440, height: 1000 });
    await picture(help, "help");
    expect(await flawsOf(help)).toEqual([]);
    expect(await walk(help)).toEqual([]);
    await help.emulateMedia({ colorScheme: "dark" });
    await help.setViewportSize({ width: 320, height: 900 });
    await help.goto(`${stack.addresses.product}/help.html?locale=de#conflict`);
    await help.reload();
    await help.getByRole("heading", { name: /^Wenn beide Seiten/ }).waitFor();
    expect(await help.locator("html").getAttribute("lang")).toBe("de");
    await picture(help, "help-narrow-dark-de");
    expect(await flawsOf(help)).toEqual([]);
    await page.close();
    await help.close();
  });

  it("names the licence of everything that was bundled", async () => {
    const answer = await context.request.get(`${stack.addresses.product}/licences.json`);
    const { packages } = (await answer.json()) as { packages: { name: string; licence: string }[] };
    const named = new Set(packages.map(({ name }) => name));
    const bundled = bundledPackages();
    expect(bundled.length).toBeGreaterThan(20);
    expect(bundled.filter((name) => !named.has(name))).toEqual([]);
    expect(packages.filter(({ licence }) => licence === "")).toEqual([]);
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
