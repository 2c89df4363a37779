import type {
  AbilitiesView,
  RightsView,
} from "../../../../server/api/contract/service/abilities.ts";

type Ability = AbilitiesView["abilities"][number];
type Words = Readonly<Record<Ability["ability"], Partial<Record<Ability["level"], string>>>>;

const enAbilities = {
  series: {
    yes: "Repeating appointments are one series on both sides.",
    no: "It holds no series: each day is an activity of its own.",
  },
  lock: {
    yes: "An edit made there in the same moment is never overwritten.",
    partly:
      "Each write looks whether somebody was faster; in the split second between the two an edit can be overwritten.",
    no: "It does not tell whether somebody was faster: the last write wins.",
  },
  createOnce: {
    yes: "A new activity is made once, whatever answer gets lost.",
    partly: "Where an answer gets lost, the activity is looked for before anything is made again.",
    no: "Where an answer gets lost, somebody is asked before anything is made again.",
  },
  deletes: {
    yes: "Deletions are heard at once.",
    partly: "Deletions are found by comparing all, once an hour.",
  },
  changes: {
    yes: "It keeps account of changes, so none is missed.",
    partly: "Changes are asked for by their time, with some overlap.",
  },
  push: {
    yes: "It calls when something changes: seconds until it is in Outlook.",
    no: "It does not call: changes are asked for at the interval.",
  },
  time: {
    yes: "It keeps any time with its zone.",
    partly: "It keeps times in one zone: another zone’s name is kept in Outlook alone.",
  },
  cancels: {
    yes: "An appointment deleted in Outlook can stay there as cancelled.",
    no: "It knows no cancelled activities: what is deleted is deleted or kept.",
  },
  attendees: {
    yes: "Participants are kept.",
    no: "It keeps no participants: they stand in Outlook alone.",
  },
  answers: {
    yes: "Answers to invitations go both ways.",
    no: "Answers to invitations stay in Outlook.",
  },
  privacy: {
    yes: "Private appointments are private there, too.",
    no: "It knows nothing private: leave such appointments out, or show them as busy.",
  },
  categories: {
    yes: "Outlook’s categories are kept.",
    no: "Outlook’s categories stay in Outlook.",
  },
  reminders: { yes: "Reminders are kept.", no: "Reminders stay in Outlook." },
  meetingLinks: {
    yes: "The link of an online meeting stands in the activity.",
    no: "The link of an online meeting stays in Outlook.",
  },
  records: {
    yes: "Appointments can be linked to customers, projects and other records.",
    no: "It offers no records to link appointments to.",
  },
  newRecords: {
    yes: "Records can be made from an appointment.",
    no: "Records are made in the ERP alone.",
  },
  contacts: {
    yes: "Unknown participants can become contacts.",
    no: "Contacts are made in the ERP alone.",
  },
  ownFields: {
    yes: "Fields of its own can have a place in Outlook.",
    no: "It has no fields of its own to give a place in Outlook.",
  },
  userList: {
    yes: "It lists its users, to invite and to choose from.",
    no: "It does not list its users: ids and addresses are typed.",
  },
} satisfies Words;

