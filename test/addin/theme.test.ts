import { isDark } from "../../addin/theme.ts";

describe("light or dark", () => {
  it.each([
    ["Outlook says dark", { background: "#ffffff", dark: true, systemDark: false }, true],
    [
      "Outlook's background is dark",
      { background: "#292929", dark: null, systemDark: false },
      true,
    ],
    [
      "Outlook's background is light",
      { background: "#FFFFFF", dark: null, systemDark: true },
      false,
    ],
    [
      "Outlook says nothing, the system prefers dark",
      { background: null, dark: null, systemDark: true },
      true,
    ],
    ["Outlook says nothing useful", { background: "white", dark: null, systemDark: false }, false],
  ])("%s", (_case, facts, dark) => {
    expect(isDark(facts)).toBe(dark);
  });
});
