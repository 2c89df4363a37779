import { isItemNotFound, replyError } from "../../../../server/connectors/graph/requests/errors.ts";

const nowMs = Date.UTC(2026, 10, 20, 12);

function failure(
  status: number,
  code?: string,
  headers: Record<string, string> = {},
  message = "",
) {
  const body = code === undefined ? undefined : { error: { code, message } };
  return replyError({ status, headers, body }, nowMs);
}

describe("a failure of Graph in our words", () => {
  it.each([
    [401, "InvalidAuthenticationToken", "unauthorized"],
    [403, "ErrorAccessDenied", "forbidden"],
    [404, "ErrorItemNotFound", "not-found"],
    [404, "MailboxNotEnabledForRESTAPI", "forbidden"],
    [404, undefined, "unavailable"],
    [400, "SyncStateNotFound", "cursor-expired"],
    [410, "SyncStateNotFound", "cursor-expired"],
    [410, undefined, "cursor-expired"],
    [410, "resyncRequired", "cursor-expired"],
    [409, "ErrorIrresolvableConflict", "stale"],
    [412, "ErrorIrresolvableConflict", "stale"],
    [423, "Locked", "throttled"],
    [429, "ApplicationThrottled", "throttled"],
    [429, "TooManyRequests", "throttled"],
    [509, "BandwidthLimitExceeded", "throttled"],
    [400, "ErrorPropertyValidationFailure", "rejected"],
    [413, "RequestEntityTooLarge", "rejected"],
    [501, "NotImplemented", "rejected"],
    [507, "ErrorQuotaExceeded", "rejected"],
    [302, undefined, "unavailable"],
    [500, undefined, "unavailable"],
    [502, undefined, "unavailable"],
    [503, "UnknownError", "unavailable"],
    [504, "UnknownError", "unavailable"],
  ])("%i %s is %s", (status, code, expected) => {
    expect(failure(status, code).code).toBe(expected);
  });

  it("is believed to be about a missing item only where Graph says so", () => {
    expect(isItemNotFound(failure(404, "ErrorItemNotFound"))).toBe(true);
    expect(isItemNotFound(failure(404, "ResourceNotFound"))).toBe(false);
    expect(isItemNotFound(failure(404, "MailboxNotEnabledForRESTAPI"))).toBe(false);
    expect(isItemNotFound(failure(404))).toBe(false);
  });

  it.each([
    ["7", 7_000],
    ["Fri, 20 Nov 2026 12:01:00 GMT", 60_000],
    ["Fri, 20 Nov 2026 11:00:00 GMT", 0],
    ["soon", undefined],
  ])("tells when to come back: Retry-After %s", (value, ms) => {
    const { facts } = failure(429, "ApplicationThrottled", { "retry-after": value });
    expect(facts.retryAfterMs).toBe(ms);
  });

  it.each([401, 403])("carries the claims that a fresh sign-in must satisfy (%i)", (status) => {
    const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: "1" } } });
    const error = failure(status, "InvalidAuthenticationToken", {
      "www-authenticate": `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString("base64")}"`,
    });
    expect(error).toMatchObject({ code: "unauthorized", facts: { claims } });
  });

  it.each([
    ["The property 'start' is invalid.", "when"],
    ["Cannot convert 'x' for 'body/content'.", "body"],
    ["Something else.", undefined],
  ])("names our field: %s", (message, field) => {
    expect(failure(400, "ErrorInvalidArgument", {}, message).facts.field).toBe(field);
  });

  it("names our field from the error's details as well", () => {
    const body = { error: { code: "x", message: "", details: [{ target: "showAs" }] } };
    expect(replyError({ status: 400, headers: {}, body }, nowMs).facts.field).toBe("showAs");
  });

  it("keeps Graph's own code and request id for the log", () => {
    const error = failure(403, "ErrorAccessDenied", { "request-id": "r-1" });
    expect(error.facts).toMatchObject({ foreignCode: "403 ErrorAccessDenied", requestId: "r-1" });
    expect(error.message).toContain("403 ErrorAccessDenied");
  });

  it.each([[undefined], ["<html>"], [{ error: "invalid_grant" }], [{ error: { code: 5 } }]])(
    "is understood by its status where the body is odd (%j)",
    (body) => {
      expect(replyError({ status: 503, headers: {}, body }, nowMs).code).toBe("unavailable");
    },
  );
});
