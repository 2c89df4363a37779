import type { help as english } from "../en/help.ts";
import { helpForAdministrators } from "./help-administrators.ts";
import { helpForPeople } from "./help-people.ts";

export const help: typeof english = {
  title: "Hilfe",
  text: "Was Sync to ERP tut, in jeweils wenigen Sätzen. Die Suche Ihres Browsers findet jedes Wort davon.",
  contents: "Auf dieser Seite",
  people: { title: "Für alle, die es nutzen", sections: helpForPeople },
  administrators: { title: "Für Administratoren", sections: helpForAdministrators },
};
