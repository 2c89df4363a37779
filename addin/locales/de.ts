import type { Words } from "./en.ts";

/** German. A missing entry does not compile. */
export const de: Words = {
  language: "de",
  name: "Sync to ERP",
  failures: {
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
      text: "Ihre Rechte reichen dafür nicht. Fragen Sie die Administration Ihres ERP.",
    },
    "not-set-up": {
      title: "Sync to ERP wird eingerichtet",
      text: "Noch kann sich niemand anmelden. Wer den Server betreibt, schließt die Einrichtung im Portal ab.",
    },
    "tenant-unknown": {
      title: "Ihre Organisation ist noch nicht verbunden",
      text: "Die Administration Ihrer Organisation muss sie zuerst mit Sync to ERP verbinden.",
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
    "erp-user-unknown": {
      title: "Das ERP kennt Sie nicht",
      text: "Kein ERP-Benutzer hat Ihre Mailadresse. Bitten Sie die ERP-Administration, sie einzutragen, und versuchen Sie es dann erneut.",
    },
    "item-not-found": {
      title: "Dieser Termin ist nicht zu finden",
      text: "Vielleicht wurde er verschoben, gelöscht oder eben erst gespeichert. Versuchen Sie es in einigen Sekunden erneut.",
    },
    "mailbox-not-found": {
      title: "Kein solches Postfach für Sie",
      text: "Ihre Organisation hat kein Postfach mit dieser Adresse, oder nichts davon ist für Sie freigegeben. Prüfen Sie die Adresse, oder bitten Sie um die Freigabe.",
    },
    "mailbox-taken": {
      title: "Jemand anderes hat es",
      text: "Ein Postfach synchronisiert immer nur eine Person. Es ist frei, sobald es in den Einstellungen abgegeben wird; Verknüpftes geht dabei nicht verloren.",
    },
    "mailbox-owners": {
      title: "Es gehört jemandem, der es selbst synchronisiert",
      text: "Wer seinen Kalender synchronisiert, tut es selbst. Im ERP nehmen Sie an dem teil, wozu Sie eingeladen sind.",
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
      title: "Nicht als Serie",
      text: "Das ERP kennt keine Serien, oder dieser Tag gehört zu einer. Öffnen Sie das andere und schalten Sie es ein.",
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
      text: "Nichts wurde geändert. Versuchen Sie es erneut; bleibt es dabei, wenden Sie sich an die Administration.",
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
      title: "Die Administration muss zustimmen",
      text: "In Ihrer Organisation darf nur die Administration Add-Ins erlauben. Bitten Sie sie um Freigabe von Sync to ERP und versuchen Sie es dann erneut.",
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
  },
  states: {
    "not-synced": { label: "Nicht abgeglichen", text: "Dieser Termin steht nur in Outlook." },
    waiting: { label: "Wartet", text: "Er wird gleich übertragen." },
    "in-sync": { label: "Abgeglichen", text: "Outlook und ERP stimmen überein." },
    "needs-decision": {
      label: "Ihre Entscheidung ist gefragt",
      text: "Er wurde auf beiden Seiten geändert. Wählen Sie, was gilt; alles andere ist schon zusammengeführt.",
    },
    "not-taken": {
      label: "Im ERP gesperrt",
      text: "Die Aktivität ist im ERP freigegeben und lässt sich nicht ändern. Lassen Sie sie dort öffnen oder nehmen Sie Ihre Änderung hier zurück.",
    },
    failed: { label: "Fehlgeschlagen", text: "Er konnte nicht übertragen werden." },
    "outside-window": {
      label: "Außerhalb des Zeitraums",
      text: "Er liegt außerhalb der Tage, die abgeglichen werden. Schalten Sie ihn ein, um ihm trotzdem zu folgen.",
    },
    private: {
      label: "Privat",
      text: "Ihre Regeln lassen private Termine in Outlook. Entfernen Sie dort die Kennzeichnung, oder wählen Sie in der Einrichtung andere Regeln.",
    },
    "not-organizer": {
      label: "Nicht von Ihnen organisiert",
      text: "Zeit und Teilnehmer ändert nur, wer einlädt. Ihre Antwort und Ihre Verknüpfungen werden hier geführt.",
    },
    unsupported: {
      label: "Nicht als Serie",
      text: "Ihr ERP kennt keine Serien. Öffnen Sie einen einzelnen Tag und schalten Sie ihn ein.",
    },
  },
  health: {
    operational: { label: "In Betrieb", text: "Alles ist auf dem neuesten Stand." },
    "signed-out": {
      label: "Abgemeldet",
      text: "Melden Sie sich an, um fortzufahren. Bis dahin wird nichts gelöscht.",
    },
    "no-consent": {
      label: "Erlaubnis fehlt",
      text: "Sync to ERP darf Ihren Kalender nicht lesen. Erlauben Sie es, um fortzufahren.",
    },
    "erp-down": {
      label: "Das ERP antwortet nicht",
      text: "Änderungen warten und werden übertragen, sobald es wieder da ist.",
    },
    "microsoft-down": {
      label: "Microsoft 365 antwortet nicht",
      text: "Änderungen warten und werden übertragen, sobald es wieder da ist.",
    },
    braked: {
      label: "Zur Sicherheit angehalten",
      text: "Ein Lauf wollte ungewöhnlich viel löschen. Die Administration muss zuerst daraufsehen.",
    },
    storage: {
      label: "Der Server kann nichts speichern",
      text: "Sein Datenträger ist voll oder nicht beschreibbar. Nichts geht verloren; ein Administrator muss Platz schaffen, dann geht es von selbst weiter.",
    },
    failed: {
      label: "Fehlgeschlagen",
      text: "Der letzte Lauf ist nicht gelungen. Er wird von selbst wiederholt.",
    },
    "setup-required": {
      label: "Nicht eingerichtet",
      text: "Schließen Sie die Einrichtung ab, um zu beginnen.",
    },
    paused: {
      label: "Angehalten",
      text: "Sie haben es angehalten. Sobald Sie fortsetzen, geht es dort weiter, wo es steht.",
    },
    off: {
      label: "Ausgeschaltet",
      text: "Der Kalender wird nicht abgeglichen. Schalten Sie ihn in der Einrichtung ein.",
    },
    "off-above": {
      label: "Vom Verwalter ausgeschaltet",
      text: "Ihr Verwalter hat den Kalender ausgeschaltet. Was auf beiden Seiten ist, bleibt, und Versäumtes wird nachgeholt, wenn er wieder an ist.",
    },
  },
  historyKinds: {
    linked: "Verknüpft",
    created: "Angelegt",
    updated: "Geändert",
    deleted: "Gelöscht",
    unlinked: "Getrennt",
    conflict: "Auf beiden Seiten geändert",
    answered: "Entschieden",
    failed: "Fehlgeschlagen",
    recovered: "Geht wieder",
    undone: "Rückgängig gemacht",
    "not-undone": "Nicht rückgängig gemacht",
    invited: "Einladungen gesendet",
    "not-invited": "Einladungen nicht gesendet",
    cancelled: "Besprechung abgesagt",
    "not-cancelled": "Besprechung nicht abgesagt",
    run: "Lauf",
    state: "Zustand",
  },
  fields: {
    subject: "Betreff",
    when: "Zeit",
    place: "Ort",
    body: "Beschreibung",
    attendees: "Teilnehmer",
    owner: "Gehört",
    joinLink: "Onlinebesprechung",
    toInvite: "Einzuladen",
    response: "Ihre Antwort",
    showAs: "Anzeigen als",
    sensitivity: "Vertraulichkeit",
    importance: "Wichtigkeit",
    reminder: "Erinnerung",
    categories: "Kategorien",
    type: "Aktivitätsart",
    records: "Verknüpfungen",
    exceptions: "Ausnahmen",
  },
  origins: {
    microsoft: "in Outlook geändert",
    erp: "im ERP geändert",
    person: "hier verlangt",
    engine: "von selbst",
  },
  values: {
    showAs: {
      free: "Frei",
      tentative: "Mit Vorbehalt",
      busy: "Beschäftigt",
      oof: "Abwesend",
      workingElsewhere: "An einem anderen Ort tätig",
    },
    sensitivity: { normal: "Normal", private: "Privat" },
    importance: { low: "Niedrig", normal: "Normal", high: "Hoch" },
    response: { accepted: "Zugesagt", tentative: "Mit Vorbehalt", declined: "Abgesagt" },
  },
  because: {
    asked: "Sie werden gefragt.",
    "erp-wins": "Die Regel sagt: Das ERP gilt.",
    "microsoft-wins": "Die Regel sagt: Outlook gilt.",
    newest: "Die neuere Änderung gilt.",
    "one-way": "Diese Richtung ist ausgeschaltet.",
    "removed-and-edited":
      "Ein Tag wurde auf einer Seite gelöscht, auf der anderen geändert: er ist, wie Outlook ihn hat.",
    "switched on": "Hier eingeschaltet.",
    "given up by an administrator":
      "Ein Verwalter hat diese Änderung aufgegeben. Beide Seiten bleiben, wie sie sind, bis eine bearbeitet wird.",
    "switched off": "Hier ausgeschaltet.",
    "category removed": "Die Kategorie wurde in Outlook entfernt.",
    "category added": "Die Kategorie wurde in Outlook vergeben.",
    "categories-gone":
      "Die Kategorien vieler Termine waren auf einmal weg. Nichts wurde ausgeschaltet; sie kommen wieder.",
    "keep microsoft": "Der Wert aus Outlook wurde gewählt.",
    "keep erp": "Der Wert des ERP wurde gewählt.",
    "own value": "Für beide Seiten wurde ein eigener Wert geschrieben.",
    edited: "Keiner der Werte blieb: für beide Seiten wurde ein eigener geschrieben.",
    "1 quiescence": "Beide Seiten stimmen schon überein.",
    "4 no lost edit": "Was eine Seite geändert hat, kommt auch auf die andere.",
    "4 agreed": "Beide Seiten sagen schon dasselbe.",
    "5 an edit outlives a deletion":
      "Er wurde geändert, nachdem er auf der anderen Seite gelöscht war: er kommt zurück.",
    "5 deletions are undone by setting":
      "Er wurde gelöscht und entsteht neu, wie es eingestellt ist.",
    "5 deleted on the other side": "Er wurde auf der anderen Seite gelöscht.",
    "6 first copy": "Die andere Seite hatte ihn noch nicht.",
    "read-only:not-organizer": "Das darf nur ändern, wer einlädt.",
    "read-only:released": "Die Aktivität ist im ERP freigegeben: Die Änderung bleibt in Outlook.",
    "read-only:private": "Der Termin ist privat: Sein Betreff im ERP ist nur ein Platzhalter.",
    "read-only:no-answer": "Outlook kann eine Antwort nicht zurücknehmen: Sie bleibt.",
    "read-only:just-met":
      "Was vor dem Verbinden geantwortet wurde, wird niemandem noch einmal gesagt.",
    left: "Wer die Besprechung in Outlook entfernt, sagt ab.",
    "19 an answer": "Wer die Besprechung in Outlook verlässt, sagt ab.",
    "5 gone on both sides": "Auf beiden Seiten nicht mehr vorhanden.",
    "5 the copy is kept by setting":
      "Die andere Kopie wurde gelöscht; diese bleibt, wie eingestellt.",
    "5 an attendee's copy is not the meeting":
      "Wer seine eigene Kopie entfernt, beendet die Besprechung nicht.",
    "8 direction": "Diese Richtung ist ausgeschaltet.",
    "14 removing it would reach other people":
      "Sie hat Gäste, die benachrichtigt würden: sie bleibt.",
    private: "Privat: bleibt, wo es ist.",
    "new item": "Hier neu.",
    "matched by key": "Wiedererkannt: wurde früher für das andere angelegt.",
    "matched by foreignId": "Wiedererkannt: Eine andere Anbindung hatte die beiden verknüpft.",
    "matched by sharedId": "Dieselbe Besprechung auf beiden Seiten.",
    "matched by naturalKey": "Gleicher Betreff und gleiche Zeit auf beiden Seiten.",
    "17 a guest's part ends with his copy":
      "Diese Kopie oder die Aktivität ist weg; die anderen bleiben, wie sie sind.",
    "shared meeting": "Der Aktivität der Besprechung angeschlossen, die für alle eine ist.",
    "the meeting's own again": "Diese Kopie führt die Aktivität der Besprechung jetzt.",
    "its calendar is not synchronized": "Sein Kalender wird nicht abgeglichen.",
    "another user's activity":
      "Wer das Postfach jetzt synchronisiert, sieht die Aktivität nicht: Beide bleiben, wie sie sind.",
    "not seen by its new person":
      "Wer das Postfach jetzt synchronisiert, sieht den Termin nicht: Beide bleiben, wie sie sind.",
    "its calendar is synchronized again": "Sein Kalender wird wieder abgeglichen.",
    "paired by hand": "Hier von Hand zusammengeführt.",
    "kept apart by hand": "Hier von Hand auseinandergehalten.",
    undo: "Durch ein Rückgängig verlangt.",
    "undo:update": "Beide Seiten haben wieder, was sie vorher hatten.",
    "undo:create": "Die Kopie ist entfernt; der Eintrag wird nicht mehr abgeglichen.",
    "undo:delete": "Auf beiden Seiten neu angelegt.",
    "undo:edited": "Es wurde seither bearbeitet und bleibt, wie es ist.",
    "undo:gone": "Der Eintrag ist nicht mehr da oder wird nicht mehr abgeglichen.",
    "undo:there": "Der Eintrag ist wieder da.",
    "undo:direction": "Diese Richtung ist abgeschaltet.",
    "undo:read-only": "Eine Seite lässt es nicht ändern.",
    "undo:guests": "Die Gäste der Besprechung bekämen Post.",
    "not-invited:gone": "Der Termin war da in Outlook oder im ERP nicht mehr vorhanden.",
    "not-invited:not-organizer": "Nur wer die Besprechung organisiert, kann sie senden.",
    "not-invited:already-sent": "Da war schon jemand eingeladen.",
    "not-invited:nobody": "Außer Ihnen nimmt niemand teil.",
    "not-invited:guests-changed": "Da nahmen andere teil als angezeigt.",
    "not-invited:moved": "Da fand sie zu einer anderen Zeit statt als angezeigt.",
    "not-invited:direction": "Nach Outlook wird nichts geschrieben, so ist es eingestellt.",
    "not-cancelled:gone": "Da war sie in Outlook nicht mehr vorhanden.",
    "not-cancelled:not-organizer": "Nur wer die Besprechung organisiert, kann sie absagen.",
    "not-cancelled:nobody": "Da war niemand mehr eingeladen.",
    "not-cancelled:guests-changed": "Da waren andere eingeladen als angezeigt.",
    "not-cancelled:moved": "Da fand sie zu einer anderen Zeit statt als angezeigt.",
    "not-cancelled:direction": "Nach Outlook wird nichts geschrieben, so ist es eingestellt.",
    "meeting kept": "Die Besprechung bleibt, ihre Aktivität gibt es nicht mehr.",
  },
  notices: {
    "company-missing":
      "Das ERP hat keine Firma für Sie: Der Kalender kann nicht abgeglichen werden.",
    "location-missing": "Das ERP hat keinen Standort für Sie. Sie können hier einen wählen.",
    "time-zone-missing": "Das ERP hat keine Zeitzone für Sie. Sie können hier eine wählen.",
    "erp-user-unknown":
      "Kein ERP-Benutzer hat Ihre Mailadresse. Bitten Sie die ERP-Administration, sie einzutragen, und öffnen Sie die Einrichtung dann erneut.",
  },

  nav: {
    label: "Bereiche",
    menu: "Mehr",
    item: "Dieser Termin",
    home: "Start",
    setup: "Einrichtung",
    service: "Verwaltung",
    details: "Angaben für den Support",
    signOut: "Abmelden",
    openPortal: "Im Browser öffnen",
  },
  signIn: {
    title: "Willkommen bei Sync to ERP",
    text: "Ihre Termine in Outlook und im ERP, immer gleich. Melden Sie sich einmal an, um zu beginnen.",
    button: "Mit Microsoft anmelden",
    allow: "Zugriff erlauben",
    waiting: "Folgen Sie den Schritten im Anmeldefenster.",
    signedOut: "Sie sind hier abgemeldet. Der Abgleich läuft im Hintergrund weiter.",
  },
  open: {
    opening: "Ihr Termin wird in Outlook geöffnet …",
    unknown:
      "Vielleicht wird diese Aktivität nicht mit Ihrem Kalender abgeglichen: Nur wer sie besitzt oder daran teilnimmt, hat einen Termin davon.",
  },
  act: {
    retry: "Erneut versuchen",
    openSetup: "Einrichtung öffnen",
    cancel: "Abbrechen",
    close: "Schließen",
    loading: "Wird geladen",
  },
  item: {
    scope: {
      title: "Dies ist ein Tag einer Serie",
      text: "Die Serie wird als Ganzes abgeglichen, mit dem, was ihre Tage für sich haben. Was möchten Sie sehen?",
      series: "Die ganze Serie",
      day: "Nur diesen Tag",
      shown: {
        series: () => "Sie sehen die ganze Serie.",
        day: (when: string) => `Sie sehen einen Tag der Serie: ${when}.`,
      },
      show: { series: "Ganze Serie zeigen", day: "Nur diesen Tag zeigen" },
      differs: "An diesem Tag",
      same: "Wie in der Serie.",
      both: (microsoft: string | null, erp: string | null) =>
        `Outlook: ${microsoft ?? "wie in der Serie"}. ERP: ${erp ?? "wie in der Serie"}.`,
      off: "Die Serie wird nicht abgeglichen.",
      ofSeries:
        "Abgleich, verknüpfte Datensätze und Aktivitätstyp sind die der ganzen Serie. Ändern Sie diesen Tag in Outlook oder im ERP; das andere folgt für diesen Tag allein.",
      history: "Verlauf dieses Tages",
    },
    series: {
      series: "Diese Serie wird als Ganzes abgeglichen, mit ihren Ausnahmen.",
      occurrence: "Dies ist ein Tag einer Serie; abgeglichen wird die ganze Serie.",
    },
    sharedWith: (name) =>
      `Eine Aktivität für alle in dieser Besprechung; sie gehört ${name === "" ? "jemand anderem" : name}.`,
    noSubject: "(kein Betreff)",
    staysInOutlook: (fields) => `Ihre Änderung bleibt in Outlook: ${fields}.`,
    lastSynced: (time) => `Zuletzt abgeglichen ${time}`,
    switch: "Diesen Termin abgleichen",
    syncToErp: "Ins ERP übertragen",
    save: "Speichern",
    syncNow: "Jetzt abgleichen",
    decide: "Zu Ihrer Entscheidung",
    openActivity: "Im ERP öffnen",
    invitations: {
      sent: (by: string, count: number) =>
        count === 1
          ? `Von ${by} an 1 Person gesendet.`
          : `Von ${by} an ${count} Personen gesendet.`,
      title: "Noch nicht eingeladen",
      send: "Einladungen senden",
      sending: "Die Einladungen werden gesendet.",
      question: "Einladungen senden?",
      mailed: "Outlook schreibt diesen Personen in Ihrem Namen:",
      online: "Auch zur Teams-Besprechung machen",
      confirm: (count: number) =>
        count === 1 ? "An 1 Person senden" : `An ${count} Personen senden`,
    },
    ending: {
      sent: (by: string, count: number) =>
        count === 1
          ? `Von ${by} abgesagt; 1 Gast wurde benachrichtigt.`
          : `Von ${by} abgesagt; ${count} Gäste wurden benachrichtigt.`,
      title: "Im ERP gelöscht",
      text: (count: number) =>
        count === 1
          ? "Die Aktivität wurde im ERP gelöscht. Die Besprechung mit 1 Gast besteht noch."
          : `Die Aktivität wurde im ERP gelöscht. Die Besprechung mit ${count} Gästen besteht noch.`,
      cancel: "Besprechung absagen …",
      keep: "Behalten",
      cancelling: "Die Besprechung wird abgesagt.",
      question: "Besprechung absagen?",
      back: "Jetzt nicht",
      told: "Outlook sagt diesen Personen in Ihrem Namen, dass sie nicht stattfindet:",
      confirm: (count: number) =>
        count === 1
          ? "Absagen und 1 Gast benachrichtigen"
          : `Absagen und ${count} Gäste benachrichtigen`,
    },
    release: {
      shared:
        "Ihre Kopie wird nicht mehr abgeglichen. Die Aktivität bleibt: sie gehört zur Besprechung.",
      title: "Diesen Termin nicht mehr abgleichen?",
      text: "Outlook und ERP folgen einander dann nicht mehr. Was soll mit der Kopie im ERP geschehen?",
      keep: "Beide behalten",
      keepHint: "Beide bleiben und gehen eigene Wege.",
      remove: "Kopie im ERP entfernen",
      removeHint: "In Outlook bleibt der Termin.",
      confirm: "Abgleich beenden",
    },
    activityType: "Aktivitätsart",
    noActivityType: "Nach der ersten Kategorie",
    preview: {
      title: "Was geschrieben wird",
      none: "Nichts: Beide Seiten stimmen schon überein.",
      create: { microsoft: "In Outlook anlegen", erp: "Im ERP anlegen" },
      update: { microsoft: "In Outlook ändern", erp: "Im ERP ändern" },
      delete: { microsoft: "In Outlook löschen", erp: "Im ERP löschen" },
      quiet: "Niemand bekommt deswegen eine Mail.",
      edited: "Was Sie gerade in Outlook ändern, zählt, sobald Sie es dort speichern.",
      joins: (name) =>
        name === ""
          ? "Ein anderer Kalender bringt diese Besprechung ins ERP. Ihrer schließt sich an; eine zweite Aktivität entsteht nicht."
          : `Der Kalender von ${name} hat diese Besprechung ins ERP gebracht. Ihrer schließt sich an; eine zweite Aktivität entsteht nicht.`,
      untold: (fields) => `Das sagt Outlook erst nach dem Speichern: ${fields}.`,
      unsaved:
        "So, wie das Formular jetzt ist. Geschrieben wird, sobald Sie den Termin in Outlook speichern.",
    },
    empty: "leer",
    conflicts: {
      title: "Ihre Entscheidung",
      outlook: "Outlook",
      erp: "ERP",
      keepMine: "Meins behalten",
      keepErp: "Das des ERP behalten",
      keepMineOf: (field) => `Meins behalten: ${field}`,
      keepErpOf: (field) => `Das des ERP behalten: ${field}`,
      edit: "Bearbeiten",
      editOf: (field) => `Bearbeiten: ${field}`,
      own: (field) => `${field}, für beide Seiten`,
      save: "Für beide speichern",
      allDay: "Ganztägig",
      start: "Beginn",
      end: "Ende",
      zone: (name) => `Nach der Uhr von ${name}`,
      mistakes: {
        subject: "Geben Sie einen Betreff an.",
        when: "Er endet, bevor er beginnt.",
        reminder: "Geben Sie Minuten zwischen 0 und 20160 an, oder nichts.",
      },
    },
    history: {
      title: "Verlauf",
      empty: "Mit diesem Termin ist noch nichts geschehen.",
    },
    unsaved: {
      title: "Neuer Termin",
      off: {
        label: "Noch nicht gespeichert",
        text: "Wählen Sie jetzt, worum es geht; ins ERP kommt er, wenn Sie ihn in Outlook speichern.",
      },
      waiting: {
        label: "Wird beim Speichern verknüpft",
        text: "Speichern Sie den Termin in Outlook; wenige Sekunden später ist er im ERP.",
      },
      syncWhenSaved: "Beim Speichern abgleichen",
      startWith: (type: string) => `Meine neuen Termine mit der Kategorie „${type}“ beginnen`,
    },
    shared: {
      title: "In einem freigegebenen Kalender",
      text: (mailbox) =>
        `Dieser Termin liegt im Postfach ${mailbox}, das Sie noch nicht synchronisieren. Fügen Sie es hinzu, dann können seine Termine unter Ihrem Namen ins ERP gehen.`,
      unknown:
        "Dieser Termin liegt in einem fremden Postfach, und Outlook sagt nicht, in wessen. Fügen Sie es in den Einstellungen mit seiner Adresse hinzu.",
      unsaved: "Speichern Sie den Termin zuerst; dann lässt er sich verknüpfen.",
      add: "Dieses Postfach hinzufügen",
    },
    message: {
      title: "Mail kommt als Nächstes",
      text: "Öffnen Sie einen Termin, um ihn mit einem Kunden, einem Projekt oder einem anderen Satz Ihres ERP zu verknüpfen. Das Ablegen von Mails folgt bald.",
    },
    none: {
      title: "Kein Termin geöffnet",
      text: "Öffnen Sie einen Termin in Ihrem Kalender, um ihn hier zu sehen.",
    },
    outside: {
      title: "Sie sind außerhalb von Outlook",
      text: "Diese Seite gehört in den Aufgabenbereich von Outlook. Hier sehen Sie Start und Einrichtung; öffnen Sie in Outlook einen Termin, um ihn zu verknüpfen.",
    },
  },
  records: {
    linkedTo: "Verknüpft mit",
    none: "Noch mit nichts verknüpft. Suchen Sie unten oder wählen Sie einen Vorschlag.",
    search: "Im ERP suchen",
    placeholder: "Kunde, Projekt, Auftrag …",
    inContextOf: "Im Zusammenhang mit",
    couldBeRelatedTo: "Könnte dazugehören",
    found: "Gefunden",
    nothingFound: (text) => `Nichts im ERP passt zu „${text}“.`,
    more: "Mehr laden",
    add: (name) => `${name} hinzufügen`,
    remove: (name) => `${name} entfernen`,
    open: (name) => `${name} im ERP öffnen`,
    searching: "Suche läuft",
  },
  answers: {
    title: "Antworten",
    own: {
      none: "Sie haben noch nicht geantwortet.",
      accepted: "Sie haben zugesagt.",
      tentative: "Sie haben mit Vorbehalt zugesagt.",
      declined: "Sie haben abgesagt.",
    },
    counts: {
      accepted: (count: number) => `${count} zugesagt`,
      tentative: (count: number) => `${count} mit Vorbehalt`,
      declined: (count: number) => `${count} abgesagt`,
      none: (count: number) => `${count} ohne Antwort`,
    },
    said: {
      none: "Keine Antwort",
      accepted: "Zugesagt",
      tentative: "Mit Vorbehalt",
      declined: "Abgesagt",
    },
    show: (count: number) => (count === 1 ? "Wer?" : `Alle ${count} anzeigen`),
    hide: "Ausblenden",
    room: "Raum oder Gerät",
    group: "Gruppe",
  },
  create: {
    menu: "Neu",
    title: (type) => `Neu: ${type}`,
    submit: "Anlegen und verknüpfen",
    search: "Tippen, um zu suchen",
    nothing: "Keine Angabe",
    noRecord: "Nichts gefunden",
    complaints: {
      missing: (label) => `${label} wird gebraucht.`,
      "not-a-number": (label) => `${label} muss eine Zahl sein, etwa 1200,50.`,
      "too-long": (label, most) => `${label} darf höchstens ${most} Zeichen lang sein.`,
    },
    unanswered:
      "Ob angelegt wurde, ist nicht bekannt. Versuchen Sie es noch einmal: Angelegt wird höchstens einmal, so wie es hier steht.",
  },
  people: {
    unknown: "Dem ERP unbekannt",
    create: (name: string) => `Kontakt für ${name} anlegen`,
    more: (count: number) => `${count} weitere anzeigen`,
    title: "Neuer Kontakt",
    name: "Vor- und Nachname",
    nameMissing: "Geben Sie einen Namen ein.",
    address: "Mailadresse",
    company: "Firma",
    noCompany: "Keine Firma",
    submit: "Kontakt anlegen",
  },
  home: {
    exportMine: "Ausgeben, was über mich aufbewahrt wird",
    stopped: {
      pull: (reason: string) =>
        `Ein Verwalter hat angehalten, was von Outlook ins ERP geht (${reason}). Nichts geht verloren: Es wird danach übertragen.`,
      push: (reason: string) =>
        `Ein Verwalter hat angehalten, was vom ERP nach Outlook geht (${reason}). Nichts geht verloren: Es wird danach übertragen.`,
    },
    erpPause: {
      maintenance: (until: string, reason: string) =>
        `Das ERP wird bis ${until} gewartet${reason === "" ? "" : ` (${reason})`}. Was sich inzwischen ändert, wird dann übertragen.`,
      quota: (until: string, reason: string) =>
        `Das ERP ist so oft gefragt worden, wie es darf; bis ${until} wartet alles${reason === "" ? "" : ` (${reason})`}. Was sich inzwischen ändert, wird dann übertragen.`,
    },
    title: "Start",
    profile: "Sie",
    mailbox: "Postfach",
    erpUser: "ERP-Benutzer",
    erpUserUnknown: "Dem ERP unbekannt",
    erpUnavailable: "Das ERP antwortet gerade nicht",
    connection: "ERP-Verbindung",
    timeZone: "Zeitzone",
    scopes: "Erteilte Rechte",
    noScopes: "Noch keine",
    state: "Zustand",
    since: (time) => `Seit ${time}`,
    calendar: "Kalender",
    on: "Ein",
    off: "Aus",
    running: "Läuft gerade",
    lastSync: "Letzter Abgleich",
    nextSync: "Nächster Abgleich",
    never: "Noch nicht",
    utc: (time) => `${time} UTC`,
    linked: "Verknüpft",
    waiting: "Wartend",
    quarantined: "Geparkt",
    progress: {
      first: "Erster Abgleich",
      wide: "Abgleich läuft",
      underWay: {
        first: {
          label: "Erster Abgleich läuft",
          text: "Ihre Termine werden übertragen. Noch sind nicht alle auf beiden Seiten.",
        },
        wide: {
          label: "Größerer Abgleich läuft",
          text: "Alles wird noch einmal verglichen. Noch ist nicht alles auf beiden Seiten gleich.",
        },
      },
      reading: (done) => `Beide Kalender werden gelesen: bisher ${done} Termine`,
      writing: (done, total) => `${done} von ${total} Terminen`,
      paused: (done, total) => `Angehalten bei ${done} von ${total} Terminen`,
      pausedText:
        "Bis Sie fortsetzen, wird nichts abgeglichen. Was übereinstimmt, bleibt, wie es ist.",
      closing: "Sie können dies schließen: es läuft von selbst weiter.",
      stopping: "Hält nach dem laufenden Schritt an",
      stop: "Anhalten …",
      goOn: "Fortsetzen",
      spoken: (percent) => `Abgeglichen: ${percent} Prozent`,
      dialog: {
        title: "Abgleich anhalten?",
        text: "Der laufende Schritt wird noch beendet. Was übertragen wurde, bleibt auf beiden Seiten, und beim Fortsetzen entsteht nichts doppelt.",
        pause: "Anhalten",
        off: "Ausschalten",
        keep: "Weiterlaufen lassen",
      },
    },
    push: {
      microsoft: "Microsoft 365",
      erp: "ERP",
      changesIn: { microsoft: "Änderungen in Microsoft 365", erp: "Änderungen im ERP" },
      healthy: "kommen sofort an",
      unhealthy: "werden ab und zu gesucht",
      problems: {
        refused: (since: string) =>
          `Microsoft 365 erreicht diesen Server nicht, um sie anzukündigen (seit ${since}). Ein Administrator kann die Adresse für Benachrichtigungen prüfen.`,
        partly: (since: string) =>
          `In manchen Ihrer weiteren Kalender werden sie nicht angekündigt (seit ${since}): Sie werden ab und zu gesucht.`,
        unheard: (since: string) =>
          `Eine Änderung kam, die nie angekündigt wurde (${since}). Mit der nächsten Ankündigung geht es wieder sofort.`,
      },
    },
    setAside: {
      title: "Beiseitegelegt",
      text: "Diese Termine konnten nicht übertragen werden. Die anderen sind nicht betroffen.",
      unnamed: "Ein Termin ohne Namen",
      again: "Erneut versuchen",
      untilThen: (time: string) => `Wird von selbst erneut versucht: ${time}`,
      onChange: "Wird erneut versucht, sobald er sich ändert",
      inDoubt:
        "Sagen Sie in der Einrichtung unter „Zeigen, was geschehen würde“, welche zusammengehören.",
    },
    brake: {
      deletions: {
        erp: (count: number, of: number) =>
          `${count} von ${of} Terminen fehlen in Outlook. Ihre Kopien im ERP bleiben, bis jemand dem Löschen zugestimmt hat.`,
        microsoft: (count: number, of: number) =>
          `${count} von ${of} Aktivitäten fehlen im ERP. Ihre Kopien in Outlook bleiben, bis jemand dem Löschen zugestimmt hat.`,
      },
      emptied: {
        erp: (_count: number, of: number) =>
          `Alle ${of} verknüpften Termine fehlen auf einmal in Outlook. Das wird ohne Zustimmung nicht geglaubt.`,
        microsoft: (_count: number, of: number) =>
          `Alle ${of} verknüpften Aktivitäten fehlen auf einmal im ERP. Das wird ohne Zustimmung nicht geglaubt.`,
      },
      remedy: "Ein Administrator kann es freigeben. Alles andere läuft inzwischen weiter.",
      planned: "Was geschehen wäre",
      kinds: { delete: "löschen", create: "neu anlegen", unlink: "nicht mehr abgleichen" },
      more: (count: number) => `und ${count} weitere`,
    },
    decisions: {
      title: "Ihre Entscheidungen",
      text: "Diese Termine wurden auf beiden Seiten geändert. Nur diese Felder warten; alle anderen stimmen schon überein.",
      count: (count) => (count === 1 ? "1 wartet auf Sie" : `${count} warten auf Sie`),
      more: (count) => `und ${count} weitere`,
    },
    syncNow: "Jetzt abgleichen",
    refresh: {
      title: "Vollständig abgleichen",
      text: "Liest beide Seiten vollständig und vergleicht jeden Termin noch einmal. Hilft, wenn hier etwas nicht stimmt. Nichts entsteht doppelt, und worin beide Seiten übereinstimmen, bleibt, wie es ist.",
      button: "Alles noch einmal lesen",
    },
    test: {
      title: "Verbindung",
      text: "Fragt beide Seiten, wer Sie sind.",
      button: "Verbindung testen",
      ok: "Geht",
      failed: "Geht nicht",
    },
    log: {
      title: "Protokoll",
      empty: "Noch nichts. Zeilen erscheinen, wenn etwas übertragen wird, in beiden Richtungen.",
      values: (count) => `${count} Werte`,
      more: "Ältere zeigen",
      toErp: "im ERP",
      toMicrosoft: "in Outlook",
    },
  },
  explain: {
    button: "Erklären",
    of: (subject) => `Erklären: ${subject}`,
    title: "Warum es so ist",
    unnamed: "Ein Termin ohne Namen",
    choice: {
      on: "Von Ihnen eingeschaltet.",
      gate: "Von selbst aufgenommen.",
      off: "Ausgeschaltet.",
    },
    neverSynced: "Noch nicht abgeglichen.",
    private: "Er ist privat: was darin steht, wird hier nicht gezeigt.",
    sides: "Die beiden Seiten",
    seen: { there: "Vorhanden", gone: "Nicht mehr da", never: "Nie vorhanden" },
    changed: (time) => `Geändert ${time}`,
    version: (version) => `Version ${version}`,
    open: "Noch offen",
    underWay: (what) => `Unterwegs: ${what}.`,
    waiting: (fields) => `Wartet auf Ihre Entscheidung: ${fields}.`,
    dirty: "Der nächste Lauf sieht ihn sich wieder an.",
    values: "Was auf beiden Seiten steht",
    agreed: (value) => `Bei der letzten Einigung: ${value}`,
    happened: "Was geschehen ist",
  },
  takenBy: (name) => `${name} synchronisiert es.`,
  further: {
    title: "Freigegebene Postfächer und Kalender",
    intro:
      "Termine eines Teampostfachs oder eines Kalenders, den jemand für Sie freigegeben hat, gehen unter Ihrem Namen ins ERP. Jedes synchronisiert eine Person. Was dort privat ist, bleibt außen vor.",
    added: "Von Ihnen synchronisiert",
    offered: "Kalender anderer in Ihrer Liste",
    address: "Mailadresse des Postfachs",
    addressHint: "Zum Beispiel die Ihres Teams. Sie brauchen Rechte an seinem Kalender.",
    add: "Hinzufügen",
    which: {
      label: "Welche seiner Termine ins ERP gehen",
      chosen: "Nur die, die ich einschalte",
      category: "Die, deren erste Kategorie eine Aktivitätsart ist",
      all: "Alle Termine",
    },
    readOnly: "Sie dürfen nur lesen: Es geht ins ERP, und nichts kommt zurück.",
    ownersOwn: (name) => `${name} synchronisiert ihn selbst`,
    taken: (name) => `${name} synchronisiert ihn bereits`,
    starting: "Beginnt",
    linked: (count) => `${count} verknüpft`,
    setUp: (name) => `${name} einrichten…`,
    syncNow: (name) => `${name} jetzt synchronisieren`,
    giveUp: (name) => `${name} abgeben…`,
    leave: {
      title: (name) => `${name} abgeben?`,
      text: "Outlook und das ERP folgen einander dort nicht mehr. Beide Kopien bleiben, wie sie sind, und niemand wird benachrichtigt. Wer Rechte am Postfach hat, kann es übernehmen, auch Sie selbst wieder: Verknüpftes bleibt erhalten.",
      confirm: "Abgeben",
    },
  },
  setup: {
    title: "Einrichtung",
    welcome: "Los geht’s",
    welcomeText: "Wenige Angaben, dann halten Outlook und Ihr ERP einander auf dem Laufenden.",
    profile: "Wo Sie arbeiten",
    company: "Firma",
    location: "Standort",
    noLocation: "Kein Standort",
    timeZone: "Zeitzone",
    choose: "Auswählen …",
    jobs: "Was abgeglichen wird",
    calendar: "Kalender",
    which: "Welche Outlook-Termine ins ERP gehen",
    chosen: "Nur Termine, die ich einschalte",
    category: "Termine, deren erste Kategorie eine Aktivitätsart ist",
    all: "Alle meine Termine",
    erpItems: "Meine ERP-Aktivitäten nach Outlook bringen",
    marks: "In meinem Kalender zeigen, was im ERP ist",
    marksText:
      "Diese Termine bekommen die Kategorie „In ERP“. Entfernen Sie sie, wird der Termin nicht mehr abgeglichen, beide Kopien bleiben; geben Sie sie einem anderen, kommt er ins ERP. „ERP: needs attention“ steht, wo Sie nachsehen müssen. Sonst erfährt niemand davon.",
    mails: "Per Mail melden, wenn etwas auf meine Entscheidung wartet",
    mailsText:
      "Auch wenn ich mich neu anmelden muss. Die Mail sagt, dass etwas wartet, nie was. Wie Mails gesendet werden, richtet Ihr Administrator ein.",
    calendars: {
      which: "Welche Ihrer Kalender",
      default: (name) => `${name} (Standard)`,
      unnamed: "Kalender ohne Namen",
      owner: (name) => `Gehört ${name}`,
      readOnly: "Schreibgeschützt: kein Abgleich in beide Richtungen möglich",
      last: "Ein Kalender bleibt immer. Um diesen auszulassen, wählen Sie zuerst einen anderen.",
      target: "Neue Termine aus dem ERP kommen in",
    },
    scope: (from, to) => `Termine vom ${from} bis ${to}.`,
    silent: "Der erste Abgleich ist still: Niemand bekommt deswegen eine Einladung oder eine Mail.",
    rules: {
      title: "Regeln",
      direction: "Wohin Änderungen gehen",
      directions: {
        both: "In beide Richtungen",
        toErp: "Nur von Outlook ins ERP",
        toMicrosoft: "Nur vom ERP nach Outlook",
      },
      privateItems: "Private Termine",
      privates: {
        leaveOut: "Weglassen",
        busy: "Nur als beschäftigt zeigen",
        full: "Ganz, als privat gekennzeichnet",
      },
      privateHints: {
        leaveOut:
          "Private Termine bleiben in Outlook. Wird einer später privat, behält er im ERP nur seine Zeit, außer Sie haben ihn selbst eingeschaltet.",
        busy: "Das ERP erfährt, wann ein privater Termin ist, mit „Beschäftigt“ als Betreff, und was Sie mit ihm verknüpfen. Sonst geht nichts von ihm dorthin.",
        full: "Private Termine gehen mit allem, was darin steht, ins ERP und sind dort als privat gekennzeichnet.",
      },
      precedence: "Wenn beide Seiten dasselbe Feld geändert haben",
      precedences: {
        newest: "Die neueste Änderung gilt",
        microsoft: "Outlook gilt",
        erp: "Das ERP gilt",
        ask: "Mich fragen",
      },
      afterDeleteInOutlook: "Wenn ich einen Termin in Outlook lösche",
      deletesInErp: {
        delete: "Seine Aktivität im ERP löschen",
        cancel: "Seine Aktivität im ERP als abgesagt kennzeichnen",
        keep: "Aktivität behalten, Abgleich beenden",
        recreate: "Termin wieder anlegen",
      },
      afterDeleteInErp: "Wenn eine Aktivität im ERP gelöscht wird",
      deletesInOutlook: {
        delete: "Ihren Termin in Outlook löschen",
        keep: "Termin behalten, Abgleich beenden",
        recreate: "Aktivität wieder anlegen",
      },
      daysBack: "Wie weit zurück",
      daysForward: "Wie weit voraus",
      days: (count) => (count === 1 ? "1 Tag" : `${count} Tage`),
    },
    fields: {
      title: "Felder",
      text: "Welchen Weg jedes Feld geht. Ein Feld mit nur einer Richtung wird nie dort geschrieben, woher es kommt; eines, das aus ist, bleibt auf jeder Seite, wie es ist. Die Richtung unter „Regeln“ begrenzt sie alle: Gehen Änderungen nur einen Weg, geht kein Feld den anderen.",
      ways: {
        both: "Beide Wege",
        toErp: "Ins ERP",
        toMicrosoft: "Nach Outlook",
        none: "Gar nicht",
      },
      hints: {
        subject: "Nötig: Ein neuer Termin hat ihn immer.",
        when: "Nötig: Ein neuer Termin hat sie immer. Abgesagte und verschobene Tage gehören dazu.",
        attendees: "Wer eingeladen ist, wird in Outlook entschieden.",
      },
    },
    origin: {
      default: "Vorgabe",
      own: "Ihre eigene Wahl.",
      everybody: "alle hier",
      people: (company) => `die Personen von ${company}`,
      from: (whom) => `Von Ihrem Verwalter für ${whom} eingestellt.`,
      decided: (whom) =>
        `Von Ihrem Verwalter für ${whom} festgelegt; es lässt sich hier nicht ändern.`,
      useAbove: (value) => `Die Einstellung darüber verwenden: ${value}`,
      off: (whom) =>
        `Ihr Verwalter hat den Kalender für ${whom} ausgeschaltet. Was Sie hier wählen, gilt, sobald er wieder an ist.`,
      on: "An",
      not: "Aus",
    },
    tryFirst: "Zeigen, was geschehen würde",
    save: "Speichern",
    saved: "Gespeichert.",
    savedAndSyncing: "Gespeichert. Der erste Abgleich läuft.",
    companyMissing: "Wählen Sie eine Firma: Unter ihr legt das ERP jede Aktivität ab.",
  },
  plan: {
    title: "Was geschehen würde",
    text: "Das würde der nächste Lauf mit diesen Angaben tun. Es ist noch nichts geschrieben und nichts gespeichert.",
    making: "Beide Seiten werden gelesen …",
    madeAt: (time) => `So standen beide Seiten: ${time}.`,
    marked: (count) =>
      count === 1
        ? "Ein Termin in Outlook bekommt oder verliert die Kategorie, die zeigt, was im ERP ist."
        : `${count} Termine in Outlook bekommen oder verlieren die Kategorie, die zeigt, was im ERP ist.`,
    nothing: "Es würde nichts geschrieben: Mit diesen Angaben ist nichts zu übertragen.",
    carryOut: "So ausführen",
    save: "Angaben speichern",
    promise:
      "„So ausführen“ speichert Ihre Angaben und tut genau das, was hier steht. Hat sich inzwischen etwas geändert, geschieht nichts, und Sie sehen, was sich geändert hat.",
    download: "CSV herunterladen",
    again: "Noch einmal nachsehen",
    back: "Zurück zur Einrichtung",
    all: "Alles",
    filter: "Nur zeigen",
    more: "Mehr zeigen",
    done: "Gespeichert. Es wird so ausgeführt, wie es gezeigt wurde.",
    unnamed: "Ein Termin ohne Namen",
    changesSilently: (field) => `${field} ändert sich`,
    changed:
      "Seit Sie nachgesehen haben, hat sich etwas geändert. Deshalb wurde nichts getan und nichts gespeichert. So sieht es jetzt aus.",
    appeared: "Neu dabei:",
    vanished: "Nicht mehr dabei:",
    sides: { microsoft: "Outlook", erp: "ERP" },
    kinds: {
      create: "Anlegen",
      update: "Ändern",
      delete: "Löschen",
      link: "Als eines erkannt",
      unlink: "Nicht mehr abgeglichen",
      conflict: "Sie werden gefragt",
      doubt: "Zweifelhaft",
      held: "Zur Sicherheit zurückgehalten",
      refused: "Beiseitegelegt",
    },
    columns: { what: "Was", appointment: "Termin", changes: "Änderungen", why: "Warum" },
    doubts: {
      text: "Mehrere Termine sehen hier gleich aus. Sagen Sie, welche zusammengehören; was Sie auf später verschieben, bleibt, wie es ist.",
      twin: (number, place) => `Nummer ${number} (${place})`,
      noPlace: "ohne Ort",
      privateOne: "privat",
      privateTitle: "Private Termine",
      open: "Öffnen",
      later: "Später entscheiden",
      belongsTo: (name) => `Gehört im ERP zu ${name}`,
      alone: "Hat kein Gegenstück",
      decide: "So festhalten",
    },
  },
  undo: {
    button: "Rückgängig",
    buttonRun: "Alles davon rückgängig",
    one: (what: string, time: string) => `Rückgängig machen: ${what}, ${time}`,
    run: (time: string) => `Abgeglichen ${time}`,
    private:
      "Änderungen privater Termine werden nicht aufbewahrt und lassen sich hier nicht rückgängig machen.",
    title: "Diese Änderung rückgängig machen?",
    titleRun: "Diese Änderungen rückgängig machen?",
    text: "Beide Seiten bekommen zurück, was sie vorher hatten. Was seither bearbeitet wurde, bleibt.",
    restores: "Beide Seiten bekommen zurück",
    removes: {
      microsoft:
        "In Outlook entfernt. Die Aktivität bleibt im ERP und wird nicht mehr abgeglichen.",
      erp: "Im ERP entfernt. Der Termin bleibt in Outlook und wird nicht mehr abgeglichen.",
    },
    meetings: {
      title: "An Gäste gesendet",
      text: "Rückgängig heißt hier, die Besprechung abzusagen. Was Sie nicht ankreuzen, bleibt, wie es ist.",
    },
    makes: "In Outlook und im ERP neu angelegt",
    makesNote: "So, wie beide zuletzt übereinstimmten.",
    stays: "Bleibt, wie es ist",
    guests: "Auch den Gästen mitteilen",
    guestsHint: (fields: string) =>
      `${fields}: Outlook schreibt den Gästen der Besprechung. Sonst bleiben diese Felder, wie sie sind.`,
    someOf: (possible: number, total: number) =>
      `${possible} von ${total} Änderungen lassen sich rückgängig machen.`,
    notKept: (count: number) =>
      `${count} weitere dieses Laufs bleiben: Sie sind privat, älter als das Aufbewahrte oder schon rückgängig gemacht.`,
    more: (count: number) => `Und ${count} weitere.`,
    nothing: "Nichts davon lässt sich rückgängig machen.",
    confirm: "Rückgängig machen",
  },
  details: {
    title: "Angaben für den Support",
    text: "Das braucht Ihr Support. Es enthält keine Kennwörter und keine Inhalte.",
    copy: "Angaben kopieren",
    copied: "Kopiert.",
    copyFailed:
      "Der Browser erlaubt das Kopieren nicht. Markieren Sie den Text und kopieren Sie ihn selbst.",
    item: "Offener Termin",
    request: "Letzte fehlgeschlagene Anfrage",
    none: "keine",
  },
};
