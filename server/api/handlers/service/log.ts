import { actorOf, type Administrators } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import type { LogQuery } from "../../contract/service/log.ts";
import type { LogDesk, LogReaderView } from "../../log-desk.ts";
import type { Call, Handlers } from "../handler.ts";
import { readsWhere, tenantAsked } from "./reach.ts";

export interface LogHandlerDeps {
  readonly logDesk: LogDesk;
  readonly administrators: Pick<Administrators, "authority">;
  readonly audit: Pick<Audit, "record">;
}

/** The lines of everybody's log, as far as who asks may look. */
export function logHandlers({
  logDesk,
  administrators,
  audit,
}: LogHandlerDeps): Pick<Handlers, "serviceLog" | "logTail" | "logCsv"> {
  const who = async ({
    realm,
    by,
    language,
  }: Pick<Call<"logCsv">, "realm" | "by" | "language">): Promise<LogReaderView> => ({
    ...{ realm, language },
    reads: await readsWhere(administrators, { by }),
  });
  return {
    serviceLog: async (call) => logDesk.page(await who(call), call.query),
    logTail: async (call) => logDesk.tail(await who(call), call.query),

    async logCsv(call) {
      const { caller, requestId } = call.by;
      await audit.record({
        ...{ actor: actorOf(caller), act: "log-exported", requestId },
        // Whose log it is: a tenant that is asked for, or all that he looks after.
        // Nothing is written into the trail of another.
        tenantId:
          call.query.tenantId === undefined
            ? call.realm.tenantId
            : tenantAsked(call, call.query.tenantId),
        facts: factsOf(call.query),
      });
      return logDesk.table(await who(call), call.query);
    },
  };
}

/** Words that name people or what they wrote: that they were given stays in the trail, and no more. */
const untold: ReadonlySet<string> = new Set(["person", "text"]);

/** What was asked for, as it was asked. */
function factsOf(query: LogQuery): Readonly<Record<string, string>> {
  const asked = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === ""
      ? []
      : [[name, untold.has(name) ? "given" : value] as const],
  );
  return Object.fromEntries(asked);
}
