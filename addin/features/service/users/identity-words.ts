const en = {
  title: "Who this is in the ERP",
  facts: {
    connection: "ERP",
    user: "User",
    way: "How it was found",
    byAddress: "By the mail address it would be",
    syncedAs: "Synchronized as",
    holders: "Also this user",
  },
  noErp: "No ERP is connected for this company.",
  nobody: {
    address: "The ERP knows nobody by this person’s mail address: choose the user by hand.",
    hand: "The ERP does not know the chosen user any more: choose another one.",
  },
  noOne: "Nobody",
  ways: {
    address: "By the mail address",
    hand: (when: string) => `Chosen by an administrator on ${when}`,
  },
  othersToo:
    "Other companies use this ERP as well: only an administrator of the whole installation can choose the user.",
  choose: "Choose another user…",
  takeBack: "Take the choice back…",
  dialog: "Choose the user in the ERP",
  search: "Search by name, address or id",
  typed: "The user’s id in the ERP",
  found: "Users found",
  none: "The ERP has no such user.",
  more: "There are more: type more of the name.",
  isNow: "the present one",
  effect:
    "A sync that is on its way ends, and both sides are looked through once more as this user. What he sees in the ERP stays linked. What he does not see stays as it is on both sides and is kept apart from then on: nothing is deleted and nothing is made twice.",
  effectBefore: "It holds from the moment on in which this person finishes Setup.",
  shared: (names: readonly string[]) =>
    names.length === 1
      ? `${names[0]} is this user already. Both would see and change the same activities in the ERP.`
      : `${names.join(", ")} are this user already. All would see and change the same activities in the ERP.`,
  agree: "That is meant: they are one user in the ERP.",
  save: "Choose this user",
  back: {
    title: "Take the choice back?",
    act: "Take the choice back",
    to: (name: string) => `By the mail address this person is ${name} in the ERP.`,
    toNobody:
      "The ERP knows nobody by this mail address: this person cannot finish Setup until it does.",
  },
  cancel: "Cancel",
};

const de: typeof en = {
  title: "Wer dies im ERP ist",
  facts: {
    connection: "ERP-System",
    user: "Benutzer im ERP",
    way: "Wie er gefunden wurde",
    byAddress: "Nach der Mailadresse wäre es",
    syncedAs: "Abgeglichen als",
    holders: "Derselbe Benutzer ist",
  },
  noErp: "Für dieses Unternehmen ist kein ERP angebunden.",
  nobody: {
    address:
      "Das ERP kennt niemanden mit der Mailadresse dieser Person: Wählen Sie den Benutzer von Hand.",
    hand: "Das ERP kennt den gewählten Benutzer nicht mehr: Wählen Sie einen anderen.",
  },
  noOne: "Niemand",
  ways: {
    address: "An der Mailadresse",
    hand: (when) => `Von einem Administrator gewählt am ${when}`,
  },
  othersToo:
    "Auch andere Unternehmen verwenden dieses ERP: Nur ein Administrator der ganzen Installation kann den Benutzer wählen.",
  choose: "Anderen Benutzer wählen…",
  takeBack: "Wahl zurücknehmen…",
  dialog: "Benutzer im ERP wählen",
  search: "Nach Name, Adresse oder Kennung suchen",
  typed: "Kennung des Benutzers im ERP",
  found: "Gefundene Benutzer",
  none: "Einen solchen Benutzer hat das ERP nicht.",
  more: "Es gibt mehr: Geben Sie mehr vom Namen ein.",
  isNow: "der bisherige",
  effect:
    "Ein laufender Abgleich endet, und beide Seiten werden als dieser Benutzer noch einmal durchgesehen. Was er im ERP sieht, bleibt verknüpft. Was er nicht sieht, bleibt auf beiden Seiten, wie es ist, und wird von da an getrennt geführt: Nichts wird gelöscht, und nichts entsteht doppelt.",
  effectBefore: "Es gilt, sobald diese Person die Einrichtung abschließt.",
  shared: (names) =>
    names.length === 1
      ? `${names[0]} ist schon dieser Benutzer. Beide sähen und änderten im ERP dieselben Aktivitäten.`
      : `${names.join(", ")} sind schon dieser Benutzer. Alle sähen und änderten im ERP dieselben Aktivitäten.`,
  agree: "Das ist gewollt: Sie sind im ERP ein Benutzer.",
  save: "Diesen Benutzer wählen",
  back: {
    title: "Wahl zurücknehmen?",
    act: "Wahl zurücknehmen",
    to: (name) => `Nach der Mailadresse ist diese Person im ERP ${name}.`,
    toNobody:
      "Das ERP kennt niemanden mit dieser Mailadresse: Solange das so ist, kann diese Person die Einrichtung nicht abschließen.",
  },
  cancel: "Abbrechen",
};

export const words = { en, de };
