import type { BrowserContext } from "playwright-core";
import { openPortal, picture } from "./browser.ts";
import { flawsOf } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

jest.setTimeout(120_000);

const start = theProduct({ width: 340, height: 900 });
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
});

describe("the calendars in Setup", () => {
  it("are chosen by their names, and what comes from the ERP goes where the person says", async () => {
    const ada = "ada@contoso.example";
    const calendar = { name: "Projects", color: "lightGreen" };
    const made = (await stack.graph(ada, "POST", "/me/calendars", calendar)) as { id: string };
    await stack.control("POST", "/graph/calendar", { user: ada, name: "Public holidays" });

    const page = await openPortal(context, stack, { hash: "#setup" });
    const group = page.getByRole("group", { name: "Which of your calendars" });
    await group.waitFor();
    expect(await group.getByRole("checkbox", { name: /default/ }).isChecked()).toBe(true);
    expect(await group.getByRole("checkbox", { name: /Public holidays/ }).isDisabled()).toBe(true);
    await group.getByRole("checkbox", { name: "Projects" }).check();
    const target = page.getByRole("combobox", { name: "New appointments from the ERP go to" });
    await target.selectOption("Projects");
    await target.evaluate((field) => field.scrollIntoView({ block: "center" }));
    await picture(page, "setup-calendars");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    await page.getByText("Created in Outlook").first().waitFor();
    const events = `/me/calendars/${encodeURIComponent(made.id)}/events`;
    const inside = (await stack.graph(ada, "GET", events)) as { value: unknown[] };
    expect(inside.value.length).toBeGreaterThan(0);
  });
});
