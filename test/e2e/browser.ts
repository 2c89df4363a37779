import { createHash, X509Certificate } from "node:crypto";
import { mkdirSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { hosts } from "../../sandbox/hosts.ts";
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

/** How much of a page's text is told when a test fails. */
const seenLength = 2_000;

/** What went wrong in the pages of a context since it was opened: errors, and what did not load. */
const wentWrong = new WeakMap<BrowserContext, string[]>();

/** The text of every open page and its frames, for somebody who looks for why a test failed. */
export async function pagesOf(contexts: readonly BrowserContext[]): Promise<string> {
  const frames = contexts.flatMap((context) => context.pages()).flatMap((page) => page.frames());
  const texts = frames.map(async (frame) => {
    const text = await frame.locator("body").innerText({ timeout: 1_000 });
    return `${frame.url()}\n${text.replace(/\n\s*\n/gu, "\n").slice(0, seenLength)}`;
  });
  const told = await Promise.allSettled(texts);
  return [
    ...told.map((one) => (one.status === "fulfilled" ? one.value : String(one.reason))),
    ...contexts.flatMap((context) => wentWrong.get(context) ?? []),
  ].join("\n\n");
}

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...quiet, ...args] });
}

/**
 * A browser to which the sandbox's real names lead to the front and nothing else exists. It runs
 * without Playwright's own switches, which turn off what people's browsers do: keeping the storage of
 * framed sites apart, and blocking windows that nobody clicked for.
 */
export async function launchRealNames(
  frontPort: number,
  options: {
    /** Whether frames of other sites see their cookies; Chromium says no unless told. */
    readonly framedCookies?: boolean;
  } = {},
) {
  const profileDir = await mkdtemp(join(tmpdir(), "sync-to-erp-browser-"));
  if (options.framedCookies === true) {
    const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };
    await mkdir(join(profileDir, "Default"));
    await writeFile(join(profileDir, "Default", "Preferences"), JSON.stringify(preferences));
  }
  const names = Object.values(hosts).map((name) => `MAP ${name}:443 127.0.0.1:${frontPort}`);
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath,
    ignoreDefaultArgs: true,
    args: [
      ...quiet,
      ...["--headless", "--remote-debugging-pipe", `--user-data-dir=${profileDir}`],
      `--host-resolver-rules=${[...names, "MAP * ~NOTFOUND", "EXCLUDE localhost"].join(",")}`,
      "about:blank",
    ],
    ...asPeopleSeeIt({}),
  });
  context.setDefaultTimeout(patienceMs);
  return {
    context,
    close: async (): Promise<void> => {
      await context.close();
      await rm(profileDir, { recursive: true, force: true });
    },
  };
}

/**
 * A browser that trusts the sandbox's certificate and has a profile of its own, so that it keeps
 * scripts and what it made of them from one opening to the next, as people's browsers do.
 */
export function launchAtHome(profileDir: string, stack: Stack): Promise<BrowserContext> {
  const { publicKey } = new X509Certificate(stack.certificate.cert);
  const key = publicKey.export({ type: "spki", format: "der" });
  const trusted = createHash("sha256").update(key).digest("base64");
  return chromium.launchPersistentContext(profileDir, {
    executablePath,
    args: [...quiet, `--ignore-certificate-errors-spki-list=${trusted}`],
    ...asPeopleSeeIt({}),
    ignoreHTTPSErrors: false,
  });
}

interface Size {
  readonly width?: number;
  readonly height?: number;
  /** What the browser says that its person reads; English unless told. */
  readonly locale?: "en-US" | "de-DE";
}

function asPeopleSeeIt({ width = 1400, height = 900, locale = "en-US" }: Size) {
  return {
    ignoreHTTPSErrors: true,
    viewport: { width, height },
    locale,
    timezoneId: "Europe/Berlin",
  };
}

export async function openContext(browser: Browser, size: Size = {}): Promise<BrowserContext> {
  const context = await browser.newContext(asPeopleSeeIt(size));
  context.setDefaultTimeout(patienceMs);
  const wrong: string[] = [];
  wentWrong.set(context, wrong);
  context.on("weberror", (error) => wrong.push(String(error.error().stack)));
  context.on("requestfailed", (request) => {
    wrong.push(`${request.url()}: ${request.failure()?.errorText ?? ""}`);
  });
  // A script that is answered with a failure "was aborted" to the browser: the status says why.
  context.on("response", (response) => {
    if (response.status() >= 500) wrong.push(`${response.url()}: ${response.status()}`);
  });
  return context;
}

/**
 * A page in a window of its own, beside the others, as people arrange them who look at two at once. A
 * tab behind another is drawn once a second, and every click in it waits for two drawings.
 */
export async function newWindow(context: BrowserContext): Promise<Page> {
  const [first] = context.pages();
  const browser = context.browser();
  if (first === undefined || browser === null) return context.newPage();
  const ofPage = await context.newCDPSession(first);
  const { targetInfo } = await ofPage.send("Target.getTargetInfo");
  await ofPage.detach();
  const { browserContextId = "" } = targetInfo;
  const session = await browser.newBrowserCDPSession();
  const [page] = await Promise.all([
    context.waitForEvent("page"),
    session.send("Target.createTarget", { url: "about:blank", newWindow: true, browserContextId }),
  ]);
  await session.detach();
  return page;
}

