const en = {
  thanks: "Thank you.",
  agreed:
    "Microsoft says that you agreed for everybody in your company. Sign in here once, so that it is recorded and proved; you need do nothing else.",
  recorded:
    "Your consent for everybody in your company is recorded. You need do nothing else here.",
  notRecorded: "Your consent could not be recorded here.",
  notAgreed: "Nothing was agreed to.",
  again: (code: string) =>
    `Microsoft's page ended without your consent${code === "" ? "" : ` (${code})`}. Follow the link once more and accept it, or tell whoever sent it what the page said.`,
};

const de: typeof en = {
  thanks: "Vielen Dank.",
  agreed:
    "Microsoft sagt, dass Sie für alle in Ihrem Unternehmen zugestimmt haben. Melden Sie sich hier einmal an, damit es festgehalten und nachgewiesen ist; mehr ist für Sie nicht zu tun.",
  recorded:
    "Ihre Zustimmung für alle in Ihrem Unternehmen ist festgehalten. Mehr ist hier für Sie nicht zu tun.",
  notRecorded: "Ihre Zustimmung ließ sich hier nicht festhalten.",
  notAgreed: "Zugestimmt wurde nicht.",
  again: (code) =>
    `Die Seite von Microsoft endete ohne Ihre Zustimmung${code === "" ? "" : ` (${code})`}. Folgen Sie dem Link noch einmal und nehmen Sie an, oder sagen Sie der Person, die ihn gesandt hat, was die Seite meldete.`,
};

export const words = { en, de };
