import type { Words } from "../en.ts";

export const historyKinds: Words["historyKinds"] = {
  linked: "Verknüpft",
  created: "Angelegt",
  updated: "Geändert",
  deleted: "Gelöscht",
  unlinked: "Getrennt",
  conflict: "Auf beiden Seiten geändert",
  answered: "Entschieden",
  failed: "Fehlgeschlagen",
  recovered: "Geht wieder",
  undone: "Rückgängig gemacht",
  "not-undone": "Nicht rückgängig gemacht",
  invited: "Einladungen gesendet",
  "not-invited": "Einladungen nicht gesendet",
  "still-invited": "Im ERP herausgenommen",
  cancelled: "Besprechung abgesagt",
  "not-cancelled": "Besprechung nicht abgesagt",
  run: "Lauf",
  state: "Zustand",
};

export const origins: Words["origins"] = {
  microsoft: "in Outlook geändert",
  erp: "im ERP geändert",
  person: "hier verlangt",
  engine: "von selbst",
};

export const because: Words["because"] = {
  asked: "Sie werden gefragt.",
  "erp-wins": "Die Regel sagt: Das ERP gilt.",
  "microsoft-wins": "Die Regel sagt: Outlook gilt.",
  newest: "Die neuere Änderung gilt.",
  "one-way": "Diese Richtung ist ausgeschaltet.",
  "removed-and-edited":
    "Ein Tag wurde auf einer Seite gelöscht, auf der anderen geändert: Er ist, wie Outlook ihn hat.",
  "switched on": "Hier eingeschaltet.",
  "given up by an administrator":
    "Ein Administrator hat diese Änderung aufgegeben. Beide Seiten bleiben, wie sie sind, bis eine bearbeitet wird.",
  "in-doubt": "Mehrere sehen so aus: Die Person sagt, welche zusammengehören.",
  "split-in-doubt": "Die Serie wurde gekürzt: Die Person sagt, welche sie fortsetzt.",
  "switched off": "Hier ausgeschaltet.",
  "category removed": "Die Kategorie wurde in Outlook entfernt.",
  "category added": "Die Kategorie wurde in Outlook vergeben.",
  "categories-gone":
    "Die Kategorien vieler Termine waren auf einmal weg. Nichts wurde ausgeschaltet; sie kommen wieder.",
  "keep microsoft": "Der Wert aus Outlook wurde gewählt.",
  "keep erp": "Der Wert des ERP wurde gewählt.",
  "own value": "Für beide Seiten wurde ein eigener Wert geschrieben.",
  edited: "Keiner der Werte blieb: Für beide Seiten wurde ein eigener geschrieben.",
  "1 quiescence": "Beide Seiten stimmen schon überein.",
  "4 no lost edit": "Was eine Seite geändert hat, kommt auch auf die andere.",
  "4 agreed": "Beide Seiten sagen schon dasselbe.",
  "5 an edit outlives a deletion":
    "Er wurde geändert, nachdem er auf der anderen Seite gelöscht war: Er kommt zurück.",
  "5 an edit outlives a deletion, as a single appointment":
    "Nach dem Löschen des Tages in Outlook wurde er anderswo geändert: Er kommt als einzelner Termin zurück.",
  "5 deletions are undone by setting, as a single appointment":
    "Der Tag wurde gelöscht und wird nach Ihren Regeln wieder angelegt: als einzelner Termin, nicht als Tag der Serie.",
  "5 deletions are undone by setting":
    "Er wurde gelöscht und entsteht neu, wie Ihre Regeln es wollen.",
  "5 deleted on the other side": "Er wurde auf der anderen Seite gelöscht.",
  "6 first copy": "Die andere Seite hatte ihn noch nicht.",
  "read-only:not-organizer": "Das darf nur ändern, wer einlädt.",
  "read-only:released": "Die Aktivität ist im ERP abgeschlossen: Die Änderung bleibt in Outlook.",
  "read-only:private": "Der Termin ist privat: Sein Betreff im ERP ist nur ein Platzhalter.",
  "read-only:no-answer": "Outlook kann eine Antwort nicht zurücknehmen: Sie bleibt.",
  "read-only:just-met":
    "Was vor dem Verbinden geantwortet wurde, wird niemandem noch einmal gesagt.",
  left: "Wer die Besprechung in Outlook entfernt, sagt ab.",
  "19 an answer": "Wer die Besprechung in Outlook verlässt, sagt ab.",
  "5 gone on both sides": "Auf beiden Seiten nicht mehr vorhanden.",
  "5 the copy is kept by setting":
    "Die andere Kopie wurde gelöscht; diese bleibt, wie eingestellt.",
  "5 an attendee's copy is not the meeting":
    "Wer seine eigene Kopie entfernt, beendet die Besprechung nicht.",
  "8 direction": "Diese Richtung ist ausgeschaltet.",
  "14 removing it would reach other people":
    "Sie hat Gäste, die benachrichtigt würden: Sie bleibt.",
  private: "Privat: bleibt, wo es ist.",
  "type by map": "Ihre Aktivitätsart ist die, der die Kategorie des Termins zugeordnet ist.",
  "category by map": "Seine Kategorie ist die, die der Aktivitätsart zugeordnet ist.",
  "new item": "Hier neu.",
  "goes on with a series": "Führt eine geteilte Serie fort, wie diese geführt wurde.",
  "its series was changed":
    "Die Serie wurde in Outlook geändert: Dieser Tag wird weitergeführt wie bisher.",
  "matched by key": "Wiedererkannt: wurde früher für das andere angelegt.",
  "matched by foreignId": "Wiedererkannt: Eine andere Anbindung hatte die beiden verknüpft.",
  "matched by sharedId": "Dieselbe Besprechung auf beiden Seiten.",
  "matched by naturalKey": "Gleicher Betreff und gleiche Zeit auf beiden Seiten.",
  "17 a guest's part ends with his copy":
    "Diese Kopie oder die Aktivität ist weg; die anderen bleiben, wie sie sind.",
  "17 only its organizer makes a meeting again":
    "Die Besprechung wurde abgesagt: Sie kommt hier nicht zurück, und die Aktivität bleibt.",
  "shared meeting": "Der Aktivität der Besprechung angeschlossen, die für alle eine ist.",
  "the meeting's own again": "Diese Kopie führt die Aktivität der Besprechung jetzt.",
  "its calendar is not synchronized": "Sein Kalender wird nicht abgeglichen.",
  "another user's activity":
    "Wer das Postfach jetzt abgleicht, sieht die Aktivität nicht: Beide bleiben, wie sie sind.",
  "not seen by its new person":
    "Wer das Postfach jetzt abgleicht, sieht den Termin nicht: Beide bleiben, wie sie sind.",
  "its calendar is synchronized again": "Sein Kalender wird wieder abgeglichen.",
  "paired by hand": "Hier von Hand zusammengeführt.",
  "kept apart by hand": "Hier von Hand auseinandergehalten.",
  undo: "Durch ein Rückgängig verlangt.",
  "undo:update": "Beide Seiten haben wieder, was sie vorher hatten.",
  "undo:create": "Die Kopie ist entfernt; der Eintrag wird nicht mehr abgeglichen.",
  "undo:delete": "Auf beiden Seiten neu angelegt.",
  "undo:revived": "Die Aktivität war als abgesagt gekennzeichnet und ist wieder aktiv.",
  "undo:asked": "Jede Seite hat wieder ihren eigenen Wert, und Sie werden wieder gefragt.",
  "undo:release": "Es wird wieder abgeglichen; die Kopie im ERP ist neu angelegt.",
  "undo:switched": "Es wurde seither wieder eingeschaltet.",
  "undo:edited": "Es wurde seither bearbeitet und bleibt, wie es ist.",
  "undo:gone": "Der Eintrag ist nicht mehr da oder wird nicht mehr abgeglichen.",
  "undo:there": "Der Eintrag ist wieder da.",
  "undo:direction": "Diese Richtung ist abgeschaltet.",
  "undo:read-only": "Eine Seite lässt keine Änderung zu.",
  "undo:guests": "Die Gäste der Besprechung bekämen eine Mail.",
  "undo:unmapped": "Es hat auf der anderen Seite keinen Platz mehr.",
  "undo:removed": "Outlook bringt keinen gelöschten Tag einer Serie zurück.",
  "taken-out":
    "Outlook wurde nichts gesagt: Wer dort herausgenommen wird, bekommt Bescheid. Eingeladen bleiben sie, bis Sie sie in Outlook herausnehmen.",
  "not-invited:gone": "Der Termin war inzwischen in Outlook oder im ERP nicht mehr vorhanden.",
  "not-invited:not-organizer": "Nur wer die Besprechung organisiert, kann sie senden.",
  "not-invited:already-sent": "Inzwischen war schon jemand eingeladen.",
  "not-invited:nobody": "Außer Ihnen nimmt niemand teil.",
  "not-invited:guests-changed": "Inzwischen nahmen andere teil als angezeigt.",
  "not-invited:moved": "Inzwischen fand sie zu einer anderen Zeit statt als angezeigt.",
  "not-invited:direction": "Nach Outlook wird nichts geschrieben, so ist es eingestellt.",
  "not-invited:unheard":
    "Der Termin änderte sich, während eingeladen wurde. Sehen Sie in Outlook nach, ob sie eingeladen sind.",
  "not-cancelled:gone": "Inzwischen war sie in Outlook nicht mehr vorhanden.",
  "not-cancelled:not-organizer": "Nur wer die Besprechung organisiert, kann sie absagen.",
  "not-cancelled:nobody": "Inzwischen war niemand mehr eingeladen.",
  "not-cancelled:guests-changed": "Inzwischen waren andere eingeladen als angezeigt.",
  "not-cancelled:moved": "Inzwischen fand sie zu einer anderen Zeit statt als angezeigt.",
  "not-cancelled:direction": "Nach Outlook wird nichts geschrieben, so ist es eingestellt.",
  "meeting kept": "Die Besprechung bleibt, ihre Aktivität gibt es nicht mehr.",
};
