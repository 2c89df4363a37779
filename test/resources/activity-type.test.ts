import {
  categoryFor,
  categoryOfType,
  typeOfCategory,
  withCategoryOfType,
  withTypeOfCategory,
} from "../../server/resources/appointment/activity-type.ts";

const visit = { id: "T-visit", name: "Site visit" };
const call = { id: "T-call", name: "Call" };
const types = [visit, call];
const map = [
  { category: "Customer visit", type: "Site visit" },
  { category: "On site", type: "site visit" },
  { category: "call", type: "Site visit" },
  { category: "Demo", type: "Long gone" },
];
const terms = { types, map };

describe("the type that a category means", () => {
  it.each([
    ["mapped, in any capitals", ["customer VISIT", "Call"], visit, "map"],
    ["mapped, although a type is called like it", ["Call"], visit, "map"],
    ["not mapped: by its name", ["site visit"], visit, "name"],
  ])("%s", (_what, categories, type, by) => {
    expect(typeOfCategory(categories, terms)).toEqual({ type, by });
  });

  it.each([
    ["no category", []],
    ["none at all", undefined],
    ["one that means nothing", ["Blue"]],
    ["a second one that means something", ["Blue", "Customer visit"]],
    ["one mapped to a type that the company does not have", ["Demo"]],
  ])("is none for %s", (_what, categories) => {
    expect(typeOfCategory(categories, terms)).toBeUndefined();
  });

  it("goes by the name where the map has a type that the company does not have", () => {
    const gone = { types, map: [{ category: "Call", type: "Long gone" }] };
    expect(typeOfCategory(["Call"], gone)).toEqual({ type: call, by: "name" });
  });

  it("is given to what has none, and tells when the map decided", () => {
    const typed = withTypeOfCategory({ type: null }, ["On site"], terms);
    expect(typed).toEqual({ fields: { type: "T-visit" }, because: "type by map" });
    const named = withTypeOfCategory({ type: null }, ["Site visit"], terms);
    expect(named).toEqual({ fields: { type: "T-visit" } });
    const chosen = withTypeOfCategory({ type: "T-call" }, ["On site"], terms);
    expect(chosen).toEqual({ fields: { type: "T-call" } });
  });
});

describe("the category of a type", () => {
  it("is the first that is mapped to it, and none by its name", () => {
    expect(categoryOfType("T-visit", terms)).toBe("Customer visit");
    expect(categoryOfType("T-call", terms)).toBeNull();
    expect(categoryOfType(null, terms)).toBeNull();
  });

  it("is what is made in Outlook with, unless the ERP says its categories itself", () => {
    const made = withCategoryOfType({ subject: "Visit" }, "T-visit", terms);
    expect(made).toEqual({
      fields: { subject: "Visit", categories: ["Customer visit"] },
      because: "category by map",
    });
    const said = { subject: "Visit", categories: ["Blue"] };
    expect(withCategoryOfType(said, "T-visit", terms)).toEqual({ fields: said });
    expect(withCategoryOfType({ subject: "Call" }, "T-call", terms)).toEqual({
      fields: { subject: "Call" },
    });
  });

  it("gives the type back, else there is none", () => {
    expect(categoryFor(visit, terms)).toBe("Customer visit");
    // By the map, what is called like it means a visit.
    expect(categoryFor(call, terms)).toBeNull();
    expect(categoryFor(call, { types, map: [] })).toBe("Call");
  });
});
