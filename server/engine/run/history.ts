import { ConnectorError } from "../../connectors/port/connector-error.ts";
import type { NotCancelled } from "../../resources/appointment/ending.ts";
import type { NotSent } from "../../resources/appointment/invitation.ts";
import {
  isPrivate as isPrivateItem,
  withoutPrivateDays,
} from "../../resources/appointment/mask.ts";
import { changesBy, type TakenOut } from "../../resources/appointment/taken-out.ts";
import type { HistoryEntry } from "../../store/documents/mailbox.ts";
import { otherSide, type Conflict, type Fields, type Link, type Side } from "../../sync/model.ts";
import type { RunContext } from "./context.ts";

/** Whether the appointment is private: then neither its subject nor its changes are logged. */
export function isPrivate(link: Pick<Link, Side>): boolean {
  return [link.microsoft, link.erp].some((one) => one != null && isPrivateItem(one.fields));
}

/** The subject for the log; empty where the item is private or not read yet. */
export function subjectOf(link: Pick<Link, Side>): string {
  if (isPrivate(link)) return "";
  const subject = (link.microsoft ?? link.erp)?.fields["subject"];
  return typeof subject === "string" ? subject : "";
}

/** What a write changes, for the log: never of private items, and never the text of a body. */
export function changesOf(link: Link, from: Fields, to: Fields): HistoryEntry["changes"] {
  return valuesOf(link, from, to).map((change) =>
    change.field === "body" ? { field: "body", from: null, to: null } : change,
  );
}

function valuesOf(link: Link, from: Fields, to: Fields): HistoryEntry["changes"] {
  if (isPrivate(link) || isPrivateItem(to)) return [];
  return Object.keys(to).map((field) => ({
    field,
    from: withoutPrivateDays(from[field] ?? null),
    to: withoutPrivateDays(to[field] ?? null),
  }));
}

/**
 * A line of the log about one link: what was written where, and what it was before.
 * @returns the line's id
 */
export function noteWrite(
  run: RunContext,
  link: Link,
  facts: {
    readonly kind: "created" | "updated" | "deleted" | "unlinked" | "recovered";
    readonly side?: Side;
    readonly from?: Fields;
    readonly to?: Fields;
    readonly because?: string;
    readonly origin?: HistoryEntry["origin"];
  },
): string {
  const { side = null, from = {}, to = {} } = facts;
  const origin = side === null ? "engine" : otherSide(side);
  if (side !== null) {
    run.deps.watch?.carried(run.scope, side, link[otherSide(side)]?.modifiedAt ?? null);
  }
  return run.ledger.note({
    linkId: link.id,
    kind: facts.kind,
    side,
    origin: facts.origin ?? origin,
    subject: subjectOf(link),
    changes: changesOf(link, from, to),
    because: facts.because ?? "",
  });
}

/** What decided about a value of what a link's create made, beside the plan. */
export function reasonOf({ create }: Link): { readonly because?: string } {
  return create?.because === undefined ? {} : { because: create.because };
}

/**
 * A conflict with both values, a body's text too, before the write that settles it: what the loser
 * typed is found here and nowhere else.
 */
export function noteConflict(run: RunContext, link: Link, conflict: Conflict): void {
  const { winner } = conflict;
  const loser = winner === null || winner === "neither" ? null : otherSide(winner);
  run.ledger.note({
    linkId: link.id,
    kind: "conflict",
    side: loser,
    origin: "engine",
    subject: subjectOf(link),
    changes: valuesOf(
      link,
      { [conflict.field]: conflict.microsoft },
      { [conflict.field]: conflict.erp },
    ),
    because: conflict.because,
  });
}

/** A line of the log about guests whom somebody took out in the ERP: in Outlook they stay invited. */
export function noteTakenOut(run: RunContext, link: Link, taken: TakenOut): void {
  run.ledger.note({
    ...{ linkId: link.id, kind: "still-invited", side: null, origin: "erp" },
    subject: subjectOf(link),
    changes: changesOf(link, ...changesBy(taken)),
    because: "taken-out",
  });
}

/** Why a person's act is noted; a reader has words for each. */
export const acts = [
  ...["switched on", "switched off", "category added", "category removed"],
  ...["keep microsoft", "keep erp", "own value", "paired by hand", "kept apart by hand"],
  ...["shared meeting", "the meeting's own again"],
  ...["its calendar is synchronized again", "its calendar is not synchronized", "meeting kept"],
  "another user's activity",
  "not seen by its new person",
  "given up by an administrator",
] as const;
export type Act = (typeof acts)[number];

/** A line of the log about what a person asked of an item. @returns the line's id */
export function noteAct(
  run: RunContext,
  link: Link,
  kind: "linked" | "unlinked" | "answered",
  because: Act,
  side: Side | null = null,
): string {
  return run.ledger.note({
    linkId: link.id,
    kind,
    side,
    origin: "person",
    subject: subjectOf(link),
    changes: [],
    because,
  });
}

/** A line of the log that says why a meeting was not sent or cancelled, as its person had asked. */
export function noteNotDone(
  run: RunContext,
  link: Link,
  kind: "not-invited" | "not-cancelled",
  why: NotSent | NotCancelled | ConnectorError,
): void {
  run.ledger.note({
    linkId: link.id,
    kind,
    side: "microsoft",
    origin: "person",
    subject: subjectOf(link),
    changes: [],
    because: why instanceof ConnectorError ? `${why.code}: ${why.message}` : `${kind}:${why}`,
  });
}
