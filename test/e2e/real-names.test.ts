import type { Page } from "playwright-core";
import {
  finishSetup,
  launchRealNames,
  openOutlook,
  openPortal,
  picture,
  stateIs,
  type Outlook,
} from "./browser.ts";
import { startStack, type Stack } from "./stack.ts";
import { witnessOf, type Witness } from "./witness.ts";

let stack: Stack;
let people: Awaited<ReturnType<typeof launchRealNames>>;
let witness: Witness;

beforeAll(async () => {
  stack = await startStack({ realNames: true });
  people = await launchRealNames(stack.addresses.frontPort);
  witness = await witnessOf(people.context);
});

afterAll(async () => {
  await people.close();
  await stack.stop();
});

/** Signs in from the pane as a person does: relay window, sign-in window, account. */
async function signInByWindow({ pane }: Outlook, name: string): Promise<void> {
  const nextPage = (): Promise<Page> => people.context.waitForEvent("page");
  const [relay] = await Promise.all([
    nextPage(),
    pane.getByRole("button", { name: "Sign in with Microsoft" }).click(),
  ]);
  const goOn = relay.getByRole("button", { name: "Continue" });
  await goOn.waitFor();
  await picture(relay, "sign-in-relay");
  const [signIn] = await Promise.all([nextPage(), goOn.click()]);
  await signIn.getByRole("heading", { name: "Pick an account" }).waitFor();
  await picture(signIn, "sign-in-window");
  await signIn.getByRole("button", { name }).click();
  // Each closes itself in its own time: what is counted afterwards must not count on it.
  await Promise.all([closed(relay), closed(signIn)]);
}

async function closed(page: Page): Promise<void> {
  if (!page.isClosed()) await page.waitForEvent("close");
}

async function reopen(outlook: Outlook): Promise<void> {
  await outlook.page.reload();
  await outlook.open("Doctor's appointment");
  await outlook.openPane();
}

async function openItem(
  browser: typeof people,
  user: string,
  subject: string,
  naa: string,
): Promise<Outlook> {
  const outlook = await openOutlook(browser.context, stack, `?user=${user}&naa=${naa}`);
  await outlook.open(subject);
  await outlook.openPane();
  return outlook;
}

describe("the production build under the names that it meets in real life", () => {
  it("signs in through Outlook and shows the appointment, without a window", async () => {
    const before = people.context.pages().length;
    const outlook = await openItem(
      people,
      "ada@contoso.example",
      "Contract renewal with Northwind Traders",
      "on",
    );
    await finishSetup(outlook);
    expect(people.context.pages()).toHaveLength(before + 1);
    await outlook.page.close();
  });

  it("keeps the pane's storage apart from a tab's, as people's browsers do", async () => {
    const outlook = await openItem(people, "ada@contoso.example", "Doctor's appointment", "on");
    await stateIs(outlook, "Private");
    const key = await outlook.pane.locator(":root").evaluate(() => localStorage.key(0));
    expect(key).not.toBeNull();
    const tab = await people.context.newPage();
    await tab.goto(`${stack.addresses.product}/redirect.html`);
    expect(await tab.evaluate(() => localStorage.length)).toBe(0);
    await Promise.all([tab.close(), outlook.page.close()]);
  });

  it("signs in through a window where Outlook announces a bridge that is not there", async () => {
    const outlook = await openItem(
      people,
      "grace@contoso.example",
      "Doctor's appointment",
      "missing",
    );
    await signInByWindow(outlook, "Grace Hopper");
    await finishSetup(outlook);

    // What the pane kept is enough the next time.
    const before = people.context.pages().length;
    await reopen(outlook);
    await stateIs(outlook, "Private");
    expect(people.context.pages()).toHaveLength(before);
    await outlook.page.close();
  });

  it("uses the browser's Microsoft session where framed sites may see it", async () => {
    const friendly = await launchRealNames(stack.addresses.frontPort, { framedCookies: true });
    const tab = await openPortal(friendly.context, stack, { who: "Grace Hopper" });
    await tab.getByRole("heading", { name: "Home" }).waitFor();
    const outlook = await openItem(
      friendly,
      "grace@contoso.example",
      "Doctor's appointment",
      "missing",
    );
    await stateIs(outlook, "Private");
    expect(friendly.context.pages()).toContain(tab);
    await friendly.close();
  });

  it("offers to sign in by a window where Outlook's bridge never answers", async () => {
    const outlook = await openItem(
      people,
      "katherine@contoso.example",
      "Doctor's appointment",
      "hang",
    );
    await signInByWindow(outlook, "Katherine Johnson");
    await finishSetup(outlook);
    expect(await outlook.pane.getByRole("heading", { name: "Doctor's appointment" }).count()).toBe(
      1,
    );
    await outlook.page.close();
  });

  it("asked nobody else, and its Content Security Policy stopped nothing", () => {
    expect(witness).toEqual({ strays: [], violations: [], crashes: [] });
    expect(stack.failures).toEqual([]);
  });
});
