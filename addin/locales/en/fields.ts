/** Field names as the contract spells them; an unknown one is shown as it is. */
export const fields: Readonly<Record<string, string>> = {
  subject: "Subject",
  when: "When",
  place: "Location",
  body: "Description",
  attendees: "Attendees",
  owner: "Belongs to",
  joinLink: "Online meeting",
  toInvite: "To be invited",
  response: "Your answer",
  showAs: "Show as",
  sensitivity: "Sensitivity",
  importance: "Importance",
  reminder: "Reminder",
  categories: "Categories",
  type: "Activity type",
  records: "Linked records",
  exceptions: "Single days",
};

/** Values out of a fixed list, by field; any other is shown as it is. */
export const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  showAs: {
    free: "Free",
    tentative: "Tentative",
    busy: "Busy",
    oof: "Away",
    workingElsewhere: "Working elsewhere",
  },
  sensitivity: { normal: "Normal", private: "Private" },
  importance: { low: "Low", normal: "Normal", high: "High" },
  response: { accepted: "Accepted", tentative: "Tentative", declined: "Declined" },
};
