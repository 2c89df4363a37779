import type { Browser, BrowserContext, Page } from "playwright-core";
import { smtpAccount } from "../../sandbox/mail/smtp.ts";
import { eventually, openContext, openOutlook, openPortal, picture } from "./browser.ts";
import { flawsOf, paneFlaws, paneOf } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

jest.setTimeout(180_000);

const start = theProduct({ width: 1440, height: 900 });
let stack: Stack;
let browser: Browser;
/** Of Katherine, who administers everything, and of Ada, who nothing at first. */
let katherine: BrowserContext;
let ada: BrowserContext;

beforeAll(async () => {
  const product = await start();
  ({ stack, browser, context: katherine } = product);
  ada = await openContext(product.browser, { width: 1440, height: 900 });
});

// Each page holds a stream of live events, and a browser has six connections for one address.
afterEach(async () => {
  await Promise.all(katherine.pages().map((page) => page.close()));
});

async function finishSetup(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
}

/** Once she has signed in. Each page holds a stream of events, of which a browser keeps few to one host. */
async function openPanel(name: string): Promise<Page> {
  for (const before of katherine.pages()) await before.close();
  const page = await katherine.newPage();
  await page.goto(`${stack.addresses.product}/portal.html#service/${name}`);
  return page;
}

describe("the Service section", () => {
  it("opens to who administers, without a mailbox of his own, and to nobody else", async () => {
    const hers = await openPortal(ada, stack, { hash: "#service" });
    await finishSetup(hers);
    expect(await hers.getByRole("link", { name: "Service" }).count()).toBe(0);
    // Of the consent page's answer she is told, though nothing else there is for her.
    await hers.goto(`${stack.addresses.product}/portal.html?admin_consent=True&state=hers`);
    await hers.getByText(/^This consent was not asked for here/).waitFor();
    await hers.getByRole("link", { name: "Home" }).click();
    await hers.getByText(/^This consent was not asked for here/).waitFor({ state: "hidden" });

    const page = await openPortal(katherine, stack, { who: "Katherine Johnson", hash: "#service" });
    await page.getByRole("heading", { name: "First steps", level: 1 }).waitFor();
    await page.getByText("3. Connect an ERP", { exact: true }).waitFor();
    await picture(page, "service-start");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Administrators" }).click();
    await page.getByRole("heading", { name: "Administrators", level: 1 }).waitFor();
    await page
      .getByRole("combobox", { name: "Who" })
      .selectOption({ label: "Ada Lovelace (ada@contoso.example)" });
    await page.getByRole("combobox", { name: "Role" }).selectOption("auditor");
    await page.getByRole("button", { name: "Appoint" }).click();
    await page.getByText("Auditor (looks only) · His own company").waitFor();
    await page.getByRole("combobox", { name: "Who" }).selectOption("Somebody who is not here yet");
    await page.getByRole("textbox", { name: "Mail address" }).fill("grace@contoso.example");
    await page.getByRole("combobox", { name: "Role" }).selectOption("administrator");
    await page.getByRole("button", { name: "Appoint" }).click();
    await page.getByText("Has not come yet").waitFor();
    await picture(page, "service-administrators");
    expect(await flawsOf(page)).toEqual([]);

    await hers.reload();
    await hers.getByRole("link", { name: "Service" }).click();
    await hers.getByText("You may look at everything here and change nothing.").waitFor();
    expect(await hers.getByRole("button", { name: "Appoint" }).count()).toBe(0);
    await page.getByRole("button", { name: "Take back the role of Ada Lovelace" }).click();
    await page.getByText(/^What ends at once: Auditor/).waitFor();
    await picture(page, "service-take-back");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Auditor (looks only) · His own company").waitFor();
  });

  it("shows who may come in and proves an administrator's consent by a token", async () => {
    const page = await openPanel("microsoft");
    await page.getByRole("button", { name: "Admin consent: contoso.example" }).click();
    await page.getByRole("button", { name: "Katherine Johnson" }).click();
    await page.getByRole("button", { name: "Accept", exact: true }).click();
    await page.getByText(/^Consent is recorded and proved/).waitFor();
    await page.getByText(/^Admin consent recorded .* by Katherine Johnson; a sign-in/).waitFor();
    await picture(page, "service-microsoft");
    expect(await flawsOf(page)).toEqual([]);
    expect(new URL(page.url()).search).toBe("");
  });

  it("gives the consent link to be sent, and thanks whoever follows it", async () => {
    const page = await openPanel("microsoft");
    await page.getByRole("button", { name: "Link to send: contoso.example" }).click();
    const link = page.locator("code").filter({ hasText: "/adminconsent?" });
    const url = (await link.textContent()) ?? "";
    await picture(page, "service-consent-link");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 1200 });
    await picture(page, "service-consent-link-narrow");
    expect(await flawsOf(page)).toEqual([]);

    const elsewhere = await openContext(browser);
    const theirs = await elsewhere.newPage();
    await theirs.goto(url);
    await theirs.getByRole("button", { name: "Katherine Johnson" }).click();
    await theirs.getByRole("button", { name: "Accept", exact: true }).click();
    await theirs.getByText(/^Microsoft says that you agreed/).waitFor();
    await picture(theirs, "portal-consent-given");
    expect(await flawsOf(theirs)).toEqual([]);
    await elsewhere.close();
  });

  it("lets a company in once, changes it on purpose, and asks before it is shut out", async () => {
    const page = await openPanel("microsoft");
    const id = "33333333-aaaa-4bbb-8ccc-000000000003";
    const enter = async (name: string, domains: string) => {
      await page.getByLabel("Tenant id").fill(id);
      await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
      await page.getByLabel("Mail domains").fill(domains);
      await page.getByRole("button", { name: "Let in", exact: true }).click();
    };
    await enter("Northwind", "northwind.example");
    await page.getByText(`${id} · northwind.example`).waitFor();
    await enter("Typed again", "");
    await page.getByText("It is let in already, as Northwind: change it in the list.").waitFor();
    await page.getByRole("button", { name: "Change: Northwind" }).click();
    await page.getByLabel("Mail domains").fill("northwind.example, northwind.test");
    await picture(page, "service-company-change");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(`${id} · northwind.example · northwind.test`).waitFor();
    await page.getByRole("button", { name: "Shut out: Northwind" }).click();
    await page.getByText(/^People of it here: 0\. From that moment/).waitFor();
    await picture(page, "service-shut-out");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Shut out" }).click();
    await page.getByText(/^33333333/).waitFor({ state: "hidden" });
  });

  it("tests an ERP as it is entered, and says what of it is wrong", async () => {
    const page = await openPanel("erps");
    await page.getByLabel("Short name").fill("second");
    await page.getByLabel("Name people see").fill("Second ERP");
    await page.getByLabel("Web address").fill("http://169.254.169.254/erp");
    await page.getByLabel("Key of the API").fill("wrong");
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByText(/nothing can allow that/).waitFor();
    await page.getByLabel("Web address").fill(stack.addresses.erp);
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByText(/did not accept the connection's key/).waitFor();
    await page.getByLabel("How it keeps times").selectOption("clock");
    await page.getByLabel("Time zone of that clock").fill("Europe/Vienna");
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByText(/did not accept the connection's key/).waitFor();
    await picture(page, "service-erps");
    expect(await flawsOf(page)).toEqual([]);
  });

  it("gives an ERP's own fields a place in Outlook, and says what does not fit", async () => {
    const page = await openPanel("erps");
    await page.getByRole("button", { name: "Its own fields: Contoso ERP" }).click();
    const add = page.getByRole("button", { name: "Add a field" });
    await add.click();
    await page.getByRole("group", { name: "Line 1" }).getByLabel("Way").waitFor();
    await add.click();
    const second = page.getByRole("group", { name: "Line 2" });
    await second.getByLabel("Field of the ERP").selectOption("costCentre");
    await second.getByLabel("In Outlook").selectOption("category");
    await page.getByRole("button", { name: "Try it out first" }).click();
    await second.getByText(/Cost centre has a place in another line already/).waitFor();
    await second.getByLabel("Field of the ERP").selectOption("phase");
    await second.getByLabel("Name of the category").fill("Phase");
    await second.getByText("It reads Phase: Draft in Outlook.").waitFor();
    await picture(page, "service-fields");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Try it out first" }).click();
    await page.getByRole("heading", { name: /Ada Lovelace/ }).waitFor();
    await page.getByText(/Phase/).first().waitFor();
    expect(await flawsOf(page)).toEqual([]);
    await picture(page, "service-fields-trial");
    await page.getByRole("button", { name: "Save these rules" }).click();
    await page.getByText(/^Saved\. It reaches the appointments of/).waitFor();
    await page.setViewportSize({ width: 320, height: 1200 });
    await picture(page, "service-fields-narrow");
    expect(await flawsOf(page)).toEqual([]);

    // Whoever opens such an appointment in Outlook sees what its fields hold.
    const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await stack.erp("u-ada", "POST", "/activities", {
      ...{ subject: "Visit Fabrikam", start: `${day}T10:00:00Z`, end: `${day}T11:00:00Z` },
      custom: { costCentre: "4711", phase: "draft" },
    });
    const outlook = await openOutlook(ada, stack);
    await outlook.open("Visit Fabrikam");
    await outlook.openPane();
    for (const [name, value] of Object.entries({ "Cost centre": "4711", Phase: "Draft" })) {
      const fact = outlook.pane.getByRole("term").filter({ hasText: name });
      await fact.waitFor();
      await outlook.pane.getByRole("definition").filter({ hasText: value }).first().waitFor();
    }
    await picture(outlook.page, "pane-own-fields");
    expect(await paneFlaws(outlook.page)).toEqual([]);
    await outlook.page.close();
  });

  it("spares an ERP, whose people see until when it is maintained", async () => {
    const page = await openPanel("erps");
    await page.getByRole("button", { name: /^Limits and maintenance: Contoso/ }).click();
    await page.getByLabel("Requests a minute").fill("5000");
    await page.getByRole("button", { name: "Save the limits" }).click();
    await page.getByRole("combobox", { name: "When" }).selectOption("once");
    await page.getByLabel("From").fill("2020-01-01T00:00");
    await page.getByLabel("To", { exact: true }).fill("2035-01-01T00:00");
    await page.getByLabel("What people are told").fill("Release 7");
    await page.getByRole("button", { name: "Add this maintenance" }).click();
    await page.getByText(/^Nothing is sent to it until/).waitFor();
    await picture(page, "service-erp-terms");
    expect(await flawsOf(page)).toEqual([]);
    const hers = await ada.newPage();
    await hers.goto(`${stack.addresses.product}/portal.html`);
    await hers.getByText(/^The ERP is being maintained until .*Release 7/).waitFor();
    await picture(hers, "home-maintenance");
    await hers.close();
    await page.getByRole("button", { name: "Remove", exact: true }).last().click();
    await page.getByText("No maintenance is planned.").waitFor();
  });

  it("decides how long things are kept, and shows what would go", async () => {
    const page = await openPanel("retention");
    await page.getByRole("combobox", { name: "Who it holds for" }).selectOption({ index: 1 });
    await page.getByLabel("Log and history of items").fill("365");
    await page.getByRole("button", { name: "Show what would go now" }).click();
    await page.getByText(/^Now would go: lines of logs: 0,/).waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(/Now: 365 days\./).waitFor();
    await picture(page, "service-retention");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 1600 });
    await picture(page, "service-retention-narrow");
    expect(await flawsOf(page)).toEqual([]);
  });

  it("takes over what another integration had linked, where an administrator says by what", async () => {
    const page = await openPanel("erps");
    await page.getByRole("button", { name: "Another integration: Contoso ERP" }).click();
    const field = page.getByLabel("Field of events that holds the id of their activity");
    await field.fill("Oro'CRM");
    const save = page.getByRole("button", { name: "Save", exact: true }).first();
    await save.click();
    await page.getByText(/Use letters, digits/).waitFor();
    await page.getByRole("button", { name: "OroCRM's add-in: enter OroCRM_id" }).click();
    await save.click();
    await page.getByText(/^Saved\. It counts for every first sync/).waitFor();
    await picture(page, "service-adoption");
    expect(await flawsOf(page)).toEqual([]);
  });

  it("keeps a trail that can be searched and checked", async () => {
    const page = await openPanel("audit");
    await page.getByText("Gave somebody a role").last().waitFor();
    await page.getByRole("button", { name: "Check the trail" }).click();
    await page.getByText(/lines follow from one another/).waitFor();
    await picture(page, "service-audit");
    expect(await flawsOf(page)).toEqual([]);
  });

  it("shows what happens while it happens, as far as it is asked for", async () => {
    const page = await openPanel("log");
    const lines = page.getByRole("list", { name: "Log" });
    await lines.waitFor();
    const start = new Date(Date.now() + 86_400_000);
    const end = new Date(start.getTime() + 3_600_000);
    await stack.erp("u-ada", "POST", "/activities", { subject: "Visit Litware", start, end });
    await lines.getByText("Visit Litware").first().waitFor();
    await stack.control("POST", "/faults", { path: "/api/v1", status: 503, times: 20 });
    const ada = "ada@contoso.example";
    const { value } = (await stack.graph(ada, "GET", "/me/events?$top=500")) as {
      value: readonly { id: string; subject: string }[];
    };
    const { id } = value.find(({ subject }) => subject === "Visit Litware")!;
    await stack.graph(ada, "PATCH", `/me/events/${id}`, { subject: "Visit Litware in Hamburg" });
    await lines.getByText("The ERP does not answer", { exact: true }).first().waitFor();
    await stack.control("DELETE", "/faults");
    await picture(page, "service-log");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("combobox", { name: "Outcome" }).selectOption("conflict");
    await page.getByText("No such line.").waitFor();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.getByRole("button", { name: "Only Ada Lovelace" }).first().waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as a table (CSV)" }).click();
    expect((await saved).suggestedFilename()).toBe("sync-to-erp-log.csv");
    await page.getByRole("switch", { name: /^Live/ }).click();
    await page.getByRole("switch", { name: "Paused" }).waitFor();
    await page.setViewportSize({ width: 320, height: 1200 });
    await picture(page, "service-log-narrow");
    expect(await flawsOf(page)).toEqual([]);
  });

  it("tells how each part is doing and draws how it has been, also as tables", async () => {
    await stack.newEvent("ada@contoso.example", { subject: "Lunch", daysAhead: 1 });
    await stack.control("POST", "/faults", { path: "/v1.0", status: 429, times: 3 });
    const page = await openPanel("health");
    const now = page.getByRole("list", { name: "Now" });
    await now.getByText("Alerts by mail: contoso.example").waitFor();
    const figures = page.getByRole("figure");
    await figures.first().locator("svg rect").first().waitFor();
    await stack.control("DELETE", "/faults");
    await picture(page, "service-health");
    await page.getByRole("button", { name: "Look now" }).click();
    await page.getByRole("list", { name: "To be mended" }).getByText("NODE_ENV").waitFor();
    await page.getByRole("button", { name: /^In order: \d+$/ }).click();
    await page.getByText("Mail of everybody here can be sent.").waitFor();
    expect(stack.sandbox.mailbag.list()).toEqual([]);
    await picture(page, "service-doctor");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("combobox", { name: "Of the last" }).selectOption("hour");
    const table = page.getByRole("region", { name: "Table: Changes carried over" });
    await page.getByText("As a table: Changes carried over").click();
    await table.getByRole("cell").first().waitFor();
    expect(await figures.locator("figcaption").allTextContents()).toEqual([
      "Changes carried over",
      "Seconds from a change to its being on the other side",
      "Failures",
      "Requests that were asked to slow down",
    ]);
    // Of each that holds anything the bars are drawn, all inside what is seen of the chart.
    for (const figure of await figures.filter({ has: page.locator("svg") }).all()) {
      const { y = 0, height = 0 } = (await figure.locator("svg").boundingBox()) ?? {};
      const bars = await figure.locator("svg rect").all();
      expect(bars.length).toBeGreaterThan(0);
      for (const bar of bars) {
        const { y: top = 0, height: high = 0 } = (await bar.boundingBox()) ?? {};
        expect(top).toBeGreaterThanOrEqual(y - 1);
        expect(top + high).toBeLessThanOrEqual(y + height + 1);
      }
    }
    await figures.first().evaluate((figure) => figure.scrollIntoView({ block: "center" }));
    await picture(page, "service-health-charts");
    await page.setViewportSize({ width: 320, height: 1200 });
    await figures.first().evaluate((figure) => figure.scrollIntoView());
    await picture(page, "service-health-charts-narrow");
    await figures.first().scrollIntoViewIfNeeded();
    await picture(page, "service-health-narrow");
    expect(await flawsOf(page)).toEqual([]);
  });

  it("sets up mail, tries it before it is saved, and shows what became of the mails", async () => {
    const page = await openPanel("mail");
    // What the operator set up holds until somebody decides otherwise.
    await page.getByText(`localhost:${stack.addresses.smtpPort}`).waitFor();
    await page.getByRole("button", { name: "Send a test mail to me" }).click();
    await page.getByText(/was taken over for katherine@contoso.example/).waitFor();
    expect(stack.sandbox.mailbag.list()).toMatchObject([{ to: ["katherine@contoso.example"] }]);

    await page.getByRole("switch", { name: "Use the setting above" }).click();
    await page.getByRole("textbox", { name: "Port" }).fill("25");
    await page.getByText(/Port 25 is for mail between servers/).waitFor();
    await page.getByRole("textbox", { name: "Port" }).fill(String(stack.addresses.smtpPort));
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Fill this in.").waitFor();
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Send a test mail to me" }).click();
    await page.getByText("The server refuses the sign-in").waitFor();
    await picture(page, "service-mail");
    expect(await flawsOf(page)).toEqual([]);

    await page.getByLabel("Password").fill(smtpAccount.password);
    await page.getByRole("textbox", { name: "Addresses" }).fill("it@contoso.example");
    await page.getByRole("textbox", { name: "Minutes until" }).fill("5");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. What was waiting is tried at once.").waitFor();

    // The ERP goes down, and the mail server does not want to hear of it at first.
    await stack.control("POST", "/mail/faults", { stage: "sender", status: 451, times: 1 });
    await stack.control("POST", "/faults", { path: "/api/v1", status: 503, times: 1000 });
    const shows = page.getByRole("combobox", { name: "Show" });
    const subject = page.getByText("The ERP does not answer: Contoso");
    // The server asks the ERP when it is due, then the time counts until it is told.
    for (let step = 0; step < 6 && !(await subject.isVisible()); step++) {
      await stack.control("POST", "/clock", { minutes: 16 });
      await subject.waitFor({ timeout: 7_000 }).catch(() => undefined);
    }
    await subject.waitFor();
    await stack.control("POST", "/clock", { minutes: 6 });
    await page.getByText(/The server cannot take mails just now/).waitFor();
    await page.getByRole("heading", { name: "Outbox" }).scrollIntoViewIfNeeded();
    await picture(page, "service-mail-outbox");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: /^Try now: The ERP does not answer/ }).click();
    await shows.selectOption("sent");
    await page.getByText("Sent", { exact: true }).waitFor();
    await stack.control("DELETE", "/faults");
    const mails = await katherine.newPage();
    await mails.goto(`https://localhost:${stack.addresses.frontPort}/sandbox/mail.html`);
    await mails.getByRole("heading", { name: /The ERP does not answer/ }).waitFor();
    await picture(mails, "sandbox-mails");

    // Another company decides nothing, and has what holds above it; Health leads to it.
    const company = page.getByRole("combobox", { name: "Company" });
    await company.selectOption({ label: "Everybody here" });
    await page.getByRole("heading", { name: "Outbox" }).waitFor({ state: "hidden" });
    await page.getByRole("switch", { name: "Use the setting above", checked: true }).waitFor();
    await picture(page, "service-mail-everybody");
    expect(await flawsOf(page)).toEqual([]);
    const fabrikam = "22222222-aaaa-4bbb-8ccc-000000000002";
    await page.goto(`${stack.addresses.product}/portal.html#service/mail/${fabrikam}`);
    await page.getByText(/^Above this, the operator of the server/).waitFor();
    expect(await company.inputValue()).toBe(fabrikam);
    await page.setViewportSize({ width: 320, height: 1200 });
    await picture(page, "service-mail-company-narrow");
    expect(await flawsOf(page)).toEqual([]);

    // By a token there is no password, but something for an administrator of Exchange to do first.
    await page.getByRole("switch", { name: "Use the setting above" }).click();
    await page.getByRole("combobox", { name: "Sign-in" }).selectOption("oauth");
    const steps = page.getByRole("button", {
      name: "What an administrator of Exchange does for it",
    });
    await steps.click();
    await page.getByText(/^Set-CASMailbox/).waitFor();
    await steps.evaluate((shown) => shown.scrollIntoView());
    await picture(page, "service-mail-exchange-narrow");
    expect(await flawsOf(page)).toEqual([]);
  });
});

