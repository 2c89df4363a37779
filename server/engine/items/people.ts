import { ConnectorError } from "../../connectors/port/connector-error.ts";
import type { ErpRecord, NewContact } from "../../connectors/port/facets.ts";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import { scopeKey } from "../../store/store.ts";
import { ItemError } from "./item-error.ts";
import { actorOf, openMailbox, type EngineDeps, type MailboxScope } from "../mailboxes/mailbox.ts";

/** Somebody on an appointment, as the ERP knows him. */
export interface PersonOnItem {
  /** Lower case. */
  readonly address: string;
  /** `null`: the ERP knows nobody with this address. */
  readonly record: ErpRecord | null;
  /** Of the mailbox's own mail domain: he is not looked for. */
  readonly colleague: boolean;
}

export interface Known {
  readonly people: readonly PersonOnItem[];
  /** The record type of the company that a new contact can belong to; `null`: none can be made here. */
  readonly companyType: string | null;
}

/** Whom the ERP knows of the people on an appointment, and contacts for those it does not. */
export interface People {
  known(scope: MailboxScope, addresses: readonly string[]): Promise<Known>;
  /** One contact per address, however often and at once it is asked for. */
  create(scope: MailboxScope, contact: NewContact): Promise<ErpRecord>;
}

export function createPeople(deps: EngineDeps): People {
  const underWay = new Map<string, Promise<ErpRecord>>();

  const mailboxOf = async (scope: MailboxScope): Promise<MailboxDocument> => {
    const mailbox = await openMailbox(deps, scope);
    if (mailbox === undefined) {
      throw new ItemError("setup-required", "Finish Setup before contacts can be made.");
    }
    return mailbox;
  };

  const facetOf = (mailbox: MailboxDocument) => deps.erp(mailbox.connectionId).records?.people;

  const make = async (scope: MailboxScope, contact: NewContact): Promise<ErpRecord> => {
    const mailbox = await mailboxOf(scope);
    const people = facetOf(mailbox);
    if (people?.create === undefined) {
      throw new ConnectorError("rejected", "erp", "This ERP takes no new contacts from here.");
    }
    const actor = actorOf(mailbox);
    // Somebody else, or an answer that got lost, may have made it since the form was opened.
    const known = await people.known(actor, [contact.address]);
    return known.get(contact.address) ?? people.create(actor, contact);
  };

  return {
    async known(scope, addresses) {
      const mailbox = await mailboxOf(scope);
      const people = facetOf(mailbox);
      if (people === undefined) return { people: [], companyType: null };
      const unique = [...new Set(addresses.map((address) => address.toLowerCase()))];
      const others = unique.filter((address) => !isColleague(mailbox, address));
      const known =
        others.length === 0
          ? new Map<string, ErpRecord>()
          : await people.known(actorOf(mailbox), others);
      return {
        people: unique.map((address) => ({
          address,
          record: known.get(address) ?? null,
          colleague: isColleague(mailbox, address),
        })),
        companyType: people.create === undefined ? null : people.companyType,
      };
    },

    create(scope, contact) {
      const wanted = { ...contact, address: contact.address.toLowerCase() };
      const key = `${scopeKey(scope)} ${wanted.address}`;
      // Of two clicks at once neither would find the other's contact yet.
      const before = underWay.get(key);
      if (before !== undefined) return before;
      const making = make(scope, wanted).finally(() => underWay.delete(key));
      underWay.set(key, making);
      return making;
    },
  };
}

function isColleague({ address }: MailboxDocument, other: string): boolean {
  return other.endsWith(address.slice(address.indexOf("@")));
}
