import { eventually, openContext, openPortal, picture } from "../browser.ts";
import { flawsOf } from "../inspect.ts";
import { finishSetup, type TheServiceDesk } from "./desk.ts";

/** The dry run of many mailboxes. */
export function dryRunTests(desk: TheServiceDesk): void {
  const day = new Date().toISOString().slice(0, 10);
  const planned = (user: string, subject: string) =>
    desk().stack.erp(user, "POST", "/activities", {
      ...{ subject, start: `${day}T10:00:00Z`, end: `${day}T11:00:00Z` },
    });

  it("shows totals and each plan, does what was shown, and says where something changed", async () => {
    const { stack, katherine, openPanel } = desk();
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
}
