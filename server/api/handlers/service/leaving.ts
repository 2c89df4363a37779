import { isWithin, type Realm } from "../../../administration/authority.ts";
import type { Administrators } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import type { Leaving, LeavingSight } from "../../../administration/leaving.ts";
import { countCopies } from "../../../engine/mailboxes/copies.ts";
import { nothingCleared } from "../../../engine/mailboxes/clearing.ts";
import type { Overview, Sight } from "../../../engine/mailboxes/overview.ts";
import { countMarked } from "../../../engine/mailboxes/unmark.ts";
import type { Installation, Tenant } from "../../../installation/installation.ts";
import type { Cleared, DepartureDocument } from "../../../store/documents/administration.ts";
import type {
  LeavingCompany,
  LeavingProgress,
  LeavingStake,
} from "../../contract/service/leaving.ts";
import { ProblemError } from "../../errors.ts";
import type { HandlerDeps, Handlers } from "../handler.ts";

export interface LeavingHandlerDeps extends HandlerDeps {
  readonly leaving: Leaving;
  readonly overview: Overview;
  readonly audit: Pick<Audit, "verify">;
  readonly administrators: Pick<Administrators, "list">;
  readonly installation: Pick<Installation, "tenants" | "connections">;
}

type LeavingHandlers = Pick<
  Handlers,
  "leaving" | "leavingPreview" | "beginLeaving" | "actOnLeaving" | "leavingProof"
>;

/** Whoever is told more than these has a list of his own: Users. */
const heldMax = 100;

/** Companies that leave: what would go, how far it is, and the proof. */
export function leavingHandlers(deps: LeavingHandlerDeps): LeavingHandlers {
  const { leaving, overview, installation } = deps;
  const { store } = deps.engineDeps;

  const company = async (
    { id, name, fixed }: Tenant,
    sights: readonly Sight[],
  ): Promise<LeavingCompany> => {
    const theirs = sights.filter(({ scope }) => scope.tenantId === id);
    const found = await leaving.sight(id);
    return {
      ...{ tenantId: id, name, fixed, mailboxes: theirs.length },
      linked: theirs.reduce((sum, { state }) => sum + (state?.counts.linked ?? 0), 0),
      progress: found === null ? null : progressOf(found, theirs),
    };
  };

  const view = async (realm: Realm): Promise<{ companies: LeavingCompany[] }> => {
    const sights = await overview.sights();
    const companies: LeavingCompany[] = [];
    for (const tenant of installation.tenants()) {
      if (isWithin(realm, tenant.id)) companies.push(await company(tenant, sights));
    }
    return { companies };
  };

  const named = (realm: Realm, { tenantId = "" }: Readonly<Record<string, string>>): Tenant => {
    const found = installation.tenants().find(({ id }) => id === tenantId);
    if (found !== undefined && isWithin(realm, tenantId)) return found;
    throw new ProblemError("not-found", "No such company is set up here.");
  };

  const stakeOf = async ({ scope, mailbox, refused }: Sight): Promise<LeavingStake> => {
    const known = {
      ...{ mailboxId: scope.mailboxId, refused },
      ...{ name: mailbox?.name ?? "", address: mailbox?.address ?? "" },
    };
    if (refused !== null) {
      const none = { links: 0, marks: 0, outlookCopies: 0, erpCopies: 0, subscriptions: 0 };
      return { ...known, ...none, tokens: false };
    }
    const links = [...(await store.list(scope, "links")).values()];
    return {
      ...known,
      links: links.length,
      marks: countMarked(links),
      outlookCopies: countCopies("microsoft", links),
      erpCopies: countCopies("erp", links),
      subscriptions: (await store.list(scope, "subscriptions")).size,
      tokens: (await store.list(scope, "secrets")).size > 0,
    };
  };

  const documentsOf = async (tenantId: string): Promise<number> => {
    let count = 0;
    for await (const change of store.dump({ kind: "tenant", tenantId })) {
      if (change.kind === "put") count += 1;
    }
    return count;
  };

  return {
    leaving: ({ realm }) => view(realm),

    async leavingPreview({ realm, params, query: { offset, limit } }) {
      const tenant = named(realm, params);
      const sights = (await overview.sights()).filter(({ scope }) => scope.tenantId === tenant.id);
      const stakes: LeavingStake[] = [];
      for (const sight of sights.slice(offset, offset + limit)) stakes.push(await stakeOf(sight));
      const alone = installation
        .connections()
        .filter(({ tenants }) => tenants.every((id) => id === tenant.id) && tenants.length > 0);
      return {
        company: await company(tenant, sights),
        ...{ total: sights.length, stakes, documents: await documentsOf(tenant.id) },
        roles: (await deps.administrators.list({ tenantId: tenant.id })).length,
        connections: alone.map(({ id, name, fixed }) => ({ id, name, fixed })),
      };
    },

    async beginLeaving({ realm, params, body: { confirm, ...choices }, by }) {
      const { id: tenantId, name } = named(realm, params);
      if (confirm.trim().toLowerCase() !== name.toLowerCase()) {
        throw new ProblemError("bad-request", "This is not the name of the company.", {
          field: "confirm",
        });
      }
      await leaving.begin({ tenantId, name, choices }, by);
      return view(realm);
    },

    async actOnLeaving({ realm, params, body: { act }, by }) {
      const { id } = named(realm, params);
      if (act === "stop") await leaving.stop(id, by);
      else if (act === "come-back") await leaving.comeBack(id, by);
      else await leaving.goOn(id, act === "leave-behind", by);
      return view(realm);
    },

    async leavingProof({ realm, params }) {
      const found = await leaving.sight(named(realm, params).id);
      if (found?.leaving.state !== "done") {
        throw new ProblemError("not-found", "The proof is there once the company has left.");
      }
      return proofOf(found, (await deps.audit.verify()).head);
    },
  };
}

