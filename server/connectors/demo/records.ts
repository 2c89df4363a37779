import { ConnectorError } from "../port/connector-error.ts";
import type { ErpRecord, RecordFacet, RecordType } from "../port/facets.ts";
import { userOf } from "./activities.ts";
import { createMaking } from "./new-records.ts";
import { createPeople } from "./people.ts";
import { query, type Session } from "./session.ts";
import { shownRecord, type ShownRecord } from "./record.ts";
import { recordSchema, recordsAnswer } from "./shapes.ts";

const types: readonly RecordType[] = [
  { id: "customer", name: { en: "Customer", de: "Kunde" } },
  { id: "contact", name: { en: "Contact", de: "Kontakt" } },
  { id: "lead", name: { en: "Lead", de: "Lead" } },
  { id: "opportunity", name: { en: "Opportunity", de: "Verkaufschance" } },
  { id: "project", name: { en: "Project", de: "Projekt" } },
  { id: "order", name: { en: "Order", de: "Auftrag" } },
  { id: "case", name: { en: "Case", de: "Servicefall" } },
];

/** Records that an activity can concern, as far as the acting user may see them. */
export function createRecords(session: Session): RecordFacet {
  const shown = (record: ShownRecord): ErpRecord => shownRecord(session, record);
  return {
    types,
    people: createPeople(session),
    making: createMaking(session),
    search: async (actor, { text, types: wanted, limit, offset }) => {
      const path = `/search${query({ q: text, types: wanted?.join(","), limit, offset })}`;
      const { records, more } = await session.read(recordsAnswer, path, userOf(actor));
      return { records: records.map(shown), more };
    },
    related: async (actor, addresses) => {
      if (addresses.length === 0) return [];
      const path = `/related${query({ emails: addresses.join(",") })}`;
      return (await session.read(recordsAnswer, path, userOf(actor))).records.map(shown);
    },
    get: async (actor, refs) => {
      const found: ErpRecord[] = [];
      for (const { type, id } of refs) {
        const path = `/records/${encodeURIComponent(type)}/${encodeURIComponent(id)}`;
        try {
          found.push(shown(await session.read(recordSchema, path, userOf(actor))));
        } catch (error) {
          // Deleted, or not this person's to see: the others are shown all the same.
          if (!(error instanceof ConnectorError) || error.code !== "not-found") throw error;
        }
      }
      return found;
    },
  };
}
