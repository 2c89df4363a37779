import { DateTime } from "luxon";
import { tenants, users as people } from "../tenants.ts";
import { seededRecords } from "./seed-records.ts";
import type {
  Activity,
  ActivityType,
  Company,
  ErpData,
  ErpUser,
  Installation,
  Location,
} from "./model.ts";

/** One installation per tenant; the keys are public, like everything in the sandbox. */
export const installations: readonly Installation[] = tenants.map(({ id, name, domain }) => ({
  tenantId: id,
  name: `${name} ERP`,
  apiKey: `demo-erp-key-${domain.split(".")[0] ?? domain}`,
}));

const [contoso, fabrikam] = tenants;

const companies: readonly Company[] = [
  { id: "co-eu", tenantId: contoso.id, name: "Contoso Europe GmbH", timeZone: "Europe/Berlin" },
  { id: "co-es", tenantId: contoso.id, name: "Contoso Iberia S.L.", timeZone: "Europe/Madrid" },
  { id: "fa-us", tenantId: fabrikam.id, name: "Fabrikam Inc.", timeZone: "America/New_York" },
];

const locations: readonly Location[] = [
  { id: "loc-berlin", company: "co-eu", name: "Berlin" },
  { id: "loc-vienna", company: "co-eu", name: "Vienna" },
  { id: "loc-madrid", company: "co-es", name: "Madrid" },
  { id: "loc-newyork", company: "fa-us", name: "New York" },
];

const typeNames = ["Meeting", "Call", "Site visit", "Demo", "Negotiation"];

const activityTypes: readonly ActivityType[] = companies.flatMap(({ id: company }) =>
  typeNames.map((name) => ({
    id: `${company}-${name.toLowerCase().replaceAll(" ", "-")}`,
    company,
    name,
  })),
);

/** Whom the ERP lets administer it; Entra knows nothing of it. */
const administratorOfErp = "grace@contoso.example";

/** Ada works for both Contoso companies: Setup has something to ask her. */
const inBothCompanies = "ada@contoso.example";

function erpUser(person: (typeof people)[number]): ErpUser {
  const atContoso = person.tenantId === contoso.id;
  const companyIds = atContoso ? ["co-eu"] : ["fa-us"];
  return {
    id: `u-${person.givenName.toLowerCase()}`,
    tenantId: person.tenantId,
    name: person.name,
    email: person.address,
    companies: person.address === inBothCompanies ? [...companyIds, "co-es"] : companyIds,
    defaultCompany: companyIds[0] ?? "",
    defaultLocation: atContoso ? "loc-berlin" : "loc-newyork",
    timeZone: atContoso ? "Europe/Berlin" : "America/New_York",
    administrator: person.address === administratorOfErp,
  };
}

interface Sketch {
  readonly owner: string;
  readonly with?: readonly string[];
  readonly type: string;
  readonly subject: string;
  /** Working days from today, hour of the owner's day, minutes. */
  readonly at: readonly [dayOffset: number, hour: number, minutes: number];
  readonly place?: string;
  readonly notes?: string;
  readonly record: string;
  readonly extra?: Partial<Activity>;
}

const sketches: readonly Sketch[] = [
  {
    owner: "u-ada",
    with: ["helen.bennett@northwind.example"],
    type: "meeting",
    subject: "Annual agreement Northwind",
    at: [1, 10, 60],
    place: "Berlin, room Spree",
    notes: "<p>Bring the <b>price list</b> and last year's volumes.</p>",
    record: "opportunity/opp-1001",
    extra: {
      ...{ notesFormat: "html", reminderMinutes: 15 },
      custom: { costCentre: "4711", phase: "draft", travelHours: 1.5, billable: true },
    },
  },
  {
    owner: "u-ada",
    with: ["u-grace"],
    type: "demo",
    subject: "Demo of the booking portal for Alpine Ski House",
    at: [2, 14, 90],
    place: "Vienna office",
    record: "customer/cus-1002",
    extra: { location: "loc-vienna" },
  },
  {
    owner: "u-ada",
    type: "call",
    subject: "Call Wide World Importers about late delivery",
    at: [3, 9, 30],
    record: "order/ord-1002",
    extra: { importance: "high" },
  },
  {
    owner: "u-ada",
    type: "meeting",
    subject: "Budget review",
    at: [4, 16, 60],
    notes: "Figures are confidential.",
    record: "project/prj-1001",
    extra: { private: true },
  },
  {
    owner: "u-ada",
    type: "site-visit",
    subject: "Trade fair Munich",
    at: [7, 0, 0],
    place: "Munich, hall B4",
    record: "lead/lea-1001",
    extra: { showAs: "oof" },
  },
  {
    owner: "u-ada",
    type: "call",
    subject: "Handover call Litware",
    at: [-3, 11, 30],
    record: "customer/cus-1005",
    extra: { status: "done" },
  },
  {
    owner: "u-grace",
    with: ["u-ada", "simon.pearson@adventure-works.example"],
    type: "site-visit",
    subject: "Assembly line visit Adventure Works",
    at: [2, 9, 180],
    place: "Adventure Works, plant 2",
    record: "project/prj-1002",
  },
  {
    owner: "u-grace",
    type: "demo",
    subject: "Scanner demo Northwind warehouse",
    at: [5, 13, 60],
    record: "customer/cus-1001",
  },
  {
    owner: "u-grace",
    type: "meeting",
    subject: "Sign-off Alpine Ski House phase 1",
    at: [-1, 15, 45],
    record: "project/prj-1001",
    extra: { status: "done", released: true },
  },
  {
    owner: "u-katherine",
    type: "meeting",
    subject: "Interface workshop",
    at: [3, 13, 120],
    place: "Berlin, room Havel",
    record: "project/prj-1002",
  },
  {
    owner: "u-liu",
    with: ["karin.lamb@wideworldimporters.example"],
    type: "negotiation",
    subject: "Frame contract Wide World Importers",
    at: [2, 10, 60],
    place: "New York, 5th floor",
    record: "customer/cus-2001",
  },
  {
    owner: "u-maria",
    type: "call",
    subject: "Supplier rating call",
    at: [4, 11, 30],
    record: "customer/cus-2002",
  },
];

