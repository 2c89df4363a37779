/** How long things are kept that nothing needs any more, in days; `null`: as long as there is room. */
export interface Retention {
  /** Lines of the log, and the history of items. */
  readonly logDays: number | null;
  /** What takes changes back; never longer than runs keep it. */
  readonly undoDays: number;
  /** Items that were set aside and never came in: they come back when they change. */
  readonly quarantineDays: number | null;
  /** That somebody was invited, counted from his last invitation. */
  readonly invitationDays: number | null;
}

/** What one level says; what is absent is as the level above has it. */
export type SaidRetention = { readonly [N in keyof Retention]?: number };

/** Nothing that people can see is forgotten before an administrator says so. */
export const retentionDefaults: Retention = {
  ...{ logDays: null, undoDays: 30, quarantineDays: null, invitationDays: null },
};

/** A day is less than a backup is apart; ten years outlive what any law asks for here. */
export const retentionBounds = {
  logDays: { min: 7, max: 3650 },
  undoDays: { min: 1, max: 30 },
  quarantineDays: { min: 7, max: 3650 },
  invitationDays: { min: 7, max: 3650 },
} as const satisfies Record<keyof Retention, { min: number; max: number }>;

export const retentionNames = Object.keys(retentionBounds) as readonly (keyof Retention)[];

/** What was stored of a level; what cannot be read counts as not said. */
export function saidOf(stored: Readonly<Record<string, unknown>> | undefined): SaidRetention {
  return Object.fromEntries(
    retentionNames.flatMap((name) => {
      const value = stored?.[name];
      const { min, max } = retentionBounds[name];
      const isMeant = typeof value === "number" && Number.isInteger(value);
      return isMeant && value >= min && value <= max ? [[name, value]] : [];
    }),
  );
}

/**
 * What holds where several levels say something, from everybody down: the shortest. Whoever decides
 * above says how long is too long, and those below how much sooner is enough for them.
 */
export function retentionOf(...levels: readonly SaidRetention[]): Retention {
  const shortest = (name: keyof Retention): number | null => {
    const said = levels.flatMap((level) => level[name] ?? []);
    const usual = retentionDefaults[name];
    const all = usual === null ? said : [...said, usual];
    return all.length === 0 ? null : Math.min(...all);
  };
  return {
    logDays: shortest("logDays"),
    undoDays: shortest("undoDays") ?? retentionBounds.undoDays.max,
    quarantineDays: shortest("quarantineDays"),
    invitationDays: shortest("invitationDays"),
  };
}
