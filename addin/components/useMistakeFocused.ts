import { useEffect, useRef, type RefObject } from "react";

/**
 * Leads whoever sent a form off to its first field that is wrong, as soon as that is told: by the
 * keyboard he would have to look for it, and a screen reader says what is wrong where the focus is.
 * @param told what was said of the form last; `null`: nothing
 */
export function useMistakeFocused<E extends HTMLElement>(told: unknown): RefObject<E | null> {
  const form = useRef<E>(null);
  useEffect(() => {
    if (told === null) return;
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [told]);
  return form;
}
