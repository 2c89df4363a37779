import type { AppointmentField } from "../../resources/appointment/appointment.ts";
import type { PlanKind } from "../contract/plan.ts";

type Language = "en" | "de";
type SideName = "microsoft" | "erp" | "none";

/** How plans are worded: on the page, in the table and on the command line alike. */
interface PlanWords {
  readonly columns: readonly string[];
  /** The column where tables of several mailboxes are put together. */
  readonly mailbox: string;
  readonly file: string;
  readonly sides: Readonly<Record<SideName, string>>;
  readonly kinds: Readonly<Record<PlanKind, string>>;
  /** By rule of SPEC.md, cause or code; one that is not here is shown as it is. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly empty: string;
  /** Of a value whose text is not shown. */
  readonly changes: string;
  /** In place of the entries of a mailbox where there was no room for them. */
  readonly notKept: (total: number) => string;
}

const en: PlanWords = {
  columns: ["What", "Where", "Subject", "When", "Changes", "Why", "Rule", "Outlook id", "ERP id"],
  mailbox: "Mailbox",
  file: "dry-run",
  sides: { microsoft: "Outlook", erp: "ERP", none: "" },
  kinds: {
    create: "Create",
    update: "Change",
    delete: "Delete",
    link: "Recognise as one",
    unlink: "No longer keep the same",
    conflict: "Ask",
    doubt: "Decide which belong together",
    held: "Hold back",
    refused: "Leave aside",
  },
  reasons: {
    "4 no lost edit": "It was changed on the other side.",
    "6 first copy": "It is only on the other side so far.",
    "5 an edit outlives a deletion":
      "It was deleted here and edited on the other side since: the edit outlives the deletion.",
    "5 an edit outlives a deletion, as a single appointment":
      "Its day was deleted here and edited on the other side since: it comes back as a single appointment, not as a day of the series.",
    "5 deletions are undone by setting": "It was deleted here, and the rules say to make it again.",
    "5 deletions are undone by setting, as a single appointment":
      "Its day was deleted here, and the rules say to make it again: as a single appointment, not as a day of the series.",
    "5 deleted on the other side": "It was deleted on the other side.",
    "5 the copy is kept by setting":
      "The other copy was deleted; this one stays, as the rules say.",
    "5 an attendee's copy is not the meeting": "Removing one’s own copy does not end the meeting.",
    "5 gone on both sides": "It is gone on both sides.",
    "8 direction": "Changes do not go this way.",
    "14 removing it would reach other people": "It has guests, who would be told: it stays.",
    "17 a guest's part ends with his copy":
      "This copy or the activity is gone; the others are not touched.",
    "17 only its organizer makes a meeting again":
      "The meeting was called off: it does not come back here, and the activity stays.",
    private: "It is private and stays where it is.",
    "matched by key": "One was made for the other before.",
    "matched by foreignId": "Another integration had linked the two before.",
    "matched by sharedId": "It is the same meeting on both sides.",
    "matched by naturalKey": "Subject and time are the same on both sides.",
    "paired by hand": "You said that these two belong together.",
    "in-doubt": "Several look alike on both sides, and nobody guesses.",
    "split-in-doubt":
      "A series was cut, and what goes on with it is not plain. Nothing is made or deleted before you tell.",
    asked: "Both sides changed it, and you are asked.",
    newest: "Both sides changed it; the newer change wins.",
    "erp-wins": "Both sides changed it; the ERP wins.",
    "microsoft-wins": "Both sides changed it; Outlook wins.",
    "removed-and-edited": "One side removed a day that the other edited: it is as Outlook has it.",
    "one-way": "It may not be changed on the other side: this direction is switched off.",
    "read-only:released": "The activity is released in the ERP: the change stays in Outlook.",
    "read-only:private": "It is private: its subject in the ERP only stands in for the real one.",
    "read-only:not-organizer": "Only the organizer may change this: the edit is taken back.",
    "read-only:no-answer": "Outlook cannot take an answer back: it stands.",
    "read-only:just-met": "Nobody is told what was said before the two were linked.",
    left: "Removing the meeting in Outlook is declining it.",
    "19 an answer": "Leaving the meeting in Outlook is declining it.",
    "under way": "It was decided before and is sent whatever is decided now.",
  },
  fields: {
    ...{ subject: "Subject", when: "When", place: "Location", body: "Description" },
    ...{
      attendees: "Attendees",
      owner: "Belongs to",
      response: "Your answer",
      showAs: "Show as",
      sensitivity: "Sensitivity",
    },
    ...{ importance: "Importance", reminder: "Reminder", categories: "Categories" },
    ...{ type: "Activity type", records: "Linked records", exceptions: "Single days" },
    ...{ joinLink: "Online meeting", toInvite: "To be invited" },
  } satisfies Readonly<Record<AppointmentField, string>>,
  empty: "empty",
  changes: "changes",
  notKept: (total) =>
    `${total} entries, which are not kept: this dry run is too large. Start it for fewer mailboxes.`,
};

