/**
 * Nested app auth as Outlook's broker answers it: messages of msal-browser in a pane, relayed by the
 * bridge of injected/, become tokens of the sandbox's sign-in for the person whose window this is.
 */
import type { MailboxOwner, PageConfig } from "../../page-config.ts";

interface NestedAuthRequest {
  readonly method: "GetInitContext" | "GetToken" | "GetTokenPopup";
  readonly requestId: string;
  readonly tokenParams?: {
    readonly clientId: string;
    readonly scope: string;
    readonly claims?: string;
  };
}

/**
 * `on`; `off`: no bridge and the requirement set says so; `missing`: the set says yes and there is no
 * bridge (seen in Outlook on the web); `hang`: never answers; else an error status for silent calls.
 */
export type NestedAuthMode = string;

export interface NestedAuthDeps {
  readonly mode: NestedAuthMode;
  readonly config: PageConfig;
  readonly owner: MailboxOwner;
  readonly log: (kind: string, name: string, detail?: string) => void;
}

export const hasBridge = (mode: NestedAuthMode): boolean => mode !== "off" && mode !== "missing";

async function askBroker(
  request: NestedAuthRequest,
  owner: MailboxOwner,
  config: PageConfig,
): Promise<object> {
  const { clientId, scope, claims } = request.tokenParams ?? { clientId: "", scope: "" };
  try {
    const response = await fetch("/sandbox/broker", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        user: owner.address,
        clientId,
        scopes: scope.split(" ").filter((part) => part !== ""),
        origin: config.addinOrigin,
        interactive: request.method === "GetTokenPopup",
        ...(claims !== undefined && { claims }),
      }),
    });
    const answer = (await response.json()) as { token?: object; account?: object; error?: unknown };
    if (answer.token !== undefined) return { success: true, ...answer };
    const unexpected = { status: "PERSISTENT_ERROR", code: "broker", description: "" };
    return {
      success: false,
      error: typeof answer.error === "object" && answer.error !== null ? answer.error : unexpected,
    };
  } catch {
    return { success: false, error: { status: "NO_NETWORK", code: "broker", description: "" } };
  }
}

/** The answer to one message of msal-browser; null where this host stays silent. */
export async function answerNestedAuth(
  message: string,
  { mode, config, owner, log }: NestedAuthDeps,
): Promise<string | null> {
  const request = JSON.parse(message) as NestedAuthRequest;
  log("nested-auth", request.method, request.tokenParams?.scope);
  if (mode === "hang") return null;
  const answer = (body: object): string =>
    JSON.stringify({
      messageType: "NestedAppAuthResponse",
      requestId: request.requestId,
      ...body,
    });
  if (request.method === "GetInitContext") {
    return answer({
      success: true,
      initContext: {
        sdkName: "sandbox",
        sdkVersion: "1.0.0",
        accountContext: {
          homeAccountId: `${owner.id}.${owner.tenantId}`,
          environment: config.signInHost,
          tenantId: owner.tenantId,
        },
        capabilities: { queryAccount: true },
      },
    });
  }
  if (request.method === "GetToken" && mode !== "on") {
    return answer({
      success: false,
      error: { status: mode, code: "sandbox", description: `The window answers ?naa=${mode}.` },
    });
  }
  return answer(await askBroker(request, owner, config));
}
