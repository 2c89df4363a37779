import { ConnectorError } from "../port/connector-error.ts";
import type { ErpRecord, PeopleFacet } from "../port/facets.ts";
import { userOf } from "./activities.ts";
import { shownRecord } from "./record.ts";
import { query, understood, type Session } from "./session.ts";
import { errorAnswer, peopleAnswer, recordSchema } from "./shapes.ts";

/** The ERP's names of what a contact holds, in ours. */
const fields: Readonly<Record<string, string>> = {
  name: "name",
  email: "address",
  customer: "company",
  company: "company",
};

/** Addresses in one request: they stand in its URL. */
const batch = 50;

/** Whom the ERP knows, as far as the acting user may see them. */
export function createPeople(session: Session): PeopleFacet {
  return {
    companyType: "customer",
    known: async (actor, addresses) => {
      const known = new Map<string, ErpRecord>();
      for (let start = 0; start < addresses.length; start += batch) {
        const emails = addresses.slice(start, start + batch).join(",");
        const path = `/people${query({ emails })}`;
        const { people } = await session.read(peopleAnswer, path, userOf(actor));
        for (const { email, record } of people) {
          known.set(email.toLowerCase(), shownRecord(session, record));
        }
      }
      return known;
    },
    create: async (actor, { name, address, company }) => {
      const reply = await session.send("POST", "/records/contact", {
        user: userOf(actor),
        body: {
          name,
          email: address,
          customer: company?.id ?? null,
          ...(actor.companyId === null ? {} : { company: actor.companyId }),
        },
      });
      if (reply.status < 300) return shownRecord(session, understood(recordSchema, reply.body));
      const failure = session.failure(reply);
      const told = errorAnswer.safeParse(reply.body).data?.error.field;
      const field = told === undefined ? undefined : fields[told];
      if (field === undefined) throw failure;
      throw new ConnectorError(failure.code, "erp", failure.message, { ...failure.facts, field });
    },
  };
}
