import { DateTime } from "luxon";
import { refused } from "./errors.ts";
import type { CustomValue, CustomValues } from "./model.ts";
import { oneLine } from "./notes.ts";

type Label = Readonly<Record<"en" | "de", string>>;

/** A field that this ERP's administrators added to activities. */
export interface CustomField {
  readonly id: string;
  readonly label: Label;
  readonly type: "text" | "number" | "date" | "yesNo" | "choice";
  /** The ERP fills it in itself; nobody else may. */
  readonly readOnly: boolean;
  /** Of `text`. */
  readonly maxLength?: number;
  /** Of `choice`. */
  readonly options?: readonly { readonly value: string; readonly label: Label }[];
}

export const customFields: readonly CustomField[] = [
  {
    ...{ id: "costCentre", label: { en: "Cost centre", de: "Kostenstelle" } },
    ...{ type: "text", readOnly: false, maxLength: 20 },
  },
  {
    ...{ id: "phase", label: { en: "Phase", de: "Phase" }, type: "choice", readOnly: false },
    options: [
      { value: "draft", label: { en: "Draft", de: "Entwurf" } },
      { value: "agreed", label: { en: "Agreed", de: "Vereinbart" } },
      { value: "done", label: { en: "Done", de: "Erledigt" } },
    ],
  },
  {
    ...{ id: "travelHours", label: { en: "Travel time in hours", de: "Fahrzeit in Stunden" } },
    ...{ type: "number", readOnly: false },
  },
  {
    ...{ id: "followUpOn", label: { en: "Follow up on", de: "Wiedervorlage am" } },
    ...{ type: "date", readOnly: false },
  },
  {
    ...{ id: "billable", label: { en: "Billable", de: "Abrechenbar" } },
    ...{ type: "yesNo", readOnly: false },
  },
  {
    ...{ id: "invoiceNumber", label: { en: "Invoice number", de: "Rechnungsnummer" } },
    ...{ type: "text", readOnly: true, maxLength: 20 },
  },
];

/** All of them with what an activity holds; `null` is empty, and who never answered said no. */
export function shownCustom(held: CustomValues | undefined): CustomValues {
  return Object.fromEntries(
    customFields.map(({ id, type }) => [id, held?.[id] ?? (type === "yesNo" ? false : null)]),
  );
}

/** @throws ErpError 422 naming the field that may not hold what was given. */
export function withCustom(before: CustomValues | undefined, given: CustomValues): CustomValues {
  const after: Record<string, CustomValue> = { ...before };
  for (const [id, value] of Object.entries(given)) {
    const field = customFields.find((one) => one.id === id);
    if (field === undefined) throw refused(`custom.${id}`, "Activities have no such field.");
    if (field.readOnly) throw refused(`custom.${id}`, `${field.label.en} is filled in by the ERP.`);
    after[id] = kept(field, value);
  }
  return after;
}

function kept(field: CustomField, value: CustomValue): CustomValue {
  const wrong = (what: string) =>
    refused(`custom.${field.id}`, `${field.label.en} must be ${what}.`);
  if (value === null) return null;
  switch (field.type) {
    case "text": {
      if (typeof value !== "string") throw wrong("a text");
      const text = oneLine(value);
      const most = field.maxLength ?? Infinity;
      if (text.length > most) throw wrong(`${most} characters long at most`);
      return text === "" ? null : text;
    }
    case "number":
      if (typeof value !== "number") throw wrong("a number");
      return value;
    case "date":
      if (typeof value !== "string" || !DateTime.fromISO(value).isValid || value.length !== 10) {
        throw wrong("a date such as 2026-11-23");
      }
      return value;
    case "yesNo":
      if (typeof value !== "boolean") throw wrong("true or false");
      return value;
    case "choice":
      if (field.options?.some((one) => one.value === value) !== true) {
        throw wrong(`one of ${field.options?.map((one) => one.value).join(", ") ?? "none"}`);
      }
      return value;
  }
}
