import { testNotifications } from "../../../server/api/doctor/self-test.ts";

const address = "https://sync.contoso.com/api/notifications/graph";
type Asked = Parameters<typeof fetch>;

/** An address that answers like this. */
const answering =
  (answer: (url: URL, init: RequestInit | undefined) => Response) =>
  async (...[input, init]: Asked): Promise<Response> =>
    answer(new URL(input as string), init);
const echo = (url: URL, headers: Record<string, string>): Response =>
  new Response(url.searchParams.get("validationToken"), { headers });

describe("the self-test of the notification address", () => {
  it("asks as Graph does, and is content with its handshake", async () => {
    const asked: (RequestInit | undefined)[] = [];
    const fetch = answering((url, init) => {
      asked.push(init);
      return echo(url, { "content-type": "text/plain; charset=utf-8" });
    });
    expect(await testNotifications(address, fetch)).toEqual({
      address,
      answers: true,
      reason: null,
    });
    expect(asked).toMatchObject([{ method: "POST", redirect: "manual" }]);
  });

  it.each([
    ["a proxy's error", () => new Response("Bad gateway", { status: 502 }), "status 502"],
    ["a redirect", () => new Response(null, { status: 302 }), "status 302"],
    ["another page", () => new Response("<h1>Hello</h1>"), "does not echo the token"],
    ["a page that echoes", (url: URL) => echo(url, { "content-type": "text/html" }), "text/html"],
  ])("tells %s by its reason", async (_, answer, reason) => {
    const test = await testNotifications(address, answering(answer));
    expect(test.answers).toBe(false);
    expect(test.reason).toContain(reason);
  });

  it("tells the cause where nobody answers", async () => {
    const cause = new Error("getaddrinfo ENOTFOUND sync.contoso.com");
    const fetch = async (): Promise<Response> => {
      throw new TypeError("fetch failed", { cause });
    };
    const { reason } = await testNotifications(address, fetch);
    expect(reason).toBe("It cannot be reached: getaddrinfo ENOTFOUND sync.contoso.com.");
  });
});
