import { IANAZone } from "luxon";

const known = new Map<string, boolean>();
/** Names come from outside: whoever makes them up must not fill the memory. */
const NAMES_MAX = 2_000;

/** Whether IANA knows the zone. Asking the platform costs more than all the rest of a request. */
export function isZone(name: string): boolean {
  const remembered = known.get(name);
  if (remembered !== undefined) return remembered;
  const valid = IANAZone.isValidZone(name);
  if (known.size < NAMES_MAX) known.set(name, valid);
  return valid;
}
