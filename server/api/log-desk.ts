import { isWithin, type Realm } from "../administration/authority.ts";
import { codeOf, outcomeOf, type LogLine } from "../engine/log/lines.ts";
import type { LogQuestion, Logs } from "../engine/log/logs.ts";
import type { KnownFields } from "../engine/mailboxes/settings/field-mappings.ts";
import { whoseIs, type Overview, type Sight } from "../engine/mailboxes/overview.ts";
import { called, type Reader } from "../resources/appointment/show.ts";
import { scopeKey } from "../store/store.ts";
import type {
  FailedRequestView,
  LogLineView,
  LogPageQuery,
  LogPageView,
  LogQuery,
  LogTailQuery,
  LogTailView,
} from "./contract/service/log.ts";
import { ProblemError } from "./errors.ts";
import { csvLines, csvOf } from "./handlers/plan-views.ts";
import { readerOf } from "./reader.ts";
import type { RecentRequests } from "./recent-requests.ts";
import { toldBehindCode, type Language } from "./told.ts";

export interface LogDeskDeps {
  readonly overview: Pick<Overview, "sights">;
  readonly logs: Logs;
  readonly requests: Pick<RecentRequests, "find">;
  readonly tenantName: (tenantId: string) => string;
  readonly fields: KnownFields;
}

/** Who asks. */
export interface LogReaderView {
  /** How far he may look. */
  readonly realm: Realm;
  /** Whether what people of a tenant wrote is for him. */
  readonly reads: (tenantId: string) => boolean;
  readonly language: "en" | "de";
}

/** The lines of everybody's log in the words of the contract, for the portal and for operators. */
export interface LogDesk {
  /** @throws ProblemError `bad-request` for a `before` that was not given out for this question */
  page(who: LogReaderView, query: LogPageQuery): Promise<LogPageView>;
  tail(who: LogReaderView, query: LogTailQuery): Promise<LogTailView>;
  /** All such lines as CSV, piece by piece; of more than a few people person after person. */
  table(who: LogReaderView, query: LogQuery): Promise<AsyncIterable<string>>;
}

export function createLogDesk(deps: LogDeskDeps): LogDesk {
  const { overview, logs, requests, tenantName, fields } = deps;

  const ask = async ({ realm, reads, language }: LogReaderView, query: LogQuery) => {
    const own = (await overview.sights()).filter(({ scope }) => isWithin(realm, scope.tenantId));
    const found = own.filter((sight) => isMeant(sight, query));
    const people = new Map(found.map((sight) => [scopeKey(sight.scope), sight]));
    const isRead = ({ scope }: LogLine): boolean => reads(scope.tenantId);
    const { person: _person, tenantId: _tenantId, request, from, to, ...filter } = query;
    const question: LogQuestion = {
      scopes: found.map(({ scope }) => scope),
      filter: { ...filter, request: request?.trim(), from: inFull(from), to: inFull(to) },
      reader: {
        reads: isRead,
        whose: ({ scope }) => {
          const sight = people.get(scopeKey(scope));
          if (sight === undefined) return "";
          const { name, address } = whoseIs(sight);
          return `${name} ${address}`;
        },
      },
    };
    const viewOf = (line: LogLine): LogLineView => {
      const sight = people.get(scopeKey(line.scope));
      const reader = readerOf(sight?.mailbox, language, fields);
      return lineView(line, sight, { ...reader, reads: isRead(line), language });
    };
    return { own, question, viewOf };
  };

  /** Of nobody in his realm he is told nothing. */
  const failedRequest = (realm: Realm, id = ""): FailedRequestView | null => {
    const found = requests.find(id.trim());
    if (found === null) return null;
    const isHis = found.by === null ? realm.tenantId === null : isWithin(realm, found.by.tenantId);
    return isHis ? { ...found, by: found.by?.name ?? null } : null;
  };

  return {
    async page(who, { limit, before, ...query }) {
      const { own, question, viewOf } = await ask(who, query);
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
      const request = failedRequest(who.realm, query.request);
      return { ...rest, entries: lines.map(viewOf), tenants, request };
    },

    async tail(who, { after, ...query }) {
      const { question, viewOf } = await ask(who, query);
      const { lines, ...rest } = await logs.since(question, after);
      return { ...rest, entries: lines.map(viewOf) };
    },

    async table(who, query) {
      const { question, viewOf } = await ask(who, query);
      return tableOf(logs.all(question), viewOf, who.language);
    },
  };
}

function isMeant(sight: Sight, { person, tenantId }: LogQuery): boolean {
  const { scope } = sight;
  if (tenantId !== undefined && scope.tenantId !== tenantId) return false;
  const sought = person.trim().toLowerCase();
  const { name, address } = whoseIs(sight);
  const words = [name, address, scope.mailboxId];
  return words.some((word) => word.toLowerCase().includes(sought));
}

/** As lines tell it: times are compared as texts. */
function inFull(instant: string | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

function lineView(
  line: LogLine,
  sight: Sight | undefined,
  reader: Reader & { readonly reads: boolean; readonly language: Language },
): LogLineView {
  const { id, at, scope, kind, side, origin, subject, fields, because, linkId, runId } = line;
  const { requests = [] } = line;
  return {
    ...{ id, at, tenantId: scope.tenantId, mailboxId: scope.mailboxId },
    ...(sight === undefined ? { name: "", address: "" } : whoseIs(sight)),
    // One job so far; another resource's lines will say so.
    ...{ resource: "appointment", kind, side, origin, outcome: outcomeOf(line) },
    code: outcomeOf(line) === "failed" ? codeOf(because) : null,
    ...{ subject: reader.reads ? subject : "", linkId, runId },
    because: toldBehindCode(because, reader.language),
    fields: fields.map((field) => called(field, reader)),
    requests: [...requests],
  };
}

const columns = {
  en: "Time (UTC),Name,Address,Kind of item,Act,Written to,Made in,Outcome,Code,Subject,Fields,Why,Item,Run,Requests,Line",
  de: "Zeit (UTC),Name,Adresse,Art des Eintrags,Handlung,Nach,Aus,Ausgang,Code,Betreff,Felder,Grund,Eintrag,Lauf,Anfragen,Zeile",
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
    const { subject, fields, because, linkId, runId, requests, id } = rest;
    yield csvLines([
      [
        ...[at, name, address, resource, kind, side ?? "", origin, outcome, code ?? ""],
        ...[subject, fields.join(" "), because, linkId ?? "", runId ?? "", requests.join(" "), id],
      ],
    ]);
  }
}
