import type { RecordView } from "../../../server/api/contract/items.ts";
import type {
  FormFieldView,
  NewRecord,
  RecordFormView,
} from "../../../server/api/contract/records.ts";
import { daysOf, type FormContent } from "../../office/form.ts";
import type { Attendant } from "../../office/item.ts";
import { nameOf } from "../item/usePeople.ts";

/** What is typed into a form: text as it stands there, and the record where one is chosen. */
export type Filled = Readonly<Record<string, string | RecordView | null>>;

/** What the appointment tells that a form can begin with. */
export interface Known {
  /** `null`: Outlook did not tell. */
  readonly appointment: FormContent | null;
  /** Whom it is about; `null`: nobody from outside takes part. */
  readonly person: Attendant | null;
  /** Records of its people, best first. */
  readonly related: readonly RecordView[];
}

/** The form as it is opened; people change what does not fit. */
export function prefilled({ fields }: RecordFormView, known: Known): Filled {
  return Object.fromEntries(fields.map((field) => [field.id, startOf(field, known)]));
}

function startOf(field: FormFieldView, known: Known): string | RecordView | null {
  const { appointment, person, related } = known;
  switch (field.filledWith) {
    case "subject":
      return (appointment?.subject ?? "").slice(0, field.maxLength ?? undefined);
    case "first-day":
      return appointment === null ? "" : daysOf(appointment).first;
    case "last-day":
      return appointment === null ? "" : daysOf(appointment).last;
    case "person-name":
      return person === null ? "" : nameOf(person);
    case "person-address":
      return person?.address ?? "";
    case "related":
      return related.find(({ type }) => type === field.recordType) ?? null;
    case null:
      // The ERP names the usual one first; where nothing has to be said, nothing is.
      return field.kind === "choice" && field.required ? (field.options[0]?.id ?? "") : "";
  }
}

/** Why a field cannot be sent as it is. */
export type Complaint = "missing" | "not-a-number" | "too-long";

export function complaintAbout(field: FormFieldView, filled: Filled): Complaint | null {
  const value = filled[field.id] ?? "";
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (text === "") return field.required ? "missing" : null;
  if (field.kind === "amount" && amountOf(text) === null) return "not-a-number";
  return field.maxLength !== null && text.length > field.maxLength ? "too-long" : null;
}

/** The form as the contract sends it. */
export function valuesOf({ fields }: RecordFormView, filled: Filled): NewRecord["values"] {
  const sent = (value: string | RecordView | null, kind: FormFieldView["kind"]) => {
    if (value === null) return null;
    if (typeof value !== "string") return { type: value.type, id: value.id };
    const text = value.trim();
    if (text === "") return null;
    return kind === "amount" ? amountOf(text) : text;
  };
  return Object.fromEntries(
    fields.map(({ id, kind }) => [id, sent(filled[id] ?? null, kind)] as const),
  );
}

/** `1200`, `1 200.50` or `1200,50`; `null` for anything else, and where a sign could mean two things. */
function amountOf(text: string): number | null {
  const digits = text.replaceAll(/\s/gu, "");
  return /^\d+([.,]\d{1,2})?$/.test(digits) ? Number(digits.replace(",", ".")) : null;
}
