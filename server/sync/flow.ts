import type { Flow, Policy, Schema, Side } from "./model.ts";

/** Which way a field goes, as far as its schema and the person's rules both allow it. */
export function flowOf(
  field: string,
  { schema, policy }: { readonly schema: Schema; readonly policy: Policy },
): Flow {
  const rule = schema.fields[field];
  const own = narrower(rule?.flow ?? "none", policy.flows[field] ?? "both");
  // What stands in another field goes no way that one may not.
  const { within } = rule ?? {};
  return within === undefined ? own : narrower(own, flowOf(within, { schema, policy }));
}

/** May anything be written to this side at all? Rule 8. */
export function open(policy: Policy, side: Side): boolean {
  return side === "erp" ? policy.toErp : policy.toMicrosoft;
}

/** May what goes this way be written to this side? Rule 8. */
export function opens(policy: Policy, flow: Flow, side: Side): boolean {
  const way = side === "erp" ? "toErp" : "toMicrosoft";
  return open(policy, side) && (flow === "both" || flow === way);
}

/** May this field be written to this side? Rule 8. */
export function mayWrite(
  side: Side,
  field: string,
  terms: { readonly schema: Schema; readonly policy: Policy },
): boolean {
  return opens(terms.policy, flowOf(field, terms), side);
}

/** The ways that two rules allow, both of them. */
export function narrower(one: Flow, other: Flow): Flow {
  if (one === other || other === "both") return one;
  return one === "both" ? other : "none";
}
