import { picture } from "../browser.ts";
import { flawsOf } from "../inspect.ts";
import type { TheServiceDesk } from "./desk.ts";

/** How long things are kept, and the trail of who decided what. */
export function keepingTests(desk: TheServiceDesk): void {
  it("decides how long things are kept, and shows what would go", async () => {
    const { openPanel } = desk();
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

  it("keeps a trail that can be searched and checked", async () => {
    const { openPanel } = desk();
    const page = await openPanel("audit");
    await page.getByText("Gave somebody a role").last().waitFor();
    await page.getByRole("button", { name: "Check the trail" }).click();
    await page.getByText(/lines follow from one another/).waitFor();
    await picture(page, "service-audit");
    expect(await flawsOf(page)).toEqual([]);
  });
}
