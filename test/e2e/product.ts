/** What a file of browser tests begins with: the whole product, and a browser that is open at it. */
import type { Browser, BrowserContext } from "playwright-core";
import { launchBrowser, openContext, pagesOf } from "./browser.ts";
import { startStack, type Stack } from "./stack.ts";

export interface Product {
  readonly stack: Stack;
  readonly browser: Browser;
  readonly context: BrowserContext;
}

/**
 * To be called at the top of a file, whose tests share the product: it ends with the last of them.
 * @returns the function that starts it, for `beforeAll`
 */
export function theProduct(
  size?: Parameters<typeof openContext>[1],
  options?: Parameters<typeof startStack>[0],
): () => Promise<Product> {
  let started: Product | undefined;
  globalThis.whatIsSeen = () => pagesOf(started?.browser.contexts() ?? []);
  afterAll(async () => {
    await started?.browser.close();
    await started?.stack.stop();
  });
  return async () => {
    const [stack, browser] = await Promise.all([startStack(options), launchBrowser()]);
    started = { stack, browser, context: await openContext(browser, size) };
    return started;
  };
}
