/** What `ExecuteMethod` does per dispatch id of outlook-web-16.01.js, on the open item. */
import type { MailboxOwner } from "../../page-config.ts";
import { withStart, type Draft, type Person } from "../draft.ts";
import type { Sensitivity } from "../graph-event.ts";
import { plainText } from "../plain-text.ts";
import { dayPart, instantOf, minutesBetween, wallTimeAt } from "../wall-time.ts";
import { ewsIdOf, graphIdOf } from "./exchange-id.ts";
import { recipientData } from "./initial-data.ts";
import type { ItemNotification, OpenItem } from "./open-item.ts";

export type Parameters = Readonly<Record<string, unknown>>;

export interface MethodContext {
  readonly item: OpenItem | null;
  readonly owner: MailboxOwner;
  readonly saveRoamingSettings: (settings: Record<string, unknown>) => void;
  readonly openEvent: (graphId: string) => void;
  readonly closePane: () => void;
}

/** Error numbers of office.js (its own table of names). */
export const errorCodes = {
  notSupported: 5000,
  genericResponse: 9020,
  itemNotSaved: 9046,
} as const;

export const done = (data?: unknown): Parameters => ({ wasSuccessful: true, data });
export const failed = (errorCode: number): Parameters => ({
  wasSuccessful: false,
  error: true,
  errorCode,
});

const html = 3;
const startProperty = 1;
const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

type ItemMethod = (
  item: OpenItem,
  parameters: Parameters,
  context: MethodContext,
) => Parameters | Promise<Parameters>;

const peopleField = (parameters: Parameters): "required" | "optional" =>
  parameters["recipientField"] === 0 ? "required" : "optional";

const peopleParameter = (parameters: Parameters): readonly Person[] =>
  (parameters["recipientArray"] as Person[]).map(({ name, address }) => ({
    name: name === "" ? address : name,
    address,
  }));

function bodyAs({ draft, event, mode }: OpenItem, coercion: unknown): string {
  if (coercion !== html) return plainText({ contentType: draft.bodyType, content: draft.body });
  if (draft.bodyType === "html") return draft.body;
  if (mode === "read" && event?.body?.contentType === "html") return event.body.content ?? "";
  return `<div>${escapeHtml(draft.body).replaceAll("\n", "<br>")}</div>`;
}

const addNotification: ItemMethod = (item, parameters) => {
  const notification = parameters as unknown as ItemNotification;
  item.notifications.set(notification.key, notification);
  item.notificationsChanged();
  return done();
};

function onDraft(change: (draft: Draft, parameters: Parameters) => Partial<Draft>): ItemMethod {
  return async (item, parameters) => {
    await item.change(change(item.draft, parameters));
    return done();
  };
}

const categoryNames = (parameters: Parameters): readonly string[] =>
  parameters["categories"] as readonly string[];

