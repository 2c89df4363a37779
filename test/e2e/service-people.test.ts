/** The Service section's panels about people: who they are, what waits for them, and that they can go. */
import type { BrowserContext, Page } from "playwright-core";
import { openPortal, picture, setUpAda } from "./browser.ts";
import { flawsOf } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

jest.setTimeout(180_000);

const start = theProduct({ width: 1440, height: 1000 });
let stack: Stack;
let katherine: BrowserContext;

beforeAll(async () => {
  const product = await start();
  ({ stack, context: katherine } = product);
  await setUpAda(product.browser, stack, (setup) =>
    setup.getByRole("radio", { name: "Events whose first category is an activity type" }).check(),
  );
});

// Each page holds a stream of live events, and a browser has six connections for one address.
afterEach(async () => {
  await Promise.all(katherine.pages().map((page) => page.close()));
});

async function openPanel(name: string): Promise<Page> {
  const page = await katherine.newPage();
  await page.goto(`${stack.addresses.product}/portal.html#service/${name}`);
  return page;
}

describe("the Service section, about people", () => {
  it("shows everybody at a glance and one of them in full", async () => {
    const page = await openPortal(katherine, stack, {
      who: "Katherine Johnson",
      hash: "#service/users",
    });
    await page.getByRole("button", { name: "Ada Lovelace" }).waitFor();
    await picture(page, "service-users");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Ada Lovelace" }).click();
    await page.getByRole("heading", { name: "Subscriptions" }).waitFor();
    await page.getByText(/^••••/).waitFor();
    await page.getByText("By the mail address", { exact: true }).waitFor();
    await picture(page, "service-user");
    expect(await flawsOf(page)).toEqual([]);
    const choices = page.getByRole("heading", { name: "Chosen by the person" });
    await choices.evaluate((shown) => shown.scrollIntoView());
    await page.getByText("The default calendar alone").waitFor();
    // What is hers is told from what the levels above say.
    const own = page.getByRole("definition").filter({ hasText: "Own choice" });
    expect(await own.allInnerTexts()).toEqual([
      expect.stringMatching(/^Events whose first category is an activity type\s+Own choice$/),
    ]);
    await picture(page, "service-user-choices");
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Sync now" }).waitFor();
  });

  it("chooses who somebody is in the ERP, and takes it back", async () => {
    const page = await openPanel("users");
    await page.getByRole("button", { name: "Ada Lovelace" }).click();
    await page.getByRole("button", { name: "Choose another user…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox").fill("hopper");
    await dialog.getByRole("radio", { name: /^Grace Hopper/ }).click();
    await dialog.getByText(/nothing is made twice/).waitFor();
    await picture(page, "service-identity");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 900 });
    await picture(page, "service-identity-narrow");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 1000 });
    await dialog.getByRole("button", { name: "Choose this user" }).click();
    await page.getByText(/^Chosen by an administrator/).waitFor();
    await page.getByRole("button", { name: "Take the choice back…" }).click();
    await dialog.getByText(/Ada Lovelace/).waitFor();
    await dialog.getByRole("button", { name: "Take the choice back", exact: true }).click();
    await page.getByText("By the mail address", { exact: true }).waitFor();
  });

  it("says what their ERP can do, and which rights its account has there", async () => {
    const page = await openPanel("erps");
    await page
      .getByRole("button", { name: /^What it can do: / })
      .first()
      .click();
    await page.getByText("Nothing that is needed is missing.").waitFor();
    await page.getByText("Repeating appointments are one series on both sides.").waitFor();
    await picture(page, "service-abilities");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 1400 });
    const heading = page.getByRole("heading", { name: /^Permissions in / });
    await heading.evaluate((shown) => shown.scrollIntoView());
    await picture(page, "service-abilities-narrow");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 1000 });
  });

  it("says before an invited person comes who he will be in the ERP, and chooses another", async () => {
    const page = await openPanel("invitations");
    await page.getByLabel("Addresses").fill("grace@contoso.example");
    await page.getByRole("button", { name: "Look whom that names" }).click();
    await page.getByRole("button", { name: "Send one invitation" }).click();
    await page.getByText("One invitation is on its way.").waitFor();
    const card = page.getByRole("region", { name: "Who this is in the ERP" });
    const open = page.getByRole("button", { name: /^User in the ERP of grace@/ });
    await open.click();
    await card.getByText("By the mail address", { exact: true }).waitFor();
    await open.scrollIntoViewIfNeeded();
    await picture(page, "service-invited-erp-user");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 1200 });
    await open.evaluate((button) => button.scrollIntoView());
    await picture(page, "service-invited-erp-user-narrow");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 1000 });
    await card.getByRole("button", { name: "Choose another user…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox").fill("katherine");
    await dialog.getByRole("radio", { name: /^Katherine Johnson/ }).click();
    await dialog.getByText(/from the moment on in which this person finishes Setup/).waitFor();
    await picture(page, "service-invited-choose");
    expect(await flawsOf(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Choose this user" }).click();
    await page.getByText("In the ERP: Katherine Johnson, chosen by an administrator").waitFor();
    await card.getByRole("button", { name: "Take the choice back…" }).click();
    await dialog.getByRole("button", { name: "Take the choice back", exact: true }).click();
    await card.getByText("By the mail address", { exact: true }).waitFor();
  });

  it("stops an endpoint with a reason, and starts it again", async () => {
    const page = await openPanel("queue");
    await page.getByRole("button", { name: /^Stop: PULL.*Everybody/ }).click();
    await page.getByLabel("Why").fill("The ERP is mended tonight");
    await page.getByRole("dialog").getByRole("button", { name: "Stop" }).click();
    await page.getByText(/The ERP is mended tonight/).waitFor();
    await picture(page, "service-queue");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: /^Start again: PULL/ }).click();
    await page.getByRole("button", { name: /^Stop: PULL.*Everybody/ }).waitFor();
  });

  it("fits a pane of 320 pixels", async () => {
    const page = await openPanel("queue");
    await page.setViewportSize({ width: 320, height: 1400 });
    await page.getByRole("heading", { name: "Endpoints" }).waitFor();
    await picture(page, "service-queue-narrow");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("combobox", { name: "Panel" }).selectOption("users");
    await page.getByRole("button", { name: "Ada Lovelace" }).waitFor();
    await picture(page, "service-users-narrow");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Ada Lovelace" }).click();
    await page.getByRole("heading", { name: "Subscriptions" }).waitFor();
    await page.getByText("By the mail address", { exact: true }).waitFor();
    await picture(page, "service-user-narrow");
    expect(await flawsOf(page)).toEqual([]);
    const choices = page.getByRole("heading", { name: "Chosen by the person" });
    await choices.evaluate((shown) => shown.scrollIntoView());
    await picture(page, "service-user-choices-narrow");
  });

  it("shows what would go of a company and what stays, before anything goes", async () => {
    const page = await openPanel("leaving");
    await page.getByRole("button", { name: "Show what would go: contoso.example" }).click();
    await page
      .getByRole("list", { name: /^Mailboxes/ })
      .getByText("Ada Lovelace")
      .waitFor();
    await page.getByRole("combobox", { name: /^Our categories/ }).selectOption("remove");
    await page.getByRole("button", { name: "What is left to do, by whom and where" }).click();
    await picture(page, "service-leaving");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 1800 });
    await picture(page, "service-leaving-narrow");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 1000 });
    await page.getByRole("button", { name: "Uninstall: the whole installation" }).click();
    await page.getByText("Goes if you choose so below").waitFor();
    expect(await page.getByRole("button", { name: "Uninstall now" }).isDisabled()).toBe(true);
    const heading = page.getByRole("heading", { name: "Uninstall: the whole installation" });
    await heading.evaluate((shown) => shown.scrollIntoView());
    await picture(page, "service-uninstall");
    await page.setViewportSize({ width: 320, height: 1800 });
    await heading.evaluate((shown) => shown.scrollIntoView());
    await picture(page, "service-uninstall-narrow");
    expect(await flawsOf(page)).toEqual([]);
  });

  it("erases a person after it was shown what goes and what stays, and hands out the proof", async () => {
    const page = await openPanel("users");
    await page.getByRole("button", { name: "Ada Lovelace" }).click();
    await page.getByRole("button", { name: "Erase…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/^Type ada@/).fill("ada@contoso.example");
    await picture(page, "service-erase");
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await page.getByText("Nothing is left").waitFor();
    // The question fades out in front of what is shown already.
    await page.locator("#root:not([aria-hidden])").waitFor();
    await picture(page, "service-erased");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "All users" }).click();
    // Katherine alone is left, who looks after others and has no mailbox here.
    await page.getByText("1 of 1").waitFor();
    expect(await page.getByRole("button", { name: "Ada Lovelace" }).count()).toBe(0);
  });

  it("lets a company leave, and hands out the proof", async () => {
    const page = await openPanel("leaving");
    await page.getByRole("button", { name: "Show what would go: contoso.example" }).click();
    await page.getByLabel("Type contoso.example to go on").fill("contoso.example");
    await page.getByRole("button", { name: "Leave now" }).click();
    await page.getByRole("heading", { name: "contoso.example has left" }).waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save the proof" }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^left-/);
    await picture(page, "service-left");
    expect(await flawsOf(page)).toEqual([]);
  });
});
