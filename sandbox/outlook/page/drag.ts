const stepMinutes = 15;
/** Less is a click with an unsteady hand. */
const thresholdPx = 5;

/**
 * Lets a chip of the week grid be dragged to another time or day. Calls `drop` with the days and
 * minutes it was moved by, in quarters of an hour; a click stays a click, Escape gives up.
 */
export function draggable(
  chip: HTMLElement,
  hourHeight: number,
  drop: (days: number, minutes: number) => void,
): void {
  let from: { x: number; y: number; columnWidth: number } | null = null;
  let moved: { days: number; minutes: number } | null = null;

  const reset = (): void => {
    from = null;
    moved = null;
    chip.classList.remove("dragging");
    chip.style.removeProperty("transform");
  };

  chip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const columnWidth = chip.parentElement?.getBoundingClientRect().width ?? 1;
    from = { x: event.clientX, y: event.clientY, columnWidth };
  });
  chip.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const dx = event.clientX - from.x;
    const dy = event.clientY - from.y;
    if (moved === null && Math.hypot(dx, dy) < thresholdPx) return;
    if (!chip.hasPointerCapture(event.pointerId)) chip.setPointerCapture(event.pointerId);
    const days = Math.round(dx / from.columnWidth);
    const minutes = Math.round(((dy / hourHeight) * 60) / stepMinutes) * stepMinutes;
    moved = { days, minutes };
    chip.classList.add("dragging");
    chip.style.transform = `translate(${days * from.columnWidth}px, ${(minutes / 60) * hourHeight}px)`;
  });
  chip.addEventListener("pointerup", () => {
    const result = moved;
    reset();
    if (result === null) return;
    // The click that follows this pointerup belongs to the drag.
    chip.addEventListener("click", (event) => event.stopImmediatePropagation(), {
      capture: true,
      once: true,
    });
    if (result.days !== 0 || result.minutes !== 0) drop(result.days, result.minutes);
  });
  chip.addEventListener("pointercancel", reset);
  chip.addEventListener("keydown", (event) => {
    if (event.key === "Escape") reset();
  });
}
