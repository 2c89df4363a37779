import type { BrowserContext } from "playwright-core";
import {
  finishSetup,
  newWindow,
  openErp,
  openOutlook,
  picture,
  stateIs,
  type Outlook,
} from "./browser.ts";
import { flawsOf, paneFlaws } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

const start = theProduct();
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
  for (const subject of ["Contested", "Kept apart", "Taken back", "By keyboard"]) {
    await stack.newEvent("ada@contoso.example", { subject });
  }
  const outlook = await openItem("Contested");
  await finishSetup(outlook);
  await outlook.page.close();
});

async function openItem(subject: string): Promise<Outlook> {
  const outlook = await openOutlook(context, stack, "?user=ada@contoso.example");
  await outlook.open(subject);
  await outlook.openPane();
  return outlook;
}

async function switchOn({ pane }: Outlook): Promise<void> {
  await pane.getByRole("button", { name: "Sync to ERP", exact: true }).click();
  await stateIs({ pane }, "In sync");
}

/** Both sides rename the appointment at the same moment. */
async function contest(
  outlook: Outlook,
  erp: Awaited<ReturnType<typeof openErp>>,
  subject: string,
  [inErp, inOutlook]: readonly [string, string],
): Promise<void> {
  await stack.control("POST", "/notifications", { mode: "drop" });
  await erp.open(subject);
  await erp.page.getByRole("textbox", { name: "Subject", exact: true }).fill(inErp);
  await outlook.page.getByRole("button", { name: "Edit", exact: true }).click();
  await outlook.page.getByLabel("Subject", { exact: true }).fill(inOutlook);
  await Promise.all([
    erp.page.getByRole("button", { name: "Save", exact: true }).click(),
    outlook.page.getByRole("button", { name: "Save", exact: true }).click(),
  ]);
  await outlook.page.getByRole("heading", { name: inOutlook }).first().waitFor();
  // Both are saved before anybody is told: else one of them would be carried over to the other.
  await erp.row(inErp).first().waitFor();
  await stack.control("POST", "/notifications", { mode: "normal" });
  await outlook.openPane();
}

describe("a decision that only the person can take", () => {
  it("shows what will be written before anything is", async () => {
    const outlook = await openItem("Contested");
    const write = outlook.pane.getByRole("group", { name: "Create in the ERP" });
    await write.waitFor();
    const shown = await write.innerText();
    for (const text of ["Subject", "Contested", "When"]) expect(shown).toContain(text);
    await outlook.pane.getByText("Nobody is mailed because of this.").waitFor();
    await switchOn(outlook);
    await outlook.page.close();
  });

  it("both edits within the clocks' skew: it asks, and both sides get what was chosen", async () => {
    const erp = await openErp(context, stack);
    const outlook = await openItem("Contested");
    await contest(outlook, erp, "Contested", ["Contested in ERP", "Contested in Outlook"]);
    const { pane } = outlook;
    await pane.getByRole("button", { name: "Sync now", exact: true }).click();
    await stateIs({ pane }, "Needs your decision");
    await pane.getByText("Contested in ERP").first().waitFor();
    await pane.getByText("Contested in Outlook").first().waitFor();
    await picture(outlook.page, "pane-needs-decision");
    expect(await paneFlaws(outlook.page)).toEqual([]);

    await pane.getByRole("button", { name: "Keep mine: Subject" }).click();
    await stateIs({ pane }, "In sync");
    await erp.row("Contested in Outlook").first().waitFor();
    expect(await erp.row("Contested in ERP").count()).toBe(0);
    await Promise.all([outlook.page.close(), erp.page.close()]);
  });

  it("is shown with author and time, explained, and settled by a value of one's own", async () => {
    const erp = await openErp(context, stack);
    const outlook = await openItem("Contested in Outlook");
    const { pane } = outlook;
    await contest(outlook, erp, "Contested in Outlook", ["From the ERP", "From Outlook"]);
    await pane.getByRole("button", { name: "Sync now", exact: true }).click();
    const group = pane.getByRole("group", { name: "Subject", exact: true });
    await group.waitFor();
    expect(await group.innerText()).toContain("Ada Lovelace");

    await pane.getByRole("button", { name: "History", exact: true }).click();
    await pane.getByRole("button", { name: "Why it is so" }).click();
    const dialog = pane.getByRole("dialog");
    await dialog.getByText("What happened").waitFor();
    await dialog.getByText("Waits for your decision: Subject.").waitFor();
    await picture(outlook.page, "pane-explain");
    expect(await paneFlaws(outlook.page)).toEqual([]);
    await dialog.getByRole("button", { name: "Close", exact: true }).click();

    await pane.getByRole("button", { name: "Edit: Subject" }).click();
    const box = pane.getByRole("textbox", { name: "Subject, for both sides" });
    await box.fill("Agreed by hand");
    await picture(outlook.page, "pane-decision-edit");
    expect(await paneFlaws(outlook.page)).toEqual([]);

    // The same question in the portal.
    const portal = await newWindow(context);
    await portal.goto(`${stack.addresses.product}/portal.html`);
    await portal.getByRole("heading", { name: "Your decisions" }).waitFor();
    await portal.getByRole("navigation").getByLabel("1 waits for you").waitFor();
    await picture(portal, "portal-decisions");
    expect(await flawsOf(portal)).toEqual([]);

    await pane.getByRole("button", { name: "Save for both" }).click();
    await stateIs({ pane }, "In sync");
    await erp.row("Agreed by hand").first().waitFor();
    await portal.getByRole("heading", { name: "Your decisions" }).waitFor({ state: "hidden" });
    await Promise.all([outlook.page.close(), erp.page.close(), portal.close()]);
  });
});

