import type { FurtherSetupView } from "../../server/api/contract/mailboxes.ts";
import type { Me } from "../../server/api/contract/service/administrators.ts";
import type { FormContent } from "../../addin/office/form.ts";
import type { Profile, SetupOptions, Status } from "../../server/api/contract/account.ts";
import type { ExplainedItem } from "../../server/api/contract/explain.ts";
import type {
  ConflictView,
  HistoryView,
  ItemView,
  RecordView,
} from "../../server/api/contract/items.ts";
import type { PlanEntryView, PlanView } from "../../server/api/contract/plan.ts";
import type { AdvanceView } from "../../server/api/contract/advance.ts";

export const northwind: RecordView = {
  type: "customer",
  typeName: "Customer",
  id: "C1",
  name: "Northwind",
  detail: "Berlin",
  webUrl: "https://erp.example/customer/C1",
};
export const maria: RecordView = {
  type: "contact",
  typeName: "Contact",
  id: "K1",
  name: "Maria Anders",
  detail: null,
  webUrl: null,
};

export const created: HistoryView = {
  id: "h1",
  at: "2026-11-20T09:00:00Z",
  kind: "created",
  side: "erp",
  origin: "microsoft",
  subject: "Delivery plan",
  changes: [{ field: "place", from: "Room 12", to: "Room 4" }],
  because: "",
  linkId: "link",
  runId: "run",
  undoable: false,
};

export const explained: ExplainedItem = {
  linkId: "link",
  whyNot: null,
  subject: "Delivery plan",
  private: false,
  choice: "on",
  syncedAt: "2026-11-20T09:00:00Z",
  microsoft: {
    id: "item",
    seen: "there",
    version: "W/1",
    modifiedAt: "2026-11-20T08:00:00Z",
    modifiedBy: null,
  },
  erp: {
    id: "A1",
    seen: "there",
    version: "7",
    modifiedAt: "2026-11-20T08:30:00Z",
    modifiedBy: "Grace Hopper",
  },
  underWay: [{ kind: "update", side: "erp", mark: "stamp" }],
  dirty: false,
  waiting: ["subject"],
  parked: null,
  fields: [
    {
      field: "subject",
      microsoft: "Delivery plan",
      erp: "Delivery plan, revised",
      agreed: { microsoft: "Plan", erp: "Plan" },
      changedSince: ["microsoft", "erp"],
    },
    {
      field: "showAs",
      microsoft: "busy",
      erp: "busy",
      agreed: { microsoft: "busy", erp: "busy" },
      changedSince: [],
    },
  ],
  log: [{ ...created, because: "6 first copy", runId: "run" }],
};

export const contested: ConflictView = {
  field: "subject",
  authors: {
    microsoft: { by: "Ada Lovelace", at: "2026-11-20T08:00:00Z" },
    erp: { by: "Grace Hopper", at: "2026-11-20T08:30:00Z" },
  },
  draft: { microsoft: "Delivery plan", erp: "Delivery plan, revised" },
  microsoft: "Delivery plan",
  erp: "Delivery plan, revised",
  days: null,
  microsoftFingerprint: "m",
  erpFingerprint: "e",
};

export const freshItem: ItemView = {
  itemId: "item",
  linkId: null,
  mapped: [],
  state: "not-synced",
  on: false,
  syncedAt: null,
  reason: null,
  subject: "Delivery plan",
  organizer: true,
  private: false,
  series: "single",
  day: null,
  sharedWith: null,
  answers: null,
  records: [],
  activityType: null,
  activityTypes: [
    { id: "visit", name: "Customer visit" },
    { id: "call", name: "Phone call" },
  ],
  conflicts: [],
  doubt: null,
  notTaken: [],
  takenOut: [],
  invitations: null,
  ending: null,
  erp: null,
  history: [],
};

export const unsavedItem: AdvanceView = {
  on: false,
  records: [],
  activityType: null,
  activityTypes: freshItem.activityTypes.map((one) => ({ ...one, category: one.name })),
};

