import type { HealthCode } from "../../server/api/contract/account.ts";
import type { HistoryView, ItemState } from "../../server/api/contract/items.ts";
import type { FailureCode } from "../failures.ts";

/** What a person reads about a failure: what is so, and what to do. */
export interface FailureWords {
  readonly title: string;
  readonly text: string;
}

const failures: Readonly<Record<FailureCode, FailureWords>> = {
  "bad-request": {
    title: "Something was not filled in as expected",
    text: "Check the fields above and try again. If it stays, copy the details for your support.",
  },
  unauthorized: {
    title: "Please sign in again",
    text: "Your sign-in is no longer accepted. Sign in to go on; nothing is lost.",
  },
  "claims-required": {
    title: "Your organization asks for one more step",
    text: "A policy wants you to confirm who you are, for example with your phone. Sign in to do so.",
  },
  "consent-required": {
    title: "Your permission is needed",
    text: "Sync to ERP may not read your calendar yet. Allow it once; you can take it back at any time.",
  },
  "signed-out": {
    title: "You are signed out",
    text: "Sign in with your Microsoft account. Synchronization pauses until then and deletes nothing.",
  },
  forbidden: {
    title: "You may not do this",
    text: "Your rights do not allow it. Ask the administrator of your ERP.",
  },
  "not-set-up": {
    title: "Sync to ERP is being set up",
    text: "Nobody can sign in yet. Whoever runs the server finishes its set-up in the portal.",
  },
  "tenant-unknown": {
    title: "Your organization is not connected yet",
    text: "An administrator of your organization has to connect it to Sync to ERP first.",
  },
  "not-found": {
    title: "Not found",
    text: "It may have been removed meanwhile. Try again to see how things are now.",
  },
  conflict: {
    title: "It changed meanwhile",
    text: "Somebody else was quicker. Look at the new state, then try again.",
  },
  "setup-required": {
    title: "One step before you start",
    text: "Choose your company and what to synchronize in Setup. It takes half a minute.",
  },
  "erp-user-unknown": {
    title: "The ERP does not know you",
    text: "No ERP user has your mail address. Ask your ERP administrator to add it to your user, then try again.",
  },
  "item-not-found": {
    title: "This appointment cannot be found",
    text: "It may have been moved or deleted, or was saved only a moment ago. Try again in a few seconds.",
  },
  "mailbox-not-found": {
    title: "No such mailbox for you",
    text: "Your organization has no mailbox of this address, or nothing of it is shared with you. Check the address, or ask its owner to share it.",
  },
  "mailbox-taken": {
    title: "Somebody else has it",
    text: "One person at a time synchronizes a mailbox. It is free once it is given up in Setup; nothing that is linked gets lost by that.",
  },
  "mailbox-owners": {
    title: "Its owner has it",
    text: "Who synchronizes his own calendar does so himself. In the ERP you take part in what he invites you to.",
  },
  "mailbox-unclear": {
    title: "Which calendar is it?",
    text: "Its name in your list is another one than in its owner’s mailbox. Give it its own name back, or ask for it to be shared again.",
  },
  "item-not-saved": {
    title: "Save the appointment first",
    text: "Once it is saved it can be linked.",
  },
  "item-unsupported": {
    title: "Not as a series",
    text: "The ERP holds no series, or this day belongs to one. Open the other and switch that on.",
  },
  "too-large": {
    title: "Too large",
    text: "There is more in it than can be sent at once. Shorten the text and try again.",
  },
  "unsupported-media-type": {
    title: "This add-in is out of date",
    text: "Close and reopen Outlook to get the current version.",
  },
  "method-not-allowed": {
    title: "This add-in is out of date",
    text: "Close and reopen Outlook to get the current version.",
  },
  "rate-limited": {
    title: "Too many requests",
    text: "Wait a minute, then try again. Synchronization goes on in the background.",
  },
  "erp-unavailable": {
    title: "The ERP does not answer",
    text: "Changes wait and are carried over when it is back. There is nothing you need to do.",
  },
  "microsoft-unavailable": {
    title: "Microsoft 365 does not answer",
    text: "Changes wait and are carried over when it is back. There is nothing you need to do.",
  },
  rejected: {
    title: "The ERP refused the change",
    text: "Correct what it names, here or in the ERP; it is then tried again.",
  },
  storage: {
    title: "The server could not store this",
    text: "Nothing was changed. Try again; if it stays, tell your administrator.",
  },
  unavailable: {
    title: "The server is busy",
    text: "Try again in a moment.",
  },
  internal: {
    title: "Something went wrong",
    text: "This is our mistake, and your data is unharmed. Try again; if it stays, copy the details for your support.",
  },
  offline: {
    title: "You are offline",
    text: "Connect to the internet and try again. What you synchronized before stays as it is.",
  },
  "backend-down": {
    title: "Sync to ERP cannot be reached",
    text: "The server does not answer. Changes wait in Outlook and in the ERP and are carried over later. Try again in a minute.",
  },
  "admin-consent-required": {
    title: "An administrator has to agree",
    text: "Your organization lets only administrators allow add-ins. Ask yours to approve Sync to ERP, then try again.",
  },
  "popup-blocked": {
    title: "The sign-in window was blocked",
    text: "Allow windows from this page in your browser, then sign in again.",
  },
  "sign-in-cancelled": {
    title: "Sign-in was not finished",
    text: "The window was closed before the end. Sign in again when you are ready.",
  },
  "sign-in-failed": {
    title: "Sign-in did not work",
    text: "Try again. If it stays, close and reopen Outlook, or copy the details for your support.",
  },
  "outlook-unavailable": {
    title: "Outlook does not tell which item is open",
    text: "Select the appointment again, or close this pane and open it anew.",
  },
};

