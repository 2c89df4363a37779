import { draftOf } from "./draft.ts";
import { customPropertyId, type GraphClient } from "./graph-client.ts";
import type { GraphEvent, MasterCategory } from "./graph-event.ts";
import type { OpenItem } from "./host/open-item.ts";

/** The add-in's custom properties on an event, as `graph.event` brought them. */
export function customPropertiesOf(
  event: GraphEvent | null,
  addinId: string,
): Record<string, unknown> {
  const wanted = customPropertyId(addinId).toLowerCase();
  const property = event?.singleValueExtendedProperties?.find(
    ({ id }) => id.toLowerCase() === wanted,
  );
  return property === undefined ? {} : (JSON.parse(property.value) as Record<string, unknown>);
}

export function customPropertyChange(
  properties: Record<string, unknown>,
  addinId: string,
): Pick<GraphEvent, "singleValueExtendedProperties"> {
  return {
    singleValueExtendedProperties: [
      { id: customPropertyId(addinId), value: JSON.stringify(properties) },
    ],
  };
}

export interface ReadItemDeps {
  readonly graph: GraphClient;
  readonly addinId: string;
  readonly masterCategories: readonly MasterCategory[];
  notificationsChanged(): void;
  /** Something was written to the mailbox: show it. */
  written(): void;
}

/** An event as its reader sees it; `event` is replaced whenever the mailbox holds a newer one. */
export interface ReadItem extends OpenItem {
  readonly mode: "read";
  event: GraphEvent;
}

export function createReadItem(first: GraphEvent, deps: ReadItemDeps): ReadItem {
  let event = first;
  let properties = customPropertiesOf(first, deps.addinId);
  return {
    mode: "read",
    get event() {
      return event;
    },
    set event(newer) {
      event = newer;
      properties = customPropertiesOf(newer, deps.addinId);
    },
    get draft() {
      return draftOf(event);
    },
    masterCategories: deps.masterCategories,
    notifications: new Map(),
    sessionData: new Map(),
    notificationsChanged: () => deps.notificationsChanged(),
    customProperties: () => properties,
    setCustomProperties: async (saved) => {
      await deps.graph.update(event.id, customPropertyChange(saved, deps.addinId));
      properties = saved;
      deps.written();
    },
    change: async ({ categories }) => {
      if (categories === undefined) return;
      event = { ...event, ...(await deps.graph.update(event.id, { categories })) };
      deps.written();
    },
    save: () => Promise.resolve(event),
  };
}
