import type { BrowserContext } from "playwright-core";

/** What went wrong in a browser's pages, as one line each. */
export interface Witness {
  /** Requests to hosts that lead nowhere: the product asked somebody it must not know. */
  readonly strays: readonly string[];
  /** What a page's Content Security Policy stopped. */
  readonly violations: readonly string[];
  /** Errors that nobody caught. */
  readonly crashes: readonly string[];
}

/** Watches every page and frame that the context opens from now on. */
export async function witnessOf(context: BrowserContext): Promise<Witness> {
  const strays: string[] = [];
  const violations: string[] = [];
  const crashes: string[] = [];
  context.on("requestfailed", (request) => {
    const { errorText = "" } = request.failure() ?? {};
    if (errorText.includes("NAME_NOT_RESOLVED")) strays.push(request.url());
  });
  context.on("console", (message) => {
    const text = message.text();
    if (/content security policy/iu.test(text)) violations.push(text);
    if (text.includes("ERR_NAME_NOT_RESOLVED")) strays.push(message.location().url);
  });
  context.on("weberror", (error) => crashes.push(String(error.error())));
  // Some violations, such as a style's, are not written to the console.
  await context.exposeBinding("reportViolation", (_source, text: string) => violations.push(text));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      const report = Reflect.get(window, "reportViolation") as (text: string) => void;
      report(`${document.URL}: ${event.effectiveDirective} stopped ${event.blockedURI}`);
    });
  });
  return { strays, violations, crashes };
}
