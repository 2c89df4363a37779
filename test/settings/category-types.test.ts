import {
  categoryTypesMax,
  isCategoryTypes,
  mistakeIn,
} from "../../server/settings/category-types.ts";
import { sameValue } from "../../server/settings/setting-value.ts";

const types = ["Site visit", "Call"];
const good = { category: "Customer visit", type: "site visit" };

describe("a map of categories", () => {
  it("is taken with types in any capitals, and any type where the ERP could not be asked", () => {
    expect(mistakeIn([], types)).toBeNull();
    expect(mistakeIn([good], types)).toBeNull();
    expect(mistakeIn([{ category: "Demo", type: "Whatever" }], null)).toBeNull();
  });

  it.each([
    ["no category", { category: " ", type: "Call" }, "Row 2: enter a category"],
    ["no type", { category: "Demo", type: "" }, "Row 2: choose an activity type"],
    [
      "a category in other capitals",
      { category: "CUSTOMER visit ", type: "Call" },
      "Row 2: row 1 has the category CUSTOMER visit",
    ],
    [
      "a type that nobody has",
      { category: "Demo", type: "Demo" },
      "Row 2: the ERP has no activity type called Demo.",
    ],
    ["a category that Outlook takes apart", { category: "a;b", type: "Call" }, "Row 2: Outlook"],
    ["an endless name", { category: "x".repeat(256), type: "Call" }, "Row 2: a name has at most"],
  ])("is refused by the number of a row with %s", (_what, row, told) => {
    expect(mistakeIn([good, row], types)).toMatch(told);
  });

  it("has no more rows than can be looked after", () => {
    const rows = Array.from({ length: categoryTypesMax + 1 }, (_one, at) => ({
      ...{ category: `C${at}`, type: "Call" },
    }));
    expect(mistakeIn(rows, types)).toBe("At most 100 categories can be mapped: these are 101.");
    expect(mistakeIn(rows.slice(1), types)).toBeNull();
    expect(isCategoryTypes(rows)).toBe(false);
    expect(isCategoryTypes([{ category: "Demo" }])).toBe(false);
    expect(isCategoryTypes(rows.slice(1))).toBe(true);
  });
});

describe("two values of a setting", () => {
  it.each([
    ["maps that were parsed twice", [good], [{ type: "site visit", category: "Customer visit" }]],
    ["nothing said, however", null, undefined],
    ["numbers", 7, 7],
  ])("are the same as %s", (_what, one, other) => {
    expect(sameValue(one, other)).toBe(true);
  });

  it.each([
    [
      "rows in another order",
      [good, { category: "C", type: "T" }],
      [{ category: "C", type: "T" }, good],
    ],
    ["a row more", [good], [good, good]],
    ["an empty map and nothing said", [], null],
    ["a number as a text", 7, "7"],
  ])("are others with %s", (_what, one, other) => {
    expect(sameValue(one, other)).toBe(false);
  });
});
