import { createRoot } from "react-dom/client";
import { Pane } from "./features/pane/Pane.tsx";
import type { Outlook } from "./features/pane/useOpenItem.ts";
import { App } from "./features/shell/App.tsx";
import { advanceKey, leaveAdvanceKey } from "./office/advance.ts";
import { onItemChanged } from "./office/changes.ts";
import { defaultCategory, keepDefaultCategory } from "./office/defaults.ts";
import { readForm } from "./office/form.ts";
import { startOffice } from "./office/host.ts";
import { readItem } from "./office/item.ts";
import { rememberLinked } from "./office/session.ts";
import { officeColours, onOfficeColours } from "./office/theme.ts";
import { createServices, prepareSignIn, rootElement, startLocale } from "./start.ts";

prepareSignIn();
const host = await startOffice();
const outlook: Outlook = {
  inOutlook: host.inOutlook,
  readItem,
  readForm,
  onItemChanged,
  rememberLinked: (linked) => void rememberLinked(linked),
  advanceKey,
  leaveAdvanceKey,
  defaultCategory,
  keepDefaultCategory,
};
const locale = await startLocale(host.locale);
const services = createServices(
  {
    mailbox: host.mailbox,
    nestedAuth: host.nestedAuth,
    interaction: "window",
    host: host.name ?? "browser",
  },
  locale.tag,
);
// The item waits for this longer than for anything else: it is under way before the first paint. The
// views ask again, and tell what failed.
services.tokens.token().catch(() => undefined);
createRoot(rootElement()).render(
  <App
    services={services}
    locale={locale}
    colours={{ now: officeColours, onChange: onOfficeColours }}
  >
    {(lastFailure, onFailure) => (
      <Pane outlook={outlook} lastFailure={lastFailure} onFailure={onFailure} />
    )}
  </App>,
);
