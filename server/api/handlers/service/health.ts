import { isWithin } from "../../../administration/authority.ts";
import { spans } from "../../../engine/log/figures.ts";
import type { Handlers } from "../handler.ts";
import { findingsOf, worst, type HealthSources } from "./findings.ts";

/** How everything is doing, now and over a week, as far as who asks may look. */
export function healthHandlers(sources: HealthSources): Pick<Handlers, "health" | "figures"> {
  return {
    async health({ realm }) {
      const sights = await sources.overview.sights();
      const own = sights.filter(({ scope }) => isWithin(realm, scope.tenantId));
      const found = await findingsOf(sources, realm, own);
      return { findings: found.toSorted((one, other) => worst(other) - worst(one)) };
    },

    async figures({ realm, query: { span } }) {
      const steps = await sources.figures.steps(realm.tenantId, span);
      return {
        stepMs: spans[span].stepMs,
        ofSystems: realm.tenantId === null,
        steps: steps.map(({ fromMs, changes, latency, failures, throttled }) => ({
          ...{ from: new Date(fromMs).toISOString(), changes, latency },
          ...{ failures: { ...failures }, throttled: { ...throttled } },
        })),
      };
    },
  };
}
