import { createHmac } from "node:crypto";
import { endCursor } from "./changes.ts";
import type { ErpData, Webhook } from "./model.ts";

/** Posts to an address of another system; rejects or answers any status when it fails. */
export type Deliver = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number }>;

/** What becomes of the calls: as planned, none at all, or each twice. */
export type WebhookMode = "normal" | "drop" | "duplicate";

export interface WebhookSender {
  mode: WebhookMode;
  /** Tells the installation's webhooks that something changed: a hint, never data. */
  wake(data: ErpData, tenantId: string, nowMs: number): void;
  /** Resolves when every call under way has ended. */
  settled(): Promise<void>;
}

/**
 * The signature of a call: hex HMAC-SHA256 of `<timestamp>.<body>` under the webhook's secret, so
 * that an old call cannot be sent again with a new time.
 */
export function signature(secret: string, timestamp: string, body: string): string {
  return createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
}

/**
 * Calls are made once and never repeated: who missed one finds the change in the feed. What changes
 * while a webhook is being called is announced by one call more.
 */
export function createWebhookSender(deliver: Deliver): WebhookSender {
  let last: Promise<unknown> = Promise.resolve();
  const call = ({ id, url, secret }: Webhook, body: string, timestamp: string) =>
    deliver(url, body, {
      "content-type": "application/json",
      "x-erp-webhook": id,
      "x-erp-timestamp": timestamp,
      "x-erp-signature": `sha256=${signature(secret, timestamp, body)}`,
    }).catch(() => undefined);
  /** What to do after the call that is under way, by webhook. */
  const underWay = new Map<string, (() => Promise<unknown>) | null>();
  const callInTurn = async (id: string, make: () => Promise<unknown>): Promise<void> => {
    if (underWay.has(id)) {
      underWay.set(id, make);
      return;
    }
    for (
      let next: (() => Promise<unknown>) | null = make;
      next !== null;
      next = underWay.get(id) ?? null
    ) {
      underWay.set(id, null);
      await next();
    }
    underWay.delete(id);
  };
  const sender: WebhookSender = {
    mode: "normal",
    wake: (data, tenantId, nowMs) => {
      const times = { normal: 1, drop: 0, duplicate: 2 }[sender.mode];
      if (times === 0) return;
      const hooks = data.webhooks.filter((hook) => hook.tenantId === tenantId);
      const body = JSON.stringify({ cursor: endCursor(data) });
      const calls = hooks.map((hook) =>
        callInTurn(hook.id, () =>
          Promise.all(Array.from({ length: times }, () => call(hook, body, String(nowMs)))),
        ),
      );
      last = Promise.all([last, ...calls]);
    },
    settled: async () => {
      await last;
    },
  };
  return sender;
}
