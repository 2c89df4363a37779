import type { BrowserContext, Page } from "playwright-core";
import { isOperational, openContext, openPortal, picture } from "./browser.ts";
import { flawsOf } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

const ada = "ada@contoso.example";
const start = theProduct({ width: 1280, height: 900 });
let stack: Stack;
let context: BrowserContext;
let page: Page;
let service: Page;

beforeAll(async () => {
  ({ stack, context } = await start());
  page = await openPortal(context, stack);
  await page.getByRole("combobox", { name: "Company" }).waitFor();
  await page.getByRole("radio", { name: "All my events" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await isOperational(page);
  await page.getByText("Created in the ERP").first().waitFor();
  const theirs = await openContext(context.browser()!);
  service = await openPortal(theirs, stack, { who: "Katherine Johnson", hash: "#service/users" });
  await service.getByRole("button", { name: "Ada Lovelace" }).click();
});

/** What an administrator does with Ada's syncing, who is asked whether it is meant. */
async function administer(act: "Pause" | "Continue"): Promise<void> {
  await service.getByRole("button", { name: act, exact: true }).click();
  const dialog = service.getByRole("dialog");
  await dialog.getByRole("button", { name: act, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Home says that it is paused, and no more that a run is under way: none begins until it goes on. */
async function isAtRest(): Promise<void> {
  const state = page.getByRole("region", { name: "State", exact: true });
  await state.getByText("Paused", { exact: true }).waitFor();
  await page.getByText("Running now").waitFor({ state: "detached" });
}

async function expectSound(name: string): Promise<void> {
  // What moves while it is looked at is judged half faded in.
  await page.getByText("Running now").waitFor({ state: "detached" });
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, name);
  expect(await flawsOf(page)).toEqual([]);
}

describe("what Home says when somebody has to look", () => {
  it("an item that the ERP refuses is set aside with its reason, and is tried again on request", async () => {
    await stack.control("POST", "/faults", {
      ...{ method: "POST", path: "/api/v1/activities", status: 422, times: 1 },
    });
    await stack.newEvent(ada, { subject: "Refused once" });
    const card = page.getByRole("region", { name: "Set aside" });
    await card.getByText("Refused once").waitFor();
    await expectSound("portal-set-aside");
    await card.getByRole("button", { name: /^Try again: Refused once/ }).click();
    await card.waitFor({ state: "detached" });
  });

  it("a run that would delete unusually much is held, and shows what it would have done", async () => {
    const list = (await stack.graph(ada, "GET", "/me/events?$top=100&$select=id,subject")) as {
      value: { id: string }[];
    };
    // Seen together: a run that meets the first few would take them for all there are.
    await administer("Pause");
    await isAtRest();
    for (const { id } of list.value) await stack.graph(ada, "DELETE", `/me/events/${id}`);
    await administer("Continue");
    await page.getByText("Stopped for safety").first().waitFor();
    await page.getByText("What it would have done").click();
    await page.getByText("Your administrator can let it go on, under Service, Users.").waitFor();
    await page
      .getByText(/: delete in the ERP$/)
      .first()
      .waitFor();
    await expectSound("portal-held");
  });

  it("and goes on when an administrator, who sees the same, agrees to it", async () => {
    // The page of a person tells how it was when it was opened.
    await service.reload();
    await service.getByRole("button", { name: "Ada Lovelace" }).click();
    const held = service.getByRole("region", { name: "Held back" });
    await held.getByText("What it would have done").waitFor();
    await picture(service, "service-user-held");
    expect(await flawsOf(service)).toEqual([]);
    await held.getByRole("button", { name: "Let it go on" }).click();
    const dialog = service.getByRole("dialog");
    await dialog.getByText("First ask the person whether it was meant").waitFor();
    await picture(service, "service-user-let-go");
    await dialog.getByRole("button", { name: "Let it go on" }).click();
    await held.waitFor({ state: "detached" });
    await isOperational(page);
  });
});
