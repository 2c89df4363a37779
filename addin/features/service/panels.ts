import { lazy, type ComponentType } from "react";
import type { Me } from "../../../server/api/contract/service/administrators.ts";
import type { PanelProps } from "./panel.ts";

/** The panels of the Service section, in the order in which they are listed. */
export const panels = {
  start: lazy(async () => ({ default: (await import("./start/StartPanel.tsx")).StartPanel })),
  microsoft: lazy(async () => ({
    default: (await import("./microsoft/MicrosoftPanel.tsx")).MicrosoftPanel,
  })),
  erps: lazy(async () => ({ default: (await import("./erps/ErpsPanel.tsx")).ErpsPanel })),
  administrators: lazy(async () => ({
    default: (await import("./administrators/AdministratorsPanel.tsx")).AdministratorsPanel,
  })),
  mail: lazy(async () => ({ default: (await import("./mail/MailPanel.tsx")).MailPanel })),
  jobs: lazy(async () => ({ default: (await import("./jobs/JobsPanel.tsx")).JobsPanel })),
  "dry-run": lazy(async () => ({
    default: (await import("./dry-run/DryRunPanel.tsx")).DryRunPanel,
  })),
  users: lazy(async () => ({ default: (await import("./users/UsersPanel.tsx")).UsersPanel })),
  invitations: lazy(async () => ({
    default: (await import("./invitations/InvitationsPanel.tsx")).InvitationsPanel,
  })),
  queue: lazy(async () => ({ default: (await import("./queue/QueuePanel.tsx")).QueuePanel })),
  retention: lazy(async () => ({
    default: (await import("./retention/RetentionPanel.tsx")).RetentionPanel,
  })),
  health: lazy(async () => ({ default: (await import("./health/HealthPanel.tsx")).HealthPanel })),
  log: lazy(async () => ({ default: (await import("./log/LogPanel.tsx")).LogPanel })),
  leaving: lazy(async () => ({
    default: (await import("./leaving/LeavingPanel.tsx")).LeavingPanel,
  })),
  audit: lazy(async () => ({ default: (await import("./audit/AuditPanel.tsx")).AuditPanel })),
} as const satisfies Readonly<Record<string, ComponentType<PanelProps>>>;

export type PanelName = keyof typeof panels;

/** Panels about everything here: who looks after one company has no use for them. */
const ofInstallation: ReadonlySet<string> = new Set<PanelName>(["start"]);

/** The panels that are for this person, in their order. */
export function panelsFor(me: Me): readonly PanelName[] {
  return (Object.keys(panels) as PanelName[]).filter(
    (name) => me.audits === "installation" || !ofInstallation.has(name),
  );
}

/** `#service/audit`, also with something behind it; the first panel where it names none that is for this person. */
export function panelOf(hash: string, me: Me): PanelName {
  const mine = panelsFor(me);
  const [, name] = hash.split("/");
  return mine.find((one) => one === name) ?? mine[0] ?? "audit";
}

/** `#service/mail/<company>`: what of the panel is asked for. */
export function aboutOf(hash: string): string | null {
  return hash.split("/")[2] ?? null;
}
