import { h } from "./dom.ts";
import type { OpenItem } from "./host/open-item.ts";

const kinds = ["information", "progress", "error", "insight"];

/** What add-ins say about the open item, above it. */
export function notificationBars(item: OpenItem): HTMLElement {
  return h(
    "div",
    { class: "bars", role: "status" },
    ...[...item.notifications.values()].map(({ message, type }) =>
      h("div", { class: `bar ${kinds[type] ?? "information"}` }, message),
    ),
  );
}
