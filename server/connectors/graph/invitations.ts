/** Sending a meeting: the one write of ours that other people are told of. */
import { ConnectorError } from "../port/connector-error.ts";
import type { InvitationFacet, Sending } from "../port/facets.ts";
import type { Actor } from "../port/item.ts";
import { unreadable } from "./requests/errors.ts";
import { addedBody, sentBody } from "./event/body.ts";
import { eventSchema } from "./event/schema.ts";
import { versionOf } from "./event/event.ts";
import { preferEvents } from "./event/properties.ts";
import type { Session } from "./requests/session.ts";
import type { Ways } from "./requests/steps.ts";

export function createInvitations(session: Session, { url, reading }: Ways): InvitationFacet {
  async function send(actor: Actor, sending: Sending): Promise<void> {
    const { id, precondition } = sending;
    const reply = await session.send(actor, reading(actor, id));
    const event = eventSchema.safeParse(reply.body);
    if (!event.success) throw unreadable("an event without an id");
    if (versionOf(event.data) !== precondition) {
      throw new ConnectorError("stale", "microsoft", "The event was changed meanwhile.");
    }
    const isSent = (event.data.attendees ?? []).length > 0;
    if (event.data.isOrganizer === false || isSent !== sending.more) {
      throw new ConnectorError(
        "rejected",
        "microsoft",
        "Others are invited to this meeting by now than were shown, or it is somebody else's. Look again.",
        { field: "attendees" },
      );
    }
    await session.send(actor, {
      method: "PATCH",
      url: url(actor, id),
      headers: { Prefer: preferEvents, "If-Match": precondition },
      body: sending.more ? addedBody(event.data, sending) : sentBody(event.data, sending),
    });
  }
  return {
    async send(actor, sending) {
      try {
        await send(actor, sending);
        return null;
      } catch (error) {
        if (error instanceof ConnectorError) return error;
        throw error;
      }
    },
  };
}
