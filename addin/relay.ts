/**
 * A window between the pane and Microsoft's sign-in. Inside Outlook on the web the browser keeps the
 * pane's storage apart, so the answer of sign-in reaches this page and goes on by postMessage. It
 * opens the sign-in on a click, because a window that opens another by itself is blocked.
 */
import { runPopupRelay } from "@azure/msal-browser/popup-relay";
import { fetchConfig } from "./api/client.ts";
import { lingerBeforeClosing } from "./auth/linger.ts";
import { pickLanguage } from "./locales/language.ts";
import { relayWords } from "./locales/pages.ts";

const language = pickLanguage(new URLSearchParams(location.search).get("locale"), [
  ...navigator.languages,
]);
const words = relayWords[language];
const button = document.getElementById("continue") as HTMLButtonElement;
const message = document.getElementById("message");

function say(text: string): void {
  if (message !== null) message.textContent = text;
}

document.documentElement.lang = language;
document.title = words.title;
button.textContent = words.button;
say(words.text);

// Asked for before the click: between click and window nothing may wait.
fetchConfig(
  (input, init) => fetch(input, init),
  () => navigator.onLine,
  null,
).then(
  ({ authority }) => {
    button.disabled = false;
    button.addEventListener("click", () => {
      button.hidden = true;
      say(words.waiting);
      try {
        lingerBeforeClosing(window);
        runPopupRelay({ allowedAuthorityOrigins: [authority] });
      } catch {
        say(words.failed);
      }
    });
  },
  () => say(words.failed),
);
