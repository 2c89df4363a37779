import { readFile } from "node:fs/promises";
import type { BrowserContext, Page } from "playwright-core";
import { isOperational, openOutlook, openPortal, picture, stateIs } from "./browser.ts";
import { flawsOf, paneFlaws } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

jest.setTimeout(180_000);

const ada = "ada@contoso.example";
const grace = "grace@contoso.example";
const start = theProduct({ width: 1280, height: 1000 });
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
  // Two here and one there that look alike: nobody guesses which belong together.
  for (const place of ["Rome", "Oslo"]) {
    await stack.newEvent(ada, { subject: "Audit", location: { displayName: place } });
  }
  const day = new Date().toISOString().slice(0, 10);
  await stack.erp("u-ada", "POST", "/activities", {
    ...{ subject: "Audit", start: `${day}T10:00:00Z`, end: `${day}T11:00:00Z`, place: "Oslo" },
  });
});

async function expectSound(page: Page, name: string): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, name);
  expect(await flawsOf(page)).toEqual([]);
}

describe("trying Setup before it is saved", () => {
  it("shows what would happen, asks about what is doubtful, and does exactly what it showed", async () => {
    const page = await openPortal(context, stack);
    await page.getByRole("radio", { name: "All my events" }).check();
    await page.getByRole("button", { name: "Show what would happen" }).click();
    await page.getByRole("heading", { name: "What would happen", level: 1 }).waitFor();
    const table = page.getByRole("table", { name: "What would happen" });
    await table.waitFor();
    await page.getByRole("button", { name: /^In doubt/ }).waitFor();
    await expectSound(page, "portal-plan-doubt");

    // A person tells the two apart.
    await page.getByRole("combobox", { name: /Outlook.*Oslo/ }).selectOption({ index: 1 });
    await page.getByRole("combobox", { name: /Outlook.*Rome/ }).selectOption("Has no counterpart");
    await page.getByRole("button", { name: "Keep these decisions" }).click();
    await page.getByRole("button", { name: /^Recognised as one/ }).waitFor();
    await table.waitFor();
    await expectSound(page, "portal-plan");

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download CSV" }).click(),
    ]);
    const csv = await readFile(await download.path(), "utf8");
    expect(csv).toContain("What,Where,Subject,When,Changes,Why,Rule");
    const listed = Number(
      /\d+$/.exec(await page.getByRole("button", { name: /^All/ }).innerText()),
    );
    expect(csv.trimEnd().split("\r\n")).toHaveLength(1 + listed);

    await page.getByRole("button", { name: /^Create in Outlook/ }).click();
    const rows = table.getByRole("row");
    await rows.nth(1).getByText("Create in Outlook").waitFor();
    expect(await table.getByText("Create in the ERP").count()).toBe(0);

    // Somebody adds an appointment while one looks: nothing is done, and one sees what changed.
    await stack.newEvent(ada, { subject: "Came later", daysAhead: 1 });
    await page.getByRole("button", { name: "Do this" }).click();
    const alert = page.getByRole("alert");
    await alert.getByText("Came later").first().waitFor();
    await expectSound(page, "portal-plan-changed");
    const before = await stack.erp("u-ada", "GET", "/activities?limit=500");
    expect(JSON.stringify(before)).not.toContain("Came later");

    await page.getByRole("button", { name: "Do this" }).click();
    await isOperational(page);
    await page.getByText("Came later").first().waitFor();
    const after = await stack.erp("u-ada", "GET", "/activities?limit=500");
    expect(JSON.stringify(after)).toContain("Came later");
    expect(stack.sandbox.graph.mails()).toEqual([]);
  });

  it("is read as a list in the task pane, in German", async () => {
    for (const place of ["Rom", "Oslo"]) {
      await stack.newEvent(grace, { subject: "Jour fixe", location: { displayName: place } });
    }
    const day = new Date().toISOString().slice(0, 10);
    const time = { start: `${day}T10:00:00Z`, end: `${day}T11:00:00Z` };
    await stack.erp("u-grace", "POST", "/activities", { subject: "Jour fixe", ...time });
    const outlook = await openOutlook(context, stack, `?user=${grace}&lang=de`);
    const { page, pane } = outlook;
    await outlook.open("Jour fixe");
    await outlook.openPane();
    await pane.getByRole("radio", { name: "Alle meine Termine" }).check();
    await pane.getByRole("button", { name: "Zeigen, was geschehen würde" }).click();
    await pane.getByRole("heading", { name: "Was geschehen würde" }).waitFor();
    await pane.getByText("Bisher steht es nur auf der anderen Seite.").first().waitFor();
    expect(await pane.getByRole("table").count()).toBe(0);
    await picture(page, "pane-plan-de");
    expect(await paneFlaws(page)).toEqual([]);

    // Decided later, in the pane of one of them; until then nothing makes a second one of it.
    await pane.getByRole("button", { name: "So ausführen" }).click();
    await stateIs(outlook, "Ihre Entscheidung ist gefragt");
    expect(await pane.getByRole("button", { name: "Ins ERP übertragen" }).count()).toBe(0);
    const first = pane.getByRole("combobox", { name: /Outlook.*Rom/ });
    await first.waitFor();
    await picture(page, "pane-doubt-de");
    expect(await paneFlaws(page)).toEqual([]);
    await first.selectOption({ index: 1 });
    const other = pane.getByRole("combobox", { name: /Outlook.*Oslo/ });
    await other.selectOption("Hat kein Gegenstück");
    await pane.getByRole("button", { name: "So festhalten" }).click();
    await stateIs(outlook, "Abgeglichen");
  });
});
