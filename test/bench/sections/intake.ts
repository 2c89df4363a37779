/** How many notifications the server takes in: posts over loopback, sent by a second process. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Section } from "../figure.ts";
import type { LoadOrder, LoadResult } from "../load-process.ts";
import { openStage } from "../stage.ts";

const connections = 50;
const secondsLong = 4;
/** Graph waits three seconds for an answer. */
const p99MsMax = 2_900;

async function load(order: LoadOrder): Promise<LoadResult> {
  const child = fork(fileURLToPath(new URL("../load-process.ts", import.meta.url)));
  child.send(order);
  const [result] = (await once(child, "message")) as [LoadResult];
  child.disconnect();
  return result;
}

export const intake: Section = {
  title: `Notifications taken in, ${connections} connections`,
  async run(report) {
    const stage = await openStage();
    const bare = createServer((request, response) => {
      request.resume().on("end", () => response.writeHead(202).end());
    }).listen(0, "127.0.0.1");
    try {
      await once(bare, "listening");
      const [person] = stage.people;
      if (person === undefined) throw new Error("nobody to measure with");
      await person.setUp();
      await stage.quiet();
      const [subscription] = stage.sandbox.graph.snapshot().subscriptions;
      if (subscription === undefined) throw new Error("there is no subscription");
      const resource = `Users/${person.user.id}/Events/${"A".repeat(120)}`;
      const body = JSON.stringify({
        value: [
          {
            subscriptionId: subscription.id,
            subscriptionExpirationDateTime: new Date(subscription.expiresAt).toISOString(),
            changeType: "updated",
            resource,
            resourceData: {
              "@odata.type": "#Microsoft.Graph.Event",
              "@odata.id": resource,
              "@odata.etag": 'W/"DwAAABYAAAD"',
              id: "A".repeat(120),
            },
            clientState: subscription.clientState,
            tenantId: subscription.tenantId,
            id: "1a2b3c4d-0000-4000-8000-000000000001",
          },
        ],
      });
      const path = "/api/notifications/graph";
      const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}${path}`;
      const order = { body, connections, seconds: secondsLong };
      const nothing = await load({ ...order, url: bareUrl });
      const server = await load({ ...order, url: stage.serverUrl + path });
      report({
        name: "taken in, each checked against its secret",
        value: server.perSecond,
        unit: "posts/s",
        limit: nothing.perSecond,
      });
      report({
        name: "answered within, p99",
        value: server.p99Ms,
        unit: "ms",
        limit: nothing.p99Ms,
        target: { atMost: p99MsMax },
      });
    } finally {
      bare.close();
      bare.closeAllConnections();
      await stage.stop();
    }
  },
};
