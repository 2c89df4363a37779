export const records = {
  linkedTo: "Linked to",
  none: "Not linked to any record yet. Search below, or choose one of the suggestions.",
  search: "Search ERP records",
  placeholder: "Customer, project, order …",
  inContextOf: "In context of",
  couldBeRelatedTo: "Could be related to",
  found: "Found",
  nothingFound: (text: string) => `Nothing in the ERP matches “${text}”.`,
  more: "Load more",
  add: (name: string) => `Add ${name}`,
  remove: (name: string) => `Remove ${name}`,
  open: (name: string) => `Open ${name} in ERP`,
  searching: "Searching",
};

export const answers = {
  title: "Answers",
  own: {
    none: "You have not answered yet.",
    accepted: "You accepted.",
    tentative: "You accepted tentatively.",
    declined: "You declined.",
  },
  counts: {
    accepted: (count: number) => `${count} accepted`,
    tentative: (count: number) => `${count} tentative`,
    declined: (count: number) => `${count} declined`,
    none: (count: number) => `${count} no answer`,
  },
  said: {
    none: "No answer",
    accepted: "Accepted",
    tentative: "Tentative",
    declined: "Declined",
  },
  show: (count: number) => (count === 1 ? "Show who" : `Show all ${count}`),
  hide: "Hide",
  room: "Room or resource",
  group: "Group",
};

export const create = {
  menu: "New",
  title: (type: string) => `New ${type.toLowerCase()}`,
  submit: "Create and link",
  search: "Type to search",
  nothing: "Not set",
  noRecord: "Nothing found",
  complaints: {
    missing: (label: string) => `${label} is needed.`,
    "not-a-number": (label: string) => `${label} must be a number such as 1200.50.`,
    "too-long": (label: string, most: number) =>
      `${label} must not be longer than ${most} characters.`,
  },
  unanswered:
    "Whether it was made is not known. Try again: it is made once at the most, as it stands here.",
};

export const people = {
  unknown: "Unknown to the ERP",
  create: (name: string) => `Create a contact for ${name}`,
  more: (count: number) => `Show ${count} more`,
  title: "New contact",
  name: "Name",
  nameMissing: "Enter a name.",
  address: "Mail address",
  company: "Company",
  noCompany: "No company",
  submit: "Create contact",
};
