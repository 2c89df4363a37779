import type { KnownFields } from "../engine/mailboxes/settings/field-mappings.ts";
import type { Reader } from "../resources/appointment/show.ts";
import type { MailboxDocument } from "../store/documents/mailbox.ts";

/** A reader in one of the languages that our own words are in. */
export interface LanguageReader extends Reader {
  readonly locale: "en" | "de";
}

/** How what stands in a mailbox is told to somebody: in its time zone, with the names its ERP gave. */
export function readerOf(
  mailbox: Pick<MailboxDocument, "timeZone" | "connectionId"> | null | undefined,
  locale: LanguageReader["locale"],
  fields: KnownFields,
): LanguageReader {
  if (mailbox == null) return { locale, timeZone: "UTC" };
  return { locale, timeZone: mailbox.timeZone, mapped: fields(mailbox.connectionId) };
}
