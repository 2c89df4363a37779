/** A text of the ERP in the languages that people read. */
export type Label = Readonly<Record<"en" | "de", string>>;

/** The form by which a record of one type is made, as the ERP wants it. */
export interface RecordForm {
  /** Id of the record type. */
  readonly type: string;
  /** In the order in which they are asked for. */
  readonly fields: readonly FormField[];
}

/** `notes` has several lines; `record` is another record of the ERP. */
export type FieldKind = "text" | "notes" | "address" | "date" | "amount" | "choice" | "record";

/** What an appointment fills a field in with. */
export type FilledWith =
  | "subject"
  /** The day on which it begins or, of a meeting that is over several days, ends. */
  | "first-day"
  | "last-day"
  /** The person outside whom it is about: one that the ERP does not know comes first. */
  | "person-name"
  | "person-address"
  /** The record that its people belong to, of the type that the field asks for. */
  | "related";

export interface FormField {
  readonly id: string;
  readonly label: Label;
  readonly kind: FieldKind;
  readonly required: boolean;
  /** Characters. */
  readonly maxLength?: number;
  /** Of a `choice`, the usual one first. */
  readonly options?: readonly { readonly id: string; readonly label: Label }[];
  /** Of a `record`: its type. */
  readonly recordType?: string;
  readonly filledWith?: FilledWith;
}

/** A text, a day (`2026-11-23`) or an option's id; a number for an `amount`; a reference for a `record`. */
export type FormValue = string | number | { readonly type: string; readonly id: string };
export type FormValues = Readonly<Record<string, FormValue>>;

export interface Mistake {
  readonly field: string;
  /** Stands after the field's label, e.g. `is needed`. */
  readonly remedy: string;
}

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What is empty says nothing. */
export function withoutEmpty(values: Readonly<Record<string, FormValue | null>>): FormValues {
  return Object.fromEntries(
    Object.entries(values)
      .map(([id, value]) => [id, typeof value === "string" ? value.trim() : value] as const)
      .filter((entry): entry is [string, FormValue] => entry[1] !== null && entry[1] !== ""),
  );
}

/** The first field that is wrong by its form, before the ERP is asked; `null`: none. */
export function mistakeIn({ fields }: RecordForm, values: FormValues): Mistake | null {
  for (const field of fields) {
    const value = values[field.id];
    const remedy = remedyFor(field, value);
    if (remedy !== null) return { field: field.id, remedy };
  }
  const unknown = Object.keys(values).find((id) => !fields.some((field) => field.id === id));
  return unknown === undefined
    ? null
    : { field: unknown, remedy: "This is no field of this form." };
}

/** What a value must be, where it is not; `undefined`: nothing was entered. */
function remedyFor(
  { kind, maxLength, options, recordType, required }: FormField,
  value: FormValue | undefined,
): string | null {
  if (value === undefined) return required ? "This is needed." : null;
  if (kind === "amount") {
    const isAmount = typeof value === "number" && Number.isFinite(value) && value >= 0;
    return isAmount ? null : "This must be a number that is not negative, such as 1200.50.";
  }
  if (kind === "record") {
    const isReference = typeof value === "object" && value.type === recordType;
    return isReference ? null : `This must be a record of the type ${recordType ?? ""}.`;
  }
  if (typeof value !== "string") return "This must be a text.";
  if (maxLength !== undefined && value.length > maxLength) {
    return `This must not be longer than ${maxLength} characters.`;
  }
  switch (kind) {
    case "choice":
      return options?.some(({ id }) => id === value) === true
        ? null
        : "This must be one of its options.";
    case "date":
      return isDay(value) ? null : "This must be a day such as 2026-11-23.";
    case "address":
      return address.test(value) ? null : "This must be a mail address such as name@company.com.";
    case "text":
    case "notes":
      return null;
  }
}

/** Whether the calendar has it: 31 February is read as a day of March otherwise. */
function isDay(text: string): boolean {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}
