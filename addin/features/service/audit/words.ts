const en = {
  search: "Search who or what",
  act: "Act",
  every: "Every act",
  none: "Nothing of the kind was done yet.",
  more: "Earlier",
  refused: "Refused",
  failed: "Failed",
  operator: "Operator of the machine",
  server: "The server",
  request: (id: string) => `Request ${id}`,
  verify: "Check the trail",
  whole: (lines: string, head: string) =>
    `All ${lines} lines follow from one another. The newest has the digest ${head}: noted down elsewhere, it shows later whether lines were cut off.`,
  broken: (at: string) =>
    `The trail is broken: the line of ${at} does not follow from the one before it. Somebody changed or removed lines in the data folder.`,
  acts: {
    "access-refused": "Asked for what he may not",
    "administrator-first": "Entered the console's token",
    "administrator-appointed": "Gave somebody a role",
    "administrator-dismissed": "Took a role back",
    "tenant-saved": "Let a company in, or changed it",
    "tenant-removed": "Shut a company out",
    "tenant-consent": "Proved a company's consent",
    "connection-saved": "Connected an ERP, or changed it",
    "connection-removed": "Removed an ERP",
    "mail-changed": "Changed how mail is sent",
    "mail-retried": "Had a mail tried again",
    "mail-discarded": "Discarded a mail",
  },
};

const de: typeof en = {
  search: "Wen oder was suchen",
  act: "Handlung",
  every: "Jede Handlung",
  none: "Nichts dergleichen wurde bisher getan.",
  more: "Frühere",
  refused: "Abgewiesen",
  failed: "Gescheitert",
  operator: "Betreiber des Rechners",
  server: "Der Server",
  request: (id: string) => `Anfrage ${id}`,
  verify: "Protokoll prüfen",
  whole: (lines: string, head: string) =>
    `Alle ${lines} Zeilen folgen aufeinander. Die neueste hat die Prüfsumme ${head}: anderswo notiert, zeigt sie später, ob Zeilen abgeschnitten wurden.`,
  broken: (at: string) =>
    `Das Protokoll ist beschädigt: Die Zeile von ${at} folgt nicht aus der vor ihr. Jemand hat im Datenordner Zeilen geändert oder entfernt.`,
  acts: {
    "access-refused": "Verlangte, was er nicht darf",
    "administrator-first": "Gab das Kennwort der Konsole ein",
    "administrator-appointed": "Gab jemandem eine Rolle",
    "administrator-dismissed": "Entzog eine Rolle",
    "tenant-saved": "Ließ ein Unternehmen zu oder änderte es",
    "tenant-removed": "Schloss ein Unternehmen aus",
    "tenant-consent": "Wies die Zustimmung eines Unternehmens nach",
    "connection-saved": "Band ein ERP an oder änderte es",
    "connection-removed": "Entfernte ein ERP",
    "mail-changed": "Änderte, wie Mails gesendet werden",
    "mail-retried": "Ließ eine Mail erneut versuchen",
    "mail-discarded": "Verwarf eine Mail",
  },
};

export const words = { en, de };
