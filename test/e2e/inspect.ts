import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import type { Frame, Page } from "playwright-core";

const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** Focus catchers of Fluent's focus manager: invisible, and never left focused. */
const notOurs = "[data-tabster-dummy]";

export async function paneOf(page: Page): Promise<Frame> {
  const element = await page.waitForSelector(".pane-slot iframe");
  const frame = await element.contentFrame();
  if (frame === null) throw new Error("the pane's frame is gone");
  return frame;
}

/** What keeps people from reading or using the page: one line per flaw, none where all is well. */
export async function flawsOf(place: Frame | Page): Promise<readonly string[]> {
  // Not by a script element: the page's policy refuses foreign scripts, as it should.
  // It stays until the page is left, and reading it takes as long as using it.
  if (!(await place.evaluate(`"axe" in globalThis`))) await place.evaluate(axeSource);
  // What fades in is judged as it stays: half-way there no contrast is enough.
  await place.evaluate(() => {
    for (const animation of document.getAnimations()) {
      const { iterations } = animation.effect?.getTiming() ?? {};
      if (iterations !== Infinity) animation.finish();
    }
  });
  const found: AxeResults = await place.evaluate(
    `axe.run({ exclude: ["${notOurs}"] }, { resultTypes: ["violations"] })`,
  );
  const overflow = await place.evaluate(() => {
    // In a pane, what scrolls sideways by itself hides what does not fit, as a wide table in a box.
    const boxes = innerWidth <= 360 ? document.querySelectorAll("main *") : [];
    const wide = [document.documentElement, ...boxes].filter(
      (one) =>
        one.scrollWidth > one.clientWidth + 1 &&
        (one === document.documentElement ||
          ["auto", "scroll"].includes(getComputedStyle(one).overflowX)),
    );
    return wide.map(
      ({ tagName, scrollWidth, clientWidth }) =>
        `overflow: ${scrollWidth} px of ${tagName} do not fit into ${clientWidth}`,
    );
  });
  const violations = found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`,
  );
  return [...violations, ...overflow];
}

/** The flaws of the pane in Outlook's window. */
export async function paneFlaws(page: Page): Promise<readonly string[]> {
  return flawsOf(await paneOf(page));
}
