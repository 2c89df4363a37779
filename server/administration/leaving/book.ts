import { createTurns } from "../../lib/turns.ts";
import type { DepartureDocument, LeavingDocument } from "../../store/documents/administration.ts";
import { put, scopeKey, type Change, type Scope, type Store } from "../../store/store.ts";
import { AdministrationError, type Decider } from "../administrators.ts";
import type { Subject } from "../erasure.ts";

type Named = Pick<Subject, "tenantId" | "mailboxId">;

/** What is stored of companies that leave. Whether one does is asked at every request and by every run. */
export interface LeavingBook {
  /** Reads who leaves; before that, nobody is known. */
  load(): Promise<void>;
  readonly all: () => readonly LeavingDocument[];
  readonly of: (tenantId: string) => LeavingDocument | undefined;
  /** @throws AdministrationError `not-found` where it does not leave */
  found(tenantId: string): LeavingDocument;
  add(leaving: LeavingDocument): Promise<void>;
  /** One change after the other, each of what the one before it left. @throws as `found` */
  change(
    tenantId: string,
    to: (before: LeavingDocument) => LeavingDocument,
  ): Promise<LeavingDocument>;
  /** Nothing is known of it any more. */
  forget(tenantId: string): Promise<void>;
  departures(tenantId: string): Promise<readonly DepartureDocument[]>;
  departure(subject: Named): Promise<DepartureDocument | undefined>;
  note(departure: DepartureDocument): Promise<void>;
}

const installation = { kind: "installation" } as const;

export function createLeavingBook(store: Store): LeavingBook {
  let known: ReadonlyMap<string, LeavingDocument> = new Map();
  const inTurn = createTurns();

  const load = async (): Promise<void> => {
    known = await store.list(installation, "leavings");
  };
  const add = async (leaving: LeavingDocument): Promise<void> => {
    await store.commit(installation, [put("leavings", leaving.tenantId, leaving)]);
    await load();
  };
  const found = (tenantId: string): LeavingDocument => {
    const leaving = known.get(tenantId);
    if (leaving !== undefined) return leaving;
    throw new AdministrationError("not-found", "This company does not leave.");
  };
  const departures = async (tenantId: string): Promise<readonly DepartureDocument[]> =>
    [...(await store.list(installation, "departures")).values()].filter(
      (one) => one.tenantId === tenantId,
    );

  return {
    load,
    add,
    found,
    departures,
    all: () => [...known.values()],
    of: (tenantId) => known.get(tenantId),
    change: (tenantId, to) =>
      inTurn(tenantId, async () => {
        const leaving = to(found(tenantId));
        await add(leaving);
        return leaving;
      }),
    async forget(tenantId) {
      const left = await departures(tenantId);
      await store.commit(installation, [
        { kind: "remove", collection: "leavings", key: tenantId },
        ...left.map((one): Change => ({
          kind: "remove",
          collection: "departures",
          key: keyOf(one),
        })),
      ]);
      await load();
    },
    departure: (subject) => store.get(installation, "departures", keyOf(subject)),
    async note(departure) {
      await store.commit(installation, [put("departures", keyOf(departure), departure)]);
    },
  };
}

function scopeOf({ tenantId, mailboxId }: Named): Scope {
  return { kind: "mailbox", tenantId, mailboxId };
}

export function keyOf(subject: Named): string {
  return scopeKey(scopeOf(subject));
}

/** Who began it, in whose name the rest is done. */
export function deciderOf({ by, requestId }: Pick<LeavingDocument, "by" | "requestId">): Decider {
  if (by.kind === "operator") return { caller: "operator", requestId };
  const { tenantId, userId, name } = by;
  return { caller: { tenantId, userId, name, address: "", roles: [] }, requestId };
}
