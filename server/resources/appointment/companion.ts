import type { Fields } from "../../sync/model.ts";
import { companionFields } from "./appointment.ts";

/** The companion fields of an item of which nothing was said yet. */
export const emptyCompanion: Fields = { type: null, records: [] };

const names: ReadonlySet<string> = new Set(companionFields);

/** Splits fields into what Outlook stores itself and what we keep for it. */
export function splitCompanion(fields: Fields): {
  readonly outlook: Fields;
  readonly companion: Fields;
} {
  const entries = Object.entries(fields);
  return {
    outlook: Object.fromEntries(entries.filter(([name]) => !names.has(name))),
    companion: Object.fromEntries(entries.filter(([name]) => names.has(name))),
  };
}
