import type { Finding } from "../api/contract/doctor.ts";

/** What `sync-to-erp doctor` prints for people: what is wrong first, and who mends it how. */
export function doctorText(findings: readonly Finding[]): string {
  const failed = findings.filter(({ state }) => state === "failed");
  const warnings = findings.filter(({ state }) => state === "warning");
  const well = findings.filter(({ state }) => state === "ok");
  return [
    ...[...failed, ...warnings, ...well].flatMap(linesOf),
    failed.length === 0 && warnings.length === 0
      ? "All is well."
      : `${failed.length} must be mended, ${warnings.length} deserve a look.`,
  ].join("\n");
}

const marks = { failed: "FAILED ", warning: "look   ", ok: "ok     " } as const;
const who = {
  person: "its person",
  administrator: "an administrator",
  operator: "whoever runs the server",
  erp: "whoever administers the ERP",
  nobody: "nobody; it passes",
} as const;

function linesOf({ check, state, says, fixedBy, remedy }: Finding): readonly string[] {
  const line = `${marks[state]} ${check}: ${says}`;
  return fixedBy === null ? [line] : [line, `        ${who[fixedBy]}: ${remedy ?? ""}`];
}