const de: PlanWords = {
  columns: ["Was", "Wo", "Betreff", "Zeit", "Änderungen", "Warum", "Regel", "Outlook-Id", "ERP-Id"],
  mailbox: "Postfach",
  file: "probelauf",
  sides: { microsoft: "Outlook", erp: "ERP", none: "" },
  kinds: {
    create: "Anlegen",
    update: "Ändern",
    delete: "Löschen",
    link: "Als eines erkennen",
    unlink: "Nicht mehr abgleichen",
    conflict: "Nachfragen",
    doubt: "Entscheiden, was zusammengehört",
    held: "Zurückhalten",
    refused: "Beiseitelegen",
  },
  reasons: {
    "4 no lost edit": "Es wurde auf der anderen Seite geändert.",
    "6 first copy": "Bisher steht es nur auf der anderen Seite.",
    "5 an edit outlives a deletion":
      "Hier wurde es gelöscht und danach auf der anderen Seite geändert: Die Änderung überlebt das Löschen.",
    "5 an edit outlives a deletion, as a single appointment":
      "Hier wurde der Tag gelöscht und danach auf der anderen Seite geändert: Er kommt als einzelner Termin zurück, nicht als Tag der Serie.",
    "5 deletions are undone by setting, as a single appointment":
      "Hier wurde der Tag gelöscht, und die Regeln sagen: wieder anlegen. Er wird ein einzelner Termin, kein Tag der Serie.",
    "5 deletions are undone by setting":
      "Hier wurde es gelöscht, und die Regeln sagen: wieder anlegen.",
    "5 deleted on the other side": "Es wurde auf der anderen Seite gelöscht.",
    "5 the copy is kept by setting":
      "Die andere Kopie wurde gelöscht; diese bleibt, wie die Regeln sagen.",
    "5 an attendee's copy is not the meeting":
      "Wer seine eigene Kopie entfernt, beendet die Besprechung nicht.",
    "5 gone on both sides": "Es ist auf beiden Seiten nicht mehr vorhanden.",
    "8 direction": "In dieser Richtung wird nichts übertragen.",
    "14 removing it would reach other people":
      "Es hat Gäste, die benachrichtigt würden: Es bleibt.",
    "17 a guest's part ends with his copy":
      "Diese Kopie oder die Aktivität ist weg; die anderen bleiben, wie sie sind.",
    "17 only its organizer makes a meeting again":
      "Die Besprechung wurde abgesagt: Sie kommt hier nicht zurück, und die Aktivität bleibt.",
    private: "Es ist privat und bleibt, wo es ist.",
    "matched by key": "Das eine wurde früher für das andere angelegt.",
    "matched by foreignId": "Eine andere Anbindung hatte die beiden früher verknüpft.",
    "matched by sharedId": "Es ist dieselbe Besprechung auf beiden Seiten.",
    "matched by naturalKey": "Betreff und Zeit sind auf beiden Seiten gleich.",
    "paired by hand": "Sie haben gesagt, dass diese beiden zusammengehören.",
    "in-doubt": "Mehrere sehen auf beiden Seiten gleich aus, und niemand rät.",
    "split-in-doubt":
      "Eine Serie wurde gekürzt, und was sie fortsetzt, steht nicht fest. Bis Sie es sagen, wird nichts angelegt oder gelöscht.",
    asked: "Beide Seiten haben es geändert, und Sie werden gefragt.",
    newest: "Beide Seiten haben es geändert; die neuere Änderung gilt.",
    "erp-wins": "Beide Seiten haben es geändert; das ERP gilt.",
    "microsoft-wins": "Beide Seiten haben es geändert; Outlook gilt.",
    "removed-and-edited":
      "Eine Seite hat einen Tag gelöscht, den die andere geändert hat: er ist, wie Outlook ihn hat.",
    "one-way": "Auf der anderen Seite darf es nicht geändert werden: Die Richtung ist aus.",
    "read-only:released": "Die Aktivität ist im ERP freigegeben: Die Änderung bleibt in Outlook.",
    "read-only:private": "Er ist privat: Sein Betreff im ERP ist nur ein Platzhalter.",
    "read-only:not-organizer":
      "Das darf nur ändern, wer einlädt: Die Änderung wird zurückgenommen.",
    "read-only:no-answer": "Outlook kann eine Antwort nicht zurücknehmen: Sie bleibt.",
    "read-only:just-met":
      "Was vor dem Verbinden geantwortet wurde, wird niemandem noch einmal gesagt.",
    left: "Wer die Besprechung in Outlook entfernt, sagt ab.",
    "19 an answer": "Wer die Besprechung in Outlook verlässt, sagt ab.",
    "under way": "Es wurde schon entschieden und wird gesendet, was auch jetzt entschieden wird.",
  },
  fields: {
    ...{ subject: "Betreff", when: "Zeit", place: "Ort", body: "Beschreibung" },
    ...{
      attendees: "Teilnehmer",
      owner: "Gehört",
      response: "Ihre Antwort",
      showAs: "Anzeigen als",
      sensitivity: "Vertraulichkeit",
    },
    ...{ importance: "Wichtigkeit", reminder: "Erinnerung", categories: "Kategorien" },
    ...{ type: "Aktivitätsart", records: "Verknüpfungen", exceptions: "Einzelne Tage" },
    ...{ joinLink: "Onlinebesprechung", toInvite: "Einzuladen" },
  } satisfies Readonly<Record<AppointmentField, string>>,
  empty: "leer",
  changes: "ändert sich",
  notKept: (total) =>
    `${total} Einträge, die nicht aufbewahrt sind: Dieser Probelauf ist zu groß. Starten Sie ihn für weniger Postfächer.`,
};

export const planWords: Readonly<Record<Language, PlanWords>> = { en, de };
