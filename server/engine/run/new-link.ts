import { emptyCompanion } from "../../resources/appointment/companion.ts";
import type { Link } from "../../sync/model.ts";

/** A link for an item that a person or a gate took up; its sides are read by the observation. */
export function newLink(
  id: string,
  choice: Link["choice"],
  ids: Link["ids"],
  companion: Link["companion"] = emptyCompanion,
): Link {
  return {
    id,
    resource: "appointment",
    ids,
    companion,
    base: null,
    generation: 0,
    writes: [],
    answers: {},
    waiting: [],
    choice,
    attendeeCopy: false,
    dirty: true,
    syncedAt: null,
  };
}

/** A link for an event that its person switched on: what stands in the ERP is looked for first (rule 27). */
export function newChoice(id: string, microsoftId: string, companion?: Link["companion"]): Link {
  return { ...newLink(id, "on", { microsoft: microsoftId }, companion), unsought: true };
}
