/** Where the pane runs. */
export interface Host {
  readonly inOutlook: boolean;
  /** Address of the open mailbox. */
  readonly mailbox: string | null;
  /** Display language, e.g. `de-DE`. */
  readonly locale: string | null;
  /** Whether Outlook announces nested app authentication; it may still not answer. */
  readonly nestedAuth: boolean;
  /** e.g. `OfficeOnline 16.0`: for the details that a person copies. */
  readonly name: string | null;
}

const nowhere: Host = {
  inOutlook: false,
  mailbox: null,
  locale: null,
  nestedAuth: false,
  name: null,
};

/**
 * Waits for Office and says where we are. A page opened outside Outlook, or one whose office.js did
 * not arrive, is "nowhere": the pane still shows Home.
 */
export async function startOffice(): Promise<Host> {
  // office.js comes from Microsoft's network: blocked or offline, the global is missing.
  if (typeof Office === "undefined") return nowhere;
  const { host } = await Office.onReady();
  if ((host as Office.HostType | null) !== Office.HostType.Outlook) return nowhere;
  const { mailbox, displayLanguage, diagnostics } = Office.context;
  return {
    inOutlook: true,
    mailbox: mailbox.userProfile.emailAddress,
    locale: displayLanguage,
    nestedAuth: Office.context.requirements.isSetSupported("NestedAppAuth", "1.1"),
    name: `${String(diagnostics.platform)} ${diagnostics.version}`,
  };
}
