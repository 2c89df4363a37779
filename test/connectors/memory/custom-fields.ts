import type { CustomField } from "../../../server/resources/appointment/mapped.ts";

const label = (en: string, de: string) => ({ en, de });

/** One field of each type, and one that the ERP fills in itself. */
export const ownFields: readonly CustomField[] = [
  {
    ...{ id: "costCentre", label: label("Cost centre", "Kostenstelle"), type: "text" },
    ...{ readOnly: false, maxLength: 20 },
  },
  {
    ...{ id: "phase", label: label("Phase", "Phase"), type: "choice", readOnly: false },
    options: [
      { value: "draft", label: label("Draft", "Entwurf") },
      { value: "agreed", label: label("Agreed", "Vereinbart") },
    ],
  },
  { id: "hours", label: label("Hours", "Stunden"), type: "number", readOnly: false },
  { id: "followUp", label: label("Follow up", "Wiedervorlage"), type: "date", readOnly: false },
  { id: "billable", label: label("Billable", "Abrechenbar"), type: "yesNo", readOnly: false },
  { id: "invoice", label: label("Invoice", "Rechnung"), type: "text", readOnly: true },
];