function progressOf(
  { leaving, departures, wait }: LeavingSight,
  sights: readonly Sight[],
): LeavingProgress {
  const gone = departures.filter(({ proof }) => proof !== undefined);
  const held = departures.flatMap(({ mailboxId, held: why }) => {
    if (why === undefined) return [];
    const { code, reason, again = null } = why;
    return [{ mailboxId, name: nameIn(sights, mailboxId), code, reason, again }];
  });
  const { state, at, by, endedAt = null, choices, mailboxes, problem = null } = leaving;
  return {
    ...{ state, at, by: by.name, endedAt, choices, mailboxes, gone: gone.length },
    ...{ cleared: sumOf(departures), problem, goOn: sights.length },
    wait: state === "running" ? wait : null,
    held: held.slice(0, heldMax),
  };
}

function nameIn(sights: readonly Sight[], mailboxId: string): string {
  return sights.find(({ scope }) => scope.mailboxId === mailboxId)?.mailbox?.name ?? "";
}

function sumOf(departures: readonly DepartureDocument[]): Cleared {
  const of = (name: keyof Cleared) => ({
    removed: departures.reduce((sum, { cleared }) => sum + (cleared?.[name].removed ?? 0), 0),
    left: departures.reduce((sum, { cleared }) => sum + (cleared?.[name].left ?? 0), 0),
  });
  return departures.length === 0
    ? nothingCleared
    : { marks: of("marks"), outlookCopies: of("outlookCopies"), erpCopies: of("erpCopies") };
}

function proofOf({ leaving, departures }: LeavingSight, trail: string) {
  const { tenantId, name, at, endedAt = "", by, choices, rest } = leaving;
  return {
    ...{ product: "Sync to ERP", tenantId, name, choices, trail },
    ...{ begunAt: at, endedAt, begunBy: by.name },
    mailboxes: departures.map(({ mailboxId, cleared, proof, at: goneAt }) => ({
      ...{ mailboxId, at: goneAt, cleared },
      documents: proof?.documents ?? 0,
      logLines: proof?.logLines ?? 0,
      digest: proof?.digest ?? "",
      isGone: proof?.isGone ?? false,
    })),
    company: { documents: rest?.documents ?? 0, digest: rest?.digest ?? "" },
    connections: [...(rest?.connections ?? [])],
  };
}
