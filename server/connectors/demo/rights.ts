import type { RightsFacet, RightUse } from "../port/facets.ts";
import type { Session } from "./session.ts";
import { statusAnswer } from "./shapes.ts";

/** What each of the ERP's rights is good for here. */
const uses: Readonly<Record<string, RightUse>> = {
  "users.read": "users",
  "activities.read": "readActivities",
  "activities.create": "createActivities",
  "activities.change": "changeActivities",
  "activities.delete": "deleteActivities",
  "changes.read": "changes",
  "webhooks.write": "announcements",
  "records.read": "records",
  "records.create": "createRecords",
};

/** The key's rights, which the ERP tells with its status. */
export function createRights(session: Session): RightsFacet {
  return {
    list: async () =>
      (await session.read(statusAnswer, "/status", null)).rights.flatMap(({ right, granted }) => {
        const use = uses[right];
        return use === undefined ? [] : [{ use, name: right, granted }];
      }),
    page: `${session.webUrl}/`,
  };
}
