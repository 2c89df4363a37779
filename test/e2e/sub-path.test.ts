import type { BrowserContext } from "playwright-core";
import { openErp, openPortal } from "./browser.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

const start = theProduct({ width: 1280, height: 900 }, { subPath: "/sync" });
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
});

describe("the product below a path of somebody else's host", () => {
  const origin = (): string => new URL(stack.addresses.product).origin;
  const status = async (address: string) => {
    const response = await context.request.get(address, { maxRedirects: 0 });
    return [response.status(), response.headers()["location"]];
  };

  it("signs in, sets up, carries changes over and tells of them, all below the path", async () => {
    const beside: string[] = [];
    context.on("request", (request) => {
      const url = new URL(request.url());
      // The sandbox's own parts share the host with us here; the ERP has another one.
      const isOurs =
        url.origin === origin() && !/^\/(sync|sandbox|graph|outlook|officejs)\//.test(url.pathname);
      if (isOurs && !/^\/([0-9a-f-]{36}|common|organizations)\//.test(url.pathname))
        beside.push(url.pathname);
    });
    const page = await openPortal(context, stack);
    await page.getByRole("radio", { name: "All my events" }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    await page.getByText("Operational").first().waitFor();
    await page.getByText("Created in Outlook").first().waitFor();
    // Both sides announce to addresses below the path, and the page hears of it by events.
    const erp = await openErp(context, stack);
    await erp.edit("Annual agreement Northwind", { Place: "Berlin, room Havel" });
    await page.getByText("Berlin, room Havel").first().waitFor();
    expect(new URL(page.url()).pathname).toBe("/sync/portal.html");
    expect(beside).toEqual([]);
  });

  it("leads on from where people and Outlook begin", async () => {
    expect(await status(`${origin()}/sync`)).toEqual([302, "/sync/"]);
    expect(await status(`${origin()}/sync/`)).toEqual([302, "/sync/portal.html"]);
    expect(await status(`${origin()}/sync/open/act-1`)).toEqual([
      302,
      "/sync/portal.html#open/act-1",
    ]);
    expect(await status(`${origin()}/portal.html`)).toEqual([404, undefined]);
    expect(await status(`${origin()}/sync/healthz`)).toEqual([200, undefined]);
    const list = await context.request.get(
      `${origin()}/.well-known/microsoft-officeaddins-allowed.json`,
    );
    expect(await list.json()).toEqual({ allowed: [`${origin()}/sync/commands.js`] });
    expect(await status(`${origin()}/sync/commands.js`)).toEqual([200, undefined]);
  });
});
