/** The demo ERP as a connector: it is spoken to over HTTP like any other. */
import { strongPromises, type Connector } from "../port/connector.ts";
import type { CustomFieldFacet, FeedFacet, ProfileFacet, RecordFacet } from "../port/facets.ts";
import { createActivities, userOf } from "./activities.ts";
import { erpFields } from "./activity.ts";
import { createFeed } from "./feed.ts";
import { createProfile } from "./profile.ts";
import { createRights } from "./rights.ts";
import { createRecords } from "./records.ts";
import { createSession, type DemoConnectorDeps } from "./session.ts";
import { customFieldsAnswer, statusAnswer } from "./shapes.ts";

/** What the demo ERP offers beside the core of the port: all of these, always. */
export interface DemoConnector extends Connector {
  readonly feed: FeedFacet;
  readonly records: RecordFacet;
  readonly profile: ProfileFacet;
  readonly customFields: CustomFieldFacet;
}

/** One connection to a demo ERP. Keeps nothing between calls but whether it answered the last write. */
export function createDemoConnector(deps: DemoConnectorDeps): DemoConnector {
  const session = createSession(deps);
  const holdsSeries = deps.series !== false;
  const activities = createActivities(session);
  return {
    side: "erp",
    capabilities: {
      holds: {
        appointment: new Set(erpFields.filter((field) => field !== "exceptions" || holdsSeries)),
      },
      push: true,
      cancels: true,
      revives: true,
      ...(deps.time !== undefined && { time: deps.time }),
      promises: strongPromises,
    },
    delta: (actor, scope, cursor) => activities.delta(actor, scope, cursor),
    get: (actor, _resource, ids) => activities.get(actor, ids),
    write: (actor, _resource, actions) => activities.write(actor, actions),
    findByKey: (actor, _resource, key) => activities.findByKey(actor, key),
    check: async (actor) => {
      const { product, version, user } = await session.read(statusAnswer, "/status", userOf(actor));
      return {
        user: user?.name ?? userOf(actor),
        address: user?.email ?? null,
        facts: [`${product} ${version}`, ...(user?.companyNames ?? [])],
      };
    },
    feed: createFeed(session),
    records: createRecords(session),
    profile: createProfile(session),
    rights: createRights(session),
    customFields: {
      list: async () => (await session.read(customFieldsAnswer, "/activity-fields", null)).fields,
    },
  };
}
