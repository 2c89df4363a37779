import type { WhyNot } from "../../../server/api/contract/explain.ts";

export const explain = {
  button: "Explain",
  of: (subject: string) => `Explain: ${subject}`,
  title: "Why it is so",
  unnamed: "An appointment without a name here",
  choice: {
    on: "Switched on by you.",
    gate: "Taken up by itself.",
    off: "Switched off.",
  },
  whyNot: {
    series:
      "Your ERP holds no series: each of its days is an activity of its own. Open a day to see what became of it.",
    day: "Not taken up: it is one day of a series. Open the series and switch that on.",
    calendar: "Not taken up: it lies in a calendar that is not synchronized. Choose it in Setup.",
    guest: "Not taken up: the activity is another user’s.",
    private: "Not taken up: your rules leave private appointments out. Setup has others.",
    window:
      "Not taken up: it lies outside the dates that are synchronized. Switch it on to follow it all the same.",
    off: "Not taken up: the calendar is not synchronized. Switch it on in Setup.",
    "in-doubt":
      "Not taken up: several look like it, or it may go on with a series that was cut. Tell in its pane, or in Setup.",
    chosen:
      "Not taken up: only what you switch on goes to the ERP. Switch it on, or choose otherwise in Setup.",
    category:
      "Not taken up: its first category means no activity type of your company. Give it one, or switch it on.",
    closed:
      "Not taken up: the ERP’s activities do not come to your Outlook. Setup has that choice.",
    due: "Not taken up yet: nothing keeps it back, and the next run looks at it.",
  } satisfies Readonly<Record<WhyNot, string>>,
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
};

export const undo = {
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
  makesNote: "On each side as it was there.",
  single: "In Outlook as a single appointment, not as a day of its series.",
  singles: (count: number) =>
    count === 1
      ? "One day of a series comes back as a single appointment: your ERP holds no series that Outlook’s could be made of."
      : `${count} days of series come back as single appointments: your ERP holds no series that Outlook’s could be made of.`,
  revives: "Made again in Outlook, active again in the ERP",
  copies: {
    revived: "The activity that was marked as cancelled is active again; no second one is made.",
    beside: "The cancelled activity stays as it is, and a new one is made beside it.",
  },
  asks: "Each side gets its own value back, and you are asked again",
  askedOf: {
    microsoft: (field: string) => `${field} in Outlook`,
    erp: (field: string) => `${field} in the ERP`,
  },
  switches: "Synced again, with its copy in the ERP made again",
  switchesNote: "As the ERP held it when the copy was removed.",
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
};
