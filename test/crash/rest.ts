import type { People } from "../support/people.ts";

/** Long enough for the busiest machine: nothing is measured by it. */
const restMsMax = 90_000;
const pollMs = 250;

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export async function complaintsOf(everybody: readonly People[]): Promise<readonly string[]> {
  return (await Promise.all(everybody.map((people) => people.complaints()))).flat();
}

/** Waits until nobody complains. @returns what is still wrong when patience ends. */
export async function atRest(everybody: readonly People[]): Promise<readonly string[]> {
  let complaints: readonly string[] = [];
  for (let waitedMs = 0; waitedMs < restMsMax; waitedMs += pollMs) {
    complaints = await complaintsOf(everybody);
    if (complaints.length === 0) return complaints;
    await pause(pollMs);
  }
  return complaints;
}
