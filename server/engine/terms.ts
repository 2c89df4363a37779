import type { Connector } from "../connectors/connector.ts";
import { appointmentSchemaRules } from "../resources/appointment/schema.ts";
import type { Policy } from "../sync/model.ts";
import type { Terms } from "../sync/plan.ts";

/** What deciding about the links of a mailbox needs: runs, previews and undos decide by the same. */
export function termsOf(
  sides: { readonly graph: Connector; readonly erp: Connector },
  policy: Policy,
): Terms {
  return {
    schema: appointmentSchemaRules,
    holdings: {
      microsoft: sides.graph.capabilities.holds.appointment,
      erp: sides.erp.capabilities.holds.appointment,
    },
    policy,
  };
}
