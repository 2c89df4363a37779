export const item = {
  scope: {
    title: "This is one day of a series",
    text: "The series is synchronized as a whole, with what its days have for themselves. What do you want to look at?",
    series: "The whole series",
    day: "This day only",
    allDays: "All days of the series",
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
    days: "A series, and your ERP holds none: each of its days becomes an activity of its own.",
    "single-day": "One day of a series, which is synchronized by itself.",
  },
  days: {
    one: (when: string) => `One day of a series, which is synchronized by itself: ${when}.`,
    title: "Its days in the ERP",
    held: "Activities",
    span: "Period",
    stand: "State",
    inSync: (count: string) => `${count} in sync`,
    waiting: (count: string) => `${count} waiting`,
    asked: (count: string) => `${count} to decide`,
    setAside: (count: string) => `${count} set aside`,
    needing: "Days that need you",
    open: "Open",
    openOf: (when: string) => `Open ${when}`,
    more: (count: string) => `and ${count} more; Home lists them all`,
    history: "History of its days",
    toDecide: (count: number) =>
      count === 1
        ? "One of its days waits for your decision; the others go on."
        : `${count} of its days wait for your decision; the others go on.`,
    failed: (count: number) =>
      count === 1
        ? "One of its days could not be carried over; the others go on."
        : `${count} of its days could not be carried over; the others go on.`,
    underWay: (count: number) =>
      count === 1
        ? "One of its days will be carried over in a moment."
        : `${count} of its days will be carried over in a moment.`,
    byThemselves:
      "Days of it are in the ERP, each by itself. Switch it on, and all of its days belong together.",
  },
  sharedWith: (name: string) =>
    `One activity for everybody in this meeting; ${name === "" ? "a colleague" : name} keeps it.`,
  noSubject: "(no subject)",
  staysInOutlook: (fields: string) => `Your change stays in Outlook: ${fields}.`,
  inDoubt:
    "Several look like it in Outlook and in the ERP. Tell below which belong together: until then it is not synced, so that nothing is made twice.",
  splitInDoubt:
    "It may go on with a series that was cut. Tell below: until then it is not synced, so that nothing is lost or made twice.",
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
    more: "They were added in the ERP after the meeting was sent, and know nothing of it.",
    others: "Whoever was invited before is not mailed again.",
    mailed: "These people are mailed by Outlook, in your name:",
    online: "Make it a Teams meeting, too",
    confirm: (count: number) => (count === 1 ? "Send to 1 person" : `Send to ${count} people`),
  },
  takenOut: {
    title: "Taken out in the ERP",
    ofDay: (names: string, day: string) => `Of one day only (${day}): ${names}`,
    text: "They stay invited in Outlook, and nobody told them. If they are not to come, remove them from the meeting in Outlook: it tells them.",
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
  daysGone: {
    title: (days: number): string =>
      days === 1 ? "One day was cancelled in the ERP" : `${days} days were cancelled in the ERP`,
    day: (when: string, guests: number): string =>
      guests === 1 ? `${when}, with 1 guest` : `${when}, with ${guests} guests`,
    text: (days: number): string =>
      days === 1
        ? "In Outlook it still takes place, and nobody was told. If you keep it, it takes place in the ERP again."
        : "In Outlook they still take place, and nobody was told. If you keep them, they take place in the ERP again.",
    cancel: (days: number): string => (days === 1 ? "Cancel this day…" : "Cancel these days…"),
    keep: (days: number): string => (days === 1 ? "Keep it" : "Keep them"),
    question: (days: number): string => (days === 1 ? "Cancel this day?" : "Cancel these days?"),
    told: (days: number): string =>
      days === 1
        ? "Outlook tells these people, in your name, that this day does not take place:"
        : "Outlook tells these people, in your name, that these days do not take place:",
  },
  release: {
    shared: "Your copy is no longer kept the same. The activity stays: it belongs to the meeting.",
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
    onlyKept: "For anything else keep one of them, and change it in Outlook or the ERP.",
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
    whenSaved:
      "Save the appointment in Outlook; within a few minutes it is in the ERP, at once if you keep it open here.",
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
    text: "This page belongs in Outlook’s task pane. Here you see Home and Setup; open an appointment in Outlook to link it.",
  },
};
