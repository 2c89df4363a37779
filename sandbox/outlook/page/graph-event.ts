/** The part of Graph's `event` that a person sees in the window. */
export interface DateTimeTimeZone {
  readonly dateTime: string;
  readonly timeZone: string;
}

export interface Recipient {
  readonly emailAddress: { readonly name?: string; readonly address?: string };
}

export type Response =
  "none" | "organizer" | "tentativelyAccepted" | "accepted" | "declined" | "notResponded";

export interface Attendee extends Recipient {
  readonly type?: "required" | "optional" | "resource";
  readonly status?: { readonly response?: Response };
}

export type ShowAs = "free" | "tentative" | "busy" | "oof" | "workingElsewhere" | "unknown";
export type Sensitivity = "normal" | "personal" | "private" | "confidential";

export interface ExtendedProperty {
  readonly id: string;
  readonly value: string;
}

export interface GraphEvent {
  readonly id: string;
  readonly changeKey?: string;
  readonly subject?: string;
  readonly start: DateTimeTimeZone;
  readonly end: DateTimeTimeZone;
  readonly isAllDay?: boolean;
  readonly isCancelled?: boolean;
  readonly isOrganizer?: boolean;
  readonly isReminderOn?: boolean;
  readonly reminderMinutesBeforeStart?: number;
  readonly location?: { readonly displayName?: string };
  readonly body?: { readonly contentType?: string; readonly content?: string };
  readonly organizer?: Recipient;
  readonly attendees?: readonly Attendee[];
  readonly responseStatus?: { readonly response?: Response };
  readonly categories?: readonly string[];
  readonly showAs?: ShowAs;
  readonly sensitivity?: Sensitivity;
  readonly isOnlineMeeting?: boolean;
  readonly onlineMeeting?: { readonly joinUrl?: string } | null;
  readonly seriesMasterId?: string | null;
  readonly createdDateTime?: string;
  readonly lastModifiedDateTime?: string;
  readonly singleValueExtendedProperties?: readonly ExtendedProperty[];
}

/** What a person writes; Graph fills in the rest. */
export type EventChanges = Partial<
  Omit<GraphEvent, "id" | "changeKey" | "organizer" | "isOrganizer" | "responseStatus">
>;

export interface MasterCategory {
  readonly displayName: string;
  readonly color: string;
}
