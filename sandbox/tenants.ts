/** Who exists in the sandbox: two companies, five people (and a crowd on request), one app registration. */
export interface SandboxUser {
  /** Entra object id. */
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly givenName: string;
  readonly surname: string;
  /** User principal name and mail address alike. */
  readonly address: string;
  readonly jobTitle: string;
  readonly administrator: boolean;
  /** Windows zone name of the mailbox. */
  readonly timeZone: string;
  readonly locale: string;
}

export interface SandboxTenant {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

export const tenants = [
  { id: "11111111-aaaa-4bbb-8ccc-000000000001", name: "Contoso", domain: "contoso.example" },
  { id: "22222222-aaaa-4bbb-8ccc-000000000002", name: "Fabrikam", domain: "fabrikam.example" },
] as const satisfies readonly SandboxTenant[];

const [contoso, fabrikam] = tenants;
const berlin = { timeZone: "W. Europe Standard Time", locale: "en-US" };
const newYork = { timeZone: "Eastern Standard Time", locale: "en-US" };

const everybody: SandboxUser[] = [
  {
    id: "a1a1a1a1-0001-4000-8000-000000000001",
    tenantId: contoso.id,
    name: "Ada Lovelace",
    givenName: "Ada",
    surname: "Lovelace",
    address: "ada@contoso.example",
    jobTitle: "Account manager",
    administrator: false,
    ...berlin,
  },
  {
    id: "a1a1a1a1-0002-4000-8000-000000000002",
    tenantId: contoso.id,
    name: "Grace Hopper",
    givenName: "Grace",
    surname: "Hopper",
    address: "grace@contoso.example",
    jobTitle: "Sales engineer",
    administrator: false,
    ...berlin,
  },
  {
    id: "a1a1a1a1-0003-4000-8000-000000000003",
    tenantId: contoso.id,
    name: "Katherine Johnson",
    givenName: "Katherine",
    surname: "Johnson",
    address: "katherine@contoso.example",
    jobTitle: "IT administrator",
    administrator: true,
    ...berlin,
  },
  {
    id: "b2b2b2b2-0001-4000-8000-000000000001",
    tenantId: fabrikam.id,
    name: "Liu Wong",
    givenName: "Liu",
    surname: "Wong",
    address: "liu@fabrikam.example",
    jobTitle: "Buyer",
    administrator: false,
    ...newYork,
  },
  {
    id: "b2b2b2b2-0002-4000-8000-000000000002",
    tenantId: fabrikam.id,
    name: "Maria Anders",
    givenName: "Maria",
    surname: "Anders",
    address: "maria@fabrikam.example",
    jobTitle: "Administrator",
    administrator: true,
    ...newYork,
  },
];

/** A mailbox that nobody signs in to. */
export interface SharedMailbox extends SandboxUser {
  /** User ids of those who were given all of it when the sandbox begins. */
  readonly members: readonly string[];
}

/** Team mailboxes: in Graph and in Outlook, and nobody in sign-in or in the ERP. */
export const sharedMailboxes: readonly SharedMailbox[] = [
  {
    id: "d4d4d4d4-0001-4000-8000-000000000001",
    tenantId: contoso.id,
    name: "Field Service",
    givenName: "Field",
    surname: "Service",
    address: "service@contoso.example",
    jobTitle: "Team mailbox",
    administrator: false,
    ...berlin,
    members: ["a1a1a1a1-0001-4000-8000-000000000001", "a1a1a1a1-0002-4000-8000-000000000002"],
  },
];

/** Distribution lists, by mail address. Graph tells an event's list from a person nowhere. */
export const groups = [{ tenantId: contoso.id, address: "sales@contoso.example" }] as const;

/** Everybody, whichever company. */
export const users: readonly SandboxUser[] = everybody;

/**
 * Makes up `count` more people of Contoso, for measurements with many mailboxes. Before a sandbox is
 * made: it gives everybody a mailbox and an ERP user when it begins.
 */
export function enroll(count: number): readonly SandboxUser[] {
  const crowd = Array.from({ length: count }, (_, index): SandboxUser => {
    const number = String(index + 1).padStart(4, "0");
    return {
      id: `c3c3c3c3-${number}-4000-8000-00000000${number}`,
      tenantId: contoso.id,
      name: `Crowd ${number}`,
      givenName: `Crowd${number}`,
      surname: number,
      address: `crowd${number}@contoso.example`,
      jobTitle: "Clerk",
      administrator: false,
      ...berlin,
    };
  });
  everybody.push(...crowd);
  return crowd;
}

/** The one app registration: single-page client, API and daemon in one, as the README tells people to make it. */
export const application = {
  clientId: "5e2c0e7b-3c5b-4a61-9f0e-7d1f0a6b9c01",
  secret: "sandbox-secret-not-for-production",
  displayName: "Sync to ERP",
  /** The scope of our own API; `api://<clientId>` is its identifier. */
  apiScope: "access_as_user",
} as const;
