import { counted, either } from "../../../locales/counted.ts";

const en = {
  text: "Here a company leaves the product: nothing of it is synchronized any more, and what is kept about its people is removed from every file, journal and copy. A single person is erased under Users.",
  companies: "Companies",
  open: (name: string) => `Show what would go: ${name}`,
  openShort: "Show",
  states: { in: "Uses the product", running: "Is leaving", stopped: "Stopped", done: "Has left" },
  counts: (mailboxes: string, links: string) =>
    `${counted(mailboxes, "mailbox", "mailboxes")}, ${counted(links, "item", "items")} in sync`,
  preview: (name: string) => `What goes and what stays: ${name}`,
  goes: "Goes for good",
  mailboxes: "Mailboxes, with links, log, tokens and subscriptions",
  links: "Items in sync",
  documents: "Entries of the company: mails, settings, shared meetings",
  connections: "ERPs that nobody else uses, with our address in them",
  noConnections: "None: other companies use its ERP",
  fixedConnection: (name: string) =>
    `${name} (named by ERP_CONNECTIONS: take it out there as well)`,
  stays: "Stays",
  trail: "Audit trail",
  trailText: "Every line. People stand in it by their ids.",
  roles: "Roles given here",
  rolesText: (count: string) =>
    `${count}, so that you can fetch the proof. Take them back under Administrators.`,
  stamps: "Random marks on items",
  stampsText:
    "Microsoft Graph knows no way to take them off. They say nothing about anybody; a later set-up recognizes its own copies by them.",
  backups: "Backups that you keep elsewhere",
  backupsText: "They hold the data until you delete them. An import leaves the company out.",
  nobody: "Nobody of this company uses the product.",
  unfinished: "Set-up not finished",
  refused: (reason: string) => `Its files are refused: ${reason}`,
  stake: (links: string, outlook: string, erp: string) =>
    `${links} linked, of them made by us: ${outlook} in Outlook, ${erp} in the ERP`,
  marked: (count: string) => `${count} with our category`,
  subscriptions: (count: string) => counted(count, "subscription", "subscriptions"),
  tokens: "tokens kept",
  noTokens: "no tokens: what we left in Outlook can only be cleared once this person signed in",
  more: "Show more",
  looksOnly: "An administrator can begin it.",
  begin: "Leave",
  beginText:
    "Syncing ends at once for everybody of this company, and nobody of it comes in any more. Then its mailboxes go one by one in the background; you can stop and go on. Changes that are not carried over yet are not carried over: let a last sync finish first.",
  type: (name: string) => `Type ${name} to go on`,
  beginNow: "Leave now",
  clearing: {
    marks: "Our categories on items in Outlook",
    leave: "Leave them",
    take: "Take them off",
    marksHint: "A person’s own categories stay in any case.",
    outlookCopies: "Appointments that we made in Outlook of activities",
    erpCopies: "Activities that we made in the ERP of appointments",
    keep: "Keep them",
    remove: "Remove them",
    outlookCopiesHint:
      "Removed ones lie in Deleted Items. What stays in any case: what has guests, for they would be told; what was edited since, or waits for a decision; and what is not in the ERP any more.",
    erpCopiesHint:
      "What stays in any case: what was edited since, or waits for a decision; and what is not in Outlook any more. Other people’s reports may count them.",
    done: {
      marks: "Categories taken off",
      outlookCopies: "Appointments removed in Outlook",
      erpCopies: "Activities removed in the ERP",
    },
    tally: (removed: string, left: string) => `${removed} (left as they are: ${left})`,
  },
  leaves: {
    running: (name: string) => `${name} is leaving`,
    stopped: (name: string) => `${name} is leaving: stopped`,
    done: (name: string) => `${name} has left`,
  },
  gone: (gone: string, all: string) =>
    `${gone} of ${counted(all, "mailbox", "mailboxes")} ${either(gone, "is", "are")} gone`,
  begunAt: "Begun",
  begunBy: (at: string, by: string) => `${at} by ${by}`,
  operator: "whoever runs the server",
  endedAt: "Done",
  waits: (at: string) => `Waits, and goes on by itself: ${at}`,
  problem: (at: string, kind: string) =>
    `Something that nobody foresaw stopped it: ${at}, ${kind}. Nothing is lost. The server’s log says more, and you can go on.`,
  held: "Mailboxes that are held",
  heldText:
    "These mailboxes could not be cleared; their data is kept until they can, or until you give that up. Whoever has to sign in is let in again by “Let the company come back”.",
  again: (at: string) => `Is tried again by itself: ${at}`,
  needsSomebody: "Is not tried again by itself: somebody has to see to it",
  proof: "Save the proof",
  acts: {
    stop: "Stop after the mailbox in hand",
    continue: "Go on, and try those once more",
    now: "Try at once",
    "leave-behind": "Go on, and leave what is in them",
    "come-back": "Let the company come back",
  },
  leaveBehindText:
    "These mailboxes are forgotten here, and nobody can clear them later: copies and categories that we made stay in Outlook and in the ERP.",
  comeBackText:
    "Coming back forgets what stands here, but not the audit trail: save the proof first. Mailboxes that are gone begin anew, and recognize what was left on both sides.",
  goOn: (count: string) =>
    `Mailboxes that are still here: ${count}. If the company comes back, their syncing is again as it was, on, paused or off, without a new set-up, and both sides are compared anew. What was removed of them stays removed.`,
  afterwards: {
    title: "What is left to do, by whom and where",
    addin:
      "The add-in: an administrator of Microsoft 365 takes it from everybody in the Microsoft 365 admin centre, Settings, Integrated apps, Sync to ERP, Remove app. Who added it himself removes it at aka.ms/olksideload.",
    consent:
      "The consent: a Cloud Application Administrator deletes Sync to ERP in entra.microsoft.com, Enterprise applications, Properties, Delete. With it go all permissions, of the company and of each person, and the app roles.",
    registration:
      "The registration: only where it is your own, in entra.microsoft.com, App registrations. It ends the product for every company that uses it.",
    erp: "The ERP: its administrator takes back the key that was entered here, and our address where the proof says that it was left.",
    company:
      "This company’s place here: an administrator of the installation shuts it out under Microsoft 365, or takes it out of TENANTS.",
    backups:
      "Backups: delete the files that hold this company’s data, or keep them as long as the law asks for.",
    installation:
      "The whole installation: once every company has left, stop the server, delete its data folder (DATA_DIR) and its backups, and throw away TOKEN_KEYS and the application’s secret or certificate.",
  },
};

