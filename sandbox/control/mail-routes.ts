import type { Mailbag } from "../mail/mailbag.ts";
import type { SmtpFaults } from "../mail/smtp-faults.ts";
import { route, type Route } from "./route.ts";
import * as shapes from "./shapes.ts";

export interface MailSide {
  readonly mailbag: Mailbag;
  readonly smtpFaults: SmtpFaults;
}

/** Routes for the mails that the product sends, and for a mail server that does not want them. */
export function mailRoutes({ mailbag, smtpFaults }: MailSide): Route[] {
  return [
    route(
      "GET",
      "/sandbox/mail",
      "The mails that the product sent, by SMTP or Graph, oldest first; /sandbox/mail.html shows them.",
      shapes.nothing,
      () => ({ mails: mailbag.list() }),
    ),
    route("DELETE", "/sandbox/mail", "Forgets these mails.", shapes.nothing, () => mailbag.clear()),
    route(
      "POST",
      "/sandbox/mail/faults",
      "Plans a failure of the mail server: {stage: connect | sign-in | sender | recipient | content | reply, status? (absent: the connection ends), message?, times = 1}; at reply the mail was taken already.",
      shapes.smtpFaultShape,
      (fault) => {
        smtpFaults.add(fault);
        return { faults: smtpFaults.list() };
      },
    ),
    route("DELETE", "/sandbox/mail/faults", "Forgets these failures.", shapes.nothing, () =>
      smtpFaults.clear(),
    ),
  ];
}
