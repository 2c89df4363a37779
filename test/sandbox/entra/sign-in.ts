import { createHash, randomUUID } from "node:crypto";
import { ConfidentialClientApplication, type Configuration } from "@azure/msal-node";
import { manualClock, type ManualClock } from "../../../server/lib/clock.ts";
import { createEntra, type Entra } from "../../../sandbox/entra/entra.ts";
import { application, tenants, users, type SandboxUser } from "../../../sandbox/tenants.ts";
import type { WireResponse } from "../../../sandbox/wire.ts";

export const ORIGIN = "https://localhost:3000";
export const WEB_REDIRECT = `${ORIGIN}/api/signed-in`;
export const PAGE_REDIRECT = `${ORIGIN}/redirect.html`;
export const GRAPH_SCOPE = "https://graph.microsoft.com/Calendars.ReadWrite";
export const API_SCOPE = `api://${application.clientId}/access_as_user`;
export const [contoso, fabrikam] = tenants;

export function user(givenName: string): SandboxUser {
  const found = users.find((candidate) => candidate.givenName === givenName);
  if (found === undefined) throw new Error(`No ${givenName} in the sandbox.`);
  return found;
}

export interface Desk {
  readonly entra: Entra;
  readonly clock: ManualClock;
}

/** A sign-in whose clock starts at the real time, since MSAL looks at the real clock. */
export function desk(): Desk {
  const clock = manualClock(Date.now());
  return {
    clock,
    entra: createEntra({ origin: ORIGIN, productOrigin: ORIGIN, web: [WEB_REDIRECT], clock }),
  };
}

/** The real MSAL as the server uses it, its bytes handed to the stand-in without a socket. */
export function confidentialClient(
  entra: Entra,
  auth: Partial<Configuration["auth"]> = {},
): ConfidentialClientApplication {
  const send = async (method: string, url: string, options?: { body?: string }) => {
    const { pathname, search } = new URL(url);
    const response = await entra.handle({
      method,
      url: pathname + search,
      headers: {},
      ...(options?.body === undefined ? {} : { body: options.body }),
    });
    return {
      status: response.status,
      headers: { ...response.headers },
      body: JSON.parse(text(response)) as never,
    };
  };
  return new ConfidentialClientApplication({
    auth: {
      clientId: application.clientId,
      clientSecret: application.secret,
      authority: `${ORIGIN}/${contoso.id}`,
      knownAuthorities: [new URL(ORIGIN).host],
      ...auth,
    },
    system: {
      networkClient: {
        sendGetRequestAsync: (url, options) => send("GET", url, options),
        sendPostRequestAsync: (url, options) => send("POST", url, options),
      },
    },
  });
}

export function text(response: WireResponse): string {
  return typeof response.body === "string" ? response.body : Buffer.from(response.body).toString();
}

/** A person at the sign-in page: answers every page as told, as a browser posts its forms. */
export async function signInAt(
  entra: Entra,
  url: string,
  answers: Record<string, string>,
  cookie?: string,
): Promise<{ location: URL; cookie: string }> {
  const { pathname, search } = new URL(url);
  const headers: Record<string, string> = cookie === undefined ? {} : { cookie };
  let response = await entra.handle({ method: "GET", url: pathname + search, headers });
  for (let pages = 0; response.status === 200 && pages < 5; pages += 1) {
    const fields = new URLSearchParams();
    for (const [, name = "", value = ""] of text(response).matchAll(
      /<input type="hidden" name="([^"]*)" value="([^"]*)">/g,
    )) {
      fields.set(name, value.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
    }
    const asked = /<button class="[^"]*" name="(sandbox_\w+)"/.exec(text(response))?.[1] ?? "";
    const answer = answers[asked];
    if (answer === undefined) throw new Error(`The page asks for ${asked}: ${text(response)}`);
    fields.set(asked, answer);
    response = await entra.handle({
      method: "POST",
      url: pathname,
      headers,
      body: fields.toString(),
    });
  }
  const { location } = response.headers;
  if (location === undefined) throw new Error(`No answer but ${text(response)}`);
  return {
    location: new URL(location),
    cookie: response.headers["set-cookie"]?.split(";")[0] ?? cookie ?? "",
  };
}

/** A single-page application's sign-in request with its PKCE verifier. */
export function pageRequest(more: Record<string, string> = {}): { url: string; verifier: string } {
  const verifier = randomUUID() + randomUUID();
  const query = new URLSearchParams({
    client_id: application.clientId,
    redirect_uri: PAGE_REDIRECT,
    response_type: "code",
    response_mode: "fragment",
    scope: `openid profile offline_access ${API_SCOPE}`,
    state: "s1",
    nonce: "n1",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...more,
  });
  return {
    url: `${ORIGIN}/organizations/oauth2/v2.0/authorize?${query.toString()}`,
    verifier,
  };
}

/** What a browser's token request gets. */
export async function tokenRequest(
  entra: Entra,
  form: Record<string, string>,
  origin: string | undefined = ORIGIN,
): Promise<{ response: WireResponse; body: Record<string, unknown> }> {
  const response = await entra.handle({
    method: "POST",
    url: "/organizations/oauth2/v2.0/token",
    headers: origin === "" ? {} : { origin },
    body: new URLSearchParams({ client_id: application.clientId, ...form }).toString(),
  });
  return { response, body: JSON.parse(text(response)) as Record<string, unknown> };
}
