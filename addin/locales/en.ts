import { categoryTypes } from "./en/category-types.ts";
import { explain, undo } from "./en/explain.ts";
import { failures } from "./en/failures.ts";
import { fields, values } from "./en/fields.ts";
import { historyKinds, origins, because } from "./en/history.ts";
import { home, takenBy, further } from "./en/home.ts";
import { item } from "./en/item.ts";
import { records, answers, create, people } from "./en/people.ts";
import { plan } from "./en/plan.ts";
import * as setAside from "./en/set-aside.ts";
import { setup } from "./en/setup.ts";
import { nav, signIn, open, act, details, licences } from "./en/shell.ts";
import { states, health, notices, mendedBy } from "./en/states.ts";

/** English: the dictionary that gives all others their shape. */
export const en = {
  language: "en",
  name: "Sync to ERP",
  failures,
  states,
  health,
  historyKinds,
  fields,
  values,
  origins,
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

export type Words = typeof en;
