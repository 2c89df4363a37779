import type { Page } from "playwright-core";

/** One thing that the keyboard comes to. */
interface Stop {
  readonly name: string;
  readonly flaws: readonly string[];
  readonly isLast: boolean;
}

/** More stops than any page has: whoever comes so far goes in circles, or is caught. */
const stopsMax = 400;

/**
 * Goes through a page by the Tab key alone, from its top.
 * @returns what keeps people from it, one line per flaw: what is pressed and never reached, reached and
 *   not seen, without a name, or before what stands above it
 */
export async function walk(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll("[data-reached]"))
      one.removeAttribute("data-reached");
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    getSelection()?.removeAllRanges();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  const flaws: string[] = [];
  for (let stops = 0; ; stops++) {
    if (stops === stopsMax) return [...flaws, `it does not end after ${stopsMax} stops`];
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(lookAtFocus);
    flaws.push(...stop.flaws.map((flaw) => `${stop.name}: ${flaw}`));
    if (stop.isLast) break;
  }
  return [...flaws, ...(await page.evaluate(neverReached))];
}

/** In the page: what has the focus now. */
function lookAtFocus(): Stop {
  const one = document.activeElement;
  if (
    !(one instanceof HTMLElement) ||
    one === document.body ||
    one.dataset["reached"] !== undefined
  )
    return { name: "", flaws: [], isLast: true };
  if (one.closest("[data-tabster-dummy]") !== null) return { name: "", flaws: [], isLast: false };
  one.dataset["reached"] = "";
  const label = one.getAttribute("aria-label") ?? one.textContent.trim();
  const name = `${one.tagName.toLowerCase()} “${label.slice(0, 60)}”`;
  const box = one.getBoundingClientRect();
  const flaws: string[] = [];
  const isHidden = (small: DOMRect): boolean =>
    small.bottom <= 0 || small.top >= innerHeight || small.right <= 0 || small.left >= innerWidth;
  // A box to tick is drawn beside what is pressed; it takes the size of what it stands for.
  if (box.width === 0 || box.height === 0) flaws.push("has no place");
  else if (isHidden(box)) flaws.push("is out of sight");
  /** How it looks with what is drawn around it: Fluent frames the field, or what stands behind it. */
  const look = (): string => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
    }
    const near = [one, one.parentElement, one.nextElementSibling].filter((each) => each !== null);
    const styles = near.flatMap((each) =>
      [undefined, "::before", "::after"].map((part) => getComputedStyle(each, part)),
    );
    return styles
      .flatMap((style) => [
        ...[style.outline, style.textDecoration, style.boxShadow, style.border, style.transform],
        ...[style.borderBottom, style.backgroundColor],
      ])
      .join();
  };
  const focused = look();
  one.blur();
  const left = look();
  one.focus({ preventScroll: true });
  if (focused === left) flaws.push("does not show that it has the focus");
  return { name, flaws, isLast: false };
}

/** In the page: what can be pressed, and the keyboard did not come to. */
function neverReached(): readonly string[] {
  const all = document.querySelectorAll<HTMLElement>(
    "main a[href], main button, main input, main select, main textarea, main summary",
  );
  return [...all]
    .filter((one) => {
      const isOff = one.matches(":disabled") || one.tabIndex < 0 || !one.checkVisibility();
      // The arrows lead from one of a group to the next.
      const { name, type } = one as HTMLInputElement;
      const isOfGroup =
        type === "radio" &&
        document.querySelector(`input[name="${CSS.escape(name)}"][data-reached]`) !== null;
      return !isOff && !isOfGroup && one.dataset["reached"] === undefined;
    })
    .map((one) => `the keyboard does not come to ${one.outerHTML.slice(0, 160)}`);
}
