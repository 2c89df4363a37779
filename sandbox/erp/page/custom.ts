/** The fields that the ERP's administrators added, in the form. */
import type { CustomField } from "../custom-fields.ts";
import type { CustomValue, CustomValues } from "../model.ts";
import type { ShownActivity } from "./api.ts";
import { byId } from "./form.ts";
import { element } from "./table.ts";

const kinds: Readonly<Record<CustomField["type"], string>> = {
  ...{ text: "text", number: "number", date: "date", yesNo: "checkbox", choice: "" },
};
const idOf = ({ id }: CustomField): string => `custom-${id}`;

export function fillCustom({ custom }: ShownActivity, fields: readonly CustomField[]): void {
  byId("custom").replaceChildren(
    ...fields.map((field) => {
      const label = element("label", `${field.label.en} `);
      if (field.type === "yesNo") label.className = "inline";
      label.append(inputOf(field, custom?.[field.id] ?? null));
      return label;
    }),
  );
}

/** What the form says of those that a person may fill in. */
export function readCustom(fields: readonly CustomField[]): CustomValues {
  const writable = fields.filter(({ readOnly }) => !readOnly);
  return Object.fromEntries(writable.map((field) => [field.id, valueOf(field)]));
}

function inputOf(field: CustomField, value: CustomValue): HTMLElement {
  const given = value === null || typeof value === "boolean" ? "" : String(value);
  if (field.type === "choice") {
    const select = document.createElement("select");
    select.id = idOf(field);
    select.append(
      element("option", "None", { value: "" }),
      ...(field.options ?? []).map((one) => element("option", one.label.en, { value: one.value })),
    );
    select.value = given;
    return select;
  }
  const input = document.createElement("input");
  input.id = idOf(field);
  input.type = kinds[field.type];
  if (field.type === "number") input.step = "any";
  if (field.maxLength !== undefined) input.maxLength = field.maxLength;
  if (field.type === "yesNo") input.checked = value === true;
  else input.value = given;
  input.readOnly = field.readOnly;
  return input;
}

function valueOf(field: CustomField): CustomValue {
  if (field.type === "yesNo") return byId(idOf(field), HTMLInputElement).checked;
  const { value } = byId(idOf(field)) as HTMLInputElement | HTMLSelectElement;
  if (value === "") return null;
  return field.type === "number" ? Number(value) : value;
}
