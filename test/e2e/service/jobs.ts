import { openContext, openPortal, picture } from "../browser.ts";
import { flawsOf } from "../inspect.ts";
import { saveAsShown, type TheServiceDesk } from "./desk.ts";

/** Rules of the sync jobs: presets, trials, levels. */
export function jobTests(desk: TheServiceDesk): void {
  it("start from another system's way, are tried before they are saved, and reach Setup", async () => {
    const { stack, ada, openPanel } = desk();
    const page = await openPanel("jobs");
    const preset = page.getByRole("combobox", { name: /Choosing one fills in/ });
    await preset.selectOption({ label: "Coins ERP+" });
    await page.getByText("Days ahead: as above → 21").waitFor();
    await page
      .getByRole("checkbox", { name: "People cannot change it: Which way changes go" })
      .check();
    await picture(page, "service-jobs");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Show what would happen" }).click();
    await page.getByText(/^Looked at 1 of 1 mailboxes that get other rules/).waitFor();
    await page.getByText("Ada Lovelace").waitFor();
    await picture(page, "service-jobs-trial");
    expect(await flawsOf(page)).toEqual([]);
    await saveAsShown(page);
    await picture(page, "service-jobs-saved");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Back to the rules" }).click();
    await page.getByText("Days ahead: as above → 21").waitFor({ state: "hidden" });

    const hers = await ada.newPage();
    await hers.goto(`${stack.addresses.product}/portal.html#setup`);
    await hers.getByRole("button", { name: "Rules", exact: true }).click();
    await hers
      .getByText("Decided by your administrator for everybody here", { exact: false })
      .waitFor();
    expect(await hers.getByRole("combobox", { name: "How far ahead" }).inputValue()).toBe("21");
    await hers.getByRole("combobox", { name: "How far ahead" }).selectOption("90");
    await hers.getByRole("button", { name: /How far ahead: Use the setting above/ }).waitFor();
    await hers.getByRole("combobox", { name: "Which way changes go" }).scrollIntoViewIfNeeded();
    await picture(hers, "setup-levels");
    expect(await flawsOf(hers)).toEqual([]);
    await hers.getByRole("button", { name: /How far ahead: Use the setting above/ }).click();
    expect(await hers.getByRole("combobox", { name: "How far ahead" }).inputValue()).toBe("21");
  });

  it("say which category means which activity type, by keyboard, in both languages, at 320 pixels too", async () => {
    const { stack, browser, openPanel } = desk();
    const page = await openPanel("jobs");
    await page.getByRole("button", { name: "Categories and activity types" }).click();
    await page.getByRole("button", { name: "List categories here" }).click();
    await page.getByRole("combobox", { name: "Category, row 1" }).fill("Customer visit");
    const type = page.getByRole("combobox", { name: "Activity type, row 1" });
    await type.focus();
    await page.keyboard.type("Si");
    expect(await type.inputValue()).toBe("Site visit");
    await page.getByRole("button", { name: "Add a category" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("customer VISIT");
    await page.getByRole("combobox", { name: "Activity type, row 2" }).selectOption("Call");
    await page.getByRole("button", { name: "Save without looking" }).click();
    await page.getByText("Row 2: row 1 has the category customer VISIT already.").waitFor();
    await page.getByRole("combobox", { name: "Category, row 2" }).fill("Phone");
    const map = page.getByRole("combobox", { name: "Category, row 1" });
    await map.scrollIntoViewIfNeeded();
    await picture(page, "service-jobs-map");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 900 });
    await map.scrollIntoViewIfNeeded();
    await picture(page, "service-jobs-map-narrow");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Show what would happen" }).click();
    await page.getByText(/mailboxes that get other rules\. Nothing/).waitFor();
    await saveAsShown(page);

    const german = await openContext(browser, { width: 1440, height: 900, locale: "de-DE" });
    const his = await openPortal(german, stack, {
      ...{ who: "Katherine Johnson", hash: "#service/jobs" },
    });
    await his.getByRole("button", { name: "Kategorien und Aktivitätsarten" }).click();
    const row = his.getByRole("combobox", { name: "Aktivitätsart, Zeile 2" });
    expect(await row.inputValue()).toBe("Call");
    await row.scrollIntoViewIfNeeded();
    await picture(his, "service-jobs-map-german");
    expect(await flawsOf(his)).toEqual([]);
    await german.close();
  });

  it("say how often both sides are asked, and lead to what is wrong with it", async () => {
    const { openPanel } = desk();
    const page = await openPanel("jobs");
    const fold = page.getByRole("button", { name: "How often both sides are asked" });
    const minutes = page.getByRole("spinbutton", { name: /^Minutes between two looks/ });
    await fold.press("Enter");
    await minutes.fill("0");
    await fold.press("Enter");
    await page.getByRole("button", { name: "Save without looking" }).press("Enter");
    await page.getByText(/^Minutes between two looks .*: This must be a whole number/).waitFor();
    expect(await minutes.evaluate((field) => field === document.activeElement)).toBe(true);
    await picture(page, "service-jobs-interval");
    expect(await flawsOf(page)).toEqual([]);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("30");
    await page.setViewportSize({ width: 320, height: 900 });
    // A narrow page is a long one: it stands elsewhere then.
    await fold.evaluate((button) => button.scrollIntoView({ block: "start" }));
    await picture(page, "service-jobs-interval-narrow");
    expect(await flawsOf(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByText(/mailboxes that get other rules\. Nothing/).waitFor();
    await saveAsShown(page);
    await page.getByRole("button", { name: "Back to the rules" }).click();
    // The form begins anew with what was saved, folded as it comes.
    await fold.press("Enter");
    expect(await minutes.inputValue()).toBe("30");
  });

  it("are decided for a company in a pane of 320 pixels, where what is fixed above is greyed", async () => {
    const { openPanel } = desk();
    const page = await openPanel("jobs");
    await page.setViewportSize({ width: 320, height: 1200 });
    const level = page.getByRole("combobox", { name: "Who it holds for" });
    const europe = level.locator("option", { hasText: "Contoso Europe GmbH" });
    await level.selectOption((await europe.getAttribute("value")) ?? "");
    await page.getByText("Fixed for everybody here").waitFor();
    expect(await page.getByRole("combobox", { name: "Which way changes go" }).isDisabled()).toBe(
      true,
    );
    await page.getByRole("combobox", { name: "Private appointments" }).selectOption("busy");
    await page
      .getByRole("button", { name: "Use the setting above: Private appointments" })
      .waitFor();
    await picture(page, "service-jobs-narrow");
    expect(await flawsOf(page)).toEqual([]);
  });
}
