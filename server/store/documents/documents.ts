import type { Link } from "../../sync/model.ts";
import type {
  CursorDocument,
  InboxDocument,
  UndoDocument,
  AdvanceDocument,
  QuarantineDocument,
  StateDocument,
  IdentityDocument,
  MailboxDocument,
  SubscriptionDocument,
  Waiting,
} from "./mailbox.ts";
import type {
  SecretDocument,
  IndexDocument,
  SettingsDocument,
  ApplicationDocument,
  TenantDocument,
  ConnectionDocument,
  AppointmentDocument,
  StopDocument,
  FiguresDocument,
  ErasedDocument,
  LeavingDocument,
  DepartureDocument,
  UninstallDocument,
  IntentionDocument,
  RefusalDocument,
  OutboxDocument,
  PromiseDocument,
  InvitationDocument,
} from "./administration.ts";

/**
 * What is stored, by collection. Who writes which is part of the contract: `links`, `cursors`,
 * `quarantine`, `undo`, `state` and `index` belong to runs; `inbox` is written by anybody and emptied by
 * runs; the rest belongs to the API and to the engine's housekeeping.
 */
export interface Documents {
  /** Mailbox. Links by link id. */
  links: Link & Waiting;
  /** Mailbox: delta cursor by `resource`. Connection: key `feed`. */
  cursors: CursorDocument;
  /** Mailbox. What waits to be taken up by the next run, in order of arrival. */
  inbox: InboxDocument & Waiting;
  /**
   * Mailbox. What people chose for appointments that Outlook has not saved yet, by the random key
   * that the appointment carries. Written by the API, emptied by runs.
   */
  advance: AdvanceDocument;
  /** Mailbox. Items that could not be synchronized, by link or item id. */
  quarantine: QuarantineDocument;
  /** Mailbox. What takes a change back, by the id of its line in the log; the newest ones alone. */
  undo: UndoDocument;
  /** Mailbox, key `state`. */
  state: StateDocument;
  /** Mailbox, key `mailbox`: who it belongs to and what he chose in Setup. */
  mailbox: MailboxDocument;
  /** Mailbox, keys `erp` and `person`: who its owner is in the ERP where his address does not tell. */
  identity: IdentityDocument;
  /** Mailbox: subscriptions by resource. Connection: key `webhook`. */
  subscriptions: SubscriptionDocument;
  /** Mailbox, tenant or installation: sealed bytes (token caches, secrets) by name. */
  secrets: SecretDocument;
  /**
   * Tenant. By meeting (`Meeting.id`), the attendee's link that owns it while the organizer's mailbox
   * has none.
   */
  index: IndexDocument;
  /**
   * What administrators decide about a sync job. Installation: key `calendar`, for everybody.
   * Connection: key `calendar/` and the company's id.
   */
  settings: SettingsDocument;
  /** Installation, key `application`: the registration in Entra; its secret lies in `secrets`. */
  application: ApplicationDocument;
  /** Installation: companies' directories that administrators let in, by tenant. */
  tenants: TenantDocument;
  /** Installation: ERPs that administrators connected, by id; their keys lie in `secrets`. */
  connections: ConnectionDocument;
  /** Installation: who was appointed to administer or audit, by tenant and person. */
  appointments: AppointmentDocument;
  /** Tenant: roles for people who have not come yet, by mail address in lower case. */
  promises: PromiseDocument;
  /** Tenant: mails that are to be sent, and those that were, by an id of ours. */
  outbox: OutboxDocument;
  /** Tenant: people who were invited, by mail address in lower case. */
  invitations: InvitationDocument;
  /** Installation or tenant: endpoints that an administrator stopped, by `pull` | `push`. */
  stops: StopDocument;
  /** Installation: what was counted in an hour, by its beginning and the tenant (none: the systems). */
  figures: FiguresDocument;
  /** Installation: who was erased, by tenant and mailbox, so that no backup brings him back unsaid. */
  erased: ErasedDocument;
  /** Installation: acts of administrators that are under way, by request (`administration/audit.ts`). */
  intentions: IntentionDocument;
  /** Installation: what is refused to somebody again and again (`administration/refusals.ts`). */
  refusals: RefusalDocument;
  /** Installation: companies that leave the product, or have left it, by tenant. */
  leavings: LeavingDocument;
  /** Installation: what became of each mailbox of a company that leaves, by tenant and mailbox. */
  departures: DepartureDocument;
  /** Installation, key `uninstall`: all companies leave, or have left. */
  uninstalls: UninstallDocument;
}

export type ScopeKind = "mailbox" | "connection" | "tenant" | "installation";
