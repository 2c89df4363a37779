/**
 * Stands for the host injecting `window.nestedAppAuthBridge` into a pane: the object that
 * msal-browser looks for. It relays each message to the window around the pane and back. A classic
 * script: it runs before office.js, in the pane's own page.
 */
(() => {
  // In a dialog or a plain tab there is no Outlook around the page, hence no bridge.
  if (window.parent === window) return;
  let frame: { xdmInfo?: string; nestedAuth?: boolean };
  try {
    frame = JSON.parse(window.name) as typeof frame;
  } catch {
    return;
  }
  const hostOrigin = frame.xdmInfo?.split("|")[2];
  if (hostOrigin === undefined || frame.nestedAuth !== true) return;

  const listeners = new Set<(message: string) => void>();
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== window.parent || event.origin !== hostOrigin) return;
    const reply = (event.data as { nestedAuthReply?: string } | null)?.nestedAuthReply;
    if (typeof reply === "string") for (const listener of listeners) listener(reply);
  });
  Object.assign(window, {
    nestedAppAuthBridge: {
      addEventListener: (_type: string, listener: (message: string) => void) =>
        void listeners.add(listener),
      removeEventListener: (_type: string, listener: (message: string) => void) =>
        void listeners.delete(listener),
      postMessage: (message: string) =>
        window.parent.postMessage({ nestedAuthRequest: message }, hostOrigin),
    },
  });
})();
