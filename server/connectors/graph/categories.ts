/** The mailbox's master list of categories: what Outlook offers people, each with its colour. */
import { z } from "zod";
import { ConnectorError } from "../port/connector-error.ts";
import type { CategoryFacet } from "../port/facets.ts";
import type { Actor } from "../port/item.ts";
import { isConflict, unreadable } from "./requests/errors.ts";
import type { Session } from "./requests/session.ts";

const entrySchema = z.looseObject({
  id: z.string().optional(),
  displayName: z.string(),
  color: z.string().nullish(),
});
const listSchema = z.looseObject({ value: z.array(entrySchema) });
type Entry = z.infer<typeof entrySchema>;

const alike = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export function createCategories(session: Session): CategoryFacet {
  const urlOf = (actor: Actor): string => `${session.root(actor)}/outlook/masterCategories`;
  const entriesOf = async (actor: Actor): Promise<readonly Entry[]> => {
    const reply = await session.send(actor, { method: "GET", url: urlOf(actor) });
    const list = listSchema.safeParse(reply.body);
    if (!list.success) throw unreadable("a list of categories that we do not know");
    return list.data.value;
  };
  return {
    async list(actor) {
      return (await entriesOf(actor)).map(({ displayName }) => displayName);
    },
    async enter(actor, categories) {
      const url = urlOf(actor);
      const known = await entriesOf(actor);
      for (const { name, color } of categories) {
        if (known.some(({ displayName }) => alike(displayName, name))) continue;
        try {
          const body = { displayName: name, color };
          await session.send(actor, { method: "POST", url, body });
        } catch (error) {
          // Entered meanwhile, by its person or by an earlier request of ours.
          if (!(error instanceof ConnectorError && isConflict(error))) throw error;
        }
      }
    },
    async remove(actor, categories) {
      for (const { id, displayName, color } of await entriesOf(actor)) {
        const isMeant = categories.some(
          (one) => alike(one.name, displayName) && alike(one.color, color ?? ""),
        );
        if (!isMeant || id === undefined) continue;
        try {
          const url = `${urlOf(actor)}/${encodeURIComponent(id)}`;
          await session.send(actor, { method: "DELETE", url });
        } catch (error) {
          // Its person, or an earlier request of ours, took it out meanwhile.
          if (!(error instanceof ConnectorError && error.code === "not-found")) throw error;
        }
      }
    },
  };
}
