import { ruleOf } from "../../resources/appointment/schema.ts";
import type { InboxDocument, QuarantineDocument } from "../../store/documents/mailbox.ts";
import { sides, type Link, type Side } from "../../sync/model.ts";

/** Which way a message goes: `pull` from Microsoft to the ERP, `push` from the ERP to Microsoft. */
export type Endpoint = "pull" | "push";

/** The side that messages of an endpoint are written to. */
export const writtenBy: Readonly<Record<Endpoint, Side>> = { pull: "erp", push: "microsoft" };

export function endpointTo(side: Side): Endpoint {
  return side === "erp" ? "pull" : "push";
}

/**
 * Something that is not done yet in a mailbox. `hint`: one side said that something moved. `wish`: a
 * person asked for something. `planned`: it is to be decided about. `sent`: it was written and what
 * came of it is not known. `aside`: it could not be done.
 */
export interface Message {
  readonly state: "hint" | "wish" | "planned" | "sent" | "aside";
  /** `null`: of neither, or of both. */
  readonly endpoint: Endpoint | null;
  /** What is to be done: a kind of inbox entry, `create` | `update` | `delete`, or `change`. */
  readonly action: string;
  /** The id by which its side knows the item, else the link. */
  readonly about: string;
  /** Since when, ISO 8601 UTC; `null`: a version stored it that did not tell. */
  readonly since: string | null;
  readonly attempts: number;
  /** Why it was set aside. */
  readonly code: string | null;
}

type Seen = Pick<Message, "since">;

export function ofInbox(entry: InboxDocument, seen: Seen): Message {
  const { endpoint, about } = aim(entry);
  const state = isHint(entry) ? "hint" : "wish";
  return { ...seen, state, endpoint, about, action: entry.kind, attempts: 0, code: null };
}

export function isHint({ kind }: InboxDocument): boolean {
  return kind === "erp-change" || kind === "outlook-change" || kind === "look";
}

function aim(entry: InboxDocument): Pick<Message, "endpoint" | "about"> {
  if (entry.kind === "erp-change") return { endpoint: "push", about: entry.id };
  if (entry.kind === "outlook-change") return { endpoint: "pull", about: entry.id };
  if (entry.kind === "resync") {
    return { endpoint: entry.side === "erp" ? "push" : "pull", about: "" };
  }
  if ("microsoftId" in entry) {
    return { endpoint: entry.kind === "pair" ? null : "pull", about: entry.microsoftId };
  }
  if ("key" in entry) return { endpoint: null, about: entry.key };
  return { endpoint: null, about: "linkId" in entry ? entry.linkId : "" };
}

/** What failed on a side was to be written there; what is in doubt stands there and goes nowhere. */
export function ofParked(parked: QuarantineDocument): Message {
  const { side, code, attempts, since, itemId } = parked;
  const to = parked.linkId === null ? otherThan(side) : side;
  return {
    ...{ state: "aside", endpoint: endpointTo(to), action: "change", about: itemId },
    ...{ since, attempts, code },
  };
}

function otherThan(side: Side): Side {
  return side === "erp" ? "microsoft" : "erp";
}

/** What a link waits for; `null`: it rests. */
export function ofLink(link: Link, seen: Seen): Message | null {
  if (link.choice === "off") return null;
  const message = { ...seen, attempts: 0, code: null };
  const write = link.create ?? link.writes[0];
  if (write !== undefined) {
    const action = "kind" in write ? write.kind : "create";
    const about = link.ids[write.side] ?? link.id;
    return { ...message, state: "sent", endpoint: endpointTo(write.side), action, about };
  }
  if (!link.dirty) return null;
  const { endpoint, action } = movedOf(link);
  const about = link.ids[endpoint === "push" ? "erp" : "microsoft"] ?? link.id;
  return { ...message, state: "planned", endpoint, action, about };
}

/** What befell a link that is to be decided about, as far as it can be told before. */
function movedOf({ ids, base, microsoft, erp }: Link): Pick<Message, "endpoint" | "action"> {
  if (ids.erp === undefined) return { endpoint: "pull", action: "create" };
  if (ids.microsoft === undefined) return { endpoint: "push", action: "create" };
  if (microsoft === null || erp === null) {
    return { endpoint: microsoft === null ? "pull" : "push", action: "delete" };
  }
  const snapshots = { microsoft, erp };
  const moved = sides.filter((side) =>
    Object.entries(snapshots[side]?.fields ?? {}).some(([field, value]) => {
      const before = base?.[side][field];
      const print = ruleOf(field)?.fingerprint;
      return before !== undefined && print !== undefined && print(before) !== print(value);
    }),
  );
  const [only] = moved;
  const endpoint =
    only === undefined || moved.length > 1 ? null : only === "microsoft" ? "pull" : "push";
  return { endpoint, action: "update" };
}
