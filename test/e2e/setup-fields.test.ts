import type { BrowserContext } from "playwright-core";
import { eventually, isOperational, newWindow, openPortal, picture } from "./browser.ts";
import { flawsOf } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

jest.setTimeout(180_000);

const ada = "ada@contoso.example";
const start = theProduct({ width: 1280, height: 2000 });
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
});

/** The name of an activity's type in the ERP. */
async function typeOf(subject: string): Promise<string | undefined> {
  const { activities, activityTypes } = await stack.sandbox.erp.snapshot();
  const activity = activities.find((one) => one.subject === subject);
  return activityTypes.find(({ id }) => id === activity?.type)?.name;
}

describe("Setup, where fields and private appointments are decided", () => {
  it("hides a private appointment's details and sends a field one way, as it was chosen", async () => {
    await stack.newEvent(ada, {
      ...{ subject: "Secret", location: { displayName: "Clinic" }, sensitivity: "private" },
    });
    await stack.newEvent(ada, { subject: "Open to all", location: { displayName: "Hamburg" } });
    const page = await openPortal(context, stack);
    await page.getByRole("radio", { name: "All my events" }).check();
    await page.getByRole("button", { name: "Rules" }).click();
    await page.getByRole("combobox", { name: "Private appointments" }).selectOption("busy");
    await page.getByRole("button", { name: "Fields", exact: true }).click();
    const fields = page.getByRole("region", { name: "Fields" });
    await fields.getByRole("combobox", { name: "Location" }).selectOption("Not at all");
    expect(await fields.getByRole("combobox", { name: "Attendees" }).isDisabled()).toBe(true);
    await picture(page, "portal-fields");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    await page.getByText("Open to all").first().waitFor();
    await isOperational(page);
    const all = async () =>
      JSON.stringify(await stack.erp("u-ada", "GET", "/activities?limit=500"));
    await eventually(async () => (await all()).includes("Busy"));
    const held = await all();
    expect(held).toContain("Open to all");
    expect(held).not.toMatch(/Secret|Clinic|Hamburg/);
    expect(stack.sandbox.graph.mails()).toEqual([]);
  });

  it("gives an event the activity type that its person's own map says", async () => {
    const page = await newWindow(context);
    await page.goto(`${stack.addresses.product}/portal.html#setup`);
    await page.getByRole("button", { name: "Categories and activity types" }).click();
    await page.getByRole("button", { name: /^(List categories here|Add a category)$/ }).click();
    await page.getByRole("combobox", { name: "Category, row 1" }).fill("Key account");
    const type = page.getByRole("combobox", { name: "Activity type, row 1" });
    await type.selectOption("Site visit");
    await type.scrollIntoViewIfNeeded();
    await picture(page, "setup-category-map");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(/^Saved\./).waitFor();
    await stack.newEvent(ada, { subject: "Their new hall", categories: ["Key account"] });
    await eventually(async () => (await typeOf("Their new hall")) === "Site visit");
    await page.close();
  });

  it("fits a pane of 320 pixels", async () => {
    const narrow = await newWindow(context);
    await narrow.setViewportSize({ width: 320, height: 1600 });
    await narrow.goto(`${stack.addresses.product}/portal.html#setup`);
    await narrow.getByRole("button", { name: "Categories and activity types" }).click();
    await narrow.getByRole("combobox", { name: "Category, row 1" }).scrollIntoViewIfNeeded();
    await picture(narrow, "pane-category-map");
    await narrow.getByRole("button", { name: "Rules" }).click();
    await narrow.getByRole("button", { name: "Fields", exact: true }).click();
    await narrow.getByRole("region", { name: "Fields" }).scrollIntoViewIfNeeded();
    await picture(narrow, "pane-fields");
    expect(await flawsOf(narrow)).toEqual([]);
  });
});
