const en = {
  thanks: "Thank you.",
  agreed:
    "Microsoft says that you agreed for everybody in your company. Tell whoever sent you the link: Test under Service, Microsoft 365 then proves it. You need do nothing else here.",
  notAgreed: "Nothing was agreed to.",
  again: (code: string) =>
    `Microsoft's page ended without your consent${code === "" ? "" : ` (${code})`}. Follow the link once more and accept it, or tell whoever sent it what the page said.`,
};

const de: typeof en = {
  thanks: "Vielen Dank.",
  agreed:
    "Microsoft sagt, dass Sie für alle in Ihrem Unternehmen zugestimmt haben. Sagen Sie es der Person, die Ihnen den Link gesandt hat: „Prüfen“ in der Verwaltung unter Microsoft 365 weist es dann nach. Mehr ist hier für Sie nicht zu tun.",
  notAgreed: "Zugestimmt wurde nicht.",
  again: (code) =>
    `Die Seite von Microsoft endete ohne Ihre Zustimmung${code === "" ? "" : ` (${code})`}. Folgen Sie dem Link noch einmal und nehmen Sie an, oder sagen Sie der Person, die ihn gesandt hat, was die Seite meldete.`,
};

export const words = { en, de };
