import { createTurns } from "../../server/lib/turns.ts";

/** A task that ends when told to, and notes when it began. */
function task(begun: string[], name: string) {
  let end: (result: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => (end = resolve));
  const run = (): Promise<string> => {
    begun.push(name);
    return ended;
  };
  return { run, end: () => end(name) };
}
const settled = (): Promise<unknown> => new Promise(setImmediate);

describe("turns", () => {
  it("run tasks of one name one after the other, of different names side by side", async () => {
    const inTurn = createTurns();
    const begun: string[] = [];
    const [a1, a2, b1] = [task(begun, "a1"), task(begun, "a2"), task(begun, "b1")];
    const first = inTurn("a", a1.run);
    const second = inTurn("a", a2.run);
    void inTurn("b", b1.run);
    await settled();
    expect(begun).toEqual(["a1", "b1"]);
    a1.end();
    expect(await first).toBe("a1");
    await settled();
    expect(begun).toEqual(["a1", "b1", "a2"]);
    a2.end();
    expect(await second).toBe("a2");
  });

  it("go on after a failure, which only its caller sees", async () => {
    const inTurn = createTurns();
    const failing = inTurn("a", () => Promise.reject(new Error("no")));
    const next = inTurn("a", async () => "yes");
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("yes");
  });

  it("give one result to all that share a task, and run it again later", async () => {
    const inTurn = createTurns();
    const begun: string[] = [];
    const once = task(begun, "once");
    const both = [inTurn("a", once.run, "same"), inTurn("a", once.run, "same")];
    await settled();
    once.end();
    expect(await Promise.all(both)).toEqual(["once", "once"]);
    expect(begun).toEqual(["once"]);
    await inTurn("a", once.run, "same");
    expect(begun).toEqual(["once", "once"]);
  });
});
