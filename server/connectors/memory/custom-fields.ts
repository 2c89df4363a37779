import { customName, type CustomField } from "../../resources/appointment/mapped.ts";
import type { Fields, Value } from "../../sync/model.ts";

/** Fields of this side's own that an item holds from its beginning: nobody has filled them in. */
export function emptyCustom(fields: readonly CustomField[]): Fields {
  return Object.fromEntries(
    fields.map(({ id, type }) => [customName(id), type === "yesNo" ? false : null]),
  );
}

/** The first of them that may not hold what is written; `undefined` where all fit. */
export function misfit(fields: readonly CustomField[], written: Fields): string | undefined {
  return Object.keys(written).find((name) => {
    if (!name.startsWith(customName(""))) return false;
    const field = fields.find(({ id }) => customName(id) === name);
    return field === undefined || field.readOnly || !fits(field, written[name] ?? null);
  });
}

function fits({ type, maxLength = Infinity, options = [] }: CustomField, value: Value): boolean {
  if (value === null) return true;
  switch (type) {
    case "text":
      return typeof value === "string" && value.length <= maxLength;
    case "number":
      return typeof value === "number";
    case "date":
      return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
    case "yesNo":
      return typeof value === "boolean";
    case "choice":
      return options.some((one) => one.value === value);
  }
}
