import { z } from "zod";
import { ConnectorError } from "../port/connector-error.ts";

/** In the middle of a full listing: where the feed stood when it began, and the last id read. */
const listCursor = z.strictObject({ since: z.string(), after: z.string().optional() });
export interface ListCursor {
  readonly since: string;
  readonly after?: string | undefined;
}
const cursorSchema = z.union([z.string(), listCursor]);

/** A position in the feed (text) or in a full listing, as the opaque text that the engine keeps. */
export function writeCursor(cursor: ListCursor | string): string {
  return JSON.stringify(cursor);
}

/** @throws ConnectorError `cursor-expired` for a text that is none of ours: a full listing heals it. */
export function parseCursor(text: string): ListCursor | string {
  try {
    return cursorSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ConnectorError("cursor-expired", "erp", "The cursor is not one of this connector.", {
      cause,
    });
  }
}
