import type { ErpRecord } from "../../connectors/port/facets.ts";
import type { Items } from "../../engine/items/items.ts";
import type { RecordGroups } from "../contract/items.ts";
import type { Call } from "./handler.ts";
import type { Names } from "./names.ts";

const pageSize = 10;

/**
 * What an appointment could concern: related to its people as long as nothing is searched for, found by
 * the words typed otherwise.
 * @param linked what it concerns already, which is not offered again
 */
export async function recordGroups(
  call: Pick<Call<"records">, "person" | "scope" | "language" | "query">,
  { items, names }: { readonly items: Items; readonly names: Names },
  linked: readonly ErpRecord[],
): Promise<RecordGroups> {
  const { text, offset, addresses } = call.query;
  const people = (addresses ?? "").split(",").filter((one) => one.includes("@"));
  const types = call.query.types?.split(",");
  const related = (text === "" ? await items.related(call.scope, people) : []).filter(
    ({ type }) => types?.includes(type) !== false,
  );
  const found =
    text === ""
      ? { records: [], more: false }
      : await items.search(call.scope, {
          ...{ text, limit: pageSize, offset },
          ...(types === undefined ? {} : { types }),
        });
  const known = new Set(linked.map(({ type, id }) => `${type}/${id}`));
  const shown = (records: readonly ErpRecord[]) => records.map((one) => names.shown(call, one));
  const fresh = (records: readonly ErpRecord[]) =>
    shown(records.filter(({ type, id }) => !known.has(`${type}/${id}`)));
  return {
    inContextOf: shown(linked),
    couldBeRelatedTo: fresh(related),
    found: fresh(found.records),
    more: found.more,
  };
}
