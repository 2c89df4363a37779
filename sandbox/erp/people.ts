import type { Desk } from "./activities.ts";
import type { ErpRecord } from "./model.ts";
import { actingUser, seesRecord } from "./rights.ts";

/** Whom the acting user's ERP knows by these addresses: per address the record that is his, first made first. */
export function peopleByAddress({ data, caller }: Desk, emails: readonly string[]) {
  const user = actingUser(caller);
  return emails.flatMap((email) => {
    const record = data.records.find((one) => seesRecord(user, one) && hasAddress(one, email));
    return record === undefined ? [] : [{ email: email.toLowerCase(), record }];
  });
}

/** A person has one contact per company, however often somebody asks for it. */
export function contactWith({ data }: Desk, company: string, email: string): ErpRecord | undefined {
  return data.records.find(
    (one) => one.type === "contact" && one.company === company && hasAddress(one, email),
  );
}

function hasAddress({ emails }: ErpRecord, email: string): boolean {
  return emails.some(({ address }) => address.toLowerCase() === email.toLowerCase());
}
