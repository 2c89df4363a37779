import type { Connector } from "../../../connectors/port/connector.ts";
import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { ErpCompany, ErpUser } from "../../../connectors/port/facets.ts";
import type { Actor } from "../../../connectors/port/item.ts";
import type { MailboxDocument } from "../../../store/documents/mailbox.ts";
import { listMailboxes } from "../people/directory.ts";
import { actorOf, type EngineDeps } from "../mailbox.ts";

/** Whoever has more companies than this names them by their ids. */
const askedMax = 10;

/** Somebody who looks, whether he has finished Setup or not. */
export interface Looker {
  readonly tenantId: string;
  readonly userId: string;
  readonly address: string;
}

/** The ERP's user with the looker's mail address, and the companies he sees; `null`: it knows nobody by it. */
export async function seenByLooker(
  { profile }: Pick<Connector, "profile">,
  looker: Looker,
): Promise<{ readonly name: string; readonly companies: readonly ErpCompany[] } | null> {
  const user = (await profile?.findUser(looker.address)) ?? null;
  if (profile === undefined || user === null) return null;
  return { name: user.name, companies: await profile.companies(actorOfLooker(looker, user)) };
}

/** Who acts in the ERP as its user with the looker's mail address. */
export function actorOfLooker({ tenantId, userId, address }: Looker, user: ErpUser): Actor {
  return {
    ...{ tenantId, userId, mailboxId: userId, address, erpUserId: user.id },
    ...{ companyId: user.companyId, locationId: user.locationId },
    timeZone: user.timeZone ?? "UTC",
  };
}

/**
 * The companies of a tenant's ERP that anybody here works for, and those that he sees beside them. Where
 * the ERP does not answer, their ids stand for their names.
 * @param looker whose companies count as well, by this connection: so that there are some before
 *   anybody has finished Setup
 */
export async function companiesOf(
  deps: Pick<EngineDeps, "store" | "erp">,
  tenantId: string,
  looker?: Looker & { readonly connectionId: string },
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const workers = new Map<string, MailboxDocument>();
  for (const mailbox of await listMailboxes(deps.store)) {
    const { companyId } = mailbox;
    if (mailbox.tenantId !== tenantId || companyId === null || workers.has(companyId)) continue;
    workers.set(companyId, mailbox);
  }
  const names = new Map([...workers.keys()].map((id) => [id, id]));
  const asked = await Promise.all(
    [...workers.values()].slice(0, askedMax).map((mailbox) => seenBy(deps, mailbox)),
  );
  const his = looker?.tenantId === tenantId ? await seenByHim(deps, looker) : [];
  for (const { id, name } of [...asked.flat(), ...his]) names.set(id, name);
  return [...names].map(([id, name]) => ({ id, name }));
}

async function seenByHim(
  { erp }: Pick<EngineDeps, "erp">,
  looker: Looker & { readonly connectionId: string },
): Promise<readonly ErpCompany[]> {
  try {
    return (await seenByLooker(erp(looker.connectionId), looker))?.companies ?? [];
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return [];
  }
}

/** The companies that a mailbox's person sees; none where his ERP does not answer. */
export async function seenBy(
  { erp }: Pick<EngineDeps, "erp">,
  mailbox: MailboxDocument,
): Promise<readonly ErpCompany[]> {
  try {
    return (await erp(mailbox.connectionId).profile?.companies(actorOf(mailbox))) ?? [];
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return [];
  }
}

/** What the ERP calls the company and the location of a mailbox; their ids where it does not answer. */
export async function employment(
  deps: Pick<EngineDeps, "erp">,
  mailbox: MailboxDocument,
): Promise<{ readonly company: string | null; readonly location: string | null }> {
  const { companyId, locationId } = mailbox;
  const company = (await seenBy(deps, mailbox)).find(({ id }) => id === companyId);
  const location = company?.locations.find(({ id }) => id === locationId);
  return { company: company?.name ?? companyId, location: location?.name ?? locationId };
}
