/** The whole path of an administrator who has never seen the product, from a server that knows nobody. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { smtpAccount } from "../../sandbox/mail/smtp.ts";
import { installations } from "../../sandbox/erp/seed.ts";
import { application, tenants } from "../../sandbox/tenants.ts";
import {
  eventually,
  finishSetup,
  openContext,
  openOutlook,
  openPortal,
  picture,
  stateIs,
} from "./browser.ts";
import { flawsOf } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

jest.setTimeout(180_000);

const [contoso] = tenants;
const start = theProduct({ width: 1280, height: 1000 }, { firstDay: true });
let stack: Stack;
let context: BrowserContext;
let ada: BrowserContext;
/** Of the administrator: one page from beginning to end, as a person has it. */
let page: Page;

beforeAll(async () => {
  const product = await start();
  ({ stack, context } = product);
  ada = await openContext(product.browser);
  page = await context.newPage();
});

/** Keeps a picture of the page. @returns its flaws */
async function look(name: string): Promise<readonly string[]> {
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, name);
  return flawsOf(page);
}

const portal = (hash = "") => page.goto(`${stack.addresses.product}/portal.html${hash}`);
const press = (name: string | RegExp) => page.getByRole("button", { name }).click();
const fill = (label: string | RegExp, text: string) => page.getByLabel(label).fill(text);
const downloads = mkdtempSync(join(tmpdir(), "sync-to-erp-downloads-"));
afterAll(() => rmSync(downloads, { recursive: true }));

/** What the browser keeps when somebody downloads by this button. @returns name, path and text of the file */
async function download(button: string) {
  const begun = page.waitForEvent("download");
  await press(button);
  const file = await begun;
  const name = file.suggestedFilename();
  const path = join(downloads, name);
  await file.saveAs(path);
  return { name, path, text: readFileSync(path, "utf8") };
}
const enterToken = async () => {
  await fill("Token of the console", stack.consoleToken());
  await press("Go on");
};

it("is led through the registration in Entra before anybody can sign in", async () => {
  await portal();
  await page.getByRole("heading", { name: "Set up Sync to ERP", level: 1 }).waitFor();
  expect(await look("first-token")).toEqual([]);
  await fill("Token of the console", "AAAA-BBBB-CCCC-DDDD-EEEE");
  await press("Go on");
  await page.getByText(/does not take this token/).waitFor();
  await enterToken();
  await page.getByText(`${stack.addresses.product}/portal.html`, { exact: true }).waitFor();
  await page.getByRole("button", { name: "Copy access_as_user" }).click();
  await page.getByText(/choose “Accounts in this organizational directory only”/).waitFor();
  expect(await look("first-registration")).toEqual([]);
});

