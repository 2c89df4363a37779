import { words as application } from "../../../addin/features/application/words.ts";
import { words as erpOnly } from "../../../addin/features/erp-only/words.ts";
import { words as first } from "../../../addin/features/first/words.ts";
import { words as administrators } from "../../../addin/features/service/administrators/words.ts";
import { words as audit } from "../../../addin/features/service/audit/words.ts";
import { words as erps } from "../../../addin/features/service/erps/words.ts";
import { words as microsoft } from "../../../addin/features/service/microsoft/words.ts";
import { words as start } from "../../../addin/features/service/start/words.ts";
import { words as mail } from "../../../addin/features/service/mail/words.ts";
import { words as jobs } from "../../../addin/features/service/jobs/words.ts";
import { words as dryRun } from "../../../addin/features/service/dry-run/words.ts";
import { words as furtherSetup } from "../../../addin/features/mailboxes/setup/words.ts";
import { words as queue } from "../../../addin/features/service/queue/words.ts";
import { words as retention } from "../../../addin/features/service/retention/words.ts";
import { words as erpTerms } from "../../../addin/features/service/erps/terms-words.ts";
import { words as leaving } from "../../../addin/features/service/leaving/words.ts";
import { words as uninstall } from "../../../addin/features/service/leaving/uninstall-words.ts";
import { words as invitations } from "../../../addin/features/service/invitations/words.ts";
import { help as germanHelp } from "../../../addin/locales/de/help.ts";
import { help as englishHelp } from "../../../addin/locales/en/help.ts";
import { words as users } from "../../../addin/features/service/users/words.ts";
import { words as service } from "../../../addin/features/service/words.ts";
import { auditActs } from "../../../server/administration/acts.ts";
import { problemCodes } from "../../../server/api/contract/problem.ts";
import { healthSchema } from "../../../server/api/contract/account.ts";
import { itemStateSchema } from "../../../server/api/contract/items.ts";
import { acts } from "../../../server/engine/run/history.ts";
import { becauseOf } from "../../../addin/components/because.ts";
import { remedies } from "../../../addin/failures.ts";
import { de } from "../../../addin/locales/de.ts";
import { en } from "../../../addin/locales/en.ts";
import { pickLanguage } from "../../../addin/locales/language.ts";
import { createLocale } from "../../../addin/locales/locale.ts";

/** Every entry as `path -> text`; sentences with a gap get `…` for it. */
function flat(words: object, path = ""): ReadonlyMap<string, string> {
  const entries = Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const here = `${path}/${name}`;
    if (typeof value === "string") return [[here, value] as const];
    if (typeof value === "function") {
      return [[here, (value as (...gaps: string[]) => string)("…", "…")] as const];
    }
    return [...flat(value as object, here)];
  });
  return new Map(entries);
}

/** The words of each panel of the Service section, which come with it. */
const panels = [
  ["the section", service],
  ["administrators", administrators],
  ["mail", mail],
  ["leaving", leaving],
  ["uninstall", uninstall],
  ["ERP terms", erpTerms],
  ["retention", retention],
  ["audit", audit],
  ["erps", erps],
  ["microsoft", microsoft],
  ["first steps", start],
  ["the first day", first],
  ["whoever has the ERP alone", erpOnly],
  ["the application", application],
  ["jobs", jobs],
  ["dry run", dryRun],
  ["a further mailbox", furtherSetup],
  ["queue", queue],
  ["users", users],
  ["the help page", { en: englishHelp, de: germanHelp }],
  ["invitations", invitations],
] as const;

const english = flat(en);
const german = flat(de);

describe("the dictionaries", () => {
  it("hold the same entries, none of them empty", () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...english, ...german].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("use the gap of a sentence in both languages", () => {
    const gaps = (words: ReadonlyMap<string, string>) =>
      [...words]
        .filter(([, text]) => text.includes("…"))
        .map(([key]) => key)
        .sort();
    expect(gaps(german)).toEqual(gaps(english));
  });

  it("are in fact translated", () => {
    const international = new Set([
      "/values/sensitivity/normal",
      "/values/importance/normal",
      "/name",
      "/explain/version",
      "/home/push/microsoft",
      "/home/utc",
      "/home/log/toMicrosoft",
      "/home/push/erp",
      "/item/conflicts/outlook",
      "/item/conflicts/erp",
      "/plan/sides/microsoft",
      "/plan/sides/erp",
      "/item/scope/both",
      "/undo/askedOf/microsoft",
    ]);
    const same = [...english]
      .filter(([key, text]) => german.get(key) === text && !international.has(key))
      .map(([key]) => key);
    expect(same).toEqual([]);
  });

  it("have words for every problem code, health and item state of the contract", () => {
    for (const words of [en, de]) {
      expect(Object.keys(words.failures)).toEqual(expect.arrayContaining([...problemCodes]));
      expect(Object.keys(words.failures).sort()).toEqual(Object.keys(remedies).sort());
      expect(Object.keys(words.health).sort()).toEqual([...healthSchema.options].sort());
      expect(Object.keys(words.states).sort()).toEqual([...itemStateSchema.options].sort());
    }
  });
});

describe.each(panels)("the words of %s", (_panel, words) => {
  it("are the same in both languages, none of them empty, and in fact translated", () => {
    const [one, other] = [flat(words.en), flat(words.de)];
    expect([...other.keys()].sort()).toEqual([...one.keys()].sort());
    expect([...one, ...other].filter(([, text]) => text.trim() === "")).toEqual([]);
    expect([...one].filter(([key, text]) => other.get(key) === text)).toEqual([]);
  });
});

it("the audit trail has words for every act", () => {
  for (const words of [audit.en, audit.de]) {
    expect(Object.keys(words.acts).sort()).toEqual([...auditActs].sort());
  }
});

describe("the log", () => {
  it("has words for whatever a person may have asked of an item", () => {
    for (const words of [en, de]) {
      expect(Object.keys(words.because)).toEqual(expect.arrayContaining([...acts]));
    }
  });

  it("says who sent invitations to how many, the sentence behind a code, and a bare code not at all", () => {
    const [sent, code] = ["invited:3:Ada", "99 a rule of tomorrow:x"];
    expect(becauseOf(de, sent)).toBe(de.item.invitations.sent("Ada", 3));
    expect(becauseOf(de, "erp-down: Connection refused.")).toBe(de.health["erp-down"].label);
    expect(becauseOf(de, "rejected: No such type.")).toBe("No such type.");
    expect([becauseOf(de, "tomorrow"), becauseOf(de, code)]).toEqual([null, code]);
  });
});

describe("choosing a language", () => {
  it.each([
    [null, ["de-AT", "en-US"], "de"],
    [null, ["fr-FR", "de-DE"], "de"],
    [null, ["fr-FR"], "en"],
    ["de", ["en-US"], "de"],
    ["xx", ["en-GB"], "en"],
    [null, [], "en"],
  ] as const)("asked %j, preferring %j: %s", (asked, preferred, language) => {
    expect(pickLanguage(asked, preferred)).toBe(language);
  });

  it("shows a moment where the reader is and in UTC", () => {
    const locale = createLocale("de", de, "de-DE", "Europe/Berlin");
    expect(locale.time("2026-11-20T13:58:00Z")).toBe("20.11.2026, 14:58");
    expect(locale.utc("2026-11-20T13:58:00Z")).toBe("20.11.2026, 13:58");
    expect(locale.day("2026-11-20T00:00:00Z")).toBe("20.11.2026");
  });
});
