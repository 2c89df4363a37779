import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { AuthError as MsalError, InteractionRequiredAuthError } from "@azure/msal-node";
import { authErrorFrom, explain } from "../../server/auth/aadsts.ts";
import { AuthError } from "../../server/auth/errors.ts";
import { missingReference } from "../conformance/reference.ts";

const reference = resolve("../shared/graph/aadsts.json");
const missing = missingReference();
// Skipped, with the reason in its name, where the reference files do not lie beside the project.
const withReference = missing === undefined ? it : it.skip;

interface Reference {
  readonly codes: readonly { readonly code: number; readonly who: string }[];
}

describe("the table of AADSTS numbers", () => {
  withReference(`knows every number of the reference ${missing ?? ""}`.trimEnd(), () => {
    const { codes } = JSON.parse(readFileSync(reference, "utf8")) as Reference;
    const unknown = codes.filter(({ code }) => explain(code) === undefined);
    expect(unknown).toEqual([]);
  });

  it.each([
    [50173, "signed-out", "person"],
    [700082, "signed-out", "person"],
    [65001, "no-consent", "administrator"],
    [90094, "admin-consent", "administrator"],
    [50076, "more-proof", "person"],
    [53003, "blocked", "administrator"],
    [7000222, "misconfigured", "operator"],
    [90033, "transient", "nobody"],
    [500133, "stale-token", "nobody"],
  ])("reads %d as %s, to be fixed by %s", (number, situation, fixedBy) => {
    expect(explain(number)).toMatchObject({ situation, fixedBy });
  });

  it("says what is wrong and what to do", () => {
    expect(explain(50173)?.told.split(". ").length).toBeGreaterThan(1);
  });
});

describe("an error of MSAL", () => {
  it.each([
    ["invalid_grant", "signed-out"],
    ["consent_required", "consent-required"],
    ["interaction_required", "claims-required"],
    ["invalid_client", "misconfigured"],
    ["server_error", "unavailable"],
    ["network_error", "unavailable"],
    ["something_new", "unavailable"],
  ])("%s with a number we do not know means %s", (oauth, code) => {
    const error = new MsalError(oauth, "id", "AADSTS999999: new");
    expect(authErrorFrom(error)).toMatchObject({ code, facts: { aadsts: 999999 } });
  });

  it("is judged by its suberror before its error", () => {
    const error = new MsalError("invalid_grant", "id", "no number", "consent_required");
    expect(authErrorFrom(error).code).toBe("consent-required");
  });

  it("carries its claims, which outrank the number", () => {
    const claims = '{"access_token":{}}';
    const text = "AADSTS53000: device";
    const error = new InteractionRequiredAuthError("a", "id", text, "", "", "", claims);
    expect(authErrorFrom(error)).toMatchObject({ code: "claims-required", facts: { claims } });
  });

  it("that is none of its own is unavailable, with its cause", () => {
    const cause = new TypeError("boom");
    expect(authErrorFrom(cause)).toMatchObject({ code: "unavailable", cause });
  });

  it("of ours passes unchanged", () => {
    const ours = new AuthError("signed-out", "why");
    expect(authErrorFrom(ours)).toBe(ours);
  });
});
