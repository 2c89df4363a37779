import type { HistoryEntry } from "../store/documents.ts";
import type { Fields, Link } from "../sync/model.ts";

/** Whether the appointment is private: then neither its subject nor its changes are logged. */
export function isPrivate(link: Link): boolean {
  return [link.microsoft, link.erp].some((one) => one?.fields["sensitivity"] === "private");
}

/** The subject for the log; empty where the item is private or not read yet. */
export function subjectOf(link: Link): string {
  if (isPrivate(link)) return "";
  const subject = (link.microsoft ?? link.erp)?.fields["subject"];
  return typeof subject === "string" ? subject : "";
}

/** What a write changes, for the log: never of private items, and never the text of a body. */
export function changesOf(link: Link, from: Fields, to: Fields): HistoryEntry["changes"] {
  if (isPrivate(link) || to["sensitivity"] === "private") return [];
  return Object.keys(to).map((field) =>
    field === "body"
      ? { field, from: null, to: null }
      : { field, from: from[field] ?? null, to: to[field] ?? null },
  );
}
