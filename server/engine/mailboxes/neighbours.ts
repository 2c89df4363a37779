import type { Health, MailboxDocument } from "../../store/documents/mailbox.ts";
import type { Link } from "../../sync/model.ts";
import { open } from "../../sync/flow.ts";
import { listMailboxes } from "./directory.ts";
import { scopeOf, stateKey, type EngineDeps } from "./mailbox.ts";

/** The other mailboxes of the tenant that were set up for this ERP, as one run sees them. */
export interface Neighbours {
  byId(mailboxId: string): Promise<MailboxDocument | undefined>;
  byAddress(address: string): Promise<MailboxDocument | undefined>;
  link(mailbox: MailboxDocument, linkId: string): Promise<Link | undefined>;
  /** The mailbox's link of this meeting. */
  linkOf(mailbox: MailboxDocument, meetingId: string): Promise<Link | undefined>;
  /**
   * Whether a link that has no activity yet is about to make one.
   * @param isAtIt it claimed the meeting a moment ago: it runs, whatever became of its last run
   */
  makes(mailbox: MailboxDocument, link: Link, isAtIt: boolean): Promise<boolean>;
}

const running: ReadonlySet<Health> = new Set<Health>(["operational", "braked"]);

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
      const scope = scopeOf(mailbox);
      if ((await store.get(scope, "quarantine", link.id)) !== undefined) return false;
      // One that cannot run is not waited for: nobody knows when it can.
      const state = isAtIt ? undefined : await store.get(scope, "state", stateKey);
      const runs = state === undefined || running.has(state.health);
      return runs && open(deps.rules(mailbox).policy, "erp");
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
