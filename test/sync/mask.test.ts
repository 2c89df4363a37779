import fc from "fast-check";
import { plan } from "../../server/sync/plan.ts";
import type { Terms } from "../../server/sync/terms.ts";
import type {
  Decision,
  Fields,
  Flow,
  Link,
  Mask,
  Schema,
  Side,
  Value,
} from "../../server/sync/model.ts";
import {
  agreeing,
  deleteOn,
  editOn,
  held,
  policy,
  schema,
  settle,
  snapshot,
  terms,
} from "./world.ts";

/** The small world with a mark: what is marked in Outlook is nobody else's business. */
const marked: Schema = {
  ...schema,
  fields: { ...schema.fields, mark: { flow: "both", fingerprint: String } },
  onRefused: (reason) => (reason === "private" ? "revert" : schema.onRefused(reason)),
};
const details = ["title", "place", "tags"];
const maskOf =
  (isErpsOwn: boolean) =>
  ({ microsoft }: Link): Mask | null =>
    microsoft?.fields["mark"] === true
      ? {
          ...{ details, mark: "mark", invented: ["title"], covers: () => false, isErpsOwn },
          told: (fields) => ({ ...fields, title: "Busy", place: null, tags: [] }),
        }
      : null;
const by = (isErpsOwn: boolean, changes: Partial<Terms["policy"]> = {}): Terms => {
  const { holdings } = terms();
  return {
    schema: marked,
    holdings: {
      microsoft: new Set([...holdings.microsoft, "mark"]),
      erp: new Set([...holdings.erp, "mark"]),
    },
    policy: { ...policy, ...changes },
    privacy: { mark: "mark", maskOf: maskOf(isErpsOwn) },
  };
};

/** Words that tell on which side they were typed. */
const edits = (who: string) => {
  const word = fc.stringMatching(/^[a-e]{1,3}$/).map((text) => `${who}-${text}`);
  const all = { title: word, place: fc.option(word), tags: fc.uniqueArray(word, { maxLength: 2 }) };
  return fc.record(all, { requiredKeys: [] });
};
const way = fc.constantFrom<Flow>("both", "toErp", "toMicrosoft", "none");
const flows = fc.record(
  {
    title: fc.constantFrom<Flow>("both", "toErp", "toMicrosoft"),
    place: way,
    tags: way,
    mark: way,
  },
  { requiredKeys: [] },
);
const precedence = fc.constantFrom("erp", "microsoft", "newest", "ask" as const);

const before = { title: "Outlook-old", place: "Outlook-old", tags: ["Outlook-old"] };
/** Both agree on what was told while it was not private. */
function agreed(mark: boolean): Link {
  const link = agreeing({ ...before, guests: [], records: [] });
  const also = (fields: Fields | undefined): Fields => ({ ...fields, mark });
  return {
    ...link,
    microsoft: snapshot(also(link.microsoft?.fields)),
    erp: snapshot(also(link.erp?.fields)),
    base: { microsoft: also(link.base?.microsoft), erp: also(link.base?.erp) },
  };
}

function sent(decisions: readonly Decision[], side: Side): string {
  const all: Value[] = decisions.flatMap((one) => {
    if (one.kind === "create") return one.side === side ? [one.fields] : [];
    if (one.kind !== "update") return [];
    return one.updates.flatMap((update) => (update.side === side ? [update.fields] : []));
  });
  return JSON.stringify(all);
}

