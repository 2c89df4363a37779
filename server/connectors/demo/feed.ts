import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { FeedFacet } from "../port/facets.ts";
import { query, type Session } from "./session.ts";
import { changesPage, webhooksAnswer } from "./shapes.ts";

const PAGE = 1_000;

/** The installation's change feed and its webhook, read with the key's own rights. */
export function createFeed(session: Session): FeedFacet {
  return {
    changes: async (since) => {
      const path = `/changes${query({ since: since ?? undefined, limit: PAGE })}`;
      const { changes, cursor, more } = await session.read(changesPage, path, null);
      return {
        changes: changes.map(({ id, owner, participants }) => ({
          resource: "appointment",
          id,
          erpUserIds: [...new Set([owner, ...participants])],
        })),
        cursor,
        more,
      };
    },
    register: async (url, secret) => {
      const reply = await session.send("POST", "/webhooks", { user: null, body: { url, secret } });
      if (reply.status >= 300) throw session.failure(reply);
    },
    unregister: async (url) => {
      const { webhooks } = await session.read(webhooksAnswer, "/webhooks", null);
      for (const { id } of webhooks.filter((one) => one.url === url)) {
        const path = `/webhooks/${encodeURIComponent(id)}`;
        const reply = await session.send("DELETE", path, { user: null });
        if (reply.status >= 300 && reply.status !== 404) throw session.failure(reply);
      }
    },
    // A call sent again by someone else only wakes us up once more, so its age is not looked at.
    verify: (body, headers, secret) => {
      const timestamp = headers["x-erp-timestamp"] ?? "";
      const expected = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
      return sameText(headers["x-erp-signature"] ?? "", `sha256=${expected}`);
    },
  };
}

/** In constant time: digests have one length, whatever was sent. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
