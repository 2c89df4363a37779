import type { Connector } from "../../connectors/port/connector.ts";
import type { AppointmentField } from "../../resources/appointment/appointment.ts";
import { maskOf } from "../../resources/appointment/mask.ts";
import { mappedName, withMapped } from "../../resources/appointment/mapped.ts";
import { appointmentSchemaRules } from "../../resources/appointment/schema.ts";
import { heldFields, type Terms } from "../../sync/terms.ts";
import { isMadeIn } from "./link-id.ts";
import type { Rules } from "../mailboxes/mailbox.ts";

interface Connectors {
  readonly graph: Connector;
  readonly erp: Connector;
}

/** What deciding about the links of a mailbox needs: runs, previews and undos decide by the same. */
export function termsOf(
  connectors: Connectors,
  { policy, privacy, mapped = [] }: Pick<Rules, "policy" | "privacy" | "mapped">,
): Terms {
  const { schema, holdings } = comparing(connectors);
  const names = mapped.map(mappedName);
  return {
    schema: withMapped(schema, mapped),
    holdings: {
      microsoft: new Set([...holdings.microsoft, ...names]),
      erp: new Set([...holdings.erp, ...names]),
    },
    policy,
    privacy: {
      mark: "sensitivity" satisfies AppointmentField,
      maskOf: (link) => maskOf(link, privacy, () => isMadeIn(link, "erp")),
    },
  };
}

/** The fields of an appointment that both sides hold, in its order. */
export function fieldsOfBoth(connectors: Connectors): readonly string[] {
  return heldFields(comparing(connectors));
}

/** What the two sides hold of appointments, and how it is compared. */
function comparing({ graph, erp }: Connectors): Pick<Terms, "schema" | "holdings"> {
  return {
    schema: appointmentSchemaRules,
    holdings: {
      microsoft: graph.capabilities.holds.appointment,
      erp: erp.capabilities.holds.appointment,
    },
  };
}
