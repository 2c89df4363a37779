import type { Fields } from "../../sync/model.ts";
import type { IdentityDocument } from "./mailbox.ts";

export interface SecretDocument {
  /** Key id `.` base64url of nonce, ciphertext and tag. */
  readonly sealed: string;
}

export interface IndexDocument {
  readonly mailboxId: string;
  readonly linkId: string;
  /** When it was claimed, ISO 8601 UTC. */
  readonly at: string;
  /** The activity that stood already: whoever owns the meeting now goes on with it. */
  readonly erpId?: string;
}

export interface SettingsDocument {
  readonly values: Fields;
  /** Settings that those below cannot change; absent: none. */
  readonly locked?: readonly string[];
  /** What stood here before, until everybody whom it concerns was told of the change. */
  readonly before?: Pick<SettingsDocument, "values" | "locked">;
}

/** The application's registration in Entra, as it was entered in the portal. */
export interface ApplicationDocument {
  readonly clientId: string;
  /** The directory that it is registered in. */
  readonly tenantId: string;
  /** Whose people may sign in by it: that directory's, or any's; absent: nobody told. */
  readonly audience?: "one" | "any";
  readonly at: string;
}

/** A company's directory in Entra whose people may come in. */
export interface TenantDocument {
  readonly id: string;
  readonly name: string;
  /** Mail domains in lower case, by which the add-in finds the tenant before anybody signed in. */
  readonly domains: readonly string[];
  readonly at: string;
  /** That Microsoft's page led back here with an administrator's consent, and who brought it. */
  readonly consent?: {
    readonly at: string;
    readonly by: string;
    /** Whether a token of a person there then held what the registration lists; absent: none yet. */
    readonly proved?: boolean;
  };
  /** The configuration names it, and this is about its consent alone: without that nobody is let in. */
  readonly consentOnly?: true;
}

/** An ERP as administrators entered it. */
export interface ConnectionDocument {
  readonly id: string;
  readonly name: string;
  readonly connector: "demo";
  readonly url: string;
  /** Whose people may use it. */
  readonly tenants: readonly string[];
  /** Whether series go there as series. */
  readonly series: boolean;
  /** How it keeps times; absent: any instant with its zone. */
  readonly time?: {
    /** IANA: by whose clock it keeps all of them. */
    readonly clock?: string;
    /** No time of day may be midnight there. */
    readonly midnight?: "refused";
  };
  readonly at: string;
}

/** Somebody who may do more than look after his own mailbox, because somebody else said so. */
export interface AppointmentDocument {
  readonly tenantId: string;
  readonly userId: string;
  /** For display only. */
  readonly name: string;
  readonly address: string;
  readonly role: "administrator" | "auditor";
  /** Everything here, or what belongs to his own tenant. */
  readonly reach: "installation" | "tenant";
  /** Who appointed him, for display; the token of the console where it was nobody. */
  readonly by: string;
  readonly at: string;
}

/** A role for somebody who has not come yet: his when he signs in by this address in this tenant. */
export interface PromiseDocument extends Pick<AppointmentDocument, "role" | "reach" | "by" | "at"> {
  /** From then on it is nobody's, ISO 8601 UTC: addresses are given to others in time. */
  readonly until: string;
}

