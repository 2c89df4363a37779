import type { Actor } from "../../../server/connectors/port/item.ts";
import { createDemoConnector, type DemoConnector } from "../../../server/connectors/demo/demo.ts";
import type { TimeKeeping } from "../../../server/resources/appointment/kept-time.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { openOffice, type Office } from "../../sandbox/erp/office.ts";

export const ada: Actor = {
  tenantId: "11111111-aaaa-4bbb-8ccc-000000000001",
  userId: "a1a1a1a1-0001-4000-8000-000000000001",
  mailboxId: "a1a1a1a1-0001-4000-8000-000000000001",
  address: "ada@contoso.example",
  erpUserId: "u-ada",
  companyId: "co-eu",
  locationId: "loc-vienna",
  timeZone: "Europe/Berlin",
};

/** An appointment with a value in every field that the ERP holds, as the ERP spells them. */
export function appointment(subject: string): Fields {
  return {
    subject,
    when: {
      allDay: false,
      start: "2026-11-24T09:00:00Z",
      end: "2026-11-24T10:00:00Z",
      zone: "Europe/Vienna",
    },
    place: "Room 5",
    body: { format: "html", content: "<p>Agenda</p>" },
    joinLink: "https://meet.example/1",
    attendees: [
      {
        address: "helen.bennett@northwind.example",
        name: "Helen Bennett",
        kind: "optional",
        response: "accepted",
      },
    ],
    owner: "ada@contoso.example",
    showAs: "tentative",
    sensitivity: "private",
    importance: "high",
    reminder: 15,
    type: "co-eu-demo",
    records: [{ type: "customer", id: "cus-1001" }],
    exceptions: [],
  };
}

export interface Opened {
  readonly office: Office;
  readonly connector: DemoConnector;
  /** Requests as the ERP received them, oldest first. */
  readonly sent: readonly { readonly method: string; readonly url: string }[];
  /** Rewrites every activity the ERP answers, as a wilful proxy or a newer version might. */
  rewrite: (activity: Record<string, unknown>) => unknown;
}

/** The connector over the demo ERP in memory: requests go through an injected fetch, not a socket. */
export function openDemo(apiKey = "demo-erp-key-contoso", time?: TimeKeeping): Opened {
  const office = openOffice();
  const sent: { method: string; url: string }[] = [];
  const opened: Opened = {
    office,
    sent,
    rewrite: (activity) => activity,
    connector: createDemoConnector({
      baseUrl: "http://erp.example:3002/",
      apiKey,
      ...(time !== undefined && { time }),
      clock: office.clock,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        const { pathname, search } = new URL(request.url);
        sent.push({ method: request.method, url: `${pathname}${search}` });
        const body = await request.text();
        const reply = await office.erp.handle({
          method: request.method,
          url: `${pathname}${search}`,
          headers: Object.fromEntries(request.headers),
          ...(body === "" ? {} : { body }),
        });
        if (reply.status <= 0) throw new TypeError("fetch failed");
        const text = rewritten(String(reply.body), opened.rewrite);
        return new Response(text === "" ? null : text, {
          status: reply.status,
          headers: reply.headers,
        });
      },
    }),
  };
  return opened;
}

function rewritten(text: string, rewrite: Opened["rewrite"]): string {
  if (text === "") return text;
  const body = JSON.parse(text) as Record<string, unknown>;
  const { activities } = body;
  if (!Array.isArray(activities)) return text;
  return JSON.stringify({
    ...body,
    activities: (activities as Record<string, unknown>[]).map(rewrite),
  });
}