it("takes the registration as a file and a script, too", async () => {
  await press("Or by a script, with the Azure command line");
  await page.getByRole("radio", { name: "People of several companies" }).check();
  expect((await download("Download registration.json")).text).toContain("AzureADMultipleOrgs");
  await page.getByRole("radio", { name: /^People of one company/ }).check();
  const registration = await download("Download registration.json");
  expect(registration.name).toBe("registration.json");
  const { product } = stack.addresses;
  expect(JSON.parse(registration.text)).toMatchObject({
    ...{ displayName: "Sync to ERP", signInAudience: "AzureADMyOrg" },
    spa: { redirectUris: expect.arrayContaining([`${product}/portal.html`]) as string[] },
    requiredResourceAccess: [{ resourceAccess: expect.anything() as object }],
  });
  const script = await download("Download register.sh");
  expect(script.name).toBe("register.sh");
  expect(script.text).toContain("--body @registration.json");
  const { status, stderr } = spawnSync("sh", ["-n", script.path], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  await page.getByRole("button", { name: "Download register.sh" }).scrollIntoViewIfNeeded();
  await picture(page, "first-script");
  expect(await flawsOf(page)).toEqual([]);
});

it("is told field by field what is wrong, and goes on after a reload and a restart of the server", async () => {
  await fill("Application (client) id", application.clientId);
  await fill("Directory (tenant) id", "contoso.com");
  await fill(/^Value of the client secret/, "wrong");
  await press("Prove and save");
  await page.getByText(/A directory id is a GUID/).waitFor();
  await fill("Directory (tenant) id", contoso.id);
  await press("Prove and save");
  await page.getByText(/does not take this secret \(AADSTS7000215\)/).waitFor();
  await page.getByText(/does not take this secret/).scrollIntoViewIfNeeded();
  await picture(page, "first-refused");
  expect(await flawsOf(page)).toEqual([]);

  // Both ids are still there after a reload; the secret was kept nowhere.
  await page.reload();
  await page.getByLabel("Directory (tenant) id").waitFor();
  expect(await page.getByLabel("Directory (tenant) id").inputValue()).toBe(contoso.id);
  expect(await page.getByLabel(/^Value of the client secret/).inputValue()).toBe("");

  await stack.killServer();
  await stack.startServer();
  await page.reload();
  await page.getByText(/Each start of the server prints another/).waitFor();
  await enterToken();
  await page.getByLabel("Directory (tenant) id").waitFor();
  expect(await page.getByLabel("Application (client) id").inputValue()).toBe(application.clientId);
  await fill(/^Value of the client secret/, application.secret);
  await press("Prove and save");
  await page.getByRole("heading", { name: "Microsoft knows the application" }).waitFor();
  expect(await look("first-proved")).toEqual([]);
});

it("signs in, becomes the first administrator, and is led on", async () => {
  await press("Sign in with Microsoft");
  await page.getByText("You then become the first administrator").waitFor();
  expect(await look("first-sign-in")).toEqual([]);
  await press("Sign in with Microsoft");
  await press("Katherine Johnson");
  await page.getByRole("heading", { name: "Become an administrator" }).waitFor();
  expect(await look("first-administrator")).toEqual([]);
  expect(await page.getByLabel("Token of the console").inputValue()).toBe(stack.consoleToken());
  await press("Become administrator");
  await page.getByRole("heading", { name: "First steps", level: 1 }).waitFor();
  await page.getByText("With recorded consent: 0").waitFor();
  expect(await look("first-steps")).toEqual([]);
});

it("has an administrator agree for everybody, and proves it by a token", async () => {
  await page.getByRole("link", { name: /^Go on: / }).click();
  await press("Admin consent: contoso.example");
  await press("Katherine Johnson");
  await press("Cancel");
  await page.getByText(/permission was declined. Try again and accept it/).waitFor();
  expect(await look("first-consent-declined")).toEqual([]);
  await press("Admin consent: contoso.example");
  await press("Katherine Johnson");
  await press("Accept");
  await page.getByText(/^Consent is recorded and proved/).waitFor();
  await page.getByText(/^The registration is for one company alone/).waitFor();
  expect(await look("first-consent")).toEqual([]);
});

it("connects the ERP, which is tested before it is saved", async () => {
  // A server that is started anew in the middle asks for nothing twice.
  await stack.stopServer();
  await stack.startServer();
  await portal("#service/start");
  await page.getByText("With recorded consent: 1").waitFor();
  await page.getByRole("link", { name: /^Go on: / }).click();
  const apiKey = installations.find(({ tenantId }) => tenantId === contoso.id)?.apiKey ?? "";
  await fill("Short name", "erp");
  await fill("Name people see", "Contoso ERP");
  await fill("Web address", stack.addresses.erp);
  await fill("Key of the API", apiKey);
  await fill("Web address", `${stack.addresses.erp}/pages`);
  await press("Test");
  await page.getByText(/^Something else than the ERP's API answers there/).waitFor();
  await page.getByText(/Done by: an administrator\.$/).scrollIntoViewIfNeeded();
  await picture(page, "first-erp-refused");
  expect(await flawsOf(page)).toEqual([]);
  await fill("Web address", stack.addresses.erp);
  await press("Test");
  await page.getByText("It answers and knows you as Katherine Johnson.").waitFor();
  expect(await look("first-erp")).toEqual([]);
  await press("Save");
  await page.getByText("Announces its changes").waitFor();
});

it("sees which companies the ERP has, and decides for one before anybody in it has come", async () => {
  await portal("#service/start");
  const step = page.getByRole("listitem").filter({ hasText: "See which companies the ERP has" });
  await step.getByText("Contoso Europe GmbH").waitFor();
  await step.getByText(/^Known: [1-9]/).waitFor();
  expect(await look("first-companies")).toEqual([]);
  await step.getByRole("link", { name: "Rules of a company" }).click();
  const level = page.getByRole("combobox", { name: "Who it holds for" });
  const europe = level.locator("option", { hasText: "Contoso Europe GmbH" });
  await level.selectOption((await europe.getAttribute("value")) ?? "");
  await page.getByRole("combobox", { name: "Private appointments" }).selectOption("busy");
  expect(await look("first-company-rules")).toEqual([]);
  // There is nobody yet whom they concern.
  await press("Save without looking");
  await page.getByText(/^Saved\./).waitFor();
});

it("chooses the rules from a preset", async () => {
  await portal("#service/start");
  await page.getByRole("link", { name: "Sync jobs" }).last().click();
  await page
    .getByRole("combobox", { name: /Choosing one fills in/ })
    .selectOption({ label: "Coins ERP+" });
  expect(await look("first-rules")).toEqual([]);
  await press("Show what would happen");
  const name = "Save these rules and do this";
  await press(name);
  await page.getByRole("dialog", { name }).getByRole("button", { name }).click();
  await page.getByText(/^The rules are saved/).waitFor();
  await portal("#service/start");
  await page.getByText("Connected: 1").waitFor();
});

it("sets up mail and invites those whom the ERP knows, after a look at the mail", async () => {
  await page.getByRole("link", { name: "Mail set-up" }).click();
  await page.getByRole("switch", { name: "Use the setting above" }).click();
  await page.getByRole("radio", { name: "Mail server (SMTP)" }).check();
  await page.getByRole("textbox", { name: "Server" }).fill("localhost");
  await page.getByRole("textbox", { name: "Port" }).fill(String(stack.addresses.smtpPort));
  await page.getByRole("textbox", { name: "User" }).fill(smtpAccount.user);
  await fill("Password", smtpAccount.password);
  await fill("Sender's address", smtpAccount.user);
  await press("Save");
  await page.getByText(/^Saved\./).waitFor();

  await portal("#service/start");
  await page.getByRole("link", { name: /^Go on: Invitations/ }).click();
  await press("Take those of the ERP who are not here yet");
  await page.getByText("Ada Lovelace").waitFor();
  await page.getByLabel("Addresses").press("End");
  await page.getByLabel("Addresses").pressSequentially("\nliu@fabrikam.example\nnobody");
  await fill(/^Your own words/, "Please have a look this week.");
  await press("Show the mail");
  await page.getByText(/Please have a look this week\.”/).waitFor();
  expect(await look("first-invitation")).toEqual([]);
  await press("Look whom that names");
  await page.getByText("liu@fabrikam.example: At none of the company's mail domains").waitFor();
  await page.getByText("nobody: No mail address").waitFor();
  expect(await look("first-invitees")).toEqual([]);
  await press(/^Send \d invitations/);
  await page.getByText(/invitations are on their way/).waitFor();
  await eventually(async () =>
    stack.sandbox.mailbag.list().some(({ to }) => to.includes("ada@contoso.example")),
  );
});

it("and the first person sees what would happen, and synchronizes an appointment", async () => {
  await stack.newEvent("ada@contoso.example", { subject: "Visit Northwind" });
  const outlook = await openOutlook(ada, stack);
  await outlook.open("Visit Northwind");
  await outlook.openPane();
  await outlook.pane.getByRole("button", { name: "Show what would happen" }).click();
  await outlook.pane.getByRole("heading", { name: "What would happen" }).waitFor();
  await outlook.pane.getByText("Both sides are being read").waitFor({ state: "hidden" });
  await picture(outlook.page, "first-dry-run");
  await outlook.pane.getByRole("button", { name: /^Back/ }).click();
  await finishSetup(outlook);
  await outlook.pane.getByRole("switch", { name: "Sync this event" }).click();
  await stateIs(outlook, "In sync");
  await eventually(async () => {
    const { activities } = (await stack.erp("u-ada", "GET", "/activities")) as {
      activities: readonly { subject: string }[];
    };
    return activities.some(({ subject }) => subject === "Visit Northwind");
  });
  await portal("#service/start");
  await page.getByText("Synchronize: 1").waitFor();
  expect(await look("first-synchronizes")).toEqual([]);
});

it("tries out what would happen to several people, and carries nothing out by it", async () => {
  const grace = await openContext(context.browser()!);
  const hers = await openPortal(grace, stack, { who: "Grace Hopper", hash: "#setup" });
  await hers.getByRole("button", { name: "Save", exact: true }).click();
  await hers.getByText("Operational", { exact: true }).first().waitFor();
  await grace.close();
  await page.reload();
  await page.getByText("Synchronize: 2").waitFor();
  await page.getByRole("link", { name: "Dry run of many" }).click();
  await press("Start");
  await page.getByText("Looked at 2 of 2 mailboxes.").waitFor();
  for (const name of ["Ada Lovelace", "Grace Hopper"]) {
    await page.getByRole("listitem").filter({ hasText: name }).getByText("Nothing to do").waitFor();
  }
  expect(await look("first-dry-run-many")).toEqual([]);
  const plan = await download("Download CSV");
  expect(plan.name).toMatch(/\.csv$/);
  await portal("#service/start");
  const step = page.getByRole("listitem").filter({ hasText: "Try it before it is done" });
  await step.getByText("Done", { exact: true }).waitFor();
  expect(await flawsOf(page)).toEqual([]);
});

it("is done, and takes the manifest with which the add-in is deployed", async () => {
  const manifest = await download("Download manifest.xml");
  expect(manifest.name).toBe("manifest.xml");
  expect(manifest.text).toContain(`${stack.addresses.product}/taskpane.html`);
  // The maker's own reader: its command line, since its package cannot be loaded here.
  const reader = require.resolve("office-addin-manifest/cli.js");
  const { stdout, status } = spawnSync(process.execPath, [reader, "info", manifest.path], {
    encoding: "utf8",
  });
  expect(status).toBe(0);
  expect(stdout).toMatch(/Id: [0-9a-f-]{36}/);
  expect(stdout).toMatch(/Name: Sync to ERP/);
  expect(await look("first-done")).toEqual([]);
  await page.getByRole("link", { name: "Invitations", exact: true }).first().click();
  await page.getByRole("button", { name: /Has come$/ }).click();
  await page.getByText("ada@contoso.example").waitFor();
  expect(await look("first-came")).toEqual([]);
});
