import type { Section } from "./figure.ts";
import { firstSync } from "./sections/first-sync.ts";
import { idle } from "./sections/idle.ts";
import { intake } from "./sections/intake.ts";
import { latency } from "./sections/latency.ts";
import { push } from "./sections/push.ts";
import { store } from "./sections/store.ts";

/** Everything that is measured, by the name it is asked for with. */
export const sections: Readonly<Record<string, Section>> = {
  "first-sync": firstSync,
  push,
  idle,
  latency,
  intake,
  store,
};
