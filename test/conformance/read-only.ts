/** What an app must not send: the service sets it, or it cannot change any more. */

const item = ["id", "changeKey", "createdDateTime", "lastModifiedDateTime"];

const event = [
  ...item,
  ...["bodyPreview", "hasAttachments", "iCalUId", "isCancelled", "isDraft", "isOrganizer"],
  ...["occurrenceId", "cancelledOccurrences", "exceptionOccurrences", "onlineMeeting"],
  ...["onlineMeetingUrl", "organizer", "originalStart", "originalStartTimeZone"],
  ...["originalEndTimeZone", "responseStatus", "seriesMasterId", "type", "webLink"],
  ...["calendar", "instances"],
];

/** Read-only properties by the last entity of the path, from the property texts of the reference pages. */
const readOnly: readonly { path: RegExp; method: RegExp; names: readonly string[] }[] = [
  { path: /\/events(\/\{event-id\})?$/, method: /POST|PATCH/, names: event },
  { path: /\/events\/\{event-id\}$/, method: /PATCH/, names: ["transactionId", "extensions"] },
  {
    path: /\/calendars?(\/\{calendar-id\})?$/,
    method: /POST|PATCH/,
    names: [
      ...["id", "changeKey", "hexColor", "owner", "canEdit", "canShare", "canViewPrivateItems"],
      ...["isRemovable", "isTallyingResponses", "allowedOnlineMeetingProviders"],
    ],
  },
  { path: /\/mailboxSettings$/, method: /PATCH/, names: ["userPurpose"] },
  { path: /\/masterCategories\/[^/]+$/, method: /PATCH/, names: ["id", "displayName"] },
  { path: /^\/subscriptions$/, method: /POST/, names: ["id", "applicationId", "creatorId"] },
  {
    path: /^\/subscriptions\/[^/]+$/,
    method: /PATCH/,
    names: [
      "id",
      "applicationId",
      "creatorId",
      "resource",
      "changeType",
      "lifecycleNotificationUrl",
    ],
  },
];

/** One sentence for each read-only property in the body of `method template`. */
export function readOnlyProblems(method: string, template: string, body: unknown): string[] {
  if (typeof body !== "object" || body === null) return [];
  const names = readOnly
    .filter((rule) => rule.path.test(template) && rule.method.test(method.toUpperCase()))
    .flatMap((rule) => rule.names);
  return Object.keys(body)
    .filter((name) => names.includes(name))
    .map((name) => `${name} is read-only`);
}
