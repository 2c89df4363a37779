import { helpForAdministrators } from "./help-administrators.ts";
import { helpForPeople } from "./help-people.ts";

/** The help page; nothing of it comes with the pane. */
export const help = {
  title: "Help",
  text: "What Sync to ERP does, in a few sentences each. Your browser’s search finds every word of it.",
  contents: "On this page",
  people: { title: "For everybody who uses it", sections: helpForPeople },
  administrators: { title: "For administrators", sections: helpForAdministrators },
};

/** Where on the help page something stands. */
export type HelpAnchor = keyof typeof helpForPeople | keyof typeof helpForAdministrators;
