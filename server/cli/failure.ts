/** A failure as whoever typed the command is told it: what happened, and what he can do. */
export class CliError extends Error {
  override readonly name = "CliError";
  /** Stable, for scripts that read `--json`. */
  readonly code: string;
  readonly remedy: string | undefined;

  constructor(code: string, message: string, remedy?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}

/** What a command ends with. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;
