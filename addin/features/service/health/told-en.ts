import { counted, either } from "../../../locales/counted.ts";

/** What a finding says, by its count and its time, and what to do about it. */
export interface Told {
  readonly says: (count: string, at: string) => string;
  /** Empty where there is nothing to do. */
  readonly does: string;
}

const fact = (says: Told["says"], does = ""): Told => ({ says, does });

const silent: Told["says"] = (count) =>
  `${either(count, "The one request", `None of ${count} requests`)} within a quarter of an hour was ${either(count, "not ", "")}answered.`;

/** By part and code. */
export const told = {
  "microsoft quiet": fact(() => "Nothing was asked within a quarter of an hour."),
  "microsoft answers": fact(
    (count) => `It answered ${counted(count, "request", "requests")} within a quarter of an hour.`,
  ),
  "microsoft throttled": fact(
    (count) =>
      `It asked us to slow down ${either(count, "once", `${count} times`)} within a quarter of an hour.`,
    "Changes come a little later and none is lost.",
  ),
  "microsoft wavers": fact(
    (count) =>
      `It failed to answer ${counted(count, "request", "requests")} within a quarter of an hour.`,
    "They are asked again. Should it last, look at Microsoft’s service status.",
  ),
  "microsoft silent": fact(
    silent,
    "See that the server reaches the internet (proxy, firewall, DNS): the look at everything below says more.",
  ),
  "sign-in quiet": fact(() => "Nobody had to sign in within a quarter of an hour."),
  "sign-in answers": fact(
    (count) => `It answered ${counted(count, "request", "requests")} within a quarter of an hour.`,
  ),
  "sign-in throttled": fact(
    (count) => `It asked us to slow down ${either(count, "once", `${count} times`)}.`,
  ),
  "sign-in wavers": fact(
    (count) => `It failed to answer ${counted(count, "request", "requests")}.`,
    "They are asked again.",
  ),
  "sign-in silent": fact(
    silent,
    "See that the server reaches the sign-in service: the look at everything below says more.",
  ),
  "erp answers": fact(() => "It answers."),
  "erp maintenance": fact((_count, at) => `It is being maintained until ${at}.`),
  "erp quota": fact(
    (_count, at) => `It was asked as often as it may be, and is not asked before ${at}.`,
    "Changes wait and none is lost. The limit stands under ERP connections.",
  ),
  "erp silent": fact(
    (_count, at) => `It has not answered since ${at}.`,
    "See that it runs and that its address and key are right; changes wait and none is lost.",
  ),
  "credential untold": fact(
    () => "A client secret does not tell when it ends, so that nobody can be told before.",
    "Enter the day with the secret under Microsoft 365, or as ENTRA_CLIENT_SECRET_EXPIRES where the configuration holds the secret; the registration in Entra says it. A certificate tells it by itself.",
  ),
  "credential certificate": fact(
    (_count, at) => `The certificate is valid until ${at}.`,
    "Upload a new certificate to the registration, then give it to the server.",
  ),
  "credential certificate-ended": fact(
    (_count, at) => `The certificate ended on ${at}: Microsoft lets the server in no more.`,
    "Upload a new certificate to the registration, then give it to the server.",
  ),
  "credential secret": fact(
    (_count, at) => `The client secret is valid until ${at}.`,
    "Make a new secret in the registration, better a certificate, then give it to the server.",
  ),
  "credential secret-ended": fact(
    (_count, at) => `The client secret ended on ${at}: Microsoft lets the server in no more.`,
    "Make a new secret in the registration, better a certificate, then give it to the server.",
  ),
  "consent given": fact(() => "Nobody lacks a permission."),
  "consent broken": fact(
    (count, at) =>
      `${either(count, "1 person lacks", `${count} people lack`)} a permission, since ${at}.`,
    "Give the company’s consent again; where people consent for themselves, they do so in the pane.",
  ),
  "brake off": fact(() => "Nothing is held back."),
  "brake on": fact(
    (count, at) =>
      `In ${counted(count, "mailbox", "mailboxes")} deletions have been held back since ${at}.`,
    "Open each of them under Users: it shows what is held. Let it go on there, or undo its cause.",
  ),
  "push announced": fact((_count, at) =>
    at === "" ? "Nobody synchronizes yet." : `All mailboxes are announced; renewed before ${at}.`,
  ),
  "push dead": fact(
    (count, at) =>
      `Changes of ${counted(count, "mailbox", "mailboxes")} have not been announced since ${at}.`,
    "They are asked for at the interval. See that Microsoft reaches the server’s address from outside.",
  ),
  "push ending": fact(
    (count, at) =>
      `Subscriptions of ${counted(count, "mailbox", "mailboxes")} end from ${at} on and were not renewed.`,
    "They are renewed by their people’s next run; where that fails, the person’s page says why.",
  ),
  "queue empty": fact(() => "Nothing waits."),
  "queue moves": fact((count) =>
    either(count, "1 message is on its way.", `${count} messages are on their way.`),
  ),
  "queue old": fact(
    (count, at) =>
      `${either(count, "1 message waits,", `${count} messages wait, the oldest`)} since ${at}.`,
    "Look at what the oldest wait for.",
  ),
  "aside none": fact(() => "Nothing."),
  "aside some": fact(
    (count, at) =>
      `${counted(count, "item", "items")} could not be carried over, ${either(count, "", "the oldest ")}since ${at}.`,
    "Each says why and what to do; try it again or discard it.",
  ),
  "endpoint pull": fact(
    (_count, at) => `PULL, from Outlook to the ERP, since ${at}. What arrives waits.`,
    "Start it again when what it was stopped for is over.",
  ),
  "endpoint push": fact(
    (_count, at) => `PUSH, from the ERP to Outlook, since ${at}. What arrives waits.`,
    "Start it again when what it was stopped for is over.",
  ),
  "mailboxes well": fact((count) => `${count} ${either(count, "is", "are")} synchronized.`),
  "mailboxes signed-out": fact(
    (count, at) =>
      `${either(count, "1 person is signed out,", `${count} people are signed out, the first`)} since ${at}.`,
    "They open the pane and sign in.",
  ),
  "mailboxes failed": fact(
    (count, at) =>
      `${count} cannot be synchronized, ${either(count, "", "the first ")}since ${at}.`,
    "Their pages say why; quote the run’s id to whoever reads the server’s log.",
  ),
  "mailboxes refused": fact(
    (count) => `The files of ${either(count, "one", count)} are damaged and are not touched.`,
    "Restore them from a backup; sync-to-erp status says which.",
  ),
  "outbox stuck": fact(
    (count, at) =>
      `${counted(count, "mail", "mails")} could not be sent, ${either(count, "", "the oldest ")}of ${at}.`,
    "Their problem stands beside them.",
  ),
  "alerts told": fact(
    (count) =>
      `${either(count, "1 address hears", `${count} addresses hear`)} of broken consent, the brake, dead subscriptions, silent ERPs and what expires.`,
  ),
  "alerts nobody": fact(() => "Nobody hears of what is wrong.", "Enter who is to hear of it."),
  "alerts no-mail": fact(
    () => "No mail can be sent: nobody hears of what is wrong.",
    "Set up how mail is sent, and who hears of failures.",
  ),
} satisfies Readonly<Record<string, Told>>;
