import type { HealthCode } from "../../../server/api/contract/account.ts";
import type { ItemState } from "../../../server/api/contract/items.ts";

export const states: Readonly<
  Record<ItemState, { readonly label: string; readonly text: string }>
> = {
  "not-synced": { label: "Not synced", text: "This appointment is only in Outlook." },
  waiting: { label: "Waiting", text: "It will be carried over in a moment." },
  "in-sync": { label: "In sync", text: "Outlook and the ERP agree." },
  "needs-decision": {
    label: "Needs your decision",
    text: "It was changed on both sides. Choose which value to keep; everything else is already merged.",
  },
  "not-taken": {
    label: "Locked in the ERP",
    text: "Its activity is released in the ERP and cannot be changed. Have it opened there, or undo your change here.",
  },
  failed: { label: "Failed", text: "It could not be carried over." },
  "outside-window": {
    label: "Outside the window",
    text: "It lies outside the dates that are synchronized. Switch it on to follow it all the same.",
  },
  private: {
    label: "Private",
    text: "Your rules leave private appointments in Outlook. Remove the private mark there, or choose other rules in Setup.",
  },
  "not-organizer": {
    label: "You are not the organizer",
    text: "The organizer's copy carries changes of time and people. Your answer and your records are kept here.",
  },
  unsupported: {
    label: "Not by itself",
    text: "It is one day of a series. Open the series and switch that on.",
  },
};

export const health: Readonly<
  Record<HealthCode, { readonly label: string; readonly text: string }>
> = {
  operational: { label: "Operational", text: "Everything is up to date." },
  "signed-out": {
    label: "Signed out",
    text: "Sign in again to go on. Nothing is deleted meanwhile.",
  },
  "no-consent": {
    label: "Permission missing",
    text: "Sync to ERP may not read your calendar. Allow it to go on.",
  },
  "erp-down": {
    label: "The ERP does not answer",
    text: "Changes wait and are carried over when it is back.",
  },
  "microsoft-down": {
    label: "Microsoft 365 does not answer",
    text: "Changes wait and are carried over when it is back.",
  },
  braked: {
    label: "Stopped for safety",
    text: "A run wanted to delete unusually much. An administrator has to look at it first.",
  },
  storage: {
    label: "The server cannot store",
    text: "Its disk is full or cannot be written. Nothing is lost; an administrator has to make room, then it goes on by itself.",
  },
  failed: { label: "Failed", text: "The last run did not succeed. It is tried again by itself." },
  "setup-required": { label: "Not set up", text: "Finish Setup to start." },
  paused: {
    label: "Paused",
    text: "You stopped it. It goes on where it stands as soon as you continue.",
  },
  off: { label: "Switched off", text: "The calendar is not synchronized. Switch it on in Setup." },
  "off-above": {
    label: "Switched off by your administrator",
    text: "Your administrator has switched the calendar off. What is on both sides stays, and what was missed is caught up when it is on again.",
  },
};

export const notices: Readonly<Record<string, string>> = {
  "company-missing":
    "The ERP has no company for you: the calendar cannot be synchronized. Ask whoever administers the ERP to let your user work for one, then open Setup again.",
  "location-missing": "The ERP has no location for you. You can choose one here.",
  "time-zone-missing": "The ERP has no time zone for you. You can choose one here.",
  "erp-user-unknown":
    "No ERP user has your mail address. Ask your administrator to choose your user under Service, Users, or to enter the address in the ERP. Then open Setup again.",
};

/** Behind what mends a failure: who does that. */
export const mendedBy = {
  nobody: "It mends itself.",
  person: "Done by: the people themselves.",
  administrator: "Done by: an administrator.",
  operator: "Done by: whoever runs the server.",
  erp: "Done by: whoever administers the ERP.",
};
