/** The mailbox's master list of categories: what Outlook offers people, each with its colour. */
import { z } from "zod";
import { ConnectorError } from "../port/connector-error.ts";
import type { CategoryFacet } from "../port/facets.ts";
import type { Actor } from "../port/item.ts";
import { isConflict, unreadable } from "./requests/errors.ts";
import type { Session } from "./requests/session.ts";

const listSchema = z.looseObject({ value: z.array(z.looseObject({ displayName: z.string() })) });

export function createCategories(session: Session): CategoryFacet {
  const urlOf = (actor: Actor): string => `${session.root(actor)}/outlook/masterCategories`;
  const namesOf = async (actor: Actor): Promise<readonly string[]> => {
    const reply = await session.send(actor, { method: "GET", url: urlOf(actor) });
    const list = listSchema.safeParse(reply.body);
    if (!list.success) throw unreadable("a list of categories that we do not know");
    return list.data.value.map(({ displayName }) => displayName);
  };
  return {
    list: namesOf,
    async enter(actor, categories) {
      const url = urlOf(actor);
      const known = new Set((await namesOf(actor)).map((name) => name.toLowerCase()));
      for (const { name, color } of categories) {
        if (known.has(name.toLowerCase())) continue;
        try {
          const body = { displayName: name, color };
          await session.send(actor, { method: "POST", url, body });
        } catch (error) {
          // Entered meanwhile, by its person or by an earlier request of ours.
          if (!(error instanceof ConnectorError && isConflict(error))) throw error;
        }
      }
    },
  };
}
