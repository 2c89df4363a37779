import { ConnectorError } from "../../connectors/port/connector-error.ts";
import type { ErpRecord } from "../../connectors/port/facets.ts";
import {
  mistakeIn,
  withoutEmpty,
  type FormValue,
  type RecordForm,
} from "../../resources/record-form.ts";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import { scopeKey } from "../../store/store.ts";
import { ItemError } from "./item-error.ts";
import { actorOf, mailboxKey, type EngineDeps, type MailboxScope } from "../mailboxes/mailbox.ts";

/** What a person filled in. */
export interface FilledForm {
  readonly type: string;
  /** Random, of one form that was opened: sent again it makes no second record. */
  readonly key: string;
  readonly values: Readonly<Record<string, FormValue | null>>;
}

/** Records that people make in the ERP from an appointment. */
export interface NewRecords {
  /** Empty where the ERP takes none from here. @throws ItemError `setup-required`, ConnectorError */
  forms(scope: MailboxScope): Promise<readonly RecordForm[]>;
  /**
   * One record per key, however often and at once it is asked for.
   * @throws ConnectorError `rejected` with the field; without an answer (`unavailable`) it may have been
   *   made, which sending it again tells
   */
  create(scope: MailboxScope, filled: FilledForm): Promise<ErpRecord>;
}

export function createNewRecords(deps: EngineDeps): NewRecords {
  const underWay = new Map<string, Promise<ErpRecord>>();

  const mailboxOf = async (scope: MailboxScope): Promise<MailboxDocument> => {
    const mailbox = await deps.store.get(scope, "mailbox", mailboxKey);
    if (mailbox !== undefined) return mailbox;
    throw new ItemError("setup-required", "Finish Setup before records can be made.");
  };

  const make = async (scope: MailboxScope, filled: FilledForm): Promise<ErpRecord> => {
    const mailbox = await mailboxOf(scope);
    const making = deps.erp(mailbox.connectionId).records?.making;
    const actor = actorOf(mailbox);
    const { type } = filled;
    const form = (await making?.forms(actor))?.find((one) => one.type === type);
    if (making === undefined || form === undefined) {
      throw new ConnectorError("rejected", "erp", "This ERP takes no such records from here.", {
        field: "type",
      });
    }
    const values = withoutEmpty(filled.values);
    const mistake = mistakeIn(form, values);
    if (mistake !== null) {
      const { field, remedy } = mistake;
      throw new ConnectorError("rejected", "erp", remedy, { field });
    }
    // A key is its person's own: under another's nobody learns what that one made.
    const key = `${scope.mailboxId}.${filled.key}`;
    return making.create(actor, { type, key, values });
  };

  return {
    async forms(scope) {
      const mailbox = await mailboxOf(scope);
      const { records } = deps.erp(mailbox.connectionId);
      return (await records?.making?.forms(actorOf(mailbox))) ?? [];
    },

    create(scope, filled) {
      // An ERP may look for the key before it makes anything: of two clicks neither would find it yet.
      const id = `${scopeKey(scope)} ${filled.key}`;
      const before = underWay.get(id);
      if (before !== undefined) return before;
      const making = make(scope, filled).finally(() => underWay.delete(id));
      underWay.set(id, making);
      return making;
    },
  };
}
