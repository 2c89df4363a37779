import type { CompanyNames } from "../../../engine/mailboxes/settings/company-names.ts";
import { whoseIs, type Sight } from "../../../engine/mailboxes/overview.ts";
import type { UserHealth, UserRow, UsersView } from "../../contract/service/users.ts";
import { healthOf } from "../../health.ts";

/** What a row tells beyond what the overview holds. */
export interface RowFacts {
  readonly tenantName: (tenantId: string) => string;
  readonly companyName: Awaited<ReturnType<CompanyNames["of"]>>;
  /** Why our store refused its last run; `null`: it did not. */
  readonly storageTrouble: (sight: Sight) => string | null;
  /** Ms since the epoch; `null`: no run is planned. */
  readonly nextAt: (sight: Sight) => number | null;
}

/** The worst first: what somebody has to look at stands on top. */
const worstFirst: readonly UserHealth[] = [
  ...(["refused", "storage", "failed", "braked", "no-consent", "signed-out"] as const),
  ...(["erp-down", "microsoft-down", "setup-required", "paused", "off", "operational"] as const),
];

export function healthOfSight(sight: Sight, facts: RowFacts): UserHealth {
  if (sight.refused !== null) return "refused";
  return healthOf({ ...sight, storage: facts.storageTrouble(sight) });
}

export function rowOf(sight: Sight, facts: RowFacts): UserRow {
  const { scope, mailbox, state } = sight;
  const health = healthOfSight(sight, facts);
  const nextAt = facts.nextAt(sight);
  const { linked = 0, waiting = 0, quarantined = 0 } = state?.counts ?? {};
  // One line for each kind of things that is synchronized.
  const calendar = {
    ...{ job: "calendar", enabled: mailbox?.jobs.calendar.enabled === true, health },
    lastSyncAt: state?.lastSuccessAt ?? null,
    nextSyncAt: nextAt === null ? null : new Date(nextAt).toISOString(),
    ...{ linked, waiting, quarantined },
  };
  return {
    ...{ tenantId: scope.tenantId, tenant: facts.tenantName(scope.tenantId) },
    ...{ mailboxId: scope.mailboxId, userId: mailbox?.userId ?? scope.mailboxId },
    ...whoseIs(sight),
    companyId: mailbox?.companyId ?? null,
    company: mailbox === null ? null : facts.companyName(mailbox),
    health,
    since: state?.since ?? null,
    jobs: [calendar],
    queued: sight.messages.size,
  };
}

export interface UsersQuery {
  readonly text: string;
  readonly health?: UserHealth | undefined;
  readonly tenantId?: string | undefined;
  readonly companyId?: string | undefined;
  readonly sort: "name" | "health" | "lastSync" | "quarantined" | "queued";
  readonly order: "up" | "down";
  readonly offset: number;
  readonly limit: number;
}

/** By which names are sorted: "Ä" stands beside "A", and ten thousand are compared in no time. */
function keyOf(name: string): string {
  return name.normalize("NFD").toLowerCase();
}

/** One page of these people; ten thousand are looked through and sorted in memory. */
export function usersOf(sights: readonly Sight[], query: UsersQuery, facts: RowFacts): UsersView {
  const found = sights
    .filter((sight) => isAsked(sight, query))
    .map((sight) => ({
      ...{ sight, health: healthOfSight(sight, facts) },
      key: keyOf(whoseIs(sight).name),
    }));
  const matching = found.filter(({ health }) => (query.health ?? health) === health);
  const sorted = matching.toSorted(byWish(query));
  return {
    total: sights.length,
    matching: matching.length,
    counts: worstFirst.flatMap((health) => {
      const count = found.filter((one) => one.health === health).length;
      return count === 0 ? [] : [{ health, count }];
    }),
    tenants: [...new Set(sights.map(({ scope }) => scope.tenantId))]
      .map((id) => ({ id, name: facts.tenantName(id) }))
      .sort((one, other) => ascending(one.name, other.name)),
    companies: companiesIn(sights, facts),
    rows: sorted
      .slice(query.offset, query.offset + query.limit)
      .map(({ sight }) => rowOf(sight, facts)),
  };
}

/** A company of two ERPs that share an id is chosen by either's name. */
function companiesIn(
  sights: readonly Sight[],
  { companyName }: Pick<RowFacts, "companyName">,
): UsersView["companies"] {
  const names = new Map<string, Set<string>>();
  for (const { mailbox } of sights) {
    if (mailbox?.companyId == null) continue;
    const known = names.get(mailbox.companyId) ?? new Set();
    names.set(mailbox.companyId, known.add(companyName(mailbox) ?? mailbox.companyId));
  }
  return [...names]
    .map(([id, called]) => ({ id, name: [...called].join(", ") }))
    .toSorted((one, other) => ascending(keyOf(one.name), keyOf(other.name)));
}

function isAsked(sight: Sight, { text, tenantId, companyId }: UsersQuery): boolean {
  const { scope, mailbox } = sight;
  if (tenantId !== undefined && scope.tenantId !== tenantId) return false;
  if (companyId !== undefined && mailbox?.companyId !== companyId) return false;
  const sought = text.trim().toLowerCase();
  if (sought === "") return true;
  const { name, address } = whoseIs(sight);
  const words = [name, address, scope.mailboxId, mailbox?.erpUserId];
  return words.some((word) => word?.toLowerCase().includes(sought) === true);
}

interface Found {
  readonly sight: Sight;
  readonly key: string;
  readonly health: UserHealth;
}

/** Always the same order: who is equal in what was asked for stands by name, then by id. */
function byWish({ sort, order }: UsersQuery): (one: Found, other: Found) => number {
  const sign = order === "up" ? 1 : -1;
  return (one, other) =>
    sign * comparisons[sort](one, other) ||
    comparisons.name(one, other) ||
    ascending(one.sight.scope.mailboxId, other.sight.scope.mailboxId);
}

const comparisons: Readonly<Record<UsersQuery["sort"], (one: Found, other: Found) => number>> = {
  name: (one, other) => ascending(one.key, other.key),
  health: (one, other) => worstFirst.indexOf(one.health) - worstFirst.indexOf(other.health),
  lastSync: (one, other) =>
    ascending(one.sight.state?.lastSuccessAt ?? "", other.sight.state?.lastSuccessAt ?? ""),
  quarantined: (one, other) => parked(one) - parked(other),
  queued: (one, other) => one.sight.messages.size - other.sight.messages.size,
};

function ascending(one: string, other: string): number {
  return one < other ? -1 : one === other ? 0 : 1;
}

function parked({ sight }: Found): number {
  return sight.state?.counts.quarantined ?? 0;
}
