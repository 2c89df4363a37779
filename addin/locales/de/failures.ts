import type { Words } from "../en.ts";

export const failures: Words["failures"] = {
  "bad-request": {
    title: "Eine Angabe passt nicht",
    text: "Prüfen Sie die Felder oben und versuchen Sie es erneut. Bleibt es dabei, kopieren Sie die Angaben für Ihren Support.",
  },
  unauthorized: {
    title: "Bitte melden Sie sich neu an",
    text: "Ihre Anmeldung gilt nicht mehr. Melden Sie sich an, um fortzufahren; nichts geht verloren.",
  },
  "claims-required": {
    title: "Ihre Organisation verlangt einen weiteren Schritt",
    text: "Eine Richtlinie will, dass Sie sich bestätigen, etwa mit dem Telefon. Melden Sie sich dafür an.",
  },
  "consent-required": {
    title: "Ihre Erlaubnis fehlt",
    text: "Sync to ERP darf Ihren Kalender noch nicht lesen. Erlauben Sie es einmal; Sie können es jederzeit zurücknehmen.",
  },
  "signed-out": {
    title: "Sie sind abgemeldet",
    text: "Melden Sie sich mit Ihrem Microsoft-Konto an. Bis dahin ruht der Abgleich und löscht nichts.",
  },
  forbidden: {
    title: "Das dürfen Sie nicht",
    text: "Ihre Rechte reichen dafür nicht. Fragen Sie einen Administrator Ihres ERP.",
  },
  "not-set-up": {
    title: "Sync to ERP wird eingerichtet",
    text: "Noch kann sich niemand anmelden. Wer den Server betreibt, schließt die Einrichtung im Portal ab.",
  },
  "tenant-unknown": {
    title: "Ihre Organisation ist noch nicht verbunden",
    text: "Ein Administrator Ihrer Organisation muss sie zuerst mit Sync to ERP verbinden.",
  },
  "not-found": {
    title: "Nicht gefunden",
    text: "Vielleicht wurde es inzwischen entfernt. Versuchen Sie es erneut, um den Stand zu sehen.",
  },
  conflict: {
    title: "Inzwischen geändert",
    text: "Jemand war schneller. Sehen Sie sich den neuen Stand an und versuchen Sie es dann erneut.",
  },
  "setup-required": {
    title: "Ein Schritt vor dem Start",
    text: "Wählen Sie in der Einrichtung Ihre Firma und was abgeglichen wird. Es dauert eine halbe Minute.",
  },
  "erp-not-connected": {
    title: "Noch ist kein ERP angebunden",
    text: "Synchronisiert wird erst, wenn die Verwaltung unter Service, ERP-Anbindungen eines anbindet. Versuchen Sie es dann erneut.",
  },
  "erp-user-unknown": {
    title: "Das ERP kennt Sie nicht",
    text: "Kein ERP-Benutzer hat Ihre Mailadresse. Bitten Sie einen Administrator, unter Verwaltung, Benutzer Ihren Benutzer zu wählen oder die Adresse im ERP einzutragen. Versuchen Sie es dann erneut.",
  },
  "erp-user-taken": {
    title: "Jemand anders ist im ERP dieser Benutzer",
    text: "Zwei Personen sollen nicht unbemerkt derselbe ERP-Benutzer sein. Derselbe zu sein, erlaubt nur ein Administrator, unter Verwaltung, Benutzer. Fragen Sie ihn.",
  },
  "item-not-found": {
    title: "Dieser Termin ist nicht zu finden",
    text: "Vielleicht wurde er verschoben, gelöscht oder eben erst gespeichert. Versuchen Sie es in einigen Sekunden erneut.",
  },
  "mailbox-not-found": {
    title: "Dieses Postfach ist nicht erreichbar",
    text: "Ihre Organisation hat kein Postfach mit dieser Adresse, oder nichts davon ist für Sie freigegeben. Prüfen Sie die Adresse, oder bitten Sie um die Freigabe.",
  },
  "mailbox-taken": {
    title: "Jemand anderes gleicht es schon ab",
    text: "Ein Postfach gleicht immer nur eine Person ab. Es ist frei, sobald sie es in der Einrichtung abgibt; Verknüpftes geht dabei nicht verloren.",
  },
  "mailbox-owners": {
    title: "Sein Besitzer gleicht ihn selbst ab",
    text: "Diesen Kalender kann nur sein Besitzer abgleichen. Im ERP nehmen Sie an dem teil, wozu er Sie einlädt.",
  },
  "mailbox-unclear": {
    title: "Welcher Kalender ist es?",
    text: "In Ihrer Liste heißt er anders als im Postfach, in dem er liegt. Geben Sie ihm seinen Namen zurück, oder bitten Sie um eine neue Freigabe.",
  },
  "item-not-saved": {
    title: "Speichern Sie zuerst den Termin",
    text: "Danach kann er verknüpft werden.",
  },
  "item-unsupported": {
    title: "Lässt sich nicht einschalten",
    text: "Dieser Tag gehört zu einer Serie, die als Ganzes abgeglichen wird. Öffnen Sie die Serie und schalten Sie diese ein.",
  },
  "too-large": {
    title: "Zu groß",
    text: "So viel lässt sich nicht auf einmal senden. Kürzen Sie den Text und versuchen Sie es erneut.",
  },
  "unsupported-media-type": {
    title: "Dieses Add-In ist veraltet",
    text: "Schließen und öffnen Sie Outlook, um die aktuelle Fassung zu erhalten.",
  },
  "method-not-allowed": {
    title: "Dieses Add-In ist veraltet",
    text: "Schließen und öffnen Sie Outlook, um die aktuelle Fassung zu erhalten.",
  },
  "rate-limited": {
    title: "Zu viele Anfragen",
    text: "Warten Sie eine Minute und versuchen Sie es dann erneut. Der Abgleich läuft im Hintergrund weiter.",
  },
  "erp-unavailable": {
    title: "Das ERP antwortet nicht",
    text: "Änderungen warten und werden übertragen, sobald es wieder da ist. Sie müssen nichts tun.",
  },
  "erp-paused": {
    title: "Das ERP wird gerade nicht gefragt",
    text: "Es ist in Wartung, oder seine Administratoren begrenzen, wie oft es gefragt wird. Bis wann, steht auf der Startseite; Änderungen warten und werden dann übertragen.",
  },
  "microsoft-unavailable": {
    title: "Microsoft 365 antwortet nicht",
    text: "Änderungen warten und werden übertragen, sobald es wieder da ist. Sie müssen nichts tun.",
  },
  rejected: {
    title: "Das ERP hat die Änderung abgelehnt",
    text: "Berichtigen Sie, was es nennt, hier oder im ERP; dann wird es erneut versucht.",
  },
  storage: {
    title: "Der Server konnte das nicht speichern",
    text: "Nichts wurde geändert. Versuchen Sie es erneut; bleibt es dabei, wenden Sie sich an Ihren Administrator.",
  },
  unavailable: {
    title: "Der Server ist beschäftigt",
    text: "Versuchen Sie es gleich noch einmal.",
  },
  internal: {
    title: "Etwas ist schiefgegangen",
    text: "Das ist unser Fehler, Ihren Daten ist nichts geschehen. Versuchen Sie es erneut; bleibt es dabei, kopieren Sie die Angaben für Ihren Support.",
  },
  offline: {
    title: "Sie sind offline",
    text: "Verbinden Sie sich mit dem Internet und versuchen Sie es erneut. Was abgeglichen ist, bleibt so.",
  },
  "backend-down": {
    title: "Sync to ERP ist nicht erreichbar",
    text: "Der Server antwortet nicht. Änderungen warten in Outlook und im ERP und werden später übertragen. Versuchen Sie es in einer Minute erneut.",
  },
  "admin-consent-required": {
    title: "Ein Administrator muss zustimmen",
    text: "In Ihrer Organisation dürfen nur Administratoren Add-Ins erlauben. Bitten Sie einen um Freigabe von Sync to ERP und versuchen Sie es dann erneut.",
  },
  "not-installed": {
    title: "Microsoft kennt Sync to ERP in Ihrer Organisation nicht",
    text: "Ein Administrator Ihrer Organisation muss zustimmen: Den Link dazu findet, wer Sync to ERP verwaltet, unter Verwaltung, Microsoft 365 und Zugang. Ist die Anwendung für ein einziges Unternehmen registriert, macht sie vorher mehrinstanzenfähig, wer sie registriert hat (AADSTS700016).",
  },
  "registered-for-one": {
    title: "Sync to ERP ist für ein einziges Unternehmen registriert",
    text: "Hier sind mehrere Unternehmen zugelassen, und Microsoft weist die Anmeldung ab, die allen dient. Wer die Anwendung registriert hat, macht sie mehrinstanzenfähig: Entra, App-Registrierungen, Authentifizierung, Unterstützte Kontotypen (AADSTS50194).",
  },
  "popup-blocked": {
    title: "Das Anmeldefenster wurde blockiert",
    text: "Erlauben Sie im Browser Fenster dieser Seite und melden Sie sich erneut an.",
  },
  "sign-in-cancelled": {
    title: "Die Anmeldung wurde nicht beendet",
    text: "Das Fenster wurde vorher geschlossen. Melden Sie sich an, wenn Sie so weit sind.",
  },
  "sign-in-failed": {
    title: "Die Anmeldung ist fehlgeschlagen",
    text: "Versuchen Sie es erneut. Bleibt es dabei, öffnen Sie Outlook neu oder kopieren Sie die Angaben für Ihren Support.",
  },
  "outlook-unavailable": {
    title: "Outlook sagt nicht, was geöffnet ist",
    text: "Wählen Sie den Termin erneut aus oder öffnen Sie diesen Bereich neu.",
  },
  "part-missing": {
    title: "Ein Teil dieser Seite wurde nicht geladen",
    text: "Die Verbindung brach ab, oder Sync to ERP wurde gerade aktualisiert. Versuchen Sie es erneut: Die Seite wird neu geladen.",
  },
};
