import { connectorContract } from "../contract/connector-contract.ts";
import type { Failure } from "../contract/harness.ts";
import { withKeptTime } from "../../../server/connectors/strengthen/kept-time.ts";
import { ada, appointment, openDemo } from "./demo-erp.ts";

const time = { clock: "Europe/Vienna", midnight: "refused" } as const;

describe.each([
  ["the demo ERP", undefined],
  ["the demo ERP by one clock and without midnights", time],
])("%s", (name, kept) => {
  connectorContract(name, async () => {
    const opened = openDemo("demo-erp-key-contoso", kept);
    const { office } = opened;
    if (kept !== undefined)
      await office.erp.restore({ ...(await office.erp.snapshot()), time: kept });
    const connector = withKeptTime(opened.connector);
    const { ask, faults } = office;
    const path = (id: string) => `/activities/${id}`;
    const asPage = { user: null, headers: { authorization: "Page u-ada" } };

    const fail = (failure: Failure) => {
      const next = { times: 1, path: "/api/v1/" } as const;
      switch (failure.kind) {
        case "throttled": {
          const { retryAfterSeconds } = failure;
          faults.add({ ...next, status: 429, retryAfterSeconds, when: "before" });
          return;
        }
        case "lost-create":
          faults.add({ ...next, method: "POST", lostReply: true, when: "after" });
          return;
        case "lost-update":
          faults.add({ ...next, method: "PATCH", lostReply: true, when: "after" });
          return;
        case "unauthorized":
          faults.add({ ...next, status: 401, when: "before" });
          return;
        case "unavailable":
          faults.add({ ...next, status: 503, when: "before" });
      }
    };

    return {
      connector,
      actor: ada,
      stranger: { ...ada, userId: "k", mailboxId: "k", erpUserId: "u-katherine" },
      scope: {
        resource: "appointment",
        window: { from: "2026-10-01T00:00:00Z", to: "2027-03-01T00:00:00Z" },
      },
      fields: appointment,
      refused: { fields: { subject: "x".repeat(255) }, field: "subject" },
      person: {
        add: async (subject) => {
          const start = "2026-11-24T13:00:00Z";
          const body = { subject, start, end: "2026-11-24T14:00:00Z" };
          return String((await ask("POST", "/activities", { ...asPage, body })).body["id"]);
        },
        edit: async (id, subject) => {
          await ask("PATCH", path(id), { ...asPage, body: { subject } });
        },
        remove: async (id) => {
          await ask("DELETE", path(id), asPage);
        },
        copy: async (id) => {
          const { subject, start, end, stamp } = (await ask("GET", path(id), asPage)).body;
          const body = { subject, start, end, stamp };
          return String((await ask("POST", "/activities", { ...asPage, body })).body["id"]);
        },
      },
      spoil: (bad) => {
        opened.rewrite = (activity) =>
          activity["id"] === bad ? { ...activity, start: 7, showAs: "later" } : activity;
      },
      expireCursors: () => office.erp.expireCursors(),
      fail,
    };
  });
});
