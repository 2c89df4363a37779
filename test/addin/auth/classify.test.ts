import { classifySignIn } from "../../../addin/auth/classify.ts";
import { Failure } from "../../../addin/failures.ts";

describe("reading a sign-in error", () => {
  it.each([
    [{ errorCode: "login_required", message: "AADSTS50058: nobody" }, "signed-out"],
    [{ errorCode: "invalid_grant", message: "AADSTS65001: no consent" }, "consent-required"],
    [{ errorCode: "invalid_grant", subError: "consent_required" }, "consent-required"],
    [{ errorCode: "access_denied", message: "AADSTS65004: declined" }, "consent-required"],
    [{ errorCode: "access_denied", message: "AADSTS90094: admin" }, "admin-consent-required"],
    [{ errorCode: "interaction_required", message: "AADSTS50076: MFA" }, "claims-required"],
    [{ errorCode: "unauthorized_client", message: "AADSTS700016: app" }, "not-installed"],
    [{ errorCode: "invalid_request", message: "AADSTS50194: one" }, "registered-for-one"],
    [{ errorCode: "NO_NETWORK" }, "offline"],
    [{ name: "InteractionRequiredAuthError", errorCode: "whatever" }, "signed-out"],
    [{ errorCode: "something_new" }, "sign-in-failed"],
    [undefined, "sign-in-failed"],
  ])("%j means %s", (error, code) => {
    expect(classifySignIn(error).code).toBe(code);
  });

  it("keeps what is already a failure", () => {
    const failure = new Failure("offline");
    expect(classifySignIn(failure)).toBe(failure);
  });
});
