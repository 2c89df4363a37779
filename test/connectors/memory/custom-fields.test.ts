import { createMemoryConnector } from "../../../server/connectors/memory/memory.ts";
import { manualClock } from "../../../server/lib/clock.ts";
import { customContract } from "../contract/custom-contract.ts";
import { ownFields } from "./custom-fields.ts";

customContract("a side in memory", () => {
  const clock = manualClock(Date.parse("2026-11-20T08:00:00Z"));
  const connector = createMemoryConnector({
    ...{ side: "erp", clock, holds: ["subject"], custom: ownFields },
  });
  const { customFields } = connector;
  if (customFields === undefined) throw new Error("it has fields of its own");
  return {
    connector: { ...connector, customFields },
    actor: {
      ...{ tenantId: "contoso", userId: "ada", mailboxId: "ada", address: "ada@contoso.example" },
      ...{ erpUserId: "U-ada", companyId: null, locationId: null, timeZone: "Europe/Berlin" },
    },
    fields: (subject) => ({ subject }),
  };
});
