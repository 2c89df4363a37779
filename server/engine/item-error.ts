import type { Item } from "../connectors/connector.ts";

/** Why something that a person asked of an item cannot be done; the codes are those of the API. */
export type ItemErrorCode =
  "setup-required" | "erp-user-unknown" | "item-not-found" | "item-unsupported" | "conflict";

export class ItemError extends Error {
  override readonly name = "ItemError";
  readonly code: ItemErrorCode;
  constructor(code: ItemErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** @throws ItemError `item-unsupported` for an item that nobody can switch on. */
export function refuseUnsupported(item: Item): void {
  if (item.details.series !== undefined && item.details.series !== "single") {
    throw new ItemError("item-unsupported", "Recurring appointments cannot be synchronized yet.");
  }
  if (item.fields["sensitivity"] === "private") {
    throw new ItemError("item-unsupported", "Private appointments stay private.");
  }
}

/** Why nobody can switch the item on; `null`: anybody can. */
export function whyUnsupported(item: Item): ItemError | null {
  try {
    refuseUnsupported(item);
    return null;
  } catch (error) {
    if (error instanceof ItemError) return error;
    throw error;
  }
}
