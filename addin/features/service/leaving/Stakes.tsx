import type { LeavingStake } from "../../../../server/api/contract/service/leaving.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

/** Mailbox by mailbox, what is at stake in it. */
export function Stakes({ stakes }: { readonly stakes: readonly LeavingStake[] }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  if (stakes.length === 0) return <p className={styles.text}>{words.nobody}</p>;
  return (
    <ul className={styles.list} aria-label={words.mailboxes}>
      {stakes.map((one) => (
        <li key={one.mailboxId} className={styles.one}>
          <span className={styles.who}>
            <span className={styles.name}>{one.name === "" ? words.unfinished : one.name}</span>
            <span className={styles.small}>{one.address === "" ? one.mailboxId : one.address}</span>
          </span>
          <span className={styles.what}>
            {one.refused !== null && <span>{words.refused(one.refused)}</span>}
            <span>
              {words.stake(number(one.links), number(one.outlookCopies), number(one.erpCopies))}
            </span>
            <span className={styles.small}>
              {[
                words.marked(number(one.marks)),
                words.subscriptions(number(one.subscriptions)),
                one.tokens ? words.tokens : words.noTokens,
              ].join(" · ")}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