function activity(sketch: Sketch, index: number, users: readonly ErpUser[], nowMs: number) {
  const owner = users.find(({ id }) => id === sketch.owner);
  if (owner === undefined) throw new Error(`The seed names an unknown owner: ${sketch.owner}`);
  const [dayOffset, hour, minutes] = sketch.at;
  const day = workingDay(DateTime.fromMillis(nowMs, { zone: owner.timeZone }), dayOffset);
  const allDay = minutes === 0;
  const start = day.set({ hour });
  const instant = (time: DateTime) => time.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
  const [type = "customer", id = ""] = sketch.record.split("/");
  const createdAt = instant(day.minus({ days: 20 + index }));
  return {
    id: `act-${String(index + 1).padStart(7, "0")}`,
    company: owner.defaultCompany,
    location: owner.defaultLocation,
    owner: owner.id,
    participants: (sketch.with ?? []).map((who) => {
      const user = users.find((one) => one.id === who);
      return {
        user: user?.id ?? null,
        address: user?.email ?? who,
        name: user?.name ?? nameOf(who),
        kind: "required" as const,
        response: "none" as const,
      };
    }),
    type: `${owner.defaultCompany}-${sketch.type}`,
    subject: sketch.subject,
    allDay,
    start: allDay ? day.toISODate() : instant(start),
    end: allDay ? day.plus({ days: 2 }).toISODate() : instant(start.plus({ minutes })),
    timeZone: owner.timeZone,
    recurrence: null,
    occurrences: [],
    place: sketch.place ?? "",
    notes: sketch.notes ?? "",
    notesFormat: "text",
    showAs: "busy",
    private: false,
    importance: "normal",
    reminderMinutes: null,
    records: [{ type, id }],
    status: "open",
    released: false,
    onlineMeetingUrl: null,
    stamp: null,
    externalId: null,
    externalSystem: null,
    version: 1,
    createdAt,
    changedAt: createdAt,
    changedBy: { user: owner.id, via: "page" },
    deleted: false,
    ...sketch.extra,
  } as Activity;
}

/** The start of the day that many working days from `from`. */
function workingDay(from: DateTime, offset: number): DateTime {
  let day = from.startOf("day");
  for (let left = Math.abs(offset); left > 0;) {
    day = day.plus({ days: Math.sign(offset) });
    if (day.weekday <= 5) left -= 1;
  }
  return day;
}

/** `helen.bennett@…` is Helen Bennett. */
function nameOf(address: string): string {
  const [local = ""] = address.split("@");
  return local.replaceAll(/(^|\.)(\w)/g, (_, dot: string, letter: string) =>
    dot === "" ? letter.toUpperCase() : ` ${letter.toUpperCase()}`,
  );
}

/**
 * The books on the first day: the sandbox's people, twelve activities around `nowMs`, and records
 * whose people appear in the sandbox's calendars. `seed` decides the numbers and amounts.
 */
export function seededData(seed: number, nowMs: number, epoch = 1): ErpData {
  const users = people.map(erpUser);
  return {
    format: 1,
    epoch,
    nextNumber: 5001,
    companies: [...companies],
    locations: [...locations],
    users,
    activityTypes: [...activityTypes],
    records: seededRecords(seed),
    activities: sketches.map((sketch, index) => activity(sketch, index, users, nowMs)),
    references: [],
    feed: [],
    nextSeq: 1,
    webhooks: [],
  };
}
