import type { SetupOptions } from "../../../server/api/contract/account.ts";
import { HelpLink } from "../../components/HelpLink.tsx";
import type { HelpAnchor } from "../../locales/en/help.ts";
import { useWords } from "../../locales/locale.ts";
import { Choice } from "../../components/Choice.tsx";
import { privacyWithin } from "./levels.ts";
import { afterDelete, daysOffered, precedences } from "./offered.ts";
import { isLocked, Origin, type Origins } from "./Origin.tsx";

type Rules = SetupOptions["rules"];

/** What the help says more about than fits beside a choice. */
const helps: Readonly<Partial<Record<keyof Rules, HelpAnchor>>> = {
  privateItems: "private",
  precedence: "conflict",
  afterDeleteInOutlook: "deletes",
};

const directions = ["both", "toErp", "toMicrosoft"] as const;

export interface RulesFieldsProps {
  readonly rules: Rules;
  readonly erpCancels: boolean;
  readonly origins: Origins;
  readonly onChange: (rules: Rules) => void;
}

function Help({ name, of }: { readonly name: keyof Rules; readonly of: string }) {
  const about = helps[name];
  return about === undefined ? null : <HelpLink about={about} of={of} />;
}

/** How the calendar is kept: which way, who wins, what a deletion means, how far back and ahead. */
export function RulesFields({ rules, erpCancels, origins, onChange }: RulesFieldsProps) {
  const words = useWords().setup.rules;
  const privates = privacyWithin(origins.above("privateItems")) as Rules["privateItems"][];
  const days = (name: "daysBack" | "daysForward") => (
    <>
      <Choice
        label={words[name]}
        disabled={isLocked(origins, name)}
        value={String(rules[name])}
        options={daysOffered(name, rules[name]).map((count) => [String(count), words.days(count)])}
        onChange={(value) => onChange({ ...rules, [name]: Number(value) })}
      />
      <Origin
        name={name}
        label={words[name]}
        origins={origins}
        aboveText={(value) => words.days(Number(value))}
      />
    </>
  );
  const named = <
    N extends Exclude<
      keyof Rules,
      "daysBack" | "daysForward" | "marks" | "flows" | "categoryTypes"
    >,
  >(
    name: N,
    values: readonly Rules[N][],
    texts: Readonly<Record<Rules[N], string>>,
    hint?: string,
  ) => (
    <>
      <Choice
        label={words[name]}
        disabled={isLocked(origins, name)}
        value={rules[name]}
        options={values.map((value) => [value, texts[value]])}
        onChange={(value) => onChange({ ...rules, [name]: value })}
        hint={hint}
      />
      <Help name={name} of={words[name]} />
      <Origin
        name={name}
        label={words[name]}
        origins={origins}
        aboveText={(value) => texts[value as Rules[N]]}
      />
    </>
  );
  return (
    <>
      {named("direction", directions, words.directions)}
      {named("privateItems", privates, words.privates, words.privateHints[rules.privateItems])}
      {/* Nothing changes on both sides where changes go one way. */}
      {rules.direction === "both" && named("precedence", precedences, words.precedences)}
      {named(
        "afterDeleteInOutlook",
        afterDelete.inErp(erpCancels),
        words.deletesInErp,
        rules.afterDeleteInOutlook === "recreate" ? words.recreateHint : undefined,
      )}
      {named("afterDeleteInErp", afterDelete.inOutlook, words.deletesInOutlook)}
      {days("daysBack")}
      {days("daysForward")}
    </>
  );
}
