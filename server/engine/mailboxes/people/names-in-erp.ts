import type { Actor } from "../../../connectors/port/item.ts";
import { groupBy } from "../../../lib/group-by.ts";
import type { MailboxDocument } from "../../../store/documents/mailbox.ts";
import type { Store } from "../../../store/store.ts";
import { reckoned } from "./directory.ts";
import { clearNames, isFurther, knownByOther, type EngineLog } from "../mailbox.ts";

type Names = Readonly<Record<string, string>>;

/** The mailboxes of a tenant that were set up for one ERP. */
interface OfErp {
  readonly byId: ReadonlyMap<string, MailboxDocument>;
  /** Those of them that it knows by another address (`clearNames`). */
  readonly known: Names | undefined;
}

/** What the runs of all mailboxes ask for. */
interface AllNames {
  /** By tenant. */
  readonly standIns: ReadonlyMap<string, Names>;
  /** By tenant and ERP (`keyOf`). */
  readonly erps: ReadonlyMap<string, OfErp>;
}

/**
 * Whom the ERP knows otherwise than by his mailbox's address, in the mailbox's tenant and ERP: by the
 * address of each further mailbox that of the person who synchronizes it, who stands in for it, and by
 * whose address the ERP knows those whom an administrator told it (`Actor.standIns`, `Actor.knownAs`).
 */
export async function namesInErp(
  deps: { readonly store: Store; readonly log: EngineLog },
  mailbox: MailboxDocument,
): Promise<Pick<Actor, "standIns" | "knownAs">> {
  const { standIns, erps } = await reckoned(deps, namesOfAll);
  const known = knownBeside(mailbox, erps.get(keyOf(mailbox)));
  return { standIns: standIns.get(mailbox.tenantId) ?? {}, ...knownByOther(mailbox, known) };
}

/** What one's colleagues are known by: with the mailbox as it is given, where it is stored otherwise. */
function knownBeside(mailbox: MailboxDocument, erp: OfErp | undefined): Names | undefined {
  const { mailboxId, address, erpAddress } = mailbox;
  const stored = erp?.byId.get(mailboxId);
  if (stored?.address === address && stored.erpAddress === erpAddress) return erp?.known;
  const others = [...(erp?.byId.values() ?? [])].filter((one) => one.mailboxId !== mailboxId);
  return clearNames([...others, mailbox]);
}

function keyOf({ tenantId, connectionId }: MailboxDocument): string {
  return JSON.stringify([tenantId, connectionId]);
}

function namesOfAll(all: readonly MailboxDocument[]): AllNames {
  const tenants = groupBy(all, ({ tenantId }) => tenantId);
  const erps = groupBy(all, keyOf);
  return {
    standIns: new Map([...tenants].map(([tenantId, its]) => [tenantId, standInsAmong(its)])),
    erps: new Map(
      [...erps].map(([key, its]) => {
        const byId = new Map(its.map((one) => [one.mailboxId, one]));
        return [key, { byId, known: clearNames(its) }];
      }),
    ),
  };
}

function standInsAmong(all: readonly MailboxDocument[]): Names {
  const people = new Map(
    all.flatMap((one) => (isFurther(one) ? [] : [[one.userId, one.address] as const])),
  );
  return Object.fromEntries(
    all.flatMap((one) => {
      const person = people.get(one.userId);
      const isHeld = isFurther(one) && one.givenUp !== true;
      return isHeld && person !== undefined ? [[one.address, person]] : [];
    }),
  );
}
