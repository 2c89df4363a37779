import type { FailureCode } from "../../failures.ts";

/** What a person reads about a failure: what is so, and what to do. */
interface FailureWords {
  readonly title: string;
  readonly text: string;
}

export const failures: Readonly<Record<FailureCode, FailureWords>> = {
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
  "erp-not-connected": {
    title: "No ERP is connected yet",
    text: "Nothing can be synchronized before an administrator connects one, under Service, ERP connections. Then try again.",
  },
  "erp-user-unknown": {
    title: "The ERP does not know you",
    text: "No ERP user has your mail address. Ask your administrator to choose your user under Service, Users, or to enter the address in the ERP. Then try again.",
  },
  "erp-user-taken": {
    title: "Somebody else is this user in the ERP",
    text: "One ERP user may stand for two people only if an administrator agrees. Ask yours, under Service, Users.",
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
    title: "Somebody else synchronizes it",
    text: "One person at a time synchronizes a mailbox. It is free once it is given up in Setup; nothing that is linked gets lost by that.",
  },
  "mailbox-owners": {
    title: "Its owner synchronizes it",
    text: "Only its owner can synchronize this calendar. In the ERP you take part in what he invites you to.",
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
    title: "It cannot be switched on",
    text: "This day belongs to a series, which is synchronized as a whole. Open the series and switch that on.",
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
  "erp-paused": {
    title: "The ERP is not asked just now",
    text: "Its administrators are maintaining it, or limit how often it is asked. Home says until when; changes wait and are carried over then.",
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
  "not-installed": {
    title: "Microsoft does not know Sync to ERP in your organization",
    text: "An administrator of your organization has to agree to it: whoever administers Sync to ERP finds the link to send under Service, Microsoft 365. If the application is registered for one company alone, whoever registered it makes it multitenant first (AADSTS700016).",
  },
  "registered-for-one": {
    title: "Sync to ERP is registered for one company alone",
    text: "Several companies are let in here, and Microsoft refuses the sign-in that serves them all. Whoever registered the application makes it multitenant: Entra, App registrations, Authentication, Supported account types (AADSTS50194).",
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
  "part-missing": {
    title: "A part of this page did not load",
    text: "The connection broke off, or Sync to ERP was just updated. Try again: the page is loaded anew.",
  },
};
