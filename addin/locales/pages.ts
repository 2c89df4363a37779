import type { Language } from "./language.ts";

/** Words of the small pages, apart so that they need not carry the pane's dictionary. */

interface RelayWords {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly waiting: string;
  readonly failed: string;
}

export const relayWords: Readonly<Record<Language, RelayWords>> = {
  en: {
    title: "Sign in to Sync to ERP",
    text: "Your browser keeps Outlook and its add-ins apart, so signing in needs one more click.",
    button: "Continue to Microsoft",
    waiting: "Sign in in the window that just opened. This one closes by itself.",
    failed: "Sign-in could not start. Close this window and try again from Outlook.",
  },
  de: {
    title: "Bei Sync to ERP anmelden",
    text: "Ihr Browser trennt Outlook von seinen Add-Ins, deshalb braucht die Anmeldung noch einen Klick.",
    button: "Weiter zu Microsoft",
    waiting: "Melden Sie sich im neuen Fenster an. Dieses hier schließt sich von selbst.",
    failed:
      "Die Anmeldung konnte nicht beginnen. Schließen Sie dieses Fenster und versuchen Sie es aus Outlook erneut.",
  },
};

interface CommandWords {
  readonly followsOnSave: string;
}

export const commandWords: Readonly<Record<Language, CommandWords>> = {
  en: { followsOnSave: "Linked to your ERP: it follows a few seconds after you save." },
  de: { followsOnSave: "Mit Ihrem ERP verknüpft: Es folgt wenige Sekunden nach dem Speichern." },
};
