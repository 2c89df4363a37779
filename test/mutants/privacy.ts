import { engine, sync, type Mutant } from "./mutant.ts";

const flow = "test/sync/flow.test.ts";
const mask = "test/sync/mask.test.ts";

/** Faults of which way single fields go, and of what is kept back from the ERP. */
export const ofPrivacy: readonly Mutant[] = [
  {
    name: "the word that hides a private day is written over it in Outlook",
    file: sync("plan"),
    search: "              : withHidden(rule, wanted, microsoft, link.microsoft?.fields[field]);",
    replacement: "              : withHidden(rule, wanted, microsoft, undefined);",
    test: { file: "test/sync/own.test.ts", name: "stays in Outlook as it is when the ERP changes" },
  },
  {
    name: "a private day that the ERP cancelled is told to it as it takes place again",
    file: sync("plan"),
    search: "  if (mask?.isErpsOwn !== true || partOf === undefined) return wanted;",
    replacement:
      "  if (mask?.isErpsOwn === undefined || partOf === undefined || true) return wanted;",
    test: { file: "test/sync/own.test.ts", name: "without what Outlook says of it" },
  },
  {
    name: "the way of a field is ignored",
    file: sync("flow"),
    search: '  return open(policy, side) && (flow === "both" || flow === way);',
    replacement: '  return open(policy, side) && (flow === "both" || way !== "");',
    test: { file: flow, name: "no write ever goes to a field's source" },
  },
  {
    name: "what a target added to a set is agreed on by a write of something else",
    file: sync("record"),
    search: "  : { target: was.target.get(key), origin: was.origin.get(key) };",
    replacement: "  : { target: own, origin: other };",
    test: { file: flow, name: "gets what its target added to a set meanwhile" },
  },
  {
    name: "what is private is told",
    file: sync("mask"),
    search: "    fields: mask.told(snapshot.fields),",
    replacement: "    fields: snapshot.fields,",
    test: { file: mask, name: "nothing that tells of a private item" },
  },
  {
    name: "what the ERP has of its own is overwritten by the mask",
    file: sync("mask"),
    search: "  if (snapshot === null || mask === null || mask.isErpsOwn) return snapshot;",
    replacement: "  if (snapshot === null || mask === null) return snapshot;",
    test: { file: mask, name: "an item that was made in the ERP keeps its own there" },
  },
  {
    name: "what the ERP deleted is made again with what is private",
    file: sync("plan"),
    search: "  const held = mask === null ? snapshot.fields : mask.told(snapshot.fields);",
    replacement: "  const held = mask === undefined ? {} : snapshot.fields;",
    test: {
      file: "test/engine/run/private-items.test.ts",
      name: "are never told when what the ERP deleted is made again for an edit",
    },
  },
  {
    name: "a masked meeting counts as one without guests",
    file: sync("plan"),
    search: "  if (terms.schema.sparesFromDeletion(present, link[present] ?? snapshot)) {",
    replacement: "  if (terms.schema.sparesFromDeletion(present, snapshot)) {",
    test: { file: mask, name: "a masked meeting with guests stays" },
  },
  {
    name: "private items that look alike are kept with their subjects",
    file: engine("run/park"),
    search: '  return typeof subject === "string" && !isPrivate(fields) ? subject : "";',
    replacement: '  return typeof subject === "string" ? subject : "";',
    test: { file: "test/engine/run/private-items.test.ts", name: "without a word of them" },
  },
];
