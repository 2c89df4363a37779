import { createHttp, replyError, retryAfterMs } from "../../../server/connectors/http.ts";

const now = Date.parse("2026-11-20T08:00:00Z");
const erp = { side: "erp", system: "The ERP" } as const;
const request = { method: "GET", url: "http://erp.example/x", headers: {} } as const;

describe("Retry-After", () => {
  it.each([
    ["7", 7000],
    [" 0 ", 0],
    ["Fri, 20 Nov 2026 08:01:00 GMT", 60_000],
    ["Fri, 20 Nov 2026 07:00:00 GMT", 0],
    ["soon", undefined],
    ["-5", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%p is %p ms", (value, expected) => {
    expect(retryAfterMs(value, now)).toBe(expected);
  });
});

describe("a reply's failure", () => {
  const own = { message: "The place may have 255 characters at most.", field: "place" };
  it.each([
    [301, own, "unavailable"],
    [400, own, "rejected"],
    [401, own, "unauthorized"],
    [403, own, "forbidden"],
    [404, own, "not-found"],
    [404, undefined, "unavailable"],
    [408, own, "unavailable"],
    [409, own, "rejected"],
    [410, own, "cursor-expired"],
    [410, undefined, "unavailable"],
    [412, own, "stale"],
    [422, own, "rejected"],
    [429, undefined, "throttled"],
    [500, own, "unavailable"],
    [503, undefined, "unavailable"],
  ])("%p with %p is %p", (status, refusal, code) => {
    const reply = { status, headers: { "retry-after": "3" }, body: undefined };
    const error = replyError(erp, reply, refusal, now);
    expect(error).toMatchObject({ code, side: "erp", facts: { retryAfterMs: 3000 } });
  });

  it("carries the system's own sentence, our field and its request id", () => {
    const reply = { status: 422, headers: { "x-request-id": "r-1" }, body: undefined };
    const error = replyError(erp, reply, { ...own, code: "refused" }, now);
    expect(error.message).toBe("The ERP refused: The place may have 255 characters at most.");
    expect(error.facts).toEqual({ field: "place", foreignCode: "422 refused", requestId: "r-1" });
  });
});

describe("an exchange", () => {
  it("is unavailable when nothing readable comes, and keeps the cause", async () => {
    const headers = { "content-type": "application/json" };
    const replies = [
      async () => Promise.reject(new TypeError("fetch failed")),
      async () => new Response("{torn", { headers }),
    ];
    for (const fetch of replies) {
      const http = createHttp({ ...erp, fetch, timeoutMs: 1000 });
      const error = await http(request).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "unavailable" });
      expect(error).toHaveProperty("cause");
    }
  });

  it("ends at its time limit", async () => {
    const limit = new AbortController();
    const http = createHttp({
      ...erp,
      timeoutMs: 1000,
      timeout: () => limit.signal,
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
        }),
    });
    const pending = http(request);
    limit.abort();
    await expect(pending).rejects.toMatchObject({ code: "unavailable" });
  });

  it("follows no redirect, which would carry the key elsewhere", async () => {
    const asked: (RequestInit | undefined)[] = [];
    const http = createHttp({
      ...erp,
      timeoutMs: 1000,
      fetch: async (_, init) => {
        asked.push(init);
        return new Response(null, { status: 302, headers: { location: "http://evil.example" } });
      },
    });
    expect(await http(request)).toMatchObject({ status: 302, body: undefined });
    expect(asked).toMatchObject([{ redirect: "manual" }]);
  });
});
