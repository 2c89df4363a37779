import { ConnectorError } from "../../connectors/port/connector-error.ts";
import type { ActivityType, ErpRecord, RecordRef } from "../../connectors/port/facets.ts";
import { actorOf, mailboxKey } from "../../engine/mailboxes/mailbox.ts";
import type { Reader } from "../../resources/appointment/show.ts";
import type { RecordView } from "../contract/items.ts";
import { readerOf } from "../reader.ts";
import type { Call, HandlerDeps } from "./handler.ts";
import { bareRecord, recordView } from "./views.ts";

export type AnyCall = Pick<Call<"item">, "person" | "scope" | "language">;

/** Asks the ERP what ids are called; where it cannot be asked, a view is shown without its names. */
export interface Names {
  readonly named: (call: AnyCall, refs: readonly RecordRef[]) => Promise<readonly ErpRecord[]>;
  readonly activityTypes: (call: AnyCall) => Promise<ActivityType[]>;
  readonly shown: (call: AnyCall, record: ErpRecord) => RecordView;
  /** A reader who is told the names of these records and of the activity types. */
  readonly reader: (
    call: AnyCall,
    records: readonly ErpRecord[],
    types: readonly ActivityType[],
  ) => Promise<Reader>;
}

/** The type by its name, or by its id where the ERP told none. */
export function namedType(types: readonly ActivityType[], id: string | null): ActivityType | null {
  return id === null ? null : (types.find((one) => one.id === id) ?? { id, name: id });
}

export function createNames({ accounts, engineDeps, fields }: HandlerDeps): Names {
  return {
    async named(call, refs) {
      const { records } = accounts.erp(call.person);
      if (refs.length === 0 || records === undefined) return refs.map(bareRecord);
      const mailbox = await engineDeps.store.get(call.scope, "mailbox", mailboxKey);
      if (mailbox === undefined) return refs.map(bareRecord);
      try {
        const found = await records.get(actorOf(mailbox), refs);
        return refs.map(
          (ref) =>
            found.find((one) => one.type === ref.type && one.id === ref.id) ?? bareRecord(ref),
        );
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        return refs.map(bareRecord);
      }
    },

    async activityTypes(call) {
      try {
        return [...(await accounts.activityTypes(call.person))];
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        return [];
      }
    },

    shown(call, record) {
      const types = accounts.erp(call.person).records?.types ?? [];
      return recordView(record, types, call.language);
    },
    async reader({ scope, language }, records, types) {
      const mailbox = await engineDeps.store.get(scope, "mailbox", mailboxKey);
      return {
        ...readerOf(mailbox, language, fields),
        names: new Map([
          ...types.map(({ id, name }) => [id, name] as const),
          ...records.map(({ type, id, name }) => [`${type}/${id}`, name] as const),
        ]),
      };
    },
  };
}
