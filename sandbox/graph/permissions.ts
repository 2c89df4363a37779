/**
 * Which permission an operation needs, the least and the higher ones that include it, as
 * `permissions.json` of the Graph explorer lists them.
 */
import type { Caller } from "./call.ts";
import { GraphError, accessDenied } from "./errors.ts";

interface Rule {
  readonly delegated: readonly string[];
  /** Empty: the operation does not exist for apps without a user. */
  readonly application: readonly string[];
  /** Directory operations word their refusal differently. */
  readonly directory?: true;
}

/** What the directory lets an app do with everybody, reading among it. */
const everybody = [
  ...["User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All"],
  ...["Directory.Read.All", "Directory.ReadWrite.All"],
  ...["AgentIdUser.ReadWrite.All", "AgentIdUser.ReadWrite.IdentityParentedBy"],
];
const devices = [
  ...["DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All"],
  ...["DeviceManagementServiceConfig.Read.All", "DeviceManagementServiceConfig.ReadWrite.All"],
];
const users = [
  ...[...everybody, ...devices, "DeviceManagementApps.Read.All"],
  ...["DeviceManagementApps.ReadWrite.All", "DeviceManagementManagedDevices.Read.All"],
  "DeviceManagementManagedDevices.ReadWrite.All",
];
const translators = [
  ...["User.Read.All", "User.ReadWrite.All"],
  ...["AgentIdUser.ReadWrite.All", "AgentIdUser.ReadWrite.IdentityParentedBy"],
];
const organizations = [
  ...[...devices, "Directory.Read.All", "Directory.ReadWrite.All"],
  ...["Organization.Read.All", "Organization.ReadWrite.All", "User.Read.All"],
];

export const permissions = {
  calendarBasic: {
    delegated: ["Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite"],
    application: ["Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite"],
  },
  calendarRead: {
    delegated: ["Calendars.Read", "Calendars.ReadWrite"],
    application: ["Calendars.Read", "Calendars.ReadWrite"],
  },
  calendarWrite: { delegated: ["Calendars.ReadWrite"], application: ["Calendars.ReadWrite"] },
  settingsRead: {
    delegated: ["MailboxSettings.Read", "MailboxSettings.ReadWrite"],
    application: ["MailboxSettings.Read", "MailboxSettings.ReadWrite"],
  },
  settingsWrite: {
    delegated: ["MailboxSettings.ReadWrite"],
    application: ["MailboxSettings.ReadWrite"],
  },
  mailSend: { delegated: ["Mail.Send"], application: ["Mail.Send"] },
  /** `/me`. */
  profile: {
    delegated: ["User.Read", "User.ReadWrite", ...everybody],
    application: [],
    directory: true,
  },
  /** Oneself, asked for by name. */
  ownUser: {
    delegated: ["User.Read", "User.ReadWrite", ...users],
    application: [],
    directory: true,
  },
  outlook: {
    delegated: ["User.Read", "User.Read.All", "User.ReadBasic.All"],
    application: ["User.Read.All", "User.ReadBasic.All"],
  },
  translate: {
    delegated: ["User.ReadBasic.All", "User.Read", "User.ReadWrite", ...translators],
    application: translators,
  },
  users: { delegated: users, application: users, directory: true },
  organization: {
    delegated: ["User.Read", ...organizations],
    application: organizations,
    directory: true,
  },
  /** Subscriptions ask for the read permission of what they watch (`watched.ts`), profiles for their own. */
  signedIn: { delegated: [], application: [] },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof permissions;

const directoryDenied = () =>
  new GraphError(
    403,
    "Authorization_RequestDenied",
    "Insufficient privileges to complete the operation.",
  );

/** Throws 403 when the token does not carry the permission. */
export function requirePermission(caller: Caller, permission: Permission): void {
  if (permission === "signedIn") return;
  const rule: Rule = permissions[permission];
  const granted =
    caller.userId === null
      ? rule.application.some((role) => caller.roles.includes(role))
      : rule.delegated.some((scope) => hasScope(caller, scope));
  if (!granted) throw rule.directory ? directoryDenied() : accessDenied();
}

/** A `.Shared` scope gives what its plain form gives, for other mailboxes too. */
function hasScope(caller: Caller, scope: string): boolean {
  return caller.scopes.includes(scope) || caller.scopes.includes(`${scope}.Shared`);
}

/** Throws 403 when a person asks for somebody else's mailbox without a `.Shared` scope. */
export function requireSharedScope(caller: Caller, ownerId: string): void {
  if (caller.userId === null || caller.userId === ownerId) return;
  if (!caller.scopes.some((scope) => /^Calendars\..*\.Shared$/.test(scope))) throw accessDenied();
}
