import type { helpForAdministrators as english } from "../en/help-administrators.ts";

export const helpForAdministrators: typeof english = {
  "service-start": {
    title: "Erste Schritte: die Reihenfolge",
    text: [
      "Registrieren Sie die Anwendung in Entra ID, lassen Sie Ihr Unternehmen ein und stimmen Sie für alle zu, binden Sie das ERP an, legen Sie die Regeln fest, richten Sie den Mailversand ein, sehen Sie sich einen Probelauf an; verteilen Sie dann das Add-in und laden die Personen ein. Erste Schritte zeigt, was getan ist, und führt zu jedem; nach jedem Schritt können Sie aufhören und ein andermal weitermachen.",
      "Ein Server, den niemand verwaltet, gibt beim Start ein Kennwort auf seiner Konsole aus; der Befehl „sync-to-erp administrator“ macht ein neues. Wer sich anmeldet und es eingibt, verwaltet die Installation.",
    ],
  },
  "service-microsoft": {
    title: "Microsoft 365 und Zugang",
    text: [
      "Hier lassen Sie Unternehmen ein, geben die Zustimmung Ihrer Organisation und sehen für jede Funktion, welche Berechtigung sie braucht und wer sie erteilt hat. „Administratorzustimmung“ führt zur Seite von Microsoft und zurück; dann ist die Zustimmung festgehalten, und das Token einer Person, die sich anmeldet, weist sie nach. Einem Kollegen mit der richtigen Rolle in Entra können Sie einen Link zu jener Seite senden. „Prüfen“ weist nach, dass die Anwendung dort bekannt ist und ihr Geheimnis oder Zertifikat gilt, wer auch immer wozu zugestimmt hat.",
      "Auch Geheimnis oder Zertifikat der Anwendung werden hier ersetzt, ohne Neustart.",
    ],
  },
  "service-erps": {
    title: "ERP-Anbindungen",
    text: [
      "Adresse und Schlüssel werden geprüft, bevor sie gespeichert werden. Es steht in Worten da, was dieses ERP kann und was nicht und welche Rechte dem Konto der Anbindung fehlen.",
      "Eigene Felder des ERP bekommen hier ihren Platz in Outlook. Ebenso legen Sie fest, wie oft das ERP gefragt werden darf und wann es gewartet wird: Was sich dann ändert, wartet und wird danach übertragen. Was eine andere Integration hinterließ, lässt sich übernehmen.",
    ],
  },
  "service-jobs": {
    title: "Abgleich",
    text: [
      "Die Regeln des Kalenders: was von selbst geht, in welche Richtung, was gilt, wenn beide Seiten ein Feld geändert haben, was Löschen bedeutet, wie weit zurück und voraus, welche Felder. Vorlagen füllen sie so aus, wie sich die Integrationen anderer Systeme verhalten; gespeichert wird erst, wenn Sie speichern.",
      "Eine Änderung der Regeln lässt sich ansehen, bevor sie gespeichert wird: was sie in jedem Postfach täte, das andere Regeln bekommt. Wird sie von dort gespeichert, wird noch einmal verglichen, und hat sich seither etwas geändert, wird nichts gespeichert. Sie lässt sich auch speichern, ohne nachzusehen. Gespeicherte Regeln gelten ab dem nächsten Lauf, auch für das, was schon abgeglichen wird.",
    ],
  },
  levels: {
    title: "Ebenen: Wer entscheidet",
    text: [
      "Eine Regel gilt für alle hier, außer eine Firma sagt etwas anderes, außer eine Person sagt in ihrer Einrichtung etwas anderes. Wo eine Ebene nichts sagt, gilt die darüber; das Formular zeigt ihren Wert und woher er kommt.",
      "Was Sie festlegen, lässt sich darunter nicht ändern. Was vor Schaden schützt (an oder aus, private Termine, die Bremse), lässt sich darunter nur strenger machen. Ihr Aus hält bei allen an, die es betrifft; Ihr An beginnt bei niemandem den Abgleich, das tut jede Person selbst.",
    ],
  },
  "service-dry-run": {
    title: "Probelauf für viele",
    text: [
      "Er macht den Plan jedes Postfachs, eines nach dem anderen, und schreibt nichts; er lässt sich jederzeit anhalten. Sie sehen Summen und jeden Plan, ohne das, was privat ist.",
      "„So ausführen“ führt jeden Plan so aus, wie er gezeigt wurde, durch den eigenen Lauf des Postfachs. Wo sich seither etwas geändert hat, geschieht nichts, und es steht da, was sich geändert hat. Ein Neustart des Servers vergisst Probeläufe.",
    ],
  },
  "service-users": {
    title: "Benutzer",
    text: [
      "Alle mit ihrem Zustand, und jeder im Einzelnen: Abonnements, Berechtigungen, Verknüpfungen, Protokoll und wer er im ERP ist; das können Sie wählen, wo die Adresse es nicht sagt. Sie können sofort abgleichen, alles neu auflisten, anhalten, trennen, ausgeben und löschen. Alles davon steht im Prüfprotokoll.",
    ],
  },
  erasure: {
    title: "Eine Person löschen",
    text: [
      "Eine Vorschau sagt, was geht und was bleibt, bevor etwas geschieht. Dann wird alles entfernt, was hier über die Person aufbewahrt wird, aus jeder Datei, jedem Journal und jeder Kopie, und Sie bekommen einen Nachweis; eine Sicherung, die später eingespielt wird, lässt sie aus.",
      "Termine und Aktivitäten bleiben auf beiden Seiten; unsere Kategorien gehen, wo Sie es wählen. Auch was die Handlungen anderer im Prüfprotokoll hinterlassen haben, bleibt. Trennen ist der kleinere Schritt: Es wird nichts abgeglichen, und Verknüpftes bleibt erhalten.",
    ],
  },
  "service-invitations": {
    title: "Einladungen",
    text: [
      "Sie gehen per Mail an Adressen der Maildomänen Ihres Unternehmens, mit Ihren Worten unter unseren. Niemand wird zweimal eingeladen, außer Sie sagen es. Die Benutzer des ERP lassen sich aus einer Liste wählen, wo das ERP eine anbietet.",
    ],
  },
  "service-administrators": {
    title: "Administratoren und Prüfer",
    text: [
      "Eine Rolle kommt aus den App-Rollen von Entra, aus dem ERP oder wird hier gegeben, auch nach Adresse an jemanden, der noch nie da war. Administratoren eines Unternehmens betreuen nur dessen Personen. Prüfer sehen an und ändern nichts, und sie lesen weder Betreffe noch Werte.",
    ],
  },
  "service-queue": {
    title: "Die Warteschlange",
    text: [
      "Was in beiden Richtungen wartet, mit Alter, Versuchen und Grund. PULL geht von Outlook ins ERP, PUSH vom ERP nach Outlook. Eine Richtung lässt sich mit einem Grund anhalten: Dann wird dorthin nichts geschrieben, bis jemand sie wieder startet, und nichts geht verloren.",
      "Beiseitegelegtes lässt sich erneut versuchen oder mit einem Grund verwerfen; Verworfenes kommt mit der nächsten Änderung auf einer der Seiten zurück.",
    ],
  },
  brake: {
    title: "Die Bremse",
    text: [
      "Mehr Löschungen in einem Lauf, als die Regel erlaubt, oder eine plötzlich leere Seite werden zurückgehalten; alles andere geht weiter. Sehen Sie auf der Seite der Person unter Benutzer (oder mit „sync-to-erp brake list“) nach, was zurückgehalten wird, und fragen Sie, warum: Verlorene Rechte und ein falscher Filter sehen aus wie Löschungen.",
      "„Weitergehen lassen“ stimmt genau dem zu, was gezeigt wird. Wie viel immer erlaubt ist, wird unter Abgleich, Bremse festgelegt.",
    ],
  },
  "service-mail": {
    title: "Mailversand",
    text: [
      "Für alle hier, für ein Unternehmen oder für eine Firma des ERP: über Microsoft 365 oder einen Mailserver, und wer von Fehlern erfährt. Eine Testmail beweist es. Mails sagen, dass etwas wartet, nie was.",
      "Üblich ist Port 587 mit STARTTLS, gut ist auch 465 mit TLS; 25 ist für Server untereinander. Exchange Online will XOAUTH2 statt eines Kennworts: Wählen Sie es, dann stehen darunter die Befehle, mit denen ein Administrator von Exchange die Anwendung in das Postfach lässt.",
    ],
  },
  "service-health": {
    title: "Zustand",
    text: [
      "Hier steht zu jedem Teil, wie es um ihn steht, und was zu tun ist, wo es nicht gut ist; Diagramme zeigen Änderungen, Tempo und Fehler einer Woche. „Alles ansehen“ fragt jedes System, ob es das Produkt einlässt, und ob Mails gesendet werden können, ohne eine zu senden.",
    ],
  },
  "service-log": {
    title: "Protokoll",
    text: [
      "Was übertragen wurde, laufend, mit Filtern und als CSV. Die Nummer einer Anfrage, die jemand nennt, lässt sich hier nachschlagen. Von Privatem steht nur die Zeit da.",
    ],
  },
  "service-audit": {
    title: "Prüfprotokoll",
    text: [
      "Wer unter Verwaltung was geändert hat und wem etwas verwehrt wurde. Keine Zeile lässt sich ändern oder entfernen, ohne dass die Prüfung der Kette es zeigt.",
    ],
  },
  "service-retention": {
    title: "Aufbewahrung",
    text: [
      "Wie viele Tage Protokolle, Rückgängig-Daten, Beiseitegelegtes und Einladungen aufbewahrt werden. Was älter ist, geht einmal am Tag, endgültig. Sie sehen vor dem Speichern, was gehen würde.",
    ],
  },
  "service-leaving": {
    title: "Verlassen und deinstallieren",
    text: [
      "Hier verlässt ein Unternehmen das Produkt, oder alle tun es. Eine Vorschau sagt, was hier, in Microsoft 365 und im ERP geht und was bleibt. Sie wählen, ob unsere Kategorien und die Kopien, die wir angelegt haben, entfernt werden; was seither bearbeitet wurde, Gäste hat oder das letzte seiner Art ist, bleibt in jedem Fall.",
      "Der Abgleich endet sofort; die Postfächer gehen eines nach dem anderen im Hintergrund, und es lässt sich anhalten und zurücknehmen. Sichern Sie am Ende den Nachweis. Das Add-in selbst, die Zustimmung und die Registrierung werden in Microsoft 365 entfernt; der Bereich sagt, wo.",
    ],
  },
};
