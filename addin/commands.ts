/**
 * Handlers of Outlook's events: one self-contained file, because classic Outlook runs it without a
 * page, without `import()` and without Office.onReady. Nothing here may block the person: sending
 * always goes on, and the backend hears of the change from Microsoft Graph, not from here.
 */
import { commandWords } from "./locales/pages.ts";
import { pickLanguage } from "./locales/language.ts";
import { notifyOnItem } from "./office/notification.ts";
import { isRememberedLinked } from "./office/session.ts";

interface LaunchEvent {
  readonly completed: (options?: { readonly allowEvent: boolean }) => void;
}

async function tellWhereLinked(event: LaunchEvent): Promise<void> {
  try {
    if (!(await isRememberedLinked())) return;
    const language = pickLanguage(null, [Office.context.displayLanguage]);
    await notifyOnItem(commandWords[language].followsOnSave);
  } finally {
    event.completed();
  }
}

function onNewAppointmentOrganizer(event: LaunchEvent): void {
  // The person's defaults are the backend's: a new event is taken up when it is saved.
  event.completed();
}

function onAppointmentTimeChanged(event: LaunchEvent): void {
  void tellWhereLinked(event);
}

function onAppointmentAttendeesChanged(event: LaunchEvent): void {
  void tellWhereLinked(event);
}

function onAppointmentSend(event: LaunchEvent): void {
  event.completed({ allowEvent: true });
}

// Needed on the web, in new Outlook and on the Mac: without it no event ever completes.
void Office.onReady();
// The names stand in manifest.xml.
Office.actions.associate("onNewAppointmentOrganizer", onNewAppointmentOrganizer);
Office.actions.associate("onAppointmentTimeChanged", onAppointmentTimeChanged);
Office.actions.associate("onAppointmentAttendeesChanged", onAppointmentAttendeesChanged);
Office.actions.associate("onAppointmentSend", onAppointmentSend);
