/** Every panel of the Service section by keyboard alone, in German, in the pane's width and a browser's. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { panels, type PanelName } from "../../addin/features/service/panels.ts";
import { words as abilities } from "../../addin/features/service/erps/ability-words.ts";
import { words as health } from "../../addin/features/service/health/words.ts";
import { words as identity } from "../../addin/features/service/users/identity-words.ts";
import { openContext, openPortal, setUpAda } from "./browser.ts";
import { english, englishOn } from "./english.ts";
import { flawsOf } from "./inspect.ts";
import { walk } from "./keyboard.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

jest.setTimeout(240_000);

const sizes = { portal: { width: 1440, height: 1000 }, pane: { width: 320, height: 900 } } as const;
const names = Object.keys(panels) as PanelName[];

const start = theProduct(sizes.portal);
let stack: Stack;
let browser: Browser;
let katherine: BrowserContext;

beforeAll(async () => {
  ({ stack, browser, context: katherine } = await start());
  await setUpAda(browser, stack);
});

/** The panel with everything that it asks for. */
async function open(page: Page, name: PanelName): Promise<void> {
  await page.evaluate((panel) => {
    location.hash = `service/${panel}`;
  }, name);
  await page.locator(`nav a[aria-current=page][href="#service/${name}"]`).waitFor({
    state: "attached",
  });
  await isThere(page);
}

/** Nothing is grey any more. */
async function isThere(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector("main h1") !== null &&
      document.querySelector("main [role=progressbar]") === null,
  );
}

/** Opens each panel in both sizes. @returns what `look` finds there, with where that is */
async function everywhere(
  page: Page,
  look: (name: PanelName) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const found: string[] = [];
  // Before the sign-in has ended there is no panel to go to.
  await page.locator('nav a[href="#service/audit"]').waitFor({ state: "attached" });
  for (const [place, size] of Object.entries(sizes)) {
    await page.setViewportSize(size);
    for (const name of names) {
      await open(page, name);
      found.push(...(await look(name)).map((flaw) => `${name}, ${place}: ${flaw}`));
    }
  }
  return found;
}

describe("each panel", () => {
  it("is walked through by the keyboard alone, and shows where that is", async () => {
    const hash = "#service/start";
    const page = await openPortal(katherine, stack, { who: "Katherine Johnson", hash });
    const flaws = await everywhere(page, async () => [
      ...(await flawsOf(page)),
      ...(await walk(page)),
    ]);
    await page.close();
    expect(flaws).toEqual([]);
  });

  it("says nothing in English to who reads German", async () => {
    const words = await english();
    const german = await openContext(browser, { ...sizes.portal, locale: "de-DE" });
    const hash = "#service/start";
    const page = await openPortal(german, stack, { who: "Katherine Johnson", hash });
    const found = await everywhere(page, async () => [
      ...(await englishOn(page, words)),
      ...(await flawsOf(page)),
    ]);
    // What opens by a click has words of its own.
    const opened: readonly (readonly [PanelName, RegExp, RegExp])[] = [
      ["users", /^Ada Lovelace$/, new RegExp(identity.de.title)],
      ["erps", new RegExp(`^${abilities.de.open("")}`), new RegExp(abilities.de.rights.all)],
      ["health", new RegExp(`^${health.de.look}$`), new RegExp(health.de.lookAgain)],
    ];
    const inside: string[] = [];
    for (const [name, button, answer] of opened) {
      await open(page, name);
      await page.getByRole("button", { name: button }).first().click();
      await page.getByText(answer).first().waitFor();
      await isThere(page);
      inside.push(...(await englishOn(page, words)).map((flaw) => `in ${name}: ${flaw}`));
    }
    await german.close();
    expect([...found, ...inside]).toEqual([]);
  });
});

describe("a button", () => {
  it("keeps the keyboard while it works, and a form leads to its first mistake", async () => {
    const fresh = await openContext(browser, sizes.portal);
    const hash = "#service/audit";
    const page = await openPortal(fresh, stack, { who: "Katherine Johnson", hash });
    const isIn = (one: ReturnType<Page["getByRole"]>) =>
      one.evaluate((element) => element === document.activeElement);
    const check = page.getByRole("button", { name: "Check the trail" });
    await check.press("Enter");
    await page.getByText(/lines follow from one another/).waitFor();
    expect(await isIn(check)).toBe(true);

    await open(page, "microsoft");
    const test = page.getByRole("button", { name: "Test: contoso.example" });
    await test.press("Enter");
    await page.getByText(/The application is in this company’s directory/).waitFor();
    expect(await isIn(test)).toBe(true);

    await open(page, "erps");
    const url = page.getByLabel("Web address");
    await page.getByLabel("Short name").fill("another");
    await page.getByLabel("Name people see").fill("Another");
    // An address to the browser, which would not send anything else, and none to the server.
    await url.fill("ftp://erp.example");
    await page.getByLabel("Key of the API").fill("key");
    await page.getByRole("button", { name: "Test", exact: true }).press("Enter");
    await page.getByText(/^This must be a web address/).waitFor();
    expect(await isIn(url)).toBe(true);
    await fresh.close();
  });
});

describe("a dialog", () => {
  it("keeps the keyboard inside and gives it back where it was", async () => {
    const fresh = await openContext(browser, sizes.portal);
    const hash = "#service/users";
    const page = await openPortal(fresh, stack, { who: "Katherine Johnson", hash });
    await page.getByRole("button", { name: "Ada Lovelace" }).press("Enter");
    const pause = page.getByRole("button", { name: "Pause", exact: true });
    await pause.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    for (let stop = 0; stop < 6; stop++) {
      expect(await dialog.evaluate((one) => one.contains(document.activeElement))).toBe(true);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await pause.evaluate((one) => one === document.activeElement)).toBe(true);
    await fresh.close();
  });
});
