/* eslint-disable jest/no-export -- a suite that every connector's own test file runs */
/** What every connector promises whose activities have fields of their own. */
import type { Connector } from "../../../server/connectors/port/connector.ts";
import type { CustomFieldFacet } from "../../../server/connectors/port/facets.ts";
import type { Actor } from "../../../server/connectors/port/item.ts";
import { customName, type CustomField } from "../../../server/resources/appointment/mapped.ts";
import type { Fields, Value } from "../../../server/sync/model.ts";

export interface CustomHarness {
  readonly connector: Connector & { readonly customFields: CustomFieldFacet };
  readonly actor: Actor;
  /** Everything that an activity needs. */
  readonly fields: (subject: string) => Fields;
}

/** A value that a field can hold, and another one. */
function valuesOf({ type, options = [] }: CustomField): readonly [Value, Value] {
  switch (type) {
    case "text":
      return ["4711", "4712"];
    case "number":
      return [1.5, -2];
    case "date":
      return ["2026-11-23", "2027-01-01"];
    case "yesNo":
      return [true, false];
    case "choice":
      return [options[0]?.value ?? null, options[1]?.value ?? null];
  }
}

/** Runs the contract against what `open` makes; a fresh one per test. */
export function customContract(name: string, open: () => CustomHarness): void {
  async function openOne() {
    const { connector, actor, fields } = open();
    const all = await connector.customFields.list();
    const writable = all.filter(({ readOnly }) => !readOnly);
    const write = async (action: Parameters<Connector["write"]>[2][number]) => {
      const [outcome] = await connector.write(actor, "appointment", [action]);
      return outcome;
    };
    const create = async (key: string, custom: Fields = {}) => {
      const outcome = await write({ kind: "create", key, fields: { ...fields(key), ...custom } });
      if (outcome?.kind !== "written") throw new Error(`not made: ${JSON.stringify(outcome)}`);
      return outcome.item;
    };
    const update = (id: string, precondition: string, custom: Fields) =>
      write({ kind: "update", id, precondition, stamp: `s-${precondition}`, fields: custom });
    const held = (item: { readonly fields: Fields }) =>
      all.map(({ id }) => item.fields[customName(id)]);
    return { connector, actor, all, writable, create, update, held };
  }

  describe(`${name} keeps the contract of fields of its own:`, () => {
    it("tells each once, with a name in both languages, and the choices of a choice", async () => {
      const { all } = await openOne();
      expect(all).not.toEqual([]);
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      for (const { label, type, options } of all) {
        expect(label.en).not.toBe("");
        expect(label.de).not.toBe("");
        expect(type !== "choice" || (options?.length ?? 0) > 1).toBe(true);
      }
    });

    it("tells a value of each of every item, also where nobody filled it in", async () => {
      const { create, held } = await openOne();
      expect(held(await create("empty#1"))).not.toContain(undefined);
    });

    it("keeps what it is made with and what is written, and leaves the others alone", async () => {
      const { connector, actor, writable, create, update, held, all } = await openOne();
      const first = Object.fromEntries(
        writable.map((one) => [customName(one.id), valuesOf(one)[0]] as const),
      );
      const made = await create("all#1", first);
      expect(made.fields).toMatchObject(first);
      let { version } = made;
      const now: Record<string, Value> = { ...first };
      for (const one of writable) {
        const [, other] = valuesOf(one);
        now[customName(one.id)] = other;
        const outcome = await update(made.id, version, { [customName(one.id)]: other });
        expect(outcome).toMatchObject({ kind: "written", item: { fields: now } });
        version = outcome?.kind === "written" ? outcome.item.version : "";
      }
      const [found] = await connector.get(actor, "appointment", [made.id]);
      const read = found?.kind === "found" ? found.item : made;
      expect(read.fields).toMatchObject(now);
      expect(held(read)).toHaveLength(all.length);
    });

    it("empties what is cleared", async () => {
      const { writable, create, update } = await openOne();
      for (const one of writable.filter(({ type }) => type !== "yesNo")) {
        const field = customName(one.id);
        const made = await create(`${one.id}#1`, { [field]: valuesOf(one)[0] });
        const outcome = await update(made.id, made.version, { [field]: null });
        expect(outcome).toMatchObject({ kind: "written", item: { fields: { [field]: null } } });
      }
    });

    it("refuses what a field cannot hold, and what the ERP fills in itself, by its name", async () => {
      const { all, create, update } = await openOne();
      const made = await create("refused#1");
      const wrong = (one: CustomField): Value =>
        one.readOnly ? valuesOf(one)[0] : one.type === "text" ? "x".repeat(5000) : "no such value";
      for (const one of all) {
        const field = customName(one.id);
        const outcome = await update(made.id, made.version, { [field]: wrong(one) });
        expect(outcome).toMatchObject({
          kind: "error",
          error: { code: "rejected", facts: { field } },
        });
      }
    });
  });
}
