import { picture } from "../browser.ts";
import { flawsOf } from "../inspect.ts";
import type { TheServiceDesk } from "./desk.ts";

/** The log while it grows, and how each part is doing. */
export function watchingTests(desk: TheServiceDesk): void {
  it("shows what happens while it happens, as far as it is asked for", async () => {
    const { stack, openPanel } = desk();
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
    const { stack, openPanel } = desk();
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
}
