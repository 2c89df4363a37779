import type { LeavingEnding, LeftConnection } from "../../store/documents/administration.ts";
import type { Decider } from "../administrators.ts";
import type { LeavingConnections, Refusal } from "./ports.ts";

type Connections = LeavingEnding["connections"];

/** What was noted of ERPs that are left, and where that is noted. */
export interface EndingNotes {
  readonly connections: () => Connections;
  note(connections: Connections): Promise<void>;
}

/** Why something does not go on now, and for how long, ms. */
export interface Kept {
  readonly reason: string;
  readonly ms: number;
}

/**
 * Leaves ERPs one after the other and then forgets them. What became of our address is noted before
 * anything of it is forgotten, so that a stop at any step is gone on from and nothing is missing later.
 * @param inVain attempts in a row that an ERP did not answer
 * @returns what it waits for; `null`: it is done
 */
export async function leaveConnections(
  port: Pick<LeavingConnections, "leave" | "forget">,
  notes: EndingNotes,
  by: Decider,
  inVain: number,
): Promise<Kept | null> {
  for (const { id, webhook } of notes.connections()) {
    if (webhook !== null) continue;
    const outcome = await port.leave(id);
    const kept = typeof outcome === "string" ? null : keptBy(outcome, inVain);
    if (kept !== null) return kept;
    const became = typeof outcome === "string" ? outcome : "left";
    await notes.note(
      notes.connections().map((one) => (one.id === id ? { ...one, webhook: became } : one)),
    );
  }
  for (const { id } of notes.connections()) await port.forget(id, by);
  return null;
}

function keptBy(refusal: Refusal, inVain: number): Kept | null {
  const ms = refusal.waitMs(inVain + 1);
  return ms === null ? null : { reason: refusal.reason, ms };
}

/** As it is told once all of it is done. */
export function leftOf(connections: Connections): readonly LeftConnection[] {
  return connections.map(({ webhook, ...one }) => ({ ...one, webhook: webhook ?? "none" }));
}
