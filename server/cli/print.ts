import type { HeldMailbox, OperatorStatus } from "../api/contract/operator.ts";

/** What commands print for people; with `--json` the answers themselves are printed. */

export function statusText(status: OperatorStatus): string {
  const { mailboxes, attention, connections } = status;
  const health = Object.entries(mailboxes.byHealth).map(([name, count]) => `${count} ${name}`);
  return [
    status.running
      ? `Sync to ERP ${status.version} is running (process ${status.pid}, since ${status.startedAt}).`
      : `Sync to ERP ${status.version} is not running.`,
    ...connections.map(
      ({ id, feedHealthy }) =>
        `ERP ${id}: ${feedHealthy ? "changes are followed" : "its changes cannot be read just now"}.`,
    ),
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

export function brakesText(held: readonly HeldMailbox[]): string {
  if (held.length === 0) return "No deletions are held back.";
  return held
    .map(
      ({ address, mailboxId, side, deletions, linked, at }) =>
        `${address === "" ? mailboxId : address}: ${counted(deletions, "deletion")} in ${sideName[side]} of ${linked} linked items, held since ${at}.`,
    )
    .join("\n");
}

const sideName = { microsoft: "Outlook", erp: "the ERP" } as const;

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
