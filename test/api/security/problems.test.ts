import { AuthError } from "../../../server/auth/errors.ts";
import { problemCodes } from "../../../server/api/contract/problem.ts";
import { problemOf, wordsOf } from "../../../server/api/errors.ts";
import { problems } from "../../../server/api/problems.ts";
import { ConnectorError } from "../../../server/connectors/port/connector-error.ts";
import { ItemError } from "../../../server/engine/items/item-error.ts";
import { StoreError } from "../../../server/store/store.ts";

describe("problems", () => {
  it("have a status and a title for every code", () => {
    expect(Object.keys(problems).sort()).toEqual([...problemCodes].sort());
  });

  it.each([
    [new AuthError("signed-out", "x"), "signed-out"],
    [new AuthError("misconfigured", "x"), "unavailable"],
    [new ConnectorError("unauthorized", "microsoft", "x"), "signed-out"],
    [new ConnectorError("unauthorized", "microsoft", "x", { claims: "{}" }), "claims-required"],
    [new ConnectorError("unauthorized", "erp", "x"), "erp-unavailable"],
    [new ConnectorError("throttled", "microsoft", "x"), "microsoft-unavailable"],
    [new ConnectorError("throttled", "erp", "x"), "erp-unavailable"],
    [
      new ConnectorError("throttled", "erp", "x", {
        pause: { kind: "maintenance", until: "2026-11-20T09:00:00Z", reason: "" },
      }),
      "erp-paused",
    ],
    [new ConnectorError("rejected", "erp", "x", { field: "subject" }), "rejected"],
    [new ItemError("setup-required", "x"), "setup-required"],
    [new StoreError("full", "x"), "storage"],
    [new Error("x"), "internal"],
    ["thrown text", "internal"],
  ])("%s becomes %s", (error, code) => {
    expect(problemOf(error).code).toBe(code);
  });

  it("of a token that could not be had behind a connector tell the token's story", () => {
    const cause = new AuthError("consent-required", "x", { told: "Sign in first." });
    const error = new ConnectorError("unauthorized", "microsoft", "x", { cause });
    expect(problemOf(error)).toMatchObject({ code: "consent-required", message: "Sign in first." });
    expect(wordsOf(error, "de")).toBe("Melden Sie sich zuerst an.");
  });

  it("keep field, claims and waiting time", () => {
    const error = new ConnectorError("rejected", "erp", "Too long.", {
      field: "subject",
      retryAfterMs: 1000,
    });
    expect(problemOf(error)).toMatchObject({
      message: "Too long.",
      facts: { field: "subject", retryAfterMs: 1000 },
    });
  });
});
