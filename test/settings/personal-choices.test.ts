/** What is told of somebody's choices: whose word each is, and what of his own does not hold. */
import type { Level } from "../../server/settings/inherit.ts";
import { personalChoices } from "../../server/settings/personal-choices.ts";

const job = { enabled: true, outlookItems: "all", erpItems: true, inherits: ["erpItems"] } as const;
const level = (name: Level["name"], values: Level["values"], locked: string[] = []): Level => ({
  ...{ name, values, locked },
});
const choiceOf = (
  name: string,
  above: readonly Level[],
  rules: Parameters<typeof personalChoices>[1]["rules"] = {},
  isFurther = false,
) => personalChoices(above, { ...job, rules }, isFurther).find((one) => one.name === name);

it("tells one's own choice from what stands above", () => {
  const above = [level("system", { daysBack: 7 }), level("company", { erpItems: false })];
  expect(choiceOf("outlookItems", above)).toMatchObject({ value: "all", from: "person" });
  expect(choiceOf("erpItems", above)).toMatchObject({ value: false, from: "company" });
  expect(choiceOf("daysBack", above)).toMatchObject({ value: 7, from: "system" });
  expect(choiceOf("daysForward", above)).toMatchObject({ from: "default", overruled: null });
  expect(choiceOf("precedence", above, { precedence: "ask" })).toMatchObject({
    ...{ value: "ask", from: "person", lockedBy: null, overruled: null },
  });
});

it("tells what somebody chose and does not hold: it is fixed above, or looser than what is", () => {
  const fixed = level("company", { precedence: "erp" }, ["precedence"]);
  expect(choiceOf("precedence", [fixed], { precedence: "ask" })).toMatchObject({
    ...{ value: "erp", from: "company", lockedBy: "company", overruled: "ask" },
  });
  const strict = level("system", { privateItems: "leaveOut" });
  expect(choiceOf("privateItems", [strict], { privateItems: "full" })).toMatchObject({
    ...{ value: "leaveOut", from: "system", lockedBy: null, overruled: "full" },
  });
});

it("names the fields that go otherwise, and what people have no say in not at all", () => {
  const above = [level("system", { "flows.body": "toErp", brakeDeletions: 3 })];
  const names = personalChoices(above, { ...job, rules: { flows: { place: "none" } } }, false)
    .filter(({ from }) => from !== "default")
    .map(({ name, from }) => [name, from]);
  expect(names).toEqual([
    ["outlookItems", "person"],
    ["flows.place", "person"],
    ["flows.body", "system"],
  ]);
  expect(choiceOf("brakeDeletions", above)).toBeUndefined();
  expect(choiceOf("enabled", above)).toBeUndefined();
});

it("tells of a further mailbox what guards those who share it, whatever is decided above", () => {
  const above = [level("system", { privateItems: "full" }, ["privateItems"])];
  expect(choiceOf("privateItems", above, { privateItems: "leaveOut" }, true)).toMatchObject({
    ...{ value: "leaveOut", from: "person", lockedBy: null },
  });
});
