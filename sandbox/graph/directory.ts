/** People and the organization. */
import { type SandboxUser, sharedMailboxes, tenants, users } from "../tenants.ts";
import type { Call, PersonCall, Reply } from "./call.ts";
import { GraphError } from "./errors.ts";
import { type Resource, page, pick, requireOptions, selected } from "./odata/query.ts";
import { requirePermission } from "./permissions.ts";
import { everyOwner } from "./world.ts";

const userMembers = [
  ...["id", "displayName", "givenName", "surname", "userPrincipalName", "mail", "jobTitle"],
  ...["businessPhones", "mobilePhone", "officeLocation", "preferredLanguage", "accountEnabled"],
  ...["userType", "mailNickname", "companyName", "department", "usageLocation", "proxyAddresses"],
  "identities",
];

/** What comes without `$select`. */
const usual = [
  ...["businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone"],
  ...["officeLocation", "preferredLanguage", "surname", "userPrincipalName", "id"],
];

function showUser(user: SandboxUser): Resource {
  return {
    businessPhones: [],
    displayName: user.name,
    givenName: user.givenName,
    jobTitle: user.jobTitle,
    mail: user.address,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: user.locale,
    surname: user.surname,
    userPrincipalName: user.address,
    id: user.id,
    accountEnabled: !sharedMailboxes.some(({ id }) => id === user.id),
    userType: "Member",
    mailNickname: user.address.split("@")[0],
    companyName: tenants.find(({ id }) => id === user.tenantId)?.name ?? null,
    department: null,
    usageLocation: null,
    proxyAddresses: [`SMTP:${user.address}`],
    identities: [
      {
        signInType: "userPrincipalName",
        issuer: user.address.split("@")[1],
        issuerAssignedId: user.address,
      },
    ],
  };
}

const selection = (call: Call) => selected(call, "microsoft.graph.user", userMembers) ?? usual;

const unknownUser = (id: string) =>
  new GraphError(
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** The user of the tenant with this object id or principal name. Throws 404. */
export function userOf(tenantId: string, id: string): SandboxUser {
  const user = everyOwner().find(
    (candidate) =>
      candidate.tenantId === tenantId &&
      [candidate.id, candidate.address.toLowerCase()].includes(id.toLowerCase()),
  );
  if (user === undefined) throw unknownUser(id);
  return user;
}

/** Administrators have no manager; everybody else's is an administrator of the tenant. */
function managerOf(user: SandboxUser): SandboxUser | undefined {
  if (user.administrator) return undefined;
  return users.find(({ tenantId, administrator }) => tenantId === user.tenantId && administrator);
}

/** The manager where `$expand=manager` asks for it, with any options. Throws 400 for anything else. */
function expandedManager(call: Call, user: SandboxUser): Resource {
  const text = call.query.get("$expand");
  if (text === undefined) return {};
  const [written, options = ""] = /^\s*manager\s*(?:\((.*)\))?\s*$/is.exec(text)?.values() ?? [];
  if (written === undefined) {
    const message = `Could not expand '${text}' on type 'microsoft.graph.user'.`;
    throw new GraphError(400, "Request_BadRequest", message);
  }
  const manager = managerOf(user);
  if (manager === undefined) return {};
  const select = /\$select=([^;]*)/i.exec(options)?.[1];
  const query = new Map(select === undefined ? [] : [["$select", select]]);
  const shown = pick(showUser(manager), selection({ ...call, query }));
  return { manager: { "@odata.type": "#microsoft.graph.user", ...shown } };
}

export function getUser(call: PersonCall): Reply {
  requireOptions(call, ["$select", "$expand"]);
  const { owner, caller } = call;
  const isOwn = caller.userId === owner.id;
  const isMe = call.params["user"] === undefined;
  requirePermission(caller, isMe ? "profile" : isOwn ? "ownUser" : "users");
  const context = `${call.base}/$metadata#users/$entity`;
  const shown = { ...pick(showUser(owner), selection(call)), ...expandedManager(call, owner) };
  return { status: 200, body: { "@odata.context": context, ...shown } };
}

export function listUsers(call: Call): Reply {
  requireOptions(call, ["$select", "$filter", "$orderby", "$top", "$count"]);
  const all = everyOwner()
    .filter(({ tenantId }) => tenantId === call.caller.tenantId)
    .map(showUser);
  const { items, annotations } = page(call, all, {
    pageSize: 100,
    filterable: ["mail", "userPrincipalName", "displayName", "givenName", "surname", "id"],
    sortable: ["displayName", "userPrincipalName"],
  });
  const names = selection(call);
  const value = items.map((item) => pick(item, names));
  const context = `${call.base}/$metadata#users`;
  return { status: 200, body: { "@odata.context": context, ...annotations, value } };
}

/** What the sandbox knows nothing about, and the documentation shows all the same. */
const unknownFacts = {
  ...{ businessPhones: [], city: null, country: null, countryLetterCode: null, state: null },
  ...{ street: null, postalCode: null, preferredLanguage: "en", privacyProfile: null },
  ...{ deletedDateTime: null, onPremisesLastSyncDateTime: null, onPremisesSyncEnabled: null },
  ...{ marketingNotificationEmails: [], mobileDeviceManagementAuthority: "unknown" },
  ...{ technicalNotificationMails: [], securityComplianceNotificationMails: [] },
  securityComplianceNotificationPhones: [],
};

function showOrganization(tenantId: string): Resource {
  const tenant = tenants.find(({ id }) => id === tenantId);
  if (tenant === undefined) throw unknownUser(tenantId);
  return {
    id: tenant.id,
    displayName: tenant.name,
    tenantType: "AAD",
    createdDateTime: "2020-01-01T00:00:00Z",
    ...unknownFacts,
    assignedPlans: [
      {
        assignedDateTime: "2020-01-01T00:00:00Z",
        capabilityStatus: "Enabled",
        service: "exchange",
        servicePlanId: "efb87545-963c-4e0d-99df-69c6916d9eb0",
      },
    ],
    provisionedPlans: [
      { capabilityStatus: "Enabled", provisioningStatus: "Success", service: "exchange" },
    ],
    verifiedDomains: [
      {
        capabilities: "Email, OfficeCommunicationsOnline",
        isDefault: true,
        isInitial: true,
        name: tenant.domain,
        type: "Managed",
      },
    ],
  };
}

const organizationMembers = Object.keys(showOrganization(tenants[0].id));

export function listOrganizations(call: Call): Reply {
  requireOptions(call, ["$select"]);
  const names = selected(call, "microsoft.graph.organization", organizationMembers);
  const value = [pick(showOrganization(call.caller.tenantId), names)];
  const context = `${call.base}/$metadata#organization`;
  return { status: 200, body: { "@odata.context": context, value } };
}

export function getOrganization(call: Call): Reply {
  requireOptions(call, ["$select"]);
  const id = call.params["organization"] ?? "";
  if (id !== call.caller.tenantId) throw unknownUser(id);
  const names = selected(call, "microsoft.graph.organization", organizationMembers);
  const context = `${call.base}/$metadata#organization/$entity`;
  return { status: 200, body: { "@odata.context": context, ...pick(showOrganization(id), names) } };
}
