/** What an app may send for an event. Read-only members are ignored, as Graph does; unknown ones answer 400. */
import { z } from "zod";
import { type Call, bodyObject } from "../call.ts";
import { GraphError } from "../errors.ts";
import { recurrenceInput } from "../series/input.ts";
import { choice } from "./choice.ts";

const text = z.string().nullish();
const flag = z.boolean().nullish();
const moment = z.strictObject({ dateTime: z.string(), timeZone: text }).nullish();
const address = z.strictObject({ name: text, address: text });
const location = z
  .strictObject({
    displayName: text,
    locationEmailAddress: text,
    locationUri: text,
    locationType: choice(
      ...([
        "default",
        "conferenceRoom",
        "homeAddress",
        "businessAddress",
        "geoCoordinates",
      ] as const),
      ...(["streetAddress", "hotel", "restaurant", "localBusiness", "postalAddress"] as const),
    ).nullish(),
    uniqueId: text,
    uniqueIdType: choice(
      ...(["unknown", "locationStore", "directory", "private", "bing"] as const),
    ).nullish(),
    address: z.record(z.string(), z.unknown()).nullish(),
    coordinates: z.record(z.string(), z.unknown()).nullish(),
  })
  .nullish();

const eventInput = z.strictObject({
  subject: text,
  body: z.strictObject({ contentType: choice("text", "html").nullish(), content: text }).nullish(),
  start: moment,
  end: moment,
  isAllDay: flag,
  location,
  locations: z.array(location).nullish(),
  attendees: z
    .array(
      z.strictObject({
        type: choice("required", "optional", "resource").nullish(),
        emailAddress: address.nullish(),
        status: z.unknown().optional(),
        proposedNewTime: z.unknown().optional(),
      }),
    )
    .max(500)
    .nullish(),
  categories: z.array(z.string()).nullish(),
  importance: choice("low", "normal", "high").nullish(),
  sensitivity: choice("normal", "personal", "private", "confidential").nullish(),
  showAs: choice("free", "tentative", "busy", "oof", "workingElsewhere", "unknown").nullish(),
  isReminderOn: flag,
  reminderMinutesBeforeStart: z.int().nullish(),
  responseRequested: flag,
  allowNewTimeProposals: flag,
  hideAttendees: flag,
  isOnlineMeeting: flag,
  onlineMeetingProvider: choice(
    "unknown",
    "teamsForBusiness",
    "skypeForBusiness",
    "skypeForConsumer",
  ).nullish(),
  transactionId: text,
  recurrence: recurrenceInput.nullish(),
  singleValueExtendedProperties: z
    .array(z.strictObject({ id: z.string(), value: z.string() }))
    .nullish(),
  multiValueExtendedProperties: z
    .array(z.strictObject({ id: z.string(), value: z.array(z.string()) }))
    .nullish(),
  extensions: z.array(z.record(z.string(), z.unknown())).nullish(),
});

export type EventInput = z.infer<typeof eventInput>;

const readOnly = new Set([
  ...["id", "changeKey", "createdDateTime", "lastModifiedDateTime", "bodyPreview", "iCalUId"],
  ...["hasAttachments", "isCancelled", "isDraft", "isOrganizer", "organizer", "occurrenceId"],
  ...["onlineMeeting", "onlineMeetingUrl", "originalStart", "originalStartTimeZone"],
  ...["originalEndTimeZone", "responseStatus", "seriesMasterId", "type", "webLink"],
  ...["cancelledOccurrences", "exceptionOccurrences"],
]);

const unreadable = (message: string) => new GraphError(400, "RequestBodyRead", message);

/** Members such as `@odata.type` carry no content, except in an extension. */
function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.includes("@odata."))
      .map(([name, inner]) => [name, withoutAnnotations(inner)]),
  );
}

/** The body of a POST or PATCH of an event. Throws 400 `RequestBodyRead` for what Graph cannot read. */
export function readEventInput(call: Call): EventInput {
  const members = Object.entries(bodyObject(call)).filter(([name]) => !readOnly.has(name));
  const body = Object.fromEntries(
    members.map(([name, value]) => [
      name,
      name === "extensions" ? value : withoutAnnotations(value),
    ]),
  );
  const parsed = eventInput.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path.join(".") ?? "";
    if (issue?.code === "unrecognized_keys") {
      throw unreadable(
        `The property '${issue.keys[0] ?? ""}' does not exist on type 'microsoft.graph.event'. Make sure to only use property names that are defined by the type or mark the type as open type.`,
      );
    }
    throw unreadable(
      `Cannot convert the value of property '${path}': ${issue?.message ?? "unexpected value"}.`,
    );
  }
  return parsed.data;
}
