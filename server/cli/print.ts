import type {
  BackupEndLine,
  HeldMailbox,
  ImportReportView,
  ListedMailbox,
  MailboxState,
  NotificationTest,
  OperatorStatus,
  RotationAnswer,
} from "../api/contract/operator.ts";
import type { RetentionView } from "../api/contract/service/retention.ts";

import type { ResourceState } from "../api/contract/operator-resources.ts";

/** What commands print for people; with `--json` the answers themselves are printed. */

export function statusText(
  status: OperatorStatus & { readonly notifications: NotificationTest | null },
): string {
  const { mailboxes, attention, connections, notifications } = status;
  const health = Object.entries(mailboxes.byHealth).map(([name, count]) => `${count} ${name}`);
  return [
    status.running
      ? `Sync to ERP ${status.version} is running (process ${status.pid}, since ${status.startedAt}).`
      : `Sync to ERP ${status.version} is not running.`,
    ...connections.map(
      ({ id, feedHealthy }) =>
        `ERP ${id}: ${feedHealthy ? "changes are followed" : "its changes cannot be read just now"}.`,
    ),
    ...(notifications === null ? [] : [notificationsText(notifications)]),
    ...status.resources.map(resourceText),
    `${counted(mailboxes.total, "mailbox", "mailboxes")}${health.length === 0 ? "" : `: ${health.join(", ")}`}.`,
    `${counted(mailboxes.linked, "linked item")}, ${mailboxes.waiting} waiting, ${mailboxes.quarantined} in quarantine.`,
    ...attention.map(
      ({ address, mailboxId, health: code, reason, since, quarantined }) =>
        `- ${address === "" ? mailboxId : address}: ${[
          `${code}${since === null ? "" : ` since ${since}`}`,
          ...(quarantined === 0 ? [] : [`${quarantined} in quarantine`]),
          ...(reason === null ? [] : [reason]),
        ].join("; ")}`,
    ),
  ].join("\n");
}

const resourceName = { appointment: "Calendar" } as const;

function resourceText(one: ResourceState): string {
  const { resource, enabled, running, lastSuccessAt, oldestSuccessAt, nextAt } = one;
  const last =
    lastSuccessAt === null
      ? "never to an end yet"
      : `last ${lastSuccessAt}${enabled > 1 ? ` (of each since ${oldestSuccessAt ?? "never"})` : ""}`;
  return `${resourceName[resource]}: on in ${counted(enabled, "mailbox", "mailboxes")}, ${running} in progress, ${last}, next ${nextAt ?? "not planned"}.`;
}

/** How a resource is doing in one mailbox, where there is nothing to count. */
function resourceOfOneText(one: ResourceState): string {
  const { resource, enabled, running, lastSuccessAt, nextAt } = one;
  if (enabled === 0) return `${resourceName[resource]}: off`;
  const last = lastSuccessAt === null ? "never to an end yet" : `last ${lastSuccessAt}`;
  const now = running === 0 ? "not in progress" : "in progress";
  return `${resourceName[resource]}: on, ${now}, ${last}, next ${nextAt ?? "not planned"}`;
}

/** Every mailbox, a line each. */
export function mailboxesText(mailboxes: readonly ListedMailbox[]): string {
  if (mailboxes.length === 0) return "Nobody has finished Setup yet.";
  return mailboxes
    .map((one) =>
      [`${nameOf(one)}: ${one.health}`, ...one.resources.map(resourceOfOneText)].join("; "),
    )
    .toSorted()
    .join("\n");
}

export function mailboxText(state: MailboxState): string {
  const { mailbox, health, reason, since, linked, waiting, quarantined, pushProblem } = state;
  return [
    `${nameOf(mailbox)}: ${health}${since === null ? "" : ` since ${since}`}${reason === null ? "" : `; ${reason}`}`,
    ...state.resources.map((one) => `${resourceOfOneText(one)}.`),
    `${counted(linked, "linked item")}, ${waiting} waiting, ${quarantined} in quarantine.`,
    ...(pushProblem === null ? [] : [`Changes in Outlook are not announced: ${pushProblem}`]),
  ].join("\n");
}

export function actedText(
  { mailbox }: { readonly mailbox: MailboxState["mailbox"] },
  what: string,
): string {
  return `${nameOf(mailbox)} ${what}.`;
}

export function retentionText(retention: RetentionView): string {
  const { logDays, undoDays, quarantineDays, invitationDays } = retention;
  const kept = (days: number | null): string =>
    days === null ? "as long as there is room" : counted(days, "day");
  return [
    `Log and history of items: ${kept(logDays)}.`,
    `What takes changes back: ${kept(undoDays)}.`,
    `Items set aside that never came in: ${kept(quarantineDays)}.`,
    `Invitations: ${kept(invitationDays)}.`,
    "What links, agreements and decisions need is never forgotten.",
  ].join("\n");
}

