import express, { Router, type Request, type Response } from "express";
import { z } from "zod";
import type { Engine } from "../engine/engine.ts";
import type { Connector } from "../connectors/port/connector.ts";

/** A batch of Graph's notifications may cover many subscriptions; resource data is never asked for. */
const bodyLimit = "1mb";

const notificationSchema = z.looseObject({
  subscriptionId: z.string(),
  clientState: z.string().nullish(),
  tenantId: z.string().nullish(),
  changeType: z.string().nullish(),
  resourceData: z.looseObject({ id: z.string().max(1000).nullish() }).nullish(),
  lifecycleEvent: z.enum(["reauthorizationRequired", "subscriptionRemoved", "missed"]).nullish(),
});
const envelopeSchema = z.looseObject({ value: z.array(z.unknown()) });

export interface NotificationDeps {
  readonly engine: Engine;
  readonly erp: (connectionId: string) => Connector;
  readonly connectionIds: () => readonly string[];
  readonly log: { warn(facts: object, message: string): void };
}

/**
 * Where Graph and the ERPs announce that something moved. An announcement is a hint: it wakes a run
 * and nothing of it is believed. What proves nothing gets the same answer as what does, so that the
 * address tells a stranger nothing.
 */
export function notificationRoutes(deps: NotificationDeps): Router {
  const { engine, erp, connectionIds, log } = deps;
  const router = Router();
  const handshake = (request: Request, response: Response): boolean => {
    const token = request.query["validationToken"];
    if (token === undefined) return false;
    if (typeof token !== "string") response.status(400).end();
    // Plain text and no sniffing: the token comes from outside and must never be read as a page.
    else response.type("text/plain").set("x-content-type-options", "nosniff").send(token);
    return true;
  };
  router.post(
    ["/api/notifications/graph", "/api/notifications/graph/lifecycle"],
    express.json({ limit: bodyLimit }),
    (request, response) => {
      if (handshake(request, response)) return;
      const envelope = envelopeSchema.safeParse(request.body);
      if (!envelope.success) {
        response.status(400).end();
        return;
      }
      response.status(202).end();
      for (const one of envelope.data.value) {
        takeNotification(engine, one).catch((error: unknown) =>
          log.warn({ err: error }, "a notification was not taken; the safety net finds the change"),
        );
      }
    },
  );
  router.post(
    "/api/notifications/erp/:connectionId",
    express.text({ type: () => true, limit: bodyLimit }),
    async (request, response) => {
      const { connectionId } = request.params;
      response.status(202).end();
      if (typeof connectionId !== "string" || !connectionIds().includes(connectionId)) return;
      const body = typeof request.body === "string" ? request.body : "";
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      await takeWakeUp({ engine, erp }, connectionId, body, headers);
    },
  );
  return router;
}

/** What an ERP announces, once its signature proves that it did. */
export async function takeWakeUp(
  { engine, erp }: Pick<NotificationDeps, "engine" | "erp">,
  connectionId: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const secret = await engine.feedSecret(connectionId);
  if (secret === null || erp(connectionId).feed?.verify(body, headers, secret) !== true) return;
  await engine.wakeConnection(connectionId);
}

/** One element of what Graph announces. One bad element does not spoil the others. */
export async function takeNotification(engine: Engine, given: unknown): Promise<void> {
  const parsed = notificationSchema.safeParse(given);
  if (!parsed.success) return;
  const { subscriptionId, clientState, tenantId, lifecycleEvent } = parsed.data;
  const { changeType, resourceData } = parsed.data;
  const scope = await engine.subscriptions.accept({
    subscriptionId,
    clientState: clientState ?? "",
    tenantId: tenantId ?? null,
    lifecycleEvent: lifecycleEvent ?? null,
  });
  if (scope === null) return;
  // What is new is listed; of what befell the members of a series nothing may be.
  const id = changeType === "created" ? undefined : resourceData?.id;
  if (id == null) engine.scheduler.wake(scope);
  else await engine.notified(scope, id);
}
