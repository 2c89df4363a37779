import type { DecidedSetting, SetupOptions } from "../../../server/api/contract/account.ts";
import { sameValue } from "../../../server/settings/setting-value.ts";
import type { SetupDraft } from "./draft.ts";

type Value = DecidedSetting["value"];
type Rules = SetupOptions["rules"];

const wayOf = "flows.";
/** Switching the job on is a matter of its own; of all else the server tells what people have a say in. */
const ofItsOwn = "enabled";
/** The strictest first: below a level that says something, only stricter is left. */
const privacy: readonly Value[] = ["leaveOut", "busy", "full"];

/** What holds where the person says nothing himself, by setting; empty where no company is chosen. */
export function aboveIn(
  { above }: SetupOptions,
  companyId: string | null,
): Readonly<Partial<Record<string, DecidedSetting>>> {
  return above.find((one) => one.companyId === companyId)?.settings ?? {};
}

/** What is allowed of private appointments below what was decided. */
export function privacyWithin(decided: DecidedSetting | undefined): readonly Value[] {
  if (decided === undefined || decided.from === "default") return privacy;
  return privacy.slice(0, privacy.indexOf(decided.value) + 1);
}

/** The draft with what its company's levels say, where the person says nothing or has no say. */
export function withLevels(draft: SetupDraft, options: SetupOptions): SetupDraft {
  const above = Object.entries(aboveIn(options, draft.companyId));
  return above.reduce((now, [name, decided]) => {
    if (decided === undefined || name === ofItsOwn) return now;
    const isLoose =
      name === "privateItems" && !privacyWithin(decided).includes(now.rules.privateItems);
    const isOwn = now.own.includes(name) && decided.lockedBy === null && !isLoose;
    return isOwn ? now : withSetting(now, name, decided.value);
  }, draft);
}

/** The person's own word on it is forgotten; what stands above holds. */
export function inheriting(draft: SetupDraft, name: string, options: SetupOptions): SetupDraft {
  return withLevels({ ...draft, own: draft.own.filter((one) => one !== name) }, options);
}

/** The draft with other rules; those that differ are the person's own from now on. */
export function withOwnRules(draft: SetupDraft, rules: Rules): SetupDraft {
  const [before, after] = [flat(draft.rules), flat(rules)];
  const changed = Object.keys(after).filter((name) => !sameValue(after[name], before[name]));
  return { ...draft, rules, own: [...new Set([...draft.own, ...changed])] };
}

/** Settings that the person leaves to the levels above. */
export function inheritedBy({ companyId, own }: SetupDraft, options: SetupOptions): string[] {
  return Object.keys(aboveIn(options, companyId)).filter(
    (name) => name !== ofItsOwn && !own.includes(name),
  );
}

/** The rules that the person says himself. */
export function ownRules({ rules, own }: SetupDraft): Partial<Rules> {
  const { flows, ...others } = rules;
  const mine = (prefix: string) => (entry: readonly [string, unknown]) =>
    own.includes(prefix + entry[0]);
  return {
    ...Object.fromEntries(Object.entries(others).filter(mine(""))),
    flows: Object.fromEntries(Object.entries(flows).filter(mine(wayOf))),
  };
}

function withSetting(draft: SetupDraft, name: string, value: Value): SetupDraft {
  if (name === "outlookItems" || name === "erpItems") return { ...draft, [name]: value };
  const { rules } = draft;
  if (!name.startsWith(wayOf)) return { ...draft, rules: { ...rules, [name]: value } };
  const { [name.slice(wayOf.length)]: _before, ...others }: Readonly<Record<string, unknown>> =
    rules.flows;
  const flows = value === "both" ? others : { ...others, [name.slice(wayOf.length)]: value };
  return { ...draft, rules: { ...rules, flows } };
}

function flat({ flows, ...others }: Rules): Readonly<Record<string, Value>> {
  const ways = Object.entries(flows).map(([field, way]) => [wayOf + field, way] as const);
  return { ...others, ...Object.fromEntries(ways) };
}
