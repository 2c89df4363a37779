import type { Promises } from "../../../server/connectors/port/connector.ts";
import {
  strengthened,
  usualStrengthening,
} from "../../../server/connectors/strengthen/strengthen.ts";
import { connectorContract } from "../contract/connector-contract.ts";
import type { Exemption } from "../contract/harness.ts";
import { openMemory } from "../memory/harness.ts";

/** What no wrapper can make good, by the promise that is missing; SPEC.md says what it comes to. */
const residue: Readonly<Record<Exclude<Promises["create"], "native">, readonly Exemption[]>> = {
  search: [
    {
      test: "a key whose item was deleted is spent",
      reason: "a side that is searched cannot tell deleted from never made",
    },
    {
      test: "a person's copy of an item does not carry its key",
      reason: "what is stored with an item is copied with it",
    },
  ],
  none: [
    "a create answers the item with its key, as it reads back",
    "a repeated create answers the item it made first",
    "a create whose reply was lost is found by repeating it",
    "a key whose item was deleted is spent",
    "a key finds what its create made, and nothing else",
    "a person's copy of an item does not carry its key",
    "the stamp of an update can be read afterwards, also after a person's edit",
    "an update whose reply was lost shows by its stamp that it landed",
  ].map((test) => ({ test, reason: "the side stores nothing of ours" })),
};

const nothingExpires: readonly Exemption[] = [
  {
    test: "an expired cursor is cursor-expired, and a new list heals it",
    reason: "neither a time nor a side that is listed anew has a cursor that could",
  },
];

const weak: readonly Partial<Promises>[] = [
  { lock: "checked" },
  { lock: "none" },
  { create: "search" },
  { create: "none" },
  { deletes: "reconcile" },
  { changes: "timestamp" },
  { changes: "timestamp", deletes: "reconcile" },
  { lock: "none", create: "search", deletes: "reconcile", changes: "timestamp" },
  { lock: "none", create: "none", deletes: "reconcile", changes: "timestamp" },
];

describe("a weak side, strengthened:", () => {
  for (const promises of weak) {
    const { create = "native" } = promises;
    const forgets = promises.deletes === undefined && promises.changes === undefined;
    const name = Object.entries(promises).map(([what, how]) => `${what} ${how}`);
    connectorContract(
      name.join(", "),
      () =>
        openMemory("erp", {
          promises,
          // The tests wait for nothing: every call is so much later that all delays are over.
          passesMs: usualStrengthening.settleMs,
          wrap: (side, clock) =>
            strengthened(side, { ...usualStrengthening, clock, reconcileMs: 0 }),
        }),
      [...(create === "native" ? [] : residue[create]), ...(forgets ? [] : nothingExpires)],
    );
  }
});
