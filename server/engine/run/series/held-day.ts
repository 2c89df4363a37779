import type { Link } from "../../../sync/model.ts";

/**
 * Whether it is a day that went with what may be the end of its series, where each day is an item of its
 * own: nothing is decided about it before it is known whether another series goes on with it (`tails.ts`).
 */
export function isHeldDay({ seriesId, microsoft, cut }: Link): boolean {
  return seriesId !== undefined && microsoft === null && cut?.microsoft !== undefined;
}
