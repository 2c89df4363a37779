import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { Stack } from "./stack.ts";

/** What Chromium needs on machines without a display, a sandbox or a network. */
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The longest anything on the screen may take; generous, since two cores run everything. */
export const patienceMs = 30_000;

export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: [...quiet, ...args] });
}

export async function openContext(
  browser: Browser,
  options: { readonly width?: number; readonly height?: number } = {},
): Promise<BrowserContext> {
  const { width = 1400, height = 900 } = options;
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width, height },
    locale: "en-US",
    timezoneId: "Europe/Berlin",
  });
  context.setDefaultTimeout(patienceMs);
  return context;
}

/** Outlook's window for one person, as a person uses it. */
export async function openOutlook(context: BrowserContext, stack: Stack, query = "") {
  const page = await context.newPage();
  await page.goto(`${stack.addresses.outlook}${query}`);
  await page.getByRole("button", { name: "New event" }).waitFor();
  const pane = page.frameLocator(".pane-slot iframe");
  return {
    page,
    pane,
    chip: (subject: string | RegExp) =>
      page.getByRole("button", {
        name: typeof subject === "string" ? new RegExp(`^${escape(subject)}`) : subject,
      }),
    async open(subject: string): Promise<void> {
      await page
        .getByRole("button", { name: new RegExp(`^${escape(subject)}`) })
        .first()
        .click();
      await page.getByRole("heading", { name: subject }).first().waitFor();
    },
    async openPane(): Promise<void> {
      await page.getByRole("button", { name: "Sync to ERP", exact: true }).click();
    },
    /** Edits the open event in its form. */
    async edit(fields: Readonly<Record<string, string>>): Promise<void> {
      await page.getByRole("button", { name: "Edit", exact: true }).click();
      for (const [name, value] of Object.entries(fields)) {
        await page.getByLabel(name, { exact: true }).fill(value);
      }
      await page.getByRole("button", { name: "Save", exact: true }).click();
    },
  };
}

export type Outlook = Awaited<ReturnType<typeof openOutlook>>;

/** The ERP's own page, as a person uses it. */
export async function openErp(context: BrowserContext, stack: Stack, user = "u-ada") {
  const page = await context.newPage();
  await page.goto(`${stack.addresses.erp}/?user=${user}`);
  await page.getByRole("button", { name: "New activity" }).waitFor();
  const row = (subject: string) => page.getByRole("row", { name: new RegExp(escape(subject)) });
  return {
    page,
    row,
    async open(subject: string): Promise<void> {
      await row(subject).first().click();
    },
    async edit(subject: string, fields: Readonly<Record<string, string>>): Promise<void> {
      await row(subject).first().click();
      for (const [name, value] of Object.entries(fields)) {
        await page.getByRole("textbox", { name, exact: true }).fill(value);
      }
      await page.getByRole("button", { name: "Save", exact: true }).click();
    },
  };
}

/** Passes the pane's first-time Setup with what it proposes. */
export async function finishSetup({ pane }: Pick<Outlook, "pane">): Promise<void> {
  await pane.getByRole("button", { name: "Save", exact: true }).click();
  await pane.getByRole("switch", { name: "Sync this event" }).waitFor();
}

/** Keeps a picture for `docs/screenshots`, only when asked: pictures differ a little on every machine. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env["PICTURES"] === undefined) return;
  const folder = resolve(__dirname, "../../docs/screenshots");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: resolve(folder, `${name}.png`) });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
