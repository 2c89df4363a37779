import { useEffect, useState } from "react";

/** Four columns need more than Outlook's task pane has. */
const query = "(max-width: 640px)";

/** Whether there is too little room for a table; follows the window. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const follow = (): void => setNarrow(list.matches);
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, []);
  return narrow;
}
