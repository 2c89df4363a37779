/* eslint-disable jest/no-export, jest/valid-title, jest/valid-describe-callback -- this module is no
   test: it lends tests a `describe` that skips, with the reason, where the reference is absent. */
import { type GraphReference, graphReference } from "./graph-schema.ts";
import { missingReference } from "./reference.ts";

/** A `describe` that needs the reference; skipped, with the reason in its name, where that is absent. */
export function describeConformance(
  name: string,
  tests: (reference: GraphReference) => void,
): void {
  const reference = graphReference();
  if (reference !== null) {
    describe(name, () => tests(reference));
    return;
  }
  // eslint-disable-next-line jest/no-disabled-tests -- the name says why
  describe.skip(`${name} (${missingReference() ?? ""})`, () => {
    it("needs the reference", () => expect(missingReference()).toBeUndefined());
  });
}
