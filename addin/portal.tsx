import { createRoot } from "react-dom/client";
import { Portal } from "./features/portal/Portal.tsx";
import { App, type ColourSource } from "./features/shell/App.tsx";
import { createServices, rootElement, startLocale } from "./start.ts";

/** A browser tab has no Outlook around it: the system's preference decides. */
const colours: ColourSource = {
  now: () => ({ background: null, dark: null }),
  onChange: () => undefined,
};
// Microsoft's consent page leads back without the place that it was left from.
if (new URLSearchParams(location.search).has("admin_consent") && location.hash === "") {
  history.replaceState(null, "", `${location.pathname}${location.search}#service/microsoft`);
}
const locale = await startLocale(null);
const services = createServices(
  {
    mailbox: null,
    nestedAuth: false,
    interaction: "redirect",
    host: "browser",
  },
  locale.tag,
);
createRoot(rootElement()).render(
  <App services={services} locale={locale} colours={colours}>
    {(lastFailure, onFailure) => <Portal lastFailure={lastFailure} onFailure={onFailure} />}
  </App>,
);
