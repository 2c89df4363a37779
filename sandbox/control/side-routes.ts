import type { Erp } from "../erp/erp.ts";
import type { Graph } from "../graph/graph.ts";
import { route, type Route } from "./route.ts";
import * as shapes from "./shapes.ts";

/** The two sides of the sync, as far as the control API reaches into them. */
export interface Sides {
  graph: Pick<
    Graph,
    | "notificationMode"
    | "flushNotifications"
    | "mixNotifications"
    | "punishedEndpoints"
    | "userChanged"
    | "switches"
    | "reset"
    | "mails"
    | "expireDeltaTokens"
    | "sendLifecycle"
    | "churn"
    | "moveEvent"
    | "addReadOnlyCalendar"
    | "share"
    | "setMailbox"
    | "setNight"
  >;
  erp: Pick<Erp, "webhooks" | "reset" | "expireCursors">;
}

/** Routes for change notifications of Graph and webhooks of the ERP. */
export function notificationRoutes({ graph, erp }: Sides): Route[] {
  return [
    route(
      "POST",
      "/sandbox/notifications",
      "What becomes of change notifications: {mode: normal | drop | duplicate | missed | reorder | late | mixed, seed?, side?: microsoft | erp}; the ERP knows the first three.",
      shapes.notificationsShape,
      ({ mode, seed, side }) => {
        if (side !== "erp") {
          if (mode === "mixed") graph.mixNotifications(seed);
          else graph.notificationMode = mode;
        }
        const ofErp = shapes.erpModes.find((known) => known === mode);
        if (side !== "microsoft" && ofErp !== undefined) erp.webhooks.mode = ofErp;
      },
    ),
    route(
      "GET",
      "/sandbox/notifications",
      "The modes, and the endpoints that Graph keeps waiting or drops because they answered slowly.",
      shapes.nothing,
      () => ({
        microsoft: graph.notificationMode,
        erp: erp.webhooks.mode,
        punished: graph.punishedEndpoints(),
      }),
    ),
    route(
      "POST",
      "/sandbox/notifications/flush",
      "Sends the notifications kept back, and those due to be tried again.",
      shapes.nothing,
      () => graph.flushNotifications(),
    ),
    route(
      "POST",
      "/sandbox/notifications/lifecycle",
      "A lifecycle notification to the subscriptions of a mailbox: {user, event: reauthorizationRequired | subscriptionRemoved | missed}.",
      shapes.lifecycleShape,
      ({ user, event }) => graph.sendLifecycle(user.id, event),
    ),
  ];
}

/** Routes for what real services do now and then. */
export function quirkRoutes({ graph, erp }: Sides): Route[] {
  return [
    route(
      "POST",
      "/sandbox/graph/switches",
      "Chooses among the answers that real Graph may give: any of the switches that GET shows.",
      shapes.switchesShape,
      (chosen) => Object.assign(graph.switches, chosen),
    ),
    route(
      "POST",
      "/sandbox/graph/nightly",
      "The nightly mix: every quirk on, chance as the seed has it, notifications mixed: {seed}. Answers the switches.",
      shapes.nightlyShape,
      ({ seed }) => {
        graph.setNight(seed);
        return { ...graph.switches };
      },
    ),
    route("GET", "/sandbox/graph/switches", "Graph's switches.", shapes.nothing, () => ({
      ...graph.switches,
    })),
    route(
      "POST",
      "/sandbox/cursors/expire",
      "Makes every delta token and ERP cursor given so far answer 410: {side?: microsoft | erp}.",
      shapes.sideShape,
      async ({ side }) => {
        if (side !== "erp") graph.expireDeltaTokens();
        if (side !== "microsoft") await erp.expireCursors();
      },
    ),
    route(
      "POST",
      "/sandbox/graph/churn",
      "Gives every event of a mailbox a new version without changing it: {user}.",
      shapes.userShape,
      ({ user }) => graph.churn(user.id),
    ),
    route(
      "POST",
      "/sandbox/graph/move",
      "Moves an event to another calendar of its mailbox, as a person does in Outlook: {user, event, calendar}, both by id.",
      shapes.moveShape,
      ({ user, event, calendar }) => graph.moveEvent(user.id, event, calendar),
    ),
    route(
      "POST",
      "/sandbox/graph/calendar",
      "Puts a calendar into a person's list that he may only read: {user, name}.",
      shapes.calendarShape,
      ({ user, name }) => ({ id: graph.addReadOnlyCalendar(user.id, name) }),
    ),
    route(
      "POST",
      "/sandbox/graph/share",
      "Shares a calendar (the default one unless named) with somebody, or the whole mailbox: {owner, with, right: none | read | write | delegate | full, calendar?}; a delegate sees private events as well.",
      shapes.shareShape,
      (sharing) => graph.share(sharing),
    ),
    route(
      "POST",
      "/sandbox/graph/mailbox",
      "Takes a person's mailbox out of the cloud, or puts it back as it was: {user, enabled}.",
      shapes.mailboxShape,
      ({ user, enabled }) => graph.setMailbox(user.id, enabled),
    ),
    route(
      "GET",
      "/sandbox/mails",
      "The mails that Exchange would have sent, oldest first.",
      shapes.nothing,
      () => ({ mails: graph.mails() }),
    ),
  ];
}
