import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser, openContext, openOutlook, openPortal, picture } from "./browser.ts";
import { flawsOf, paneFlaws } from "./inspect.ts";
import { startStack, type Stack } from "./stack.ts";

jest.setTimeout(180_000);

const ada = "ada@contoso.example";
let stack: Stack;
let browser: Browser;
let context: BrowserContext;
let page: Page;

/** While it is set the ERP answers nobody who makes an activity, so that a moment can be looked at. */
let held: Promise<void> | null = null;
let goOn = (): void => undefined;
let made = 0;

function hold(): void {
  held = new Promise((resolve) => {
    goOn = () => {
      held = null;
      resolve();
    };
  });
}

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({
      between: async (request, pass) => {
        if (request.method === "POST" && request.url.endsWith("/activities") && ++made > 250) {
          await held;
        }
        return pass();
      },
    }),
    launchBrowser(),
  ]);
  await stack.control("POST", "/reset", { mailboxes: [{ user: ada, events: 1_500 }] });
  context = await openContext(browser, { width: 1280, height: 900 });
  hold();
  page = await openPortal(context, stack);
  await page.getByRole("radio", { name: "All my events" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
});

afterAll(async () => {
  goOn();
  await browser.close();
  await stack.stop();
});

async function expectSound(name: string): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, name);
  expect(await flawsOf(page)).toEqual([]);
}

describe("the first sync of a full calendar", () => {
  it("tells how far it is, and is paused by the keyboard after the step in hand", async () => {
    const bar = page.getByRole("progressbar", { name: /^[1-9]\d\d of [\d,]+ appointments$/ });
    await bar.waitFor();
    await expectSound("portal-first-sync");
    await page.getByRole("button", { name: "Stop…" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Stop synchronizing?" }).waitFor();
    await expectSound("portal-first-sync-stop");
    await page.getByRole("button", { name: "Pause" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Stopping after the step in hand").waitFor();
    goOn();
    await page.getByText(/^Paused at [1-9]\d\d of [\d,]+ appointments$/).waitFor();
    await expectSound("portal-first-sync-paused");
    // Setup says so as well, and not that it is off.
    await page.goto(`${stack.addresses.product}/portal.html#setup`);
    await page.reload();
    const job = page.getByRole("group", { name: "Calendar", exact: true });
    await job.getByRole("button", { name: "Continue" }).waitFor();
    expect(await page.getByRole("switch", { name: "Calendar", exact: true }).count()).toBe(0);
    await expectSound("portal-setup-paused");
  });

  it("goes on from the task pane, in German", async () => {
    const outlook = await openOutlook(context, stack, `?user=${ada}&lang=de`);
    await outlook.openPane();
    const { pane } = outlook;
    await pane.getByRole("button", { name: "Mehr", exact: true }).click();
    await pane.getByRole("menuitem", { name: "Start" }).click();
    await pane.getByText(/^Angehalten bei [1-9]\d\d von [\d.]+ Terminen$/).waitFor();
    await picture(outlook.page, "pane-first-sync-de");
    expect(await paneFlaws(outlook.page)).toEqual([]);
    await pane.getByRole("button", { name: "Fortsetzen" }).click();
    await pane.getByText(/^Angehalten bei/).waitFor({ state: "detached" });
    await pane.getByRole("progressbar").waitFor({ state: "detached", timeout: 90_000 });
    const { activities } = (await stack.erp("u-ada", "GET", "/activities?limit=500")) as {
      activities: { externalId: string | null }[];
    };
    const ours = activities.flatMap(({ externalId }) => externalId ?? []);
    expect(new Set(ours).size).toBe(ours.length);
  });
});
