import type { Actor, Item } from "../../connectors/port/item.ts";
import { isPrivate, type Privacy } from "../../resources/appointment/mask.ts";
import { isOfSingleDays, isOneItem } from "../run/gate.ts";

/** Why something that a person asked of an item cannot be done; the codes are those of the API. */
export type ItemErrorCode =
  | "setup-required"
  | "erp-user-unknown"
  | "erp-user-taken"
  | "item-not-found"
  | "item-unsupported"
  | "mailbox-not-found"
  | "mailbox-taken"
  | "mailbox-owners"
  | "mailbox-unclear"
  | "conflict"
  /** A value that nothing could be done with. */
  | "bad-request"
  /** Somebody above has decided it. */
  | "forbidden";

export class ItemError extends Error {
  override readonly name = "ItemError";
  readonly code: ItemErrorCode;
  /** The field of what was asked that is to blame. */
  readonly facts: {
    readonly field?: string;
    /** Name of whoever has it. */
    readonly by?: string;
  };
  constructor(code: ItemErrorCode, message: string, facts: ItemError["facts"] = {}) {
    super(message);
    this.code = code;
    this.facts = facts;
  }
}

export function notOn(): ItemError {
  return new ItemError("setup-required", "Switch the calendar on in Setup first.");
}

/** His administrator's word outranks whatever a person asks of an item. */
export function switchedOffAbove(): ItemError {
  return new ItemError("forbidden", "Your administrator has switched the calendar off.");
}

/** Why nobody can switch the item on; `null`: anybody can. */
export function whyUnsupported(
  item: Item,
  actor: Actor,
  { items }: Pick<Privacy, "items">,
): ItemError | null {
  if (!isOneItem(item, actor) && !isOfSingleDays(item, actor)) {
    const remedy = "This is one day of a series: open the series and switch that on.";
    return new ItemError("item-unsupported", remedy);
  }
  if (items === "leaveOut" && isPrivate(item.fields)) {
    return new ItemError("item-unsupported", "Private appointments are left out by your rules.");
  }
  return null;
}

/** @throws ItemError `item-unsupported` for an item that nobody can switch on. */
export function refuseUnsupported(item: Item, actor: Actor, privacy: Privacy): void {
  const refused = whyUnsupported(item, actor, privacy);
  if (refused !== null) throw refused;
}