export function rotationText(answer: RotationAnswer): string {
  const { current, resealed, contents, left, mayGo, refused } = answer;
  return [
    `${counted(resealed, "secret")} sealed anew with "${current}".`,
    `All that is kept of ${counted(contents, "mailbox, company or ERP", "mailboxes, companies and ERPs")} lies sealed with it.`,
    ...left.map(({ key, count, known }) =>
      known
        ? `${count} under "${key}" do not open: they are damaged, and their people must sign in again.`
        : `${count} are sealed with "${key}", which TOKEN_KEYS lacks: add it behind the others, restart, and repeat this.`,
    ),
    ...(refused === 0 ? [] : [`${refused} scopes could not be read: see sync-to-erp status.`]),
    ...(left.length === 0 && refused === 0 ? ["Nothing is left under any other key."] : []),
    ...mayGo.map(
      (key) => `"${key}" can be removed from TOKEN_KEYS; backups made so far still need it.`,
    ),
  ].join("\n");
}

function notificationsText({ address, answers, reason }: NotificationTest): string {
  if (answers) return `${address} answers: changes in Outlook can be announced.`;
  return `${address} does NOT answer, so changes in Outlook are looked for now and then instead. ${reason ?? ""}`;
}

export function brakesText(held: readonly HeldMailbox[]): string {
  if (held.length === 0) return "No deletions are held back.";
  const all = held.flatMap((one) => [
    `${nameOf(one)}: ${heldText(one)}, held since ${one.at}. It would:`,
    ...one.planned.slice(0, plannedShown).map(plannedText),
    ...(one.deletions > plannedShown ? ["  … and more (--json shows them)"] : []),
  ]);
  return [...all, "Agree with `sync-to-erp brake release <mailbox>`."].join("\n");
}

export function releaseText(released: HeldMailbox): string {
  return `Released for ${nameOf(released)}: ${heldText(released)}. The next run carries it out.`;
}

const plannedShown = 10;

function nameOf({ address, mailboxId }: Pick<HeldMailbox, "address" | "mailboxId">): string {
  return address === "" ? mailboxId : address;
}

function heldText({ cause, deletions, side, linked }: HeldMailbox): string {
  const why = cause === "emptied" ? "the other side is suddenly empty, " : "";
  return `${why}${counted(deletions, "deletion")} in ${sideName[side]} of ${counted(linked, "linked item")}`;
}

function plannedText({ kind, side, subject, linkId }: HeldMailbox["planned"][number]): string {
  const where = side === null ? "" : ` in ${sideName[side]}`;
  return `  ${kind} ${subject === "" ? linkId : `"${subject}"`}${where}`;
}

export function exportText(
  file: string,
  { scopes, documents, entries, keys, refused }: Exported,
): string {
  return [
    `${file} holds ${counted(scopes, "scope")}, ${counted(documents, "document")} and ${counted(entries, "line")} of history.`,
    ...(keys.length === 0
      ? []
      : [`It is sealed: keep the keys ${keys.join(", ")} of TOKEN_KEYS, elsewhere.`]),
    ...refused.map(({ scope, reason }) => `NOT in it: ${JSON.stringify(scope)}. ${reason}`),
  ].join("\n");
}

export function importText(report: ImportReportView): string {
  const { mailboxes, madeAt, product, keysMissing, keys, untouched, erased, refused } = report;
  return [
    `Restored ${counted(mailboxes, "mailbox", "mailboxes")} from the backup of ${madeAt} (version ${product}).`,
    "Both sides of each are looked at anew; `sync-to-erp status` shows how far it is.",
    ...(keysMissing === null && keys.length > 0
      ? [`The server needs the keys ${keys.join(", ")} in TOKEN_KEYS.`]
      : []),
    ...(keysMissing === null || keysMissing.length === 0
      ? []
      : [
          `TOKEN_KEYS lacks ${keysMissing.join(", ")}: add them and restart, or people must sign in again.`,
        ]),
    ...(untouched.length === 0
      ? []
      : [
          `${counted(untouched.length, "mailbox", "mailboxes")} set up since then were left as they are.`,
        ]),
    ...(erased.length === 0
      ? []
      : [
          `${counted(erased.length, "mailbox", "mailboxes")} of people who were erased since the backup were left out.`,
        ]),
    ...refused.map(({ scope }) => `The backup lacks ${JSON.stringify(scope)}.`),
  ].join("\n");
}

type Exported = BackupEndLine["end"];

export const sideName = { microsoft: "Outlook", erp: "the ERP" } as const;

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