export const linkedItem: ItemView = {
  ...freshItem,
  linkId: "link",
  state: "in-sync",
  on: true,
  syncedAt: "2026-11-20T09:00:00Z",
  records: [northwind],
  activityType: { id: "visit", name: "Customer visit" },
  erp: { id: "A1", webUrl: "https://erp.example/activity/A1" },
  history: [created],
};

export const status: Status = {
  health: "operational",
  since: "2026-11-20T08:00:00Z",
  reason: null,
  brake: null,
  calendar: {
    enabled: true,
    running: false,
    lastSyncAt: "2026-11-20T09:00:00Z",
    nextSyncAt: null,
    push: { microsoft: true, erp: false, problem: null },
    linked: 41,
    waiting: 2,
    quarantined: 1,
    stopped: [],
    progress: null,
  },
};

/** Somebody who administers nothing. */
export const me: Me = {
  name: "Ada Lovelace",
  address: "ada@contoso.example",
  tenantId: "t-1",
  userId: "u-1",
  administers: "none",
  audits: "none",
  awaitsAdministrator: false,
};

export const profile: Profile = {
  name: "Ada Lovelace",
  address: "ada@contoso.example",
  tenantId: "contoso",
  erp: {
    connection: "Demo ERP",
    user: { id: "U1", name: "Ada (Sales)" },
    unavailable: false,
    chosen: false,
  },
  fieldNames: {},
  scopes: ["Calendars.ReadWrite"],
  status,
  setup: {
    companyId: "DE",
    locationId: "BER",
    timeZone: "Europe/Berlin",
    calendar: { enabled: true, outlookItems: "chosen", erpItems: true },
  },
};

const ownCalendar = { owner: null, canEdit: true, choosable: true };

export const setupOptions: SetupOptions = {
  fields: [
    { field: "subject", ways: ["both", "toErp", "toMicrosoft"] },
    { field: "place", ways: ["both", "toErp", "toMicrosoft", "none"] },
    { field: "attendees", ways: ["toErp"] },
  ],
  rules: {
    flows: {},
    privateItems: "leaveOut",
    direction: "both",
    precedence: "newest",
    afterDeleteInOutlook: "delete",
    afterDeleteInErp: "delete",
    daysBack: 14,
    daysForward: 365,
    marks: false,
    categoryTypes: [],
  },
  // Whoever saved the whole form has chosen everything.
  own: {
    ...{
      categoryTypes: [],
      outlookItems: "chosen",
      erpItems: true,
      privateItems: "leaveOut",
      direction: "both",
    },
    ...{ precedence: "newest", afterDeleteInOutlook: "delete", afterDeleteInErp: "delete" },
    ...{ daysBack: 14, daysForward: 365, marks: false },
  },
  above: [],
  categories: ["Projects"],
  categoryTypesMax: 100,
  companies: [
    {
      id: "DE",
      name: "Contoso GmbH",
      locations: [
        { id: "BER", name: "Berlin" },
        { id: "HAM", name: "Hamburg" },
      ],
      activityTypes: ["Customer visit", "Phone call"],
    },
    {
      ...{ id: "NL", name: "Contoso BV", locations: [{ id: "RTM", name: "Rotterdam" }] },
      activityTypes: null,
    },
  ],
  proposal: { companyId: "DE", locationId: "BER", timeZone: "Europe/Berlin" },
  timeZones: ["America/New_York", "Europe/Berlin"],
  calendars: {
    all: [
      { id: "default", name: "Calendar", color: null, ...ownCalendar },
      { id: "cal-projects", name: "Projects", color: "#87d28e", ...ownCalendar },
      {
        ...{ id: "cal-holidays", name: "Holidays", color: null, ...ownCalendar },
        ...{ canEdit: false, choosable: false },
      },
      {
        id: "cal-grace",
        name: "Grace Hopper",
        color: null,
        owner: { name: "Grace Hopper", address: "grace@contoso.example" },
        canEdit: true,
        choosable: false,
      },
    ],
    chosen: ["default"],
    target: "default",
  },
  erpCancels: true,
  lacksColors: false,
  scope: { from: "2026-08-22T00:00:00Z", to: "2027-11-20T00:00:00Z" },
  notices: [],
};

