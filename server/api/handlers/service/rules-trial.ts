import { actorOf } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import type { SurveyWish, TriedRules } from "../../../engine/dry-run/survey.ts";
import type { Surveys } from "../../../engine/dry-run/surveys.ts";
import type { DryRunSummary } from "../../contract/service/dry-runs.ts";
import type { Call } from "../handler.ts";
import { summaryView } from "./dry-run-views.ts";

export interface RulesTrialDeps {
  readonly audit: Pick<Audit, "record">;
  readonly surveys: Surveys;
}

/** Begins the dry run of rules that are not saved with everybody whom they concern, and tells the trail. */
export async function tryRules(
  { audit, surveys }: RulesTrialDeps,
  { by, language }: Pick<Call<"tryJobLevel">, "by" | "language">,
  wish: Pick<SurveyWish, "name" | "tenantId" | "concerns"> & { readonly rules: TriedRules },
): Promise<DryRunSummary> {
  const { tenantId, userId, name } = by.caller;
  const maker = { tenantId, userId, name };
  const survey = await surveys.start(maker, { ...wish, anew: false, alsoOff: false });
  await audit.record({
    ...{ actor: actorOf(by.caller), act: "rules-tried", about: wish.rules.about },
    ...{ tenantId: wish.tenantId, facts: wish.rules.facts, requestId: by.requestId },
  });
  return summaryView(survey, true, language);
}
