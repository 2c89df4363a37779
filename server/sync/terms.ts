import { flowOf } from "./flow.ts";
import type { Holdings, Link, Mask, Policy, Schema } from "./model.ts";

/** What deciding about a link needs beside the link. */
export interface Terms {
  readonly schema: Schema;
  /** What Outlook and the ERP hold; companion fields are added to Outlook's where they are compared. */
  readonly holdings: Holdings;
  readonly policy: Policy;
  /** Absent: nothing is kept from the ERP. */
  readonly privacy?: PrivacyTerms;
}

export interface PrivacyTerms {
  /** The field that says whether an item is private. */
  readonly mark: string;
  /** How a link's details are kept from the ERP, as its item stands in Outlook; `null`: they are not. */
  readonly maskOf: (link: Link) => Mask | null;
}

/** The fields that both sides hold. */
export function heldFields({
  schema,
  holdings,
}: Pick<Terms, "schema" | "holdings">): readonly string[] {
  return Object.keys(schema.fields).filter(
    (field) =>
      holdings.erp.has(field) &&
      (holdings.microsoft.has(field) || schema.companion.includes(field)),
  );
}

/** Those of them that are synchronized: not switched off. */
export function sharedFields(terms: Terms): readonly string[] {
  return heldFields(terms).filter((field) => flowOf(field, terms) !== "none");
}
