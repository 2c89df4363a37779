import { engine, sync, type Mutant } from "./mutant.ts";

const plan = "test/sync/plan.test.ts";
const record = "test/sync/record.test.ts";
const table = "test/sync/decision-table.test.ts";
const run = "test/engine/run/run.test.ts";
const faults = "test/engine/run/faults.test.ts";
const conflicts = "test/engine/run/conflicts.test.ts";
const undo = "test/sync/undo.test.ts";
const guest = "test/sync/guest.test.ts";
const answers = "test/sync/answers.test.ts";

/** Faults of what decides. */
export const ofCore: readonly Mutant[] = [
  {
    name: "a deletion beats an edit",
    file: sync("plan"),
    search: "const outlives = edited === null || edited.length > 0;",
    replacement: "const outlives = edited === null;",
    test: { file: plan, name: "an edit outlives a deletion: the item comes back with the edit" },
  },
  {
    name: "a cleared field is ignored",
    file: sync("merge"),
    search: "print(now.erp) !== print(base.erp),",
    replacement: "(print(now.erp) !== print(base.erp) && !isEmpty(now.erp)),",
    test: { file: plan, name: "what either side set, changed or cleared" },
  },
  {
    name: "the ERP always wins, whatever the rule says",
    file: sync("merge"),
    search:
      '    case "microsoft":\n      return { winner: "microsoft", because: "microsoft-wins" };',
    replacement: '    case "microsoft":\n      return { winner: "erp", because: "erp-wins" };',
    test: { file: plan, name: "swapping the sides and the policy mirrors the outcome" },
  },
  {
    name: "a conflict is swallowed",
    file: sync("plan"),
    search: "        all.push(...merged.conflicts);",
    replacement: "",
    test: { file: plan, name: "what either side set, changed or cleared" },
  },
  {
    name: "a conflict is not logged",
    file: engine("run/apply/intents"),
    search: "  for (const conflict of news) noteConflict(run, link, conflict);",
    replacement: "  for (const conflict of news) void [noteConflict, conflict];",
    test: { file: conflicts, name: "newest wins, and the loser is in the log with both values" },
  },
  {
    name: "an answer outlives the values it was given for",
    file: sync("merge"),
    search: "if (isAsShown) return { winner: answer.keep",
    replacement: "return { winner: answer.keep",
    test: { file: plan, name: "an answer decides while the values are those that were shown" },
  },
  {
    name: "a person's own value is asked about again where both sides respell it",
    file: sync("merge"),
    search: '  if (sides.every(hasIt)) return { kind: "agreed" };',
    replacement: "",
    test: { file: plan, name: "is asked about no more where each side spells it" },
  },
  {
    name: "a person's own value is taken for what one side changed",
    file: sync("merge"),
    search: "  if (own !== null) return own;",
    replacement: "  if (own !== null && changed.microsoft && changed.erp) return own;",
    test: { file: plan, name: "comes to stand where the write to either side fails at first" },
  },
  {
    name: "what is written to both sides is agreed when one was told",
    file: sync("plan"),
    search:
      "    (name) => writes[there][name] === undefined || schema.fields[name]?.elementKey !== undefined,",
    replacement: "    () => true,",
    test: { file: plan, name: "comes to stand where the write to either side fails at first" },
  },
  {
    name: "the direction is ignored",
    file: sync("flow"),
    search: '  return side === "erp" ? policy.toErp : policy.toMicrosoft;',
    replacement: '  return side === "erp" || policy.toErp || policy.toMicrosoft;',
    test: { file: plan, name: "a one-way rule never writes to its source" },
  },
  {
    name: "newest is decided within the clocks' difference",
    file: sync("merge"),
    search: "if (!(Math.abs(microsoft - erp) > terms.clockSkewMs))",
    replacement: "if (!(Math.abs(microsoft - erp) >= 0))",
    test: { file: plan, name: "within the clock skew, or without a time, newest asks" },
  },
  {
    name: "newest is when the server last touched the item",
    file: sync("record"),
    search: "[side]: edited ? snapshot : { ...snapshot, ...authorship(before) },",
    replacement: "[side]: authorship(snapshot) && snapshot,",
    test: { file: record, name: "is when the meaning moved, not when the server last touched" },
  },
  {
    name: "an empty field of a first pair counts as cleared",
    file: sync("merge"),
    search: "  if (base.microsoft === undefined || base.erp === undefined) {",
    replacement: '  if (terms.field === "") {',
    test: { file: plan, name: "an empty field is not a cleared one" },
  },
  {
    name: "what was removed from a set comes back",
    file: sync("merge-set"),
    search: "    } else if (!removedThere) {",
    replacement: "    } else if (removedThere || !removedThere) {",
    test: { file: plan, name: "merges sets element by element" },
  },
  {
    name: "a meeting that was declined is made again, because the ERP edited it",
    file: sync("plan"),
    search: "  if (wasCopy && link.calledOff !== true) {",
    replacement: "  if (wasCopy && link.calledOff !== true && link.dirty === false) {",
    test: { file: table, name: "is decided by the laws for every case of" },
  },
  {
    name: "a day is gone, and nobody is told what was edited of it",
    file: sync("merge-set"),
    search: "    return isNew && !isRemoved(now[there], name) && edited;",
    replacement: "    return isNew && isRemoved(now[there], name) && edited;",
    test: { file: table, name: "is decided by the laws for every case of" },
  },
  {
    name: "a day that guests keep loses in Outlook what it had for itself",
    file: sync("parts"),
    search: "  const unitOf = rule.unit?.of ?? elementKey;",
    replacement: "  const unitOf = rule.unit === undefined ? elementKey : elementKey;",
    test: { file: table, name: "is decided by the laws for every case of" },
  },
  {
    name: "an echo is taken for an edit",
    file: sync("record"),
    search:
      "  const edited = before === undefined || before === null || differs(before, snapshot, schema);",
    replacement:
      "  const edited = before === undefined || before === null || before.version !== snapshot.version || differs(before, snapshot, schema);",
    test: { file: plan, name: "a moved version with the same meaning leaves the link clean" },
  },
  {
    name: "a stamp that is read back is ignored",
    file: sync("record"),
    search:
      "  return heard === undefined ? next : landed(next, side, heard, snapshot.fields, schema);",
    replacement: "  return heard === undefined || landed === undefined ? next : next;",
    test: {
      file: faults,
      name: "an update whose reply is lost is not sent twice and is no conflict",
    },
  },
  {
    name: "any stamp counts as ours",
    file: sync("record"),
    search: "  const write = link.writes.find((one) => one.stamp === stamp && one.side === side);",
    replacement:
      "  const write = link.writes.find((one) => one.side === side || one.stamp === stamp);",
    test: { file: record, name: "with another stamp it is not ours" },
  },
  {
    name: "the base is one for both sides",
    file: sync("record"),
    search: "      target[field] = stands ? read : value;",
    replacement: "      target[field] = stands ? value : value;",
    test: { file: record, name: "keeps what a server tidied as that server spells it" },
  },
  {
    name: "a spent key counts as never made",
    file: sync("record"),
    search:
      "    const ids = { ...rest.ids, [create.side]: rest.ids[create.side] ?? `spent:${create.key}` };".trim(),
    replacement: "const ids = rest.ids;",
    test: { file: record, name: "whose item a person deleted since is a deletion" },
  },
  {
    name: "a deletion is seen in an attendee's answer",
    file: sync("plan"),
    search: 'absent === "microsoft" && link.attendeeCopy;',
    replacement: 'absent === "erp" && link.attendeeCopy;',
    test: { file: plan, name: "an attendee deleting his copy does not delete the ERP's activity" },
  },
  {
    name: "an answer is sent to make two items alike that just met",
    file: sync("merge"),
    search: "  if (mails === undefined || base[mails] !== undefined) return terms;",
    replacement: "  if (mails === undefined || mails !== undefined) return terms;",
    test: { file: answers, name: "is not sent to make two items alike that just met" },
  },
  {
    name: "an answer is taken back in Outlook",
    file: sync("plan"),
    search: "    rule?.refuses?.(side, now[otherSide(side)].fields[field] ?? null);",
    replacement: "    (rule?.refuses && undefined);",
    test: { file: answers, name: "is never taken back in Outlook" },
  },
  {
    name: "leaving a meeting is told again and again",
    file: sync("plan"),
    search: "    if (erp.readOnly?.[field] !== undefined || print(held) === print(said)) continue;",
    replacement: "    if (erp.readOnly?.[field] !== undefined) continue;",
    test: { file: answers, name: "is declining it: the ERP is told, once" },
  },
  {
    name: "an answer in the ERP makes a deleted meeting again",
    file: sync("plan"),
    search:
      '    !shared.includes(field) || fields[field]?.flow === (side === "erp" ? "toErp" : "toMicrosoft");',
    replacement:
      '    !shared.includes(field) || fields[field]?.flow === (side === "erp" ? "toMicrosoft" : "toErp");',
    test: { file: answers, name: "in the ERP does not make a deleted meeting again" },
  },
  {
    name: "a meeting with guests is removed",
    file: sync("plan"),
    search: "  if (terms.schema.sparesFromDeletion(present, link[present] ?? snapshot)) {",
    replacement: "  if (terms.schema.sparesFromDeletion(absent, snapshot)) {",
    test: { file: plan, name: "a meeting with guests is never removed" },
  },
  {
    name: "a guest of a shared meeting writes what is the meeting's",
    file: sync("plan"),
    search: "  const terms = link.guestOf === undefined ? all : termsOfGuest(all);",
    replacement: "  const terms = all;",
    test: { file: guest, name: "writes nothing but what is its person's own" },
  },
  {
    name: "a guest's link deletes what his copy was for",
    file: sync("plan"),
    search: "  if (link.guestOf !== undefined && (microsoft === null || erp === null)) {",
    replacement: "  if (link.guestOf !== undefined && microsoft === null && erp === null) {",
    test: { file: guest, name: "ends where either copy is gone" },
  },
  {
    name: "guests are written to Outlook",
    file: "server/resources/appointment/schema.ts",
    search: '    "toErp",\n  ),',
    replacement: '    "both",\n  ),',
    test: { file: run, name: "the user's activities come to Outlook without guests" },
  },
  {
    name: "one of several twins is taken",
    file: sync("match"),
    search: "here.length === 1 && there.length === 1",
    replacement: "here.length >= 1 && there.length >= 1",
    test: { file: "test/sync/match.test.ts", name: "asks when several look alike" },
  },
  {
    name: "a weaker sign decides what a stronger one left in doubt",
    file: sync("match"),
    search: "        for (const one of [...here, ...there]) taken.add(one);",
    replacement: "",
    test: { file: "test/sync/match.test.ts", name: "asks when several look alike" },
  },
  {
    name: "what a list does not show is never missed",
    file: sync("reconcile"),
    search: "!listing.has(snapshot.id)",
    replacement: "listing.has(snapshot.id)",
    test: { file: record, name: "what a complete list does not show" },
  },
  {
    name: "an undo overwrites what was edited since",
    file: sync("undo"),
    search: "    return held !== undefined && prints.length > 0 && !prints.includes(print(held));",
    replacement:
      "    return held !== undefined && prints.length < 0 && !prints.includes(print(held));",
    test: { file: undo, name: "leaves alone what was edited since" },
  },
  {
    name: "an undo tells guests without being asked to",
    file: sync("undo"),
    search: "tells && !tellGuests",
    replacement: "tells && schema === null",
    test: { file: undo, name: "tells no guests unless the person agreed" },
  },
  {
    name: "an undo cancels a meeting that was sent without asking",
    file: sync("undo"),
    search: "if (isSpared && undo.cancellation === undefined) return",
    replacement: "if (isSpared && undo.cancellation === null) return",
    test: { file: undo, name: "removes the copy of a create, but no meeting with guests" },
  },
  {
    name: "an undo does not wait for what is on its way",
    file: sync("undo"),
    search: '    if (ordinary.kind === "update" && ordinary.updates.length > 0) return ordinary;\n',
    replacement: "",
    test: { file: "test/engine/undo/undo.test.ts", name: "takes several changes of one item back" },
  },
  {
    name: "the brake is off by one",
    file: "server/sync/guard.ts",
    search: "if (acts(deleted) > allowed)",
    replacement: "if (acts(deleted) > allowed + 1)",
    test: { file: "test/sync/guard.test.ts", name: "holds one deletion more than is allowed" },
  },
  {
    name: "days of series go without the brake",
    file: "server/sync/guard.ts",
    search: "  return deletesItem(one, side) || removesPart(one, side, schema);",
    replacement: "  return deletesItem(one, side) && !removesPart(one, side, schema);",
    test: { file: "test/sync/guard.test.ts", name: "counts a series that loses days once" },
  },
  {
    name: "an answer to a day makes two items alike that just met",
    file: "server/sync/plan.ts",
    search:
      "  return about === undefined || sides.every((side) => base?.[side][about] !== undefined);",
    replacement:
      "  return about === undefined || sides.every((side) => base?.[side][about] !== null);",
    test: { file: "test/sync/days.test.ts", name: "that the ERP holds when the two items meet" },
  },
  {
    name: "a day that was declined is answered once more",
    file: "server/resources/appointment/schema.ts",
    search: '          if (valueOf(held) === "declined") return "left";\n',
    replacement: "",
    test: { file: "test/sync/days.test.ts", name: "is sent for what its person changed" },
  },
  {
    name: "an undo of a day invites its guests again",
    file: "server/resources/appointment/schema.ts",
    search: '          return "guests";',
    replacement: "          return undefined;",
    test: { file: "test/sync/days.test.ts", name: "is taken back into no silence" },
  },
  {
    name: "what our own write swept away counts as removed by a person",
    file: sync("swept"),
    search:
      "    return sweeps && elementKey !== undefined ? [[field, { ...rule, elementKey }] as const] : [];",
    replacement: "    return [];",
    test: { file: "test/sync/series.test.ts", name: "it comes back" },
  },
  {
    name: "exceptions are written together with the series' time",
    file: "server/sync/plan.ts",
    search: "    isWritten(field) && after.some(isWritten) ? [field] : [],",
    replacement: "    [],",
    test: { file: "test/sync/series.test.ts", name: "is written after the field" },
  },
  {
    name: "an occurrence of a meeting with guests is cancelled in Outlook",
    file: "server/sync/parts.ts",
    search: "schema.sparesFromDeletion(there, rule.unit?.asItem(item, one) ?? item)",
    replacement: "false",
    test: { file: "test/sync/series.test.ts", name: "would reach guests" },
  },
];
