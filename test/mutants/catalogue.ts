import { ofCore } from "./core.ts";
import { ofEngine } from "./engine.ts";
import { ofMarks } from "./marks.ts";
import type { Mutant } from "./mutant.ts";
import { ofPrivacy } from "./privacy.ts";
import { ofSeries } from "./series.ts";

/**
 * Faults that somebody might make, and the test that must fail of each. `npm run mutants` plants them
 * one by one in a copy of the sources.
 */
export const mutants: readonly Mutant[] = [
  ...ofCore,
  ...ofEngine,
  ...ofMarks,
  ...ofPrivacy,
  ...ofSeries,
];
