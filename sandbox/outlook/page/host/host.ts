/** Outlook as an add-in host: frames that hold the add-in's pages, and office.js inside them answered. */
import type { MailboxOwner, PageConfig } from "../../page-config.ts";
import { initialData } from "./initial-data.ts";
import { executeMethod } from "./methods.ts";
import { answerNestedAuth, hasBridge, type NestedAuthMode } from "./nested-auth.ts";
import { themeEventData, type ThemeName } from "./office-theme.ts";
import type { OpenItem } from "./open-item.ts";
import {
  appContextData,
  frameName,
  parseRequest,
  responseText,
  type HostRequest,
} from "./protocol.ts";

export type PaneEvent =
  | "olkItemSelectedChanged"
  | "olkAppointmentTimeChanged"
  | "olkRecipientsChanged"
  | "officeThemeChanged";

export interface HostDeps {
  readonly config: PageConfig;
  readonly mailboxVersion: string;
  readonly nestedAuth: NestedAuthMode;
  /** What the window shows at the moment of the call. */
  owner(): MailboxOwner;
  item(): OpenItem | null;
  locale(): string;
  theme(): ThemeName;
  openEvent(graphId: string): void;
  closePane(): void;
}

export interface HostLogEntry {
  readonly kind: string;
  readonly name: string;
  readonly detail: string;
}

export interface LaunchResult {
  /** `unavailable`: the add-in's page did not come up or did not answer in time. */
  readonly status: "completed" | "unavailable";
  readonly allowEvent: boolean;
  readonly errorMessage: string;
}

export interface Host {
  /** Every message of the frames, newest last: tests and demonstrations look at it. */
  readonly log: HostLogEntry[];
  /** Puts the add-in's page into `slot`; whatever was there is gone. */
  openPane(slot: HTMLElement): void;
  closePanes(): void;
  /** Raises an event in every pane that registered for it. */
  raise(event: PaneEvent, data: unknown): void;
  /** Runs a launch event's handler in a hidden frame on commands.html. */
  launch(functionName: string, type: string, details?: object): Promise<LaunchResult>;
}

interface Frame {
  readonly role: "pane" | "commands";
  readonly element: HTMLIFrameElement;
  readonly conversationId: string;
  readonly name: string;
  /** Correlation id of the registration, per event. */
  readonly events: Map<string, number>;
  onRegistered(event: string): void;
  onCompleted(data: Readonly<Record<string, unknown>>): void;
}

/** Outlook shows "taking longer than expected" after five seconds; then the item goes on without. */
const launchTimeoutMs = 5_000;
const unavailable: LaunchResult = { status: "unavailable", allowEvent: true, errorMessage: "" };

const roamingKey = (owner: MailboxOwner): string => `outlook.roamingSettings.${owner.address}`;

function roamingSettings(owner: MailboxOwner): Record<string, unknown> {
  return JSON.parse(localStorage.getItem(roamingKey(owner)) ?? "{}") as Record<string, unknown>;
}

/** Payload of `olkAppointmentTimeChanged`: instants as milliseconds, in one JSON text. */
export function timeChangedData(item: OpenItem, instant: (wall: string) => number): [string] {
  return [JSON.stringify({ start: instant(item.draft.start), end: instant(item.draft.end) })];
}

