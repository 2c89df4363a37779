/** Names and values of the sync jobs' settings, wherever administrators read them. */
import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { useSettingTexts } from "../../../addin/features/service/jobs/texts.ts";
import { de } from "../../../addin/locales/de.ts";
import { en } from "../../../addin/locales/en.ts";
import { createLocale, LocaleProvider } from "../../../addin/locales/locale.ts";
import { isChoice } from "../../../server/settings/inherit.ts";
import { jobs } from "../../../server/settings/jobs.ts";

const languages = { en, de };

const textsIn = (language: keyof typeof languages) => {
  const locale = createLocale(language, languages[language], language, "Europe/Berlin");
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <LocaleProvider value={locale}>{children}</LocaleProvider>
  );
  return renderHook(useSettingTexts, { wrapper }).result.current;
};

describe.each(["en", "de"] as const)("in %s", (language) => {
  it("every setting and each of its values has words", () => {
    const { nameOf, valueOf } = textsIn(language);
    const bare = Object.entries(jobs.calendar.settings).flatMap(([name, { allowed }]) => [
      ...(nameOf(name) === name ? [name] : []),
      ...(isChoice(allowed) ? allowed : [])
        .filter((value) => valueOf(name, value) === String(value))
        .map((value) => `${name}: ${String(value)}`),
    ]);
    expect(bare).toEqual([]);
  });

  it("a rule is called as in people's Setup, but for whom it asks", () => {
    const { valueOf } = textsIn(language);
    const { rules, fields } = languages[language].setup;
    expect(valueOf("direction", "toErp")).toBe(rules.directions.toErp);
    expect(valueOf("privateItems", "leaveOut")).toBe(rules.privates.leaveOut);
    expect(valueOf("precedence", "newest")).toBe(rules.precedences.newest);
    expect(valueOf("precedence", "ask")).not.toBe(rules.precedences.ask);
    expect(valueOf("afterDeleteInOutlook", "cancel")).toBe(rules.deletesInErp.cancel);
    expect(valueOf("afterDeleteInErp", "keep")).toBe(rules.deletesInOutlook.keep);
    expect(valueOf("flows.place", "both")).toBe(fields.ways.both);
  });
});
