import type { z } from "zod";
import type { FilledWith, FormField, FormValues } from "../../resources/record-form.ts";
import { ConnectorError } from "../port/connector-error.ts";
import type { MakingFacet } from "../port/facets.ts";
import { userOf } from "./activities.ts";
import { externalSystem } from "./activity.ts";
import { shownRecord } from "./record.ts";
import { understood, type Session } from "./session.ts";
import { errorAnswer, recordSchema, recordTypesAnswer } from "./shapes.ts";

type RecordType = z.infer<typeof recordTypesAnswer>["recordTypes"][number];
type Field = RecordType["fields"][number];

const kinds: Readonly<Record<Field["kind"], FormField["kind"]>> = {
  ...{ text: "text", notes: "notes", email: "address", date: "date" },
  ...{ amount: "amount", choice: "choice", record: "record" },
};

/** What of an appointment says something about a field: a lead is a person, all else has a subject. */
const filledWith: Readonly<Record<string, FilledWith>> = {
  "lead.name": "person-name",
  email: "person-address",
  name: "subject",
  customer: "related",
  startsOn: "first-day",
};

function formField(type: string, field: Field): FormField {
  const { name: id, label, kind, required, maxLength, options, recordType } = field;
  const start = filledWith[`${type}.${id}`] ?? filledWith[id];
  return {
    ...{ id, label, kind: kinds[kind], required },
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(recordType === undefined ? {} : { recordType }),
    ...(options === undefined
      ? {}
      : { options: options.map((one) => ({ id: one.value, label: one.label })) }),
    ...(start === undefined ? {} : { filledWith: start }),
  };
}

/** Records that the acting user makes by the ERP's own forms. */
export function createMaking(session: Session): MakingFacet {
  return {
    forms: async (actor) => {
      const path = "/record-types";
      const { recordTypes } = await session.read(recordTypesAnswer, path, userOf(actor));
      return recordTypes.map(({ type, fields }) => ({
        type,
        fields: fields.map((field) => formField(type, field)),
      }));
    },
    create: async (actor, { type, key, values }) => {
      const reply = await session.send("POST", `/records/${encodeURIComponent(type)}`, {
        user: userOf(actor),
        body: {
          ...{ externalSystem, externalId: key, values: erpValues(values) },
          ...(actor.companyId === null ? {} : { company: actor.companyId }),
        },
      });
      if (reply.status < 300) return shownRecord(session, understood(recordSchema, reply.body));
      const failure = session.failure(reply);
      // The fields of a form have the ERP's own names.
      const field = errorAnswer.safeParse(reply.body).data?.error.field;
      if (field === undefined) throw failure;
      throw new ConnectorError(failure.code, "erp", failure.message, { ...failure.facts, field });
    },
  };
}

/** The ERP knows a record by its id alone: the field says of which type it is. */
function erpValues(values: FormValues): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, typeof value === "object" ? value.id : value]),
  );
}
