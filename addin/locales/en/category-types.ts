export const categoryTypes = {
  title: "Categories and activity types",
  hint: "The first category of an event decides its activity type in the ERP; an activity of that type that is made in the ERP gets the category in Outlook, where several mean it the first one listed. Categories that are not listed mean the type that is called like them. What has been made already stays as it is.",
  category: (row: number) => `Category, row ${row}`,
  categoryHere: "Category in Outlook",
  type: (row: number) => `Activity type, row ${row}`,
  typeHere: "Activity type in the ERP",
  gone: (type: string) => `${type} (not in the ERP)`,
  typesUnknown: "The ERP could not be asked for its activity types: write them as it has them.",
  add: "Add a category",
  remove: (row: number, category: string) =>
    category === "" ? `Remove row ${row}` : `Remove row ${row}: ${category}`,
  full: (most: number) => `More than ${most} categories cannot be listed.`,
  none: "None listed: a category means the activity type that is called like it.",
  noneShort: "none",
  count: (count: number) => (count === 1 ? "1 category" : `${count} categories`),
  row: (category: string, type: string) => `${category} means ${type}`,
  start: "List categories here",
};
