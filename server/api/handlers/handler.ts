import type { z } from "zod";
import type { By } from "../../administration/administrators.ts";
import type { Realm } from "../../administration/authority.ts";
import type { Accounts, Person } from "../../engine/mailboxes/accounts.ts";
import type { Plans } from "../../engine/dry-run/desk.ts";
import type { Previews } from "../../engine/dry-run/preview.ts";
import type { Engine } from "../../engine/engine.ts";
import type { FurtherMailboxes } from "../../engine/mailboxes/further-mailboxes.ts";
import type { KnownFields } from "../../engine/mailboxes/settings/field-mappings.ts";
import type { FurtherSetup } from "../../engine/mailboxes/further-setup.ts";
import type { EngineDeps, MailboxScope } from "../../engine/mailboxes/mailbox.ts";
import type { FirstRouteName, routes, RouteName } from "../contract/routes.ts";

type Definition<N extends RouteName> = (typeof routes)[N];
type Parsed<N extends RouteName, Part extends "query" | "body"> =
  Definition<N> extends Readonly<Record<Part, infer S>>
    ? S extends z.ZodType
      ? z.output<S>
      : undefined
    : undefined;

/** What a handler is given: everything validated, the person proved by his token. */
export interface Call<N extends RouteName> {
  readonly person: Person;
  /** The mailbox: a further one of the person's where the route may be asked for it, else his own. */
  readonly scope: MailboxScope;
  /** How far he may look or act, where the route asks for a role; else his own tenant. */
  readonly realm: Realm;
  /** Who asks and in which request, for the audit trail. */
  readonly by: By;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Parsed<N, "query">;
  readonly body: Parsed<N, "body">;
  /** What Microsoft grants us for who asks, by a token acquired now. @throws AuthError */
  readonly grantedNow: () => Promise<readonly string[]>;
  /** From Accept-Language: the language of type names and formatted values. */
  readonly language: "en" | "de";
}

/** Answers one route; failures are thrown and worded in `errors.ts`. */
export type Handler<N extends RouteName> = (
  call: Call<N>,
) => Promise<
  Definition<N> extends { readonly streams: true | "text/csv" }
    ? AsyncIterable<string>
    : z.input<Definition<N>["response"]>
>;

/** Of those that ask for a token of the add-in; the others are answered before that wall. */
export type Handlers = {
  readonly [N in Exclude<RouteName, "config" | FirstRouteName>]: Handler<N>;
};

export interface HandlerDeps {
  readonly engine: Engine;
  readonly accounts: Accounts;
  readonly engineDeps: EngineDeps;
  readonly plans: Plans;
  readonly previews: Previews;
  readonly further: FurtherMailboxes;
  readonly furtherSetup: FurtherSetup;
  /** Graph scopes granted for this person. */
  readonly scopesOf: (person: Person) => Promise<readonly string[]>;
  readonly connectionName: (connectionId: string) => string;
  /** Fields of each ERP's own, for who is told of them. */
  readonly fields: KnownFields;
}
