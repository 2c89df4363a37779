import type { AuditAct } from "../../../administration/acts.ts";
import { actorOf, type Administrators } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import { isWithin, realmOf, type Realm } from "../../../administration/authority.ts";
import {
  entriesOf,
  isToDo,
  type Survey,
  type SurveyRow,
  type SurveyWish,
} from "../../../engine/dry-run/survey.ts";
import type { Surveys } from "../../../engine/dry-run/surveys.ts";
import { listMailboxes } from "../../../engine/mailboxes/people/directory.ts";
import type { KnownFields } from "../../../engine/mailboxes/settings/field-mappings.ts";
import { ProblemError } from "../../errors.ts";
import type { Call, Handlers } from "../handler.ts";
import {
  dryRunTable,
  planEntriesView,
  rowStateOf,
  rowView,
  summaryView,
  type TableReader,
} from "./dry-run-views.ts";
import { jobPlaces, type PlaceDeps } from "./job-places.ts";
import { jobOf } from "./jobs.ts";

export interface DryRunHandlerDeps extends PlaceDeps {
  readonly surveys: Surveys;
  readonly administrators: Pick<Administrators, "authority">;
  readonly audit: Pick<Audit, "record">;
  readonly tenantName: (tenantId: string) => string;
  readonly fields: KnownFields;
}

type DryRunHandlers = Pick<
  Handlers,
  "dryRuns" | "startDryRun" | "dryRun" | "dryRunPlan" | "dryRunCsv" | "actOnDryRun"
>;
type AnyCall = Pick<Call<"dryRunCsv">, "params" | "realm" | "by" | "language">;

