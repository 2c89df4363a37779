import type { MailWords, SingleNotice, Told } from "./words.ts";

const credentials = {
  certificate: { the: "Das Zertifikat", by: "das Zertifikat" },
  secret: { the: "Der geheime Clientschlüssel", by: "der geheime Clientschlüssel" },
} as const;
const mailboxes = (count: number): string => (count === 1 ? "Ein Postfach" : `${count} Postfächer`);

function notice(of: SingleNotice, time: (iso: string) => string): Told {
  switch (of.kind) {
    case "invitation":
      return {
        title: `${of.by === "" ? "Ihr Unternehmen" : of.by} lädt Sie zu Sync to ERP ein`,
        text: [
          "Sync to ERP hält Ihre Termine in Outlook und im ERP gleich. Öffnen Sie es einmal und melden Sie sich mit Ihrem Geschäftskonto an.",
          "Nichts wird abgeglichen, ehe Sie die Einrichtung angesehen und gespeichert haben; „Zeigen, was geschehen würde“ sagt es Ihnen vorher. Niemand bekommt deswegen eine Mail.",
          ...(of.words === "" ? [] : [`${of.by === "" ? "" : `${of.by}: `}„${of.words}“`]),
        ].join("\n\n"),
        place: "start",
      };
    case "signed-out":
      return {
        title: "Sync to ERP braucht Ihre Anmeldung",
        text: `Seit ${time(of.since)} wird Ihr Kalender nicht synchronisiert: Ihre Anmeldung ist beendet oder Ihre Zustimmung fehlt. Gelöscht wurde nichts. Melden Sie sich an, dann geht es dort weiter, wo es aufgehört hat.`,
        place: "home",
      };
    case "consent":
      return {
        title: "Die Erlaubnis für Microsoft 365 fehlt",
        text: `${mailboxes(of.mailboxes)} ${of.mailboxes === 1 ? "kann" : "können"} seit ${time(of.since)} nicht synchronisiert werden, weil Microsoft 365 es nicht mehr erlaubt. Ein Administrator muss erneut zustimmen.`,
        place: "service",
      };
    case "brake":
      return {
        title: `Löschungen werden zurückgehalten: ${of.mailbox}`,
        text: `Ein Lauf hätte ${of.deletions} Einträge auf einmal gelöscht. Das ist ungewöhnlich, darum wurde er angehalten, bevor etwas geschah. Sehen Sie nach, was er täte, und lassen Sie ihn dann weiter oder nicht.`,
        place: "service",
      };
    case "push":
      return {
        title: "Microsoft 365 meldet keine Änderungen",
        text: `Für ${of.mailboxes === 1 ? "ein Postfach" : mailboxes(of.mailboxes)} werden Änderungen in Outlook seit ${time(of.since)} nicht mehr gemeldet. Sie werden weiterhin gefunden, aber Minuten später. Meist erreicht Microsoft 365 die Adresse des Servers nicht.`,
        place: "service",
      };
    case "credential":
      return {
        title: `${credentials[of.credential].the} von Sync to ERP läuft ${of.daysLeft === 0 ? "heute" : of.daysLeft === 1 ? "morgen" : `in ${of.daysLeft} Tagen`} ab`,
        text: `Am ${time(of.expiresAt)} endet ${credentials[of.credential].by}, womit sich der Server bei Microsoft Entra ID ausweist. Von da an wird nichts mehr synchronisiert. Erstellen Sie vorher Ersatz und geben Sie ihn dem Server.`,
        place: "service",
      };
    case "erp-down":
      return {
        title: `Das ERP antwortet nicht: ${of.connection}`,
        text: `Seit ${time(of.since)} funktioniert die Verbindung zum ERP nicht. Verloren geht nichts: Was sich inzwischen ändert, wird übertragen, sobald es wieder antwortet.`,
        place: "service",
      };
  }
}

export const de: MailWords = {
  greeting: (name) => (name === "" ? "Guten Tag," : `Guten Tag ${name},`),
  decisions: (count) => ({
    title: count === 1 ? "Ein Termin wartet auf Sie" : `${count} Termine warten auf Sie`,
    text: "Outlook und das ERP sind verschieden, und nur Sie können sagen, wie es weitergeht. Bis dahin bleiben beide, wie sie sind.",
    place: "home",
  }),
  notice,
  several: (count) => `Sync to ERP: ${count} Dinge brauchen Ihre Aufmerksamkeit`,
  open: {
    home: "Sync to ERP öffnen",
    service: "Verwaltung öffnen",
    start: "Mit Sync to ERP beginnen",
  },
  reason: {
    home: "Sie erhalten diese Mail, weil Sie es in der Einrichtung so gewählt haben. Dort können Sie sie auch abschalten.",
    start:
      "Sie bekommen diese Mail, weil ein Administrator Ihres Unternehmens Sie eingeladen hat. Wenn Sie nichts tun, geschieht nichts.",
    service:
      "Sie erhalten diese Mail, weil Ihre Adresse unter Verwaltung, Mailversand eingetragen ist.",
  },
  test: {
    title: "Testmail von Sync to ERP",
    text: (by) =>
      `${by === "" ? "Ein Administrator" : by} hat diese Mail gesendet, um zu sehen, ob die Einrichtung funktioniert. Sie funktioniert.`,
  },
};
