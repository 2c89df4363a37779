import { whenSchema } from "../../resources/appointment/appointment.ts";
import type { Fields } from "../../sync/model.ts";
import type { DeltaScope } from "../port/item.ts";

/** Whether an item touches the window; one without a readable time is always reported. */
export function touches(fields: Fields, window: DeltaScope["window"]): boolean {
  const when = whenSchema.safeParse(fields["when"]);
  if (!when.success) return true;
  const { start, end } = when.data;
  return Date.parse(start) < Date.parse(window.to) && Date.parse(end) > Date.parse(window.from);
}
