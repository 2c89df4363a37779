/**
 * Handlers of Outlook's events: one self-contained file, because classic Outlook runs it without a
 * page, without `import()` and without Office.onReady. Nothing here may block the person: no handler
 * asks our server, sending always goes on at once, and the backend hears of every change from
 * Microsoft Graph, not from here.
 */
import { commandWords } from "./locales/pages.ts";
import { pickLanguage } from "./locales/language.ts";
import { defaultCategory, startWithCategory } from "./office/defaults.ts";
import { finishAfter, type LaunchEvent } from "./office/launch-event.ts";
import { notifyOnItem } from "./office/notification.ts";
import { isRememberedLinked } from "./office/session.ts";

async function tellWhereLinked(): Promise<void> {
  if (!(await isRememberedLinked())) return;
  const language = pickLanguage(null, [Office.context.displayLanguage]);
  await notifyOnItem(commandWords[language].followsOnSave);
}

/** Only what the person asked for in the pane, and where he sees it: a category in the form. */
async function startAsAgreed(): Promise<void> {
  const category = defaultCategory();
  if (category !== null) await startWithCategory(category);
}

function onNewAppointmentOrganizer(event: LaunchEvent): void {
  finishAfter(event, startAsAgreed);
}

function onAppointmentTimeChanged(event: LaunchEvent): void {
  finishAfter(event, tellWhereLinked);
}

function onAppointmentAttendeesChanged(event: LaunchEvent): void {
  finishAfter(event, tellWhereLinked);
}

function onAppointmentSend(event: LaunchEvent): void {
  // Nothing before this line, ever: what can fail or wait would keep a meeting from being sent.
  event.completed({ allowEvent: true });
}

// Needed on the web, in new Outlook and on the Mac: without it no event ever completes.
void Office.onReady();
// The names stand in manifest.xml.
Office.actions.associate("onNewAppointmentOrganizer", onNewAppointmentOrganizer);
Office.actions.associate("onAppointmentTimeChanged", onAppointmentTimeChanged);
Office.actions.associate("onAppointmentAttendeesChanged", onAppointmentAttendeesChanged);
Office.actions.associate("onAppointmentSend", onAppointmentSend);