const entry: PlanEntryView = {
  kind: "create",
  side: "erp",
  ids: { microsoft: "M1" },
  subject: "Delivery plan",
  when: "Nov 24, 2026, 10:00 AM – 11:00 AM",
  changes: [{ field: "place", from: null, to: "Berlin" }],
  reason: "It is only on the other side so far.",
  rule: "6 first copy",
  twins: [],
  first: null,
};

export const planEntries: readonly PlanEntryView[] = [
  entry,
  {
    ...entry,
    ...{ kind: "update", side: "microsoft", ids: { microsoft: "M2", erp: "E2" } },
    subject: "Visit",
    changes: [
      { field: "place", from: "Room 12", to: "Room 4" },
      { field: "body", from: null, to: null },
    ],
    reason: "It was changed on the other side.",
    rule: "4 no lost edit",
  },
  {
    ...entry,
    ...{ kind: "delete", ids: { microsoft: "M3", erp: "E3" }, subject: "", when: null },
    changes: [],
    reason: "It was deleted on the other side.",
    rule: "5 deleted on the other side",
  },
];

const twin = {
  ...{ subject: "Audit", when: "Nov 25, 2026, 9:00 AM – 10:00 AM", webUrl: null },
  private: false,
};

export const doubt: PlanEntryView = {
  ...entry,
  ...{ kind: "doubt", side: null, ids: {}, subject: "Audit", changes: [] },
  reason: "Several look alike on both sides, and nobody guesses.",
  rule: "in-doubt",
  twins: [
    { ...twin, side: "microsoft", id: "M8", place: "Rome" },
    { ...twin, side: "microsoft", id: "M9", place: "Oslo" },
    { ...twin, side: "erp", id: "E8", place: "Oslo" },
  ],
};

/** A series that was cut, and two that may go on with it. */
export const splitDoubt: PlanEntryView = {
  ...doubt,
  ...{ subject: "Round", reason: "A series was cut.", rule: "split-in-doubt" },
  first: { ...twin, side: "microsoft", id: "M1", subject: "Round", place: "Rome" },
  twins: [
    { ...twin, side: "microsoft", id: "M2", subject: "Training", place: "Oslo" },
    { ...twin, side: "microsoft", id: "M3", subject: "", when: null, place: null, private: true },
  ],
};

export const plan: PlanView = {
  id: "P1",
  madeAt: "2026-11-20T09:00:00Z",
  total: 3,
  marked: 0,
  counts: [
    { kind: "create", side: "erp", count: 1 },
    { kind: "update", side: "microsoft", count: 1 },
    { kind: "delete", side: "erp", count: 1 },
  ],
  doubts: [],
};

/** What Outlook's form says of an appointment with Maria Anders. */
export const formContent: FormContent = {
  subject: "Annual agreement",
  when: { allDay: false, start: "2026-11-24T09:00:00Z", end: "2026-11-24T10:00:00Z" },
  recurrence: null,
  place: "Room 5",
  body: "Agenda",
  guests: [{ address: "maria@northwind.example", name: "Maria Anders", kind: "required" }],
  private: false,
  categories: [],
};

/** A team's mailbox that the person synchronizes, kept as it comes. */
export const furtherSetup: FurtherSetupView = {
  mailbox: {
    ...{ mailboxId: "team", name: "Field Service", address: "service@contoso.example" },
    ...{ readOnly: false, outlookItems: "chosen", health: "operational", reason: null },
    ...{ running: false, lastSyncAt: "2026-11-20T08:00:00Z", nextSyncAt: null, linked: 3 },
  },
  own: { outlookItems: null, onlyToErp: false, rules: {} },
  above: {
    outlookItems: { value: "chosen", from: "default", lockedBy: null },
    direction: { value: "both", from: "default", lockedBy: null },
    precedence: { value: "erp", from: "system", lockedBy: "system" },
    afterDeleteInOutlook: { value: "delete", from: "default", lockedBy: null },
    afterDeleteInErp: { value: "delete", from: "default", lockedBy: null },
    daysBack: { value: 14, from: "default", lockedBy: null },
    daysForward: { value: 365, from: "company", lockedBy: null },
  },
  erpCancels: false,
  closed: false,
  status: { ...status, calendar: { ...status.calendar, linked: 3 } },
};
