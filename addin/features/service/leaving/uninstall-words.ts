import { counted, either } from "../../../locales/counted.ts";

const en = {
  title: "Uninstall: the whole installation",
  text: "Here all companies leave at once, and then goes what was decided for all of them. A single company leaves above.",
  companies: (count: string, mailboxes: string) =>
    `${counted(count, "company", "companies")}, ${counted(mailboxes, "mailbox", "mailboxes")}`,
  company: (mailboxes: string, links: string) =>
    `${counted(mailboxes, "mailbox", "mailboxes")}, ${counted(links, "item", "items")} in sync`,
  refused: (count: string) =>
    `${counted(count, "mailbox", "mailboxes")} cannot be looked into, because the files are refused: not in these figures.`,
  goes: "Goes for good",
  chosen: "Goes if you choose so below",
  stays: "Stays",
  here: "Here",
  microsoft: "In Microsoft 365",
  erp: "In the ERPs",
  goesHere: (mailboxes: string, links: string, tokens: string, documents: string) =>
    `${counted(mailboxes, "mailbox", "mailboxes")} with ${counted(links, "link", "links")}, log and the tokens of ${tokens}; ${counted(documents, "entry", "entries")} of companies and of what was decided for everybody`,
  goesMicrosoft: (count: string) => `${counted(count, "subscription", "subscriptions")} to changes`,
  goesErp: (names: string) => `Our address, and their keys here: ${names}`,
  noErp: "Nothing: no ERP is connected",
  fixed: (name: string) => `${name} (named by ERP_CONNECTIONS)`,
  chosenMicrosoft: (marks: string, copies: string) =>
    `Our categories on ${counted(marks, "item", "items")}; ${counted(copies, "appointment", "appointments")} that we made of activities`,
  chosenErp: (copies: string) =>
    `${counted(copies, "activity", "activities")} that we made of appointments`,
  staysHere: (roles: string) =>
    `The audit trail, ${counted(roles, "role", "roles")}, the registration’s credential and the proof, so that you can come in and fetch it: until the data folder is deleted. Backups that you keep elsewhere.`,
  staysMicrosoft:
    "What people made themselves; random marks that Graph knows no way to take off; the add-in, the consent and the registration, which administrators of Microsoft 365 take away (below).",
  staysErp: "What people made themselves; the keys, which the ERPs’ administrators take back.",
  preview: (name: string) => `What goes and what stays: ${name}`,
  begin: "Uninstall",
  beginText:
    "Syncing ends at once for everybody, and nobody comes in any more but who administers. Then all mailboxes go one by one in the background; you can stop and go on, and take it back until the last is gone.",
  beginNow: "Uninstall now",
  states: {
    running: (name: string) => `${name} is being uninstalled`,
    stopped: (name: string) => `${name} is being uninstalled: stopped`,
    done: (name: string) => `${name} is uninstalled`,
  },
  gone: (gone: string, all: string) =>
    `${gone} of ${counted(all, "company", "companies")} ${either(gone, "has", "have")} left`,
  stands: (names: string) => `What holds it up is told by the companies above: ${names}`,
  deleteNow:
    "Save the proof. Then stop the server, delete its data folder (DATA_DIR) and its backups, and throw away TOKEN_KEYS and the application’s credential.",
  acts: {
    stop: "Stop after the mailboxes in hand",
    continue: "Go on, and try what was held once more",
    "leave-behind": "Go on, and leave what could not be cleared",
    "take-back": "Let all companies come back",
  },
  asks: {
    "leave-behind":
      "What could not be cleared is forgotten here, and nobody can clear it later: copies and categories that we made stay in Outlook and in the ERP.",
    "take-back":
      "Every company that was in when this was begun may come in again. Mailboxes that are gone begin anew. What stands here is forgotten, but not the audit trail: save the proof first.",
  },
};