const en = {
  open: (name: string) => `What it can do: ${name}`,
  openShort: "What it can do",
  title: (name: string) => `What ${name} can do`,
  levels: { yes: "Yes", partly: "With a detour", no: "No" },
  names: {
    series: "Series",
    lock: "Nobody’s edit lost",
    createOnce: "Made once",
    deletes: "Deletions",
    changes: "Changes",
    push: "Announcements",
    time: "Times",
    cancels: "Cancelled",
    attendees: "Participants",
    answers: "Answers",
    privacy: "Privacy",
    categories: "Categories",
    reminders: "Reminders",
    meetingLinks: "Online meetings",
    records: "Records",
    newRecords: "New records",
    contacts: "New contacts",
    ownFields: "Own fields",
    userList: "List of users",
  },
  abilities: enAbilities as Words,
  rights: {
    title: (name: string) => `Permissions in ${name}`,
    text: "What the account of this connection may do there, asked just now. Nothing was written.",
    states: { granted: "Allowed", missing: "Missing", untold: "Not told" },
    uses: {
      users: "Find people by their address",
      readActivities: "Read activities",
      createActivities: "Make activities",
      changeActivities: "Change activities",
      deleteActivities: "Delete activities",
      changes: "Read what changed",
      announcements: "Have changes announced",
      records: "Find records",
      createRecords: "Make records and contacts",
    } satisfies Record<RightsView["rights"][number]["use"], string>,
    without: {
      users: "Nobody can finish Setup.",
      readActivities: "Nothing is synchronized.",
      createActivities: "Appointments of Outlook are set aside instead of going to the ERP.",
      changeActivities: "Edits made in Outlook are set aside.",
      deleteActivities: "What is deleted in Outlook stays in the ERP and is set aside.",
      changes: "Edits made in the ERP are not heard of.",
      announcements: "Changes reach Outlook at the interval instead of within seconds.",
      records: "Appointments cannot be linked to records.",
      createRecords: "No records and contacts can be made from Outlook.",
    } satisfies Record<RightsView["rights"][number]["use"], string>,
    remedy: (right: string) => `Give the account the right ${right} in the ERP.`,
    remedyUnnamed: "Give the account this right in the ERP.",
    untold: "It shows only where it is done: Users and Queue tell of refusals.",
    all: "Nothing that is needed is missing.",
    some: "Something that is needed is missing.",
    page: "Open the ERP",
    again: "Ask again",
  },
  close: "Close",
};

const deAbilities = {
  series: {
    yes: "Wiederkehrende Termine sind auf beiden Seiten eine Serie.",
    no: "Es führt keine Serien: Jeder Tag ist eine eigene Aktivität.",
  },
  lock: {
    yes: "Was dort im selben Moment jemand ändert, wird nie überschrieben.",
    partly:
      "Vor jedem Schreiben wird nachgesehen, ob jemand schneller war; im Augenblick dazwischen kann eine Änderung überschrieben werden.",
    no: "Es sagt nicht, ob jemand schneller war: Der letzte gewinnt.",
  },
  createOnce: {
    yes: "Eine neue Aktivität entsteht einmal, welche Antwort auch verloren geht.",
    partly:
      "Geht eine Antwort verloren, wird die Aktivität gesucht, ehe etwas noch einmal entsteht.",
    no: "Geht eine Antwort verloren, wird jemand gefragt, ehe etwas noch einmal entsteht.",
  },
  deletes: {
    yes: "Löschungen werden sofort gehört.",
    partly: "Löschungen findet ein Vergleich von allem, einmal je Stunde.",
  },
  changes: {
    yes: "Es führt Buch über Änderungen, sodass keine entgeht.",
    partly: "Nach Änderungen wird mit ihrer Zeit gefragt, mit etwas Überlappung.",
  },
  push: {
    yes: "Es meldet sich, wenn sich etwas ändert: Nach Sekunden steht es in Outlook.",
    no: "Es meldet sich nicht: Nach Änderungen wird in Abständen gefragt.",
  },
  time: {
    yes: "Es hält jede Zeit mit ihrer Zone.",
    partly: "Es hält Zeiten in einer Zone: Der Name einer anderen steht nur in Outlook.",
  },
  cancels: {
    yes: "Ein in Outlook gelöschter Termin kann dort als abgesagt stehen bleiben.",
    no: "Es kennt keine abgesagten Aktivitäten: Gelöschtes wird gelöscht oder behalten.",
  },
  attendees: {
    yes: "Teilnehmer werden geführt.",
    no: "Es führt keine Teilnehmer: Sie stehen nur in Outlook.",
  },
  answers: {
    yes: "Antworten auf Einladungen gehen in beide Richtungen.",
    no: "Antworten auf Einladungen bleiben in Outlook.",
  },
  privacy: {
    yes: "Private Termine sind auch dort privat.",
    no: "Es kennt nichts Privates: Lassen Sie solche Termine aus, oder zeigen Sie sie als gebucht.",
  },
  categories: {
    yes: "Outlooks Kategorien werden geführt.",
    no: "Outlooks Kategorien bleiben in Outlook.",
  },
  reminders: { yes: "Erinnerungen werden geführt.", no: "Erinnerungen bleiben in Outlook." },
  meetingLinks: {
    yes: "Der Link einer Onlinebesprechung steht in der Aktivität.",
    no: "Der Link einer Onlinebesprechung bleibt in Outlook.",
  },
  records: {
    yes: "Termine lassen sich mit Kunden, Projekten und anderen Datensätzen verknüpfen.",
    no: "Es bietet keine Datensätze, mit denen sich Termine verknüpfen ließen.",
  },
  newRecords: {
    yes: "Aus einem Termin lassen sich Datensätze anlegen.",
    no: "Datensätze entstehen nur im ERP.",
  },
  contacts: {
    yes: "Aus unbekannten Teilnehmern können Kontakte werden.",
    no: "Kontakte entstehen nur im ERP.",
  },
  ownFields: {
    yes: "Eigene Felder können in Outlook einen Platz haben.",
    no: "Es hat keine eigenen Felder, die in Outlook einen Platz haben könnten.",
  },
  userList: {
    yes: "Es listet seine Benutzer auf, zum Einladen und zum Auswählen.",
    no: "Es listet seine Benutzer nicht auf: Kennungen und Adressen werden eingegeben.",
  },
} satisfies Words;

