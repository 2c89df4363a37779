import type { Browser, BrowserContext, Page } from "playwright-core";
import { openContext } from "../browser.ts";
import { theProduct } from "../product.ts";
import type { Stack } from "../stack.ts";

const size = { width: 1440, height: 900 };

/** What the tests of all panels share: starting the product takes longer than most of them. */
export interface ServiceDesk {
  readonly stack: Stack;
  readonly browser: Browser;
  /** Of Katherine, who administers everything. */
  readonly katherine: BrowserContext;
  /** Of Ada, who administers nothing at first. */
  readonly ada: BrowserContext;
  /** Once Katherine has signed in. Each page holds a stream of events, of which a browser keeps few to one host. */
  readonly openPanel: (name: string) => Promise<Page>;
}

/** The desk, once the tests run. */
export type TheServiceDesk = () => ServiceDesk;

/** To be called at the top of a file of tests. */
export function theServiceDesk(): TheServiceDesk {
  const start = theProduct(size);
  let desk: ServiceDesk | undefined;

  beforeAll(async () => {
    const { stack, browser, context: katherine } = await start();
    const openPanel = async (name: string): Promise<Page> => {
      for (const before of katherine.pages()) await before.close();
      const page = await katherine.newPage();
      await page.goto(`${stack.addresses.product}/portal.html#service/${name}`);
      return page;
    };
    desk = { stack, browser, katherine, ada: await openContext(browser, size), openPanel };
  });

  // Each page holds a stream of live events, and a browser has six connections for one address.
  afterEach(async () => {
    await Promise.all((desk?.katherine.pages() ?? []).map((page) => page.close()));
  });

  return () => {
    if (desk === undefined) throw new Error("the product does not run yet");
    return desk;
  };
}

export async function finishSetup(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
}

/** Has the rules saved whose dry run is shown. */
export async function saveAsShown(page: Page): Promise<void> {
  const name = "Save these rules and do this";
  await page.getByRole("button", { name }).click();
  await page.getByRole("dialog", { name }).getByRole("button", { name }).click();
  await page.getByText(/^The rules are saved, and .* now/).waitFor();
}
