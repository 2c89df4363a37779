import type { Profile, SetupOptions, Status } from "../../server/api/contract/account.ts";
import type { AdvanceView } from "../../server/api/contract/advance.ts";
import type { HistoryView, ItemView, RecordView } from "../../server/api/contract/items.ts";

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
};

export const freshItem: ItemView = {
  itemId: "item",
  linkId: null,
  state: "not-synced",
  on: false,
  syncedAt: null,
  reason: null,
  subject: "Delivery plan",
  organizer: true,
  private: false,
  series: "single",
  records: [],
  activityType: null,
  activityTypes: [
    { id: "visit", name: "Customer visit" },
    { id: "call", name: "Phone call" },
  ],
  conflicts: [],
  erp: null,
  history: [],
};

export const unsavedItem: AdvanceView = {
  on: false,
  records: [],
  activityType: null,
  activityTypes: freshItem.activityTypes,
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
  },
};

export const profile: Profile = {
  name: "Ada Lovelace",
  address: "ada@contoso.example",
  tenantId: "contoso",
  erp: { connection: "Demo ERP", user: { id: "U1", name: "Ada (Sales)" }, unavailable: false },
  scopes: ["Calendars.ReadWrite"],
  status,
  setup: {
    companyId: "DE",
    locationId: "BER",
    timeZone: "Europe/Berlin",
    calendar: { enabled: true, outlookItems: "chosen", erpItems: true },
  },
};

export const setupOptions: SetupOptions = {
  rules: {
    direction: "both",
    precedence: "newest",
    afterDeleteInOutlook: "delete",
    afterDeleteInErp: "delete",
    daysBack: 14,
    daysForward: 365,
  },
  companies: [
    {
      id: "DE",
      name: "Contoso GmbH",
      locations: [
        { id: "BER", name: "Berlin" },
        { id: "HAM", name: "Hamburg" },
      ],
    },
    { id: "NL", name: "Contoso BV", locations: [{ id: "RTM", name: "Rotterdam" }] },
  ],
  proposal: { companyId: "DE", locationId: "BER", timeZone: "Europe/Berlin" },
  timeZones: ["America/New_York", "Europe/Berlin"],
  scope: { from: "2026-08-22T00:00:00Z", to: "2027-11-20T00:00:00Z" },
  notices: [],
};