/** Nothing is carried over this way, and what arrives waits, until somebody starts it again. */
export interface StopDocument {
  /** Who stopped it, for display. */
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/** What was counted, in slots of five minutes: how often each thing happened, by its name. */
export interface FiguresDocument {
  readonly slots: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** That a mailbox was erased, or somebody who had been invited, and nothing of what was held. */
export interface ErasedDocument {
  readonly tenantId: string;
  /** Empty of somebody who had none. */
  readonly mailboxId: string;
  /** Digest of his mail address, by which an invitation of a backup is known to be his. */
  readonly address?: string;
  readonly at: string;
  /** SHA-256 of all that was removed, hexadecimal. */
  readonly digest: string;
  /** How much that was; absent where it was erased before that was kept. */
  readonly documents?: number;
  readonly logLines?: number;
}

/** What becomes of what we left in the two systems, where somebody or a whole company leaves. */
export interface ClearingChoices {
  /** Our categories on items in Outlook. */
  readonly marks: "leave" | "remove";
  /** Appointments that we made in Outlook of activities. */
  readonly outlookCopies: "keep" | "remove";
  /** Activities that we made in the ERP of appointments. */
  readonly erpCopies: "keep" | "remove";
}

/** Of the items that were to be cleared: of how many it is done, and how many stay as they are. */
export interface Cleared {
  readonly marks: Tally;
  readonly outlookCopies: Tally;
  readonly erpCopies: Tally;
}

export interface Tally {
  readonly removed: number;
  readonly left: number;
}

/** A company leaves: nothing of it is synchronized from then on, and its mailboxes go one by one. */
export interface LeavingDocument {
  readonly tenantId: string;
  /** Of the company, for the proof. */
  readonly name: string;
  readonly by: Extract<AuditActor, { kind: "person" | "operator" }>;
  /** Of the request that began it. */
  readonly requestId: string;
  readonly at: string;
  readonly choices: ClearingChoices;
  /** `stopped`: by an administrator, or because there is nothing left but mailboxes that are held. */
  readonly state: "running" | "stopped" | "done";
  /** Something that nobody foresaw stopped it: the kind of the error; the server's log has the rest. */
  readonly problem?: { readonly at: string; readonly kind: string };
  /** How many mailboxes there were. */
  readonly mailboxes: number;
  readonly endedAt?: string;
  /** What is about to be removed beside the mailboxes. */
  readonly ending?: LeavingEnding;
  /** What was removed beside the mailboxes. */
  readonly rest?: LeavingRest;
}

/** As it was found before it goes, and how far that is. */
export interface LeavingEnding extends Omit<LeavingRest, "connections"> {
  readonly connections: readonly (Pick<LeftConnection, "id" | "connection"> & {
    /** `null`: the ERP was not asked yet, or did not answer. */
    readonly webhook: LeftConnection["webhook"] | null;
  })[];
}

/** Everybody leaves: all companies, and then what was decided for all of them. */
export interface UninstallDocument {
  readonly by: LeavingDocument["by"];
  /** Of the request that began it. */
  readonly requestId: string;
  readonly at: string;
  readonly choices: ClearingChoices;
  /** Companies that were in when it was begun: these come back where it is taken back, and no others. */
  readonly wereIn: readonly string[];
  /** Every company was told to leave; until then a start goes on with that. */
  readonly begun?: true;
  /** Somebody stopped it: nothing goes on, not even after a restart, until he says so. */
  readonly stopped?: true;
  readonly ending?: LeavingEnding;
  readonly endedAt?: string;
  /** What was removed beside the companies. */
  readonly rest?: LeavingRest;
}

export interface LeavingRest {
  /** Of the company itself: outbox, claims of meetings, settings, secrets. */
  readonly documents: number;
  /** SHA-256 of them, hexadecimal. */
  readonly digest: string;
  /** ERPs that no other company uses: what we kept about them is gone, and our address there as told. */
  readonly connections: readonly LeftConnection[];
}

export interface LeftConnection {
  readonly id: string;
  /** `fixed`: the server's configuration names it, and alone can take it away. */
  readonly connection: "removed" | "fixed";
  readonly webhook: "removed" | "left" | "none";
}

export interface DepartureDocument {
  readonly tenantId: string;
  readonly mailboxId: string;
  readonly at: string;
  /** What its syncing was before it was disconnected, for a company that comes back; absent: off. */
  readonly was?: "on" | "paused";
  /** It is being cleared, or was when the process ended. */
  readonly clearing?: true;
  /** Why it could not be cleared: its data is kept, until it can or an administrator gives that up. */
  readonly held?: {
    readonly code: string;
    readonly reason: string;
    /** So often in a row it was tried in vain. */
    readonly attempts?: number;
    /** When it is tried again by itself, ISO 8601 UTC; absent: only somebody's act helps. */
    readonly again?: string;
  };
  /** `null`: nothing was, as nobody could or wanted to. */
  readonly cleared: Cleared | null;
  /** Absent until its data is gone. */
  readonly proof?: {
    readonly documents: number;
    readonly logLines: number;
    /** SHA-256 of them, hexadecimal. */
    readonly digest: string;
    readonly isGone: boolean;
  };
}

/**
 * One act of somebody who administers, or one that was refused to somebody. Each line holds the
 * digest of the one before it: who edits or takes out one breaks the chain.
 */
export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: AuditActor;
  readonly act: string;
  readonly outcome: "done" | "refused" | "failed";
  /** Whose tenant it concerns; `null`: the whole installation. */
  readonly tenantId: string | null;
  /** What it was done to, in words a reader can search for; never a secret. */
  readonly about: string;
  /** What it changed, as it is to be shown; secrets are told as changed, never what they are. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** Of the request that did it, as it stands in the server's log. */
  readonly requestId: string | null;
  /** Digest of the line before, hexadecimal; empty in the first. */
  readonly previous: string;
  /** SHA-256 of all of the above, hexadecimal. */
  readonly hash: string;
}

/** What somebody who administers is about to do: told of in the trail, whatever comes of it. */
export interface IntentionDocument {
  readonly actor: AuditActor;
  readonly tenantId: string | null;
  /** In words a reader can search for. */
  readonly about: string;
  readonly at: string;
}

/** What was refused to somebody more than once within an hour, until a line of the trail tells of it. */
export interface RefusalDocument {
  readonly actor: AuditActor;
  readonly act: string;
  readonly tenantId: string | null;
  readonly about: string;
  /** The first time, which has a line of its own. */
  readonly since: string;
  readonly last: string;
  /** Without the first time. */
  readonly times: number;
  /** The newest request that it was refused to. */
  readonly requestId: string | null;
}

export type AuditActor =
  | {
      readonly kind: "person";
      readonly tenantId: string;
      readonly userId: string;
      /** For display only. */
      readonly name: string;
    }
  /** Whoever may read the data folder. */
  | { readonly kind: "operator" }
  | { readonly kind: "server" };

/** One mail: what it tells and to whom. Words are made when it is sent; no item's content is in it. */
export interface OutboxDocument {
  readonly to: { readonly name: string; readonly address: string };
  readonly language: "en" | "de";
  /** Whose settings it is sent by; `null`: those of the tenant. */
  readonly companyId: string | null;
  /** By what caused them: a cause is told once, or once a day. */
  readonly notices: Readonly<Record<string, { readonly at: string; readonly notice: MailNotice }>>;
  /** `sending`: it was given away and the answer is not stored yet. */
  readonly state: "waiting" | "sending" | "sent" | "failed" | "discarded";
  readonly madeAt: string;
  /** Not before this, where it waits. */
  readonly nextTryAt: string;
  readonly attempts: number;
  /** An attempt ended without an answer: it may have arrived already. */
  readonly uncertain: boolean;
  /** An administrator wants it sent: it goes even where its cause is over. */
  readonly asked?: true;
  /** When it came to its last state, or was tried last. */
  readonly changedAt: string;
  readonly problem: {
    readonly code: string;
    readonly field: string | null;
    readonly reason: string;
  } | null;
}

/** That somebody was invited to use the product; whether he came is seen elsewhere. */
export interface InvitationDocument {
  /** As it was given; may be empty. */
  readonly name: string;
  readonly language: "en" | "de";
  /** The inviter's own words; may be empty. */
  readonly words: string;
  /** Who invited last, for display. */
  readonly by: string;
  readonly at: string;
  /** How often; the first mail is 1. */
  readonly times: number;
  /** Who an administrator said he will be in the ERP; it goes to his mailbox with him when he comes. */
  readonly erpUser?: Extract<IdentityDocument, { kind: "erp" }>;
}

export type MailNotice =
  /** To somebody who does not use the product yet. */
  | { readonly kind: "invitation"; readonly by: string; readonly words: string }
  /** To a person: an item waits for his decision. */
  | { readonly kind: "decision" }
  /** To a person: he has to sign in, or to agree, before anything goes on. */
  | { readonly kind: "signed-out"; readonly since: string }
  | { readonly kind: "consent"; readonly mailboxes: number; readonly since: string }
  | { readonly kind: "brake"; readonly mailbox: string; readonly deletions: number }
  | { readonly kind: "push"; readonly mailboxes: number; readonly since: string }
  | {
      readonly kind: "credential";
      readonly credential: "certificate" | "secret";
      readonly expiresAt: string;
      readonly daysLeft: number;
    }
  | { readonly kind: "erp-down"; readonly connection: string; readonly since: string };
