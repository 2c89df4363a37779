/** A list that Graph gives in pages. */
import { z } from "zod";
import type { Actor } from "../../port/item.ts";
import { unreadable } from "./errors.ts";
import type { Session } from "./session.ts";

/** More than any list of ours has: one that never ends is broken (quirk `endless-nextlink`). */
const pagesMax = 1_000;

const linkSchema = z.looseObject({ "@odata.nextLink": z.string().optional() });

export interface Listing<T> {
  /** From the root of v1.0. */
  readonly url: string;
  readonly page: z.ZodType<{ readonly value: readonly T[] }>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is listed, for the error: `events`. */
  readonly what: string;
}

/** All of a list. @throws ConnectorError where a page is no such list: half a list tells of absences. */
export async function listPages<T>(
  session: Session,
  actor: Actor,
  { url: first, page, headers, what }: Listing<T>,
): Promise<readonly T[]> {
  const found: T[] = [];
  let url: string | undefined = first;
  for (let read = 0; url !== undefined; read++) {
    if (read === pagesMax) throw unreadable(`a list of ${what} that never ends`);
    const { body } = await session.send(actor, {
      method: "GET",
      url,
      ...(headers === undefined ? {} : { headers }),
    });
    const parsed = page.safeParse(body);
    if (!parsed.success) throw unreadable(`a list without ${what}`);
    found.push(...parsed.data.value);
    const next: string | undefined = linkSchema.safeParse(body).data?.["@odata.nextLink"];
    url = next === undefined ? undefined : pathOf(next);
  }
  return found;
}

/** Where a link of Graph's leads, from the root of v1.0. @throws ConnectorError for one that leads elsewhere */
export function pathOf(link: string): string {
  const version = link.indexOf("/v1.0/");
  if (version < 0) throw unreadable("a link outside v1.0");
  return link.slice(version + "/v1.0".length);
}
