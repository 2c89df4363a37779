const en = {
  title: "Set up Sync to ERP",
  intro:
    "Nobody can sign in to this server yet. Three things are needed: the token of its console, a registration in your company's Microsoft Entra ID, and the proof that both fit. You can leave at any time and go on here.",
  token: {
    title: "1. The token of the server's console",
    text: "The server printed it when it started. Whoever runs its machine sees it in the console or the log of the service, or makes another with the command sync-to-erp administrator.",
    field: "Token of the console",
    go: "Go on",
    taken: "1. The token of the console: accepted ✓",
    refused:
      "The server does not take this token: it is not the newest one, was used, or is older than a day. Each start of the server prints another; look at the console again, or make one with sync-to-erp administrator. What you typed below it is kept.",
  },
  register: "2. Register the application in Microsoft Entra ID",
  enter: "3. Enter it here",
  enterText:
    "Before anything is saved, the server asks Microsoft for a token with it. What is wrong is told field by field.",
  entered: (clientId: string) =>
    `The application ${clientId} is entered and was proved. You can correct it below, or sign in.`,
  fixed:
    "The server's configuration names the application (ENTRA_CLIENT_ID): it can be changed there only. Compare its registration with the steps below.",
  signIn: "Go to sign-in",
  done: {
    title: "Microsoft knows the application",
    proved: "The server got a token from Microsoft: ids and secret are right, and saved.",
    text: "Now sign in with your work account. You then become the first administrator, and First steps leads on. Should Microsoft say AADSTS50011, a redirect address is missing in the registration: come back to this page to compare them.",
    go: "Sign in with Microsoft",
  },
  back: "Microsoft shows AADSTS50011 or another error? Compare the registration",
  next: "You then become the first administrator of this installation.",
};

const de: typeof en = {
  title: "Sync to ERP einrichten",
  intro:
    "An diesem Server kann sich noch niemand anmelden. Dreierlei ist nötig: das Kennwort seiner Konsole, eine Registrierung im Microsoft Entra ID Ihres Unternehmens und der Nachweis, dass beides passt. Sie können jederzeit gehen und hier weitermachen.",
  token: {
    title: "1. Das Kennwort der Serverkonsole",
    text: "Der Server gab es beim Start aus. Wer den Rechner betreibt, sieht es in der Konsole oder im Protokoll des Dienstes oder erzeugt mit dem Befehl sync-to-erp administrator ein neues.",
    field: "Kennwort der Konsole",
    go: "Weiter",
    taken: "1. Das Kennwort der Konsole: angenommen ✓",
    refused:
      "Der Server nimmt dieses Kennwort nicht an: Es ist nicht das neueste, wurde benutzt oder ist älter als ein Tag. Jeder Start des Servers gibt ein neues aus; sehen Sie erneut in der Konsole nach, oder erzeugen Sie eines mit sync-to-erp administrator. Was Sie darunter eingegeben haben, bleibt erhalten.",
  },
  register: "2. Die Anwendung in Microsoft Entra ID registrieren",
  enter: "3. Hier eintragen",
  enterText:
    "Ehe etwas gespeichert wird, bittet der Server damit Microsoft um ein Token. Was nicht stimmt, steht beim jeweiligen Feld.",
  entered: (clientId) =>
    `Die Anwendung ${clientId} ist eingetragen und wurde nachgewiesen. Sie können sie unten berichtigen oder sich anmelden.`,
  fixed:
    "Die Konfiguration des Servers nennt die Anwendung (ENTRA_CLIENT_ID): Nur dort ist sie zu ändern. Vergleichen Sie ihre Registrierung mit den Schritten unten.",
  signIn: "Zur Anmeldung",
  done: {
    title: "Microsoft kennt die Anwendung",
    proved:
      "Der Server hat von Microsoft ein Token bekommen: IDs und Geheimnis stimmen und sind gespeichert.",
    text: "Melden Sie sich jetzt mit Ihrem Geschäftskonto an. Sie werden dann der erste Administrator, und „Erste Schritte“ führt weiter. Sagt Microsoft AADSTS50011, fehlt eine Umleitungsadresse in der Registrierung: Kommen Sie dann hierher zurück und vergleichen Sie.",
    go: "Mit Microsoft anmelden",
  },
  back: "Zeigt Microsoft AADSTS50011 oder einen anderen Fehler? Die Registrierung vergleichen",
  next: "Sie werden dann der erste Administrator dieser Installation.",
};

export const words = { en, de };
