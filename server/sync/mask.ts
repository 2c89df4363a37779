import { mayWrite, narrower } from "./flow.ts";
import type { Flow, Link, Mask, Snapshot } from "./model.ts";
import type { Terms } from "./terms.ts";

/** How a link's details are kept from the ERP; `null`: they are not. */
export function maskFor(link: Link, terms: Terms): Mask | null {
  const { privacy } = terms;
  if (privacy === undefined) return null;
  const mask = privacy.maskOf(link);
  if (mask !== null) return mask;
  // The ERP's people have just marked it and the mark goes over with this plan: so does what follows
  // from it, and what a plan shows is all that comes of it.
  const marked = withMarkOfErp(link, terms, privacy.mark);
  const foreseen = marked === null ? null : privacy.maskOf(marked);
  return foreseen === null ? null : { ...foreseen, mark: null };
}

/** The link as it will be once Outlook has the mark that the ERP alone has changed. */
function withMarkOfErp(link: Link, terms: Terms, mark: string): Link | null {
  const { microsoft, erp, base } = link;
  const print = terms.schema.fields[mark]?.fingerprint;
  if (microsoft == null || erp == null || print === undefined) return null;
  const value = erp.fields[mark];
  const held = microsoft.fields[mark];
  const [here, there] = [base?.microsoft[mark], base?.erp[mark]];
  if (value === undefined || held === undefined || here === undefined || there === undefined) {
    return null;
  }
  const isErpsAlone = print(held) === print(here) && print(value) !== print(there);
  const isTaken = mayWrite("microsoft", mark, terms) && microsoft.readOnly?.[mark] === undefined;
  if (!isErpsAlone || !isTaken) return null;
  return { ...link, microsoft: { ...microsoft, fields: { ...microsoft.fields, [mark]: value } } };
}

/**
 * The terms for one link: while its details are kept from the ERP they go one way, or not at all.
 * Applied to its own outcome it changes nothing.
 */
export function termsFor(link: Link, terms: Terms): Terms {
  const mask = maskFor(link, terms);
  if (mask === null) return terms;
  const { policy } = terms;
  const chosen = (field: string): Flow => policy.flows[field] ?? "both";
  const flows = {
    ...policy.flows,
    ...Object.fromEntries(
      mask.details.map((field) => [field, whileMasked(chosen(field), mask, link)]),
    ),
    ...(mask.mark === null ? {} : { [mask.mark]: narrower(chosen(mask.mark), "toErp") }),
  };
  return { ...terms, policy: { ...policy, flows } };
}

/**
 * Details that the ERP decides by the person's rules are its own, and stay. A field that is switched
 * off is masked all the same: what went over before that would stay there to be read. Nothing of it is
 * in what is only made.
 */
function whileMasked(chosen: Flow, { isErpsOwn }: Mask, { erp }: Link): Flow {
  if (isErpsOwn) return narrower(chosen, "toMicrosoft");
  if (chosen === "none" && erp == null) return "none";
  return chosen === "toMicrosoft" ? chosen : "toErp";
}

/**
 * Outlook's side of a link as it is compared with the ERP's: with the fields we keep for it, and
 * without what the ERP may not know. `null` when the item is not there.
 */
export function outlookOf(link: Link, terms: Terms): Snapshot | null {
  const snapshot = withCompanion(link);
  const mask = maskFor(link, terms);
  if (snapshot === null || mask === null || mask.isErpsOwn) return snapshot;
  const refused = Object.fromEntries(mask.invented.map((field) => [field, "private"]));
  return {
    ...snapshot,
    fields: mask.told(snapshot.fields),
    ...(mask.invented.length > 0 ? { readOnly: { ...refused, ...snapshot.readOnly } } : {}),
  };
}

/** Outlook's snapshot with the fields we keep for it; `null` when the item is not there. */
export function withCompanion(link: Link): Snapshot | null {
  const { microsoft } = link;
  if (microsoft === undefined || microsoft === null) return null;
  return { ...microsoft, fields: { ...microsoft.fields, ...link.companion } };
}
