import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { Actor } from "../../../connectors/port/item.ts";
import type { Connector } from "../../../connectors/port/connector.ts";
import { actorOfLooker, type Looker } from "../settings/companies.ts";
import { listMailboxes } from "./directory.ts";
import { concerns, type Place } from "../settings/levels.ts";
import { actorOf, type EngineDeps } from "../mailbox.ts";

/** More companies are not asked for what a map of everybody is filled in with. */
const askedMax = 10;

/** The categories of a person's own list in Outlook; none where it cannot be asked. */
export async function categoriesOf(
  { categories }: Pick<Connector, "categories">,
  actor: Actor,
): Promise<readonly string[]> {
  // Whoever lacks the permission, or a mailbox, types them.
  return (await answered(async () => categories?.list(actor))) ?? [];
}

/** Names of the activity types of the actor's company, in the ERP's order; `null` where it cannot be asked. */
export async function typeNamesOf(
  { profile }: Pick<Connector, "profile">,
  actor: Actor & { readonly companyId: string },
): Promise<string[] | null> {
  return answered(async () => {
    const types = (await profile?.activityTypes(actor, actor.companyId)) ?? [];
    return types.map(({ name }) => name);
  });
}

/** `null` where the other side does not answer, or refuses: nothing that is in the way of a form. */
async function answered<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return null;
  }
}

/** Somebody in whose name an ERP is asked for the types of his company. */
interface Asked {
  readonly connectionId: string;
  readonly companyId: string;
  readonly actor: Actor & { readonly companyId: string };
}

/**
 * Names of the activity types that people below a level have, in the ERP's order.
 * @param looker who asks, by his ERP; he is asked for where nobody has finished Setup yet
 * @returns `null` where not every company could be asked, so that there may be others
 */
export async function activityTypesAt(
  deps: Pick<EngineDeps, "store" | "erp">,
  place: Place,
  looker: (Looker & { readonly connectionId: string }) | null,
): Promise<readonly string[] | null> {
  const all = await answered(async () => askedAt(deps, place, looker));
  if (all === null || all.length === 0 || all.length > askedMax) return null;
  const found = await Promise.all(
    all.map(({ connectionId, actor }) => typeNamesOf(deps.erp(connectionId), actor)),
  );
  return found.includes(null) ? null : [...new Set(found.flatMap((names) => names ?? []))];
}

/** One for each company below a level. */
async function askedAt(
  { store, erp }: Pick<EngineDeps, "store" | "erp">,
  place: Place,
  looker: (Looker & { readonly connectionId: string }) | null,
): Promise<readonly Asked[]> {
  const asked = new Map<string, Asked>();
  const add = (one: Asked): void => {
    const key = JSON.stringify([one.connectionId, one.companyId]);
    if (concerns(place, one) && !asked.has(key)) asked.set(key, one);
  };
  for (const mailbox of await listMailboxes(store)) {
    const { connectionId, companyId, erpUserId, givenUp } = mailbox;
    if (companyId === null || erpUserId === null || givenUp === true) continue;
    add({ connectionId, companyId, actor: { ...actorOf(mailbox), companyId } });
  }
  if (looker === null) return [...asked.values()];
  const { profile } = erp(looker.connectionId);
  const user = (await profile?.findUser(looker.address)) ?? null;
  if (profile === undefined || user === null) return [...asked.values()];
  const actor = actorOfLooker(looker, user);
  for (const { id } of await profile.companies(actor)) {
    add({ connectionId: looker.connectionId, companyId: id, actor: { ...actor, companyId: id } });
  }
  return [...asked.values()];
}
