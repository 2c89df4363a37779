import { engine, sync, type Mutant } from "./mutant.ts";

const series = "test/sync/series.test.ts";
const simulation = {
  file: "test/simulation/simulation.test.ts",
  name: "holds every rule",
} as const;

const swept = "test/sync/swept.test.ts";
const own = "test/sync/own.test.ts";
const days = "test/sync/days.test.ts";
const settlements = "test/engine/undo/settlements.test.ts";

/** Faults in what is done to series, what people chose, take back and share. */
export const ofSeries: readonly Mutant[] = [
  {
    name: "a day that waits for a person keeps the other days back",
    file: sync("merge"),
    search:
      '  if (Object.keys(values).length > 0) return { kind: "write", values, conflicts };\n  const',
    replacement:
      '  if (Object.keys(values).length > 0 && conflicts.every(({ winner }) => winner !== null)) {\n    return { kind: "write", values, conflicts };\n  }\n  const',
    test: { file: series, name: "waits alone where a person is asked" },
  },
  {
    name: "the undo of what was settled of a day takes the other days with it",
    file: sync("share"),
    search: "      ...elements(value).filter((one) => !isOf(one)),\n",
    replacement: "",
    test: { file: settlements, name: "gives back that day alone" },
  },
  {
    name: "a later edit of another day keeps a settled one from being asked about again",
    file: sync("undo"),
    search: "fingerprint(share === undefined ? value : share.of(value));",
    replacement: "fingerprint(value);",
    test: { file: settlements, name: "gives back that day alone" },
  },
  {
    name: "the undo of what was settled of a day lets time decide another that waits",
    file: sync("reopen"),
    search: "put(waits?.erp ?? null, question.erp)",
    replacement: "put(null, question.erp)",
    test: { file: settlements, name: "asks together about a day that waits meanwhile" },
  },
  {
    name: "an undo writes the words for a private day into Outlook",
    file: sync("reopen"),
    search: '  if (side === "erp") return value;',
    replacement: '  if (side === "erp" || field !== "") return value;',
    test: { file: settlements, name: "leaves a day that became private since" },
  },
  {
    name: "taking back the change of a day settles another that waits",
    file: engine("undo/records"),
    search: "    if (elementKey !== undefined) {",
    replacement: '    if (elementKey !== undefined && field === "") {',
    test: {
      file: "test/whole/series.test.ts",
      name: "keeps what each side says when the change of another day is taken back",
    },
  },
  {
    name: "who was asked to a day that is called off still answers it",
    file: sync("merge"),
    search: "  const necessary = mails === undefined ? byNecessity(terms) : null;",
    replacement: "  const necessary = mails === undefined || true ? byNecessity(terms) : null;",
    test: { file: days, name: "is sent to nobody where the day was called off" },
  },
  {
    name: "who is invited to a day is no edit of it",
    file: sync("plan"),
    search: "inAll(pairs.map(({ pair }) => pair))",
    replacement: "inAll(pairs.slice(0, 1).map(({ pair }) => pair))",
    test: { file: days, name: "are an edit of their day" },
  },
  {
    name: "what a whole series says is told of a day that says the same",
    file: sync("parts"),
    search: "        rule.implied?.(one, fields) === true;",
    replacement: "        rule.implied === undefined && rule.removes === undefined;",
    test: { file: days, name: "says of the whole series stands there already" },
  },
  {
    name: "what both sides forgot of a day is known for ever",
    file: sync("parts"),
    search: "...elements(link.base?.[side][field])",
    replacement: "...[]",
    test: { file: days, name: "that both sides forgot is known no longer" },
  },
  {
    name: "a day of another's meeting stays as the ERP has it",
    file: sync("merge"),
    search: "    if (side === undefined) return settleSet(set, pair, terms);",
    replacement: "    if (side !== null) return settleSet(set, pair, terms);",
    test: { file: days, name: "which are taken back and logged" },
  },
  {
    name: "a set that is written to both sides waits until both hold it as it was sent",
    file: sync("plan"),
    search:
      "    (name) => writes[there][name] === undefined || schema.fields[name]?.elementKey !== undefined,",
    replacement: "    (name) => writes[there][name] === undefined,",
    test: { file: own, name: "come to rest, whichever way each element goes" },
  },
  {
    name: "what a set was not told counts as agreed on",
    file: sync("record"),
    search: "      : { target: was.target.get(key), origin: was.origin.get(key) };",
    replacement: "      : { target: own, origin: other };",
    test: { file: own, name: "one write that lands alone forgets nothing" },
  },
  {
    name: "a deletion takes what somebody did to one side's own",
    file: sync("plan"),
    search: "    return print(now) === print(before) ? [] : [{ field, goes: mayGo(field) }];",
    replacement:
      "    return print(now) === print(before) || !mayGo(field) ? [] : [{ field, goes: true }];",
    test: { file: own, name: "stays with what somebody did to it" },
  },
  {
    name: "a deletion takes what was still to go over",
    file: sync("plan"),
    search: "      return isTold && !isEmpty(now) ? [{ field, goes: true }] : [];",
    replacement: "      return [];",
    test: { file: own, name: "makes the deleted item again where it was still to go over" },
  },
  {
    name: "what one side had of its own when the items met is replaced without a word",
    file: sync("merge"),
    search:
      "  return isHalf ? { now: pair.now, base: { microsoft: undefined, erp: undefined } } : pair;",
    replacement: "  return isHalf ? pair : pair;",
    test: { file: own, name: "is known from the create that went without it" },
  },
  {
    name: "an item that is made again without a field has cleared it",
    file: sync("record"),
    search: "    Object.fromEntries(Object.entries(all).filter(([field]) => isSent(field)));",
    replacement:
      "    Object.fromEntries(Object.entries(all).filter(([field]) => isSent(field) || true));",
    test: { file: own, name: "was cleared by nobody" },
  },
  {
    name: "what is switched off is in what is made of a private item",
    file: sync("mask"),
    search: '  if (chosen === "none" && erp == null) return "none";\n',
    replacement: "",
    test: { file: own, name: "is not in what is made of a private item" },
  },
  {
    name: "switched on again while an undo takes it away, an appointment takes its activity with it",
    file: engine("run/observe/take-up"),
    search: '  if (here !== "found") return null;\n',
    replacement: "",
    test: {
      file: "test/engine/undo/undo.test.ts",
      name: "switched on before he hears that it went",
    },
  },
  {
    name: "a day that our write swept away is taken for removed",
    file: sync("swept"),
    search: "    if (back.length > 0) swept.set(field, back);\n    else swept.delete(field);\n",
    replacement: "",
    test: { file: "test/engine/run/swept.test.ts", name: "stands on both sides in the end" },
  },
  {
    name: "a private day that our write swept away is told",
    file: sync("plan"),
    search: "  return puttingBack(decide(asLeft(link, given.schema), given), link, given);",
    replacement: "  return puttingBack(decide(link, given), link, given);",
    test: { file: swept, name: "hides a private day" },
  },
  {
    name: "whom a day is with is written to Outlook as if it was put back",
    file: sync("swept"),
    search: "  if (rule.keeps?.(side, undefined, element) !== undefined) return false;\n",
    replacement: "",
    test: { file: swept, name: "invites nobody anew" },
  },
  {
    name: "a day off that our write swept away is taken from guests who were invited since",
    file: sync("swept"),
    search: "          canBePutBack(one, rule, { link, side, readBack: item.fields, schema }),",
    replacement: "          Boolean([one, rule, link, side]),",
    test: { file: swept, name: "stays away where somebody invited guests" },
  },
  {
    name: "where a side keeps no stamps, what our write swept away counts as removed",
    file: sync("record"),
    search: "  const heard = stamp ?? unstamped(link, side, snapshot.fields, schema);",
    replacement: "  const heard = stamp ?? (unstamped === undefined ? undefined : undefined);",
    test: { file: swept, name: "is known where a side keeps no stamps" },
  },
  {
    name: "what waits for somebody stays without the days that our write took from it",
    file: engine("run/apply/intents"),
    search: "  decided.push(...setAsideAndDamaged(run));\n",
    replacement: "",
    test: { file: "test/engine/run/swept.test.ts", name: "also of a series that is set aside" },
  },
  {
    name: "a day that a series was moved away from is sent to and fro",
    file: sync("parts"),
    search: '    if (placeless.has(element)) return "none";\n',
    replacement: "",
    test: { file: swept, name: "has no place on the other side" },
  },
  {
    name: "what is a side's own of a series counts as agreed with the rest",
    file: sync("parts"),
    search:
      '      elements(part.of(merged.kind === "agreed" ? now : known)),\n    ),\n    ...known.filter((element) => !ofParts.has(element)),',
    replacement:
      '      elements(part.of(merged.kind === "agreed" ? now : known)),\n    ),\n    ...elements(now).filter((element) => !ofParts.has(element)),',
    test: { file: swept, name: "is no part of what was agreed on" },
  },
  {
    name: "a copy is taken back whose days somebody changed since",
    file: sync("undo"),
    search: "  edited.push(...grownSince(now, undo, terms));\n",
    replacement: "",
    test: { file: series, name: "stays where somebody changed a day of it" },
  },
  {
    name: "a deletion beats the days of a series that were never carried over",
    file: sync("plan"),
    search: "      return abouts.length > 0 ? [{ field, goes: abouts.some(mayGo) }] : [];",
    replacement:
      "      return abouts.length > 0 && before !== undefined ? [{ field, goes: abouts.some(mayGo) }] : [];",
    test: { file: series, name: "lives on: nobody who deleted it knew of them" },
  },
  {
    name: "a field that goes one way is written to its source",
    file: sync("flow"),
    search: '  const own = narrower(rule?.flow ?? "none", policy.flows[field] ?? "both");',
    replacement: '  const own = rule?.flow ?? "none";',
    test: simulation,
  },
  {
    name: "where each day is an activity, their series is one as well",
    file: engine("run/gate"),
    search: '  const other = series === "occurrences" ? "master" : "occurrence";',
    replacement: '  const other = series === "occurrences" ? undefined : "occurrence";',
    test: simulation,
  },
  {
    name: "what was edited since is overwritten by an undo",
    file: sync("undo"),
    search:
      '    const because = isEdited(now, undo, { field, share }, terms)\n      ? "edited"\n      : obstacle(link, now, { field, values: both(given), tellGuests: undo.tellGuests }, terms);',
    replacement:
      "    const because = obstacle(link, now, { field, values: both(given), tellGuests: undo.tellGuests }, terms);",
    test: simulation,
  },
  {
    name: "an activity that is being made again looks gone to the others",
    file: engine("meetings/meeting-owners"),
    search: '    if (erp === null && choice !== "off" && enabled) {',
    replacement: "    if (erp === undefined) {",
    test: { file: simulation.file, name: "what was found once never comes back" },
  },
  {
    name: "an organizer whose last run failed is not waited for",
    file: engine("meetings/meeting-owners"),
    search: "await tellSettling(run);",
    replacement: "await Promise.resolve();",
    test: { file: simulation.file, name: "what was found once never comes back" },
  },
  {
    name: "a day that waits for its person is not told of at its series",
    file: engine("items/series-status"),
    search: '  if (has("needs-decision", "not-taken")) return "needs-decision";',
    replacement: "",
    test: { file: "test/whole/occurrences-together.test.ts", name: "who answers there" },
  },
];
