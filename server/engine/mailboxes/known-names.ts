import { ConnectorError } from "../../connectors/port/connector-error.ts";
import type { Actor } from "../../connectors/port/item.ts";
import type { Connector } from "../../connectors/port/connector.ts";
import { bareActor, type Person } from "./accounts.ts";
import { actorOfLooker, type Looker } from "./companies.ts";
import { listMailboxes } from "./directory.ts";
import { concerns, type Place } from "./levels.ts";
import { actorOf, type EngineDeps } from "./mailbox.ts";

/** More companies are not asked for what a map of everybody is filled in with. */
const askedMax = 10;

/** The categories of a person's own list in Outlook; none where it cannot be asked. */
export async function categoriesOf(
  { categories }: Pick<Connector, "categories">,
  person: Person,
): Promise<readonly string[]> {
  try {
    return (await categories?.list(bareActor(person))) ?? [];
  } catch (error) {
    // Whoever lacks the permission, or a mailbox, types them.
    if (!(error instanceof ConnectorError)) throw error;
    return [];
  }
}

/** Somebody in whose name an ERP is asked for the types of his company. */
interface Asked {
  readonly connectionId: string;
  readonly companyId: string;
  readonly actor: Actor;
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
  try {
    const all = await askedAt(deps, place, looker);
    const [first] = all;
    if (first === undefined || all.length > askedMax) return null;
    const found = await Promise.all(
      all.map(async ({ connectionId, companyId, actor }) => {
        const { profile } = deps.erp(connectionId);
        return (await profile?.activityTypes(actor, companyId)) ?? [];
      }),
    );
    return [...new Set(found.flat().map(({ name }) => name))];
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return null;
  }
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
    add({ connectionId, companyId, actor: actorOf(mailbox) });
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
