/** What the window's page is told at its start (`/outlook/config.json`). Shared by server and page as a type. */
export interface MailboxOwner {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly address: string;
  readonly jobTitle: string;
  /** Windows zone name, as Graph spells it in `Prefer: outlook.timezone`. */
  readonly windowsZone: string;
  /** The same zone for `Intl`. */
  readonly ianaZone: string;
  /** Addresses that the directory knows for distribution lists. */
  readonly groups: readonly string[];
  /** Address of the mailbox that he looks into, where it is not his own. */
  readonly shared?: string;
}

/** A mailbox that somebody may look into beside his own, if it is shared with him. */
export interface OtherMailbox {
  readonly tenantId: string;
  readonly name: string;
  readonly address: string;
}

/** One `<LaunchEvent>` of the manifest. */
export interface LaunchEvent {
  /** e.g. `OnAppointmentSend`. */
  readonly type: string;
  /** The name under which the add-in associated its handler. */
  readonly functionName: string;
}

export interface PageConfig {
  readonly addinId: string;
  readonly addinName: string;
  /** Origin of the add-in's pages, without a slash at the end. */
  readonly addinOrigin: string;
  /** Where Graph answers, without `/v1.0`: a path on this origin, or the real address. */
  readonly graphOrigin: string;
  /** Host name of the sign-in authority, as MSAL spells an account's environment. */
  readonly signInHost: string;
  readonly owners: readonly MailboxOwner[];
  /** Team mailboxes, and everybody's: Graph says whom it lets in. */
  readonly others: readonly OtherMailbox[];
  readonly launchEvents: readonly LaunchEvent[];
}