const de: typeof en = {
  title: "Deinstallieren: die ganze Installation",
  text: "Hier verlassen alle Unternehmen das Produkt auf einmal, und danach geht, was für alle entschieden wurde. Ein einzelnes Unternehmen geht weiter oben.",
  companies: (count: string, mailboxes: string) =>
    `${count} Unternehmen, ${counted(mailboxes, "Postfach", "Postfächer")}`,
  company: (mailboxes: string, links: string) =>
    `${counted(mailboxes, "Postfach", "Postfächer")}, ${counted(links, "Eintrag", "Einträge")} im Abgleich`,
  refused: (count: string) =>
    `In ${counted(count, "Postfach", "Postfächer")} lässt sich nicht hineinsehen, weil die Dateien abgewiesen werden: nicht in diesen Zahlen enthalten.`,
  goes: "Geht endgültig",
  chosen: "Geht, wenn Sie es unten wählen",
  stays: "Bleibt",
  here: "Hier",
  microsoft: "Bei Microsoft 365",
  erp: "In den ERPs",
  goesHere: (mailboxes: string, links: string, tokens: string, documents: string) =>
    `${counted(mailboxes, "Postfach", "Postfächer")} mit ${counted(links, "Verknüpfung", "Verknüpfungen")}, Protokoll und die Schlüssel von ${tokens}; ${counted(documents, "Eintrag", "Einträge")} von Unternehmen und von dem, was für alle entschieden wurde`,
  goesMicrosoft: (count: string) => `${counted(count, "Abonnement", "Abonnements")} auf Änderungen`,
  goesErp: (names: string) => `Unsere Adresse, und ihre Schlüssel hier: ${names}`,
  noErp: "Nichts: Kein ERP ist angebunden",
  fixed: (name: string) => `${name} (steht in ERP_CONNECTIONS)`,
  chosenMicrosoft: (marks: string, copies: string) =>
    `Unsere Kategorien an ${counted(marks, "Eintrag", "Einträgen")}; ${either(copies, "1 Termin, den", `${copies} Termine, die`)} wir aus Aktivitäten angelegt haben`,
  chosenErp: (copies: string) =>
    `${counted(copies, "Aktivität", "Aktivitäten")}, die wir aus Terminen angelegt haben`,
  staysHere: (roles: string) =>
    `Das Prüfprotokoll, ${counted(roles, "Rolle", "Rollen")}, das Geheimnis der Registrierung und der Nachweis, damit Sie hereinkommen und ihn holen können: bis der Datenordner gelöscht wird. Sicherungen, die Sie anderswo aufbewahren.`,
  staysMicrosoft:
    "Was die Personen selbst angelegt haben; zufällige Kennungen, die Graph nicht entfernen kann; das Add-in, die Zustimmung und die Registrierung, die Administratoren von Microsoft 365 wegnehmen (unten).",
  staysErp:
    "Was die Personen selbst angelegt haben; die Schlüssel, die die Administratoren der ERPs einziehen.",
  preview: (name: string) => `Was geht und was bleibt: ${name}`,
  begin: "Deinstallieren",
  beginText:
    "Der Abgleich endet sofort für alle, und niemand kommt mehr herein, außer wer verwaltet. Dann gehen alle Postfächer eines nach dem anderen im Hintergrund; Sie können anhalten und fortsetzen, und es zurücknehmen, bis das letzte fort ist.",
  beginNow: "Jetzt deinstallieren",
  states: {
    running: (name: string) => `${name} wird deinstalliert`,
    stopped: (name: string) => `${name} wird deinstalliert: angehalten`,
    done: (name: string) => `${name} ist deinstalliert`,
  },
  gone: (gone: string, all: string) =>
    `${gone} von ${all} Unternehmen ${either(gone, "hat", "haben")} das Produkt verlassen`,
  stands: (names: string) => `Was es aufhält, steht oben bei den Unternehmen: ${names}`,
  deleteNow:
    "Sichern Sie den Nachweis. Beenden Sie dann den Server, löschen seinen Datenordner (DATA_DIR) und seine Sicherungen und werfen TOKEN_KEYS und das Geheimnis der Anwendung weg.",
  acts: {
    stop: "Nach den laufenden Postfächern anhalten",
    continue: "Fortsetzen und Aufgehaltenes noch einmal versuchen",
    "leave-behind": "Fortsetzen und dort lassen, was sich nicht bereinigen ließ",
    "take-back": "Alle Unternehmen wieder hereinlassen",
  },
  asks: {
    "leave-behind":
      "Was sich nicht bereinigen ließ, wird hier vergessen, und niemand kann es später bereinigen: Kopien und Kategorien von uns bleiben in Outlook und im ERP.",
    "take-back":
      "Jedes Unternehmen, das zu Beginn hier war, darf wieder herein. Postfächer, die fort sind, beginnen neu. Was hier steht, wird vergessen, nicht aber das Prüfprotokoll: Sichern Sie vorher den Nachweis.",
  },
};

export const words = { en, de };
