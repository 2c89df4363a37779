import type { helpForPeople as english } from "../en/help-people.ts";

export const helpForPeople: typeof english = {
  begin: {
    title: "Der Anfang",
    text: [
      "Melden Sie sich einmal mit Ihrem Microsoft-Geschäftskonto an. Die Einrichtung fragt dann, wo Sie arbeiten, welche Ihrer Termine ins ERP gehen und ob Ihre ERP-Aktivitäten nach Outlook kommen.",
      "„Zeigen, was geschehen würde“ sagt vorher, was getan würde, und schreibt nichts. Der erste Abgleich ist still: Niemand bekommt deswegen eine Einladung oder eine Mail. Auf der Startseite können Sie ihn anhalten und später fortsetzen.",
    ],
  },
  "switch-on": {
    title: "Einen Termin einschalten",
    text: [
      "Öffnen Sie den Termin, drücken Sie im Menüband auf Sync to ERP, und schalten Sie „Diesen Termin abgleichen“ ein. Verknüpfen Sie Kunden, Projekte oder andere Datensätze, um die es geht; was im ERP fehlt, legen Sie gleich dort an. Die Aktivitätsart ist die der ersten Kategorie, sobald der Termin ins ERP geht, wenn Sie keine wählen; eine Kategorie, die Sie später ändern oder entfernen, lässt sie, wie sie ist.",
      "Das geht auch, bevor der Termin gespeichert ist: Was Sie wählen, wird wenige Sekunden nach dem Speichern in Outlook verknüpft.",
      "Ihr Schalter zählt mehr als die Regeln, welche Termine von selbst gehen, und mehr als der Zeitraum. Nie zählt er mehr als die Regeln für private Termine, die Richtung der Änderungen oder das Aus Ihres Administrators. Beim Ausschalten werden Sie gefragt, was mit der Kopie im ERP geschehen soll.",
    ],
  },
  happens: {
    title: "Was dann geschieht",
    text: [
      "Was sich in Outlook oder im ERP ändert, ist wenige Sekunden später auf der anderen Seite. Eine Seite, die nichts meldet, wird stattdessen ab und zu gefragt; die Startseite sagt es.",
      "Änderungen verschiedener Felder werden zusammengeführt. Wegen des Abgleichs bekommt niemand eine Mail: Gäste erfahren, was Sie selbst an Ihrer Besprechung ändern, wie sonst auch.",
      "Die erste Zeile im Bereich neben dem Termin sagt, wie es um ihn steht. „Verlauf“ nennt, was getan wurde, „Erklären“ sagt, warum.",
    ],
  },
  meetings: {
    title: "Serien und Besprechungen",
    text: [
      "Eine Serie wird als Ganzes abgeglichen, mit dem, was ihre Tage für sich haben. Wo Ihr ERP keine Serien führt, ist jeder ihrer Tage eine eigene Aktivität.",
      "Eine Besprechung, die mehrere von Ihnen abgleichen, ist eine Aktivität und gehört dem, der einlädt; nur seine Kopie überträgt Zeit und Teilnehmer. Antworten gehen in beide Richtungen.",
      "Eine Besprechung, die im ERP angelegt wurde, kommt ohne Gäste nach Outlook. „Einladungen senden“ zeigt, wem geschrieben wird, und schreibt ihnen. Dass eine Besprechung oder ein einzelner Tag ausfällt, erfahren Gäste nur nach einem Klick, der sie nennt.",
    ],
  },
  conflict: {
    title: "Wenn beide Seiten dasselbe geändert haben",
    text: [
      "Wurde dasselbe Feld auf beiden Seiten geändert, entscheidet Ihre Regel in der Einrichtung: Die neueste Änderung gilt, eine Seite gilt, oder Sie werden gefragt. Gefragt werden Sie auch, wenn zwei Änderungen zeitlich zu nah beieinanderliegen. Nur dieses Feld wartet; alle anderen stimmen schon überein.",
      "Unter „Ihre Entscheidung“ behalten Sie Ihren Wert, den des ERP, oder Sie schreiben einen für beide: Das geht bei Betreff, Ort, Text, der Zeit eines einzelnen Termins, Anzeigen als, Wichtigkeit, Vertraulichkeit und Erinnerung. Die Zeit einer Serie und ihre einzelnen Tage, die Aktivitätsart und die eigenen Felder Ihres ERP behalten Sie von einer Seite: Ihre Regeln kennen nur die Formulare von Outlook und ERP; ändern Sie sie danach dort.",
      "Alle, die warten, stehen auf der Startseite. Der unterlegene Wert bleibt im Protokoll.",
    ],
  },
  deletes: {
    title: "Was Löschen bedeutet",
    text: [
      "Die Einrichtung entscheidet, was eine Löschung auf der anderen Seite bewirkt: dort löschen, im ERP als abgesagt kennzeichnen, behalten und nicht mehr abgleichen oder wieder anlegen. Was auf der anderen Seite inzwischen bearbeitet wurde, wird nicht mitgelöscht.",
      "Der Zeitraum rückt jeden Montag von selbst weiter und reicht bis zu zwei Wochen über das Gewählte hinaus, sodass die gewählten Tage immer darin liegen. Ein Termin, der ihn verlässt, wird nicht gelöscht. Wer seine Kopie der Besprechung eines anderen löscht, sagt ab.",
      "Würde ungewöhnlich viel auf einmal gelöscht, oder ist eine Seite plötzlich leer, so werden diese Löschungen zurückgehalten, bis ein Administrator zugestimmt hat. Die Startseite zeigt sie; alles andere geht weiter.",
    ],
  },
  undo: {
    title: "Eine Änderung zurücknehmen",
    text: [
      "„Rückgängig“, im Verlauf eines Termins und im Protokoll der Startseite, gibt beiden Seiten zurück, was sie vor einer Änderung oder vor einem ganzen Lauf hatten. Es wird vorher gezeigt. Was seither bearbeitet wurde, bleibt und wird genannt.",
      "Hatten beide Seiten etwas geändert und Sie entschieden, gibt das Rückgängig jeder Seite ihren eigenen Wert zurück, und Sie werden wieder gefragt.",
      "Ein gelöschter Termin wird auf beiden Seiten neu angelegt. Wo Ihr ERP keine Serien führt, kommen Tage einer Serie in Outlook als einzelne Termine zurück; wie viele, steht da, bevor Sie zustimmen. Eine als abgesagt gekennzeichnete Aktivität wird wieder aktiv, wo Ihr ERP das kann; sonst bleibt sie so und eine neue entsteht, was ebenfalls dasteht.",
      "Auch dass Sie einen Termin nicht mehr abgleichen und seine Kopie entfernen ließen, lässt sich zurücknehmen, solange der Termin unverändert in Outlook steht: Die Kopie wird angelegt, wie sie war, mit ihren Datensätzen. Was das ERP an der alten Kopie hatte und wir nicht kennen, kommt nicht wieder.",
      "Die neuesten 1.000 Änderungen lassen sich zurücknehmen, 30 Tage lang oder so lange, wie Ihr Administrator bestimmt hat. Die an privaten Terminen nicht: Von ihnen wird nichts aufbewahrt. Gäste erfahren es nur, wenn Sie es ankreuzen.",
    ],
  },
  trial: {
    title: "Ausprobieren, bevor es geschieht",
    text: [
      "„Zeigen, was geschehen würde“ in der Einrichtung liest beide Seiten und nennt mit Gründen, was der nächste Lauf mit Ihren neuen Angaben täte. Es wird nichts geschrieben und nichts gespeichert.",
      "„So ausführen“ tut genau das, was gezeigt wurde. Hat sich inzwischen etwas geändert, geschieht nichts, und Sie sehen, was sich geändert hat. Sehen mehrere Termine gleich aus, sagen Sie, welche zusammengehören; was Sie auf später verschieben, bleibt, wie es ist.",
    ],
  },
  private: {
    title: "Private Termine",
    text: [
      "Die Einrichtung entscheidet, was das ERP von Privatem, Persönlichem und Vertraulichem erfährt: nichts; nur, wann Sie beschäftigt sind; oder alles, dort als privat gekennzeichnet. Ihr Administrator kann festlegen, dass es weniger ist.",
      "Bei „Weglassen“ behält ein Termin, der später privat wird, im ERP nur seine Zeit, außer Sie haben ihn selbst eingeschaltet. Was ein privater Termin sagt, sehen Administratoren nicht.",
    ],
  },
  shared: {
    title: "Freigegebene Postfächer und Kalender",
    text: [
      "Die Einrichtung nimmt auch das Postfach eines Teams auf oder den Kalender eines Kollegen, den Sie nutzen dürfen. Dessen Termine gehen unter Ihrem Namen ins ERP, und jeweils eine Person gleicht sie ab. Was dort privat ist, bleibt weg.",
      "Geben Sie es ab, bleiben beide Kopien, wie sie sind; jemand anderes kann es übernehmen.",
    ],
  },
  marks: {
    title: "Kategorien in Ihrem Kalender",
    text: [
      "Wenn Sie es in der Einrichtung wählen, trägt alles, was im ERP ist, die Kategorie „In ERP“. Nehmen Sie sie weg, wird der Termin nicht mehr abgeglichen; geben Sie sie einem anderen, kommt er hinzu. „ERP: needs attention“ steht, wo Sie nachsehen müssen.",
    ],
  },
  stop: {
    title: "Anhalten und ausschalten",
    text: [
      "Einen ersten oder großen Abgleich halten Sie auf der Startseite an. Der laufende Schritt wird beendet, und es geht dort weiter, sobald Sie fortsetzen.",
      "Schalten Sie den Kalender in der Einrichtung aus, bleibt auf beiden Seiten, was da ist; Versäumtes wird nachgeholt, wenn er wieder an ist. Wer sich abmeldet, beendet den Abgleich nicht: Er läuft im Hintergrund weiter.",
    ],
  },
  trouble: {
    title: "Wenn etwas nicht stimmt",
    text: [
      "Die erste Zeile neben dem Termin und der Zustand auf der Startseite sagen, was im Weg ist und wer etwas tun kann. Antwortet das ERP oder Microsoft 365 nicht, warten Änderungen und werden übertragen, sobald es wieder da ist.",
      "Was nicht übertragen werden konnte, liegt auf der Startseite mit seinem Grund. Es wird wieder versucht, wenn es sich ändert oder wenn Sie es sagen. „Vollständig abgleichen“ auf der Startseite vergleicht alles noch einmal.",
      "„Info und Angaben für den Support“ im Menü enthält zum Kopieren, was Ihr Support braucht, aber keine Kennwörter und keine Inhalte.",
    ],
  },
};
