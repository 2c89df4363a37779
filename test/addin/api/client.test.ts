import { createApi, fetchConfig, type Fetch } from "../../../addin/api/client.ts";
import { servicePaths } from "../../../addin/api/service.ts";
import { paths } from "../../../addin/api/paths.ts";
import type { Tokens } from "../../../addin/auth/tokens.ts";
import { routes } from "../../../server/api/contract/routes.ts";
import { firstRoutes } from "../../../server/api/contract/service/application.ts";

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

function apiAnswering(...answers: readonly (Response | Error)[]) {
  const sent: Sent[] = [];
  const asked: (string | undefined)[] = [];
  const queue = [...answers];
  const fetch: Fetch = (url, init = {}) => {
    sent.push({ url, init });
    const answer = queue.shift() ?? new Error("no more answers");
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const tokens: Tokens = {
    token: async (claims) => {
      asked.push(claims);
      return claims === undefined ? "plain" : "with claims";
    },
    signIn: async () => {},
    signOut: async () => {},
  };
  return { api: createApi(fetch, tokens, () => true, "de-AT"), sent, asked, fetch, tokens };
}

const problem = (code: string, status: number, more: object = {}): Response =>
  Response.json(
    { type: "about:blank", title: "t", status, code, detail: "d", requestId: "r-7", ...more },
    { status },
  );

describe("the backend as functions", () => {
  it("knows every route of the contract, spelled the same", () => {
    const spelled = Object.fromEntries(
      Object.entries(routes).map(([name, { method, path }]) => [name, { method, path }]),
    );
    // Those of the time before anybody can sign in have a client of their own: `addin/api/first.ts`.
    const before = Object.keys(firstRoutes);
    const ours = Object.entries(spelled).filter(([name]) => !before.includes(name));
    expect({ ...paths, ...servicePaths }).toEqual(Object.fromEntries(ours));
  });

  it("sends the token, Outlook's language, the body as JSON, and ids escaped", async () => {
    const { api, sent } = apiAnswering(Response.json({}));
    await api.chooseItem("a/b+c", { records: [], activityTypeId: null });
    expect(sent[0]).toMatchObject({
      url: "/api/items/a%2Fb%2Bc/choice",
      init: {
        method: "PUT",
        headers: {
          authorization: "Bearer plain",
          "accept-language": "de-AT",
          "content-type": "application/json",
        },
        body: '{"records":[],"activityTypeId":null}',
      },
    });
  });

  it("sends what is searched for as a query that the contract accepts", async () => {
    const { api, sent } = apiAnswering(Response.json({}));
    await api.itemRecords("i", { addresses: ["a@x", "b@x"], text: "müller & co", offset: 20 });
    const query = Object.fromEntries(new URL(sent[0]?.url ?? "", "https://x").searchParams);
    expect(routes.itemRecords.query.parse(query)).toEqual({
      addresses: "a@x,b@x",
      text: "müller & co",
      offset: 20,
    });
  });

  it("turns problem details into a failure with its code and request id", async () => {
    const { api } = apiAnswering(problem("erp-unavailable", 503));
    await expect(api.profile()).rejects.toMatchObject({
      code: "erp-unavailable",
      requestId: "r-7",
      message: "d",
    });
  });

  it("calls an answer that is not ours a backend that is down", async () => {
    const { api } = apiAnswering(new Response("<h1>502</h1>", { status: 502 }));
    await expect(api.profile()).rejects.toMatchObject({ code: "backend-down" });
  });

  it("tells being offline from a backend that does not answer", async () => {
    const down = apiAnswering(new TypeError("failed"));
    await expect(down.api.profile()).rejects.toMatchObject({ code: "backend-down" });
    const { fetch, tokens } = apiAnswering(new TypeError("failed"));
    await expect(createApi(fetch, tokens, () => false, "de-AT").profile()).rejects.toMatchObject({
      code: "offline",
    });
  });

  it("answers a claims challenge once, silently, and repeats the request", async () => {
    const challenge = problem("claims-required", 401, { claims: "{}" });
    const { api, asked, sent } = apiAnswering(challenge, Response.json({ name: "Ada" }));
    expect(await api.profile()).toEqual({ name: "Ada" });
    expect(asked).toEqual([undefined, "{}"]);
    expect(sent[1]?.init.headers).toMatchObject({ authorization: "Bearer with claims" });
  });

  it("gives up on a challenge that its own claims did not end", async () => {
    const again = () => problem("claims-required", 401, { claims: "{}" });
    const { api, sent } = apiAnswering(again(), again(), again());
    await expect(api.profile()).rejects.toMatchObject({ code: "claims-required", claims: "{}" });
    expect(sent).toHaveLength(2);
  });

  it("asks for the configuration without a token, by the mailbox's domain", async () => {
    const { fetch, sent } = apiAnswering(Response.json({}));
    await fetchConfig(fetch, () => true, "contoso.example");
    expect(sent).toEqual([
      {
        url: "/api/config?domain=contoso.example",
        init: { headers: { accept: "application/json" } },
      },
    ]);
  });
});
