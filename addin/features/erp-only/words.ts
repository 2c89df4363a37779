const en = {
  link: "You only have an account of the ERP?",
  title: "An account of the ERP alone is not enough",
  why: "Sync to ERP keeps the appointments of your Outlook calendar and of the ERP the same. Without a Microsoft work account there is no calendar to synchronize, so you cannot get any further here.",
  missing: "What is missing",
  steps: [
    "A Microsoft work account of your company, with a mailbox: your company's IT department gives it to you.",
    "The mail address of that account in your user of the ERP: an administrator of the ERP enters it. By it you are recognised.",
    "That your company is let in here: an administrator of Sync to ERP does that under Service, Microsoft 365.",
  ],
  helps: "Who helps",
  who: "Send this request to your IT department or to whoever looks after the ERP; it names all three.",
  copy: "Copy the request",
  copied: "Copied.",
  notCopied: "The browser did not allow copying.",
  request: (address: string) =>
    `I would like to use Sync to ERP (${address}) and have an account of the ERP alone. I need a Microsoft work account with a mailbox, its mail address in my user of the ERP, and our company let in under Service, Microsoft 365.`,
  safe: "Never enter your password of the ERP here: Sync to ERP does not ask for it.",
  back: "Sign in with a Microsoft work account",
};

const de: typeof en = {
  link: "Sie haben nur ein Konto im ERP?",
  title: "Ein Konto im ERP allein genügt nicht",
  why: "Sync to ERP hält die Termine Ihres Outlook-Kalenders und des ERP gleich. Ohne ein Microsoft-Geschäftskonto gibt es keinen Kalender, der abgeglichen werden könnte, und Sie kommen hier nicht weiter.",
  missing: "Was fehlt",
  steps: [
    "Ein Microsoft-Geschäftskonto Ihres Unternehmens mit Postfach: Das gibt Ihnen die IT-Abteilung.",
    "Die Mailadresse dieses Kontos in Ihrem Benutzer im ERP: Die trägt ein Administrator des ERP ein. An ihr werden Sie erkannt.",
    "Dass Ihr Unternehmen hier zugelassen ist: Das tut ein Administrator von Sync to ERP unter „Verwaltung, Microsoft 365 und Zugang“.",
  ],
  helps: "Wer hilft",
  who: "Schicken Sie diese Bitte an Ihre IT-Abteilung oder an die Betreuung des ERP; sie nennt alles drei.",
  copy: "Bitte kopieren",
  copied: "Ist kopiert.",
  notCopied: "Der Browser hat das Kopieren nicht erlaubt.",
  request: (address) =>
    `Ich möchte Sync to ERP (${address}) nutzen und habe nur ein Konto im ERP. Ich brauche ein Microsoft-Geschäftskonto mit Postfach, dessen Mailadresse in meinem Benutzer im ERP, und unser Unternehmen muss unter „Verwaltung, Microsoft 365 und Zugang“ zugelassen sein.`,
  safe: "Geben Sie hier nie Ihr Kennwort des ERP ein: Sync to ERP fragt nicht danach.",
  back: "Mit einem Microsoft-Geschäftskonto anmelden",
};

export const words = { en, de };
