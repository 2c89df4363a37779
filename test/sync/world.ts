import fc from "fast-check";
import { withCompanion } from "../../server/sync/mask.ts";
import { plan } from "../../server/sync/plan.ts";
import type { Terms } from "../../server/sync/terms.ts";
import { adopted, landed, observed } from "../../server/sync/record.ts";
import {
  type Decision,
  type Fields,
  type Link,
  type Policy,
  type Schema,
  type Side,
  type Snapshot,
  type Value,
} from "../../server/sync/model.ts";

/**
 * A small world for the rules: five fields of every kind, two sides that store what they are given,
 * and a hand that carries out decisions. Values are unique words, so that a lost edit can be seen.
 */
const print = (value: Value): string => JSON.stringify(value);
const elements = (value: Value): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [];

export const schema: Schema = {
  resource: "appointment",
  fields: {
    title: { flow: "both", required: true, fingerprint: print },
    place: { flow: "both", fingerprint: print },
    tags: {
      flow: "both",
      elementKey: print,
      fingerprint: (value) => print([...elements(value)].map(print).sort()),
    },
    guests: {
      flow: "toErp",
      elementKey: print,
      fingerprint: (value) => print([...elements(value)].map(print).sort()),
    },
    records: {
      flow: "both",
      elementKey: print,
      fingerprint: (value) => print([...elements(value)].map(print).sort()),
    },
    // Held by Outlook alone.
    color: { flow: "both", fingerprint: print },
  },
  companion: ["records"],
  onRefused: (reason) => (reason === "not-organizer" ? "revert" : "keep"),
  saidByLeaving: {},
  sparesFromDeletion: (side, snapshot) =>
    side === "microsoft" && elements(snapshot.fields["guests"] ?? []).length > 0,
  ofGuests: ["records"],
  tellsGuests: (field, outlook) =>
    field !== "records" && elements(outlook.fields["guests"] ?? []).length > 0,
};

export const policy: Policy = {
  toErp: true,
  toMicrosoft: true,
  flows: {},
  precedence: "erp",
  afterDeleteOn: { microsoft: "delete", erp: "delete" },
  clockSkewMs: 1000,
};

export const holdings = {
  microsoft: new Set(["title", "place", "tags", "guests", "color"]),
  erp: new Set(["title", "place", "tags", "guests", "records"]),
};

export const terms = (changes: Partial<Policy> = {}): Terms => ({
  schema,
  holdings,
  policy: { ...policy, ...changes },
});

const word = fc.stringMatching(/^[a-e]{1,3}$/);
const words = fc.uniqueArray(word, { maxLength: 4 });

export const agreedFields = fc.record({
  title: word,
  place: fc.option(word),
  tags: words,
  guests: words,
  records: words,
});
export type AgreedFields = typeof agreedFields extends fc.Arbitrary<infer T> ? T : never;

/** An edit of some fields: set, changed or cleared. */
export const edit = fc.record(
  { title: word, place: fc.option(word), tags: words, records: words },
  { requiredKeys: [] },
);

let versions = 0;

export function snapshot(fields: Fields, extra: Partial<Snapshot> = {}): Snapshot {
  return { id: "i", version: `v${++versions}`, fields, modifiedAt: null, ...extra };
}

/** A link whose two sides agree on `fields`. */
export function agreeing(fields: AgreedFields): Link {
  const { records, ...outlook } = fields;
  return {
    id: "link",
    resource: "appointment",
    microsoft: snapshot({ ...outlook, color: "blue" }),
    erp: snapshot({ ...fields }),
    ids: { microsoft: "i", erp: "i" },
    companion: { records },
    base: { microsoft: { ...fields }, erp: { ...fields } },
    generation: 1,
    writes: [],
    answers: {},
    waiting: [],
    choice: "on",
    attendeeCopy: false,
    dirty: true,
    syncedAt: null,
  };
}

/** What the side holds in all shared fields; `null` when gone. */
export function held(link: Link, side: Side): Fields | null {
  const now = side === "microsoft" ? withCompanion(link) : (link.erp ?? null);
  return now === null ? null : now.fields;
}

/** A person edits one side. */
export function editOn(link: Link, side: Side, changes: Fields): Link {
  const now = link[side];
  if (now === undefined || now === null) return link;
  const { records, ...own } = changes;
  if (side === "erp") return { ...link, dirty: true, erp: snapshot({ ...now.fields, ...changes }) };
  return {
    ...link,
    dirty: true,
    microsoft: snapshot({ ...now.fields, ...own }),
    companion: records === undefined ? link.companion : { ...link.companion, records },
  };
}

export function deleteOn(link: Link, side: Side): Link {
  return { ...link, dirty: true, [side]: null };
}

/** Carries a decision out on both sides, as the engine would, with every write succeeding. */
export function apply(link: Link, decision: Decision, rules: Schema = schema): Link | null {
  switch (decision.kind) {
    case "nothing":
      return { ...link, dirty: false };
    case "settle":
      return { ...link, base: decision.base, dirty: false };
    case "unlink":
      return null;
    case "delete":
      return observed(link, decision.side, null, rules);
    case "create": {
      const generation = link.generation + 1;
      const key = `${link.id}#${generation}`;
      const { side, fields, source } = decision;
      const intended = { ...link, generation, create: { side, key, fields, source } };
      const { records, ...own } = fields;
      const made = snapshot(side === "erp" ? fields : { guests: [], color: null, ...own });
      const next = adopted(intended, { snapshot: made, stamp: null }, rules);
      return side === "erp" ? next : { ...next, companion: { records: records ?? [] } };
    }
    case "update":
      return decision.updates.reduce<Link>(
        (now, { side, fields, source }) => {
          const stamp = `s${++versions}`;
          const writes = [...now.writes, { side, kind: "update" as const, stamp, fields, source }];
          const written = editOn({ ...now, writes }, side, fields);
          return landed(written, side, stamp, held(written, side) ?? {}, rules);
        },
        { ...link, base: decision.base },
      );
  }
}

/** Carries out only the writes to `side`: those to the other one fail. */
export function applyOn(link: Link, decision: Decision, side: Side): Link {
  if (decision.kind !== "update") return link;
  const updates = decision.updates.filter((update) => update.side === side);
  return apply(link, { ...decision, updates }) ?? link;
}

/** Plans and applies until nothing is left to do; the decisions in order. */
export function settle(
  start: Link,
  with_: Terms,
  rounds = 6,
): { link: Link | null; decisions: Decision[] } {
  const decisions: Decision[] = [];
  let link: Link | null = start;
  for (let round = 0; round < rounds && link !== null; round++) {
    const decision: Decision = plan(link, with_);
    decisions.push(decision);
    if (decision.kind === "nothing") return { link, decisions };
    if (decision.kind === "update" && decision.updates.length === 0) return { link, decisions };
    link = apply(link, decision, with_.schema);
  }
  return { link, decisions };
}
