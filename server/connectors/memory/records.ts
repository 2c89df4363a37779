import { mistakeIn, type RecordForm } from "../../resources/record-form.ts";
import { ConnectorError } from "../port/connector-error.ts";
import type {
  ErpRecord,
  MakingFacet,
  NewRecord,
  RecordFacet,
  RecordRef,
  RecordType,
} from "../port/facets.ts";
import type { Actor } from "../port/item.ts";

export interface MemoryRecords extends RecordFacet {
  readonly making: MakingFacet;
  /** All that is there, whoever may see it. */
  readonly all: () => readonly ErpRecord[];
  /** What is made next lands, but nobody hears of it. */
  readonly loseNextReply: () => void;
}

interface Kept {
  readonly record: ErpRecord;
  /** User who made it: nobody else sees it. */
  readonly owner: string;
  readonly key: string;
}

/** Records in memory, as the reference of the port: each is its maker's own, and keys stay spent. */
export function createMemoryRecords(
  types: readonly RecordType[],
  forms: readonly RecordForm[],
): MemoryRecords {
  const kept: Kept[] = [];
  let losing = false;

  const ownerOf = ({ erpUserId }: Actor): string => {
    if (erpUserId !== null) return erpUserId;
    throw new ConnectorError("forbidden", "erp", "This side does not know the person.");
  };
  const seenBy = (actor: Actor): readonly ErpRecord[] =>
    kept.filter(({ owner }) => owner === ownerOf(actor)).map(({ record }) => record);
  const rejected = (reason: string, field: string): ConnectorError =>
    new ConnectorError("rejected", "erp", reason, { field });

  function make(actor: Actor, { type, key, values }: NewRecord): ErpRecord {
    const owner = ownerOf(actor);
    const before = kept.find((one) => one.key === key);
    if (before?.owner === owner) return before.record;
    if (before !== undefined) throw rejected("Somebody else used this key.", "key");
    const form = forms.find((one) => one.type === type);
    if (form === undefined) throw rejected(`There is no type ${type}.`, "type");
    const mistake = mistakeIn(form, values);
    if (mistake !== null) throw rejected(mistake.remedy, mistake.field);
    const id = `${type}-${kept.length + 1}`;
    const name = typeof values["name"] === "string" ? values["name"] : id;
    const record = { type, id, name, detail: null, webUrl: null };
    kept.push({ record, owner, key });
    return record;
  }

  return {
    types,
    search: async (actor, { text, types: wanted, limit, offset }) => {
      const found = seenBy(actor).filter(
        ({ type, name }) => wanted?.includes(type) !== false && name.includes(text),
      );
      return { records: found.slice(offset, offset + limit), more: found.length > offset + limit };
    },
    related: async () => [],
    get: async (actor, refs) => seenBy(actor).filter((one) => refs.some((ref) => isSame(one, ref))),
    making: {
      forms: async (actor) => {
        ownerOf(actor);
        return forms;
      },
      create: async (actor, wanted) => {
        const record = make(actor, wanted);
        if (!losing) return record;
        losing = false;
        throw new ConnectorError("unavailable", "erp", "A failure planned by the test.");
      },
    },
    all: () => kept.map(({ record }) => record),
    loseNextReply: () => {
      losing = true;
    },
  };
}

function isSame(one: RecordRef, other: RecordRef): boolean {
  return one.type === other.type && one.id === other.id;
}
