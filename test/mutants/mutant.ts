/** A fault that somebody might make, planted by replacing one piece of text. */
export interface Mutant {
  /** What it does wrong. */
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly search: string;
  readonly replacement: string;
  readonly test: { readonly file: string; readonly name: string };
}

export const sync = (file: string) => `server/sync/${file}.ts`;
export const engine = (file: string) => `server/engine/${file}.ts`;
export const wrapper = (file: string) => `server/connectors/strengthen/${file}.ts`;
