/**
 * The two things that stand between the npm package `@microsoft/office-js` and what a pane gets.
 *
 * 1. Inside Outlook the *host* puts `window.nestedAppAuthBridge` into the frame before any script of
 *    the page runs; office.js does not contain it. A page cannot inject into a frame of another
 *    origin, so the bridge is prepended to office.js, the first script that every pane loads.
 * 2. On the web office.js loads Microsoft's Ajax library from a hard-coded address on
 *    ajax.aspnetcdn.com. Where that name is not mapped to the sandbox (an ordinary browser without
 *    internet), the address is rewritten to the pane's own origin. Under the real names it is not.
 */
const ajaxAddress = '"//ajax.aspnetcdn.com/ajax/3.5/MicrosoftAjax.js"';
const localAjaxAddress = '"//"+window.location.host+"/officejs/MicrosoftAjax.js"';

/** Files of the package that load the Ajax library; all others are served as they are. */
const loadsAjax = /^(?:office|outlook-web-16\.01)(?:\.debug)?\.js$/u;
const singleQuoted = (text: string): string => text.replaceAll('"', "'");

/** True for the file that carries the bridge. */
export function carriesBridge(file: string): boolean {
  return file === "office.js" || file === "office.debug.js";
}

/**
 * The text of one file of the package as the pane receives it.
 * @param file path inside `dist/`, e.g. `office.js`
 * @param bridge classic script to run before office.js
 * @param realNames true where ajax.aspnetcdn.com reaches the sandbox under its own name
 * @throws where the package no longer holds the address: a silent miss would show as a blank pane
 */
export function servedOfficeJs(
  file: string,
  source: string,
  bridge: string,
  realNames: boolean,
): string {
  let text = source;
  if (!realNames && loadsAjax.test(file)) {
    text = text
      .replaceAll(ajaxAddress, localAjaxAddress)
      .replaceAll(singleQuoted(ajaxAddress), singleQuoted(localAjaxAddress));
    if (text === source) {
      throw new Error(
        `${file} of @microsoft/office-js does not name ${ajaxAddress} any more: adapt sandbox/outlook/office-js.ts`,
      );
    }
  }
  return carriesBridge(file) ? `${bridge}\n${text}` : text;
}
