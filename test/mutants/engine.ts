import { engine, wrapper, type Mutant } from "./mutant.ts";

const split = "test/engine/run/continuations.test.ts";
const tails = "test/engine/run/tails.test.ts";
const splits = "test/engine/run/splits.test.ts";
const run = "test/engine/run/run.test.ts";
const late = "test/engine/run/late.test.ts";
const faults = "test/engine/run/faults.test.ts";
const feed = "test/engine/mailboxes/feed.test.ts";
const undo = "test/engine/undo/undo.test.ts";
const releases = "test/engine/undo/releases.test.ts";
const settlements = "test/engine/undo/settlements.test.ts";
const endings = "test/engine/meetings/endings.test.ts";
const shared = "test/whole/shared-meetings.test.ts";
const answers = "test/engine/meetings/answers.test.ts";
const poison = "test/engine/run/poison.test.ts";
const portions = "test/engine/run/portions.test.ts";
const residue = "test/connectors/strengthen/residue.test.ts";
const beside = {
  file: "test/engine/meetings/shared-meetings.test.ts",
  name: "make one activity of one meeting, wherever they are stopped",
} as const;
const simulation = {
  file: "test/simulation/simulation.test.ts",
  name: "holds every rule",
} as const;

/** Faults of what acts, and of what strengthens weak sides. */
export const ofEngine: readonly Mutant[] = [
  {
    name: "the cursor is saved before what it led to",
    file: engine("run/observe/observe"),
    search: "  const read = await readRound(run, connector, start);\n",
    replacement:
      '  const read = await readRound(run, connector, start);\n  await run.ledger.commit([put("cursors", key, { cursor: read.cursor, window: run.window, savedAt: run.now() })]);\n',
    test: simulation,
  },
  {
    name: "what is switched on is not looked for in the ERP",
    file: engine("run/match/standing"),
    search: '  const there = await standing(run, "erp", sought, list);',
    replacement: "  const there: Item[] = [];",
    test: {
      file: "test/engine/run/standing.test.ts",
      name: "is one with the activity that stands",
    },
  },
  {
    name: "what a gate lets in later is not looked for behind the ERP's",
    file: engine("run/match/late"),
    search: '  if (!isOpenToAll("erp", run.gate.job)) {',
    replacement: "  if (Number(run.now()) === 0) {",
    test: { file: late, name: "an event that gets its category is one with the activity" },
  },
  {
    name: "a new activity is not looked for among the events",
    file: engine("run/match/late"),
    search: '[...asSought("erp", late.erp), ...asSought("microsoft", rivals)]',
    replacement: 'asSought("microsoft", rivals)',
    test: { file: late, name: "a new activity is one with the event that nobody switched on" },
  },
  {
    name: "what is behind an event's own gate is not compared with it",
    file: engine("run/match/late"),
    search: '[...asSought("erp", late.erp), ...asSought("microsoft", rivals)]',
    replacement: 'asSought("erp", late.erp)',
    test: { file: late, name: "nothing is made, and the pane asks" },
  },
  {
    name: "new items of both sides are not compared with each other",
    file: engine("run/match/late"),
    search: "    [...late[side], ...standing[side]].filter((item) => !setAside.has(item));",
    replacement: "    [...standing[side]].filter((item) => !setAside.has(item));",
    test: { file: late, name: "the same meeting, entered by hand in both, is one" },
  },
  {
    name: "what cannot be looked for is made all the same",
    file: engine("run/match/new-items"),
    search: "  const unclear = new Set([...unclearOf(run, free, compare), ...compare.setAside]);",
    replacement: "  const unclear = unclearOf(run, free, compare);",
    test: { file: late, name: "is set aside alone where its days cannot be listed" },
  },
  {
    name: "an attendee does not look whether the meeting is claimed",
    file: engine("meetings/meeting-owners"),
    search: "  if (second !== null) return second;",
    replacement: "",
    test: { file: shared, name: "when two guests switch it on at the same moment" },
  },
  {
    name: "an attendee does not wait for what the organizer makes",
    file: engine("meetings/meeting-owners"),
    search: '  if (kept.kind === "soon") return { kind: "coming" };',
    replacement: '  if (kept.kind === "soon") return null;',
    test: { file: shared, name: "when all of their calendars come in by themselves" },
  },
  {
    name: "an attendee does not look for the organizer once he has claimed",
    file: engine("meetings/meeting-owners"),
    search: "      const organizer = ours.has(idOf(link)) ? await ofOrganizer(now, link) : null;",
    replacement: "      const organizer = ours.has(idOf(link)) ? no : null;",
    test: beside,
  },
  {
    name: "an old claim is not renewed before something is made",
    file: engine("meetings/meeting-owners"),
    search: "  const isOurs = claim?.linkId === link.id && !standsWithout(link);",
    replacement: "  const isOurs = claim?.linkId === link.id;",
    test: beside,
  },
  {
    name: "a claim is waited for that nothing stands behind",
    file: engine("meetings/meeting-owners"),
    search: '  const isNothing = kept.kind === "no" || (kept.kind === "soon" && !isOnItsWay);',
    replacement: '  const isNothing = kept.kind === "no";',
    test: beside,
  },
  {
    name: "a guest who leaves takes the activity with him",
    file: engine("run/observe/take-up"),
    search: "  if (!entry.removeErpCopy || known.guestOf !== undefined) {",
    replacement: "  if (!entry.removeErpCopy) {",
    test: { file: shared, name: "leaves it to the others" },
  },
  {
    name: "an absence is not confirmed",
    file: engine("run/observe/confirm"),
    search: "    const answers = await connector.get(run.actor, run.resource, part, doubted);",
    replacement:
      '    const answers = (await connector.get(run.actor, run.resource, part, doubted)).map((one) => one.kind === "error" ? ({ kind: "missing" } as const) : one);',
    test: { file: faults, name: "one item that cannot be read does not stop the others" },
  },
  {
    name: "taking a calendar away deletes what was in it",
    file: "server/sync/reconcile.ts",
    search: 'return wasTakenAway || attendeeCopy ? "released" : "gone";',
    replacement: 'return attendeeCopy ? "released" : "gone";',
    test: {
      file: "test/engine/mailboxes/calendars.test.ts",
      name: "deletes nothing and follows no more",
    },
  },
  {
    name: "what an administrator agreed to is held again behind its first portion",
    file: engine("run/apply/portions"),
    search: "  const isWhole = agreed || run.deps",
    replacement: "  const isWhole = run.deps",
    test: { file: "test/engine/run/brake.test.ts", name: "when it ends after its first portion" },
  },
  {
    name: "what the ERP changed during a pause is never seen",
    file: engine("mailboxes/mailbox-acts"),
    search:
      "    const trial = { mailbox, wishes: wishesOf(before, mailbox), triedAs: before.erpUserId };",
    replacement: "    const trial = { mailbox, wishes: [] };",
    test: {
      file: "test/engine/mailboxes/accounts.test.ts",
      name: "takes along what the ERP changed",
    },
  },
  {
    name: "moving a meeting to a calendar of one's own declines it",
    file: "server/sync/reconcile.ts",
    search: "wasTakenAway || attendeeCopy ?",
    replacement: "wasTakenAway ?",
    test: {
      file: "test/engine/mailboxes/calendars.test.ts",
      name: "tells the ERP no answer where",
    },
  },
  {
    name: "a mailbox that looks empty declines every meeting",
    file: "server/sync/guard.ts",
    search: ' || decision.kind === "update";',
    replacement: ";",
    test: { file: "test/engine/run/brake.test.ts", name: "declines no meeting that the person" },
  },
  {
    name: "a gate takes up what lies in another calendar",
    file: engine("run/gate"),
    search: '  if (details.elsewhere != null) return "calendar";',
    replacement: "",
    test: { file: "test/engine/mailboxes/calendars.test.ts", name: "is not taken up by a gate" },
  },
  {
    name: "a meeting that was called off counts as left by its guest",
    file: engine("run/observe/confirm"),
    search: "answer.calledOff === true ? { ...link, calledOff: true as const } : link;",
    replacement: "answer.calledOff === undefined ? link : { ...link };",
    test: { file: answers, name: "is not given by whoever called the meeting off" },
  },
  {
    name: "a meeting that left with its answer counts as deleted by us",
    file: engine("run/apply/apply"),
    search: '      if (action.kind === "update") {\n        // An answer',
    replacement: '      if (action.kind === "create") {\n        // An answer',
    test: { file: answers, name: "declined in the ERP takes the meeting out of Outlook" },
  },
  {
    name: "leaving the window is a deletion",
    file: engine("run/observe/observe"),
    search: "!== link[side]?.version",
    replacement: '=== ""',
    test: simulation,
  },
  {
    name: "an expired cursor is an error for good",
    file: engine("run/observe/observe"),
    search: "    if (!expired || start === null) throw error;",
    replacement: "    if (expired || start === null) throw error;",
    test: { file: faults, name: "expired cursors on both sides" },
  },
  {
    name: "an open create is not repeated before anything is read",
    file: engine("run/run"),
    search: '    await step("resolve open creates", resolveOpenCreates);\n    const taken',
    replacement: "    const taken",
    test: simulation,
  },
  {
    name: "what an undo gives back counts as agreed, and is not carried over",
    file: engine("run/apply/intents"),
    search: 'kind: "update" as const, fields: {}, source: {}, ...held }',
    replacement: 'kind: "update" as const, fields, source: fields, ...held }',
    test: { file: undo, name: "asked for twice does nothing the second time" },
  },
  {
    name: "a copy that an undo removed is made again",
    file: engine("undo/undo"),
    search: "  else endLink(run, link, { writes: [] });",
    replacement: "    else run.ledger.drop(next);",
    test: { file: undo, name: "removes the copy in the ERP and keeps the item off" },
  },
  {
    name: "an undo does not look at what was edited since",
    file: engine("undo/undo"),
    search: "      if (id !== undefined) hints[side].add(id);",
    replacement: "      void id;",
    test: { file: undo, name: "looks at both items again before it writes" },
  },
  {
    name: "private changes are kept for an undo",
    file: engine("undo/records"),
    search: "  if (isPrivate(link) || all.some(tellsPrivate)) return;",
    replacement: "  if (isPrivate(link) && all.length === 0) return;",
    test: { file: undo, name: "is not kept of private items" },
  },
  {
    name: "a create is repeated under another key",
    file: engine("run/apply/intents"),
    search:
      '  return [{ linkId: link.id, side, action: { kind: "create", key, fields, ...also } }];',
    replacement:
      '  return [{ linkId: link.id, side, action: { kind: "create", key: `${key}${run++}`, fields, ...also } }];\n}\nlet run = 0;\nexport function unused(): void {\n  void run;',
    test: { file: faults, name: "a create whose reply is lost makes one item" },
  },
  {
    name: "outcomes of a batch are shifted by one",
    file: engine("run/apply/apply"),
    search: "const outcome = outcomes[at] ?? unanswered(side);",
    replacement: "const outcome = outcomes[(at + 1) % batch.length] ?? unanswered(side);",
    test: { file: faults, name: "one item the ERP refuses does not stop the others" },
  },
  {
    name: "intents are stored after the write",
    file: engine("run/apply/intents"),
    search: "  await run.ledger.commit(changes);",
    replacement: "  void changes;",
    test: simulation,
  },
  {
    name: "a sync that is stopped goes on to its end",
    file: engine("run/apply/portions"),
    search: '  if (await isSwitchedOff(run)) return "off";',
    replacement: "",
    test: { file: portions, name: "ends after the step in hand, stays stopped" },
  },
  {
    name: "a sync that is stopped while it reads keeps what it read",
    file: engine("run/observe/observe"),
    search: "      if (run.ending() || (await isSwitchedOff(run))) throw new Stopped();",
    replacement: "      if (await isSwitchedOff(run)) return { changes, complete, cursor };",
    test: { file: portions, name: "stores nothing when it is stopped while the lists are read" },
  },
  {
    name: "a run that ended early counts as a whole one",
    file: engine("run/run"),
    search: "lastSuccessAt: error === null && halt === null ?",
    replacement: "lastSuccessAt: error === null ?",
    test: { file: portions, name: "ends after the step in hand, stays stopped" },
  },
  {
    name: "what changes during a wide sync waits for its end",
    file: engine("run/apply/portions"),
    search: "    if (run.fresh.has(link.id)) return 0;",
    replacement: "    if (run.fresh.has(link.id)) return 2;",
    test: { file: portions, name: "is carried over before what is left of it" },
  },
  {
    name: "a lost reply counts as a refusal",
    file: engine("run/apply/apply"),
    search: '  if (reachOf(error.code) === "item") {',
    replacement: "  if (reachOf(error.code) !== undefined) {",
    test: simulation,
  },
  {
    name: "what is private is logged",
    file: engine("run/history"),
    search: '  if (isPrivate(link)) return "";',
    replacement: "",
    test: { file: "test/engine/run/privacy.test.ts", name: "leaves nothing of itself in the log" },
  },
  {
    name: "one bad item stops all",
    file: engine("run/retry"),
    search: 'rejected: { reach: "item"',
    replacement: 'rejected: { reach: "run"',
    test: { file: faults, name: "one item the ERP refuses does not stop the others" },
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
    file: engine("run/run"),
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
    file: engine("run/observe/take-up"),
    search: "        hints.erp.add(entry.id);\n        done.push(removal);",
    replacement: "        hints.erp.add(entry.id);\n        acts.push(removal);",
    test: simulation,
  },
  {
    name: "the feed's cursor moves before its hints are stored",
    file: engine("mailboxes/feed"),
    search: "    const byUser = changesByUser(page);",
    replacement:
      "    await saveCursor(deps, scope, page.cursor);\n    const byUser = changesByUser(page);",
    test: { file: feed, name: "is stored in the inbox before its cursor moves" },
  },
  {
    name: "everybody is told of everybody's changes",
    file: engine("mailboxes/feed"),
    search: '      const hints = byUser.get(mailbox.erpUserId ?? "");',
    replacement: "      const hints = [...byUser.values()].flat();",
    test: { file: feed, name: "becomes hints in the inboxes of those concerned" },
  },
  {
    name: "the fence is ignored",
    file: engine("run/ledger"),
    search: "await store.commit(scope, changes, epoch);",
    replacement: "await store.commit(scope, changes, epoch < 0 ? epoch : undefined);",
    test: simulation,
  },
  {
    name: "a generation is used again",
    file: engine("run/apply/intents"),
    search: "  const generation = link.generation + 1;",
    replacement: "  const generation = Math.max(1, link.generation);",
    test: { file: run, name: "against an edit on the other side brings the item back" },
  },
  {
    name: "switched off, the copy goes unasked",
    file: engine("run/observe/take-up"),
    search: "  if (!entry.removeErpCopy || known.guestOf !== undefined) {",
    replacement: "  if (known.guestOf !== undefined) {",
    test: { file: run, name: "keeps both copies and follows neither any more" },
  },
  {
    name: "an answer that was taken back is decided by time",
    file: "server/sync/merge.ts",
    search:
      'return isAskedAgain(answer, rule, now) ? { winner: null, because: "asked" } : newest(terms);',
    replacement: "return newest(terms);",
    test: { file: settlements, name: "comes to the same where a reply is lost" },
  },
  {
    name: "time decides a day that is asked about again with one that is not",
    file: "server/sync/merge.ts",
    search: "winner === apart[0]?.winner) ? decided(contested) : apart;",
    replacement: "winner === apart[0]?.winner) ? decided(contested) : decided(contested);",
    test: { file: settlements, name: "leaves it to time who wins on a further day" },
  },
  {
    name: "a question that is asked again counts as agreed as it was settled",
    file: engine("run/apply/intents"),
    search: "let next: Link = { ...link, base, answers, waiting: [...others, ...questions] };",
    replacement: "let next: Link = { ...link, answers, waiting: [...others, ...questions] };",
    test: { file: settlements, name: "gives each side its own value and asks again" },
  },
  {
    name: "what a removed copy held is not stored before it goes",
    file: engine("run/observe/take-up"),
    search: "    await store();\n",
    replacement: "",
    test: { file: releases, name: "holds also where the removal was stopped at any step" },
  },
  {
    name: "what was switched on and off again since is switched on by an old undo",
    file: engine("undo/releases"),
    search: '  return choice === "off" && released === lineId;',
    replacement: '  return choice === "off" && lineId !== "";',
    test: { file: releases, name: "it was switched on and off again since" },
  },
  {
    name: "an item is to blame at once for a side that is down",
    file: engine("run/park"),
    search: "Math.min(...stops) >= attemptsOf(error.code) &&",
    replacement: "Math.min(...stops) >= 0 &&",
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
    file: engine("run/match/look-alike"),
    search: "  if (alike.length === 1) {",
    replacement: "  if (alike.length >= 1) {",
    test: {
      file: "test/engine/run/weak-sides.test.ts",
      name: "is asked about where several items read the same",
    },
  },
  {
    name: "what is to be cancelled is not stored before it is sent",
    file: engine("meetings/cancelling"),
    search: "  ledger.stage(sending);\n  await ledger.commit();\n",
    replacement: "",
    test: { file: endings, name: "any step is cancelled once" },
  },
  {
    name: "a meeting is cancelled whatever it is by now",
    file: engine("meetings/cancelling"),
    search: '  const because = isClosed ? "direction" : whyNotCancelled(snapshot, cancelling);',
    replacement: '  const because = isClosed ? "direction" : null;',
    test: { file: endings, name: "by then is not cancelled, and the log says why" },
  },
  {
    name: "a copy that an undo cancelled counts as deleted by a person once the ERP refuses the rest",
    file: engine("undo/undo"),
    search: '  if (undo?.kind === "create" && link[undo.side] === null) {',
    replacement: '  if (undo?.kind === "update" && link[undo.side] === null) {',
    test: {
      file: "test/engine/undo/meetings.test.ts",
      name: "the activity is nobody's deletion",
    },
  },
  {
    name: "a meeting whose activity was deleted asks nobody",
    file: engine("run/apply/intents"),
    search: "...(decision.asks && { ending: {} })",
    replacement: "",
    test: { file: endings, name: "stands, and the link remembers" },
  },
  {
    name: "of two series that may go on with one the first is taken",
    file: engine("run/series/continuations"),
    search: "    const isPlain = others.length === 0 && rivals.length === 1;\n    // Switched off",
    replacement: "    const isPlain = true;\n    // Switched off",
    test: { file: split, name: "two that look alike" },
  },
  {
    name: "a series that goes on is looked for in what is told after the cut alone",
    file: engine("run/series/continuations"),
    search: "    if (searched.length > 0 && !complete) {",
    replacement: "    if (false) {",
    test: { file: split, name: "is heard of in two parts" },
  },
  {
    name: "of two series that may go on with days the first is taken",
    file: engine("run/series/tails"),
    search: "    const isPlain = others.length === 0 && rivals.length === 1;",
    replacement: "    const isPlain = true;",
    test: { file: splits, name: "two that look alike" },
  },
  {
    name: "days behind a cut wait for their person's word for five minutes alone",
    file: engine("run/series/tails"),
    search: "    const isLate = !isNew && split === undefined && leftMs(run)(link) <= 0;",
    replacement: "    const isLate = !isNew && leftMs(run)(link) <= 0;",
    test: { file: splits, name: "is asked about, and nothing is made or deleted meanwhile" },
  },
  {
    name: "what may go on with a series that was cut is made before its person told",
    file: engine("run/match/new-items"),
    search: "(isHeir(item) || !waits(item))",
    replacement: "true",
    test: { file: splits, name: "is asked about, and nothing is made or deleted meanwhile" },
  },
  {
    name: "a day that was deleted goes on in another one that no link knew",
    file: engine("run/series/moved-days"),
    search:
      '      (firstByMs ?? 0) !== 0 || master === undefined || !keepsDay(master, meeting?.day ?? "");',
    replacement: "      (firstByMs ?? 0) !== 0 || master === undefined || meeting !== undefined;",
    test: { file: tails, name: "are deleted for good" },
  },
  {
    name: "days of a series that was moved after it was listed are deleted",
    file: engine("run/series/tails"),
    search: "    if (unread.has(seriesId) || (isMoved && !isShown)) wait(run, link);",
    replacement: "    if (unread.has(seriesId)) wait(run, link);",
    test: { file: tails, name: "wait where their series was moved" },
  },
  {
    name: "a side that is to be left alone is asked what became of another item",
    file: engine("run/apply/apply"),
    search: "  if (stopped !== null) throw stopped;",
    replacement: "  void stopped;",
    test: { file: "test/engine/run/faults.test.ts", name: "the ERP is left alone" },
  },
  {
    name: "days that went with the end of their series are deleted at once",
    file: engine("run/apply/intents"),
    search: "link.unsought === undefined && !isHeldDay(link)",
    replacement: "link.unsought === undefined",
    test: { file: tails, name: "keep what the ERP made of them" },
  },
  {
    name: "a new day that has records of its own is given up",
    file: engine("run/series/carry"),
    search:
      '  if (elements(known.companion["records"]).length > 0 || isEditedInErp(run, known)) return false;',
    replacement: "",
    test: { file: tails, name: "leave alone what a person made" },
  },
];
