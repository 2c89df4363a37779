import { isMap, type SettingValue } from "../../../../server/settings/setting-value.ts";
import { useWords, useWordsOf } from "../../../locales/locale.ts";
import { words as allWords } from "./words.ts";

/** Settings and their values in words; one that has none is shown as it is spelled. */
export interface SettingTexts {
  readonly nameOf: (name: string) => string;
  readonly valueOf: (name: string, value: SettingValue) => string;
}

/** As their makers call them, in every language. */
export const presetNames: Readonly<Record<string, string | undefined>> = {
  ours: "Sync to ERP",
  erpnet: "ERP.net MsSync",
  syspro: "SYSPRO Office 365",
  oro: "OroCRM Microsoft 365",
  coins: "Coins ERP+",
};

const wayOf = "flows.";

export function useSettingTexts(): SettingTexts {
  const words = useWordsOf(allWords);
  const { fields, categoryTypes, setup } = useWords();
  const { rules } = setup;
  // As people read them in their own Setup: one rule is called the same wherever it is decided.
  const shared: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>> =
    {
      ...{ direction: rules.directions, privateItems: rules.privates },
      precedence: { ...rules.precedences, ask: words.askPerson },
      ...{ afterDeleteInOutlook: rules.deletesInErp, afterDeleteInErp: rules.deletesInOutlook },
    };
  const ways: Readonly<Record<string, string | undefined>> = setup.fields.ways;
  return {
    nameOf: (name) => {
      const field = name.startsWith(wayOf) ? name.slice(wayOf.length) : null;
      if (name === "categoryTypes") return categoryTypes.title;
      return field === null ? (words.names[name] ?? name) : (fields[field] ?? field);
    },
    valueOf: (name, value) => {
      if (isMap(value)) {
        const rows = value.map(({ category, type }) => `${category} = ${type}`);
        return rows.length === 0 ? categoryTypes.noneShort : rows.join(", ");
      }
      const text = String(value);
      if (name.startsWith(wayOf)) return ways[text] ?? text;
      if (name === "brakeShare") return `${Math.round(Number(value) * 100)} %`;
      return (shared[name] ?? words.values[name])?.[text] ?? text;
    },
  };
}
