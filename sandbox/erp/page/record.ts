import type { MadeType } from "../record-types.ts";
import type { ShownRecord } from "./api.ts";
import { byId } from "./form.ts";
import { element } from "./table.ts";

/** The record that the page is about: what it is, and what the form said by which it was made. */
export function showRecord(
  record: ShownRecord,
  types: readonly Pick<MadeType, "type" | "fields">[],
) {
  const { type, name, number, detail, values = {} } = record;
  byId("heading").textContent = name;
  byId("detail").textContent = [type, number, detail ?? ""]
    .filter((part) => part !== "")
    .join(" · ");
  document.title = `${name} - Demo ERP`;
  const fields = types.find((one) => one.type === type)?.fields ?? [];
  // The lines above name it and its customer.
  const shown = fields.filter(
    ({ name: id, kind }) => id !== "name" && kind !== "record" && id in values,
  );
  byId("values").hidden = shown.length === 0;
  byId("values").replaceChildren(
    ...shown.map((field) => {
      const line = element("div", "");
      line.append(element("dt", field.label.en), element("dd", String(values[field.name])));
      return line;
    }),
  );
}
