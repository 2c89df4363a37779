import { createHash } from "node:crypto";
import { addressDigest } from "../store/documents/address-digest.ts";
import type { Clock } from "../lib/clock.ts";
import type {
  AuditEntry,
  ErasedDocument,
  InvitationDocument,
  OutboxDocument,
} from "../store/documents/administration.ts";
import {
  put,
  scopeKey,
  type Change,
  type Collection,
  type Scope,
  type Store,
} from "../store/store.ts";
import {
  actorBehind,
  actorOf,
  type Administrators,
  type By,
  type Decider,
} from "./administrators.ts";
import type { Audit } from "./audit.ts";

/** Whose data it is. */
export interface Subject {
  readonly tenantId: string;
  readonly mailboxId: string;
  /** For finding him in the trail; empty where only his id is known. */
  readonly name: string;
  readonly address: string;
  /** His role stays, by which his company is told about the leaving; its files go with it, at the end. */
  readonly companyLeaves?: true;
}

/** All that is held about a person. */
export interface Holdings {
  /** By collection: documents of his mailbox, in every file and copy of it. */
  readonly documents: Readonly<Partial<Record<Collection, number>>>;
  readonly logLines: number;
  /** Meetings of the tenant that his mailbox claimed. */
  readonly claims: number;
  /** Mails of the tenant's outbox, sent or not, that are to him or about him. */
  readonly mails: number;
  /** A role that was given here. */
  readonly role: "administrator" | "auditor" | null;
  /** Lines of the audit trail that mention him. They stay. */
  readonly trail: number;
}

export interface Proof {
  readonly at: string;
  readonly documents: number;
  readonly logLines: number;
  readonly claims: number;
  readonly mails: number;
  /** SHA-256 of all that was removed from his mailbox, as an export of it lists it; hexadecimal. */
  readonly digest: string;
  /** Read afterwards: whether anything of his mailbox is left in the store. */
  readonly isGone: boolean;
}

export interface Erasure {
  look(subject: Subject): Promise<Holdings>;
  /**
   * Removes all of it, with every journal and copy, and notes that it was done: later imports of a
   * backup do not bring it back. Whatever needs a sign-in of the person must have been done before.
   * @throws AdministrationError `last-administrator`
   */
  erase(subject: Subject, facts: Facts, by: Decider): Promise<Proof>;
  /**
   * Removes that somebody was invited, who has no mailbox here, with the mails to him; later imports of a
   * backup do not bring it back.
   * @returns how many mails went with it; `null`: he was not invited
   */
  eraseInvited(whom: Invited, by: By): Promise<number | null>;
}

export interface Invited {
  readonly tenantId: string;
  readonly address: string;
}

/** What was done elsewhere with it, for the trail. */
type Facts = Readonly<Record<string, string | number | boolean | null>>;

export interface ErasureDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly administrators: Pick<Administrators, "list" | "forget">;
  /** What is held of him in memory alone, as plans and dry runs are. */
  readonly forget: (subject: Subject) => void;
}

const installation = { kind: "installation" } as const;
/** Lines of the trail that are read at once. */
const portion = 500;

