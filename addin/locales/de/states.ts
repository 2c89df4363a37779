import type { Words } from "../en.ts";

export const states: Words["states"] = {
  "not-synced": { label: "Nicht abgeglichen", text: "Dieser Termin steht nur in Outlook." },
  waiting: { label: "Wartet", text: "Er wird gleich übertragen." },
  "in-sync": { label: "Abgeglichen", text: "Outlook und ERP stimmen überein." },
  "needs-decision": {
    label: "Ihre Entscheidung ist gefragt",
    text: "Er wurde auf beiden Seiten geändert. Wählen Sie, was gilt; alles andere ist schon zusammengeführt.",
  },
  "not-taken": {
    label: "Im ERP gesperrt",
    text: "Die Aktivität ist im ERP abgeschlossen und gesperrt. Lassen Sie sie dort öffnen oder nehmen Sie Ihre Änderung hier zurück.",
  },
  failed: { label: "Fehlgeschlagen", text: "Er konnte nicht übertragen werden." },
  "outside-window": {
    label: "Außerhalb des Zeitraums",
    text: "Er liegt außerhalb der Tage, die abgeglichen werden. Schalten Sie ihn ein, um ihm trotzdem zu folgen.",
  },
  private: {
    label: "Privat",
    text: "Ihre Regeln lassen private Termine in Outlook. Entfernen Sie dort die Kennzeichnung, oder wählen Sie in der Einrichtung andere Regeln.",
  },
  "not-organizer": {
    label: "Nicht von Ihnen organisiert",
    text: "Zeit und Teilnehmer ändert nur, wer einlädt. Ihre Antwort und Ihre Verknüpfungen werden hier geführt.",
  },
  unsupported: {
    label: "Nicht für sich",
    text: "Dies ist ein Tag einer Serie. Öffnen Sie die Serie und schalten Sie diese ein.",
  },
};

export const health: Words["health"] = {
  operational: { label: "In Betrieb", text: "Alles ist auf dem neuesten Stand." },
  "signed-out": {
    label: "Abgemeldet",
    text: "Melden Sie sich an, um fortzufahren. Bis dahin wird nichts gelöscht.",
  },
  "no-consent": {
    label: "Erlaubnis fehlt",
    text: "Sync to ERP darf Ihren Kalender nicht lesen. Erlauben Sie es, um fortzufahren.",
  },
  "erp-down": {
    label: "Das ERP antwortet nicht",
    text: "Änderungen warten und werden übertragen, sobald es wieder da ist.",
  },
  "microsoft-down": {
    label: "Microsoft 365 antwortet nicht",
    text: "Änderungen warten und werden übertragen, sobald es wieder da ist.",
  },
  braked: {
    label: "Zur Sicherheit angehalten",
    text: "Ein Lauf wollte ungewöhnlich viel löschen. Ein Administrator muss es sich zuerst ansehen.",
  },
  storage: {
    label: "Der Server kann nichts speichern",
    text: "Sein Datenträger ist voll oder nicht beschreibbar. Nichts geht verloren; ein Administrator muss Platz schaffen, dann geht es von selbst weiter.",
  },
  failed: {
    label: "Fehlgeschlagen",
    text: "Der letzte Lauf ist nicht gelungen. Er wird von selbst wiederholt.",
  },
  "setup-required": {
    label: "Nicht eingerichtet",
    text: "Schließen Sie die Einrichtung ab, um zu beginnen.",
  },
  paused: {
    label: "Angehalten",
    text: "Sie haben es angehalten. Sobald Sie fortsetzen, geht es dort weiter, wo es steht.",
  },
  off: {
    label: "Ausgeschaltet",
    text: "Der Kalender wird nicht abgeglichen. Schalten Sie ihn in der Einrichtung ein.",
  },
  "off-above": {
    label: "Vom Administrator ausgeschaltet",
    text: "Ihr Administrator hat den Kalender ausgeschaltet. Was auf beiden Seiten ist, bleibt, und Versäumtes wird nachgeholt, wenn er wieder an ist.",
  },
};

export const notices: Words["notices"] = {
  "company-missing":
    "Das ERP hat keine Firma für Sie: Der Kalender kann nicht abgeglichen werden. Bitten Sie, wer das ERP verwaltet, Ihren Benutzer für eine arbeiten zu lassen, und öffnen Sie die Einrichtung dann erneut.",
  "location-missing": "Das ERP hat keinen Standort für Sie. Sie können hier einen wählen.",
  "time-zone-missing": "Das ERP hat keine Zeitzone für Sie. Sie können hier eine wählen.",
  "erp-user-unknown":
    "Kein ERP-Benutzer hat Ihre Mailadresse. Bitten Sie einen Administrator, unter Verwaltung, Benutzer Ihren Benutzer zu wählen oder die Adresse im ERP einzutragen. Öffnen Sie die Einrichtung dann erneut.",
};

export const mendedBy: Words["mendedBy"] = {
  nobody: "Das gibt sich von selbst.",
  person: "Wer: die Personen selbst.",
  administrator: "Wer: ein Administrator.",
  operator: "Wer: wer den Server betreibt.",
  erp: "Wer: wer das ERP verwaltet.",
};