const states: Readonly<Record<ItemState, { readonly label: string; readonly text: string }>> = {
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
    label: "Not as a series",
    text: "Your ERP holds no series. Open one of its days and switch that on.",
  },
};

const health: Readonly<Record<HealthCode, { readonly label: string; readonly text: string }>> = {
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

const historyKinds: Readonly<Record<string, string>> = {
  linked: "Linked",
  created: "Created",
  updated: "Updated",
  deleted: "Deleted",
  unlinked: "Unlinked",
  conflict: "Changed on both sides",
  answered: "Decided",
  failed: "Failed",
  recovered: "Works again",
  undone: "Undone",
  "not-undone": "Not undone",
  invited: "Invitations sent",
  "not-invited": "Invitations not sent",
  cancelled: "Meeting cancelled",
  "not-cancelled": "Meeting not cancelled",
  run: "Run",
  state: "State",
};

/** Field names as the contract spells them; an unknown one is shown as it is. */
const fields: Readonly<Record<string, string>> = {
  subject: "Subject",
  when: "When",
  place: "Location",
  body: "Description",
  attendees: "Attendees",
  owner: "Belongs to",
  joinLink: "Online meeting",
  toInvite: "To be invited",
  response: "Your answer",
  showAs: "Show as",
  sensitivity: "Sensitivity",
  importance: "Importance",
  reminder: "Reminder",
  categories: "Categories",
  type: "Activity type",
  records: "Linked records",
  exceptions: "Exceptions",
};

const origins: Readonly<Record<HistoryView["origin"], string>> = {
  microsoft: "changed in Outlook",
  erp: "changed in the ERP",
  person: "asked here",
  engine: "by itself",
};

/** Rules and causes, as the backend spells them; an unknown one is shown as it is. */
const because: Readonly<Record<string, string>> = {
  asked: "You are asked to decide.",
  "erp-wins": "The rule says: the ERP wins.",
  "microsoft-wins": "The rule says: Outlook wins.",
  newest: "The newer change wins.",
  "one-way": "This direction is switched off.",
  "removed-and-edited":
    "A day was removed on one side and edited on the other: it is as Outlook has it.",
  "switched on": "Switched on here.",
  "given up by an administrator":
    "An administrator gave this change up. Both sides stay as they are until either is edited.",
  "switched off": "Switched off here.",
  "category removed": "Its category was removed in Outlook.",
  "category added": "Its category was put on in Outlook.",
  "categories-gone":
    "The categories of many appointments were gone at once. Nothing was switched off; they come back.",
  "keep microsoft": "Outlook’s value was chosen.",
  "keep erp": "The ERP’s value was chosen.",
  "own value": "A value was written for both sides.",
  edited: "Neither value was kept: one was written for both sides.",
  "1 quiescence": "Both sides already agree.",
  "4 no lost edit": "What either side changed is carried to the other.",
  "4 agreed": "Both sides already say the same.",
  "5 an edit outlives a deletion": "It was edited after it was deleted elsewhere: it comes back.",
  "5 deletions are undone by setting": "It was deleted, and is made again, as it is set.",
  "5 deleted on the other side": "It was deleted on the other side.",
  "6 first copy": "The other side did not have it yet.",
  "read-only:not-organizer": "Only the organizer may change this.",
  "read-only:released": "The activity is released in the ERP: the change stays in Outlook.",
  "read-only:private": "It is private: its subject in the ERP only stands in for the real one.",
  "read-only:no-answer": "Outlook cannot take an answer back: it stands.",
  "read-only:just-met": "Nobody is told what was said before the two were linked.",
  left: "Removing the meeting in Outlook is declining it.",
  "19 an answer": "Leaving the meeting in Outlook is declining it.",
  "5 gone on both sides": "Gone on both sides.",
  "5 the copy is kept by setting": "The other copy was deleted; this one stays, as it is set.",
  "5 an attendee's copy is not the meeting": "Removing one’s own copy does not end the meeting.",
  "8 direction": "This direction is switched off.",
  "14 removing it would reach other people": "It has guests, who would be told: it stays.",
  private: "It is private and stays where it is.",
  "new item": "New here.",
  "matched by key": "Recognised: it was made for the other one before.",
  "matched by foreignId": "Recognised: another integration had linked the two.",
  "matched by sharedId": "The same meeting on both sides.",
  "matched by naturalKey": "Same subject and time on both sides.",
  "17 a guest's part ends with his copy":
    "This copy or the activity is gone; the others are not touched.",
  "shared meeting": "Joined the meeting’s activity, which is one for everybody in it.",
  "the meeting's own again": "This copy keeps the meeting’s activity now.",
  "its calendar is not synchronized": "Its calendar is not synchronized.",
  "another user's activity":
    "Nobody sees its activity who synchronizes it now: both stay as they are.",
  "not seen by its new person":
    "Nobody sees the appointment who synchronizes it now: both stay as they are.",
  "its calendar is synchronized again": "Its calendar is synchronized again.",
  "paired by hand": "Paired here by hand.",
  "kept apart by hand": "Kept apart here by hand.",
  undo: "Asked for by an undo.",
  "undo:update": "Both sides hold again what they held before.",
  "undo:create": "The copy is removed; the item is no longer synced.",
  "undo:delete": "Made again on both sides.",
  "undo:edited": "It was edited since and stays as it is.",
  "undo:gone": "The item is gone or no longer synced.",
  "undo:there": "The item is there again.",
  "undo:direction": "This direction is switched off.",
  "undo:read-only": "One side does not let it be changed.",
  "undo:guests": "The guests of the meeting would be told.",
  "not-invited:gone": "It was gone in Outlook or in the ERP by then.",
  "not-invited:not-organizer": "Only its organizer can send it.",
  "not-invited:already-sent": "Somebody had been invited by then.",
  "not-invited:nobody": "Nobody but you takes part in it.",
  "not-invited:guests-changed": "Others took part by then than you were shown.",
  "not-invited:moved": "It took place at another time by then than you were shown.",
  "not-invited:direction": "Nothing is written to Outlook, as it is set.",
  "not-cancelled:gone": "It was gone in Outlook by then.",
  "not-cancelled:not-organizer": "Only its organizer can cancel it.",
  "not-cancelled:nobody": "Nobody was invited to it any more.",
  "not-cancelled:guests-changed": "Others were invited by then than you were shown.",
  "not-cancelled:moved": "It took place at another time by then than you were shown.",
  "not-cancelled:direction": "Nothing is written to Outlook, as it is set.",
  "meeting kept": "The meeting stands, its activity is gone.",
};

const notices: Readonly<Record<string, string>> = {
  "company-missing": "The ERP has no company for you: the calendar cannot be synchronized.",
  "location-missing": "The ERP has no location for you. You can choose one here.",
  "time-zone-missing": "The ERP has no time zone for you. You can choose one here.",
  "erp-user-unknown":
    "No ERP user has your mail address. Ask your ERP administrator to add it to your user, then open Setup again.",
};

/** Values out of a fixed list, by field; any other is shown as it is. */
const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  showAs: {
    free: "Free",
    tentative: "Tentative",
    busy: "Busy",
    oof: "Away",
    workingElsewhere: "Working elsewhere",
  },
  sensitivity: { normal: "Normal", private: "Private" },
  importance: { low: "Low", normal: "Normal", high: "High" },
  response: { accepted: "Accepted", tentative: "Tentative", declined: "Declined" },
};

