import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { RecordView } from "../../../server/api/contract/items.ts";
import type { NewRecord, RecordFormView } from "../../../server/api/contract/records.ts";
import { failureOf, type Failure, type FailureCode } from "../../failures.ts";
import type { FormContent } from "../../office/form.ts";
import type { Attendant } from "../../office/item.ts";
import { useServices } from "../../services.ts";
import { usePeople } from "../item/usePeople.ts";
import type { Known } from "./prefill.ts";

/** Forms of the records that can be made here. Empty, silently, where the ERP cannot be asked. */
export function useForms(): readonly RecordFormView[] {
  const { api } = useServices();
  const asked = useQuery({ queryKey: ["record-forms"], queryFn: () => api.recordForms() });
  return asked.data ?? [];
}

/** What a form begins with; `undefined` until it is known. */
export function useKnown(
  people: readonly Attendant[],
  readForm: () => Promise<FormContent>,
): Known | undefined {
  const { api } = useServices();
  const { outside, unknown, isPending } = usePeople(people);
  const addresses = people.map(({ address }) => address);
  const appointment = useQuery({
    queryKey: ["form", "once"],
    queryFn: () => readForm().catch(() => null),
    // As it is when the form is opened, not as it was at the last one.
    ...{ staleTime: 0, gcTime: 0 },
  });
  const related = useQuery({
    queryKey: ["records", null, addresses, ""],
    queryFn: () => api.records({ addresses, text: "", offset: 0 }),
  });
  if (isPending || appointment.data === undefined || related.isPending) return undefined;
  return {
    appointment: appointment.data,
    person: unknown[0] ?? outside[0] ?? null,
    related: related.data?.couldBeRelatedTo ?? [],
  };
}

/** After these nobody knows whether the record was made. */
const unanswered: ReadonlySet<FailureCode> = new Set([
  ...(["erp-unavailable", "backend-down", "offline", "unavailable", "internal"] as const),
  // Of this sending it is known, and of one before it is not.
  "erp-paused",
]);

export interface NewRecordHandle {
  readonly failure: Failure | null;
  /** Whether it may have been made: what was sent can only be sent again. */
  readonly isOpen: boolean;
  readonly busy: boolean;
  readonly create: (
    record: Omit<NewRecord, "key">,
    onCreated: (record: RecordView) => void,
  ) => void;
}

/** Makes one record, however often its form is sent. */
export function useNewRecord(key: string): NewRecordHandle {
  const { api } = useServices();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: (record: Omit<NewRecord, "key">) => api.createRecord({ ...record, key }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["records"] }),
  });
  const failure = act.error === null ? null : failureOf(act.error);
  return {
    failure,
    isOpen: failure !== null && unanswered.has(failure.code),
    busy: act.isPending,
    create: (record, onSuccess) => act.mutate(record, { onSuccess }),
  };
}