describe("the rules of the sync jobs", () => {
  /** Has the rules saved whose dry run is shown. */
  async function saveAsShown(page: Page): Promise<void> {
    const name = "Save these rules and do this";
    await page.getByRole("button", { name }).click();
    await page.getByRole("dialog", { name }).getByRole("button", { name }).click();
    await page.getByText(/^The rules are saved, and .* now/).waitFor();
  }

  it("start from another system's way, are tried before they are saved, and reach Setup", async () => {
    const page = await openPanel("jobs");
    const preset = page.getByRole("combobox", { name: /Choosing one fills in/ });
    await preset.selectOption({ label: "Coins ERP+" });
    await page.getByText("Days ahead: as above → 21").waitFor();
    await page
      .getByRole("checkbox", { name: "People cannot change it: Which way changes go" })
      .check();
    await picture(page, "service-jobs");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Show what would happen" }).click();
    await page.getByText(/^Looked at 1 of 1 mailboxes that get other rules/).waitFor();
    await page.getByText("Ada Lovelace").waitFor();
    await picture(page, "service-jobs-trial");
    expect(await flawsOf(page)).toEqual([]);
    await saveAsShown(page);
    await picture(page, "service-jobs-saved");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Back to the rules" }).click();
    await page.getByText("Days ahead: as above → 21").waitFor({ state: "hidden" });

    const hers = await ada.newPage();
    await hers.goto(`${stack.addresses.product}/portal.html#setup`);
    await hers.getByRole("button", { name: "Rules", exact: true }).click();
    await hers
      .getByText("Decided by your administrator for everybody here", { exact: false })
      .waitFor();
    expect(await hers.getByRole("combobox", { name: "How far ahead" }).inputValue()).toBe("21");
    await hers.getByRole("combobox", { name: "How far ahead" }).selectOption("90");
    await hers.getByRole("button", { name: /How far ahead: Use the setting above/ }).waitFor();
    await hers.getByRole("combobox", { name: "Which way changes go" }).scrollIntoViewIfNeeded();
    await picture(hers, "setup-levels");
    expect(await flawsOf(hers)).toEqual([]);
    await hers.getByRole("button", { name: /How far ahead: Use the setting above/ }).click();
    expect(await hers.getByRole("combobox", { name: "How far ahead" }).inputValue()).toBe("21");
  });

  it("say which category means which activity type, by keyboard, in both languages, at 320 pixels too", async () => {
    const page = await openPanel("jobs");
    await page.getByRole("button", { name: "Categories and activity types" }).click();
    await page.getByRole("button", { name: "List categories here" }).click();
    await page.getByRole("combobox", { name: "Category, row 1" }).fill("Customer visit");
    const type = page.getByRole("combobox", { name: "Activity type, row 1" });
    await type.focus();
    await page.keyboard.type("Si");
    expect(await type.inputValue()).toBe("Site visit");
    await page.getByRole("button", { name: "Add a category" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("customer VISIT");
    await page.getByRole("combobox", { name: "Activity type, row 2" }).selectOption("Call");
    await page.getByRole("button", { name: "Save without looking" }).click();
    await page.getByText("Row 2: row 1 has the category customer VISIT already.").waitFor();
    await page.getByRole("combobox", { name: "Category, row 2" }).fill("Phone");
    const map = page.getByRole("combobox", { name: "Category, row 1" });
    await map.scrollIntoViewIfNeeded();
    await picture(page, "service-jobs-map");
    expect(await flawsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 900 });
    await map.scrollIntoViewIfNeeded();
    await picture(page, "service-jobs-map-narrow");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Show what would happen" }).click();
    await page.getByText(/mailboxes that get other rules\. Nothing/).waitFor();
    await saveAsShown(page);

    const german = await openContext(browser, { width: 1440, height: 900, locale: "de-DE" });
    const his = await openPortal(german, stack, {
      ...{ who: "Katherine Johnson", hash: "#service/jobs" },
    });
    await his.getByRole("button", { name: "Kategorien und Aktivitätsarten" }).click();
    const row = his.getByRole("combobox", { name: "Aktivitätsart, Zeile 2" });
    expect(await row.inputValue()).toBe("Call");
    await row.scrollIntoViewIfNeeded();
    await picture(his, "service-jobs-map-german");
    expect(await flawsOf(his)).toEqual([]);
    await german.close();
  });

  it("say how often both sides are asked, and lead to what is wrong with it", async () => {
    const page = await openPanel("jobs");
    const fold = page.getByRole("button", { name: "How often both sides are asked" });
    const minutes = page.getByRole("spinbutton", { name: /^Minutes between two looks/ });
    await fold.press("Enter");
    await minutes.fill("0");
    await fold.press("Enter");
    await page.getByRole("button", { name: "Save without looking" }).press("Enter");
    await page.getByText(/^Minutes between two looks .*: This must be a whole number/).waitFor();
    expect(await minutes.evaluate((field) => field === document.activeElement)).toBe(true);
    await picture(page, "service-jobs-interval");
    expect(await flawsOf(page)).toEqual([]);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("30");
    await page.setViewportSize({ width: 320, height: 900 });
    // A narrow page is a long one: it stands elsewhere then.
    await fold.evaluate((button) => button.scrollIntoView({ block: "start" }));
    await picture(page, "service-jobs-interval-narrow");
    expect(await flawsOf(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByText(/mailboxes that get other rules\. Nothing/).waitFor();
    await saveAsShown(page);
    await page.getByRole("button", { name: "Back to the rules" }).click();
    // The form begins anew with what was saved, folded as it comes.
    await fold.press("Enter");
    expect(await minutes.inputValue()).toBe("30");
  });

  it("are decided for a company in a pane of 320 pixels, where what is fixed above is greyed", async () => {
    const page = await openPanel("jobs");
    await page.setViewportSize({ width: 320, height: 1200 });
    const level = page.getByRole("combobox", { name: "Who it holds for" });
    const europe = level.locator("option", { hasText: "Contoso Europe GmbH" });
    await level.selectOption((await europe.getAttribute("value")) ?? "");
    await page.getByText("Fixed for everybody here").waitFor();
    expect(await page.getByRole("combobox", { name: "Which way changes go" }).isDisabled()).toBe(
      true,
    );
    await page.getByRole("combobox", { name: "Private appointments" }).selectOption("busy");
    await page
      .getByRole("button", { name: "Use the setting above: Private appointments" })
      .waitFor();
    await picture(page, "service-jobs-narrow");
    expect(await flawsOf(page)).toEqual([]);
  });
});

describe("the dry run of many mailboxes", () => {
  const day = new Date().toISOString().slice(0, 10);
  const planned = (user: string, subject: string) =>
    stack.erp(user, "POST", "/activities", {
      ...{ subject, start: `${day}T10:00:00Z`, end: `${day}T11:00:00Z` },
    });

  it("shows totals and each plan, does what was shown, and says where something changed", async () => {
    const graces = await openContext(katherine.browser()!, { width: 1440, height: 900 });
    const hers = await openPortal(graces, stack, { who: "Grace Hopper", hash: "#setup" });
    await finishSetup(hers);
    await graces.close();
    // Their runs wait for the ERP: what people make there meanwhile is not carried over yet.
    const slow = { path: "/activities?", status: 503, retryAfterSeconds: 3600, times: 1000 };
    await stack.control("POST", "/faults", slow);
    await planned("u-ada", "Board meeting");
    await planned("u-grace", "Compiler review");
    const hit = () => 1000 - (stack.sandbox.faults.list()[0]?.times ?? 1000);
    await eventually(async () => hit() >= 2);
    await stack.control("DELETE", "/faults");

    const page = await openPanel("dry-run");
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByText("Looked at 2 of 2 mailboxes.").waitFor();
    await page.getByRole("table", { name: "All mailboxes together" }).waitFor();
    await page.getByRole("heading", { name: "Mailboxes", level: 2 }).scrollIntoViewIfNeeded();
    await picture(page, "service-dry-run");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Look at Ada Lovelace" }).click();
    await page.getByRole("heading", { name: /Ada Lovelace/, level: 2 }).waitFor();
    await page.getByRole("rowheader", { name: /Board meeting/ }).waitFor();
    await picture(page, "service-dry-run-mailbox");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "All mailboxes" }).click();

    await planned("u-grace", "Came later");
    await page.getByRole("button", { name: "Do this" }).click();
    const dialog = page.getByRole("dialog", { name: "Carry this out?" });
    await dialog.getByText(/^In 2 mailboxes the plan/).waitFor();
    await dialog.getByRole("button", { name: "Do this" }).click();
    await page.getByText(/^2 of 2 plans were gone over/).waitFor();
    await page.getByRole("button", { name: "Look at Grace Hopper" }).click();
    await page.getByText(/It was to be carried out, and something had changed/).waitFor();
    await picture(page, "service-dry-run-changed");
    expect(await flawsOf(page)).toEqual([]);
  });
});

describe("the Service section in the task pane", () => {
  it("is reached from the menu, and each of its panels fits 320 pixels", async () => {
    const outlook = await openOutlook(katherine, stack, "?user=katherine@contoso.example");
    await outlook.chip(/./).first().click();
    await outlook.openPane();
    const { pane } = outlook;
    await pane.getByRole("button", { name: "More" }).click();
    await pane.getByRole("menuitem", { name: "Service" }).click();
    const choice = pane.getByRole("combobox", { name: "Panel" });
    const frame = await paneOf(outlook.page);
    expect(await frame.evaluate(() => innerWidth)).toBeLessThanOrEqual(320);
    // All there are, whoever adds one.
    for (const name of await choice.locator("option").allInnerTexts()) {
      await choice.selectOption({ label: name });
      await pane.getByRole("heading", { name, level: 1, exact: true }).waitFor();
      await frame.waitForFunction(() => document.querySelector(".fui-Skeleton") === null);
      await picture(outlook.page, `service-pane-${name.toLowerCase().replaceAll(" ", "-")}`);
      expect([name, await paneFlaws(outlook.page)]).toEqual([name, []]);
    }
    // The way back is the one from every view.
    await pane.getByRole("button", { name: "This appointment" }).click();
    await choice.waitFor({ state: "detached" });
  });
});
