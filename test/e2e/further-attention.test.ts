import type { BrowserContext, Page } from "playwright-core";
import { eventually, isOperational, openPortal, picture } from "./browser.ts";
import { flawsOf } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

jest.setTimeout(240_000);

const ada = "ada@contoso.example";
const team = "service@contoso.example";
const further = ["Calendars.ReadWrite.Shared", "User.ReadBasic.All"];
const start = theProduct({ width: 340, height: 900 });
let stack: Stack;
let context: BrowserContext;
let page: Page;

const inTeam = (method: string, path: string, body?: object) =>
  stack.graph(ada, method, `/users/${team}${path}`, body, further);

async function newEvent(subject: string): Promise<string> {
  const day = new Date().toISOString().slice(0, 10);
  const time = (hour: string) => ({ dateTime: `${day}T${hour}:00`, timeZone: "UTC" });
  const event = { subject, start: time("10:00"), end: time("11:00") };
  return ((await inTeam("POST", "/events", event)) as { id: string }).id;
}

async function activityOf(subject: string): Promise<string | undefined> {
  const all = await stack.erp("u-ada", "GET", "/activities?limit=500");
  const { activities } = all as { activities: readonly { id: string; subject: string }[] };
  return activities.find((one) => one.subject === subject)?.id;
}

async function expectSound(name: string): Promise<void> {
  await picture(page, name);
  expect(await flawsOf(page)).toEqual([]);
}

beforeAll(async () => {
  ({ stack, context } = await start());
  const also = further.map((scope) => `https://graph.microsoft.com/${scope}`);
  await stack.control("POST", "/signin/consent", { user: ada, granted: true, also });
  page = await openPortal(context, stack, { hash: "#setup" });
  await page.getByRole("combobox", { name: "Company" }).waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await isOperational(page);
});

describe("a team's mailbox in which somebody has to look", () => {
  const row = () => page.getByRole("region", { name: "Shared mailboxes and calendars" });
  const syncNow = () => row().getByRole("button", { name: "Sync Field Service now" });

  it("says so in Setup and on Home, and is settled in its own set-up", async () => {
    await page.goto(`${stack.addresses.product}/portal.html#setup`);
    await row().getByRole("combobox").selectOption("all");
    await row().getByRole("textbox", { name: "Mail address of the mailbox" }).fill(team);
    await row().getByRole("button", { name: "Add", exact: true }).click();
    await row().getByText("Field Service", { exact: true }).waitFor();
    await row().getByText("Operational").waitFor();
    await row().getByRole("button", { name: "Set Field Service up…" }).click();
    await page
      .getByRole("combobox", { name: "When both sides changed the same field" })
      .selectOption("ask");
    await page.getByRole("button", { name: "Save", exact: true }).last().click();
    await page.getByText("Saved. Its next run decides by it.").waitFor();
    await page.getByRole("button", { name: "Back to Setup" }).click();

    await stack.control("POST", "/faults", {
      ...{ method: "POST", path: "/api/v1/activities", status: 422, times: 1 },
    });
    await newEvent("Roof");
    await syncNow().click();
    await row()
      .getByRole("button", { name: /^1 set aside/ })
      .waitFor();
    const id = await newEvent("Boiler inspection");
    await syncNow().click();
    await eventually(async () => (await activityOf("Boiler inspection")) !== undefined);
    const activity = await activityOf("Boiler inspection");
    await inTeam("PATCH", `/events/${encodeURIComponent(id)}`, { subject: "Boiler repair" });
    // Told of by itself it would be carried over before the other edit is seen.
    await stack.control("POST", "/notifications", { mode: "drop" });
    await stack.erp("u-ada", "PATCH", `/activities/${activity}`, { subject: "Boiler exchange" });
    await stack.control("POST", "/notifications", { mode: "normal" });
    await syncNow().click();
    const link = row().getByRole("button", { name: /^1 waits for you · 1 set aside/ });
    await link.waitFor();
    await row()
      .getByRole("list", { name: "Synchronized by you" })
      .evaluate((list) => list.scrollIntoView({ block: "center" }));
    await expectSound("setup-shared-attention");

    await page.goto(`${stack.addresses.product}/portal.html#home`);
    await page.getByRole("navigation").getByLabel("1 waits for you").waitFor();
    await link.waitFor();
    await row().evaluate((card) => card.scrollIntoView({ block: "center" }));
    await expectSound("home-shared-attention");
    await link.click();
    await page.getByRole("heading", { name: "Field Service", level: 1 }).waitFor();
    const aside = page.getByRole("region", { name: "Set aside" });
    await aside.getByText("Roof").waitFor();
    const decisions = page.getByRole("region", { name: "Your decisions" });
    await decisions.evaluate((card) => card.scrollIntoView({ block: "start" }));
    await expectSound("setup-shared-decisions");

    await aside.getByRole("button", { name: /^Try again: Roof/ }).click();
    await aside.waitFor({ state: "detached" });
    await decisions.getByRole("button", { name: "Keep ERP’s: Subject" }).click();
    await decisions.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Back to Home" }).click();
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    await row().waitFor({ state: "detached" });
    expect(await stack.control("GET", "/mails")).toEqual({ mails: [] });
  });
});
