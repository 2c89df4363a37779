import type { ItemView } from "../../../server/api/contract/items.ts";
import { canSwitch } from "./state.tsx";

/** The one thing that comes next for an item. */
export type Primary = "link" | "save" | "decide" | "retry" | "sign-in" | "consent" | "sync";

/**
 * What the primary button does, and so what it says. What only the person can give comes before what
 * would only be repeated: his choice, his decision, his sign-in.
 * @param changed whether he has put together something that is not sent yet.
 * @returns `null` where nothing can be done here.
 */
export function primaryOf(view: ItemView, changed: boolean): Primary | null {
  if (view.doubt !== null) return "decide";
  if (!canSwitch(view)) return null;
  if (!view.on) return "link";
  if (changed) return "save";
  if (view.state === "needs-decision") return "decide";
  if (view.state === "failed") return "retry";
  if (view.state === "waiting" && view.reason?.code === "signed-out") return "sign-in";
  if (view.state === "waiting" && view.reason?.code === "no-consent") return "consent";
  return "sync";
}
