import type { FirstRouteName, routes, ServiceRouteName } from "../../server/api/contract/routes.ts";

type Routes = typeof routes;
/** Those of the Service section stand in `service.ts`, which only administrators load, and the first in `first.ts`. */
export type RouteName = Exclude<keyof Routes, ServiceRouteName | FirstRouteName> | "me";

/**
 * Method and path of every route. Repeated from the contract because the browser takes only its
 * types; the compiler refuses a spelling that differs.
 */
export const paths = {
  config: { method: "GET", path: "/api/config" },
  me: { method: "GET", path: "/api/me" },
  profile: { method: "GET", path: "/api/profile" },
  status: { method: "GET", path: "/api/status" },
  testConnection: { method: "POST", path: "/api/profile/test" },
  setupOptions: { method: "GET", path: "/api/setup" },
  saveSetup: { method: "PUT", path: "/api/setup" },
  allowColors: { method: "POST", path: "/api/setup/colors" },
  syncNow: { method: "POST", path: "/api/sync" },
  stopSync: { method: "POST", path: "/api/sync/stop" },
  continueSync: { method: "POST", path: "/api/sync/continue" },
  refresh: { method: "POST", path: "/api/sync/refresh" },
  log: { method: "GET", path: "/api/log" },
  setAside: { method: "GET", path: "/api/set-aside" },
  retrySetAside: { method: "POST", path: "/api/set-aside/retry" },
  makePlan: { method: "POST", path: "/api/plans" },
  planEntries: { method: "GET", path: "/api/plans/:planId/entries" },
  planCsv: { method: "GET", path: "/api/plans/:planId/csv" },
  carryOutPlan: { method: "POST", path: "/api/plans/:planId/carry-out" },
  decidePairs: { method: "POST", path: "/api/plans/:planId/pairs" },
  findItem: { method: "POST", path: "/api/items/find" },
  item: { method: "GET", path: "/api/items/:itemId" },
  endMeeting: { method: "POST", path: "/api/items/:itemId/ending" },
  decideDoubt: { method: "POST", path: "/api/items/:itemId/doubt" },
  sendInvitations: { method: "POST", path: "/api/items/:itemId/invitations" },
  openActivity: { method: "GET", path: "/api/activities/:activityId/outlook" },
  chooseItem: { method: "PUT", path: "/api/items/:itemId/choice" },
  releaseItem: { method: "POST", path: "/api/items/:itemId/release" },
  syncItem: { method: "POST", path: "/api/items/:itemId/sync" },
  answerConflict: { method: "POST", path: "/api/items/:itemId/answer" },
  waitingItems: { method: "GET", path: "/api/waiting" },
  explainItem: { method: "GET", path: "/api/items/:itemId/explanation" },
  previewItem: { method: "POST", path: "/api/items/:itemId/preview" },
  itemRecords: { method: "GET", path: "/api/items/:itemId/records" },
  previewUndo: { method: "POST", path: "/api/undo/preview" },
  undo: { method: "POST", path: "/api/undo" },
  records: { method: "GET", path: "/api/records" },
  advance: { method: "GET", path: "/api/advance/:key" },
  makeAdvance: { method: "PUT", path: "/api/advance/:key" },
  people: { method: "POST", path: "/api/people" },
  createContact: { method: "POST", path: "/api/people/contact" },
  previewUnsaved: { method: "POST", path: "/api/advance/preview" },
  recordForms: { method: "GET", path: "/api/record-forms" },
  createRecord: { method: "POST", path: "/api/records" },
  withdrawAdvance: { method: "POST", path: "/api/advance/:key/withdraw" },
  mailboxes: { method: "GET", path: "/api/mailboxes" },
  addMailbox: { method: "POST", path: "/api/mailboxes" },
  giveUpMailbox: { method: "DELETE", path: "/api/mailboxes/:mailboxId" },
  furtherSetup: { method: "GET", path: "/api/mailboxes/:mailboxId/setup" },
  saveFurtherSetup: { method: "PUT", path: "/api/mailboxes/:mailboxId/setup" },
  planFurther: { method: "POST", path: "/api/mailboxes/:mailboxId/plan" },
  actOnFurther: { method: "POST", path: "/api/mailboxes/:mailboxId/act" },
} as const satisfies {
  readonly [Name in RouteName]: Readonly<Pick<Routes[Name], "method" | "path">>;
};

type OfMailbox = {
  [Name in RouteName]: Routes[Name] extends { readonly mailbox: unknown } ? Name : never;
}[RouteName];

/** The routes that may be asked for a further mailbox of the person; also refused where it differs. */
const ofMailbox: Readonly<Record<OfMailbox, true>> = {
  syncNow: true,
  log: true,
  setAside: true,
  retrySetAside: true,
  findItem: true,
  item: true,
  sendInvitations: true,
  endMeeting: true,
  decideDoubt: true,
  openActivity: true,
  chooseItem: true,
  releaseItem: true,
  syncItem: true,
  answerConflict: true,
  waitingItems: true,
  explainItem: true,
  previewItem: true,
  itemRecords: true,
  previewUndo: true,
  undo: true,
  records: true,
  advance: true,
  makeAdvance: true,
  withdrawAdvance: true,
  people: true,
  createContact: true,
  previewUnsaved: true,
  recordForms: true,
  createRecord: true,
};

export function isOfMailbox(name: RouteName): boolean {
  return Object.hasOwn(ofMailbox, name);
}
