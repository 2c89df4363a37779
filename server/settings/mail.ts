/** How mail is sent: decided by the operator, for everybody here, for a tenant, or for one company of its ERP. */
export interface MailSettings {
  readonly transport: MailTransport;
  /**
   * Whose tokens Microsoft is asked for, where that is decided for several tenants: the mailbox that
   * sends lies in one of them. Absent: the tenant's whose mail it is.
   */
  readonly sendingTenant?: string;
  /** The one address that every mail comes from; with Microsoft Graph the mailbox that sends it. */
  readonly sender: string;
  readonly senderName: string;
  /** Stands under every mail, as plain text; may be empty. */
  readonly footer: string;
  /** How long sent mails can be looked at, and unsent ones are tried. */
  readonly historyDays: number;
  /** Which administrators are told of failures; nobody where empty. */
  readonly alertsTo: readonly string[];
  /** In which language they are told. */
  readonly language: "en" | "de";
  /** An ERP that does not answer is told of after so long. */
  readonly erpDownMinutes: number;
}

export type MailTransport =
  | { readonly kind: "none" }
  | {
      readonly kind: "graph";
      /** `application`: by permission of the tenant; `person`: as the administrator who chose it. */
      readonly as: "application" | "person";
      /** Entra's id of that administrator; `null` with `application`. */
      readonly userId: string | null;
    }
  | {
      readonly kind: "smtp";
      readonly host: string;
      readonly port: number;
      readonly security: SmtpSecurity;
      /** `oauth`: XOAUTH2 with a token of our own registration, as Exchange Online asks for. */
      readonly signIn: "none" | "password" | "oauth";
      readonly user: string;
    };

/**
 * `starttls`: begins in the open and is refused unless it becomes TLS (587); `tls`: from the first byte
 * (465); `none`: anybody on the way can read it.
 */
export type SmtpSecurity = "starttls" | "tls" | "none";

export const mailDefaults: MailSettings = {
  transport: { kind: "none" },
  sender: "",
  senderName: "Sync to ERP",
  footer: "",
  historyDays: 30,
  alertsTo: [],
  language: "en",
  erpDownMinutes: 30,
};

/** The port that goes with each kind of security (RFC 8314, RFC 6409). */
export const usualPort: Readonly<Record<SmtpSecurity, number>> = {
  starttls: 587,
  tls: 465,
  none: 25,
};

/**
 * What holds below these levels: the lowest that decides replaces all of those above it, so that no
 * password meets a server it was not meant for.
 * @param levels from the highest to the lowest; `null`: uses the setting above.
 */
export function mailOf(levels: readonly (MailSettings | null)[]): MailSettings {
  return levels.findLast((level) => level !== null) ?? mailDefaults;
}

/** What would keep mail from being sent; `field` as the settings spell it. */
export interface MailMistake {
  readonly field: "sender" | "host" | "port" | "user" | "password" | "security";
  readonly code:
    "missing" | "not-encrypted" | "port-speaks-tls" | "port-speaks-starttls" | "not-exchange";
}

/** Where Exchange Online takes mail: worldwide, the government of the US (two), China. */
export const exchangeHosts: ReadonlySet<string> = new Set([
  ...["smtp.office365.com", "outlook.office365.com"],
  ...["smtp.office365.us", "outlook.office365.us", "outlook-dod.office365.us"],
  ...["smtp.partner.outlook.cn", "partner.outlook.cn"],
]);

/**
 * Whether a server may be given our token for Exchange Online. The token opens the tenant's mailboxes
 * to whoever holds it: an administrator's own server must never see one.
 */
export function takesOurToken(host: string): boolean {
  return exchangeHosts.has(host.toLowerCase());
}

/**
 * What is wrong with settings as a whole, beyond what each field may hold.
 * @param hasPassword whether one is given or kept.
 */
export function mistakesOfMail(
  { transport, sender }: MailSettings,
  hasPassword: boolean,
): readonly MailMistake[] {
  if (transport.kind === "none") return [];
  const mistakes: MailMistake[] = [];
  const missing = (field: MailMistake["field"], isMissing: boolean): void => {
    if (isMissing) mistakes.push({ field, code: "missing" });
  };
  missing("sender", sender === "");
  if (transport.kind === "graph") return mistakes;
  const { host, port, security, signIn, user } = transport;
  missing("host", host === "");
  if (signIn === "oauth" && host !== "" && !takesOurToken(host)) {
    mistakes.push({ field: "host", code: "not-exchange" });
  }
  missing("user", signIn !== "none" && user === "");
  missing("password", signIn === "password" && !hasPassword);
  // Whoever listens on the way would have the password.
  if (security === "none" && signIn !== "none") {
    mistakes.push({ field: "security", code: "not-encrypted" });
  }
  if (port === 465 && security === "starttls") {
    mistakes.push({ field: "security", code: "port-speaks-tls" });
  }
  if (port === 587 && security === "tls") {
    mistakes.push({ field: "security", code: "port-speaks-starttls" });
  }
  return mistakes;
}
