import {
  fromOutlook,
  mappingOf,
  mistakeInMappings,
  toOutlook,
  type WantedMapping,
} from "../../server/resources/appointment/mapped.ts";
import { ownFields } from "../connectors/memory/custom-fields.ts";

const wanted = (fieldId: string, more: Partial<WantedMapping> = {}): WantedMapping => ({
  ...{ fieldId, place: "property", category: "", flow: "both", ...more },
});
const category = (fieldId: string, name: string) =>
  wanted(fieldId, { place: "category", category: name });

describe("what may be mapped", () => {
  it.each<[string, readonly WantedMapping[], object | null]>([
    ["nothing", [], null],
    ["each field once", [wanted("costCentre"), category("phase", "Phase")], null],
    ["what the ERP fills in, to Outlook only", [wanted("invoice", { flow: "toMicrosoft" })], null],
    ["a field that is gone", [wanted("old")], { at: 0, field: "fieldId", code: "unknown-field" }],
    [
      "two places of one field",
      [wanted("phase"), category("phase", "Phase")],
      { at: 1, field: "fieldId", code: "mapped-twice" },
    ],
    ["what the ERP fills in", [wanted("invoice")], { at: 0, field: "flow", code: "read-only" }],
    [
      "a text as a category",
      [category("costCentre", "Cost")],
      { at: 0, field: "place", code: "category-type" },
    ],
    [
      "a category without a name",
      [category("phase", " ")],
      { at: 0, field: "category", code: "category-needed" },
    ],
    [
      "a category that Outlook would take apart",
      [category("phase", "Phase, Stage")],
      { at: 0, field: "category", code: "category-separators" },
    ],
    [
      "two fields in one category",
      [category("phase", "State"), category("billable", "state")],
      { at: 1, field: "category", code: "category-twice" },
    ],
  ])("%s", (_what, mappings, mistake) => {
    expect([mistakeInMappings(mappings, ownFields)]).toMatchObject([mistake]);
  });
});

describe("a value on its way through Outlook", () => {
  const valuesOf: Readonly<Record<string, readonly (string | number | boolean | null)[]>> = {
    costCentre: ["4711", "a  b", null],
    phase: ["draft", "agreed", null],
    hours: [0, -1.5, 1e21, null],
    followUp: ["2026-02-28", null],
    billable: [true, false],
  };

  it.each(
    ownFields
      .filter(({ readOnly }) => !readOnly)
      .flatMap((field) =>
        (["property", "category"] as const)
          .filter((place) => place === "property" || /choice|yesNo/.test(field.type))
          .map((place) => [field.id, place, field] as const),
      ),
  )("comes back as it was: %s as %s", (id, place, field) => {
    const mapping = mappingOf(wanted(id, { place, category: "Name" }), "erp", field);
    const name = `mapped:${place}:${id}`;
    for (const value of valuesOf[id] ?? []) {
      const written = toOutlook({ [name]: value, categories: ["Own"] }, [mapping]);
      expect(fromOutlook(written, [mapping])).toEqual({ [name]: value, categories: ["Own"] });
    }
  });

  it("is not told where somebody else wrote what it cannot be", () => {
    for (const id of ["hours", "followUp", "phase", "billable"]) {
      const field = ownFields.find((one) => one.id === id)!;
      const mapping = mappingOf(wanted(id), "erp", field);
      expect(fromOutlook({ [`own:erp/${id}`]: "2026-13-45" }, [mapping])).toEqual({});
    }
  });
});
