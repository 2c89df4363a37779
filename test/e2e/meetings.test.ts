import type { BrowserContext } from "playwright-core";
import { finishSetup, newWindow, openErp, openOutlook, picture, stateIs } from "./browser.ts";
import { paneFlaws } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

const ada = "ada@contoso.example";
const start = theProduct();
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
  await stack.newEvent(ada, { subject: "Site visit" });
});

describe("the ERP's record of an appointment", () => {
  it("opens it in Outlook, by the sign-in that the browser has", async () => {
    const outlook = await openOutlook(context, stack, `?user=${ada}`);
    await outlook.open("Site visit");
    await outlook.openPane();
    await finishSetup(outlook);
    await outlook.pane.getByRole("button", { name: "Sync to ERP", exact: true }).click();
    await stateIs(outlook, "In sync");
    await outlook.page.close();

    const erp = await openErp(context, stack);
    await erp.open("Site visit");
    const link = erp.page.getByRole("link", { name: "Open in Outlook" });
    await link.scrollIntoViewIfNeeded();
    await picture(erp.page, "erp-open-in-outlook");
    const [tab] = await Promise.all([context.waitForEvent("page"), link.click()]);
    await tab.getByRole("heading", { name: "Site visit" }).first().waitFor();
    expect(new URL(tab.url()).pathname).toBe("/outlook/");
    await tab.close();

    // An activity that he does not synchronize is said to be none of his.
    const again = await newWindow(context);
    await again.goto(`${stack.addresses.product}/open/act-unknown`);
    await again.getByText("not synchronized with your calendar").waitFor();
    await picture(again, "portal-open-unknown");
    await again.close();
    await erp.page.close();
  });
});

