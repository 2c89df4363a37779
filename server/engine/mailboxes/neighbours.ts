import type { Health, MailboxDocument, StateDocument } from "../../store/documents/mailbox.ts";
import type { Link } from "../../sync/model.ts";
import { open } from "../../sync/flow.ts";
import { plan } from "../../sync/plan.ts";
import { termsOf } from "../run/terms.ts";
import { listMailboxes } from "./people/directory.ts";
import { scopeOf, stateKey, type EngineDeps } from "./mailbox.ts";

/** The other mailboxes of the tenant that were set up for this ERP, as one run sees them. */
export interface Neighbours {
  byId(mailboxId: string): Promise<MailboxDocument | undefined>;
  byAddress(address: string): Promise<MailboxDocument | undefined>;
  link(mailbox: MailboxDocument, linkId: string): Promise<Link | undefined>;
  /** The mailbox's link of this meeting. */
  linkOf(mailbox: MailboxDocument, meetingId: string): Promise<Link | undefined>;
  /**
   * Whether a link that has no activity yet is about to make one, or one that was deleted again.
   * @param isAtIt it claimed the meeting a moment ago: it runs, whatever became of its last run
   */
  makes(mailbox: MailboxDocument, link: Link, isAtIt: boolean): Promise<boolean>;
}

/** How a mailbox stands whose runs get to their end. */
export const running: ReadonlySet<Health> = new Set<Health>(["operational", "braked"]);
/** Longer than any run takes from asking whose its meetings are to the intents that come of it. */
const settlingMs = 15 * 60 * 1000;

function runs({ health, settlingAt }: StateDocument, nowMs: number): boolean {
  if (running.has(health)) return true;
  return settlingAt !== undefined && nowMs < Date.parse(settlingAt) + settlingMs;
}

/** Whose neighbours they are. */
interface Home {
  readonly deps: EngineDeps;
  readonly mailbox: MailboxDocument;
}

/** Reads each neighbour's links once, however many meetings are shared with him. */
export function openNeighbours({ deps, mailbox: home }: Home): Neighbours {
  const { store, log } = deps;
  let mailboxes: Promise<readonly MailboxDocument[]> | undefined;
  const meetings = new Map<string, Promise<ReadonlyMap<string, Link>>>();

  const others = async (): Promise<readonly MailboxDocument[]> => {
    mailboxes ??= listMailboxes(store, log);
    return (await mailboxes).filter(
      ({ tenantId, mailboxId, connectionId }) =>
        tenantId === home.tenantId &&
        mailboxId !== home.mailboxId &&
        connectionId === home.connectionId,
    );
  };

  const asDecided = async (found: MailboxDocument | undefined) =>
    found === undefined ? undefined : (deps.decided?.(found) ?? found);

  return {
    byId: async (mailboxId) =>
      asDecided((await others()).find((one) => one.mailboxId === mailboxId)),
    byAddress: async (address) =>
      asDecided((await others()).find((one) => one.address.toLowerCase() === address)),
    link: (mailbox, linkId) => store.get(scopeOf(mailbox), "links", linkId),
    async linkOf(mailbox, meetingId) {
      const known = meetings.get(mailbox.mailboxId) ?? read(deps, mailbox);
      meetings.set(mailbox.mailboxId, known);
      return (await known).get(meetingId);
    },
    async makes(mailbox, link, isAtIt) {
      if (link.create !== undefined) return true;
      const rules = deps.rules(mailbox);
      if (link.erp === null) {
        const terms = termsOf({ graph: deps.graph, erp: deps.erp(mailbox.connectionId) }, rules);
        if (link.guestOf !== undefined || plan(link, terms).kind !== "create") return false;
      }
      const scope = scopeOf(mailbox);
      if ((await store.get(scope, "quarantine", link.id)) !== undefined) return false;
      // One that cannot run is not waited for: nobody knows when it can.
      const state = isAtIt ? undefined : await store.get(scope, "state", stateKey);
      return (state === undefined || runs(state, deps.clock.now())) && open(rules.policy, "erp");
    },
  };
}

async function read(
  { store }: EngineDeps,
  mailbox: MailboxDocument,
): Promise<ReadonlyMap<string, Link>> {
  const links = await store.list(scopeOf(mailbox), "links");
  return new Map(
    [...links.values()].flatMap((link) => {
      const id = link.meeting?.id;
      return id == null ? [] : [[id, link] as const];
    }),
  );
}
