import { groupBy } from "../../../lib/group-by.ts";
import type { MailboxDocument } from "../../../store/documents/mailbox.ts";
import { seenBy } from "./companies.ts";
import type { EngineDeps } from "../mailbox.ts";

/** Where somebody works: an id means something in its own ERP alone. */
type Workplace = Pick<MailboxDocument, "connectionId" | "companyId">;

/** What ERPs call the companies that people work for, for lists of many people. */
export interface CompanyNames {
  /**
   * Asks an ERP for what it did not tell lately, in the name of somebody who works there, and only while
   * it answers: nobody waits for an ERP that is down to see a list.
   * @returns how the company of one of them is called; its id where the ERP did not tell, `null`: he has none
   */
  of(mailboxes: readonly MailboxDocument[]): Promise<(place: Workplace) => string | null>;
}

const freshMs = 10 * 60_000;
/** Who is not told is soon told, and not asked about at each letter of a search. */
const untoldFreshMs = 60_000;
/** So many people of one ERP are asked for at once; each names all companies that he sees. */
const askedMax = 10;

interface Told {
  /** `null`: it was asked for in vain. */
  readonly name: string | null;
  readonly untilMs: number;
}

/** @param answers whether an ERP answered lately */
export function createCompanyNames(
  { erp, clock }: Pick<EngineDeps, "erp" | "clock">,
  answers: (connectionId: string) => boolean,
): CompanyNames {
  const told = new Map<string, Told>();

  const isFresh = (key: string): boolean => (told.get(key)?.untilMs ?? 0) > clock.now();

  const ask = async (connectionId: string, all: readonly MailboxDocument[]): Promise<void> => {
    let asked = 0;
    for (const mailbox of all) {
      const key = keyOf(mailbox);
      if (asked === askedMax) return;
      if (isFresh(key)) continue;
      asked++;
      // A name that was told once stands until another one is told.
      const before = told.get(key)?.name ?? null;
      told.set(key, { name: before, untilMs: clock.now() + untoldFreshMs });
      for (const { id, name } of await seenBy({ erp }, mailbox)) {
        const untilMs = clock.now() + freshMs;
        told.set(keyOf({ connectionId, companyId: id }), { name, untilMs });
      }
    }
  };

  return {
    async of(mailboxes) {
      const byErp = groupBy(
        mailboxes.filter(({ companyId }) => companyId !== null),
        ({ connectionId }) => connectionId,
      );
      const open = [...byErp].filter(([connectionId]) => answers(connectionId));
      await Promise.all(open.map(([connectionId, theirs]) => ask(connectionId, theirs)));
      return (place) =>
        place.companyId === null ? null : (told.get(keyOf(place))?.name ?? place.companyId);
    },
  };
}

function keyOf({ connectionId, companyId }: Workplace): string {
  return `${connectionId} ${companyId ?? ""}`;
}
