import { accountHandlers } from "../api/handlers/account.ts";
import { advanceHandlers } from "../api/handlers/advance.ts";
import { decisionHandlers } from "../api/handlers/decisions.ts";
import type { HandlerDeps, Handlers } from "../api/handlers/handler.ts";
import { itemHandlers } from "../api/handlers/items.ts";
import { mailboxHandlers } from "../api/handlers/mailboxes.ts";
import { newRecordHandlers } from "../api/handlers/new-records.ts";
import { peopleHandlers } from "../api/handlers/people.ts";
import { planHandlers } from "../api/handlers/plans.ts";
import { previewHandlers } from "../api/handlers/previews.ts";
import { abilityHandlers } from "../api/handlers/service/abilities.ts";
import { administratorHandlers } from "../api/handlers/service/administrators.ts";
import { adoptionHandlers } from "../api/handlers/service/adoption.ts";
import { applicationHandlers } from "../api/handlers/service/application.ts";
import { auditHandlers } from "../api/handlers/service/audit.ts";
import { connectionHandlers } from "../api/handlers/service/connections.ts";
import { doctorHandlers } from "../api/handlers/service/doctor.ts";
import { dryRunHandlers } from "../api/handlers/service/dry-runs.ts";
import { erasureHandlers } from "../api/handlers/service/erasure.ts";
import { erpTermsHandlers } from "../api/handlers/service/erp-terms.ts";
import { fieldMappingHandlers } from "../api/handlers/service/field-mappings.ts";
import { healthHandlers } from "../api/handlers/service/health.ts";
import { identityHandlers } from "../api/handlers/service/identity.ts";
import { invitationHandlers } from "../api/handlers/service/invitations.ts";
import { jobHandlers } from "../api/handlers/service/jobs.ts";
import { leavingHandlers } from "../api/handlers/service/leaving.ts";
import { logHandlers } from "../api/handlers/service/log.ts";
import { mailHandlers } from "../api/handlers/service/mail.ts";
import { queueHandlers } from "../api/handlers/service/queue.ts";
import { retentionHandlers } from "../api/handlers/service/retention.ts";
import { startHandlers } from "../api/handlers/service/start.ts";
import { tenantHandlers } from "../api/handlers/service/tenants.ts";
import type { UninstallDesk } from "../api/handlers/service/uninstall-desk.ts";
import { uninstallHandlers } from "../api/handlers/service/uninstall.ts";
import { userHandlers } from "../api/handlers/service/users.ts";
import { undoHandlers } from "../api/handlers/undo.ts";
import type { Audit } from "../administration/audit.ts";
import type { Doctor } from "../api/doctor/doctor.ts";
import type { Overview } from "../engine/mailboxes/overview.ts";

type AskedFor<Makers extends ((deps: never) => unknown)[]> = Makers extends [
  (deps: infer Deps) => unknown,
  ...infer Others extends ((deps: never) => unknown)[],
]
  ? Deps & AskedFor<Others>
  : unknown;

/** All that the handlers of Service ask for, together. */
type ServiceParts = AskedFor<
  [
    typeof abilityHandlers,
    typeof administratorHandlers,
    typeof adoptionHandlers,
    typeof connectionHandlers,
    typeof dryRunHandlers,
    typeof erasureHandlers,
    typeof erpTermsHandlers,
    typeof fieldMappingHandlers,
    typeof healthHandlers,
    typeof identityHandlers,
    typeof invitationHandlers,
    typeof jobHandlers,
    typeof leavingHandlers,
    typeof logHandlers,
    typeof mailHandlers,
    typeof queueHandlers,
    typeof retentionHandlers,
    typeof startHandlers,
    typeof tenantHandlers,
    typeof userHandlers,
  ]
> & {
  readonly audit: Audit;
  readonly overview: Overview;
  readonly doctor: Doctor;
  readonly uninstallDesk: UninstallDesk;
};

/** What people ask of their own mailboxes. */
export function personHandlers(parts: HandlerDeps) {
  return {
    ...accountHandlers(parts),
    ...planHandlers(parts),
    ...itemHandlers(parts),
    ...decisionHandlers(parts),
    ...undoHandlers(parts),
    ...advanceHandlers(parts),
    ...peopleHandlers(parts),
    ...newRecordHandlers(parts),
    ...previewHandlers(parts),
    ...mailboxHandlers(parts),
  };
}

/** What administrators and auditors ask; the application's registration is also asked for before anybody is one. */
export function serviceHandlers(
  parts: ServiceParts,
  { application, saveApplication }: ReturnType<typeof applicationHandlers>,
) {
  return {
    ...{ application, saveApplication },
    ...administratorHandlers(parts),
    ...tenantHandlers(parts),
    ...startHandlers(parts),
    ...connectionHandlers(parts),
    ...abilityHandlers(parts),
    ...adoptionHandlers(parts),
    ...fieldMappingHandlers(parts),
    ...auditHandlers(parts.audit, parts.overview),
    ...mailHandlers(parts),
    ...invitationHandlers(parts),
    ...jobHandlers(parts),
    ...dryRunHandlers(parts),
    ...userHandlers(parts),
    ...identityHandlers(parts),
    ...erasureHandlers(parts),
    ...queueHandlers(parts),
    ...leavingHandlers(parts),
    ...uninstallHandlers(parts.uninstallDesk),
    ...erpTermsHandlers(parts),
    ...retentionHandlers(parts),
    ...logHandlers(parts),
    ...doctorHandlers(parts.doctor, parts.clock),
    ...healthHandlers(parts),
  } satisfies Partial<Handlers>;
}
