import type { SetAsideWords } from "../../set-aside.ts";

/** What is so where the reason is ours to word; all else is said by the side itself. */
export const reasons: SetAsideWords["reasons"] = {
  "in-doubt": "Several with the same subject and time stand on both sides.",
  "split-in-doubt": "This series was cut, and it is not plain which one goes on with it.",
  "create-in-doubt": "Several read like the one that may have been made, and nobody guesses.",
};

/** What to do about it, by the side that refused and its code. */
export const remedies: SetAsideWords["remedies"] = {
  microsoft: {
    throttled: "Microsoft 365 asked us to wait. It is tried again by itself.",
    unauthorized: "Sign in again; then it goes on by itself.",
    forbidden:
      "Look in Outlook whether you may edit this calendar, and ask its owner or whoever administers Microsoft 365 for the right.",
    "cursor-expired":
      "Everything in Outlook is listed anew, and it goes on with that. If it stays, use “Read everything again” on Home.",
    stale: "It was edited each time we wrote to it. Try again when nobody works on it.",
    "not-found":
      "It may have been deleted or moved just now. Try again to see how things are by then.",
    rejected: "Correct what it names, here or in the ERP; it is then tried again.",
    unavailable:
      "Microsoft 365 does not answer for this one. Nothing is lost, and it is tried again by itself.",
    discarded:
      "An administrator gave it up. Both sides stay as they are; edit either, or try again, if it is to go over all the same.",
    "in-doubt":
      "Open it in Outlook: the pane asks which belong together. So does Setup, under “Show what would happen”.",
    "split-in-doubt":
      "Open the series that comes after it in Outlook: the pane asks whether it goes on with this one. So does Setup, under “Show what would happen”.",
    "create-in-doubt":
      "Keep one of them in Outlook and delete the others there, then try again: the one that is left is taken for it.",
  },
  erp: {
    throttled: "The ERP asked us to wait. It is tried again by itself.",
    unauthorized:
      "The ERP does not accept the sign-in. Tell the administrator of your ERP; it is tried again by itself.",
    forbidden: "Your rights do not allow it. Ask the administrator of your ERP.",
    "cursor-expired":
      "Everything in the ERP is listed anew, and it goes on with that. If it stays, use “Read everything again” on Home.",
    stale: "It was edited each time we wrote to it. Try again when nobody works on it.",
    "not-found":
      "It may have been deleted just now, or you no longer see it. Try again to see how things are by then.",
    rejected: "Correct what it names, here or in the ERP; it is then tried again.",
    unavailable:
      "The ERP does not answer for this one. Nothing is lost, and it is tried again by itself.",
    discarded:
      "An administrator gave it up. Both sides stay as they are; edit either, or try again, if it is to go over all the same.",
    "in-doubt":
      "Open one of the appointments that look like it in Outlook: the pane asks which belong together. So does Setup, under “Show what would happen”.",
    "split-in-doubt":
      "Open the series that comes after it in Outlook: the pane asks whether it goes on with this one. So does Setup, under “Show what would happen”.",
    "create-in-doubt":
      "Keep one of them in the ERP and delete the others there, then try again: the one that is left is taken for it.",
  },
};
