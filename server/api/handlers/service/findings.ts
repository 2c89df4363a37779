import { isWithin, type Realm } from "../../../administration/authority.ts";
import type { Pause } from "../../../connectors/port/connector-error.ts";
import type { Engine } from "../../../engine/engine.ts";
import type { Figures } from "../../../engine/log/figures.ts";
import type { Overview, Sight } from "../../../engine/mailboxes/overview.ts";
import { endpoints, stopAt } from "../../../engine/queue/stops.ts";
import type { Installation } from "../../../installation/installation.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Credential } from "../../../notify/causes.ts";
import type { MailLevels } from "../../../notify/levels.ts";
import type { Store } from "../../../store/store.ts";
import type { HealthFinding } from "../../contract/service/health.ts";

export interface HealthSources {
  readonly overview: Pick<Overview, "sights">;
  readonly figures: Pick<Figures, "steps">;
  readonly installation: Pick<Installation, "connections" | "tenants">;
  readonly engine: Pick<Engine, "feedDownSinceMs">;
  readonly store: Pick<Store, "get" | "list">;
  readonly mail: Pick<MailLevels, "ofTenant">;
  readonly credential: () => Credential | null;
  /** Why nothing is sent to an ERP now; `null`: requests go. */
  readonly pauseOf: (connectionId: string) => Pause | null;
  readonly clock: Clock;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Whoever orders a certificate needs some weeks; the first mail about it is sent then as well. */
const credentialSoonMs = 30 * dayMs;
/** Renewed long before: one that is about to end was not. */
const pushSoonMs = 6 * hourMs;
/** What waits longer than a safety net takes to come by waits for something. */
const oldMs = 6 * hourMs;
/** Steps of five minutes that tell how a system is doing now. */
const nowSteps = 3;

/** What is looked at of everything in a realm, each with who mends it. */
export async function findingsOf(
  sources: HealthSources,
  realm: Realm,
  sights: readonly Sight[],
): Promise<readonly HealthFinding[]> {
  const nowMs = sources.clock.now();
  return [
    ...(realm.tenantId === null ? await ofSystems(sources) : []),
    ...ofErps(sources, realm, sights),
    ...(realm.tenantId === null ? [ofCredential(sources.credential(), nowMs)] : []),
    ofConsent(sights),
    ...ofPeople(sights),
    ofPush(sights, nowMs),
    ...ofQueue(sights, nowMs),
    ...(await ofEndpoints(sources, realm)),
    ...(await ofMail(sources, realm)),
  ];
}

/** The larger, the worse. */
export function worst({ state }: Pick<HealthFinding, "state">): number {
  return { ok: 0, warning: 1, failed: 2 }[state];
}

type Facts = Partial<Pick<HealthFinding, "name" | "count" | "at" | "fixedBy" | "panel">>;

function finding(
  part: HealthFinding["part"],
  state: HealthFinding["state"],
  code: string,
  facts: Facts = {},
): HealthFinding {
  const none = { name: "", count: null, at: null, fixedBy: "nobody", panel: null } as const;
  return { ...none, about: null, part, state, code, ...facts };
}

/** How Microsoft's systems answered within the last quarter of an hour. */
async function ofSystems({ figures }: HealthSources): Promise<readonly HealthFinding[]> {
  const steps = (await figures.steps(null, "hour")).slice(-nowSteps);
  return (["microsoft", "sign-in"] as const).map((system) => {
    const count = (of: "asked" | "throttled" | "silent"): number =>
      steps.reduce((total, step) => total + (step[of][system] ?? 0), 0);
    const [asked, throttled, silent] = [count("asked"), count("throttled"), count("silent")];
    if (asked === 0) return finding(system, "ok", "quiet");
    if (silent === asked) {
      return finding(system, "failed", "silent", { count: silent, fixedBy: "operator" });
    }
    if (throttled > 0) return finding(system, "warning", "throttled", { count: throttled });
    if (silent > 0) return finding(system, "warning", "wavers", { count: silent });
    return finding(system, "ok", "answers", { count: asked });
  });
}

function ofErps(
  { installation, engine, pauseOf }: HealthSources,
  realm: Realm,
  sights: readonly Sight[],
): readonly HealthFinding[] {
  return installation
    .connections()
    .filter(({ tenants }) => tenants.some((tenantId) => isWithin(realm, tenantId)))
    .map(({ id, name }) => {
      const pause = pauseOf(id);
      if (pause !== null) {
        return finding("erp", "ok", pause.kind, { name, at: pause.until, panel: "erps" });
      }
      const sinceMs = engine.feedDownSinceMs(id);
      // A mailbox that writes hears of it before the feed is read again.
      const told = sights.filter(
        ({ mailbox, state }) => mailbox?.connectionId === id && state?.health === "erp-down",
      );
      const at = oldest([
        sinceMs === null ? null : new Date(sinceMs).toISOString(),
        ...told.map(({ state }) => state?.since),
      ]);
      if (at === null) return finding("erp", "ok", "answers", { name, panel: "erps" });
      return finding("erp", "failed", "silent", {
        ...{ name, at, fixedBy: "administrator", panel: "erps" },
      });
    });
}

function ofCredential(credential: Credential | null, nowMs: number): HealthFinding {
  // Nobody could be told before it ends, and then everything stands still.
  if (credential === null) {
    return finding("credential", "warning", "untold", { fixedBy: "operator", panel: "microsoft" });
  }
  const { kind, expiresAtMs } = credential;
  const leftMs = expiresAtMs - nowMs;
  const state = leftMs <= 0 ? "failed" : leftMs <= credentialSoonMs ? "warning" : "ok";
  const at = new Date(expiresAtMs).toISOString();
  const fixedBy = state === "ok" ? "nobody" : "operator";
  return finding("credential", state, leftMs <= 0 ? `${kind}-ended` : kind, { at, fixedBy });
}

/** `null`: of nobody. */
function oldest(times: readonly (string | null | undefined)[]): string | null {
  return times.flatMap((time) => time ?? []).sort()[0] ?? null;
}

function ofConsent(sights: readonly Sight[]): HealthFinding {
  const broken = sights.filter(
    ({ mailbox, state }) =>
      mailbox?.jobs.calendar.enabled === true && state?.health === "no-consent",
  );
  if (broken.length === 0) return finding("consent", "ok", "given", { panel: "microsoft" });
  return finding("consent", "failed", "broken", {
    ...{ count: broken.length, at: oldest(broken.map(({ state }) => state?.since)) },
    ...{ fixedBy: "administrator", panel: "microsoft" },
  });
}

/** Brakes, and people who wait for somebody. */
function ofPeople(sights: readonly Sight[]): readonly HealthFinding[] {
  const on = sights.filter(({ mailbox }) => mailbox?.jobs.calendar.enabled === true);
  const braked = on.filter(({ state }) => state?.brake != null);
  const signedOut = on.filter(({ state }) => state?.health === "signed-out");
  const failed = on.filter(({ state }) => state?.health === "failed");
  const refused = sights.filter((sight) => sight.refused !== null);
  const since = (some: readonly Sight[]) => oldest(some.map(({ state }) => state?.since));
  const found = [
    ...(signedOut.length === 0
      ? []
      : [
          finding("mailboxes", "warning", "signed-out", {
            ...{ count: signedOut.length, at: since(signedOut), fixedBy: "person", panel: "users" },
          }),
        ]),
    ...(failed.length === 0
      ? []
      : [
          finding("mailboxes", "failed", "failed", {
            ...{ count: failed.length, at: since(failed), fixedBy: "operator", panel: "users" },
          }),
        ]),
    ...(refused.length === 0
      ? []
      : [
          finding("mailboxes", "failed", "refused", {
            ...{ count: refused.length, fixedBy: "operator", panel: "users" },
          }),
        ]),
  ];
  return [
    braked.length === 0
      ? finding("brake", "ok", "off")
      : finding("brake", "failed", "on", {
          count: braked.length,
          at: oldest(braked.map(({ state }) => state?.brake?.at)),
          ...{ fixedBy: "administrator", panel: "users" },
        }),
    ...(found.length > 0
      ? found
      : [finding("mailboxes", "ok", "well", { count: on.length, panel: "users" })]),
  ];
}

function ofPush(sights: readonly Sight[], nowMs: number): HealthFinding {
  const on = sights.filter(({ mailbox }) => mailbox?.jobs.calendar.enabled === true);
  const dead = on.filter(({ push }) => push?.problem !== undefined || push?.lacks !== undefined);
  if (dead.length > 0) {
    return finding("push", "warning", "dead", {
      ...{ count: dead.length, fixedBy: "operator", panel: "users" },
      at: oldest(dead.map(({ push }) => (push?.problem ?? push?.lacks)?.since)),
    });
  }
  const ending = on.filter(
    ({ push }) => push != null && Date.parse(push.expiresAt) - nowMs < pushSoonMs,
  );
  if (ending.length > 0) {
    return finding("push", "warning", "ending", {
      ...{ count: ending.length, at: oldest(ending.map(({ push }) => push?.expiresAt)) },
      ...{ fixedBy: "operator", panel: "users" },
    });
  }
  return finding("push", "ok", "announced", {
    at: oldest(on.map(({ push }) => push?.expiresAt)),
    panel: "users",
  });
}

function ofQueue(sights: readonly Sight[], nowMs: number): readonly HealthFinding[] {
  const messages = sights.flatMap((sight) => [...sight.messages.values()]);
  const aside = messages.filter(({ state }) => state === "aside");
  const waiting = messages.filter(({ state }) => state !== "aside");
  const at = oldest(waiting.map(({ since }) => since));
  const isOld = at !== null && nowMs - Date.parse(at) > oldMs;
  const counted = { count: waiting.length, at, panel: "queue" } as const;
  return [
    waiting.length === 0
      ? finding("queue", "ok", "empty", { panel: "queue" })
      : isOld
        ? finding("queue", "warning", "old", { ...counted, fixedBy: "administrator" })
        : finding("queue", "ok", "moves", counted),
    aside.length === 0
      ? finding("aside", "ok", "none", { panel: "queue" })
      : finding("aside", "warning", "some", {
          ...{ count: aside.length, at: oldest(aside.map(({ since }) => since)) },
          ...{ fixedBy: "administrator", panel: "queue" },
        }),
  ];
}

async function ofEndpoints(
  { store, installation }: HealthSources,
  realm: Realm,
): Promise<readonly HealthFinding[]> {
  const tenants = installation.tenants().filter(({ id }) => isWithin(realm, id));
  const found: HealthFinding[] = [];
  for (const { id, name } of [{ id: null, name: "" }, ...tenants]) {
    for (const endpoint of endpoints) {
      const stop = await stopAt(store, id, endpoint);
      if (stop === undefined) continue;
      found.push(
        finding("endpoint", "warning", endpoint, {
          ...{ name, at: stop.at, fixedBy: "administrator", panel: "queue" },
        }),
      );
    }
  }
  return found;
}

/** Whether mails go out, and whether anybody hears of what is wrong. */
async function ofMail(
  { store, installation, mail }: HealthSources,
  realm: Realm,
): Promise<readonly HealthFinding[]> {
  const found: HealthFinding[] = [];
  for (const { id, name } of installation.tenants().filter((one) => isWithin(realm, one.id))) {
    const { tenant } = await mail.ofTenant(id);
    const itsMail = { name, panel: "mail", about: id } as const;
    const wrong = { ...itsMail, fixedBy: "administrator" } as const;
    if (tenant.transport.kind === "none")
      found.push(finding("alerts", "warning", "no-mail", wrong));
    else if (tenant.alertsTo.length === 0) {
      found.push(finding("alerts", "warning", "nobody", wrong));
    } else {
      found.push(finding("alerts", "ok", "told", { ...itsMail, count: tenant.alertsTo.length }));
    }
    const mails = [...(await store.list({ kind: "tenant", tenantId: id }, "outbox")).values()];
    const failed = mails.filter(({ state }) => state === "failed");
    const stuck = mails.filter(({ state, problem }) => state === "waiting" && problem !== null);
    const lost = [...failed, ...stuck];
    if (lost.length > 0) {
      found.push(
        finding("outbox", failed.length > 0 ? "failed" : "warning", "stuck", {
          ...{ ...wrong, count: lost.length, at: oldest(lost.map(({ madeAt }) => madeAt)) },
        }),
      );
    }
  }
  return found;
}
