/** The events of Microsoft's documentation, as real input. */
import { documentedPairs } from "./reference.ts";

type Json = Record<string, unknown>;

const sent = [
  ...["subject", "body", "start", "end", "location", "attendees", "categories", "importance"],
  ...["sensitivity", "showAs", "isAllDay", "isReminderOn", "reminderMinutesBeforeStart"],
  ...["transactionId", "allowNewTimeProposals", "hideAttendees", "responseRequested"],
  ...["isOnlineMeeting", "onlineMeetingProvider", "recurrence"],
];

/** What of a documented event can be sent. */
export const writable = (event: Json): Json =>
  Object.fromEntries(Object.entries(event).filter(([name]) => sent.includes(name)));

/** Every event that any example shows, sent or answered. */
export function documentedEvents(): Json[] {
  const found = documentedPairs()
    .filter(({ operation }) => /\/events|calendarView/.test(operation))
    .flatMap(({ request, response }) => {
      const bodies = [request?.body, response?.body] as (Json | undefined)[];
      return bodies.flatMap((body) => [body, ...((body?.["value"] ?? []) as Json[])]);
    })
    .filter(
      (event): event is Json => typeof event === "object" && "start" in event && "end" in event,
    );
  const unique = new Map(found.map((event) => [JSON.stringify(writable(event)), event]));
  return [...unique.values()];
}
