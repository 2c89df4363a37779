export const home = {
  exportMine: "Export my data",
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
  waitsUntil: (until: string) =>
    `The sync under way waits until ${until}: your administrators let the ERP be asked only so often a minute. It goes on by itself.`,
  title: "Home",
  profile: "You",
  mailbox: "Mailbox",
  erpUser: "ERP user",
  erpUserUnknown: "Unknown to the ERP",
  erpUserChosen: (name: string) => `${name} (chosen by your administrator)`,
  erpUnavailable: "The ERP does not answer just now",
  erpUnasked: {
    maintenance: (until: string) => `Maintenance until ${until}`,
    quota: (until: string) => `Not asked again before ${until}`,
  },
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
  },
  brake: {
    deletions: {
      erp: (count: number, of: number) =>
        `${count} of ${of} appointments, or days of them, are missing in Outlook. Their copies in the ERP are kept until somebody agrees to delete them.`,
      microsoft: (count: number, of: number) =>
        `${count} of ${of} activities, or days of them, are missing in the ERP. Their copies in Outlook are kept until somebody agrees to delete them.`,
    },
    emptied: {
      erp: (_count: number, of: number) =>
        `All ${of} linked appointments are missing in Outlook at once. Nothing is deleted until somebody confirms it.`,
      microsoft: (_count: number, of: number) =>
        `All ${of} linked activities are missing in the ERP at once. Nothing is deleted until somebody confirms it.`,
    },
    remedy:
      "Your administrator can let it go on, under Service, Users. Everything else goes on meanwhile.",
    released: (by: string, count: number) =>
      `${by} agreed to ${count} deletions that had been held back.`,
    planned: "What it would have done",
    kinds: {
      delete: "delete",
      days: "cancel days",
      create: "make again",
      unlink: "no longer keep the same",
    },
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
};

export const takenBy = (name: string) => `${name} synchronizes it.`;

export const further = {
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
  setAside: (count: string) => `${count} set aside`,
  held: (count: string) => `Deletions held back: ${count}`,
  setUp: (name: string) => `Set ${name} up…`,
  syncNow: (name: string) => `Sync ${name} now`,
  giveUp: (name: string) => `Give ${name} up…`,
  leave: {
    title: (name: string) => `Give ${name} up?`,
    text: "Outlook and the ERP no longer follow each other there. Both copies stay as they are, and nobody is told. Somebody else with rights to the mailbox can take it, and so can you again: what is linked is kept.",
    confirm: "Give up",
  },
};