export function createErasure(deps: ErasureDeps): Erasure {
  const { store, clock, audit, administrators } = deps;
  const claimsOf = async ({ tenantId, mailboxId }: Subject): Promise<readonly string[]> => {
    const index = await store.list({ kind: "tenant", tenantId }, "index");
    return [...index].flatMap(([key, claim]) => (claim.mailboxId === mailboxId ? [key] : []));
  };

  const mailsOf = async (subject: Subject): Promise<readonly string[]> => {
    const words = wordsOf(subject);
    const mails = await store.list({ kind: "tenant", tenantId: subject.tenantId }, "outbox");
    return [...mails].flatMap(([key, mail]) => (mentions(mail, words) ? [key] : []));
  };

  /** That he was invited goes; that he invited others stays, without his name. */
  const withoutInvitations = async ({
    tenantId,
    name,
    address,
  }: Subject): Promise<readonly Change[]> => {
    const invitations = await store.list({ kind: "tenant", tenantId }, "invitations");
    return [...invitations].flatMap(([key, invitation]): Change[] => {
      if (key === address.toLowerCase())
        return [{ kind: "remove", collection: "invitations", key }];
      if (name === "" || invitation.by !== name) return [];
      return [put("invitations", key, { ...invitation, by: "" })];
    });
  };

  /** A role that waited for him. Only where there is one: else the removal itself would name his address. */
  const withoutPromise = async (tenantId: string, address: string): Promise<readonly Change[]> => {
    const key = address.toLowerCase();
    const found = await store.get({ kind: "tenant", tenantId }, "promises", key);
    return found === undefined ? [] : [{ kind: "remove", collection: "promises", key }];
  };

  const trailOf = async (subject: Subject): Promise<number> => {
    let count = 0;
    for await (const { length } of trailAbout(store, subject)) count += length;
    return count;
  };

  return {
    async look(subject) {
      const documents: Partial<Record<Collection, number>> = {};
      let logLines = 0;
      for await (const change of store.dump(scopeOf(subject))) {
        if (change.kind !== "put") logLines += 1;
        else documents[change.collection] = (documents[change.collection] ?? 0) + 1;
      }
      const appointed = await administrators.list({ tenantId: subject.tenantId });
      const role = appointed.find(({ userId }) => userId === subject.mailboxId)?.role ?? null;
      const claims = (await claimsOf(subject)).length;
      const mails = (await mailsOf(subject)).length;
      return { documents, logLines, claims, mails, role, trail: await trailOf(subject) };
    },

    async erase(subject, facts, by) {
      const { tenantId, mailboxId } = subject;
      const scope = scopeOf(subject);
      const companyStays = subject.companyLeaves !== true;
      if (companyStays) await administrators.forget({ tenantId, userId: mailboxId });
      deps.forget(subject);
      const claims = await claimsOf(subject);
      const mails = await mailsOf(subject);
      await store.commit({ kind: "tenant", tenantId }, [
        ...claims.map((key) => ({ kind: "remove", collection: "index", key }) as const),
        ...mails.map((key) => ({ kind: "remove", collection: "outbox", key }) as const),
        ...(await withoutInvitations(subject)),
        ...(await withoutPromise(tenantId, subject.address)),
      ]);
      // Journals hold what was removed, named by its address. Of a company that leaves all goes at once:
      // ten thousand mailboxes are not worth twenty thousand snapshots.
      if (companyStays) {
        await store.fold({ kind: "tenant", tenantId });
        await store.fold(installation);
      }
      const { digest, documents, logLines } = await digestOf(store.dump(scope));
      const at = new Date(clock.now()).toISOString();
      // Before the data goes: a stop in between leaves a mailbox that is erased by asking again.
      const address = subject.address === "" ? null : addressDigest(tenantId, subject.address);
      const erased: ErasedDocument = {
        ...{ tenantId, mailboxId, at, digest, documents, logLines },
        ...(address !== null && { address }),
      };
      await store.commit(installation, [put("erased", scopeKey(scope), erased)]);
      await store.erase(scope);
      const left = await store.scopes("mailbox");
      const isGone = !left.some((one) => scopeKey(one) === scopeKey(scope));
      const proof = {
        at,
        documents,
        logLines,
        claims: claims.length,
        mails: mails.length,
        digest,
        isGone,
      };
      await audit.record({
        ...{ actor: actorBehind(by), act: "user-erased" },
        // His id alone: that it was done is kept, and nothing of what he was called.
        ...{ tenantId, about: mailboxId, requestId: by.requestId },
        facts: {
          ...facts,
          documents,
          logLines,
          claims: claims.length,
          mails: mails.length,
          digest,
        },
      });
      return proof;
    },

    async eraseInvited({ tenantId, address }, { caller, requestId }) {
      const tenant = { kind: "tenant", tenantId } as const;
      const found = await invitedData(store, { tenantId, address });
      if (found === null) return null;
      const { key, invitation, mails } = found;
      const own = addressDigest(tenantId, address);
      const at = new Date(clock.now()).toISOString();
      const digest = createHash("sha256")
        .update(JSON.stringify([invitation, mails]))
        .digest("hex");
      const documents = 1 + mails.size;
      const erased = { tenantId, mailboxId: "", at, digest, documents, logLines: 0, address: own };
      // Before the data goes, as above.
      await store.commit(installation, [put("erased", `invited/${own}`, erased)]);
      await store.commit(tenant, [
        { kind: "remove", collection: "invitations", key },
        ...(await withoutPromise(tenantId, address)),
        ...[...mails.keys()].map(
          (mail) => ({ kind: "remove", collection: "outbox", key: mail }) as const,
        ),
      ]);
      await store.fold(tenant);
      await audit.record({
        ...{ actor: actorOf(caller), act: "invitation-erased", tenantId, requestId },
        // Whom is not told: the trail stays for ever.
        facts: { mails: mails.size, digest },
      });
      return mails.size;
    },
  };
}

