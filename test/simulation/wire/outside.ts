/**
 * Everything outside the product: the sandbox's Graph and demo ERP, called as functions. Tokens are
 * plain words here, because signing them takes longer than everything else together.
 */
import type { ManualClock } from "../../../server/lib/clock.ts";
import { addressesAt } from "../../../sandbox/addresses.ts";
import { otherClientId } from "../../../sandbox/control/control.ts";
import { createRequestLog, type RequestLog } from "../../../sandbox/control/request-log.ts";
import { createErp, type Erp } from "../../../sandbox/erp/erp.ts";
import { createGraph, type Graph } from "../../../sandbox/graph/graph.ts";
import type { Deliver } from "../../../sandbox/post.ts";
import type { WireHandler } from "../../../sandbox/wire.ts";
import { application, users } from "../../../sandbox/tenants.ts";
import { userNamed, type PersonName } from "../../whole/person.ts";
import type { Strikes } from "./faults.ts";
import type { Schedule } from "./schedule.ts";

export const addresses = addressesAt(3000, true);

/** How it stands with a person's sign-in. */
export type Standing =
  | "signed in"
  /** No token is to be had. */
  | "signed out"
  /** A token is there, but Graph does not take it any more. */
  | "refused"
  | "without consent"
  /** The token lacks what the request needs. */
  | "without scopes";

export interface Outside {
  readonly graph: Graph;
  readonly erp: Erp;
  readonly requestLog: RequestLog;
  /** Graph and the ERP as people reach them: without the faults that are planned for the product. */
  readonly forPeople: { readonly graph: WireHandler; readonly erp: WireHandler };
  readonly standing: (who: PersonName) => Standing;
  setStanding(who: PersonName, standing: Standing): void;
}

export interface OutsideDeps {
  readonly schedule: Schedule;
  readonly clock: ManualClock;
  /** The ERP's clock may be wrong by this many ms. */
  readonly skewMs: () => number;
  readonly strikes: Strikes;
  readonly deliver: Deliver;
}

/** As a person of the sandbox with Outlook in front of him. */
export const personToken = (who: PersonName) => `person:${who}`;
/** As the product on his behalf. */
export const productToken = (who: PersonName) => `product:${who}`;

const calendarScopes = ["Calendars.ReadWrite", "User.Read", "MailboxSettings.Read"];

export async function createOutside(deps: OutsideDeps): Promise<Outside> {
  const { schedule, clock, strikes, deliver } = deps;
  const standings = new Map<PersonName, Standing>();
  const requestLog = createRequestLog();
  const standing = (who: PersonName): Standing => standings.get(who) ?? "signed in";

  const graph = createGraph({
    clock,
    seed: schedule.seed,
    mailboxes: users.map(({ id }) => ({ user: id, events: 0 })),
    verifyToken: async (bearer) => {
      const [kind, name] = bearer.split(":") as [string, PersonName];
      const { id, tenantId } = userNamed(name);
      const caller = { userId: id, tenantId, roles: [] };
      if (kind === "person") {
        return { ...caller, appId: otherClientId, scopes: calendarScopes };
      }
      if (["signed out", "refused"].includes(standing(name))) throw new Error("revoked");
      const scopes = standing(name) === "signed in" ? calendarScopes : ["User.Read"];
      return { ...caller, appId: application.clientId, scopes };
    },
    faults: strikes.sandboxFaults,
    requestLog,
    deliver,
    pause: async () => undefined,
  });
  Object.assign(graph.switches, schedule.switches);
  const erp = createErp({
    clock: { now: () => clock.now() + deps.skewMs() },
    seed: schedule.seed,
    faults: strikes.sandboxFaults,
    requestLog,
    projectDir: process.cwd(),
    deliver,
  });
  await erp.restore({ ...(await erp.snapshot()), activities: [] });

  return {
    ...{ graph, erp, requestLog, standing },
    forPeople: {
      graph: (request) => strikes.spared(() => graph.handle(request)),
      erp: (request) => strikes.spared(() => erp.handle(request)),
    },
    setStanding: (who, next) => void standings.set(who, next),
  };
}
