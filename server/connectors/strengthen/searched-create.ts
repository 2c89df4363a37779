import type { Clock } from "../../lib/clock.ts";
import { createTurns } from "../../lib/turns.ts";
import type { Connector } from "../port/connector.ts";
import { ConnectorError } from "../port/connector-error.ts";
import type { Actor, Outcome, WriteAction } from "../port/item.ts";

type Create = Extract<WriteAction, { kind: "create" }>;

/**
 * For a side that makes a second item when it is asked twice. A create is looked for by its key
 * before it is sent (`search`); one process does so for one key at a time. A create that got no
 * answer may still land, so it is not repeated for `settleMs`: no search finds what is on its way.
 *
 * Where the side stores nothing of ours (`none`) there is no key to look for: the engine looks for
 * what reads the same before it repeats a create (`engine/run/match/look-alike.ts`).
 */
export function withSearchedCreate(weak: Connector, clock: Clock, settleMs: number): Connector {
  const { create } = weak.capabilities.promises;
  if (create === "native") return weak;
  /** When a create that got no answer may be repeated, ms since the epoch. */
  const settledAt = new Map<string, number>();
  const inTurn = createTurns();

  async function made(actor: Actor, { key }: Create): Promise<Outcome | null> {
    if (create === "none") return null;
    try {
      const item = await weak.findByKey(actor, "appointment", key);
      return item === null ? null : { kind: "written", item };
    } catch (error) {
      if (error instanceof ConnectorError) return { kind: "error", error };
      throw error;
    }
  }

  function tooEarly(turn: string): Outcome | null {
    const waitMs = (settledAt.get(turn) ?? 0) - clock.now();
    // Longer than it was ever set to: the clock was set back, and nothing can be told from it.
    if (waitMs <= 0 || waitMs > settleMs) return null;
    const reason = "A create that got no answer may still land. It is looked for again later.";
    const error = new ConnectorError("throttled", weak.side, reason, { retryAfterMs: waitMs });
    return { kind: "error", error };
  }

  async function send(actor: Actor, turn: string, action: Create): Promise<Outcome> {
    const early = (await made(actor, action)) ?? tooEarly(turn);
    if (early !== null) return early;
    settledAt.set(turn, clock.now() + settleMs);
    const [outcome] = await weak.write(actor, "appointment", [action]);
    const inDoubt = outcome?.kind === "error" && outcome.error.code === "unavailable";
    if (outcome !== undefined && !inDoubt) settledAt.delete(turn);
    const error = new ConnectorError("unavailable", weak.side, "A create was not answered.");
    return outcome ?? { kind: "error", error };
  }

  return {
    ...weak,
    write: async (actor, resource, actions) => {
      const others = actions.filter((action) => action.kind !== "create");
      const answers = others.length === 0 ? [] : [...(await weak.write(actor, resource, others))];
      const outcomes: Outcome[] = [];
      for (const action of actions) {
        const last = outcomes.findLast((one) => one.kind === "error");
        if (action.kind === "create" && last !== undefined && endsAll(last.error)) {
          // Who asks us to wait or refuses the sign-in will not treat the next one better.
          outcomes.push(last);
        } else if (action.kind === "create") {
          const turn = JSON.stringify([actor.tenantId, actor.mailboxId, action.key]);
          outcomes.push(await inTurn(turn, () => send(actor, turn, action)));
        } else {
          const error = new ConnectorError("unavailable", weak.side, "A write was not answered.");
          outcomes.push(answers.shift() ?? { kind: "error", error });
        }
      }
      return outcomes;
    },
  };
}

function endsAll({ code }: ConnectorError): boolean {
  return code === "throttled" || code === "unauthorized";
}
