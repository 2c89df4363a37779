import type { KnownFields } from "../../engine/mailboxes/settings/field-mappings.ts";
import type { Unlinked } from "../../engine/items/unlinked.ts";
import type { MailboxScope } from "../../engine/mailboxes/mailbox.ts";
import { subjectOf } from "../../engine/run/history.ts";
import type { Store } from "../../store/store.ts";
import type { Link } from "../../sync/model.ts";
import type { Explanation } from "../contract/operator.ts";
import { ProblemError } from "../errors.ts";
import { explainLink, explainUnlinked } from "../explain.ts";
import { readerOf } from "../reader.ts";
import type { MailboxSight } from "./mailboxes.ts";

/** Asks both sides for an item by its id, in its person's name, and why it was not taken up. */
export type LookUp = (scope: MailboxScope, id: string) => Promise<Unlinked | null>;

/** More are not told apart by what was asked. */
const itemsMax = 10;

/**
 * What is known of the items that are called so.
 * @param asked.lookUp `null`: no server runs, and nobody can be asked about what is not linked
 * @param item the id of the link, the item's id on either side, or a part of its subject
 * @throws ProblemError `not-found`, or `conflict` where too many are called so
 */
export async function explain(
  store: Store,
  { scope, mailbox }: MailboxSight,
  item: string,
  { fields, lookUp }: { readonly fields: KnownFields; readonly lookUp: LookUp | null },
): Promise<Explanation> {
  const links = [...(await store.list(scope, "links")).values()];
  const byId = links.filter((one) => one.id === item || Object.values(one.ids).includes(item));
  const wanted = item.toLowerCase();
  const called = (one: Link): boolean => subjectOf(one).toLowerCase().includes(wanted);
  const found = byId.length > 0 ? byId : links.filter(called);
  if (found.length > itemsMax) {
    throw new ProblemError("conflict", `${found.length} items are called "${item}".`, {
      remedy: "Give more of the subject, or the item's id in the ERP.",
    });
  }
  const address = mailbox?.address ?? "";
  const { tenantId, mailboxId } = scope;
  const whose = { tenantId, mailboxId, address };
  if (found.length === 0) {
    const unlinked = lookUp === null ? null : await lookUp(scope, item);
    if (unlinked !== null) return { mailbox: whose, items: [explainUnlinked(unlinked)] };
    throw new ProblemError("not-found", `No item of ${address} is called "${item}".`, {
      remedy:
        "Give the item's id in the ERP or a part of its subject; private ones go by id alone.",
    });
  }
  const reader = readerOf(mailbox, "en", fields);
  const items = found.map((link) => explainLink(store, scope, link, reader));
  return { mailbox: whose, items: await Promise.all(items) };
}
