import type { z } from "zod";
import type { ErpUser, ProfileFacet } from "../port/facets.ts";
import { userOf } from "./activities.ts";
import { query, type Session } from "./session.ts";
import { companiesAnswer, typesAnswer, usersAnswer } from "./shapes.ts";

/** Users by mail address, and what a user may choose in Setup. */
export function createProfile(session: Session): ProfileFacet {
  return {
    findUser: async (address) => {
      const path = `/users${query({ email: address.toLowerCase() })}`;
      const [user] = (await session.read(usersAnswer, path, null)).users;
      return user === undefined ? null : erpUserOf(user);
    },
    user: async (id) => {
      const [user] = (await session.read(usersAnswer, `/users${query({ id })}`, null)).users;
      return user === undefined ? null : erpUserOf(user);
    },
    users: async () =>
      (await session.read(usersAnswer, "/users", null)).users.map((user) => erpUserOf(user)),
    companies: async (actor) =>
      (await session.read(companiesAnswer, "/companies", userOf(actor))).companies,
    activityTypes: async (actor, companyId) => {
      const path = `/companies/${encodeURIComponent(companyId)}/activity-types`;
      return (await session.read(typesAnswer, path, userOf(actor))).activityTypes;
    },
  };
}

function erpUserOf({
  email,
  defaultCompany,
  defaultLocation,
  ...user
}: z.output<typeof usersAnswer>["users"][number]): ErpUser {
  const { id, name, timeZone, administrator } = user;
  return {
    ...{ id, name, address: email, companyId: defaultCompany, locationId: defaultLocation },
    ...{ timeZone, administrator },
  };
}