const de: typeof en = {
  text: "Hier verlässt ein Unternehmen das Produkt: Nichts von ihm wird mehr abgeglichen, und was über seine Personen aufbewahrt wird, wird aus jeder Datei, jedem Journal und jeder Kopie entfernt. Eine einzelne Person wird unter Benutzer gelöscht.",
  companies: "Unternehmen",
  open: (name: string) => `Zeigen, was gehen würde: ${name}`,
  openShort: "Zeigen",
  states: {
    in: "Nutzt das Produkt",
    running: "Verlässt es gerade",
    stopped: "Angehalten",
    done: "Hat es verlassen",
  },
  counts: (mailboxes: string, links: string) =>
    `${counted(mailboxes, "Postfach", "Postfächer")}, ${counted(links, "Eintrag", "Einträge")} im Abgleich`,
  preview: (name: string) => `Was geht und was bleibt: ${name}`,
  goes: "Geht endgültig",
  mailboxes: "Postfächer, mit Verknüpfungen, Protokoll, Schlüsseln und Abonnements",
  links: "Einträge im Abgleich",
  documents: "Einträge des Unternehmens: Mails, Einstellungen, gemeinsame Termine",
  connections: "ERPs, die sonst niemand nutzt, samt unserer Adresse darin",
  noConnections: "Keine: Andere Unternehmen nutzen sein ERP",
  fixedConnection: (name: string) => `${name} (steht in ERP_CONNECTIONS: auch dort herausnehmen)`,
  stays: "Bleibt",
  trail: "Prüfprotokoll",
  trailText: "Jede Zeile. Personen stehen darin mit ihrer Kennung.",
  roles: "Hier vergebene Rollen",
  rolesText: (count: string) =>
    `${count}, damit Sie den Nachweis holen können. Entziehen Sie sie unter Administratoren.`,
  stamps: "Zufällige Kennungen an Einträgen",
  stampsText:
    "Microsoft Graph kennt keinen Weg, sie zu entfernen. Sie sagen über niemanden etwas; eine spätere Einrichtung erkennt daran ihre eigenen Kopien.",
  backups: "Sicherungen, die Sie anderswo aufbewahren",
  backupsText:
    "Sie enthalten die Daten, bis Sie sie löschen. Ein Import lässt das Unternehmen aus.",
  nobody: "Niemand aus diesem Unternehmen nutzt das Produkt.",
  unfinished: "Einrichtung nicht abgeschlossen",
  refused: (reason: string) => `Seine Dateien werden abgewiesen: ${reason}`,
  stake: (links: string, outlook: string, erp: string) =>
    `${links} verknüpft, davon von uns angelegt: ${outlook} in Outlook, ${erp} im ERP`,
  marked: (count: string) => `${count} mit unserer Kategorie`,
  subscriptions: (count: string) => counted(count, "Abonnement", "Abonnements"),
  tokens: "Schlüssel aufbewahrt",
  noTokens:
    "keine Schlüssel: Was wir in Outlook hinterließen, lässt sich erst entfernen, wenn sich diese Person angemeldet hat",
  more: "Mehr anzeigen",
  looksOnly: "Ein Administrator kann es beginnen.",
  begin: "Verlassen",
  beginText:
    "Der Abgleich endet sofort für alle aus diesem Unternehmen, und niemand von dort kommt mehr herein. Dann gehen die Postfächer eines nach dem anderen im Hintergrund; Sie können anhalten und fortsetzen. Was noch nicht übertragen ist, wird nicht mehr übertragen: Lassen Sie vorher einen letzten Abgleich zu Ende gehen.",
  type: (name: string) => `Geben Sie ${name} ein, um fortzufahren`,
  beginNow: "Jetzt verlassen",
  clearing: {
    marks: "Unsere Kategorien an Einträgen in Outlook",
    leave: "Dort lassen",
    take: "Entfernen",
    marksHint: "Eigene Kategorien der Personen bleiben in jedem Fall.",
    outlookCopies: "Termine, die wir in Outlook aus Aktivitäten angelegt haben",
    erpCopies: "Aktivitäten, die wir im ERP aus Terminen angelegt haben",
    keep: "Behalten",
    remove: "Entfernen",
    outlookCopiesHint:
      "Entfernte liegen in Gelöschte Elemente. In jedem Fall bleibt: was Gäste hat, denn die würden benachrichtigt; was seither bearbeitet wurde oder auf eine Entscheidung wartet; und was im ERP nicht mehr da ist.",
    erpCopiesHint:
      "In jedem Fall bleibt: was seither bearbeitet wurde oder auf eine Entscheidung wartet; und was in Outlook nicht mehr da ist. Berichte anderer zählen sie vielleicht mit.",
    done: {
      marks: "Entfernte Kategorien",
      outlookCopies: "In Outlook entfernte Termine",
      erpCopies: "Im ERP entfernte Aktivitäten",
    },
    tally: (removed: string, left: string) => `${removed} (wie sie sind geblieben: ${left})`,
  },
  leaves: {
    running: (name: string) => `${name} verlässt das Produkt`,
    stopped: (name: string) => `${name} verlässt das Produkt: angehalten`,
    done: (name: string) => `${name} hat das Produkt verlassen`,
  },
  gone: (gone: string, all: string) =>
    `${gone} von ${counted(all, "Postfach", "Postfächern")} ${either(gone, "ist", "sind")} fort`,
  begunAt: "Begonnen",
  begunBy: (at: string, by: string) => `${at} von ${by}`,
  operator: "wer den Server betreibt",
  endedAt: "Beendet",
  waits: (at: string) => `Wartet und geht von selbst weiter: ${at}`,
  problem: (at: string, kind: string) =>
    `Etwas Unvorhergesehenes hat es angehalten: ${at}, ${kind}. Verloren ist nichts. Das Protokoll des Servers sagt mehr, und Sie können fortsetzen.`,
  held: "Aufgehaltene Postfächer",
  heldText:
    "Diese Postfächer ließen sich nicht bereinigen; ihre Daten bleiben aufbewahrt, bis es geht oder bis Sie darauf verzichten. Wer sich anmelden muss, kommt durch „Das Unternehmen wieder hereinlassen“ wieder herein.",
  again: (at: string) => `Wird von selbst wieder versucht: ${at}`,
  needsSomebody: "Wird nicht von selbst wieder versucht: Jemand muss etwas tun",
  proof: "Nachweis sichern",
  acts: {
    stop: "Nach dem laufenden Postfach anhalten",
    continue: "Fortsetzen und diese noch einmal versuchen",
    now: "Sofort versuchen",
    "leave-behind": "Fortsetzen und dort lassen, was darin ist",
    "come-back": "Das Unternehmen wieder hereinlassen",
  },
  leaveBehindText:
    "Diese Postfächer werden hier vergessen, und niemand kann sie später bereinigen: Kopien und Kategorien von uns bleiben in Outlook und im ERP.",
  comeBackText:
    "Dabei wird vergessen, was hier steht, nicht aber das Prüfprotokoll: Sichern Sie vorher den Nachweis. Postfächer, die fort sind, beginnen neu und erkennen wieder, was auf beiden Seiten geblieben ist.",
  goOn: (count: string) =>
    `Postfächer, die noch da sind: ${count}. Kommt das Unternehmen zurück, ist ihr Abgleich wieder, wie er war, an, pausiert oder aus, ohne neue Einrichtung, und beide Seiten werden neu verglichen. Was von ihnen entfernt wurde, bleibt entfernt.`,
  afterwards: {
    title: "Was noch zu tun ist, von wem und wo",
    addin:
      "Das Add-in: Ein Administrator von Microsoft 365 nimmt es allen weg, im Microsoft 365 Admin Center unter Einstellungen, Integrierte Apps, Sync to ERP, App entfernen. Wer es selbst hinzugefügt hat, entfernt es bei aka.ms/olksideload.",
    consent:
      "Die Zustimmung: Ein Cloudanwendungsadministrator löscht Sync to ERP auf entra.microsoft.com unter Unternehmensanwendungen, Eigenschaften, Löschen. Damit gehen alle Berechtigungen, des Unternehmens und jeder Person, und die App-Rollen.",
    registration:
      "Die Registrierung: nur wo es Ihre eigene ist, auf entra.microsoft.com unter App-Registrierungen. Damit endet das Produkt für jedes Unternehmen, das sie nutzt.",
    erp: "Das ERP: Sein Administrator zieht den Schlüssel ein, der hier eingegeben war, und unsere Adresse, wo der Nachweis sagt, dass sie geblieben ist.",
    company:
      "Der Platz des Unternehmens hier: Ein Administrator der Installation schließt es unter Microsoft 365 und Zugang aus oder nimmt es aus TENANTS heraus.",
    backups:
      "Sicherungen: Löschen Sie die Dateien mit den Daten dieses Unternehmens, oder bewahren Sie sie so lange auf, wie das Gesetz verlangt.",
    installation:
      "Die ganze Installation: Haben alle Unternehmen sie verlassen, beenden Sie den Server, löschen seinen Datenordner (DATA_DIR) und seine Sicherungen und werfen TOKEN_KEYS und das Geheimnis oder Zertifikat der Anwendung weg.",
  },
};

export const words = { en, de };
