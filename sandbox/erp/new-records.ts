import { z } from "zod";
import type { Desk } from "./activities.ts";
import { ErpError, notFound, refused } from "./errors.ts";
import type { NewRecord } from "./input.ts";
import type { ErpRecord } from "./model.ts";
import { madeTypes, type MadeType, type RecordField } from "./record-types.ts";
import { actingUser, seesRecord } from "./rights.ts";

/** What a form says of a field, as the books keep it. */
type Given = string | number;

/**
 * A new record, or the one that this external reference made before, as it is now.
 * @throws ErpError 404 for a type that nobody makes, 400 and 422 naming the field otherwise.
 */
export function createRecord(
  desk: Desk,
  type: string,
  input: NewRecord,
): { readonly record: ErpRecord; readonly made: boolean } {
  const { data, caller } = desk;
  const user = actingUser(caller);
  const madeType = madeTypes.find((one) => one.type === type);
  if (madeType === undefined) throw notFound("record type");
  const { externalSystem, externalId, company = user.defaultCompany, values } = input;
  const before = data.records.find(
    ({ reference }) =>
      reference?.tenantId === caller.tenantId &&
      reference.externalSystem === externalSystem &&
      reference.externalId === externalId,
  );
  if (before !== undefined) {
    if (seesRecord(user, before)) return { record: before, made: false };
    throw new ErpError(409, "used", "Another record was made with this external reference.");
  }
  if (!user.companies.includes(company)) {
    throw refused("company", "You do not work for this company.");
  }
  const given = readValues(madeType, values);
  const customerId = given["customer"];
  const customer = data.records.find((one) => one.type === "customer" && one.id === customerId);
  if (customerId !== undefined && (customer?.company ?? "") !== company) {
    throw refused("customer", "Your company has no such customer. Choose one of its customers.");
  }
  const number = data.nextNumber++;
  const { email } = given;
  const record: ErpRecord = {
    type: madeType.type,
    id: `${madeType.idPrefix}-${number}`,
    company,
    number: `${madeType.numberPrefix}${number}`,
    name: String(given["name"]),
    detail: detailOf(madeType, given, customer?.name),
    emails: email === undefined ? [] : [{ kind: "work", address: String(email).toLowerCase() }],
    domain:
      String(email ?? "")
        .split("@")[1]
        ?.toLowerCase() ?? null,
    customer: customer?.id ?? null,
    values: given,
    ...(externalSystem !== undefined && externalId !== undefined
      ? { reference: { tenantId: caller.tenantId, externalSystem, externalId } }
      : {}),
  };
  data.records.push(record);
  return { record, made: true };
}

/** What a form says, without what was left empty. @throws ErpError for the first wrong field. */
function readValues(
  { fields }: MadeType,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Given>> {
  const unknown = Object.keys(values).find((key) => !fields.some(({ name }) => name === key));
  if (unknown !== undefined) {
    throw new ErpError(400, "invalid", `There is no field ${unknown} here.`, { field: unknown });
  }
  const given: Record<string, Given> = {};
  for (const field of fields) {
    const value = values[field.name];
    const isEmpty = value == null || (typeof value === "string" && value.trim() === "");
    if (isEmpty && field.required) throw refused(field.name, `${field.label.en} is needed.`);
    if (!isEmpty) given[field.name] = readValue(field, value);
  }
  return given;
}

function readValue(field: RecordField, value: unknown): Given {
  const wrong = (remedy: string) => refused(field.name, `${field.label.en} ${remedy}`);
  if (field.kind === "amount") {
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
    throw wrong("must be a number that is not negative.");
  }
  const text = typeof value === "string" ? value.trim() : "";
  if (text === "") throw wrong("must be a text.");
  switch (field.kind) {
    case "choice":
      if (field.options?.some((one) => one.value === text) === true) return text;
      throw wrong(`must be one of ${(field.options ?? []).map((one) => one.value).join(", ")}.`);
    case "date":
      if (z.iso.date().safeParse(text).success) return text;
      throw wrong("must be a date such as 2026-11-23.");
    case "email":
      if (z.email().safeParse(text).success) return text;
      throw wrong("must be a mail address such as name@company.com.");
    case "text":
    case "notes":
    case "record":
      if (text.length <= (field.maxLength ?? 254)) return text;
      throw wrong(`must not be longer than ${field.maxLength ?? 254} characters.`);
  }
}

/** `Northwind Traders, Proposal, 12000 EUR` */
function detailOf(
  { fields }: MadeType,
  given: Readonly<Record<string, Given>>,
  customerName: string | undefined,
): string | null {
  const choices = fields.filter(({ kind }) => kind === "choice").map(({ name }) => given[name]);
  const amount = given["amount"] === undefined ? undefined : `${given["amount"]} EUR`;
  const parts = [customerName, ...choices, amount].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(", ");
}
