/**
 * The messages between office.js in a frame and the window around it, as the office.js of the npm
 * package sends and expects them (outlook-web-16.01.js): JSON text by postMessage.
 */
export interface HostRequest {
  readonly actionName: string;
  readonly kind: "call" | "register" | "unregister";
  readonly conversationId: string;
  readonly correlationId: number;
  readonly data: unknown;
}

const kinds = { 0: "call", 1: "register", 2: "unregister" } as const;
const requestType = 0;
const responseType = 1;

/** A request of office.js, or null for any other message. */
export function parseRequest(message: unknown): HostRequest | null {
  if (typeof message !== "string") return null;
  let raw: Record<string, unknown> | null;
  try {
    raw = JSON.parse(message) as Record<string, unknown> | null;
  } catch {
    return null;
  }
  const kind = kinds[raw?.["_actionType"] as keyof typeof kinds] as HostRequest["kind"] | undefined;
  if (raw?.["_messageType"] !== requestType || kind === undefined) return null;
  return {
    actionName: String(raw["_actionName"]),
    kind,
    conversationId: String(raw["_conversationId"]),
    correlationId: Number(raw["_correlationId"]),
    data: raw["_data"],
  };
}

/** Answer to a request (`last`), or one of many messages to an event handler that it registered. */
export function responseText(
  request: Pick<HostRequest, "actionName" | "conversationId" | "correlationId">,
  data: unknown,
  kind: "last" | "event" = "last",
): string {
  return JSON.stringify({
    _messageType: responseType,
    _actionName: request.actionName,
    _conversationId: request.conversationId,
    _correlationId: request.correlationId,
    _origin: window.location.origin,
    _data: data,
    _errorCode: 0,
    _responseType: kind === "last" ? 0 : 1,
    _serializerVersion: 1,
  });
}

export interface FrameIdentity {
  readonly conversationId: string;
  readonly addinId: string;
  readonly locale: string;
  /** Whether the host gives this frame a nested-app-auth bridge (see injected/). */
  readonly nestedAuth: boolean;
}

/** The name of an add-in's frame: office.js reads from it where it is and whom to talk to. */
export function frameName(identity: FrameIdentity): string {
  const { conversationId, addinId, locale } = identity;
  // Fields of hostInfo: host, platform, version, locale, session, dialog, logging, flags. Without
  // "disableLogging" office.js would send telemetry to Microsoft from a sandbox that is offline.
  return JSON.stringify({
    baseFrameName: `ewaf_${conversationId}`,
    hostInfo: `Outlook|Web|16.01|${locale}|${crypto.randomUUID()}||disableLogging|`,
    xdmInfo: `${conversationId}|${addinId}|${window.location.origin}`,
    serializerVersion: "1",
    flights: "[]",
    nestedAuth: identity.nestedAuth,
  });
}

export interface AppContext {
  readonly addinId: string;
  readonly addinName: string;
  readonly appDomains: readonly string[];
  readonly locale: string;
  readonly frameName: string;
  readonly roamingSettings: Readonly<Record<string, unknown>>;
  /** Highest Mailbox requirement set, e.g. `1.15`. */
  readonly mailboxVersion: string;
  readonly nestedAuth: boolean;
}

/** Answer to `ContextActivationManager_getAppContextAsync`: which host, which requirement sets. */
export function appContextData(context: AppContext): Record<string, unknown> {
  const outlookOnTheWeb = 64;
  return {
    _id: context.addinId,
    _appName: outlookOnTheWeb,
    _appVersion: "16.0",
    _appMinorVersion: 1,
    _appUILocale: context.locale,
    _dataLocale: context.locale,
    _docUrl: "",
    _clientMode: 0,
    _settings: context.roamingSettings,
    _reason: 1,
    _osfControlType: 0,
    _eToken: "",
    _correlationId: crypto.randomUUID(),
    _appInstanceId: context.frameName,
    _requirementMatrix: JSON.stringify({
      Mailbox: context.mailboxVersion,
      DialogApi: "1.2",
      DialogOrigin: "1.1",
      IdentityAPI: "1.3",
      ...(context.nestedAuth && { NestedAppAuth: "1.1" }),
    }),
    _dialogRequirementMatrix: JSON.stringify({ DialogApi: "1.2" }),
    _hostFullVersion: "16.0.0.0",
    _clientWindowHeight: window.innerHeight,
    _clientWindowWidth: 320,
    _addinName: context.addinName,
    _appDomains: context.appDomains,
    _featureGates: {},
  };
}
