import type { Administrators } from "../../../administration/administrators.ts";
import { isWithin, realmOf, type Realm } from "../../../administration/authority.ts";
import type { Overview, Sight } from "../../../engine/mailboxes/overview.ts";
import { mailboxScope } from "../../../engine/mailboxes/mailbox.ts";
import { ProblemError } from "../../errors.ts";
import type { Call } from "../handler.ts";

type AnyCall = Pick<Call<"user">, "params" | "realm" | "by">;

/**
 * The mailbox that a route names.
 * @throws ProblemError `not-found` where there is none, and where it is beyond the caller's realm
 */
export async function sightAsked(
  overview: Overview,
  { params, realm }: Pick<AnyCall, "params" | "realm">,
): Promise<Sight> {
  const { tenantId = "", mailboxId = "" } = params;
  const sight = isWithin(realm, tenantId)
    ? await overview.sight(mailboxScope(tenantId, mailboxId))
    : undefined;
  if (sight !== undefined) return sight;
  throw new ProblemError("not-found", "Nobody by this id uses the product.");
}

/**
 * Whether the caller may read what items hold. Who audits sees that something was done and when, and
 * never what people wrote.
 */
export async function mayRead(
  administrators: Pick<Administrators, "authority">,
  call: Pick<AnyCall, "by">,
  tenantId: string,
): Promise<boolean> {
  return (await readsWhere(administrators, call))(tenantId);
}

/** The same of every tenant, for whoever shows many at once. */
export async function readsWhere(
  administrators: Pick<Administrators, "authority">,
  { by }: Pick<AnyCall, "by">,
): Promise<(tenantId: string) => boolean> {
  const { administers } = await administrators.authority(by.caller);
  const realm: Realm | null = realmOf(administers, by.caller.tenantId);
  return (tenantId) => realm !== null && isWithin(realm, tenantId);
}

/**
 * A tenant, or `null` for everybody here; the asker's own where he names none.
 * @throws ProblemError for what lies beyond his realm
 */
export function levelAsked(
  call: Pick<AnyCall, "realm" | "by">,
  asked: string | undefined,
): string | null {
  return asked === "everybody" && call.realm.tenantId === null ? null : tenantAsked(call, asked);
}

/** The asker's own where he names none. @throws ProblemError for what lies beyond his realm */
export function tenantAsked(
  { realm, by }: Pick<AnyCall, "realm" | "by">,
  asked: string | undefined,
): string {
  const tenantId = asked ?? realm.tenantId ?? by.caller.tenantId;
  if (isWithin(realm, tenantId)) return tenantId;
  throw new ProblemError("not-found", "There is no such tenant here.", { field: "tenantId" });
}

/** Said of an address that nobody invited. */
export function notInvited(): ProblemError {
  return new ProblemError("not-found", "Nobody with this address was invited.", {
    ...{ field: "address", remedy: "See who was, under Invitations." },
  });
}
