import { useEffect, useRef, type RefObject } from "react";

/**
 * The heading of a page in whose place another one stands for a while.
 * @param away whether it does just now; whoever comes back is told where he is
 */
export function useReturned(away: boolean): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const wasAway = useRef(away);
  useEffect(() => {
    if (wasAway.current && !away) heading.current?.focus();
    wasAway.current = away;
  }, [away]);
  return heading;
}
