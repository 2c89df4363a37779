const en = {
  appointed: "Appointed here",
  none: "Nobody was appointed here yet.",
  elsewhere:
    "Roles can also come from elsewhere: from the app roles Administrator and Auditor in Entra ID, from the ERP for those who administer it, and from the server's configuration. They are taken back there.",
  role: "Role",
  roles: { administrator: "Administrator", auditor: "Auditor (looks only)" },
  reach: "For",
  reaches: { installation: "Everything here", tenant: "His own company" },
  by: (name: string, time: string) => `by ${name}, ${time}`,
  byConsole: (time: string) => `by the console's token, ${time}`,
  dismiss: (name: string) => `Take back the role of ${name}`,
  dismissShort: "Take back",
  dismissText: (role: string, reach: string) =>
    `What ends at once: ${role} · ${reach}. His own calendar goes on being synchronized, and what he did stays in the audit trail. A role that he has from elsewhere stays, and he can be appointed again.`,
  add: "Appoint somebody",
  person: "Who",
  choosePerson: "Choose a person",
  somebodyElse: "Somebody who is not here yet",
  address: "Mail address",
  addressHint:
    "By which he signs in, with a domain of your company. The role waits for 30 days and becomes his at his first sign-in; nobody is sent a mail. For everything here he can be appointed once he has come.",
  appoint: "Appoint",
  appointedNow: (name: string) => `${name} has the role from now on.`,
  promisedNow: (address: string) => `Whoever signs in as ${address} gets the role.`,
  withdrawnNow: (whom: string) => `The role of ${whom} was taken back.`,
  waits: "Has not come yet",
  waitsUntil: (time: string) => `waits until ${time}`,
  withdrawText: (role: string, reach: string) =>
    `${role} · ${reach}: whoever signs in by this address gets no role any more. It can be given again.`,
};

const de: typeof en = {
  appointed: "Hier ernannt",
  none: "Noch wurde hier niemand ernannt.",
  elsewhere:
    "Rollen können auch von anderswo kommen: von den App-Rollen Administrator und Auditor in Entra ID, vom ERP für die, die es verwalten, und aus der Konfiguration des Servers. Dort werden sie auch entzogen.",
  role: "Rolle",
  roles: { administrator: "Administrator (darf ändern)", auditor: "Prüfer (sieht nur)" },
  reach: "Für",
  reaches: { installation: "Alles hier", tenant: "Sein eigenes Unternehmen" },
  by: (name: string, time: string) => `von ${name}, ${time}`,
  byConsole: (time: string) => `durch das Kennwort der Konsole, ${time}`,
  dismiss: (name: string) => `Entziehen: die Rolle von ${name}`,
  dismissShort: "Entziehen",
  dismissText: (role, reach) =>
    `Sofort endet: ${role} · ${reach}. Sein eigener Kalender wird weiter synchronisiert, und was er tat, bleibt im Prüfprotokoll. Eine Rolle, die er von anderswo hat, bleibt ihm, und er kann wieder ernannt werden.`,
  add: "Jemanden ernennen",
  person: "Wer",
  choosePerson: "Person wählen",
  somebodyElse: "Jemand, der noch nicht hier ist",
  address: "Mailadresse",
  addressHint:
    "Mit der er sich anmeldet, in einer Domäne Ihres Unternehmens. Die Rolle wartet 30 Tage und wird bei seiner ersten Anmeldung seine; eine Mail geht an niemanden. Für alles hier lässt er sich ernennen, sobald er da ist.",
  appoint: "Ernennen",
  appointedNow: (name) => `${name} hat die Rolle ab jetzt.`,
  promisedNow: (address) => `Wer sich als ${address} anmeldet, bekommt die Rolle.`,
  withdrawnNow: (whom) => `Die Rolle von ${whom} ist entzogen.`,
  waits: "Noch nicht gekommen",
  waitsUntil: (time) => `wartet bis ${time}`,
  withdrawText: (role, reach) =>
    `${role} · ${reach}: Wer sich mit dieser Adresse anmeldet, bekommt keine Rolle mehr. Sie kann wieder vergeben werden.`,
};

export const words = { en, de };
