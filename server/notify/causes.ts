import { mailOf, type MailSettings } from "../settings/mail.ts";
import type { Health, MailboxDocument } from "../store/documents/mailbox.ts";
import type { MailNotice } from "../store/documents/administration.ts";

/** Something that somebody should hear of by mail, for as long as it lasts. */
export interface Cause {
  /** The same for the same cause, whenever it is found. */
  readonly key: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly language: "en" | "de";
  /** Whose settings send it; `null`: the tenant's. */
  readonly companyId: string | null;
  /** Whether it is told again on the next day, should it last. */
  readonly again: "daily" | "never";
  readonly notice: MailNotice;
  /** It is a mail of its own and goes at once: somebody has just asked for it. */
  readonly alone?: true;
}

/** A mailbox as far as anybody is told of it. */
export interface MailboxFacts {
  readonly mailbox: Pick<
    MailboxDocument,
    "mailboxId" | "userId" | "name" | "companyId" | "connectionId"
  >;
  /** Who synchronizes it, by his own mailbox; `null` where he does not want to hear of it by mail. */
  readonly person: Pick<MailboxDocument, "name" | "address" | "language"> | null;
  readonly health: Health;
  /** Since when it is so. */
  readonly since: string;
  readonly brake: { readonly deletions: number; readonly at: string } | null;
  /** Since when changes are not announced; `null`: they are. */
  readonly unannouncedSince: string | null;
  /** Links that wait for their person. */
  readonly decisions: readonly string[];
}

export interface TenantFacts {
  readonly mailboxes: readonly MailboxFacts[];
  /** Connections that do not answer just now, by id; since when, ISO 8601 UTC, as far as is known. */
  readonly silentConnections: SilentConnections;
  /** What we prove ourselves to Entra with, where it is known when that ends. */
  readonly credential: Credential | null;
}

export interface Credential {
  readonly kind: "certificate" | "secret";
  /** Ms since the epoch. */
  readonly expiresAtMs: number;
}

export type SilentConnections = ReadonlyMap<
  string,
  { readonly name: string; readonly since: string }
>;

