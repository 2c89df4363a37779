import type { z } from "zod";
import type { ErpRecord } from "../port/facets.ts";
import type { Session } from "./session.ts";
import type { recordSchema } from "./shapes.ts";

export type ShownRecord = z.infer<typeof recordSchema>;

/** A record of the ERP as people are shown it. */
export function shownRecord({ webUrl }: Session, record: ShownRecord): ErpRecord {
  const { type, id, number, name, detail, path } = record;
  return {
    type,
    id,
    name,
    detail: [number, detail].filter((part) => part !== null && part !== "").join(" · "),
    webUrl: `${webUrl}${path}`,
  };
}
