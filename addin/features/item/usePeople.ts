import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { RecordView } from "../../../server/api/contract/items.ts";
import type { NewContact } from "../../../server/api/contract/people.ts";
import { failureOf, type Failure } from "../../failures.ts";
import type { Attendant } from "../../office/item.ts";
import { useServices } from "../../services.ts";

export interface PeopleHandle {
  /** Those that the ERP does not know, as Outlook names them. */
  readonly unknown: readonly Attendant[];
  /** All that are no colleagues. */
  readonly outside: readonly Attendant[];
  /** `null`: no contact can be made here. */
  readonly companyType: string | null;
  /** Nothing is known of them yet. */
  readonly isPending: boolean;
}

/**
 * Whom of the people on the appointment the ERP does not know. Silent where it cannot be asked; a
 * group is nobody.
 */
export function usePeople(all: readonly Attendant[]): PeopleHandle {
  const { api } = useServices();
  const people = all.filter(({ group }) => group !== true);
  const addresses = people.map(({ address }) => address);
  const asked = useQuery({
    queryKey: ["people", addresses],
    queryFn: () => api.people(addresses),
    enabled: addresses.length > 0,
    // While others are asked about, those known before stay in sight.
    placeholderData: (before) => before,
  });
  const known = asked.data?.people ?? [];
  const unknown = new Set(
    known.filter((one) => one.record === null && !one.colleague).map(({ address }) => address),
  );
  const colleagues = new Set(known.filter((one) => one.colleague).map(({ address }) => address));
  return {
    unknown: people.filter(({ address }) => unknown.has(address)),
    outside: people.filter(({ address }) => !colleagues.has(address)),
    isPending: asked.isLoading,
    companyType: asked.data?.companyType ?? null,
  };
}

export interface ContactHandle {
  /** Companies that the address suggests, best first. */
  readonly guesses: readonly RecordView[];
  readonly guessing: boolean;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly create: (contact: NewContact, onCreated: (record: RecordView) => void) => void;
}

/** A contact for somebody whom the ERP does not know. */
export function useContact({ address }: Attendant, companyType: string): ContactHandle {
  const { api } = useServices();
  const client = useQueryClient();
  const related = useQuery({
    queryKey: ["records", null, [address], ""],
    queryFn: () => api.records({ addresses: [address], text: "", offset: 0 }),
  });
  const act = useMutation({
    mutationFn: (contact: NewContact) => api.createContact(contact),
    onSuccess: () => {
      for (const kind of ["people", "records"]) {
        void client.invalidateQueries({ queryKey: [kind] });
      }
    },
  });
  return {
    guesses: (related.data?.couldBeRelatedTo ?? []).filter(({ type }) => type === companyType),
    guessing: related.isPending,
    failure: act.error === null ? null : failureOf(act.error),
    busy: act.isPending,
    create: (contact, onSuccess) => act.mutate(contact, { onSuccess }),
  };
}

/** How a person is called: Outlook's name, or what his address says (`maria.anders@…`). */
export function nameOf({ address, name }: Pick<Attendant, "address" | "name">): string {
  if (name.toLowerCase() !== address) return name;
  const words = (address.split("@")[0] ?? "").split(/[._-]+/).filter((word) => word !== "");
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ");
}
