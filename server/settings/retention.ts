/** How long things are kept that nothing needs any more, in days; `null`: as long as there is room. */
export interface Retention {
  /** Lines of the log, and the history of items. */
  readonly logDays: number | null;
  /** What takes changes back; never longer than runs keep it. */
  readonly undoDays: number;
  /** Items that were set aside and never came in: they come back when they change. */
  readonly quarantineDays: number | null;
}

/** Nothing that people can see is forgotten before an administrator says so. */
export const retentionDefaults: Retention = { logDays: null, undoDays: 30, quarantineDays: null };

/** A day is less than a backup is apart; ten years outlive what any law asks for here. */
export const retentionBounds = {
  logDays: { min: 7, max: 3650 },
  undoDays: { min: 1, max: 30 },
  quarantineDays: { min: 7, max: 3650 },
} as const satisfies Record<keyof Retention, { min: number; max: number }>;

/** What was stored, on top of what holds where nothing was; what cannot be read counts as not stored. */
export function retentionOf(stored: Readonly<Record<string, unknown>> | undefined): Retention {
  const days = (name: keyof Retention): number | undefined => {
    const value = stored?.[name];
    const { min, max } = retentionBounds[name];
    const isMeant = typeof value === "number" && Number.isInteger(value);
    return isMeant && value >= min && value <= max ? value : undefined;
  };
  return {
    logDays: days("logDays") ?? retentionDefaults.logDays,
    undoDays: days("undoDays") ?? retentionDefaults.undoDays,
    quarantineDays: days("quarantineDays") ?? retentionDefaults.quarantineDays,
  };
}