/** A tenant's settings, and those of its companies that decided for themselves. */
export interface TenantMail {
  readonly tenant: MailSettings;
  readonly companies: ReadonlyMap<string, MailSettings>;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Push that is silent for less mends itself: subscriptions are renewed and notifications come late. */
const pushPatienceMs = dayMs;
/** Days before the end at which administrators are told. */
const credentialDays = [1, 7, 14, 30] as const;

/**
 * All that is to be told in a tenant at this moment. Found from what is stored, never from what
 * happened: whoever was stopped half way finds the same again.
 */
export function causesOf(facts: TenantFacts, mail: TenantMail, nowMs: number): readonly Cause[] {
  const settingsOf = (companyId: string | null): MailSettings =>
    mailOf([mail.tenant, mail.companies.get(companyId ?? "") ?? null]);
  const canSend = (companyId: string | null): boolean =>
    settingsOf(companyId).transport.kind !== "none";
  const personal = facts.mailboxes.flatMap(personalCauses);
  const alerts = [
    ...facts.mailboxes.flatMap(brakeAlert),
    ...consentAlert(facts.mailboxes),
    ...pushAlert(facts.mailboxes, nowMs),
    ...erpAlerts(facts, mail.tenant.erpDownMinutes, nowMs),
    ...credentialAlert(facts.credential, nowMs),
  ].flatMap((alert) => {
    const { alertsTo, language } = settingsOf(alert.companyId);
    return alertsTo.map((address) => ({ ...alert, to: { name: "", address }, language }));
  });
  return [...personal, ...alerts].filter(({ companyId }) => canSend(companyId));
}

/** Whether a cause with this key is about one mailbox, by name or by what is in it, or told to its person. */
export function isAbout(key: string, mailboxId: string): boolean {
  return key.split("/").includes(mailboxId);
}

/**
 * A mail about a shared mailbox goes to who synchronizes it: its own address is read by all who share it.
 * What becomes of his sign-in his own mailbox tells. See docs/decisions/0068.
 */
function personalCauses(facts: MailboxFacts): readonly Cause[] {
  const { mailbox, person, health, since, decisions } = facts;
  if (person === null) return [];
  const { mailboxId, userId, companyId } = mailbox;
  const { name, address, language = "en" } = person;
  const isOwn = userId === mailboxId;
  const about = isOwn ? mailboxId : `${mailboxId}/${userId}`;
  const cause = (key: string, notice: MailNotice): Cause => ({
    ...{ key: `${about}/${key}`, to: { name, address }, language, companyId },
    ...{ again: "never", notice },
  });
  const signedOut = isOwn && (health === "signed-out" || health === "no-consent");
  return [
    ...decisions.map((linkId) => cause(`decision/${linkId}`, { kind: "decision" })),
    ...(signedOut ? [cause(`signed-out/${since}`, { kind: "signed-out", since })] : []),
  ];
}

type Alert = Omit<Cause, "to" | "language">;

function alert(
  key: string,
  notice: MailNotice,
  { companyId = null, again = "daily" }: Partial<Pick<Alert, "companyId" | "again">> = {},
): Alert {
  return { key, notice, companyId, again };
}

function brakeAlert({ mailbox, brake }: MailboxFacts): readonly Alert[] {
  if (brake === null) return [];
  const { mailboxId, name, companyId } = mailbox;
  const notice = { kind: "brake", mailbox: name, deletions: brake.deletions } as const;
  return [alert(`brake/${mailboxId}/${brake.at}`, notice, { companyId })];
}

/** Of people's own mailboxes: who may not use a shared one any more lost that one, and no consent. */
function consentAlert(mailboxes: readonly MailboxFacts[]): readonly Alert[] {
  const broken = mailboxes.filter(
    ({ mailbox, health }) => health === "no-consent" && mailbox.mailboxId === mailbox.userId,
  );
  const since = earliest(broken.map((one) => one.since));
  if (since === null) return [];
  return [alert("consent", { kind: "consent", mailboxes: broken.length, since })];
}

function pushAlert(mailboxes: readonly MailboxFacts[], nowMs: number): readonly Alert[] {
  const long = mailboxes
    .flatMap(({ unannouncedSince }) => unannouncedSince ?? [])
    .filter((since) => nowMs - Date.parse(since) >= pushPatienceMs);
  const since = earliest(long);
  return since === null ? [] : [alert("push", { kind: "push", mailboxes: long.length, since })];
}

/** Its mailboxes may know of it for longer than this process has been asking. */
function erpAlerts(
  { mailboxes, silentConnections }: TenantFacts,
  patienceMinutes: number,
  nowMs: number,
): readonly Alert[] {
  return [...silentConnections].flatMap(([id, { name, since: silentSince }]) => {
    const told = mailboxes
      .filter(({ mailbox, health }) => mailbox.connectionId === id && health === "erp-down")
      .map((one) => one.since);
    const since = earliest([silentSince, ...told]);
    if (since === null || nowMs - Date.parse(since) < patienceMinutes * 60_000) return [];
    return [alert(`erp-down/${id}`, { kind: "erp-down", connection: name, since })];
  });
}

function credentialAlert(credential: Credential | null, nowMs: number): readonly Alert[] {
  if (credential === null) return [];
  const { kind, expiresAtMs } = credential;
  const leftDays = (expiresAtMs - nowMs) / dayMs;
  const threshold = credentialDays.find((days) => leftDays <= days);
  if (threshold === undefined) return [];
  const expiresAt = new Date(expiresAtMs).toISOString();
  const daysLeft = Math.max(0, Math.floor(leftDays));
  const notice = { kind: "credential", credential: kind, expiresAt, daysLeft } as const;
  return [alert(`credential/${expiresAt}/${threshold}`, notice, { again: "never" })];
}

function earliest(times: readonly string[]): string | null {
  return times.toSorted()[0] ?? null;
}
