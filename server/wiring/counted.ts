import { healthOf } from "../api/health.ts";
import type { Config } from "../config/config.ts";
import { withDirectory } from "../engine/mailboxes/people/directory.ts";
import type { EngineWatch } from "../engine/mailboxes/mailbox.ts";
import { withOverview } from "../engine/mailboxes/overview.ts";
import { withFigures } from "../engine/log/figures.ts";
import { headsOf, withRecentLines } from "../engine/log/recent.ts";
import type { Log } from "../lib/log.ts";
import { createCensus } from "../metrics/census.ts";
import { createMetrics, type Metrics, type System } from "../metrics/metrics.ts";
import { watchedFetch } from "../metrics/watched-fetch.ts";
import { watchMailboxes } from "../notify/watch.ts";
import type { World } from "./world.ts";

/**
 * The world, of which everything that is stored and asked passes those who count it, for Prometheus
 * and for people, and those who hold in memory what all pages look at.
 */
export function countedWorld(config: Config, log: Log, world: World, version: string) {
  const { clock } = world;
  const watch = watchMailboxes(world.store);
  const metrics = createMetrics(version, world.isProcess === true);
  const census = createCensus(watch.store, metrics, (mailbox, state) =>
    healthOf({ mailbox, state, storage: null }),
  );
  const { store: looked, overview } = withOverview(census.store, clock);
  const { store: seen, recent } = withRecentLines(looked, clock, () => headsOf(overview));
  const figures = withFigures(seen, clock, log);
  const asked: Pick<Metrics, "asked"> = {
    asked(answer) {
      metrics.asked(answer);
      figures.asked(answer);
    },
  };
  const counted = (one: typeof globalThis.fetch) =>
    watchedFetch(one, asked, systemsOf(config), clock, world.trace);
  const engineWatch: EngineWatch = {
    ran: (...run) => metrics.ran(...run),
    carried: (scope, side, madeAt) => {
      // The census reads only for whoever asks for metrics, which may be nobody.
      const sinceMs = figures.lastSuccessMs(scope) ?? census.lastSuccessMs(scope);
      const madeMs = madeAt === null ? NaN : Date.parse(madeAt);
      // What a first sync or a long pause carries over was not waited for.
      if (sinceMs === null || !(madeMs >= sinceMs)) return;
      const latencyMs = Math.max(0, clock.now() - madeMs);
      metrics.arrived(side, latencyMs);
      figures.arrived(scope.tenantId, latencyMs);
    },
  };
  return {
    store: withDirectory(figures.store),
    fetch: counted(world.fetch),
    toErp: { fetch: counted(world.erpFetch ?? world.fetch), clock },
    ...{ watch, metrics, census, overview, recent, figures, engineWatch },
  };
}

/** Whose an origin is, for figures. */
function systemsOf({ entra, graph }: Config): (origin: string) => System {
  const [signIn, microsoft] = [entra.authorityHost, graph.url].map((url) => new URL(url).origin);
  return (origin) => {
    if (origin === microsoft) return "microsoft";
    return origin === signIn ? "sign-in" : "erp";
  };
}
