import type { FormField, RecordForm } from "../../resources/record-form.ts";
import type { FormFieldView, RecordFormView } from "../contract/records.ts";
import type { HandlerDeps, Handlers } from "./handler.ts";
import { createNames, type AnyCall } from "./names.ts";

/** Records that people make in the ERP from an appointment. */
export function newRecordHandlers(
  deps: HandlerDeps,
): Pick<Handlers, "recordForms" | "createRecord"> {
  const { newRecords } = deps.engine;
  const { shown } = createNames(deps);
  const formView = ({ person, language }: AnyCall, { type, fields }: RecordForm) => {
    const known = deps.accounts.erp(person).records?.types.find(({ id }) => id === type);
    const view: RecordFormView = {
      type,
      typeName: known?.name[language] ?? type,
      fields: fields.map((field) => fieldView(field, language)),
    };
    return view;
  };
  return {
    async recordForms(call) {
      const forms = await newRecords.forms(call.scope);
      return { forms: forms.map((form) => formView(call, form)) };
    },
    createRecord: async (call) => shown(call, await newRecords.create(call.scope, call.body)),
  };
}

function fieldView(field: FormField, language: "en" | "de"): FormFieldView {
  const { id, label, kind, required, options = [] } = field;
  return {
    ...{ id, label: label[language], kind, required },
    options: options.map((option) => ({ id: option.id, label: option.label[language] })),
    maxLength: field.maxLength ?? null,
    recordType: field.recordType ?? null,
    filledWith: field.filledWith ?? null,
  };
}
