import type { Connector } from "../../connectors/connector.ts";
import type { AppointmentField } from "../../resources/appointment/appointment.ts";
import { maskOf } from "../../resources/appointment/mask.ts";
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
  { policy, privacy }: Pick<Rules, "policy" | "privacy">,
): Terms {
  return {
    ...comparing(connectors),
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
