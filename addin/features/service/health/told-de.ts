import { counted, either } from "../../../locales/counted.ts";
import type { Told, told as english } from "./told-en.ts";

const fact = (says: Told["says"], does = ""): Told => ({ says, does });

const silent: Told["says"] = (count) =>
  either(
    count,
    "Die eine Anfrage in einer Viertelstunde wurde nicht beantwortet.",
    `Von ${count} Anfragen in einer Viertelstunde wurde keine beantwortet.`,
  );

export const told: Readonly<Record<keyof typeof english, Told>> = {
  "microsoft quiet": fact(() => "Seit einer Viertelstunde wurde nichts gefragt."),
  "microsoft answers": fact(
    (count) => `${counted(count, "Anfrage", "Anfragen")} beantwortet in einer Viertelstunde.`,
  ),
  "microsoft throttled": fact(
    (count) => `In einer Viertelstunde ${count} Mal um Geduld gebeten.`,
    "Änderungen kommen etwas später, keine geht verloren.",
  ),
  "microsoft wavers": fact(
    (count) =>
      `In einer Viertelstunde ${either(count, "blieb 1 Anfrage", `blieben ${count} Anfragen`)} ohne Antwort.`,
    "Sie werden wiederholt. Dauert es an, hilft ein Blick auf Microsofts Dienststatus.",
  ),
  "microsoft silent": fact(
    silent,
    "Prüfen, ob der Server ins Internet kommt (Proxy, Firewall, DNS): „Alles ansehen“ sagt mehr.",
  ),
  "sign-in quiet": fact(() => "Seit einer Viertelstunde musste sich niemand anmelden."),
  "sign-in answers": fact(
    (count) => `${counted(count, "Anfrage", "Anfragen")} beantwortet in einer Viertelstunde.`,
  ),
  "sign-in throttled": fact((count) => `${count} Mal um Geduld gebeten.`),
  "sign-in wavers": fact(
    (count) => `${either(count, "1 Anfrage blieb", `${count} Anfragen blieben`)} ohne Antwort.`,
    "Sie werden wiederholt.",
  ),
  "sign-in silent": fact(
    silent,
    "Prüfen, ob der Server die Anmeldung erreicht: „Alles ansehen“ sagt mehr.",
  ),
  "erp answers": fact(() => "Es antwortet."),
  "erp maintenance": fact((_count, at) => `Es wird bis ${at} gewartet.`),
  "erp quota": fact(
    (_count, at) =>
      `Es ist so oft gefragt worden, wie es darf, und wird erst ab ${at} wieder gefragt.`,
    "Änderungen warten, keine geht verloren. Die Grenze steht unter ERP-Verbindungen.",
  ),
  "erp silent": fact(
    (_count, at) => `Es antwortet seit ${at} nicht.`,
    "Prüfen, ob es läuft und ob Adresse und Schlüssel stimmen; Änderungen warten, keine geht verloren.",
  ),
  "credential untold": fact(
    () =>
      "Ein Client-Geheimnis sagt nicht, wann es endet, sodass vorher niemand gewarnt werden kann.",
    "Den Tag mit dem Geheimnis unter Microsoft 365 eintragen, oder als ENTRA_CLIENT_SECRET_EXPIRES, wo das Geheimnis in der Konfiguration steht; die Registrierung in Entra nennt ihn. Ein Zertifikat sagt ihn von selbst.",
  ),
  "credential certificate": fact(
    (_count, at) => `Das Zertifikat gilt bis ${at}.`,
    "Ein neues Zertifikat in die Registrierung laden, dann dem Server geben.",
  ),
  "credential certificate-ended": fact(
    (_count, at) => `Das Zertifikat endete am ${at}: Microsoft lässt den Server nicht mehr ein.`,
    "Ein neues Zertifikat in die Registrierung laden, dann dem Server geben.",
  ),
  "credential secret": fact(
    (_count, at) => `Das Client-Geheimnis gilt bis ${at}.`,
    "In der Registrierung ein neues Geheimnis anlegen, besser ein Zertifikat, dann dem Server geben.",
  ),
  "credential secret-ended": fact(
    (_count, at) =>
      `Das Client-Geheimnis endete am ${at}: Microsoft lässt den Server nicht mehr ein.`,
    "In der Registrierung ein neues Geheimnis anlegen, besser ein Zertifikat, dann dem Server geben.",
  ),
  "consent given": fact(() => "Niemandem fehlt eine Berechtigung."),
  "consent broken": fact(
    (count, at) => `${counted(count, "Person", "Personen")} fehlt eine Berechtigung, seit ${at}.`,
    "Die Zustimmung des Unternehmens erneut geben; wo Personen selbst zustimmen, tun sie es im Add-In.",
  ),
  "brake off": fact(() => "Nichts wird zurückgehalten."),
  "brake on": fact(
    (count, at) =>
      `In ${counted(count, "Postfach", "Postfächern")} werden seit ${at} Löschungen zurückgehalten.`,
    "Jedes unter Benutzer öffnen: Dort steht, was angehalten ist. Dort weitergehen lassen oder die Ursache beheben.",
  ),
  "push announced": fact((_count, at) =>
    at === "" ? "Noch gleicht niemand ab." : `Alle Postfächer melden sich; erneuert vor ${at}.`,
  ),
  "push dead": fact(
    (count, at) =>
      `Änderungen von ${counted(count, "Postfach", "Postfächern")} werden seit ${at} nicht gemeldet.`,
    "Sie werden im Intervall erfragt. Prüfen, ob Microsoft die Adresse des Servers von außen erreicht.",
  ),
  "push ending": fact(
    (count, at) =>
      `Abonnements von ${counted(count, "Postfach", "Postfächern")} enden ab ${at} und wurden nicht erneuert.`,
    "Der nächste Lauf erneuert sie; wo das scheitert, sagt die Seite der Person, warum.",
  ),
  "queue empty": fact(() => "Nichts wartet."),
  "queue moves": fact(
    (count) => `${either(count, "1 Nachricht ist", `${count} Nachrichten sind`)} unterwegs.`,
  ),
  "queue old": fact(
    (count, at) =>
      `${either(count, "1 Nachricht wartet,", `${count} Nachrichten warten, die älteste`)} seit ${at}.`,
    "Ansehen, worauf die ältesten warten.",
  ),
  "aside none": fact(() => "Nichts."),
  "aside some": fact(
    (count, at) =>
      `${either(count, "1 Eintrag konnte nicht übertragen werden,", `${count} Einträge konnten nicht übertragen werden, der älteste`)} seit ${at}.`,
    "Jeder sagt, warum und was zu tun ist; erneut versuchen oder verwerfen.",
  ),
  "endpoint pull": fact(
    (_count, at) => `PULL, von Outlook ins ERP, seit ${at}. Was kommt, wartet.`,
    "Wieder starten, wenn der Anlass vorbei ist.",
  ),
  "endpoint push": fact(
    (_count, at) => `PUSH, vom ERP nach Outlook, seit ${at}. Was kommt, wartet.`,
    "Wieder starten, wenn der Anlass vorbei ist.",
  ),
  "mailboxes well": fact((count) => `${count} ${either(count, "wird", "werden")} abgeglichen.`),
  "mailboxes signed-out": fact(
    (count, at) =>
      `${either(count, "1 Person ist abgemeldet,", `${count} Personen sind abgemeldet, die erste`)} seit ${at}.`,
    "Sie öffnen das Add-In und melden sich an.",
  ),
  "mailboxes failed": fact(
    (count, at) =>
      `${either(count, "1 kann nicht abgeglichen werden,", `${count} können nicht abgeglichen werden, das erste`)} seit ${at}.`,
    "Ihre Seiten sagen, warum; die Kennung des Laufs hilft, wer das Protokoll des Servers liest.",
  ),
  "mailboxes refused": fact(
    (count) =>
      `Die Dateien von ${either(count, "einem", count)} sind beschädigt und werden nicht angerührt.`,
    "Aus einer Sicherung wiederherstellen; sync-to-erp status sagt, welche.",
  ),
  "outbox stuck": fact(
    (count, at) =>
      `${either(count, "1 Mail konnte nicht gesendet werden,", `${count} Mails konnten nicht gesendet werden, die älteste`)} von ${at}.`,
    "Was ihnen fehlt, steht bei ihnen.",
  ),
  "alerts told": fact(
    (count) =>
      `${either(count, "1 Adresse erfährt", `${count} Adressen erfahren`)} von fehlender Zustimmung, Bremse, toten Abonnements, stummen ERPs und was abläuft.`,
  ),
  "alerts nobody": fact(
    () => "Niemand erfährt, was nicht in Ordnung ist.",
    "Eintragen, wer davon erfahren soll.",
  ),
  "alerts no-mail": fact(
    () => "Keine Mail kann gesendet werden: Niemand erfährt, was nicht in Ordnung ist.",
    "Einrichten, wie Mails gesendet werden und wer von Fehlern erfährt.",
  ),
};
