import { Badge, Button } from "@fluentui/react-components";
import type { DryRunRow } from "../../../../server/api/contract/service/dry-runs.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { deedOf } from "../../plan/words.ts";
import { useServiceStyles } from "../styles.ts";
import { stateColors } from "./stateColors.ts";
import type { RowIds } from "./useDryRuns.ts";
import { words as allWords } from "./words.ts";

export interface RowsProps {
  readonly rows: readonly DryRunRow[];
  readonly onOpen: (ids: RowIds) => void;
}

/** One line for each mailbox: whose, how it stands, what would happen. */
export function Rows({ rows, onOpen }: RowsProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number, words: all } = useLocale();
  if (rows.length === 0) return <p className={styles.text}>{words.noMailbox}</p>;
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={`${row.tenantId} ${row.mailboxId}`} className={styles.one}>
          <span className={styles.what}>
            <span className={styles.title}>
              {row.name}
              <Badge appearance="tint" color={stateColors[row.state]}>
                {words.states[row.state]}
              </Badge>
            </span>
            <span className={styles.small}>
              {[row.address, ...(row.off && row.state !== "off" ? [words.off] : [])].join(" · ")}
            </span>
            {row.problem !== null && <span className={styles.small}>{row.problem}</span>}
            {row.counts.length > 0 && (
              <span>
                {row.counts.map((one) => `${deedOf(one, all)}: ${number(one.count)}`).join(" · ")}
              </span>
            )}
            {row.marked > 0 && (
              <span className={styles.small}>{words.marked(number(row.marked))}</span>
            )}
          </span>
          {row.total > 0 && (
            <Button size="small" aria-label={words.lookAt(row.name)} onClick={() => onOpen(row)}>
              {words.look}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
