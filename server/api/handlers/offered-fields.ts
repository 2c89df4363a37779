import type { Connector } from "../../connectors/port/connector.ts";
import { fieldsOfBoth } from "../../engine/run/terms.ts";
import { flowFields, type FlowField, type SetupOptions } from "../contract/account.ts";

/** The fields that both sides hold, in the order of an appointment, and the ways that each may go. */
export function offeredFields(graph: Connector, erp: Connector): SetupOptions["fields"] {
  return fieldsOfBoth({ graph, erp })
    .filter((field): field is FlowField => Object.hasOwn(flowFields, field))
    .map((field) => ({ field, ways: [...flowFields[field].options] }));
}
