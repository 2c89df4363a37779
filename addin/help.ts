import { renderHelp, showAsked } from "./features/help/page.ts";
import { pickLanguage } from "./locales/language.ts";

const asked = new URLSearchParams(location.search).get("locale");
const language = pickLanguage(asked, [...navigator.languages]);
const { help } =
  language === "de" ? await import("./locales/de/help.ts") : await import("./locales/en/help.ts");

document.documentElement.lang = language;
document.title = `${help.title} · Sync to ERP`;
const root = document.getElementById("root");
if (root === null) throw new Error("the page has no element #root");
renderHelp(root, help);
showAsked(location.hash);
