import type { FieldRule, Value } from "./model.ts";

/** Whether a server may have made `read` out of `sent` by tidying: blanks, case, trimmed tails. */
export function respelled(rule: FieldRule, sent: Value, read: Value): boolean {
  if (rule.fingerprint(sent) === rule.fingerprint(read)) return true;
  const loose = (value: Value): string => rule.fingerprint(value).replace(/\s+/g, "").toLowerCase();
  return loose(sent) === loose(read);
}
