import { openOutlook, picture } from "../browser.ts";
import { paneFlaws, paneOf } from "../inspect.ts";
import type { TheServiceDesk } from "./desk.ts";

/** The Service section in the task pane. */
export function paneTests(desk: TheServiceDesk): void {
  it("is reached from the menu, and each of its panels fits 320 pixels", async () => {
    const { stack, katherine } = desk();
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
}