describe("switching an event off", () => {
  it("keeps both copies, which go their own ways", async () => {
    const erp = await openErp(context, stack);
    const outlook = await openItem("Kept apart");
    const { pane } = outlook;
    await switchOn(outlook);
    await pane.getByRole("switch", { name: "Sync this event" }).click();
    await pane.getByRole("radio", { name: /^Keep both copies/u }).waitFor();
    await picture(outlook.page, "pane-switch-off");
    expect(await paneFlaws(outlook.page)).toEqual([]);
    await pane.getByRole("button", { name: "Stop syncing" }).click();
    await stateIs({ pane }, "Not synced");
    await erp.edit("Kept apart", { Place: "Elsewhere" });
    await pane.getByRole("button", { name: "Sync to ERP", exact: true }).waitFor();
    expect(await erp.row("Kept apart").count()).toBe(1);
    expect(await outlook.page.getByText("Elsewhere").count()).toBe(0);
    await Promise.all([outlook.page.close(), erp.page.close()]);
  });

  it("removes the ERP's copy where that was asked, and leaves Outlook's", async () => {
    const erp = await openErp(context, stack);
    const outlook = await openItem("Taken back");
    const { pane } = outlook;
    await switchOn(outlook);
    await erp.row("Taken back").first().waitFor();
    await pane.getByRole("switch", { name: "Sync this event" }).click();
    await pane.getByRole("radio", { name: /^Remove the ERP copy/u }).check();
    await pane.getByRole("button", { name: "Stop syncing" }).click();
    await erp.row("Taken back").first().waitFor({ state: "hidden" });
    await stateIs({ pane }, "Not synced");
    expect(await outlook.events("Taken back")).toBe(1);
    await Promise.all([outlook.page.close(), erp.page.close()]);
  });
});

describe("without a mouse", () => {
  it("an item is linked, switched on and off with the keyboard, and the focus is always seen", async () => {
    const outlook = await openOutlook(context, stack, "?user=ada@contoso.example");
    const { page, pane } = outlook;
    await outlook.open("By keyboard");
    await page.getByRole("button", { name: "Sync to ERP", exact: true }).press("Enter");
    await pane.getByRole("searchbox", { name: "Search ERP records" }).waitFor();

    /** Presses Tab until the control has the focus, and sees to it that it shows. */
    const tabTo = async (role: "button" | "searchbox" | "switch", name: string) => {
      const control = pane.getByRole(role, { name, exact: true });
      const has = (state: string) => control.evaluate((element, s) => element.matches(s), state);
      for (let presses = 0; presses < 40 && !(await has(":focus")); presses++) {
        await page.keyboard.press("Tab");
      }
      expect([name, await has(":focus-visible")]).toEqual([name, true]);
    };

    /** The page gives it the focus by itself. */
    const focusOn = (role: "button" | "menuitem" | "switch", name: string) =>
      pane.getByRole(role, { name, exact: true }).and(pane.locator(":focus")).waitFor();

    await tabTo("searchbox", "Search ERP records");
    await page.keyboard.type("Alpine");
    await pane.getByRole("button", { name: "Add Alpine Ski House", exact: true }).waitFor();
    await tabTo("button", "Add Alpine Ski House");
    await page.keyboard.press("Enter");
    await tabTo("button", "Sync to ERP");
    await picture(page, "pane-keyboard");
    await page.keyboard.press("Enter");
    await stateIs({ pane }, "In sync");

    await pane.getByRole("button", { name: "More", exact: true }).focus();
    await tabTo("switch", "Sync this event");
    await page.keyboard.press("Space");
    await pane.getByRole("dialog").waitFor();
    await page.keyboard.press("ArrowDown");
    await tabTo("button", "Stop syncing");
    await page.keyboard.press("Enter");
    await stateIs({ pane }, "Not synced");
    await focusOn("switch", "Sync this event");

    await pane.getByRole("button", { name: "More", exact: true }).focus();
    await page.keyboard.press("Enter");
    await focusOn("menuitem", "Home");
    await page.keyboard.press("Escape");
    await focusOn("button", "More");
    await page.keyboard.press("Enter");
    await focusOn("menuitem", "Home");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowUp");
    await focusOn("menuitem", "About and details for support");
    await page.keyboard.press("Enter");
    await pane.getByRole("dialog").waitFor();
    // The second dialog of this page: again the page behind it is hidden, and not the dialog.
    await pane.locator("#root[aria-hidden=true]").waitFor();
    await pane.getByRole("button", { name: "Copy details", exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await focusOn("button", "More");
    await page.close();
  });
});
