/** Every event that Microsoft's documentation shows, read as an item; and every body it posts, sent by us. */
import { readEvent } from "../../../server/connectors/graph/event/event.ts";
import { appointmentSchema } from "../../../server/resources/appointment/appointment.ts";
import { appointmentSchemaRules } from "../../../server/resources/appointment/schema.ts";
import type { WriteAction } from "../../../server/connectors/port/item.ts";
import { describeConformance } from "../../conformance/describe-conformance.ts";
import { type DocumentedPair, readReference } from "../../conformance/reference.ts";
import { sandboxed } from "./sandbox.ts";
import { actor } from "./stub.ts";

type Json = Readonly<Record<string, unknown>>;

/** Events anywhere inside an answer: an id, a start and an end. */
function eventsIn(value: unknown): Json[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(eventsIn);
  const isEvent = "id" in value && "start" in value && "end" in value;
  return isEvent ? [{ ...value }] : Object.values(value).flatMap(eventsIn);
}

/** Given once; examples leave out what a `$select` would, which the etag never is. */
function documentedEvents(): [string, Json][] {
  const pairs = readReference("doc-examples.json") as DocumentedPair[];
  return pairs
    .filter(({ operation }) => /\/(events|calendarView)\b/.test(operation))
    .flatMap(({ operation, response }) =>
      eventsIn(response?.body).map((event): [string, Json] => [operation, event]),
    );
}

describeConformance("an event of the documentation", () => {
  it.each(documentedEvents())("of %s is read as an appointment", (_operation, event) => {
    const found = readEvent({ "@odata.etag": 'W/"documented"', ...event }, actor);
    expect(found.kind).toBe("found");
    const fields = found.kind === "found" ? found.item.fields : {};
    expect(appointmentSchema.partial().safeParse(fields).error).toBeUndefined();
  });

  it.each(documentedEvents())(
    "of %s means the same after we made it in Outlook",
    async (_op, event) => {
      const sandbox = sandboxed();
      const found = readEvent({ "@odata.etag": 'W/"documented"', ...event }, actor);
      // Whom it invites, who invites, and where they join is Outlook's to say and never written.
      const {
        attendees: _,
        owner: _organizer,
        joinLink: _way,
        ...fields
      } = found.kind === "found" ? found.item.fields : {};
      const action: WriteAction = { kind: "create", key: "link#1", fields };
      const [outcome] = await sandbox.connector.write(actor, "appointment", [action]);
      const made = outcome?.kind === "written" ? outcome.item.fields : {};
      for (const [name, value] of Object.entries(fields)) {
        const { fingerprint } = appointmentSchemaRules.fields[name]!;
        expect([name, fingerprint(made[name] ?? null)]).toEqual([name, fingerprint(value)]);
      }
    },
  );
});
