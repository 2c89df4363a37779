import type { Section } from "./figure.ts";
import { firstSync } from "./sections/first-sync.ts";
import { push } from "./sections/push.ts";

/** Everything that is measured, by the name it is asked for with. */
export const sections: Readonly<Record<string, Section>> = {
  "first-sync": firstSync,
  push,
};
