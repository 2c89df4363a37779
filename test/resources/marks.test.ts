import {
  categoriesWith,
  exceptionsWith,
  markNames,
  marksIn,
  withoutMarks,
} from "../../server/resources/appointment/marks.ts";

const { tracked, attention } = markNames;

describe("our categories among a person's", () => {
  it("stand behind them, in one order, once", () => {
    expect(
      categoriesWith(["Travel", tracked, "Blue"], ["attention", "tracked"], markNames),
    ).toEqual(["Travel", "Blue", tracked, attention]);
    expect(categoriesWith(undefined, ["tracked"], markNames)).toEqual([tracked]);
    expect(categoriesWith(["Blue", attention], [], markNames)).toEqual(["Blue"]);
  });

  it("are read in whatever case somebody typed them", () => {
    expect(marksIn(["Blue", "in erp"], markNames)).toEqual(["tracked"]);
    expect(withoutMarks({ categories: ["IN ERP", "Blue"] }, markNames)).toEqual({
      categories: ["Blue"],
    });
  });

  it("are nobody's where the fields tell of no categories", () => {
    expect(withoutMarks({ subject: "Visit" }, markNames)).toEqual({ subject: "Visit" });
  });

  it("make no occurrence differ from its series, and none loses what it had for itself", () => {
    const on = (day: string, ...value: string[]) => ({ on: day, field: "categories", value });
    const moved = { on: "2026-12-03", field: "place", value: "Vienna" };
    const series = {
      categories: ["Blue", tracked],
      exceptions: [
        on("2026-12-01", "Blue"),
        on("2026-12-02", "Red", tracked),
        moved,
        on("2026-12-04", tracked),
      ],
    };
    const read = withoutMarks(series, markNames);
    expect(read).toEqual({
      categories: ["Blue"],
      exceptions: [on("2026-12-02", "Red"), moved, on("2026-12-04")],
    });
    expect(exceptionsWith(read["exceptions"]!, ["tracked"], markNames)).toEqual([
      on("2026-12-02", "Red", tracked),
      moved,
      on("2026-12-04", tracked),
    ]);
  });
});
