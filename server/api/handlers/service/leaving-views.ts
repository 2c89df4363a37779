import type { Leaving, LeavingSight } from "../../../administration/leaving/leaving.ts";
import { countCopies } from "../../../engine/mailboxes/copies.ts";
import { nothingCleared } from "../../../engine/mailboxes/clearing.ts";
import { whoseIs, type Sight } from "../../../engine/mailboxes/overview.ts";
import { countMarked } from "../../../engine/mailboxes/unmark.ts";
import type { Tenant } from "../../../installation/installation.ts";
import type {
  Cleared,
  DepartureDocument,
  LeavingDocument,
} from "../../../store/documents/administration.ts";
import type { Store } from "../../../store/store.ts";
import type {
  LeavingCompany,
  LeavingProgress,
  LeavingStake,
} from "../../contract/service/leaving.ts";
import { told, type Language } from "../../told.ts";

/** Whoever is told more than these has a list of his own: Users. */
const heldMax = 100;

/**
 * A company, and how far it is where it leaves.
 * @param sights of all companies @param language in which it is said what it waits for
 */
export async function companyOf(
  leaving: Pick<Leaving, "sight">,
  { id, name, fixed }: Tenant,
  sights: readonly Sight[],
  language: Language,
): Promise<LeavingCompany> {
  const theirs = sights.filter(({ scope }) => scope.tenantId === id);
  const found = await leaving.sight(id);
  return {
    ...{ tenantId: id, name, fixed, mailboxes: theirs.length },
    linked: theirs.reduce((sum, { state }) => sum + (state?.counts.linked ?? 0), 0),
    progress: found === null ? null : progressOf(found, theirs, language),
  };
}

/** What is at stake in a mailbox. It is opened for that. */
export async function stakeOf(
  store: Store,
  sight: Sight,
  language: Language,
): Promise<LeavingStake> {
  const { scope, refused } = sight;
  const known = {
    ...{ mailboxId: scope.mailboxId, refused: refused && told(refused, language) },
    ...whoseIs(sight),
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
}

/** How many entries are kept of a company itself. */
export async function documentsOf(store: Store, tenantId: string): Promise<number> {
  let count = 0;
  for await (const change of store.dump({ kind: "tenant", tenantId })) {
    if (change.kind === "put") count += 1;
  }
  return count;
}

/** Who began it, for display; `null`: whoever runs the server. */
export function nameOf(by: LeavingDocument["by"]): string | null {
  return by.kind === "operator" ? null : by.name;
}

function progressOf(
  { leaving, departures, wait }: LeavingSight,
  sights: readonly Sight[],
  language: Language,
): LeavingProgress {
  const gone = departures.filter(({ proof }) => proof !== undefined);
  const held = departures.flatMap(({ mailboxId, held: why }) => {
    if (why === undefined) return [];
    const { code, again = null } = why;
    const reason = told(why.reason, language);
    return [{ mailboxId, name: nameIn(sights, mailboxId), code, reason, again }];
  });
  const { state, at, by, endedAt = null, choices, mailboxes, problem = null } = leaving;
  return {
    ...{ state, at, by: nameOf(by), endedAt, choices, mailboxes, gone: gone.length },
    ...{ cleared: sumOf(departures), problem, goOn: sights.length },
    wait: state === "running" ? waitTold(wait, language) : null,
    held: held.slice(0, heldMax),
  };
}

/** Until when it waits, and for what. */
export function waitTold(wait: LeavingSight["wait"], language: Language): LeavingSight["wait"] {
  return wait && { ...wait, reason: told(wait.reason, language) };
}

function nameIn(sights: readonly Sight[], mailboxId: string): string {
  const found = sights.find(({ scope }) => scope.mailboxId === mailboxId);
  return found === undefined ? "" : whoseIs(found).name;
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

/** What was removed of a company that has left. */
export function leftCompany({ leaving, departures }: LeavingSight) {
  const { tenantId, name, at, endedAt = "", by, choices, rest } = leaving;
  return {
    ...{ tenantId, name, choices },
    ...{ begunAt: at, endedAt, begunBy: nameOf(by) },
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
