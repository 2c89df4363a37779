/** Where Microsoft's sign-in sends its answer: passes it on to the page that asked, and closes. */
import { broadcastResponseToMainFrame } from "@azure/msal-browser/redirect-bridge";
import { lingerBeforeClosing } from "./auth/linger.ts";

lingerBeforeClosing(window);
broadcastResponseToMainFrame().catch(() => {
  const message = document.getElementById("message");
  if (message !== null) message.hidden = false;
});
