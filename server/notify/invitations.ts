import type { Clock } from "../lib/clock.ts";
import type { InvitationDocument, OutboxDocument } from "../store/documents/administration.ts";
import { put, type Store } from "../store/store.ts";
import type { Addressee } from "./addresses.ts";
import type { Cause } from "./causes.ts";

/** What an administrator says to those whom he invites. */
export interface InvitationLetter {
  readonly language: "en" | "de";
  /** His own words, plain text below ours; may be empty. */
  readonly words: string;
  /** His name. */
  readonly by: string;
}

export interface Invitations {
  /** By address in lower case, oldest first. */
  list(tenantId: string): Promise<ReadonlyMap<string, InvitationDocument>>;
  /** Invites these, each once more where he was before. Durable when it resolves; the mails follow. */
  invite(tenantId: string, people: readonly Addressee[], letter: InvitationLetter): Promise<void>;
}

export function createInvitations(deps: {
  readonly store: Store;
  readonly clock: Clock;
}): Invitations {
  const { store, clock } = deps;
  const list = (tenantId: string) => store.list({ kind: "tenant", tenantId }, "invitations");
  /** One after the other: each counts on from what the one before it left. */
  let last: Promise<unknown> = Promise.resolve();
  return {
    list,
    invite(tenantId, people, letter) {
      const inviting = last.then(async () => {
        const before = await list(tenantId);
        const at = new Date(clock.now()).toISOString();
        await store.commit(
          { kind: "tenant", tenantId },
          people.map(({ address, name }) => {
            const { times = 0, erpUser } = before.get(address) ?? {};
            const chosen = erpUser === undefined ? {} : { erpUser };
            return put("invitations", address, {
              ...{ ...letter, ...chosen, name, at },
              times: times + 1,
            });
          }),
        );
      });
      last = inviting.catch(() => undefined);
      return inviting;
    },
  };
}

/** Under which key of the outbox somebody is told of his invitation. */
export function keyOfInvitation(address: string, { times }: Pick<InvitationDocument, "times">) {
  return `invitation/${address}/${times}`;
}

/** The mail by which somebody was invited last, as long as the outbox keeps it. */
export function mailOfInvitation(
  mails: readonly OutboxDocument[],
  address: string,
  invitation: InvitationDocument,
): OutboxDocument | undefined {
  const key = keyOfInvitation(address, invitation);
  return mails.find(({ notices }) => Object.hasOwn(notices, key));
}

const dayMs = 24 * 60 * 60_000;

/**
 * Who is still to be told that he is invited. After as long as mails are kept it is over: by then the
 * mail was sent and forgotten, and must not be sent once more for that.
 * @param hasCome whether somebody with this address uses the product
 */
export function invitationCauses(
  invitations: ReadonlyMap<string, InvitationDocument>,
  hasCome: (address: string) => boolean,
  historyDays: number,
  nowMs: number,
): readonly Cause[] {
  return [...invitations].flatMap(([address, invitation]): Cause[] => {
    const { name, language, at, by, words } = invitation;
    if (hasCome(address) || nowMs - Date.parse(at) >= historyDays * dayMs) return [];
    return [
      {
        ...{ key: keyOfInvitation(address, invitation), to: { name, address }, language },
        ...{ companyId: null, again: "never", alone: true },
        notice: { kind: "invitation", by, words },
      },
    ];
  });
}
