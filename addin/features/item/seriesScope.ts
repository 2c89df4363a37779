import { useState } from "react";

/** What a person looks at when one day of a series is open: the whole of it, which is usual, or the day. */
export type SeriesScope = "series" | "day";

const key = "sync-to-erp.series-scope";

function remembered(): SeriesScope | null {
  try {
    const value = localStorage.getItem(key);
    return value === "series" || value === "day" ? value : null;
  } catch {
    // A browser that forbids storage asks each time.
    return null;
  }
}

/** What he chose last, wherever that was; `null`: he was never asked. */
export function useSeriesScope(): readonly [SeriesScope | null, (scope: SeriesScope) => void] {
  const [scope, setScope] = useState(remembered);
  const choose = (next: SeriesScope): void => {
    setScope(next);
    try {
      localStorage.setItem(key, next);
    } catch {
      // Storage is full or forbidden.
    }
  };
  return [scope, choose];
}
