import type { HandlerDeps, Handlers } from "./handler.ts";
import { createNames } from "./names.ts";

/** Whom the ERP knows of the people on an appointment. */
export function peopleHandlers(deps: HandlerDeps): Pick<Handlers, "people" | "createContact"> {
  const { people } = deps.engine;
  const { shown } = createNames(deps);
  return {
    async people(call) {
      const known = await people.known(call.scope, call.body.addresses);
      return {
        people: known.people.map(({ record, ...person }) => ({
          ...person,
          record: record === null ? null : shown(call, record),
        })),
        companyType: known.companyType,
      };
    },
    createContact: async (call) => shown(call, await people.create(call.scope, call.body)),
  };
}
