import type { z } from "zod";
import type { serviceRoutes } from "../../server/api/contract/service/routes.ts";
import { useServices } from "../services.ts";
import type { Call } from "./client.ts";

type ServiceRoutes = typeof serviceRoutes;
export type ServiceRoute = Exclude<keyof ServiceRoutes, "me">;
export type ServiceAnswer<N extends ServiceRoute> = z.output<ServiceRoutes[N]["response"]>;
type Body<N extends ServiceRoute> = ServiceRoutes[N] extends { readonly body: infer S }
  ? S extends z.ZodType
    ? { readonly body: z.input<S> }
    : object
  : object;

/** Method and path of what the Service section asks; the compiler refuses a spelling that differs. */
export const servicePaths = {
  enterToken: { method: "POST", path: "/api/administrators/token" },
  administrators: { method: "GET", path: "/api/service/administrators" },
  appoint: { method: "PUT", path: "/api/service/administrators" },
  promiseRole: { method: "PUT", path: "/api/service/administrators/promised" },
  withdrawPromise: { method: "POST", path: "/api/service/administrators/promised/withdraw" },
  dismiss: { method: "POST", path: "/api/service/administrators/dismiss" },
  audit: { method: "GET", path: "/api/service/audit" },
  mailSetup: { method: "GET", path: "/api/service/mail" },
  saveMail: { method: "PUT", path: "/api/service/mail" },
  testMail: { method: "POST", path: "/api/service/mail/test" },
  outbox: { method: "GET", path: "/api/service/mail/outbox" },
  retryMail: { method: "POST", path: "/api/service/mail/outbox/retry" },
  discardMail: { method: "POST", path: "/api/service/mail/outbox/discard" },
  verifyAudit: { method: "POST", path: "/api/service/audit/verify" },
  invitations: { method: "GET", path: "/api/service/invitations" },
  erpPeople: { method: "GET", path: "/api/service/invitations/erp" },
  checkInvitations: { method: "POST", path: "/api/service/invitations/check" },
  previewInvitation: { method: "POST", path: "/api/service/invitations/preview" },
  invite: { method: "POST", path: "/api/service/invitations" },
  exportInvitation: { method: "GET", path: "/api/service/invitations/export" },
  eraseInvitation: { method: "POST", path: "/api/service/invitations/erase" },
  start: { method: "GET", path: "/api/service/start" },
  application: { method: "GET", path: "/api/service/application" },
  saveApplication: { method: "PUT", path: "/api/service/application" },
  startFiles: { method: "GET", path: "/api/service/start/files" },
  tenants: { method: "GET", path: "/api/service/tenants" },
  saveTenant: { method: "PUT", path: "/api/service/tenants/:tenantId" },
  removeTenant: { method: "POST", path: "/api/service/tenants/:tenantId/remove" },
  consentLink: { method: "POST", path: "/api/service/tenants/:tenantId/consent" },
  checkTenant: { method: "POST", path: "/api/service/tenants/:tenantId/check" },
  consented: { method: "POST", path: "/api/service/consent" },
  connections: { method: "GET", path: "/api/service/connections" },
  saveConnection: { method: "PUT", path: "/api/service/connections/:connectionId" },
  testConnectionOf: { method: "POST", path: "/api/service/connections/:connectionId/test" },
  removeConnection: { method: "POST", path: "/api/service/connections/:connectionId/remove" },
  adoption: { method: "GET", path: "/api/service/connections/:connectionId/adoption" },
  saveAdoption: { method: "PUT", path: "/api/service/connections/:connectionId/adoption" },
  fieldMappings: { method: "GET", path: "/api/service/connections/:connectionId/fields" },
  saveFieldMappings: { method: "PUT", path: "/api/service/connections/:connectionId/fields" },
  tryFieldMappings: { method: "POST", path: "/api/service/connections/:connectionId/fields/trial" },
  jobPlaces: { method: "GET", path: "/api/service/jobs" },
  jobLevel: { method: "GET", path: "/api/service/jobs/level" },
  saveJobLevel: { method: "PUT", path: "/api/service/jobs/level" },
  tryJobLevel: { method: "POST", path: "/api/service/jobs/trial" },
  users: { method: "GET", path: "/api/service/users" },
  user: { method: "GET", path: "/api/service/users/:tenantId/:mailboxId" },
  userLinks: { method: "GET", path: "/api/service/users/:tenantId/:mailboxId/links" },
  userLog: { method: "GET", path: "/api/service/users/:tenantId/:mailboxId/log" },
  explainForUser: { method: "GET", path: "/api/service/users/:tenantId/:mailboxId/links/:linkId" },
  holdings: { method: "GET", path: "/api/service/users/:tenantId/:mailboxId/erasure" },
  eraseUser: { method: "POST", path: "/api/service/users/:tenantId/:mailboxId/erasure" },
  exportUser: { method: "GET", path: "/api/service/users/:tenantId/:mailboxId/export" },
  exportMine: { method: "GET", path: "/api/profile/export" },
  queue: { method: "GET", path: "/api/service/queue" },
  message: { method: "GET", path: "/api/service/queue/:tenantId/:mailboxId/:messageId" },
  actOnMessage: { method: "POST", path: "/api/service/queue/:tenantId/:mailboxId/:messageId" },
  switchEndpoint: { method: "PUT", path: "/api/service/queue/endpoints" },
  dryRuns: { method: "GET", path: "/api/service/dry-runs" },
  startDryRun: { method: "POST", path: "/api/service/dry-runs" },
  dryRun: { method: "GET", path: "/api/service/dry-runs/:dryRunId" },
  dryRunPlan: {
    method: "GET",
    path: "/api/service/dry-runs/:dryRunId/mailboxes/:tenantId/:mailboxId",
  },
  dryRunCsv: { method: "GET", path: "/api/service/dry-runs/:dryRunId/csv" },
  actOnDryRun: { method: "POST", path: "/api/service/dry-runs/:dryRunId/act" },
  leaving: { method: "GET", path: "/api/service/leaving" },
  leavingPreview: { method: "GET", path: "/api/service/leaving/:tenantId" },
  beginLeaving: { method: "POST", path: "/api/service/leaving/:tenantId" },
  actOnLeaving: { method: "POST", path: "/api/service/leaving/:tenantId/act" },
  leavingProof: { method: "GET", path: "/api/service/leaving/:tenantId/proof" },
  uninstall: { method: "GET", path: "/api/service/uninstall" },
  uninstallPreview: { method: "GET", path: "/api/service/uninstall/preview" },
  beginUninstall: { method: "POST", path: "/api/service/uninstall" },
  actOnUninstall: { method: "POST", path: "/api/service/uninstall/act" },
  uninstallProof: { method: "GET", path: "/api/service/uninstall/proof" },
  abilities: { method: "GET", path: "/api/service/connections/:connectionId/abilities" },
  erpRights: { method: "GET", path: "/api/service/connections/:connectionId/rights" },
  erpTerms: { method: "GET", path: "/api/service/connections/:connectionId/terms" },
  saveErpTerms: { method: "PUT", path: "/api/service/connections/:connectionId/terms" },
  retention: { method: "GET", path: "/api/service/retention" },
  saveRetention: { method: "PUT", path: "/api/service/retention" },
  tryRetention: { method: "POST", path: "/api/service/retention/trial" },
  health: { method: "GET", path: "/api/service/health" },
  examine: { method: "GET", path: "/api/service/doctor" },
  figures: { method: "GET", path: "/api/service/figures" },
  serviceLog: { method: "GET", path: "/api/service/log" },
  logTail: { method: "GET", path: "/api/service/log/tail" },
  logCsv: { method: "GET", path: "/api/service/log/csv" },
  identity: { method: "GET", path: "/api/service/users/:tenantId/:mailboxId/identity" },
  erpUsers: { method: "GET", path: "/api/service/users/:tenantId/:mailboxId/erp-users" },
  setIdentity: { method: "PUT", path: "/api/service/users/:tenantId/:mailboxId/identity" },
  invitedIdentity: { method: "GET", path: "/api/service/invitations/identity" },
  invitedErpUsers: { method: "GET", path: "/api/service/invitations/erp-users" },
  setInvitedIdentity: { method: "PUT", path: "/api/service/invitations/identity" },
  actOnUser: { method: "POST", path: "/api/service/users/:tenantId/:mailboxId/act" },
} as const satisfies {
  readonly [N in ServiceRoute]: Readonly<Pick<ServiceRoutes[N], "method" | "path">>;
};

export type AskService = <N extends ServiceRoute>(
  name: N,
  call?: Omit<Call, "body"> & Body<N>,
) => Promise<ServiceAnswer<N>>;

/** The backend as the Service section asks it; each call throws `Failure`. */
export function useService(): AskService {
  const { api } = useServices();
  return (name, call) => api.ask(servicePaths[name], call);
}

/** The same for what is answered as a file. */
export function useServiceFile(): (name: ServiceRoute, call?: Call) => Promise<Blob> {
  const { api } = useServices();
  return (name, call) => api.file(servicePaths[name], call);
}