describe("a meeting made in the ERP", () => {
  it("is sent from the pane, by a click that says who is mailed", async () => {
    const startMs = Date.now() + 2 * 60 * 60 * 1000;
    const at = (ms: number): string => new Date(ms).toISOString();
    const helen = { address: "helen.bennett@northwind.example", name: "Helen Bennett" };
    const made = (await stack.erp("u-ada", "POST", "/activities", {
      subject: "Kick-off",
      start: at(startMs),
      end: at(startMs + 60 * 60 * 1000),
      notes: "Bring the plan.",
      participants: [{ address: "grace@contoso.example" }, helen],
    })) as { readonly id: string; readonly participants: readonly object[] };
    const outlook = await openOutlook(context, stack, `?user=${ada}`);
    const { pane, page } = outlook;
    await outlook.open("Kick-off");
    await outlook.openPane();
    await pane.getByRole("heading", { name: "Not invited yet" }).waitFor();
    await stateIs({ pane }, "In sync");
    await picture(page, "pane-not-invited");
    expect(await paneFlaws(page)).toEqual([]);
    expect(stack.sandbox.graph.mails()).toEqual([]);

    await pane.getByRole("button", { name: "Send invitations" }).click();
    const dialog = pane.getByRole("dialog");
    await dialog.getByText("helen.bennett@northwind.example").waitFor();
    await dialog.getByRole("checkbox", { name: "Make it a Teams meeting, too" }).check();
    await picture(page, "pane-send-invitations");
    expect(await paneFlaws(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Send to 2 people" }).click();
    await pane.getByRole("heading", { name: "Not invited yet" }).waitFor({ state: "detached" });
    await pane.getByRole("button", { name: "History" }).click();
    await pane.getByText("Sent by Ada Lovelace to 2 people.").first().waitFor();
    await stateIs({ pane }, "In sync");
    await page.getByRole("link", { name: "Join online meeting" }).waitFor();
    await picture(page, "pane-sent");
    expect(await paneFlaws(page)).toEqual([]);
    const mails = stack.sandbox.graph.mails();
    expect(mails.map(({ kind, to }) => [kind, [...to].sort()])).toEqual([
      ["invitation", ["grace@contoso.example", helen.address]],
    ]);

    // Who is added in the ERP later knows nothing of it until its organizer invites him: him alone.
    const ben = { address: "ben@litware.example", name: "Ben Miller" };
    const participants = [...made.participants, ben];
    await stack.erp("u-ada", "PATCH", `/activities/${made.id}`, { participants });
    await pane.getByText("They were added in the ERP after the meeting was sent").waitFor();
    await pane.getByRole("heading", { name: "Not invited yet" }).scrollIntoViewIfNeeded();
    await picture(page, "pane-not-invited-more");
    expect(await paneFlaws(page)).toEqual([]);
    await pane.getByRole("button", { name: "Send invitations" }).click();
    await dialog.getByText("Whoever was invited before is not mailed again.").waitFor();
    await picture(page, "pane-send-more");
    expect(await paneFlaws(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Send to 1 person" }).click();
    await pane.getByRole("heading", { name: "Not invited yet" }).waitFor({ state: "detached" });
    const sent = [mails[0]?.to, [ben.address]];
    const mailed = () => stack.sandbox.graph.mails().map(({ to }) => to);
    expect(mailed()).toEqual(sent);

    // Taken out there he stays invited, and his organizer is told so, until he is put back.
    await stack.erp("u-ada", "PATCH", `/activities/${made.id}`, {
      participants: made.participants,
    });
    const takenOut = pane.getByRole("region", { name: "Taken out in the ERP" });
    await takenOut.getByText("Ben Miller").waitFor();
    await stateIs({ pane }, "In sync");
    await takenOut.scrollIntoViewIfNeeded();
    await picture(page, "pane-taken-out");
    expect(await paneFlaws(page)).toEqual([]);
    await stack.erp("u-ada", "PATCH", `/activities/${made.id}`, { participants });
    await takenOut.waitFor({ state: "detached" });
    expect(mailed()).toEqual(sent);
    expect(stack.failures).toEqual([]);
    await page.close();
  });

  it("stands when its activity is deleted; its organizer is asked, and cancels it by a click", async () => {
    const erp = await openErp(context, stack);
    await erp.open("Kick-off");
    await erp.page.getByRole("button", { name: "Delete", exact: true }).click();
    await erp.row("Kick-off").waitFor({ state: "detached" });
    await erp.page.close();

    const outlook = await openOutlook(context, stack, `?user=${ada}`);
    const { pane, page } = outlook;
    await outlook.open("Kick-off");
    await outlook.openPane();
    await pane.getByText("The meeting with 3 guests still stands.").waitFor();
    await picture(page, "pane-activity-deleted");
    expect(await paneFlaws(page)).toEqual([]);

    await pane.getByRole("button", { name: "More", exact: true }).click();
    await pane.getByRole("menuitem", { name: "Home" }).click();
    await pane.getByText("The meeting with 3 guests still stands.").waitFor();
    await pane.getByRole("heading", { name: "Kick-off" }).scrollIntoViewIfNeeded();
    await picture(page, "pane-home-activity-deleted");
    expect(await paneFlaws(page)).toEqual([]);
    await pane.getByRole("button", { name: "Cancel the meeting" }).click();
    const dialog = pane.getByRole("dialog");
    await dialog.getByText("helen.bennett@northwind.example").waitFor();
    await picture(page, "pane-cancel-meeting");
    expect(await paneFlaws(page)).toEqual([]);
    const cancellations = () =>
      stack.sandbox.graph.mails().filter(({ kind }) => kind === "cancellation");
    expect(cancellations()).toEqual([]);

    await dialog.getByRole("button", { name: "Cancel and tell 3 guests" }).click();
    // The window that it was open in goes with it.
    await outlook.chip("Kick-off").first().waitFor({ state: "detached" });
    expect(cancellations().map(({ to }) => [...to].sort())).toEqual([
      ["ben@litware.example", "grace@contoso.example", "helen.bennett@northwind.example"],
    ]);
    await outlook.open("Site visit");
    await outlook.openPane();
    await pane.getByRole("button", { name: "More", exact: true }).click();
    await pane.getByRole("menuitem", { name: "Home" }).click();
    await pane.getByText("Cancelled by Ada Lovelace; 3 guests were told.").first().waitFor();
    expect(stack.failures).toEqual([]);
    await page.close();
  });

  it("is undone from its history by a tick that says who is told that it is off", async () => {
    const startMs = Date.now() + 4 * 60 * 60 * 1000;
    const at = (ms: number): string => new Date(ms).toISOString();
    await stack.erp("u-ada", "POST", "/activities", {
      ...{ subject: "Review", start: at(startMs), end: at(startMs + 60 * 60 * 1000) },
      participants: [{ address: "grace@contoso.example" }],
    });
    const outlook = await openOutlook(context, stack, `?user=${ada}`);
    const { pane, page } = outlook;
    await outlook.open("Review");
    await outlook.openPane();
    await stateIs({ pane }, "In sync");
    await pane.getByRole("button", { name: "Send invitations" }).click();
    await pane.getByRole("button", { name: "Send to 1 person" }).click();
    await pane.getByRole("heading", { name: "Not invited yet" }).waitFor({ state: "detached" });
    await pane.getByRole("button", { name: "History" }).click();
    await pane.getByRole("button", { name: /^Undo: Created/ }).click();
    const dialog = pane.getByRole("dialog");
    await dialog.getByText("Sent to guests").waitFor();
    await picture(page, "pane-undo-sent");
    expect(await paneFlaws(page)).toEqual([]);
    const cancelled = () =>
      stack.sandbox.graph.mails().flatMap(({ kind, to }) => (kind === "cancellation" ? to : []));
    const before = cancelled();
    await dialog.getByRole("checkbox", { name: /^Cancel and tell 1 guest/ }).check();
    await dialog.getByRole("button", { name: "Undo", exact: true }).click();
    await outlook.chip("Review").first().waitFor({ state: "detached" });
    expect(cancelled()).toEqual([...before, "grace@contoso.example"]);
    expect(stack.failures).toEqual([]);
    await page.close();
  });
});
