/** Open extensions are known by name, and by two longer ids that the documentation uses. */
import type { StoredEvent } from "../model.ts";
import type { Resource } from "../odata/query.ts";

const prefixes = [
  "Microsoft.OutlookServices.OpenTypeExtension.",
  "microsoft.graph.openTypeExtension.",
];

/** The name within any of the three forms of an id. */
export function extensionName(id: string): string {
  const prefix = prefixes.find((known) => id.toLowerCase().startsWith(known.toLowerCase()));
  return prefix === undefined ? id : id.slice(prefix.length);
}

/** Whether a filter on ids, `undefined` for none, asks for this extension. */
export const showsExtension = (name: string, ids: readonly string[] | undefined) =>
  ids === undefined || ids.some((id) => extensionName(id) === name);

/** The extension as Graph shows it. */
export const showExtension = (event: StoredEvent, name: string): Resource => ({
  "@odata.type": "#microsoft.graph.openTypeExtension",
  id: `${prefixes[0] ?? ""}${name}`,
  extensionName: name,
  ...event.extensions[name],
});
