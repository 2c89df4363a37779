import type { Connector } from "./connector.ts";
import { ConnectorError } from "./connector-error.ts";
import { rightUses, type RightUse } from "./facets.ts";
import type { Actor } from "./item.ts";

/** What an account may do in an ERP, use by use. */
export interface RightFound {
  readonly use: RightUse;
  /** `untold`: it shows only where it is done, or nobody could be asked about. */
  readonly state: "granted" | "missing" | "untold";
  /** What the ERP calls the right; `null`: it does not say. */
  readonly name: string | null;
}

/** Nobody has it (RFC 2606): what counts is that the ERP answers to our key at all. */
export const nobodysAddress = "doctor@sync-to-erp.invalid";

/**
 * What the connection's account may do, asked of the ERP as it is now; nothing is written. An ERP that
 * tells rights is believed; of another what can be read is read, and the rest stays untold.
 * @param actor whom to act for where a right is used for a person; `null`: the ERP knows nobody here
 * @throws ConnectorError where the ERP does not answer, or does not take the key
 */
export async function rightsIn(
  erp: Connector,
  actor: Actor | null,
): Promise<readonly RightFound[]> {
  if (erp.rights !== undefined) {
    const told = await erp.rights.list();
    return rightUses.flatMap((use): RightFound[] =>
      told
        .filter((one) => one.use === use)
        .map(({ name, granted }) => ({ use, name, state: granted ? "granted" : "missing" })),
    );
  }
  const found: RightFound[] = [];
  for (const [use, probe] of probes(erp, actor)) {
    found.push({ use, name: null, state: probe === null ? "untold" : await tried(probe) });
  }
  return found;
}

type Probe = () => Promise<unknown>;

/** How each use is tried without writing; `null`: it cannot be. What the ERP does not offer is left out. */
function probes(
  erp: Connector,
  actor: Actor | null,
): readonly (readonly [RightUse, Probe | null])[] {
  const { profile, feed, records } = erp;
  const none = "sync-to-erp-looks-whether-it-may";
  const asPerson = (probe: (actor: Actor) => Promise<unknown>): Probe | null =>
    actor === null ? null : () => probe(actor);
  return [
    ...(profile === undefined ? [] : [["users", () => profile.findUser(nobodysAddress)] as const]),
    [
      "readActivities",
      asPerson(async (person) => {
        const [answer] = await erp.get(person, "appointment", [none]);
        if (answer?.kind === "error") throw answer.error;
      }),
    ],
    ...(["createActivities", "changeActivities", "deleteActivities"] as const).map(
      (use) => [use, null] as const,
    ),
    ...(feed === undefined ? [] : [["changes", () => feed.changes(null)] as const]),
    ...(records === undefined
      ? []
      : [
          [
            "records",
            asPerson((person) => records.search(person, { text: none, limit: 1, offset: 0 })),
          ] as const,
        ]),
  ];
}

async function tried(probe: Probe): Promise<RightFound["state"]> {
  try {
    await probe();
    return "granted";
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.code === "forbidden") return "missing";
    // It answered, and what was asked for is not there: it was let in.
    if (error.code === "not-found" || error.code === "rejected") return "granted";
    throw error;
  }
}