/** All that is held about somebody who was invited; `null`: nothing. */
export async function invitedData(
  store: Pick<Store, "list">,
  { tenantId, address }: Invited,
): Promise<{
  readonly key: string;
  readonly invitation: InvitationDocument;
  readonly mails: ReadonlyMap<string, OutboxDocument>;
} | null> {
  const tenant = { kind: "tenant", tenantId } as const;
  const key = address.toLowerCase();
  const invitation = (await store.list(tenant, "invitations")).get(key);
  if (invitation === undefined) return null;
  return { key, invitation, mails: await mailsTo(store, { tenantId, address }) };
}

/** The mails of a tenant's outbox that are to an address. */
export async function mailsTo(
  store: Pick<Store, "list">,
  { tenantId, address }: Invited,
): Promise<ReadonlyMap<string, OutboxDocument>> {
  const outbox = await store.list({ kind: "tenant", tenantId }, "outbox");
  const own = [...outbox].filter(([, { to }]) => asSought(to.address) === asSought(address));
  return new Map(own);
}

type Mentioned = Pick<Subject, "mailboxId" | "name" | "address">;

/** The lines of the audit trail that mention somebody, newest first, in portions. */
export async function* trailAbout(
  store: Pick<Store, "history">,
  subject: Mentioned,
): AsyncGenerator<readonly AuditEntry[]> {
  const words = wordsOf(subject);
  for (let before: string | undefined; ;) {
    const lines = await store.history(installation, {
      limit: portion,
      ...(before === undefined ? {} : { before }),
    });
    yield lines.filter((line) => mentions(line, words));
    if (lines.length < portion) return;
    before = lines.at(-1)?.id;
  }
}

function wordsOf({ mailboxId, name, address }: Mentioned): readonly string[] {
  return [mailboxId, name, address].filter((word) => word !== "").map(asSought);
}

function mentions(value: object, words: readonly string[]): boolean {
  const text = asSought(JSON.stringify(value));
  return words.some((word) => text.includes(word));
}

/** An address means the same person in whatever capitals somebody typed it. */
function asSought(text: string): string {
  return text.toLowerCase();
}

function scopeOf({ tenantId, mailboxId }: Subject): Scope {
  return { kind: "mailbox", tenantId, mailboxId };
}

/** Of what a scope holds, line by line, in the order in which it is dumped. */
export async function digestOf(changes: AsyncIterable<Change>) {
  const hash = createHash("sha256");
  let [documents, logLines] = [0, 0];
  for await (const change of changes) {
    if (change.kind === "put") documents += 1;
    else logLines += 1;
    hash.update(`${JSON.stringify(change)}\n`);
  }
  return { digest: hash.digest("hex"), documents, logLines };
}
