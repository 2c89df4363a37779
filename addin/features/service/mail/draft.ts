import type { MailSettingsView, MailSetup } from "../../../../server/api/contract/service/mail.ts";

type Transport = MailSettingsView["transport"];
type Smtp = Extract<Transport, { kind: "smtp" }>;

/** Mail settings while they are filled in. Numbers are as they were typed. */
export interface MailDraft {
  /** This level decides nothing: the setting above holds. */
  readonly usesAbove: boolean;
  readonly kind: Transport["kind"];
  readonly as: "application" | "person";
  readonly host: string;
  readonly port: string;
  readonly security: Smtp["security"];
  readonly signIn: Smtp["signIn"];
  readonly user: string;
  /** Empty: the one that is kept stays. */
  readonly password: string;
  readonly sender: string;
  readonly senderName: string;
  readonly footer: string;
  readonly historyDays: string;
  readonly alertsTo: string;
  readonly language: "en" | "de";
  readonly erpDownMinutes: string;
}

/** The ports that go with each kind of encryption. */
const usualPorts: Readonly<Record<Smtp["security"], string>> = {
  starttls: "587",
  tls: "465",
  none: "25",
};

/** What the form starts with: what this level decided, else what holds above it. */
export function draftOf({ own, above }: MailSetup): MailDraft {
  const { transport, alertsTo, historyDays, erpDownMinutes, ...rest } = own ?? above;
  const smtp: Omit<Smtp, "kind"> =
    transport.kind === "smtp"
      ? transport
      : { host: "", port: 587, security: "starttls", signIn: "password", user: "" };
  const { host, port, security, signIn, user } = smtp;
  return {
    ...rest,
    usesAbove: own === null,
    kind: transport.kind,
    as: transport.kind === "graph" ? transport.as : "application",
    ...{ host, port: String(port), security, signIn, user, password: "" },
    historyDays: String(historyDays),
    alertsTo: alertsTo.join("\n"),
    erpDownMinutes: String(erpDownMinutes),
  };
}

/** Another kind of encryption has another port, unless one was chosen by hand. */
export function withSecurity(draft: MailDraft, security: Smtp["security"]): MailDraft {
  const isUsual = draft.port === "" || draft.port === usualPorts[draft.security];
  // Without encryption nobody signs in: his password would be read on the way.
  const signIn = security === "none" ? "none" : draft.signIn;
  return { ...draft, security, signIn, port: isUsual ? usualPorts[security] : draft.port };
}

export type DraftField = keyof MailDraft;
export type MistakeCode =
  | "missing"
  | "address"
  | "number"
  | "not-encrypted"
  | "not-exchange"
  | "port-speaks-tls"
  | "port-speaks-starttls";
export type Mistakes = Readonly<Partial<Record<DraftField, MistakeCode>>>;

/** As the backend has them, which alone decides: nobody else is given its token. */
const exchangeHosts: readonly string[] = [
  ...["smtp.office365.com", "outlook.office365.com"],
  ...["smtp.office365.us", "outlook.office365.us", "outlook-dod.office365.us"],
  ...["smtp.partner.outlook.cn", "partner.outlook.cn"],
];

const address = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/;
const ranges = { port: [1, 65_535], historyDays: [1, 365], erpDownMinutes: [5, 1_440] } as const;

function addressesOf({ alertsTo }: MailDraft): readonly string[] {
  return alertsTo.split(/[\s,;]+/).filter((part) => part !== "");
}

/** What must be mended before it can be saved. @param hasPassword whether one is kept */
export function mistakesOf(draft: MailDraft, hasPassword: boolean): Mistakes {
  if (draft.usesAbove) return {};
  const found: Partial<Record<DraftField, MistakeCode>> = {};
  const isNumber = (name: keyof typeof ranges): boolean => {
    const [min, max] = ranges[name];
    const value = Number(draft[name]);
    return draft[name].trim() !== "" && Number.isInteger(value) && value >= min && value <= max;
  };
  if (!isNumber("historyDays")) found.historyDays = "number";
  if (!isNumber("erpDownMinutes")) found.erpDownMinutes = "number";
  if (addressesOf(draft).some((one) => !address.test(one))) found.alertsTo = "address";
  const sender = draft.sender.trim();
  const isMine = draft.kind === "graph" && draft.as === "person";
  if (draft.kind !== "none" && !isMine && sender === "") found.sender = "missing";
  else if (sender !== "" && !address.test(sender)) found.sender = "address";
  if (draft.kind !== "smtp") return found;
  const host = draft.host.trim().toLowerCase();
  if (host === "") found.host = "missing";
  else if (draft.signIn === "oauth" && !exchangeHosts.includes(host)) found.host = "not-exchange";
  if (!isNumber("port")) found.port = "number";
  if (draft.signIn !== "none" && draft.user.trim() === "") found.user = "missing";
  if (draft.signIn === "password" && draft.password === "" && !hasPassword) {
    found.password = "missing";
  }
  if (draft.security === "none" && draft.signIn !== "none") found.security = "not-encrypted";
  if (draft.port === "465" && draft.security === "starttls") found.security = "port-speaks-tls";
  if (draft.port === "587" && draft.security === "tls") found.security = "port-speaks-starttls";
  return found;
}

export type Warning = "port-25" | "no-tls" | "exchange-refuses-passwords";

/** What works and is not advised. */
export function warningsOf({ usesAbove, kind, host, port, security, signIn }: MailDraft) {
  if (usesAbove || kind !== "smtp") return [];
  const exchange = /(^|\.)(office365\.com|outlook\.com|office365\.us)$/i.test(host.trim());
  const warnings: Warning[] = [];
  if (port === "25") warnings.push("port-25");
  if (security === "none") warnings.push("no-tls");
  if (exchange && signIn === "password") warnings.push("exchange-refuses-passwords");
  return warnings;
}

/** As the backend takes it. Of a draft without mistakes. */
export function settingsOf(draft: MailDraft): MailSettingsView | null {
  if (draft.usesAbove) return null;
  const { sender, senderName, footer, language } = draft;
  return {
    transport: transportOf(draft),
    ...{ sender: sender.trim(), senderName: senderName.trim(), footer, language },
    historyDays: Number(draft.historyDays),
    erpDownMinutes: Number(draft.erpDownMinutes),
    alertsTo: [...addressesOf(draft)],
  };
}

function transportOf(draft: MailDraft): Transport {
  const { kind, as, security, signIn } = draft;
  switch (kind) {
    case "none":
      return { kind };
    case "graph":
      return { kind, as };
    case "smtp": {
      const user = signIn === "none" ? "" : draft.user.trim();
      return { kind, host: draft.host.trim(), port: Number(draft.port), security, signIn, user };
    }
  }
}
