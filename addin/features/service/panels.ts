import { lazy, type ComponentType } from "react";
import type { PanelProps } from "./panel.ts";

/** The panels of the Service section, in the order in which they are listed. */
export const panels = {
  microsoft: lazy(async () => ({
    default: (await import("./microsoft/MicrosoftPanel.tsx")).MicrosoftPanel,
  })),
  erps: lazy(async () => ({ default: (await import("./erps/ErpsPanel.tsx")).ErpsPanel })),
  administrators: lazy(async () => ({
    default: (await import("./administrators/AdministratorsPanel.tsx")).AdministratorsPanel,
  })),
  audit: lazy(async () => ({ default: (await import("./audit/AuditPanel.tsx")).AuditPanel })),
} as const satisfies Readonly<Record<string, ComponentType<PanelProps>>>;

export type PanelName = keyof typeof panels;
export const panelNames = Object.keys(panels) as PanelName[];

/** `#service/audit`; the first panel where it names none, `null` where it is another place. */
export function panelOf(hash: string): PanelName | null {
  if (hash !== "#service" && !hash.startsWith("#service/")) return null;
  const name = hash.slice("#service/".length);
  return panelNames.find((one) => one === name) ?? panelNames[0] ?? null;
}
