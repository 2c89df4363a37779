import { actorOf } from "../../../administration/administrators.ts";
import type { Connector } from "../../../connectors/port/connector.ts";
import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { MappingChanges } from "../../../engine/mailboxes/settings/field-mappings.ts";
import type { ErpConnection } from "../../../installation/installation.ts";
import {
  mappingOf,
  mistakeInMappings,
  type CustomField,
  type FieldMapping,
  type MappingMistakeCode,
} from "../../../resources/appointment/mapped.ts";
import type { FieldMappingsView, MappingView } from "../../contract/service/field-mappings.ts";
import { ProblemError, wordsOf } from "../../errors.ts";
import type { Handlers } from "../handler.ts";
import { connectionFinder, type ConnectionFinderDeps } from "./connection-finder.ts";
import { refuseStale, revisionOf } from "./revision.ts";
import { tryRules, type RulesTrialDeps } from "./rules-trial.ts";

export interface FieldMappingHandlerDeps extends ConnectionFinderDeps, RulesTrialDeps {
  readonly erp: (connectionId: string) => Connector;
  readonly mapping: MappingChanges;
}

type Language = "en" | "de";

/** Which fields of an ERP's own have a place in Outlook, as administrators map them. */
export function fieldMappingHandlers(
  deps: FieldMappingHandlerDeps,
): Pick<Handlers, "fieldMappings" | "saveFieldMappings" | "tryFieldMappings"> {
  const { audit, mapping } = deps;

  const connectionIn = connectionFinder(deps);
  const fieldsOf = async ({ id }: ErpConnection): Promise<readonly CustomField[]> =>
    (await deps.erp(id).customFields?.list()) ?? [];

  const view = async (
    connection: ErpConnection,
    language: Language,
  ): Promise<FieldMappingsView> => {
    const mapped = mapping.of(connection.id);
    const told = {
      mappings: mapped.map(wantedOf),
      revision: revisionOf(mapped),
    };
    try {
      return { ...told, fields: [...(await fieldsOf(connection))], problem: null };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const problem = wordsOf(error, language);
      return { ...told, fields: mapped.map(({ field }) => field), problem };
    }
  };

  /** @throws ProblemError naming the field that is wrong and what to do, `conflict` where somebody was faster */
  const checked = async (
    { id, ...connection }: ErpConnection,
    { mappings, revision }: { mappings: readonly MappingView[]; revision: string },
  ): Promise<readonly FieldMapping[]> => {
    refuseStale(revision, revisionOf(mapping.of(id)), "these fields");
    const fields = await fieldsOf({ id, ...connection });
    const mistake = mistakeInMappings(mappings, fields);
    if (mistake !== null) {
      const { at, field, code, about } = mistake;
      throw new ProblemError("bad-request", sentences[code](about), {
        field: `mappings.${at}.${field}`,
      });
    }
    return mappings.flatMap((one) => {
      const field = fields.find((custom) => custom.id === one.fieldId);
      return field === undefined ? [] : [mappingOf(one, id, field)];
    });
  };

  return {
    fieldMappings: ({ realm, params, language }) => view(connectionIn(realm, params), language),

    async saveFieldMappings({ realm, params, body, by, language }) {
      const connection = connectionIn(realm, params);
      const wanted = await checked(connection, body);
      const before = mapping.of(connection.id);
      const concerned = await mapping.save(connection.id, wanted);
      await audit.record({
        ...{ actor: actorOf(by.caller), act: "fields-mapped", requestId: by.requestId },
        ...{ about: connection.name, facts: { before: listed(before), now: listed(wanted) } },
      });
      return { ...(await view(connection, language)), concerned };
    },

    async tryFieldMappings(call) {
      const connection = connectionIn(call.realm, call.params);
      const wanted = await checked(connection, call.body);
      const { id, name } = connection;
      return tryRules(deps, call, {
        ...{ name, tenantId: null, concerns: () => true },
        rules: {
          ...mapping.trying(id, wanted),
          ...{ act: "fields-mapped", about: name, mapped: wanted },
          facts: { before: listed(mapping.of(id)), now: listed(wanted) },
        },
      });
    },
  };
}

function wantedOf({ field, place, flow }: FieldMapping): MappingView {
  const category = place.kind === "category" ? place.name : "";
  return { fieldId: field.id, place: place.kind, category, flow };
}

function listed(mapped: readonly FieldMapping[]): string {
  if (mapped.length === 0) return "none";
  return mapped
    .map(({ field, place, flow }) => `${field.id}: ${place.kind} ${place.name}, ${flow}`)
    .join("; ");
}

const sentences: Readonly<Record<MappingMistakeCode, (about: string) => string>> = {
  "unknown-field": (about) =>
    `The ERP has no field ${about} any more. Take this line out, or choose another field.`,
  "mapped-twice": (about) =>
    `${about} has a place in another line already. Take one of the two out.`,
  "category-needed": (about) => `Enter what the category of ${about} is to be called.`,
  "category-separators": (about) =>
    `Outlook takes categories apart at commas and semicolons, and we the name from the choice at the colon: write ${about} without them.`,
  "category-twice": (about) =>
    `Another field uses the category ${about} already. Give each a name of its own.`,
  "category-type": (about) =>
    `Only a choice, or a yes and no, fits into a category. Keep ${about} on the event instead.`,
  "read-only": (about) => `The ERP fills in ${about} itself. Let it go to Outlook only.`,
};
