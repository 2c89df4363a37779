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
  const shown = fields.filter((field) => field.name !== "name" && field.name in values);
  byId("values").hidden = shown.length === 0;
  byId("values").replaceChildren(
    ...shown.map((field) => {
      const line = element("div", "");
      const value = element("dd", "");
      const text = String(values[field.name]);
      if (field.kind === "record") {
        value.append(element("a", text, { href: `/records/${field.recordType ?? ""}/${text}` }));
      } else value.textContent = text;
      line.append(element("dt", field.label.en), value);
      return line;
    }),
  );
}
