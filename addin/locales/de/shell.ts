import type { Words } from "../en.ts";

export const nav: Words["nav"] = {
  label: "Bereiche",
  menu: "Mehr",
  item: "Dieser Termin",
  home: "Start",
  setup: "Einrichtung",
  service: "Verwaltung",
  details: "Info und Angaben für den Support",
  help: "Hilfe",
  whatIsThis: "Was ist das?",
  signOut: "Abmelden",
  openPortal: "Im Browser öffnen",
};

export const signIn: Words["signIn"] = {
  title: "Willkommen bei Sync to ERP",
  text: "Ihre Termine in Outlook und im ERP, immer gleich. Melden Sie sich einmal an, um zu beginnen.",
  button: "Mit Microsoft anmelden",
  allow: "Zugriff erlauben",
  waiting: "Folgen Sie den Schritten im Anmeldefenster.",
  signedOut: "Sie sind hier abgemeldet. Der Abgleich läuft im Hintergrund weiter.",
};

export const open: Words["open"] = {
  opening: "Ihr Termin wird in Outlook geöffnet …",
  unknown:
    "Vielleicht wird diese Aktivität nicht mit Ihrem Kalender abgeglichen: Nur wer sie besitzt oder daran teilnimmt, hat einen Termin davon.",
};

export const act: Words["act"] = {
  retry: "Erneut versuchen",
  openSetup: "Einrichtung öffnen",
  cancel: "Abbrechen",
  close: "Schließen",
  loading: "Wird geladen",
};

export const details: Words["details"] = {
  title: "Angaben für den Support",
  text: "Das braucht Ihr Support. Es enthält keine Kennwörter und keine Inhalte.",
  copy: "Angaben kopieren",
  copied: "Kopiert.",
  copyFailed:
    "Der Browser erlaubt das Kopieren nicht. Markieren Sie den Text und kopieren Sie ihn selbst.",
  item: "Offener Termin",
  request: "Letzte fehlgeschlagene Anfrage",
  quote: (id: string) => `Wenn Sie um Hilfe bitten, nennen Sie diese Anfrage: ${id}`,
  none: "keine",
};

export const licences: Words["licences"] = {
  open: "Lizenzen",
  back: "Zurück zu den Angaben",
  title: "Lizenzen der Pakete",
  text: (version: string) =>
    `Sync to ERP ${version} ist mit diesen Paketen anderer gebaut: in dem, was Ihr Browser lädt, und auf dem Server.`,
  noText: (licence: string) => `Das Paket bringt keinen Text seiner Lizenz ${licence} mit.`,
};
