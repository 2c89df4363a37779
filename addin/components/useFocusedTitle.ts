import { useEffect, useRef, type RefObject } from "react";

/**
 * For the title of a page that takes the place of another: what was here is gone, so whoever reads with
 * the ears is told where he is.
 * @param isHere whether the title stands by now
 */
export function useFocusedTitle(isHere = true): RefObject<HTMLHeadingElement | null> {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [isHere]);
  return title;
}