/** What the next runs of many mailboxes would do, and having it done. */
export function dryRunHandlers(deps: DryRunHandlerDeps): DryRunHandlers {
  const { store, surveys, administrators, audit, fields } = deps;
  const places = jobPlaces(deps);

  /** Whether the caller administers all of it, and may have it done. */
  const mayAct = async ({ by: { caller } }: Pick<AnyCall, "by">, survey: Survey) => {
    const { administers } = await administrators.authority(caller);
    const realm = realmOf(administers, caller.tenantId);
    return realm !== null && covers(realm, survey);
  };

  const readerOf = async (
    call: Pick<AnyCall, "by" | "language">,
    survey: Survey,
  ): Promise<TableReader> => ({
    language: call.language,
    // Who may act reads what people wrote; what rules would do to them is shown to nobody but by when and why.
    reads: survey.rules === undefined && (await mayAct(call, survey)),
    // Rules that are tried may call a field otherwise than those that are saved.
    fields: (connectionId) => [...(survey.rules?.mapped ?? []), ...fields(connectionId)],
  });

  const find = ({ params, realm }: AnyCall): Survey => {
    const survey = surveys.find(params["dryRunId"] ?? "");
    if (survey !== undefined && covers(realm, survey)) return survey;
    throw new ProblemError("not-found", "This dry run is not kept any more.", {
      remedy: "Start it again.",
    });
  };

  const tell = async (
    { by }: Pick<AnyCall, "by">,
    act: AuditAct,
    survey: Pick<Survey, "name" | "tenantId">,
    facts: Readonly<Record<string, string | number | boolean>>,
  ): Promise<void> => {
    const about = survey.name === "" ? "system" : survey.name;
    const { requestId, caller } = by;
    const { tenantId } = survey;
    await audit.record({ actor: actorOf(caller), act, about, tenantId, facts, requestId });
  };

  const tenantsIn = async (realm: Realm): Promise<{ id: string; name: string }[]> => {
    const ids = (await listMailboxes(store)).map(({ tenantId }) => tenantId);
    return [...new Set(ids)]
      .filter((id) => isWithin(realm, id))
      .map((id) => ({ id, name: deps.tenantName(id) }));
  };

  const wishOf = async (
    { realm, by }: Pick<Call<"startDryRun">, "realm" | "by">,
    { job, whose, anew, alsoOff }: Call<"startDryRun">["body"],
  ): Promise<SurveyWish> => {
    jobOf(job);
    const { connectionId, companyId } = whose;
    if (companyId !== undefined) {
      const { name, tenantId } = await places.find(realm, by, { job, connectionId, companyId });
      return {
        ...{ name, anew, alsoOff, tenantId: tenantId ?? realm.tenantId },
        concerns: (one) =>
          one.connectionId === connectionId &&
          one.companyId === companyId &&
          isWithin(realm, one.tenantId) &&
          // Else one who was connected before would be shown to whoever looks after this tenant alone.
          (tenantId === null || one.tenantId === tenantId),
      };
    }
    const tenantId = whose.tenantId ?? realm.tenantId;
    if (tenantId === null) {
      return { name: "", tenantId, anew, alsoOff, concerns: () => true };
    }
    const tenant = (await tenantsIn(realm)).find(({ id }) => id === tenantId);
    if (tenant === undefined) {
      throw new ProblemError("not-found", "Nobody of this tenant has finished Setup.", {
        field: "whose.tenantId",
      });
    }
    const { name } = tenant;
    return { name, tenantId, anew, alsoOff, concerns: (one) => one.tenantId === tenantId };
  };

  return {
    async dryRuns(call) {
      const found = surveys.list().filter((one) => covers(call.realm, one));
      const views = found.map(async (one) =>
        summaryView(one, await mayAct(call, one), call.language),
      );
      return { dryRuns: await Promise.all(views), tenants: await tenantsIn(call.realm) };
    },

    async startDryRun(call) {
      const wish = await wishOf(call, call.body);
      const { tenantId, userId, name } = call.by.caller;
      const survey = await surveys.start({ tenantId, userId, name }, wish);
      await tell(call, "dry-run-started", survey, { anew: wish.anew, alsoOff: wish.alsoOff });
      return summaryView(survey, true, call.language);
    },

    async dryRun(call) {
      const survey = find(call);
      const { text, state, offset, limit } = call.query;
      const sought = text.trim().toLowerCase();
      const found = survey.rows.filter(
        (row) =>
          (state === undefined || rowStateOf(row) === state) &&
          `${row.mailbox.name} ${row.mailbox.address}`.toLowerCase().includes(sought),
      );
      return {
        summary: summaryView(survey, await mayAct(call, survey), call.language),
        matching: found.length,
        rows: found.slice(offset, offset + limit).map((row) => rowView(row, call.language)),
      };
    },

    async dryRunPlan(call) {
      const survey = find(call);
      const row = rowOf(survey, call.params);
      const { offset, limit } = call.query;
      const view = planEntriesView(row, await readerOf(call, survey));
      const { since } = row;
      return {
        row: rowView(row, call.language),
        entries: view((entriesOf(row) ?? []).slice(offset, offset + limit)),
        since:
          since === null
            ? null
            : { appeared: view(since.appeared), vanished: view(since.vanished) },
      };
    },

    async dryRunCsv(call) {
      const survey = find(call);
      await tell(call, "dry-run-exported", survey, { mailboxes: survey.rows.length });
      return dryRunTable(survey, await readerOf(call, survey));
    },

    async actOnDryRun(call) {
      const survey = find(call);
      if (call.body.act === "stop") {
        surveys.stop(survey.id);
        await tell(call, "dry-run-stopped", survey, { phase: survey.phase });
      } else {
        const { rules } = survey;
        const mailboxes = survey.rows.filter(isToDo).length;
        surveys.carryOut(survey.id, call.body.fingerprint, async () => {
          if (rules === undefined) return;
          await tell(call, rules.act, { ...survey, name: rules.about }, rules.facts);
        });
        await tell(call, "dry-run-carried-out", survey, { mailboxes });
      }
      return summaryView(survey, true, call.language);
    },
  };
}

function covers(realm: Realm, { tenantId }: Pick<Survey, "tenantId">): boolean {
  return tenantId === null ? realm.tenantId === null : isWithin(realm, tenantId);
}

function rowOf({ rows }: Survey, { tenantId, mailboxId }: Call<"dryRunPlan">["params"]): SurveyRow {
  const row = rows.find(
    ({ mailbox }) => mailbox.tenantId === tenantId && mailbox.mailboxId === mailboxId,
  );
  if (row !== undefined) return row;
  throw new ProblemError("not-found", "This mailbox is not among those of the dry run.");
}
