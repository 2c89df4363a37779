import type { ActivityType } from "../../../connectors/port/facets.ts";
import type { RunContext } from "../context.ts";

/** The ERP's activity types of the person's company, asked for once a run and only when needed. */
export async function activityTypesOf(run: RunContext): Promise<readonly ActivityType[]> {
  const { profile } = run.erp;
  const { companyId } = run.actor;
  if (profile === undefined || companyId === null) return [];
  run.activityTypes ??= await profile.activityTypes(run.actor, companyId);
  return run.activityTypes;
}
