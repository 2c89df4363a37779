/** Looks over the server's shoulder: every change it makes is held against what people wrote. */
import type { WireRequest, WireResponse } from "../../../sandbox/wire.ts";
import type { PersonName } from "../../whole/person.ts";
import { erpDesk, outlookDesk, type Shown } from "./desks.ts";
import type { Outside } from "./outside.ts";
import { fields } from "./schedule.ts";
import type { SideName, Values } from "./values.ts";

/** One change that the server asked for, alone or as part of a batch. */
export interface AppWrite {
  readonly method: string;
  readonly url: string;
}

export interface WatchDeps {
  readonly values: Values;
  readonly outside: Outside;
  readonly wrongs: string[];
  /** Values on items that a person deleted. */
  readonly deleted: Set<string>;
  readonly tell: (line: string) => void;
}

export function createWatch({ values, outside, wrongs, deleted, tell }: WatchDeps) {
  let writes: AppWrite[] = [];

  /** Whose mailbox or whose rights. */
  const whoAsks = ({ headers }: WireRequest): PersonName => {
    const acting = headers["x-acting-user"];
    if (acting !== undefined) return acting.replace(/^u-/, "") as PersonName;
    return (headers["authorization"] ?? "").split(":").at(-1) as PersonName;
  };

  const look = async (side: SideName, who: PersonName, id: string): Promise<Shown | undefined> =>
    (side === "outlook" ? outlookDesk : erpDesk)(who, outside, values).get(id);

  /** A value of somebody else's, or an older one over a newer one: neither may ever be written. */
  const judge = (who: PersonName, what: string, before?: Shown, after?: Shown): void => {
    if (before === undefined || after === undefined) return;
    for (const field of fields) {
      const [old] = before.tokens[field];
      const [now] = after.tokens[field];
      if (now === undefined || now === old) continue;
      const value = values.of(now);
      if (value?.owner !== who) wrongs.push(`${what}: ${now} is ${value?.owner}'s, not ${who}'s`);
      if (value?.item !== before.item) wrongs.push(`${what}: ${now} belongs to another item`);
      if (old !== undefined && values.ancestry(values.of(old)?.replaced ?? []).has(now)) {
        wrongs.push(`${what}: ${old} in ${field} was overwritten with the older ${now}`);
      }
    }
  };

  /**
   * Where Deleted Items answer as if nothing had happened, an update can land there: nobody can tell
   * it from one that landed first and was deleted with the rest.
   */
  const mindDeletedItems = async (who: PersonName, { id, tokens }: Shown): Promise<void> => {
    if (!outside.graph.switches.deletedItemsAnswer) return;
    const living = await outlookDesk(who, outside, values).list();
    if (living.some((one) => one.id === id)) return;
    for (const field of fields) for (const token of tokens[field]) deleted.add(token);
  };

  const between = async (
    request: WireRequest,
    pass: () => Promise<WireResponse>,
  ): Promise<WireResponse> => {
    const parts = partsOf(request).filter(({ method }) => method !== "GET");
    const isWrite = /\/(events|activities)(\/|$)/;
    const changes = parts.filter(({ url }) => isWrite.test(url.split("?")[0] ?? ""));
    writes.push(...changes.map(({ method, url }) => ({ method, url })));
    const updates = changes.filter(({ method }) => method === "PATCH");
    if (updates.length === 0) return pass();
    const who = whoAsks(request);
    const side: SideName = request.url.startsWith("/api/") ? "erp" : "outlook";
    const ids = updates.map(({ url }) => decodeURIComponent(url.split("/").at(-1) ?? ""));
    const before: (Shown | undefined)[] = [];
    for (const id of ids) before.push(await look(side, who, id));
    const response = await pass();
    for (const [at, id] of ids.entries()) {
      const after = await look(side, who, id);
      judge(who, `the server's update in ${side}`, before[at], after);
      if (side === "outlook" && after !== undefined) await mindDeletedItems(who, after);
    }
    tell(`  updates ${side} ${ids.map((_, at) => before[at]?.tokens.subject[0] ?? "?").join(" ")}`);
    return response;
  };

  return {
    between,
    takeWrites: (): readonly AppWrite[] => {
      const taken = writes;
      writes = [];
      return taken;
    },
  };
}

interface Part {
  readonly method: string;
  readonly url: string;
}

function partsOf({ method, url, body }: WireRequest): readonly Part[] {
  if (!url.endsWith("/$batch")) return [{ method, url }];
  return (JSON.parse(body ?? "{}") as { readonly requests?: readonly Part[] }).requests ?? [];
}
