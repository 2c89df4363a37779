/**
 * Faults that somebody might make, each planted by replacing one piece of text, and the test that
 * must fail of it. `npm run mutants` plants them one by one in a copy of the sources.
 */
export interface Mutant {
  /** What it does wrong. */
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly search: string;
  readonly replacement: string;
  readonly test: { readonly file: string; readonly name: string };
}

const sync = (file: string) => `server/sync/${file}.ts`;
const engine = (file: string) => `server/engine/${file}.ts`;
const wrapper = (file: string) => `server/connectors/strengthen/${file}.ts`;
const plan = "test/sync/plan.test.ts";
const record = "test/sync/record.test.ts";
const run = "test/engine/run.test.ts";
const feed = "test/engine/feed.test.ts";
const poison = "test/engine/poison.test.ts";
const residue = "test/connectors/strengthen/residue.test.ts";
const simulation = {
  file: "test/simulation/simulation.test.ts",
  name: "holds every rule",
} as const;

export const mutants: readonly Mutant[] = [
  {
    name: "a deletion beats an edit",
    file: sync("plan"),
    search: "if (link.base === null || editedSince(link.base, present, snapshot, terms)) {",
    replacement: "if (link.base === null) {",
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
    search: "        if (merged.conflict !== undefined) conflicts.push(merged.conflict);",
    replacement: "",
    test: { file: plan, name: "what either side set, changed or cleared" },
  },
  {
    name: "a conflict is not logged",
    file: engine("intents"),
    search: "  for (const conflict of news) noteConflict(run, link, conflict);",
    replacement: "  for (const conflict of news) void [noteConflict, conflict];",
    test: { file: run, name: "newest wins, and the loser is in the log with both values" },
  },
  {
    name: "an answer outlives the values it was given for",
    file: sync("merge"),
    search:
      "    answer?.microsoft === rule.fingerprint(now.microsoft) &&\n    answer.erp === rule.fingerprint(now.erp)",
    replacement: "    answer !== undefined",
    test: { file: plan, name: "an answer decides while the values are those that were shown" },
  },
  {
    name: "the direction is ignored",
    file: sync("plan"),
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
    search: "[side]: edited ? snapshot : { ...snapshot, modifiedAt: before.modifiedAt },",
    replacement: "[side]: snapshot,",
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
    file: sync("merge"),
    search: "    } else if (!removedThere) {",
    replacement: "    } else if (removedThere || !removedThere) {",
    test: { file: plan, name: "merges sets element by element" },
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
    search: "  return stamp === null ? next : landed(next, side, stamp, snapshot.fields, schema);",
    replacement: "  return stamp === null || landed === undefined ? next : next;",
    test: { file: run, name: "an update whose reply is lost is not sent twice and is no conflict" },
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
    search:
      "      read !== undefined && rule !== undefined && respelled(rule, value, read) ? read : value;",
    replacement:
      "      read !== undefined && rule !== undefined && respelled(rule, value, read) ? value : value;",
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
    search: '  if (absent === "microsoft" && link.attendeeCopy) {',
    replacement: '  if (absent === "erp" && link.attendeeCopy) {',
    test: { file: plan, name: "an attendee deleting his copy does not delete the ERP's activity" },
  },
  {
    name: "a meeting with guests is removed",
    file: sync("plan"),
    search: "  if (terms.schema.sparesFromDeletion(present, snapshot)) {",
    replacement: "  if (terms.schema.sparesFromDeletion(absent, snapshot)) {",
    test: { file: plan, name: "a meeting with guests is never removed" },
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
    name: "the cursor is saved before what it led to",
    file: engine("observe"),
    search: "  const read = await readRound(run, connector, start);\n",
    replacement:
      '  const read = await readRound(run, connector, start);\n  await run.ledger.commit([put("cursors", key, { cursor: read.cursor, window: run.window, savedAt: run.now() })]);\n',
    test: simulation,
  },
  {
    name: "an absence is not confirmed",
    file: engine("confirm"),
    search: "    const answers = await connector.get(run.actor, run.resource, part);",
    replacement:
      '    const answers = (await connector.get(run.actor, run.resource, part)).map((one) => one.kind === "error" ? ({ kind: "missing" } as const) : one);',
    test: { file: run, name: "one item that cannot be read does not stop the others" },
  },
  {
    name: "leaving the window is a deletion",
    file: engine("observe"),
    search: "!== link[side]?.version",
    replacement: '=== ""',
    test: simulation,
  },
  {
    name: "an expired cursor is an error for good",
    file: engine("observe"),
    search: "    if (!expired || start === null) throw error;",
    replacement: "    if (expired || start === null) throw error;",
    test: { file: run, name: "expired cursors on both sides" },
  },
  {
    name: "an open create is not repeated before anything is read",
    file: engine("run"),
    search: "    await resolveOpenCreates(run);\n    const taken",
    replacement: "    const taken",
    test: simulation,
  },
  {
    name: "a create is repeated under another key",
    file: engine("intents"),
    search: '  return [{ linkId: link.id, side, action: { kind: "create", key, fields } }];',
    replacement:
      '  return [{ linkId: link.id, side, action: { kind: "create", key: `${key}${run++}`, fields } }];\n}\nlet run = 0;\nexport function unused(): void {\n  void run;',
    test: { file: run, name: "a create whose reply is lost makes one item" },
  },
  {
    name: "outcomes of a batch are shifted by one",
    file: engine("apply"),
    search: "await record(run, errand, outcomes[at] ?? unanswered(side))",
    replacement: "await record(run, errand, outcomes[(at + 1) % batch.length] ?? unanswered(side))",
    test: { file: run, name: "one item the ERP refuses does not stop the others" },
  },
  {
    name: "intents are stored after the write",
    file: engine("intents"),
    search: "  await ledger.commit(changes);",
    replacement: "  void changes;",
    test: simulation,
  },
  {
    name: "a lost reply counts as a refusal",
    file: engine("apply"),
    search: '  if (reachOf(error.code) === "item") {',
    replacement: "  if (reachOf(error.code) !== undefined) {",
    test: simulation,
  },
  {
    name: "what is private is logged",
    file: engine("history"),
    search: '  if (isPrivate(link)) return "";',
    replacement: "",
    test: { file: "test/engine/privacy.test.ts", name: "leaves nothing of itself in the log" },
  },
  {
    name: "one bad item stops all",
    file: engine("retry"),
    search: 'rejected: { reach: "item"',
    replacement: 'rejected: { reach: "run"',
    test: { file: run, name: "one item the ERP refuses does not stop the others" },
  },
  {
    name: "Retry-After is ignored",
    file: engine("scheduler"),
    search: "    entry.notBeforeMs = failed ? nowMs + earliestRetryMs(report.error) : nowMs;",
    replacement: "    entry.notBeforeMs = failed && earliestRetryMs(null) < 0 ? nowMs : nowMs;",
    test: { file: "test/engine/scheduler.test.ts", name: "Retry-After is not undercut" },
  },
  {
    name: "an overtaken run forgets how long to wait",
    file: engine("run"),
    search: "      if (!(unrecorded instanceof StoreError)) throw unrecorded;",
    replacement: "      if (unrecorded !== undefined) throw unrecorded;",
    test: {
      file: simulation.file,
      name: "what was found once never comes back",
    },
  },
  {
    name: "a wake-up during a run is lost",
    file: engine("scheduler"),
    search: "      entry.again = true;",
    replacement: "      entry.again = false;",
    test: { file: "test/engine/scheduler.test.ts", name: "during a run are one more run" },
  },
  {
    name: "hints leave the inbox before they were looked at",
    file: engine("take-up"),
    search: "        hints.erp.add(entry.id);\n        done.push(removal);",
    replacement: "        hints.erp.add(entry.id);\n        acts.push(removal);",
    test: simulation,
  },
  {
    name: "the feed's cursor moves before its hints are stored",
    file: engine("feed"),
    search: "    const byUser = changesByUser(page);",
    replacement:
      "    await saveCursor(deps, scope, page.cursor);\n    const byUser = changesByUser(page);",
    test: { file: feed, name: "is stored in the inbox before its cursor moves" },
  },
  {
    name: "everybody is told of everybody's changes",
    file: engine("feed"),
    search: '      const hints = byUser.get(mailbox.erpUserId ?? "");',
    replacement: "      const hints = [...byUser.values()].flat();",
    test: { file: feed, name: "becomes hints in the inboxes of those concerned" },
  },
  {
    name: "the fence is ignored",
    file: engine("ledger"),
    search: "await store.commit(scope, changes, epoch);",
    replacement: "await store.commit(scope, changes, epoch < 0 ? epoch : undefined);",
    test: simulation,
  },
  {
    name: "a generation is used again",
    file: engine("intents"),
    search: "  const generation = link.generation + 1;",
    replacement: "  const generation = Math.max(1, link.generation);",
    test: { file: run, name: "against an edit on the other side brings the item back" },
  },
  {
    name: "switched off, the copy goes unasked",
    file: engine("take-up"),
    search: "  if (entry.removeErpCopy) await removeErpCopy(run, link);",
    replacement: "  await removeErpCopy(run, link);",
    test: { file: run, name: "keeps both copies and follows neither any more" },
  },
  {
    name: "an item is to blame at once for a side that is down",
    file: engine("park"),
    search: "stops < attemptsOf(error.code) ||",
    replacement: "stops < 0 ||",
    test: { file: poison, name: "stops the run five times" },
  },
  {
    name: "a side without a lock is written without a look",
    file: wrapper("checked-versions"),
    search:
      '      if (versionOf(item) !== action.precondition) return fail("stale", "The item has moved.");',
    replacement: "",
    test: { file: residue, name: "refuses what moved before it was read" },
  },
  {
    name: "a create is not looked for before it is repeated",
    file: wrapper("searched-create"),
    search: '      return item === null ? null : { kind: "written", item };',
    replacement: '      return item === null || item.id !== "" ? null : { kind: "written", item };',
    test: {
      file: "test/connectors/strengthen/contract.test.ts",
      name: "a repeated create answers",
    },
  },
  {
    name: "a create is repeated while it may still land",
    file: wrapper("searched-create"),
    search: "    if (waitMs <= 0 || waitMs > settleMs) return null;",
    replacement: "    if (waitMs <= settleMs || waitMs > settleMs) return null;",
    test: { file: residue, name: "does not repeat a create that may still be on its way" },
  },
  {
    name: "a time of change is trusted to be seen in its order",
    file: wrapper("timestamp-feed"),
    search: "new Date(instantMs - ms)",
    replacement: "new Date(instantMs - 0 * ms)",
    test: { file: residue, name: "sees what became visible later than the time it bears" },
  },
  {
    name: "a side that tells no removals is never listed again",
    file: wrapper("reconciled-deletes"),
    search: "(sinceMs >= everyMs || sinceMs < 0)",
    replacement: "saved === null",
    test: { file: residue, name: "is listed whole every so often" },
  },
  {
    name: "every look-alike is taken for ours",
    file: engine("look-alike"),
    search: "  if (alike.length === 1) {",
    replacement: "  if (alike.length >= 1) {",
    test: {
      file: "test/engine/weak-sides.test.ts",
      name: "is asked about where several items read the same",
    },
  },
  {
    name: "the brake is off by one",
    file: "server/sync/guard.ts",
    search: "if (deletions > allowed)",
    replacement: "if (deletions > allowed + 1)",
    test: { file: "test/sync/guard.test.ts", name: "holds one deletion more than is allowed" },
  },
];
