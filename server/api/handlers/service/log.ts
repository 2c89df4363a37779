import { actorOf, type Administrators } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import { isWithin } from "../../../administration/authority.ts";
import { codeOf, outcomeOf, type LogLine } from "../../../engine/log/lines.ts";
import type { LogQuestion, Logs } from "../../../engine/log/logs.ts";
import type { Overview, Sight } from "../../../engine/mailboxes/overview.ts";
import { scopeKey } from "../../../store/store.ts";
import type { LogLineView } from "../../contract/service/log.ts";
import { ProblemError } from "../../errors.ts";
import type { Call, Handlers } from "../handler.ts";
import { csvLines, csvOf } from "../plan-views.ts";
import { readsWhere } from "./reach.ts";

export interface LogHandlerDeps {
  readonly overview: Pick<Overview, "sights">;
  readonly logs: Logs;
  readonly administrators: Pick<Administrators, "authority">;
  readonly audit: Pick<Audit, "record">;
  readonly tenantName: (tenantId: string) => string;
}

type Asked = Pick<Call<"logCsv">, "realm" | "by" | "query">;

/** The lines of everybody's log, as far as who asks may look. */
export function logHandlers(
  deps: LogHandlerDeps,
): Pick<Handlers, "serviceLog" | "logTail" | "logCsv"> {
  const { overview, logs, administrators, audit, tenantName } = deps;

  const ask = async ({ realm, by, query }: Asked) => {
    const own = (await overview.sights()).filter(({ scope }) => isWithin(realm, scope.tenantId));
    const found = own.filter((sight) => isMeant(sight, query));
    const people = new Map(found.map((sight) => [scopeKey(sight.scope), sight]));
    const reads = await readsWhere(administrators, { by });
    const isRead = ({ scope }: LogLine): boolean => reads(scope.tenantId);
    const { person: _person, tenantId: _tenantId, from, to, ...filter } = query;
    const question: LogQuestion = {
      scopes: found.map(({ scope }) => scope),
      filter: { ...filter, from: inFull(from), to: inFull(to) },
      reader: {
        reads: isRead,
        whose: ({ scope }) => {
          const mailbox = people.get(scopeKey(scope))?.mailbox;
          return `${mailbox?.name ?? ""} ${mailbox?.address ?? ""}`;
        },
      },
    };
    const viewOf = (line: LogLine): LogLineView =>
      lineView(line, people.get(scopeKey(line.scope)), isRead(line));
    return { own, question, viewOf };
  };

  return {
    async serviceLog(call) {
      const { limit, before, ...query } = call.query;
      const { own, question, viewOf } = await ask({ ...call, query });
      const page = await logs.page(question, { limit, before });
      if (page === undefined) {
        throw new ProblemError("bad-request", "This page is not known any more.", {
          field: "before",
          remedy: "Ask for the newest lines again.",
        });
      }
      const { lines, ...rest } = page;
      const tenants = [...new Set(own.map(({ scope }) => scope.tenantId))]
        .map((id) => ({ id, name: tenantName(id) }))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      return { ...rest, entries: lines.map(viewOf), tenants };
    },

    async logTail(call) {
      const { after, ...query } = call.query;
      const { question, viewOf } = await ask({ ...call, query });
      const { lines, ...rest } = await logs.since(question, after);
      return { ...rest, entries: lines.map(viewOf) };
    },

    async logCsv(call) {
      const { question, viewOf } = await ask(call);
      const { caller, requestId } = call.by;
      await audit.record({
        ...{ actor: actorOf(caller), act: "log-exported", requestId },
        tenantId: call.realm.tenantId,
      });
      return tableOf(logs.all(question), viewOf, call.language);
    },
  };
}

function isMeant({ scope, mailbox }: Sight, { person, tenantId }: Asked["query"]): boolean {
  if (tenantId !== undefined && scope.tenantId !== tenantId) return false;
  const sought = person.trim().toLowerCase();
  const words = [mailbox?.name ?? "", mailbox?.address ?? "", scope.mailboxId];
  return words.some((word) => word.toLowerCase().includes(sought));
}

/** As lines tell it: times are compared as texts. */
function inFull(instant: string | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

function lineView(line: LogLine, sight: Sight | undefined, reads: boolean): LogLineView {
  const { id, at, scope, kind, side, origin, subject, fields, because, linkId, runId } = line;
  return {
    ...{ id, at, tenantId: scope.tenantId, mailboxId: scope.mailboxId },
    ...{ name: sight?.mailbox?.name ?? "", address: sight?.mailbox?.address ?? "" },
    // One job so far; another resource's lines will say so.
    ...{ resource: "appointment", kind, side, origin, outcome: outcomeOf(line) },
    code: outcomeOf(line) === "failed" ? codeOf(because) : null,
    ...{ subject: reads ? subject : "", fields: [...fields], because, linkId, runId },
  };
}

const columns = {
  en: "Time (UTC),Name,Address,Kind of item,Act,Written to,Made in,Outcome,Code,Subject,Fields,Why,Item,Run,Line",
  de: "Zeit (UTC),Name,Adresse,Art des Eintrags,Handlung,Nach,Aus,Ausgang,Code,Betreff,Felder,Grund,Eintrag,Lauf,Zeile",
} as const;

/** What a line is stays spelled as it is stored: a filter then means the same in every language. */
async function* tableOf(
  lines: AsyncIterable<LogLine>,
  viewOf: (line: LogLine) => LogLineView,
  language: "en" | "de",
): AsyncGenerator<string> {
  yield csvOf([columns[language].split(",")]);
  for await (const line of lines) {
    const { at, name, address, resource, kind, side, origin, outcome, code, ...rest } =
      viewOf(line);
    const { subject, fields, because, linkId, runId, id } = rest;
    yield csvLines([
      [
        ...[at, name, address, resource, kind, side ?? "", origin, outcome, code ?? ""],
        ...[subject, fields.join(" "), because, linkId ?? "", runId ?? "", id],
      ],
    ]);
  }
}