const itemMethods: Readonly<Record<number, ItemMethod>> = {
  // custom properties: load, save
  3: (item) => ({ wasSuccessful: true, customProperties: JSON.stringify(item.customProperties()) }),
  4: async (item, parameters) => {
    await item.setCustomProperties(parameters["customProperties"] as Record<string, unknown>);
    return done();
  },
  // body: type, prepend, get, set
  14: () => done(html),
  23: onDraft((draft, { data }) => ({ body: `${String(data)}${draft.body}` })),
  37: (item, { coercionType }) => done(bodyAs(item, coercionType)),
  38: onDraft((_draft, { data, coercionType }) => ({
    body: String(data),
    bodyType: coercionType === html ? "html" : "text",
  })),
  // recipients: get, set, add; organizer
  15: (item, parameters, { owner }) =>
    done(item.draft[peopleField(parameters)].map((person) => recipientData(person, owner))),
  21: onDraft((_draft, parameters) => ({ [peopleField(parameters)]: peopleParameter(parameters) })),
  22: onDraft((draft, parameters) => ({
    [peopleField(parameters)]: [...draft[peopleField(parameters)], ...peopleParameter(parameters)],
  })),
  107: (_item, _parameters, { owner }) => done(recipientData(owner, owner, "organizer")),
  // subject: set, get
  17: onDraft((_draft, { subject }) => ({ subject: String(subject) })),
  18: (item) => done(item.draft.subject),
  // time: get, set (milliseconds since the epoch)
  24: (item, { TimeProperty }, { owner }) => {
    const wall = TimeProperty === startProperty ? item.draft.start : item.draft.end;
    return done(instantOf(wall, owner.ianaZone));
  },
  25: async (item, { TimeProperty, time }, { owner }) => {
    const wall = wallTimeAt(Number(time), owner.ianaZone);
    const { draft } = item;
    // A new start keeps the length, by Outlook's documentation of `start.setAsync`.
    await item.change(
      TimeProperty === startProperty
        ? withStart(draft, wall, minutesBetween(draft.start, draft.end))
        : { end: wall },
    );
    return done();
  },
  // location: get, set; enhanced location: get
  26: (item) => done(item.draft.location),
  27: onDraft((_draft, { location }) => ({ location: String(location) })),
  154: (item) =>
    done(
      item.draft.location === ""
        ? []
        : [
            {
              locationIdentifier: { id: item.draft.location, type: "custom" },
              displayName: item.draft.location,
            },
          ],
    ),
  // save; id of the saved item
  32: async (item) => done(ewsIdOf((await item.save()).id)),
  164: (item) =>
    item.event === null ? failed(errorCodes.itemNotSaved) : done(ewsIdOf(item.event.id)),
  // notification messages: add, get all, replace, remove
  33: addNotification,
  34: (item) => done([...item.notifications.values()]),
  35: addNotification,
  36: (item, { key }) => {
    item.notifications.delete(String(key));
    item.notificationsChanged();
    return done();
  },
  // shared properties: whose mailbox it is, and what the person may do there
  108: ({ event }, _parameters, { owner }) => {
    if (owner.shared === undefined) return failed(errorCodes.notSupported);
    // Outlook on the web tells it of a draft only once that was saved.
    if (event === null) return failed(errorCodes.itemNotSaved);
    return done({ owner: owner.shared, targetMailbox: owner.shared, delegatePermissions: 63 });
  },
  // categories: get, add, remove
  157: (item) =>
    done(
      item.draft.categories.map((name) => ({
        displayName: name,
        color: presetName(
          item.masterCategories.find(({ displayName }) => displayName === name)?.color,
        ),
      })),
    ),
  158: onDraft((draft, parameters) => ({
    categories: [...new Set([...draft.categories, ...categoryNames(parameters)])],
  })),
  159: onDraft((draft, parameters) => ({
    categories: draft.categories.filter((name) => !categoryNames(parameters).includes(name)),
  })),
  // recurrence: single instances only for now
  103: () => done(null),
  // all-day and sensitivity: get, set
  169: (item) => done(item.draft.isAllDay),
  170: onDraft((draft, { isAllDayEvent }) => ({
    isAllDay: Boolean(isAllDayEvent),
    ...(isAllDayEvent === true && {
      start: `${dayPart(draft.start)}T00:00`,
      end: `${dayPart(draft.end)}T00:00`,
    }),
  })),
  171: (item) => done(item.draft.sensitivity),
  172: onDraft((_draft, { sensitivity }) => ({ sensitivity: sensitivity as Sensitivity })),
  // session data: set, get, get all, clear, remove
  185: (item, { name, value }) => {
    item.sessionData.set(String(name), String(value));
    return done();
  },
  186: (item, { name }) => {
    const value = item.sessionData.get(String(name));
    return value === undefined ? failed(errorCodes.genericResponse) : done(value);
  },
  187: (item) => done(Object.fromEntries(item.sessionData)),
  188: (item) => {
    item.sessionData.clear();
    return done();
  },
  189: (item, { name }) => {
    item.sessionData.delete(String(name));
    return done();
  },
};

/** Graph says `preset3`, office.js `Preset3`. */
function presetName(color: string | undefined): string {
  return color === undefined ? "None" : color.replace(/^p/u, "P");
}

/** What a pane may call with or without an open item. */
const mailboxMethods: Readonly<
  Record<number, (parameters: unknown, context: MethodContext) => Parameters>
> = {
  // displayAppointmentForm
  9: (parameters, { openEvent }) => {
    openEvent(graphIdOf(String((parameters as Parameters)["itemId"])));
    return done();
  },
  // closeContainer
  42: (_parameters, { closePane }) => {
    closePane();
    return done();
  },
  // telemetry: taken and dropped
  163: () => done(),
  193: () => done(),
  400: () => done(),
  401: () => done(),
  402: () => done(),
  // roaming settings: the whole set
  404: (parameters, { saveRoamingSettings }) => {
    saveRoamingSettings((parameters as [Record<string, unknown>])[0]);
    return done();
  },
};

/** Dispatch ids that change an item; in read mode Outlook knows only the two for categories. */
const composeOnly = new Set([17, 21, 22, 23, 25, 27, 32, 38, 164, 170, 172, 185, 188, 189]);

/**
 * Runs one method of office.js. What the window does not support, and whatever fails on the way to
 * the mailbox, comes back as an error of office.js, never as silence: a pane would wait for ever.
 */
export async function executeMethod(
  dispatchId: number,
  parameters: unknown,
  context: MethodContext,
): Promise<Parameters> {
  const mailboxMethod = mailboxMethods[dispatchId];
  if (mailboxMethod !== undefined) return mailboxMethod(parameters, context);
  const method = itemMethods[dispatchId];
  const { item } = context;
  if (method === undefined || item === null) return failed(errorCodes.notSupported);
  if (item.mode === "read" && composeOnly.has(dispatchId)) return failed(errorCodes.notSupported);
  try {
    return await method(item, (parameters ?? {}) as Parameters, context);
  } catch {
    return failed(errorCodes.genericResponse);
  }
}
