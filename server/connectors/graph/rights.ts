/**
 * Somebody else's mailbox is reached by what its owner allows, which he may take back at any time. What
 * is not allowed any more answers like what is not there: taken for a deletion it would delete on the
 * other side. So it only counts as missing while the calendars themselves can be read.
 */
import type { Connector } from "../port/connector.ts";
import { ConnectorError } from "../port/connector-error.ts";
import { type Actor, chosenCalendars } from "../port/item.ts";
import { listPath } from "./calendars.ts";
import type { Session } from "./requests/session.ts";

/** Whether the mailbox is another one than that of the person who acts. */
function isForeign({ mailboxId, userId }: Actor): boolean {
  return mailboxId !== userId;
}

/** @throws ConnectorError `forbidden` where one of the chosen calendars may not be read */
async function requireRights(session: Session, actor: Actor): Promise<void> {
  const requests = chosenCalendars(actor).map((calendar) => ({
    method: "GET" as const,
    url: listPath(session, actor, calendar),
  }));
  for (const answer of await session.sendAll(actor, requests)) {
    if (!(answer instanceof ConnectorError)) continue;
    if (answer.code !== "not-found" && answer.code !== "forbidden") throw answer;
    throw new ConnectorError(
      "forbidden",
      "microsoft",
      "This mailbox or calendar may not be read any more. Ask its owner to share it again; until then nothing of it is changed.",
      answer.facts,
    );
  }
}

/** The connector's reading, with that care where the mailbox is not the person's own. */
export function withRights(
  session: Session,
  { delta, get }: Pick<Connector, "delta" | "get">,
): Pick<Connector, "delta" | "get"> {
  return {
    async delta(actor, scope, cursor) {
      if (isForeign(actor)) await requireRights(session, actor);
      return delta(actor, scope, cursor);
    },
    async get(actor, resource, ids, doubted) {
      const answers = await get(actor, resource, ids, doubted);
      const isDoubtful = answers.some(({ kind }) => kind === "missing");
      if (isForeign(actor) && isDoubtful) await requireRights(session, actor);
      return answers;
    },
  };
}
