import type { BrowserContext, Page } from "playwright-core";
import { openOutlook, openPortal, picture } from "./browser.ts";
import { flawsOf, paneFlaws } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

const start = theProduct({ width: 340, height: 900 });
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
});

describe("the calendars in Setup", () => {
  it("are chosen by their names, and what comes from the ERP goes where the person says", async () => {
    const ada = "ada@contoso.example";
    const calendar = { name: "Projects", color: "lightGreen" };
    const made = (await stack.graph(ada, "POST", "/me/calendars", calendar)) as { id: string };
    await stack.control("POST", "/graph/calendar", { user: ada, name: "Public holidays" });

    const page = await openPortal(context, stack, { hash: "#setup" });
    const group = page.getByRole("group", { name: "Which of your calendars" });
    await group.waitFor();
    expect(await group.getByRole("checkbox", { name: /default/ }).isChecked()).toBe(true);
    expect(await group.getByRole("checkbox", { name: /Public holidays/ }).isDisabled()).toBe(true);
    await group.getByRole("checkbox", { name: "Projects" }).check();
    const target = page.getByRole("combobox", { name: "New appointments from the ERP go to" });
    await target.selectOption("Projects");
    await target.evaluate((field) => field.scrollIntoView({ block: "center" }));
    await picture(page, "setup-calendars");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    await page.getByText("Created in Outlook").first().waitFor();
    const events = `/me/calendars/${encodeURIComponent(made.id)}/events`;
    const inside = (await stack.graph(ada, "GET", events)) as { value: unknown[] };
    expect(inside.value.length).toBeGreaterThan(0);
  });
});

describe("a team's mailbox", () => {
  const ada = "ada@contoso.example";
  const team = "service@contoso.example";
  const subject = "Boiler inspection";

  it("is added from one of its appointments, with the permission that it needs, and given up in Setup", async () => {
    const day = new Date().toISOString().slice(0, 10);
    const time = (hour: string) => ({ dateTime: `${day}T${hour}:00`, timeZone: "UTC" });
    const event = { subject, start: time("10:00"), end: time("11:00") };
    const scopes = ["Calendars.ReadWrite.Shared"];
    await stack.graph(ada, "POST", `/users/${team}/events`, event, scopes);
    const katherine = "katherine@contoso.example";
    await stack.control("POST", "/graph/share", { owner: katherine, with: ada, right: "read" });

    const outlook = await openOutlook(context, stack, `?user=${ada}&shared=${team}`);
    const { page, pane } = outlook;
    await page.setViewportSize({ width: 1400, height: 900 });
    await outlook.open(subject);
    await outlook.openPane();
    await pane.getByText(`lies in the mailbox ${team}`).waitFor();
    await pane.getByRole("button", { name: "Add this mailbox" }).click();
    await pane.getByText("Calendars.ReadWrite.Shared").waitFor();
    await picture(page, "pane-shared-permission");
    expect(await paneFlaws(page)).toEqual([]);
    await agree(() => pane.getByRole("button", { name: "Allow" }).click());
    await pane.getByRole("switch", { name: "Sync this event" }).click();
    await pane.getByText("In sync").first().waitFor();
    await picture(page, "pane-shared-mailbox");
    const { activities } = (await stack.erp("u-ada", "GET", "/activities?limit=500")) as {
      activities: readonly { subject: string; owner: string }[];
    };
    expect(activities.filter((one) => one.subject === subject)).toMatchObject([{ owner: "u-ada" }]);

    // A new one: Outlook on the web tells whose it is only once it is saved.
    await page.getByRole("button", { name: "New event", exact: true }).click();
    await outlook.openPane();
    await page.getByLabel("Subject", { exact: true }).fill("Pump replacement");
    await pane.getByRole("button", { name: "Sync when saved", exact: true }).click();
    await pane.getByText("Linked when saved").waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await pane.getByText("In sync").first().waitFor();
    await picture(page, "pane-shared-new");
    expect(await paneFlaws(page)).toEqual([]);

    const portal = await context.newPage();
    await portal.goto(`${stack.addresses.product}/portal.html#setup`);
    const section = portal.getByRole("region", { name: "Shared mailboxes and calendars" });
    await section.getByText("2 linked").waitFor();
    const offered = section.getByRole("checkbox", { name: /Katherine Johnson.*Read-only/ });
    expect(await offered.isEnabled()).toBe(true);
    await section.evaluate((part) => part.scrollIntoView({ block: "start" }));
    await picture(portal, "setup-shared");
    expect(await flawsOf(portal)).toEqual([]);
    // It has rules, a dry run and a progress of its own.
    await section.getByRole("button", { name: "Set Field Service up…" }).click();
    await portal.getByRole("heading", { name: "Field Service", level: 1 }).waitFor();
    const which = portal.getByRole("combobox", { name: /^Which of its appointments/ });
    await which.selectOption("all");
    await picture(portal, "setup-shared-rules");
    expect(await flawsOf(portal)).toEqual([]);
    await portal.getByRole("button", { name: "Show what would happen" }).last().click();
    await portal.getByText(`Field Service (${team})`).waitFor();
    await portal.getByRole("button", { name: /^Create in the ERP/ }).waitFor();
    await portal.getByRole("listitem").filter({ hasText: "Create in the ERP" }).first().waitFor();
    await picture(portal, "setup-shared-plan");
    expect(await flawsOf(portal)).toEqual([]);
    await portal.getByRole("button", { name: "Do this" }).click();
    await portal.getByText("Saved. It is being carried out as it was shown.").waitFor();
    await portal.getByRole("button", { name: "Back to Setup" }).click();
    await section.getByRole("button", { name: "Give Field Service up…" }).click();
    await portal.getByText("Both copies stay as they are").waitFor();
    await picture(portal, "setup-shared-give-up");
    await portal.getByRole("button", { name: "Give up", exact: true }).click();
    await section.getByText("Field Service", { exact: true }).waitFor({ state: "detached" });
    expect(await stack.control("GET", "/mails")).toEqual({ mails: [] });
  });

  /** Goes through the windows that a click opens: the relay, the account, the consent. */
  async function agree(click: () => Promise<void>): Promise<void> {
    const nextPage = (): Promise<Page> => context.waitForEvent("page");
    const [relay] = await Promise.all([nextPage(), click()]);
    const [signIn] = await Promise.all([
      nextPage(),
      relay.getByRole("button", { name: "Continue" }).click(),
    ]);
    const account = signIn.getByRole("button", { name: "Ada Lovelace" });
    const accept = signIn.getByRole("button", { name: "Accept", exact: true });
    await account.or(accept).first().waitFor();
    if (await account.isVisible()) await account.click();
    await accept.waitFor();
    await picture(signIn, "consent-shared");
    await accept.click();
  }
});
