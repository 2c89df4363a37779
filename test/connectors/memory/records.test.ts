import { createMemoryRecords } from "../../../server/connectors/memory/records.ts";
import { makingContract } from "../contract/making-contract.ts";
import { actor } from "./harness.ts";
import { lead, leadForm } from "./record-forms.ts";

makingContract("the memory connector", () => {
  const records = createMemoryRecords([lead], [leadForm]);
  return {
    ...{ records, actor, type: "lead" },
    stranger: { ...actor, userId: "grace", mailboxId: "grace", erpUserId: "grace" },
    filled: (name) => ({ name, source: "fair" }),
    refused: { values: { name: "Wrong", source: "rumour" }, field: "source" },
    loseNextReply: records.loseNextReply,
  };
});
