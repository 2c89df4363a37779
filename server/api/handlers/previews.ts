import type { Preview as PlannedPreview } from "../../engine/dry-run/preview.ts";
import { recurrenceSchema } from "../../resources/appointment/recurrence-shape.ts";
import { show, type Reader } from "../../resources/appointment/show.ts";
import { untoldByForm, type UnsavedForm } from "../../resources/appointment/unsaved-form.ts";
import type { Fields, Side } from "../../sync/model.ts";
import type { ItemChoice, Preview } from "../contract/items.ts";
import type { UnsavedFormBody } from "../contract/preview.ts";
import { ProblemError } from "../errors.ts";
import type { HandlerDeps, Handlers } from "./handler.ts";
import { createNames, type AnyCall } from "./names.ts";
import { conflictView } from "./views.ts";

/** What would be written where, before anything is. */
export function previewHandlers(
  deps: HandlerDeps,
): Pick<Handlers, "previewItem" | "previewUnsaved"> {
  const { previews } = deps;
  const names = createNames(deps);
  const shown = async (call: AnyCall, planned: PlannedPreview, { records }: ItemChoice) => {
    const named = await names.named(call, records);
    const reader = await names.reader(call, named, await names.activityTypes(call));
    return previewView(planned, reader, call.person.name);
  };
  return {
    async previewItem(call) {
      const itemId = call.params["itemId"] ?? "";
      return shown(call, await previews.ofItem(call.scope, itemId, call.body), call.body);
    },
    async previewUnsaved(call) {
      const { form, choice } = call.body;
      const view = await shown(
        call,
        await previews.ofForm(call.scope, formOf(form), choice),
        choice,
      );
      return { ...view, untold: [...untoldByForm] };
    },
  };
}

/** @throws ProblemError `bad-request` for a series that we do not know how to read. */
function formOf(form: UnsavedFormBody): UnsavedForm {
  if (form.recurrence === null) return { ...form, recurrence: null };
  const recurrence = recurrenceSchema.safeParse(form.recurrence);
  if (recurrence.success) return { ...form, recurrence: recurrence.data };
  throw new ProblemError("bad-request", "This way to repeat an appointment is not known here.", {
    field: "form.recurrence",
  });
}

/** What a plan would write, as a list of fields with their values before and after. */
function previewView(planned: PlannedPreview, reader: Reader, owner: string): Preview {
  const { decision, before, sharedWith } = planned;
  const write = (side: Side, kind: "create" | "update" | "delete", fields: Fields) => ({
    side,
    kind,
    fields: Object.entries(fields)
      .map(([field, value]) => ({
        field,
        from: kind === "create" ? null : show(field, before[side][field] ?? null, reader),
        to: show(field, value, reader),
      }))
      .filter(({ from, to }) => from !== null || to !== null),
  });
  const rest = { conflicts: [], sharedWith, untold: [] };
  switch (decision.kind) {
    case "nothing":
    case "settle":
    case "unlink":
      return { writes: [], ...rest };
    case "create":
      return { writes: [write(decision.side, "create", decision.fields)], ...rest };
    case "delete":
      return { writes: [write(decision.side, "delete", {})], ...rest };
    case "update":
      return {
        ...rest,
        writes: decision.updates.map(({ side, fields }) => write(side, "update", fields)),
        conflicts: decision.conflicts.map((conflict) => conflictView(conflict, reader, owner)),
      };
  }
}