export function createHost(deps: HostDeps): Host {
  const { config, nestedAuth } = deps;
  const frames = new Map<string, Frame>();
  const log: HostLogEntry[] = [];
  const note = (kind: string, name: string, detail: string | number = ""): void => {
    log.push({ kind, name, detail: String(detail) });
  };

  const createFrame = (role: Frame["role"], page: string): Frame => {
    const conversationId = crypto.randomUUID();
    const element = document.createElement("iframe");
    const name = frameName({
      conversationId,
      addinId: config.addinId,
      locale: deps.locale(),
      nestedAuth: hasBridge(nestedAuth),
    });
    element.name = name;
    element.title = config.addinName;
    element.allow = "clipboard-write";
    // As Outlook on the web sandboxes an add-in's frame.
    element.setAttribute(
      "sandbox",
      "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads allow-storage-access-by-user-activation",
    );
    const frame: Frame = {
      role,
      element,
      conversationId,
      name,
      events: new Map(),
      onRegistered: () => undefined,
      onCompleted: () => undefined,
    };
    frames.set(conversationId, frame);
    element.src = `${config.addinOrigin}/${page}`;
    return frame;
  };

  const removeFrame = (frame: Frame): void => {
    frames.delete(frame.conversationId);
    frame.element.remove();
  };

  const post = (frame: Frame, message: unknown): void =>
    frame.element.contentWindow?.postMessage(message, config.addinOrigin);

  const raiseIn = (frame: Frame, event: string, data: unknown): void => {
    const correlationId = frame.events.get(event);
    if (correlationId === undefined) return;
    const { conversationId } = frame;
    post(frame, responseText({ actionName: event, conversationId, correlationId }, data, "event"));
  };

  const call = async (frame: Frame, request: HostRequest): Promise<unknown> => {
    const data = (request.data ?? {}) as Record<string, unknown>;
    switch (request.actionName) {
      case "ContextActivationManager_getAppContextAsync":
        return appContextData({
          addinId: config.addinId,
          addinName: config.addinName,
          appDomains: [config.addinOrigin, `https://${config.signInHost}`],
          locale: deps.locale(),
          frameName: frame.name,
          roamingSettings: roamingSettings(deps.owner()),
          mailboxVersion: deps.mailboxVersion,
          nestedAuth: nestedAuth !== "off",
        });
      case "GetInitialData":
        return initialData(deps.item(), deps.owner(), config.addinId);
      case "ExecuteMethod": {
        const method = data["MethodData"] as { DispatchId: number };
        note("method", "ExecuteMethod", method.DispatchId);
        return executeMethod(method.DispatchId, data["ApiParams"], {
          item: deps.item(),
          owner: deps.owner(),
          saveRoamingSettings: (settings) =>
            localStorage.setItem(roamingKey(deps.owner()), JSON.stringify(settings)),
          openEvent: (id) => deps.openEvent(id),
          closePane: () => deps.closePane(),
        });
      }
      case "executeMethod":
        // The other dispatcher: of it only "launch event completed" concerns this window.
        frame.onCompleted(data);
        return { Error: 0, Version: 1 };
      default:
        return null;
    }
  };

  const answer = async (frame: Frame, request: HostRequest): Promise<void> => {
    note(request.kind, request.actionName);
    if (request.kind === "call") {
      post(frame, responseText(request, await call(frame, request)));
      return;
    }
    if (request.kind === "register") frame.events.set(request.actionName, request.correlationId);
    else frame.events.delete(request.actionName);
    post(frame, responseText(request, { Error: 0 }));
    if (request.kind !== "register") return;
    // office.js on the web knows no theme until it is told one.
    if (request.actionName === "officeThemeChanged") {
      raiseIn(frame, "officeThemeChanged", themeEventData(deps.theme()));
    }
    frame.onRegistered(request.actionName);
  };

  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    const frame = [...frames.values()].find(
      ({ element }) => element.contentWindow === event.source && event.source !== null,
    );
    if (frame === undefined || event.origin !== config.addinOrigin) return;
    const nested = (event.data as { nestedAuthRequest?: string } | null)?.nestedAuthRequest;
    if (typeof nested === "string") {
      const answering = answerNestedAuth(nested, {
        mode: nestedAuth,
        config,
        owner: deps.owner(),
        log: note,
      });
      void answering.then((reply) => {
        if (reply !== null) post(frame, { nestedAuthReply: reply });
      });
      return;
    }
    const request = parseRequest(event.data);
    if (request?.conversationId === frame.conversationId) void answer(frame, request);
  });

  return {
    log,
    openPane: (slot) => {
      for (const frame of frames.values()) if (frame.role === "pane") removeFrame(frame);
      slot.replaceChildren(createFrame("pane", "taskpane.html").element);
    },
    closePanes: () => {
      for (const frame of frames.values()) if (frame.role === "pane") removeFrame(frame);
    },
    raise: (event, data) => {
      for (const frame of frames.values()) if (frame.role === "pane") raiseIn(frame, event, data);
    },
    launch: (functionName, type, details = {}) =>
      new Promise((resolve) => {
        note("launch", type, functionName);
        const frame = createFrame("commands", "commands.html");
        const finish = (result: LaunchResult): void => {
          clearTimeout(timer);
          removeFrame(frame);
          note("launched", type, result.status);
          resolve(result);
        };
        const timer = setTimeout(() => finish(unavailable), launchTimeoutMs);
        frame.onRegistered = (event) => {
          if (event !== "appCommandInvoked") return;
          const eventObject = { source: { id: functionName }, type, ...details };
          raiseIn(frame, event, [crypto.randomUUID(), functionName, JSON.stringify(eventObject)]);
        };
        frame.onCompleted = (data) => {
          if (data["2"] === undefined && data["1"] === undefined) return;
          const completed = JSON.parse((data["2"] as string | undefined) ?? "{}") as {
            completedContext?: { allowEvent?: boolean; errorMessage?: string };
          };
          finish({
            status: "completed",
            allowEvent: completed.completedContext?.allowEvent ?? true,
            errorMessage: completed.completedContext?.errorMessage ?? "",
          });
        };
        frame.element.hidden = true;
        document.body.append(frame.element);
      }),
  };
}
