import type { Section } from "./figure.ts";
import { bundle } from "./sections/bundle.ts";
import { firstSync } from "./sections/first-sync.ts";
import { idle } from "./sections/idle.ts";
import { intake } from "./sections/intake.ts";
import { latency } from "./sections/latency.ts";
import { manySeries } from "./sections/many-series.ts";
import { memory } from "./sections/memory.ts";
import { pane } from "./sections/pane.ts";
import { push } from "./sections/push.ts";
import { service } from "./sections/service.ts";
import { simulation } from "./sections/simulation.ts";
import { store } from "./sections/store.ts";

/** Everything that is measured, by the name it is asked for with. */
export const sections: Readonly<Record<string, Section>> = {
  bundle,
  pane,
  "first-sync": firstSync,
  "many-series": manySeries,
  push,
  idle,
  memory,
  latency,
  service,
  simulation,
  intake,
  store,
};
