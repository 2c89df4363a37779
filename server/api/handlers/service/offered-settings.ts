import type { Connector } from "../../../connectors/port/connector.ts";
import { isChoice, type LevelContent, type Setting } from "../../../settings/inherit.ts";
import { offeredFields } from "../offered-fields.ts";

/** What the systems behind a level can do at all, all of them together. */
export interface Abilities {
  /** Fields of an appointment whose way somebody could choose. */
  readonly fields: ReadonlySet<string>;
  /** Whether an activity can stay as cancelled. */
  readonly cancels: boolean;
}

export function abilitiesOf(graph: Connector, erps: readonly Connector[]): Abilities {
  return {
    fields: new Set(erps.flatMap((erp) => offeredFields(graph, erp).map(({ field }) => field))),
    cancels: erps.some((erp) => erp.capabilities.cancels === true),
  };
}

const wayOf = "flows.";

/**
 * A setting as it is offered there, as in people's own Setup; `null` where it would do nothing. What was
 * said already stays: it has to be seen to be taken back.
 */
export function offered(
  name: string,
  setting: Setting,
  { values }: LevelContent,
  { fields, cancels }: Abilities,
): Setting | null {
  const said = values[name];
  if (name.startsWith(wayOf) && said === undefined && !fields.has(name.slice(wayOf.length))) {
    return null;
  }
  const { allowed } = setting;
  if (cancels || said === "cancel" || !isChoice(allowed) || !allowed.includes("cancel")) {
    return setting;
  }
  return { ...setting, allowed: allowed.filter((value) => value !== "cancel") };
}
