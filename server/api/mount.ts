import express, { Router, type Request, type Response } from "express";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { actorOf, type Administrators } from "../administration/administrators.ts";
import type { Audit } from "../administration/audit.ts";
import { realmOf, type Realm } from "../administration/authority.ts";
import { scopeOfPerson, type Person } from "../engine/mailboxes/accounts.ts";
import type { MailboxScope } from "../engine/mailboxes/mailbox.ts";
import { mailboxHeader } from "./contract/mailboxes.ts";
import { routes, type NeededFeature, type Route, type RouteName } from "./contract/routes.ts";
import { languageOf, ProblemError, problemOf, requestIdOf } from "./errors.ts";
import { problems } from "./problems.ts";
import type { Call, Handler, Handlers } from "./handlers/handler.ts";
import { parsed } from "./parsed.ts";
import { callerOf } from "./security.ts";

export interface MountDeps {
  readonly handlers: Handlers;
  /** Proves who asks and keeps his Graph tokens. Throws what `errors.ts` words. */
  readonly signIn: (request: Request) => Promise<Person>;
  readonly administrators: Pick<Administrators, "authority">;
  readonly audit: Pick<Audit, "record" | "during">;
  /** Sees to it that the person's tokens cover a feature. Throws what `errors.ts` words. */
  readonly cover: (request: Request, feature: NeededFeature) => Promise<void>;
  /** What Microsoft grants us for who asks, by a token acquired now. @throws AuthError */
  readonly renew: (request: Request) => Promise<readonly string[]>;
  /** Where a request for this mailbox leads. Throws what `errors.ts` words. */
  readonly scopeOf: (
    person: Person,
    mailboxId: string,
    what: NonNullable<Route["mailbox"]>,
  ) => Promise<MailboxScope>;
  /** Whether a tenant was let in; where none was yet, anybody may show who he is, and no more. */
  readonly isTenant: (tenantId: string) => boolean;
}

/** Mounts every route of the contract for people, validated on the way in. */
export function mountRoutes(deps: MountDeps): Router {
  const { handlers, signIn, cover, scopeOf } = deps;
  const router = Router();
  // A request is a choice and a few ids; anything larger is a mistake.
  router.use(express.json({ limit: "64kb", strict: true }));
  for (const name of Object.keys(handlers) as (keyof Handlers)[]) {
    const route: Route = routes[name];
    const method = route.method.toLowerCase() as "get" | "post" | "put" | "delete";
    router[method](route.path, async (request: Request, response: Response) => {
      const { principal } = callerOf(request);
      if (route.access !== "identity" && !deps.isTenant(principal.tenantId)) {
        throw new ProblemError("tenant-unknown", "Your company is not set up here.", {
          remedy: "Whoever administers this installation can let it in.",
        });
      }
      // Who administers may not have a mailbox here, and what he sets up may be what signing in needs.
      const person = route.access === "person" ? await signIn(request) : principal;
      const realm = await realmFor(deps, route, request, response);
      const handler = handlers[name] as unknown as Handler<RouteName>;
      const call = {
        person,
        scope: await scopeAsked(route, request, person),
        realm,
        by: { caller: principal, requestId: requestIdOf(response) },
        params: stringsOf(request.params),
        query: route.query && parsed(route.query, request.query, "query"),
        body: route.body && parsed(route.body, request.body, "body"),
        grantedNow: () => deps.renew(request),
        language: languageOf(request),
      } as unknown as Call<RouteName>;
      const { needs = null } = route;
      const needed = typeof needs === "function" ? needs(call.body as never) : needs;
      if (needed !== null) await cover(request, needed);
      const answer: unknown = await told(route, request, realm, requestIdOf(response), () =>
        handler(call),
      );
      if (route.streams === undefined) response.json(answer);
      else {
        response.type(route.streams === true ? "application/json" : route.streams);
        await pipeline(Readable.from(answer as AsyncIterable<string>), response);
      }
    });
  }
  return router;

  /** What an administrator changes is never without a line of the audit trail. */
  async function told(
    { access, method, path }: Route,
    request: Request,
    { tenantId }: Realm,
    requestId: string,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    if (access !== "administrator" || method === "GET") return work();
    return deps.audit.during(
      {
        ...{ requestId, tenantId, about: `${method} ${path}` },
        actor: actorOf(callerOf(request).principal),
      },
      work,
      (error) => problems[problemOf(error).code][0] < 500,
    );
  }

  /** Never another mailbox than the one that was named: where a route knows none, it says so. */
  async function scopeAsked(route: Route, request: Request, person: Person): Promise<MailboxScope> {
    const named = request.get(mailboxHeader);
    if (route.mailbox !== undefined) {
      return scopeOf(person, named?.toLowerCase() ?? person.userId, route.mailbox);
    }
    if (named === undefined) return scopeOfPerson(person);
    const detail = `This is asked of one's own mailbox only: leave the header ${mailboxHeader} out.`;
    throw new ProblemError("bad-request", detail, { field: mailboxHeader });
  }
}

/**
 * How far the caller may look or act; everybody's own tenant where the route asks for no role.
 * @throws ProblemError `forbidden`, told in the audit trail
 */
async function realmFor(
  { administrators, audit }: MountDeps,
  { access, reach, method, path }: Route,
  request: Request,
  response: Response,
): Promise<Realm> {
  const { principal } = callerOf(request);
  if (access !== "auditor" && access !== "administrator") return { tenantId: principal.tenantId };
  const { administers, audits } = await administrators.authority(principal);
  const realm = realmOf(access === "auditor" ? audits : administers, principal.tenantId);
  if (realm !== null && (reach !== "installation" || realm.tenantId === null)) return realm;
  const { tenantId, userId, name } = principal;
  await audit.record({
    ...{ actor: { kind: "person", tenantId, userId, name }, tenantId },
    ...{ act: "access-refused", outcome: "refused", about: `${method} ${path}` },
    requestId: requestIdOf(response),
  });
  throw new ProblemError("forbidden", "This is for administrators.", {
    remedy:
      reach === "installation"
        ? "An administrator of the whole installation can do it, or let you."
        : "An administrator can give you a role in Service, or in Entra ID by an app role.",
  });
}

function stringsOf(params: Request["params"]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? "" : value]),
  );
}
