/**
 * The two spellings of an item's id. Graph's is URL-safe; what Outlook hands to a pane in read mode
 * is the EWS id, the same bytes with `/` and `+`. office.js' `convertToRestId` turns one into the
 * other, so a pane that forgets to convert fails here as it would in Outlook.
 */
export function ewsIdOf(graphId: string): string {
  return graphId.replaceAll("-", "/").replaceAll("_", "+");
}

export function graphIdOf(ewsId: string): string {
  return ewsId.replaceAll("/", "-").replaceAll("+", "_");
}
