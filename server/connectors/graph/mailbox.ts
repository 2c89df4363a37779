/** About the mailbox itself: whose it is, its zone, and the ids that Outlook shows the pane. */
import { z } from "zod";
import { ConnectorError } from "../port/connector-error.ts";
import type { ItemIdFacet, MailboxFacet } from "../port/facets.ts";
import type { Actor, CheckResult } from "../port/item.ts";
import { unreadable } from "./requests/errors.ts";
import type { Session } from "./requests/session.ts";
import { ianaZone } from "./event/time.ts";

const userSchema = z.looseObject({
  id: z.string().nullish(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});
const settingsSchema = z.looseObject({ timeZone: z.string().nullish() });
const translationSchema = z.looseObject({
  value: z.array(z.looseObject({ sourceId: z.string().nullish(), targetId: z.string().nullish() })),
});

/** Graph's limit for one `translateExchangeIds` (limits.json). */
const maxIds = 1_000;

export interface Mailbox extends Pick<MailboxFacet, "timeZone" | "owner">, ItemIdFacet {
  check(actor: Actor): Promise<CheckResult>;
}

export function createMailbox(session: Session): Mailbox {
  async function zoneName(actor: Actor): Promise<string | null> {
    // The whole resource: it is small, and `$select` on it is documented nowhere.
    const url = `${session.root(actor)}/mailboxSettings`;
    const reply = await session.send(actor, { method: "GET", url });
    const settings = settingsSchema.safeParse(reply.body);
    if (!settings.success) throw unreadable("mailbox settings that we do not know");
    return settings.data.timeZone ?? null;
  }

  async function translate(
    actor: Actor,
    ids: readonly string[],
  ): Promise<readonly (string | null)[]> {
    try {
      const reply = await session.send(actor, {
        method: "POST",
        url: `${session.root(actor)}/translateExchangeIds`,
        body: { inputIds: ids, sourceIdType: "restId", targetIdType: "restImmutableEntryId" },
      });
      const parsed = translationSchema.safeParse(reply.body);
      if (!parsed.success) throw unreadable("a translation without ids");
      const translated = new Map(
        parsed.data.value.map(({ sourceId, targetId }) => [sourceId, targetId ?? null]),
      );
      return ids.map((id) => translated.get(id) ?? null);
    } catch (error) {
      // One malformed id makes Graph refuse the whole list: halve it until the culprit stands alone.
      if (!(error instanceof ConnectorError && error.code === "rejected")) throw error;
      if (ids.length === 1) return [null];
      const half = Math.ceil(ids.length / 2);
      const first = await translate(actor, ids.slice(0, half));
      return [...first, ...(await translate(actor, ids.slice(half)))];
    }
  }

  return {
    async timeZone(actor) {
      const name = await zoneName(actor);
      return name === null ? null : ianaZone(name, actor.timeZone);
    },

    async owner(actor, wanted) {
      const url = `/users/${encodeURIComponent(wanted)}?$select=id,displayName,mail,userPrincipalName`;
      try {
        const user = userSchema.safeParse((await session.send(actor, { method: "GET", url })).body);
        if (!user.success) throw unreadable("a person that we do not know");
        const { id, displayName, mail, userPrincipalName } = user.data;
        const address = (mail ?? userPrincipalName ?? "").toLowerCase();
        if (id == null || address === "") return null;
        return { mailboxId: id.toLowerCase(), name: displayName ?? address, address };
      } catch (error) {
        if (error instanceof ConnectorError && error.code === "not-found") return null;
        throw error;
      }
    },

    async fromPane(actor, ids) {
      const translated: (string | null)[] = [];
      for (let start = 0; start < ids.length; start += maxIds) {
        translated.push(...(await translate(actor, ids.slice(start, start + maxIds))));
      }
      return translated;
    },

    async check(actor) {
      const url = `${session.root(actor)}?$select=displayName,mail,userPrincipalName`;
      const reply = await session.send(actor, { method: "GET", url });
      const user = userSchema.safeParse(reply.body);
      if (!user.success) throw unreadable("a person that we do not know");
      const zone = await zoneName(actor).catch((error: unknown) => {
        // Without MailboxSettings.Read synchronization works all the same.
        if (error instanceof ConnectorError && error.code === "forbidden") return null;
        throw error;
      });
      const address = user.data.mail ?? user.data.userPrincipalName ?? null;
      return {
        user: user.data.displayName ?? address ?? actor.mailboxId,
        address,
        facts: [
          "Microsoft Graph v1.0",
          zone === null
            ? "The time zone of the mailbox may not be read."
            : `Time zone of the mailbox: ${zone}`,
        ],
      };
    },
  };
}
