import type { Words } from "./en.ts";
import { categoryTypes } from "./de/category-types.ts";
import { explain, undo } from "./de/explain.ts";
import { failures } from "./de/failures.ts";
import { fields, values } from "./de/fields.ts";
import { historyKinds, origins, because } from "./de/history.ts";
import { home, takenBy, further } from "./de/home.ts";
import { item } from "./de/item.ts";
import { records, answers, create, people } from "./de/people.ts";
import { plan } from "./de/plan.ts";
import * as setAside from "./de/set-aside.ts";
import { setup } from "./de/setup.ts";
import { nav, signIn, open, act, details, licences } from "./de/shell.ts";
import { states, health, notices, mendedBy } from "./de/states.ts";

/** German. A missing entry does not compile. */
export const de: Words = {
  language: "de",
  name: "Sync to ERP",
  failures,
  states,
  health,
  historyKinds,
  fields,
  origins,
  values,
  because,
  categoryTypes,
  notices,
  mendedBy,
  nav,
  signIn,
  open,
  act,
  item,
  records,
  answers,
  create,
  people,
  home,
  explain,
  takenBy,
  further,
  setAside,
  setup,
  plan,
  undo,
  details,
  licences,
};
