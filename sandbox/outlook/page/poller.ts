const intervalMs = 2_000;

export interface Poller {
  /** Runs now; the next turn follows after the interval. */
  soon(): void;
}

/**
 * Runs `turn` every two seconds while the window is visible, one turn at a time, and at once when
 * the person comes back to it. A turn that fails is reported and tried again.
 */
export function createPoller(turn: () => Promise<void>, failed: (error: unknown) => void): Poller {
  let timer = 0;
  let running = false;
  let again = false;

  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    window.clearTimeout(timer);
    if (document.hidden) return;
    running = true;
    try {
      await turn();
    } catch (error) {
      failed(error);
    }
    running = false;
    timer = window.setTimeout(() => void run(), again ? 0 : intervalMs);
    again = false;
  };

  document.addEventListener("visibilitychange", () => void run());
  window.addEventListener("focus", () => void run());
  return { soon: () => void run() };
}
