import type { KnownFields } from "../../engine/mailboxes/field-mappings.ts";
import { subjectOf } from "../../engine/run/history.ts";
import type { Store } from "../../store/store.ts";
import type { Link } from "../../sync/model.ts";
import type { Explanation } from "../contract/operator.ts";
import { ProblemError } from "../errors.ts";
import { explainLink } from "../explain.ts";
import { readerOf } from "../reader.ts";
import type { MailboxSight } from "./mailboxes.ts";

/** More are not told apart by what was asked. */
const itemsMax = 10;

/**
 * What is known of the items that are called so.
 * @param item the id of the link, the item's id on either side, or a part of its subject
 * @throws ProblemError `not-found`, or `conflict` where too many are called so
 */
export async function explain(
  store: Store,
  { scope, mailbox }: MailboxSight,
  item: string,
  fields: KnownFields,
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
  if (found.length === 0) {
    throw new ProblemError("not-found", `No item of ${address} is called "${item}".`, {
      remedy:
        "Give the item's id in the ERP or a part of its subject; private ones go by id alone.",
    });
  }
  const reader = readerOf(mailbox, "en", fields);
  const items = found.map((link) => explainLink(store, scope, link, reader));
  const { tenantId, mailboxId } = scope;
  return { mailbox: { tenantId, mailboxId, address }, items: await Promise.all(items) };
}