/** English: the dictionary that gives all others their shape. */
export const en = {
  language: "en",
  name: "Sync to ERP",
  failures,
  states,
  health,
  historyKinds,
  fields,
  values,
  origins,
  because,
  notices,

  nav: {
    label: "Sections",
    menu: "More",
    item: "This appointment",
    home: "Home",
    setup: "Setup",
    service: "Service",
    details: "Details for support",
    signOut: "Sign out",
    openPortal: "Open in a browser tab",
  },
  signIn: {
    title: "Welcome to Sync to ERP",
    text: "Your appointments in Outlook and in the ERP, always the same. Sign in once to start.",
    button: "Sign in with Microsoft",
    allow: "Allow access",
    waiting: "Follow the steps in the sign-in window.",
    signedOut: "You are signed out here. Synchronization goes on in the background.",
  },
  open: {
    opening: "Opening your appointment in Outlook…",
    unknown:
      "Perhaps this activity is not synchronized with your calendar: only its owner and people who take part in it have an appointment of it.",
  },
  act: {
    retry: "Try again",
    openSetup: "Open Setup",
    cancel: "Cancel",
    close: "Close",
    loading: "Loading",
  },
  item: {
    scope: {
      title: "This is one day of a series",
      text: "The series is synchronized as a whole, with what its days have for themselves. What do you want to look at?",
      series: "The whole series",
      day: "This day only",
      shown: {
        series: () => "You see the whole series.",
        day: (when: string) => `You see one day of the series: ${when}.`,
      } satisfies Readonly<Record<"series" | "day", (when: string) => string>>,
      show: { series: "Show the whole series", day: "Show this day only" },
      differs: "On this day",
      same: "As in the series.",
      both: (microsoft: string | null, erp: string | null) =>
        `Outlook: ${microsoft ?? "as in the series"}. ERP: ${erp ?? "as in the series"}.`,
      off: "The series is not synchronized.",
      ofSeries:
        "Syncing, linked records and activity type are those of the whole series. Change this day in Outlook or in the ERP; the other follows for this day alone.",
      history: "History of this day",
    },
    series: {
      series: "This series is synchronized as a whole, exceptions included.",
      occurrence: "This is one day of a series, which is synchronized as a whole.",
    },
    sharedWith: (name: string) =>
      `One activity for everybody in this meeting; ${name === "" ? "a colleague" : name} keeps it.`,
    noSubject: "(no subject)",
    staysInOutlook: (fields: string) => `Your change stays in Outlook: ${fields}.`,
    lastSynced: (time: string) => `Last synced ${time}`,
    switch: "Sync this event",
    syncToErp: "Sync to ERP",
    save: "Save",
    syncNow: "Sync now",
    decide: "Go to your decision",
    openActivity: "Open in ERP",
    invitations: {
      sent: (by: string, count: number) =>
        count === 1 ? `Sent by ${by} to 1 person.` : `Sent by ${by} to ${count} people.`,
      title: "Not invited yet",
      send: "Send invitations",
      sending: "The invitations are being sent.",
      question: "Send invitations?",
      mailed: "These people are mailed by Outlook, in your name:",
      online: "Make it a Teams meeting, too",
      confirm: (count: number) => (count === 1 ? "Send to 1 person" : `Send to ${count} people`),
    },
    ending: {
      sent: (by: string, count: number) =>
        count === 1
          ? `Cancelled by ${by}; 1 guest was told.`
          : `Cancelled by ${by}; ${count} guests were told.`,
      title: "Deleted in the ERP",
      text: (count: number) =>
        count === 1
          ? "The activity was deleted in the ERP. The meeting with 1 guest still stands."
          : `The activity was deleted in the ERP. The meeting with ${count} guests still stands.`,
      cancel: "Cancel the meeting…",
      keep: "Keep it",
      cancelling: "The meeting is being cancelled.",
      question: "Cancel the meeting?",
      back: "Not now",
      told: "Outlook tells these people, in your name, that it does not take place:",
      confirm: (count: number) =>
        count === 1 ? "Cancel and tell 1 guest" : `Cancel and tell ${count} guests`,
    },
    release: {
      shared:
        "Your copy is no longer kept the same. The activity stays: it belongs to the meeting.",
      title: "Stop syncing this event?",
      text: "Outlook and the ERP will no longer follow each other. What should happen to the copy in the ERP?",
      keep: "Keep both copies",
      keepHint: "Both stay and go their own ways.",
      remove: "Remove the ERP copy",
      removeHint: "Outlook keeps the appointment.",
      confirm: "Stop syncing",
    },
    activityType: "Activity type",
    noActivityType: "From the first category",
    preview: {
      title: "What will be written",
      none: "Nothing: both sides already agree.",
      create: { microsoft: "Create in Outlook", erp: "Create in the ERP" },
      update: { microsoft: "Change in Outlook", erp: "Change in the ERP" },
      delete: { microsoft: "Delete in Outlook", erp: "Delete in the ERP" },
      quiet: "Nobody is mailed because of this.",
      edited: "What you are changing in Outlook counts once you save it there.",
      joins: (name: string) =>
        name === ""
          ? "Another calendar brings this meeting to the ERP. Yours joins it; no second activity is made."
          : `The calendar of ${name} has brought this meeting to the ERP. Yours joins it; no second activity is made.`,
      untold: (fields: string) => `Outlook tells only once it is saved: ${fields}.`,
      unsaved: "As the form stands now. It is written once you save the appointment in Outlook.",
    },
    empty: "empty",
    conflicts: {
      title: "Your decision",
      outlook: "Outlook",
      erp: "ERP",
      keepMine: "Keep mine",
      keepErp: "Keep ERP’s",
      keepMineOf: (field: string) => `Keep mine: ${field}`,
      keepErpOf: (field: string) => `Keep ERP’s: ${field}`,
      edit: "Edit",
      editOf: (field: string) => `Edit: ${field}`,
      own: (field: string) => `${field}, for both sides`,
      save: "Save for both",
      allDay: "All day",
      start: "Start",
      end: "End",
      zone: (name: string) => `By the clock of ${name}`,
      mistakes: {
        subject: "Give a subject.",
        when: "It ends before it starts.",
        reminder: "Give minutes between 0 and 20160, or nothing.",
      },
    },
    history: {
      title: "History",
      empty: "Nothing has happened to this appointment yet.",
    },
    unsaved: {
      title: "New appointment",
      off: {
        label: "Not saved yet",
        text: "Choose now what it concerns; it goes to the ERP when you save it in Outlook.",
      },
      waiting: {
        label: "Linked when saved",
        text: "Save the appointment in Outlook; a few seconds later it is in the ERP.",
      },
      syncWhenSaved: "Sync when saved",
      startWith: (type: string) => `Start my new appointments with the category “${type}”`,
    },
    shared: {
      title: "In a shared calendar",
      text: (mailbox: string) =>
        `This appointment lies in the mailbox ${mailbox}, which you do not synchronize yet. Add it, and its appointments can go to the ERP under your name.`,
      unknown:
        "This appointment lies in somebody else’s mailbox, and Outlook does not say in whose. Add that mailbox in Setup by its address.",
      unsaved: "Save the appointment first; then it can be linked.",
      add: "Add this mailbox",
    },
    message: {
      title: "Mail comes next",
      text: "Open an appointment to link it to a customer, a project or any other record of your ERP. Logging mail is on its way.",
    },
    none: {
      title: "No appointment is open",
      text: "Open an appointment in your calendar to see it here.",
    },
    outside: {
      title: "You are outside Outlook",
      text: "This page belongs into Outlook’s task pane. Here you see Home and Setup; open an appointment in Outlook to link it.",
    },
  },
  records: {
    linkedTo: "Linked to",
    none: "Not linked to any record yet. Search below, or choose one of the suggestions.",
    search: "Search ERP records",
    placeholder: "Customer, project, order …",
    inContextOf: "In context of",
    couldBeRelatedTo: "Could be related to",
    found: "Found",
    nothingFound: (text: string) => `Nothing in the ERP matches “${text}”.`,
    more: "Load more",
    add: (name: string) => `Add ${name}`,
    remove: (name: string) => `Remove ${name}`,
    open: (name: string) => `Open ${name} in ERP`,
    searching: "Searching",
  },
  answers: {
    title: "Answers",
    own: {
      none: "You have not answered yet.",
      accepted: "You accepted.",
      tentative: "You accepted tentatively.",
      declined: "You declined.",
    },
    counts: {
      accepted: (count: number) => `${count} accepted`,
      tentative: (count: number) => `${count} tentative`,
      declined: (count: number) => `${count} declined`,
      none: (count: number) => `${count} no answer`,
    },
    said: {
      none: "No answer",
      accepted: "Accepted",
      tentative: "Tentative",
      declined: "Declined",
    },
    show: (count: number) => (count === 1 ? "Show who" : `Show all ${count}`),
    hide: "Hide",
    room: "Room or resource",
    group: "Group",
  },
  create: {
    menu: "New",
    title: (type: string) => `New ${type.toLowerCase()}`,
    submit: "Create and link",
    search: "Type to search",
    nothing: "Not set",
    noRecord: "Nothing found",
    complaints: {
      missing: (label: string) => `${label} is needed.`,
      "not-a-number": (label: string) => `${label} must be a number such as 1200.50.`,
      "too-long": (label: string, most: number) =>
        `${label} must not be longer than ${most} characters.`,
    },
    unanswered:
      "Whether it was made is not known. Try again: it is made once at the most, as it stands here.",
  },
  people: {
    unknown: "Unknown to the ERP",
    create: (name: string) => `Create a contact for ${name}`,
    more: (count: number) => `Show ${count} more`,
    title: "New contact",
    name: "Name",
    nameMissing: "Enter a name.",
    address: "Mail address",
    company: "Company",
    noCompany: "No company",
    submit: "Create contact",
  },
  home: {
    exportMine: "Export what is kept about me",
    stopped: {
      pull: (reason: string) =>
        `An administrator stopped what goes from Outlook to the ERP (${reason}). Nothing is lost: it is carried over afterwards.`,
      push: (reason: string) =>
        `An administrator stopped what goes from the ERP to Outlook (${reason}). Nothing is lost: it is carried over afterwards.`,
    },
    erpPause: {
      maintenance: (until: string, reason: string) =>
        `The ERP is being maintained until ${until}${reason === "" ? "" : ` (${reason})`}. What changes meanwhile is carried over then.`,
      quota: (until: string, reason: string) =>
        `The ERP has been asked as often as it may be, until ${until}${reason === "" ? "" : ` (${reason})`}. What changes meanwhile is carried over then.`,
    },
    title: "Home",
    profile: "You",
    mailbox: "Mailbox",
    erpUser: "ERP user",
    erpUserUnknown: "Unknown to the ERP",
    erpUnavailable: "The ERP does not answer just now",
    connection: "ERP connection",
    timeZone: "Time zone",
    scopes: "Permissions granted",
    noScopes: "None yet",
    state: "State",
    since: (time: string) => `Since ${time}`,
    calendar: "Calendar",
    on: "On",
    off: "Off",
    running: "Running now",
    lastSync: "Last sync",
    nextSync: "Next sync",
    never: "Not yet",
    utc: (time: string) => `${time} UTC`,
    linked: "Linked",
    waiting: "Waiting",
    quarantined: "Set aside",
    progress: {
      first: "First sync",
      wide: "Sync on its way",
      underWay: {
        first: {
          label: "First sync under way",
          text: "Your appointments are being carried over. Not all of them are on both sides yet.",
        },
        wide: {
          label: "Sync under way",
          text: "Everything is compared once more. Not all of it is the same on both sides yet.",
        },
      },
      reading: (done: string) => `Reading both calendars: ${done} appointments so far`,
      writing: (done: string, total: string) => `${done} of ${total} appointments`,
      paused: (done: string, total: string) => `Paused at ${done} of ${total} appointments`,
      pausedText: "Nothing is synchronized until you go on. What is in sync stays as it is.",
      closing: "You can close this: it goes on by itself.",
      stopping: "Stopping after the step in hand",
      stop: "Stop…",
      goOn: "Continue",
      spoken: (percent: number) => `Synchronized: ${percent} percent`,
      dialog: {
        title: "Stop synchronizing?",
        text: "The step in hand is finished first. What was carried over stays on both sides, and nothing is made twice when you go on.",
        pause: "Pause",
        off: "Switch off",
        keep: "Keep going",
      },
    },
    push: {
      microsoft: "Microsoft 365",
      erp: "ERP",
      changesIn: { microsoft: "Changes in Microsoft 365", erp: "Changes in the ERP" },
      healthy: "are heard at once",
      unhealthy: "are looked for now and then",
      problems: {
        refused: (since: string) =>
          `Microsoft 365 does not reach this server to announce them (since ${since}). An administrator can test the notification address.`,
        partly: (since: string) =>
          `Those in some of your further calendars are not announced (since ${since}): they are found by looking now and then.`,
        unheard: (since: string) =>
          `A change came that was never announced (${since}). It goes back to “at once” with the next announcement that arrives.`,
      },
    },
    setAside: {
      title: "Set aside",
      text: "These could not be carried over. The others are not affected.",
      unnamed: "An appointment without a name here",
      again: "Try again",
      untilThen: (time: string) => `Tried again by itself at ${time}`,
      onChange: "Tried again when it changes",
      inDoubt: "Tell which belong together in Setup, under “Show what would happen”.",
    },
    brake: {
      deletions: {
        erp: (count: number, of: number) =>
          `${count} of ${of} appointments are missing in Outlook. Their copies in the ERP are kept until somebody agreed to delete them.`,
        microsoft: (count: number, of: number) =>
          `${count} of ${of} activities are missing in the ERP. Their copies in Outlook are kept until somebody agreed to delete them.`,
      },
      emptied: {
        erp: (_count: number, of: number) =>
          `All ${of} linked appointments are missing in Outlook at once. That is not believed without somebody’s word.`,
        microsoft: (_count: number, of: number) =>
          `All ${of} linked activities are missing in the ERP at once. That is not believed without somebody’s word.`,
      },
      remedy: "An administrator can let it go on. Everything else goes on meanwhile.",
      planned: "What it would have done",
      kinds: { delete: "delete", create: "make again", unlink: "no longer keep the same" },
      more: (count: number) => `and ${count} more`,
    },
    decisions: {
      title: "Your decisions",
      text: "These were changed on both sides. Only these fields wait; all others are the same already.",
      count: (count: number) => (count === 1 ? "1 waits for you" : `${count} wait for you`),
      more: (count: number) => `and ${count} more`,
    },
    syncNow: "Sync now",
    refresh: {
      title: "Full refresh",
      text: "Reads both sides completely and compares every appointment once more. Use it when something looks wrong here. Nothing is made twice, and what both sides agree on stays as it is.",
      button: "Read everything again",
    },
    test: {
      title: "Connection",
      text: "Asks both sides who you are.",
      button: "Test connection",
      ok: "Works",
      failed: "Does not work",
    },
    log: {
      title: "Log",
      empty: "Nothing yet. Lines appear when something is carried over, in either direction.",
      values: (count: number) => `${count} values`,
      more: "Show older",
      toErp: "in the ERP",
      toMicrosoft: "in Outlook",
    },
  },
  explain: {
    button: "Explain",
    of: (subject: string) => `Explain: ${subject}`,
    title: "Why it is so",
    unnamed: "An appointment without a name here",
    choice: {
      on: "Switched on by you.",
      gate: "Taken up by itself.",
      off: "Switched off.",
    },
    neverSynced: "Not synced yet.",
    private: "It is private: what it holds is not shown here.",
    sides: "The two sides",
    seen: { there: "There", gone: "Gone", never: "Never there" },
    changed: (time: string) => `Changed ${time}`,
    version: (version: string) => `Version ${version}`,
    open: "Still open",
    underWay: (what: string) => `Under way: ${what}.`,
    waiting: (fields: string) => `Waits for your decision: ${fields}.`,
    dirty: "The next run looks at it again.",
    values: "What they hold",
    agreed: (value: string) => `When both last agreed: ${value}`,
    happened: "What happened",
  },
  takenBy: (name: string) => `${name} synchronizes it.`,
  further: {
    title: "Shared mailboxes and calendars",
    intro:
      "Appointments of a team’s mailbox, or of a colleague’s calendar that you may use, go to the ERP under your name. One person synchronizes each. What is private there is left out.",
    added: "Synchronized by you",
    offered: "Calendars of others in your list",
    address: "Mail address of the mailbox",
    addressHint: "For example of your team. You need rights to its calendar.",
    add: "Add",
    which: {
      label: "Which of its appointments go to the ERP",
      chosen: "Only those I switch on",
      category: "Those whose first category is an activity type",
      all: "All appointments",
    },
    readOnly: "Read-only for you: it goes to the ERP, and nothing comes back.",
    ownersOwn: (name: string) => `${name} synchronizes it himself`,
    taken: (name: string) => `${name} synchronizes it already`,
    starting: "Starting",
    linked: (count: string) => `${count} linked`,
    setUp: (name: string) => `Set ${name} up…`,
    syncNow: (name: string) => `Sync ${name} now`,
    giveUp: (name: string) => `Give ${name} up…`,
    leave: {
      title: (name: string) => `Give ${name} up?`,
      text: "Outlook and the ERP no longer follow each other there. Both copies stay as they are, and nobody is told. Somebody else with rights to the mailbox can take it, and so can you again: what is linked is kept.",
      confirm: "Give up",
    },
  },
  setup: {
    title: "Setup",
    welcome: "Let’s get you started",
    welcomeText: "A few choices, then Outlook and your ERP keep each other up to date.",
    profile: "Where you work",
    company: "Company",
    location: "Location",
    noLocation: "No location",
    timeZone: "Time zone",
    choose: "Choose …",
    jobs: "What to synchronize",
    calendar: "Calendar",
    which: "Which Outlook events go to the ERP",
    chosen: "Only events I switch on",
    category: "Events whose first category is an activity type",
    all: "All my events",
    erpItems: "Bring my ERP activities to Outlook",
    marks: "Show in my calendar what is in the ERP",
    marksText:
      "Those appointments get the category “In ERP”. Remove it from one and it is no longer synced, both copies stay; put it on another and that one goes to the ERP. “ERP: needs attention” stands where you have to look. Nobody else is told.",
    mails: "Mail me when something waits for my decision",
    mailsText:
      "Also when I have to sign in again. The mail says that something waits, never what. Your administrator sets up how mail is sent.",
    calendars: {
      which: "Which of your calendars",
      default: (name: string) => `${name} (default)`,
      unnamed: "Calendar without a name",
      owner: (name: string) => `Belongs to ${name}`,
      readOnly: "Read-only: cannot be kept up to date both ways",
      last: "One calendar always stays. To leave this one out, choose another first.",
      target: "New appointments from the ERP go to",
    },
    scope: (from: string, to: string) => `Appointments from ${from} to ${to}.`,
    silent: "The first sync is silent: nobody receives an invitation or a mail because of it.",
    rules: {
      title: "Rules",
      direction: "Which way changes go",
      directions: {
        both: "Both ways",
        toErp: "From Outlook to the ERP only",
        toMicrosoft: "From the ERP to Outlook only",
      },
      privateItems: "Private appointments",
      privates: {
        leaveOut: "Leave out",
        busy: "Show as busy only",
        full: "In full, marked as private",
      },
      privateHints: {
        leaveOut:
          "Private appointments stay in Outlook. One that becomes private later keeps only its time in the ERP, unless you switched it on yourself.",
        busy: "The ERP gets when a private appointment is and “Busy” as its subject, and the records that you link. Nothing else of it goes there.",
        full: "Private appointments go to the ERP with everything in them, marked as private there.",
      },
      precedence: "When both sides changed the same field",
      precedences: {
        newest: "The newest change wins",
        microsoft: "Outlook wins",
        erp: "The ERP wins",
        ask: "Ask me",
      },
      afterDeleteInOutlook: "When I delete an event in Outlook",
      deletesInErp: {
        delete: "Delete its activity in the ERP",
        cancel: "Mark its activity as cancelled in the ERP",
        keep: "Keep the activity, stop syncing",
        recreate: "Make the event again",
      },
      afterDeleteInErp: "When an activity is deleted in the ERP",
      deletesInOutlook: {
        delete: "Delete its event in Outlook",
        keep: "Keep the event, stop syncing",
        recreate: "Make the activity again",
      },
      daysBack: "How far back",
      daysForward: "How far ahead",
      days: (count: number) => (count === 1 ? "1 day" : `${count} days`),
    },
    fields: {
      title: "Fields",
      text: "Which way each field goes. A field that goes one way only is never written on the side it comes from; one that is switched off stays on each side as it is. The direction under “Rules” bounds them all: where changes go one way only, no field goes the other way.",
      ways: {
        both: "Both ways",
        toErp: "To the ERP",
        toMicrosoft: "To Outlook",
        none: "Not at all",
      },
      hints: {
        subject: "Needed: a new appointment always has it.",
        when: "Needed: a new appointment always has it. Cancelled and moved days go with it.",
        attendees: "Who is invited is decided in Outlook.",
      } satisfies Readonly<Record<string, string>> as Readonly<Record<string, string | undefined>>,
    },
    origin: {
      default: "Default",
      own: "Your own choice.",
      everybody: "everybody here",
      people: (company: string) => `the people of ${company}`,
      from: (whom: string) => `Set by your administrator for ${whom}.`,
      decided: (whom: string) =>
        `Decided by your administrator for ${whom}; it cannot be changed here.`,
      useAbove: (value: string) => `Use the setting above: ${value}`,
      off: (whom: string) =>
        `Your administrator has switched the calendar off for ${whom}. What you choose here holds once it is on again.`,
      on: "On",
      not: "Off",
    },
    tryFirst: "Show what would happen",
    save: "Save",
    saved: "Saved.",
    savedAndSyncing: "Saved. The first sync is running.",
    companyMissing: "Choose a company: the ERP files every activity under one.",
  },
  plan: {
    title: "What would happen",
    text: "This is what the next run would do with these choices. Nothing has been written and nothing has been saved.",
    making: "Both sides are being read …",
    madeAt: (time: string) => `As both sides stood at ${time}.`,
    marked: (count: number) =>
      count === 1
        ? "One appointment in Outlook gets or loses the category that shows what is in the ERP."
        : `${count} appointments in Outlook get or lose the category that shows what is in the ERP.`,
    nothing: "Nothing would be written: there is nothing to carry over with these choices.",
    carryOut: "Do this",
    save: "Save these choices",
    promise:
      "“Do this” saves your choices and does exactly what is shown. If anything has changed meanwhile, nothing is done and you see what changed.",
    download: "Download CSV",
    again: "Look again",
    back: "Back to Setup",
    all: "All",
    filter: "Show only",
    more: "Show more",
    done: "Saved. It is being carried out as it was shown.",
    unnamed: "An appointment without a name here",
    changesSilently: (field: string) => `${field} changes`,
    changed:
      "Something changed since you looked, so nothing was done and nothing was saved. This is the plan now.",
    appeared: "New in it:",
    vanished: "No longer in it:",
    sides: { microsoft: "Outlook", erp: "ERP" },
    kinds: {
      create: "Create",
      update: "Change",
      delete: "Delete",
      link: "Recognised as one",
      unlink: "No longer kept the same",
      conflict: "You are asked",
      doubt: "In doubt",
      held: "Held back for safety",
      refused: "Set aside",
    },
    columns: { what: "What", appointment: "Appointment", changes: "Changes", why: "Why" },
    doubts: {
      text: "Several appointments look alike here. Tell which belong together; those left for later stay as they are.",
      twin: (number: number, place: string) => `number ${number} (${place})`,
      noPlace: "no location",
      privateOne: "private",
      privateTitle: "Private appointments",
      open: "Open it",
      later: "Decide later",
      belongsTo: (name: string) => `Belongs to the ERP’s ${name}`,
      alone: "Has no counterpart",
      decide: "Keep these decisions",
    },
  },
  undo: {
    button: "Undo",
    buttonRun: "Undo all of it",
    one: (what: string, time: string) => `Undo: ${what}, ${time}`,
    run: (time: string) => `Synchronized ${time}`,
    private: "Changes of private appointments are not kept, so they cannot be undone here.",
    title: "Undo this change?",
    titleRun: "Undo these changes?",
    text: "Both sides get back what they held before. What was edited since stays as it is.",
    restores: "Both sides get back",
    removes: {
      microsoft: "Removed from Outlook. The activity stays in the ERP and is no longer synced.",
      erp: "Removed from the ERP. The appointment stays in Outlook and is no longer synced.",
    },
    meetings: {
      title: "Sent to guests",
      text: "Undoing these cancels the meeting. What you do not tick stays as it is.",
    },
    makes: "Made again in Outlook and in the ERP",
    makesNote: "As both agreed on it last.",
    stays: "Stays as it is",
    guests: "Tell the guests, too",
    guestsHint: (fields: string) =>
      `${fields}: Outlook mails the guests of the meeting. Otherwise these fields stay as they are.`,
    someOf: (possible: number, total: number) => `${possible} of ${total} changes can be undone.`,
    notKept: (count: number) =>
      `${count} more of this run stay: they are private, older than what is kept, or undone already.`,
    more: (count: number) => `And ${count} more.`,
    nothing: "None of it can be undone.",
    confirm: "Undo",
  },
  details: {
    title: "Details for support",
    text: "This is what your support needs. It holds no passwords and no content.",
    copy: "Copy details",
    copied: "Copied.",
    copyFailed: "The browser did not allow copying. Select the text and copy it yourself.",
    item: "Open appointment",
    request: "Last failed request",
    none: "none",
  },
};

export type Words = typeof en;
