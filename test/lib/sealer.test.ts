import * as fc from "fast-check";
import { createSealer, SealError } from "../../server/lib/sealer.ts";
import { sealKey } from "../auth/world.ts";

const sealer = createSealer([sealKey("one", 1)]);
const context = ["tokens", "tenant", "user"];

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof SealError) return error.code;
    throw error;
  }
  return "opened";
}

describe("a sealed text", () => {
  it("opens to what was sealed, whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.string()), (text, anyContext) => {
        const sealed = sealer.seal(anyContext, text);
        expect(sealer.open(anyContext, sealed)).toEqual({ text, stale: false });
      }),
    );
  });

  it("never reads the same twice", () => {
    expect(sealer.seal(context, "text")).not.toBe(sealer.seal(context, "text"));
  });

  it.each([[["tokens", "tenant", "other"]], [["tokens", "tenantuser", ""]], [[]]])(
    "does not open as something else: %j",
    (other) => {
      const sealed = sealer.seal(context, "text");
      expect(codeOf(() => sealer.open(other, sealed))).toBe("damaged");
    },
  );

  it("does not open after any one bit has changed", () => {
    const sealed = sealer.seal(context, "text");
    const bytes = Buffer.from(sealed.slice(4), "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const again = `one.${changed.toString("base64url")}`;
      expect(codeOf(() => sealer.open(context, again))).toBe("damaged");
    }
  });

  it("does not open with a shortened tag or in pieces", () => {
    const bytes = Buffer.from(sealer.seal(context, "text").slice(4), "base64url");
    for (const end of [0, 12, 27, bytes.length - 12, bytes.length - 1]) {
      const cut = `one.${bytes.subarray(0, end).toString("base64url")}`;
      expect(codeOf(() => sealer.open(context, cut))).toBe("damaged");
    }
  });

  it("of an old key opens as stale while the key is in the ring, and not after", () => {
    const sealed = sealer.seal(context, "text");
    const rotated = createSealer([sealKey("two", 2), sealKey("one", 1)]);
    expect(rotated.open(context, sealed)).toEqual({ text: "text", stale: true });
    const after = createSealer([sealKey("two", 2)]);
    expect(codeOf(() => after.open(context, sealed))).toBe("unknown-key");
  });

  it("needs a key of 32 bytes", () => {
    expect(() => createSealer([])).toThrow("at least one key");
    expect(() => createSealer([{ id: "short", bytes: new Uint8Array(16) }])).toThrow("32 bytes");
  });
});
