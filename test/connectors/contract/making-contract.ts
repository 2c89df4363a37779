/* eslint-disable jest/no-export -- a suite that every connector's own test file runs */
/** What every connector promises that makes records: `makingContract("demo ERP", () => open())`. */
import type { MakingFacet, RecordFacet } from "../../../server/connectors/port/facets.ts";
import type { Actor } from "../../../server/connectors/port/item.ts";
import type { FormValues } from "../../../server/resources/record-form.ts";
import { failureOf } from "./acts.ts";

export interface MakingHarness {
  readonly records: RecordFacet & { readonly making: MakingFacet };
  readonly actor: Actor;
  /** Somebody else, who sees nothing of what the actor makes. */
  readonly stranger: Actor;
  readonly type: string;
  /** All that a record of the type needs, with this name. */
  readonly filled: (name: string) => FormValues;
  /** Values that are refused, and the field of the form that is wrong. */
  readonly refused: { readonly values: FormValues; readonly field: string };
  /** What is made next lands, but nobody hears of it. */
  readonly loseNextReply: () => void;
}

/** Runs the contract against what `open` makes; a fresh one per test. */
export function makingContract(name: string, open: () => MakingHarness): void {
  const openOne = (recordName: string) => {
    const h = open();
    const record = { type: h.type, key: "form-1", values: h.filled(recordName) };
    const query = { text: recordName, types: [h.type], limit: 10, offset: 0 };
    const count = async () => (await h.records.search(h.actor, query)).records.length;
    return { ...h, record, count, create: h.records.making.create.bind(h.records.making) };
  };

  describe(`${name} keeps the contract of making records:`, () => {
    it("offers forms of types that it names, complete", async () => {
      const { records, actor } = openOne("Any");
      const forms = await records.making.forms(actor);
      const types = records.types.map(({ id }) => id);
      for (const { type, fields } of forms) {
        expect(types).toContain(type);
        expect(fields.filter(({ required }) => required)).not.toEqual([]);
        for (const { kind, options, recordType } of fields) {
          expect(kind !== "choice" || (options?.length ?? 0) > 0).toBe(true);
          expect(kind !== "record" || types.includes(recordType ?? "")).toBe(true);
        }
      }
    });

    it("makes a record that is read and found like any other", async () => {
      const { records, actor, create, record, count } = openOne("Newly made");
      const made = await create(actor, record);
      expect(made).toMatchObject({ type: record.type, name: "Newly made" });
      expect(await records.get(actor, [made])).toEqual([made]);
      expect(await count()).toBe(1);
    });

    it("makes one per key, whatever is said then, and also of two at once", async () => {
      const { actor, create, record, filled, count } = openOne("Asked twice");
      const [first, second] = await Promise.all([create(actor, record), create(actor, record)]);
      const third = await create(actor, { ...record, values: filled("Another name") });
      expect([second, third]).toEqual([first, first]);
      expect(await count()).toBe(1);
    });

    it("answers what was made when the answer had got lost", async () => {
      const { actor, create, record, loseNextReply, count } = openOne("Unheard");
      loseNextReply();
      expect((await failureOf(create(actor, record))).code).toBe("unavailable");
      expect(await create(actor, record)).toMatchObject({ name: "Unheard" });
      expect(await count()).toBe(1);
    });

    it("names the field that it refuses, and the key is not spent by that", async () => {
      const { actor, create, record, refused, count } = openOne("Right at last");
      const error = await failureOf(create(actor, { ...record, values: refused.values }));
      expect(error).toMatchObject({ code: "rejected", facts: { field: refused.field } });
      await create(actor, record);
      expect(await count()).toBe(1);
    });

    it("shows nobody what he may not see, neither by reading nor by the key", async () => {
      const { records, actor, stranger, create, record } = openOne("Not for others");
      const made = await create(actor, record);
      expect(await records.get(stranger, [made])).toEqual([]);
      const answer: unknown = await create(stranger, record).catch((error: unknown) => error);
      expect(answer).not.toMatchObject({ id: made.id });
    });

    it("makes nothing for whom it does not know", async () => {
      const { actor, create, record, count } = openOne("Of nobody");
      const error = await failureOf(create({ ...actor, erpUserId: null }, record));
      expect(error.code).toBe("forbidden");
      expect(await count()).toBe(0);
    });
  });
}
