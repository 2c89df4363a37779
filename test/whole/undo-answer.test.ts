import { expectRest, linked, mailsOf } from "./linked.ts";
import type { Person } from "./person.ts";
import { worlds } from "./world.ts";

/** Rule 15: what its person decided of a field that both sides had changed is asked again by an undo. */

const open = worlds();
const question = { microsoft: "Outlook's", erp: "The ERP's" };

/** Ada was asked about a subject and answers. */
async function answered(answer: object) {
  const story = await linked(await open());
  const { world, ada, id, activity } = story;
  await ada.setUp({ rules: { precedence: "ask" } });
  await world.settle();
  await ada.outlook.change(id, { subject: question.microsoft });
  await ada.erp.change(activity.id, { subject: question.erp });
  await world.settle();
  await decide(ada, id, answer);
  await world.settle();
  return story;
}

async function decide(ada: Person, id: string, answer: object): Promise<void> {
  const { itemId, conflicts } = await ada.open(id);
  const { field, microsoftFingerprint, erpFingerprint } = conflicts[0]!;
  const body = { field, microsoftFingerprint, erpFingerprint, ...answer };
  await ada.call("answerConflict", { params: { itemId }, body });
}

describe("rule 15: what was decided of a field that both sides had changed", () => {
  it.each([
    ["Outlook's", { keep: "microsoft" }, { microsoft: "Outlook's", erp: "Outlook's" }],
    ["the ERP's", { keep: "erp" }, { microsoft: "The ERP's", erp: "The ERP's" }],
    ["one's own", { value: "Ours" }, { microsoft: "Ours", erp: "Ours" }],
  ])("is asked again, each side with its own value: %s", async (_whose, answer, stands) => {
    const { world, ada, id } = await answered(answer);
    const subjects = async () => ({
      microsoft: (await ada.outlook.get(id)).subject,
      erp: (await ada.erp.list())[0]!.subject,
    });
    expect(await subjects()).toEqual(stands);
    const { entries } = await ada.call("log");
    const { id: lineId } = entries.find(({ undoable }) => undoable)!;
    const preview = await ada.call("previewUndo", { body: { lineId } });
    expect(preview).toMatchObject({ total: 1, possible: 1 });
    expect(preview.changes[0]).toMatchObject({
      ...{ kind: "update", refused: [], asks: [{ field: "subject", ...question }] },
    });
    await ada.call("undo", { body: { lineId, tellGuests: false } });
    await world.settle();
    expect(await subjects()).toEqual(question);
    expect(await ada.open(id)).toMatchObject({ state: "needs-decision", conflicts: [question] });
    expect(await ada.call("waitingItems")).toMatchObject({ items: [{ conflicts: [question] }] });
    await expectRest(world, ada, 1);
    expect(await subjects()).toEqual(question);
    await decide(ada, id, { keep: "erp" });
    await world.settle();
    expect(await subjects()).toEqual({ microsoft: "The ERP's", erp: "The ERP's" });
    await expectRest(world, ada);
    expect(mailsOf(world)).toEqual([]);
  });
});
