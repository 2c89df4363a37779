/** Many people are invited in portions: nobody twice, and nobody left out. */
import { portionsOf, textPortions } from "../../../addin/features/service/invitations/portions.ts";

it("sends everybody once, in their order", () => {
  const people = Array.from({ length: 1_001 }, (_, at) => at);
  const portions = portionsOf(people);
  expect(portions.map((some) => some.length)).toEqual([200, 200, 200, 200, 200, 1]);
  expect(portions.flat()).toEqual(people);
  expect(portionsOf([])).toEqual([]);
});

it("breaks a pasted text where one entry ends", () => {
  const lines = Array.from({ length: 40 }, (_, at) => `p${at}@contoso.example`);
  for (const separator of ["\n", ";"]) {
    const text = lines.join(separator);
    const pieces = textPortions(text, 100);
    expect(pieces.join("")).toBe(text);
    expect(pieces.every((piece) => piece.length <= 100)).toBe(true);
    const whole = pieces.flatMap((piece) => piece.split(separator).filter((one) => one !== ""));
    expect(whole).toEqual(lines);
  }
});