const de: typeof en = {
  open: (name) => `Was es kann: ${name}`,
  openShort: "Was es kann",
  title: (name) => `Was ${name} kann`,
  levels: { yes: "Ja", partly: "Mit Umweg", no: "Nein" },
  names: {
    series: "Terminserien",
    lock: "Keine Änderung geht verloren",
    createOnce: "Einmal angelegt",
    deletes: "Löschungen",
    changes: "Änderungen",
    push: "Meldungen",
    time: "Zeiten",
    cancels: "Abgesagt",
    attendees: "Teilnehmer",
    answers: "Antworten",
    privacy: "Privates",
    categories: "Kategorien",
    reminders: "Erinnerungen",
    meetingLinks: "Onlinebesprechungen",
    records: "Datensätze",
    newRecords: "Neue Datensätze",
    contacts: "Neue Kontakte",
    ownFields: "Eigene Felder",
    userList: "Benutzerliste",
  },
  abilities: deAbilities,
  rights: {
    title: (name) => `Berechtigungen in ${name}`,
    text: "Was das Konto dieser Anbindung dort darf, eben gefragt. Nichts wurde geschrieben.",
    states: { granted: "Erlaubt", missing: "Fehlt", untold: "Nicht gesagt" },
    uses: {
      users: "Personen an ihrer Adresse finden",
      readActivities: "Aktivitäten lesen",
      createActivities: "Aktivitäten anlegen",
      changeActivities: "Aktivitäten ändern",
      deleteActivities: "Aktivitäten löschen",
      changes: "Lesen, was sich geändert hat",
      announcements: "Sich Änderungen melden lassen",
      records: "Datensätze finden",
      createRecords: "Datensätze und Kontakte anlegen",
    },
    without: {
      users: "Niemand kann die Einrichtung abschließen.",
      readActivities: "Nichts wird abgeglichen.",
      createActivities: "Termine aus Outlook werden beiseitegelegt, statt ins ERP zu gehen.",
      changeActivities: "Änderungen aus Outlook werden beiseitegelegt.",
      deleteActivities: "Was in Outlook gelöscht wird, bleibt im ERP und wird beiseitegelegt.",
      changes: "Von Änderungen im ERP ist nichts zu erfahren.",
      announcements: "Änderungen kommen in Abständen nach Outlook statt in Sekunden.",
      records: "Termine lassen sich nicht mit Datensätzen verknüpfen.",
      createRecords: "Aus Outlook lassen sich keine Datensätze und Kontakte anlegen.",
    },
    remedy: (right) => `Geben Sie dem Konto im ERP das Recht ${right}.`,
    remedyUnnamed: "Geben Sie dem Konto im ERP dieses Recht.",
    untold: "Es zeigt sich erst beim Tun: Benutzer und Warteschlange sagen, was abgelehnt wurde.",
    all: "Nichts Nötiges fehlt.",
    some: "Etwas Nötiges fehlt.",
    page: "ERP öffnen",
    again: "Noch einmal fragen",
  },
  close: "Schließen",
};

export const words = { en, de };
