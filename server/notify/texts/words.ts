import type { MailNotice } from "../../store/documents/administration.ts";

/** Where in the portal one acts on what a mail tells. */
export type Place = "home" | "service" | "start";

/** One thing that a mail tells, in words. */
export interface Told {
  readonly title: string;
  readonly text: string;
  readonly place: Place;
}

/** A notice whose text needs no counting. */
export type SingleNotice = Exclude<MailNotice, { kind: "decision" }>;

/** All that our mails say in one language. Plain text: nothing in it is markup. */
export interface MailWords {
  readonly greeting: (name: string) => string;
  /** So many items wait for the reader's decision; which ones is not said. */
  readonly decisions: (count: number) => Told;
  /** @param time words a point in time (ISO 8601) */
  readonly notice: (notice: SingleNotice, time: (iso: string) => string) => Told;
  /** The subject where a mail tells several things. */
  readonly several: (count: number) => string;
  readonly open: Readonly<Record<Place, string>>;
  /** Why the reader gets it, and how that ends. */
  readonly reason: Readonly<Record<Place, string>>;
  readonly test: { readonly title: string; readonly text: (by: string) => string };
}
