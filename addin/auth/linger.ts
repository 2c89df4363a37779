/**
 * How long a window of sign-in stays after its work is done. Longer than a busy machine takes to
 * carry a message from one window to another, and too short to be waited for: whoever asked goes on
 * when the answer comes, not when the window closes.
 */
const lingerMs = 1_500;

/**
 * Lets this window close only a moment after it was told to. The sign-in library sends its answer and
 * closes at once, while the window that waits looks every half second whether this one is closed: on
 * a slow machine it sees that first, and tells somebody who has just agreed that he gave up.
 */
export function lingerBeforeClosing(page: Pick<Window, "close">): void {
  const close = page.close.bind(page);
  page.close = () => void setTimeout(close, lingerMs);
}