/** Our own page in a browser tab, with a person signed in. */
export async function openPortal(
  context: BrowserContext,
  stack: Stack,
  {
    who = "Ada Lovelace",
    hash = "",
  }: {
    readonly who?: string;
    /** A part of the page, such as `#setup`. */
    readonly hash?: string;
  } = {},
): Promise<Page> {
  const page = await newWindow(context);
  await page.goto(`${stack.addresses.product}/portal.html${hash}`);
  const signIn = /^(Sign in with Microsoft|Mit Microsoft anmelden)$/;
  await page.getByRole("button", { name: signIn }).click();
  await page.getByRole("button", { name: who }).click();
  return page;
}

/** Outlook's window for one person, as a person uses it. */
export async function openOutlook(context: BrowserContext, stack: Stack, query = "") {
  const page = await newWindow(context);
  await page.goto(`${stack.addresses.outlook}${query}`);
  await page.getByRole("button", { name: /^(New event|Neuer Termin)$/ }).waitFor();
  const pane = page.frameLocator(".pane-slot iframe");
  const ribbonButton = page.getByRole("button", { name: "Sync to ERP", exact: true });
  const chip = (subject: string | RegExp) =>
    page.getByRole("button", {
      name: typeof subject === "string" ? new RegExp(`^${escape(subject)}`) : subject,
    });
  return {
    page,
    pane,
    ribbonButton,
    chip,
    /** How many events of that subject the week shows; one across midnight has a chip on both days. */
    async events(subject: string): Promise<number> {
      const ids = await chip(subject).evaluateAll((chips) =>
        chips.map((shown) => shown.getAttribute("data-id")),
      );
      return new Set(ids).size;
    },
    async open(subject: string): Promise<void> {
      const first = chip(subject).first();
      // Weeks begin on a Monday: what is planned for tomorrow may stand on the next page, what was yesterday
      // on the one before. It may be on its way from the ERP as well, so that all are looked at in turn.
      const turns = [
        /^(Today|Heute)$/,
        /^(Next|Weiter)$/,
        /^(Today|Heute)$/,
        /^(Previous|Zurück)$/,
      ];
      const isShown = async (): Promise<boolean> => {
        await page.locator(".calendar:not([aria-busy])").waitFor();
        return (await first.count()) > 0;
      };
      const isInNext = async (): Promise<boolean> => {
        const turn = turns.shift()!;
        turns.push(turn);
        await page.getByRole("button", { name: turn }).click();
        return isShown();
      };
      if (!(await isShown())) await eventually(isInNext);
      await first.click();
      await page.getByRole("heading", { name: subject }).first().waitFor();
    },
    async openPane(): Promise<void> {
      await ribbonButton.click();
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
  const page = await newWindow(context);
  await page.goto(`${stack.addresses.erp}/?user=${user}`);
  await page.getByRole("button", { name: "New activity" }).waitFor();
  const row = (subject: string) => page.getByRole("row", { name: new RegExp(escape(subject)) });
  return {
    page,
    row,
    async open(subject: string): Promise<void> {
      await row(subject).first().getByRole("button").first().click();
    },
    async edit(subject: string, fields: Readonly<Record<string, string>>): Promise<void> {
      await row(subject).first().getByRole("button").first().click();
      for (const [name, value] of Object.entries(fields)) {
        await page.getByRole("textbox", { name, exact: true }).fill(value);
      }
      await page.getByRole("button", { name: "Save", exact: true }).click();
    },
  };
}

/**
 * Passes the portal's first-time Setup as Ada, and waits until her mailbox was synchronized.
 * @param choose - what she chooses otherwise than it is proposed, before she saves
 */
export async function setUpAda(
  browser: Browser,
  stack: Stack,
  choose: (setup: Page) => Promise<void> = async () => undefined,
): Promise<void> {
  const context = await openContext(browser);
  const page = await openPortal(context, stack, { hash: "#setup" });
  await choose(page);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page
    .getByText(/^Last sync/)
    .first()
    .waitFor();
  await context.close();
}

/** Passes the pane's first-time Setup with what it proposes. */
export async function finishSetup({ pane }: Pick<Outlook, "pane">): Promise<void> {
  await pane.getByRole("button", { name: "Save", exact: true }).click();
  await pane.getByRole("switch", { name: "Sync this event" }).waitFor();
}

/**
 * Waits until the pane says that the open appointment stands so. Its history, the form and other
 * messages may hold the same words, which are not meant.
 * @param label as on the screen, such as `In sync`
 */
export async function stateIs({ pane }: Pick<Outlook, "pane">, label: string): Promise<void> {
  await pane.getByRole("status").getByText(label, { exact: true }).waitFor();
}

/** Waits until Home says that the mailbox is well: the log below tells of it, too. */
export async function isOperational(home: Page): Promise<void> {
  const state = home.getByRole("region", { name: "State", exact: true });
  await state.getByText("Operational", { exact: true }).waitFor();
}

/** Waits for something outside the screen to become so; throws after as long as a screen may take. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const endsMs = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > endsMs) throw new Error(`never became so: ${String(isSo)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Keeps a picture for `docs/screenshots`, only when asked: pictures differ a little on every machine. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env["PICTURES"] === undefined) return;
  const folder = resolve("docs/screenshots");
  mkdirSync(folder, { recursive: true });
  // Dialogs fade in: a picture shows where that ends.
  await page.screenshot({ path: resolve(folder, `${name}.png`), animations: "disabled" });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
