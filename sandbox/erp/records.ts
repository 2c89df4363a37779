import { notFound, refused } from "./errors.ts";
import type { NewContact } from "./input.ts";
import type { Activity, ErpData, ErpRecord, ErpUser, RecordType } from "./model.ts";
import { contactWith } from "./people.ts";
import { actingUser, seesActivity, seesRecord } from "./rights.ts";
import type { Desk } from "./activities.ts";

/** The record as the acting user sees it. @throws ErpError 404 */
export function recordById({ data, caller }: Desk, type: string, id: string): ErpRecord {
  const user = actingUser(caller);
  const record = data.records.find((one) => one.type === type && one.id === id);
  if (record === undefined || !seesRecord(user, record)) throw notFound("record");
  return record;
}

/** The acting user's activities that concern the record, latest first. */
export function activitiesOf({ data, caller }: Desk, record: ErpRecord): readonly Activity[] {
  const user = actingUser(caller);
  return data.activities
    .filter(
      (one) =>
        seesActivity(user, one) &&
        one.records.some((link) => link.type === record.type && link.id === record.id),
    )
    .toSorted((a, b) => b.start.localeCompare(a.start));
}

function visible(data: ErpData, user: ErpUser): readonly ErpRecord[] {
  return data.records.filter((record) => seesRecord(user, record));
}

/** 3 = a word starts with it, 2 = contained in name or number, 1 = in address or domain, 0 = no hit. */
function score(record: ErpRecord, text: string): number {
  const wanted = text.toLowerCase();
  const named = `${record.name} ${record.number}`.toLowerCase();
  const addresses = [record.domain ?? "", ...record.emails.map(({ address }) => address)];
  if (named.startsWith(wanted) || named.includes(` ${wanted}`)) return 3;
  if (named.includes(wanted)) return 2;
  return addresses.some((address) => address.toLowerCase().includes(wanted)) ? 1 : 0;
}

/** Records by name, number, address or domain; best first, then by name. */
export function searchRecords(
  { data, caller }: Desk,
  query: { q: string; types?: readonly RecordType[] | undefined; limit: number; offset: number },
) {
  const found = visible(data, actingUser(caller))
    .filter(({ type }) => query.types?.includes(type) ?? true)
    .map((record) => ({ record, score: score(record, query.q.trim()) }))
    .filter((hit) => hit.score > 0)
    .toSorted((a, b) => b.score - a.score || a.record.name.localeCompare(b.record.name))
    .map(({ record }) => record);
  const page = found.slice(query.offset, query.offset + query.limit);
  return { records: page, more: found.length > query.offset + page.length };
}

/**
 * Records related to people: whose address it is, then the customer behind it, then what is open with
 * that customer; best first.
 */
export function relatedRecords(
  { data, caller }: Desk,
  query: { emails: readonly string[]; domains: readonly string[]; limit: number },
): readonly ErpRecord[] {
  const records = visible(data, actingUser(caller));
  const emails = new Set(query.emails.map((email) => email.toLowerCase()));
  const domains = new Set([
    ...query.domains.map((domain) => domain.toLowerCase()),
    ...[...emails].map((email) => email.slice(email.indexOf("@") + 1)),
  ]);
  const people = records.filter(({ emails: own }) =>
    own.some(({ address }) => emails.has(address.toLowerCase())),
  );
  const behind = new Set(people.map(({ customer }) => customer));
  const customers = records.filter(
    (one) =>
      one.type === "customer" &&
      (behind.has(one.id) || (one.domain !== null && domains.has(one.domain))),
  );
  const customerIds = new Set(customers.map(({ id }) => id));
  const open = records.filter(
    (one) => one.type !== "contact" && one.customer !== null && customerIds.has(one.customer),
  );
  return [...new Set([...people, ...customers, ...open])].slice(0, query.limit);
}

/**
 * A new contact, or the one that the company has with this address already.
 * @throws ErpError 422 where the company or the customer is not the user's.
 */
export function createContact(
  desk: Desk,
  input: NewContact,
): { readonly contact: ErpRecord; readonly made: boolean } {
  const { data, caller } = desk;
  const user = actingUser(caller);
  const company = input.company ?? user.defaultCompany;
  if (!user.companies.includes(company)) {
    throw refused("company", "You do not work for this company.");
  }
  const customer = input.customer ?? null;
  if (
    customer !== null &&
    !data.records.some(
      (one) => one.type === "customer" && one.id === customer && one.company === company,
    )
  ) {
    throw refused("customer", "The company has no such customer.");
  }
  const same = contactWith(desk, company, input.email);
  if (same !== undefined) return { contact: same, made: false };
  const number = data.nextNumber++;
  const record: ErpRecord = {
    type: "contact",
    id: `con-${number}`,
    company,
    number: `P${number}`,
    name: input.name.trim(),
    detail: data.records.find(({ id }) => id === customer)?.name ?? null,
    emails: [{ kind: "work", address: input.email.toLowerCase() }],
    domain: null,
    customer,
  };
  data.records.push(record);
  return { contact: record, made: true };
}