describe("rule 18: privacy", () => {
  it("nothing that tells of a private item is written to the ERP, nor what it wrote there to Outlook", () => {
    fc.assert(
      fc.property(
        ...[edits("Outlook"), edits("Erp"), flows, precedence, fc.boolean()],
        fc.constantFrom("both", "erp gone", "never made"),
        (here, there, chosen, rule, wasMarked, fate) => {
          const edited = editOn(
            editOn(agreed(wasMarked), "microsoft", { ...here, mark: true }),
            "erp",
            there,
          );
          const { erp: _none, ...unmade } = edited;
          const link =
            fate === "both"
              ? edited
              : fate === "erp gone"
                ? deleteOn(edited, "erp")
                : { ...unmade, ids: { microsoft: "i" }, base: null };
          const { decisions } = settle(link, by(false, { flows: chosen, precedence: rule }));
          expect(sent(decisions, "erp")).not.toContain("Outlook");
          expect(sent(decisions, "microsoft")).not.toContain("Busy");
          // What the ERP decides by the person's rules is its own, and goes as he wants it.
          if (Object.values(chosen).includes("toMicrosoft")) return;
          expect(sent(decisions, "microsoft")).not.toContain("Erp");
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("what had gone over is taken back when it becomes private, whatever was switched off since", () => {
    fc.assert(
      fc.property(fc.constantFrom<Flow>("both", "toErp", "none"), precedence, (place, rule) => {
        const start = editOn(agreed(false), "microsoft", { mark: true });
        const { link, decisions } = settle(
          start,
          by(false, { flows: { place }, precedence: rule }),
        );
        expect(held(link!, "erp")).toMatchObject({
          title: "Busy",
          place: null,
          tags: [],
          mark: true,
        });
        expect(held(link!, "microsoft")).toMatchObject(before);
        expect(decisions).toHaveLength(2);
      }),
    );
  });

  it("and comes back when it is private no longer, without a conflict, whatever the word became", () => {
    fc.assert(
      fc.property(precedence, fc.boolean(), (rule, isRenamed) => {
        const with_ = by(false, { precedence: rule });
        const masked = settle(editOn(agreed(false), "microsoft", { mark: true }), with_).link!;
        const renamed = isRenamed
          ? settle(editOn(masked, "erp", { title: "Erp-guess" }), with_).link!
          : masked;
        expect(held(renamed, "erp")).toMatchObject({ title: "Busy" });
        const { link, decisions } = settle(editOn(renamed, "microsoft", { mark: false }), with_);
        expect(held(link!, "erp")).toMatchObject(before);
        expect(held(link!, "microsoft")).toMatchObject(before);
        expect(decisions.flatMap((one) => (one.kind === "update" ? one.conflicts : []))).toEqual(
          [],
        );
      }),
    );
  });

  it("only Outlook takes the mark off; one that the ERP sets goes over with all that follows from it", () => {
    const masked = settle(editOn(agreed(false), "microsoft", { mark: true }), by(false)).link!;
    const { link } = settle(editOn(masked, "erp", { mark: false }), by(false));
    expect(held(link!, "microsoft")).toMatchObject({ ...before, mark: true });
    expect(held(link!, "erp")).toMatchObject({ title: "Busy" });
    expect(plan(editOn(agreed(false), "erp", { mark: true }), by(false))).toMatchObject({
      updates: [
        { side: "erp", fields: { title: "Busy", place: null, tags: [] } },
        { side: "microsoft", fields: { mark: true } },
      ],
    });
  });

  it("an item that was made in the ERP keeps its own there, and is told nothing of Outlook's", () => {
    fc.assert(
      fc.property(edits("Outlook"), edits("Erp"), flows, (here, there, chosen) => {
        const start = editOn(
          editOn(agreed(false), "microsoft", { ...here, mark: true }),
          "erp",
          there,
        );
        const { link, decisions } = settle(start, by(true, { flows: chosen }));
        expect(sent(decisions, "erp")).not.toMatch(/Outlook|Busy/);
        for (const field of details) {
          expect(held(link!, "erp")?.[field]).toEqual(held(start, "erp")?.[field]);
        }
      }),
    );
  });

  it("a second run writes nothing, and a deletion in Outlook takes the masked copy with it", () => {
    const masked = settle(editOn(agreed(false), "microsoft", { mark: true }), by(false)).link!;
    expect(plan(masked, by(false)).kind).toBe("nothing");
    expect(plan(deleteOn(masked, "microsoft"), by(false))).toMatchObject({
      kind: "delete",
      side: "erp",
    });
  });

  it("a masked meeting with guests stays when its activity goes", () => {
    const link = agreed(true);
    const guests = { ...link.microsoft!.fields, guests: ["g"] };
    const invited = {
      ...link,
      microsoft: snapshot(guests),
      base: { ...link.base!, microsoft: guests },
    };
    const hiding = by(false);
    const privacy: Terms["privacy"] = {
      mark: "mark",
      maskOf: (one) => {
        const mask = maskOf(false)(one);
        return mask && { ...mask, told: (fields) => ({ ...fields, guests: [] }) };
      },
    };
    const decision = plan(deleteOn(invited, "erp"), { ...hiding, privacy });
    expect(decision.kind === "delete").toBe(false);
  });
});
