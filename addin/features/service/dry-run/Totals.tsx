import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { DryRunSummary } from "../../../../server/api/contract/service/dry-runs.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

const line = `1px solid ${tokens.colorNeutralStroke2}`;

const useStyles = makeStyles({
  table: {
    ...typographyStyles.body1,
    borderCollapse: "collapse",
    width: "100%",
    maxWidth: "480px",
  },
  name: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    textAlign: "start",
    fontWeight: tokens.fontWeightRegular,
    borderBottom: line,
  },
  number: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    textAlign: "end",
    borderBottom: line,
  },
});

const columns = ["microsoft", "erp", "none"] as const;

/** How much of what, by side. */
export function Totals({ counts }: Pick<DryRunSummary, "counts">) {
  const styles = useStyles();
  const common = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number, words: all } = useLocale();
  if (counts.length === 0) return <p className={common.text}>{words.nothing}</p>;
  const shown = columns.filter((side) => counts.some((one) => (one.side ?? "none") === side));
  const kinds = [...new Set(counts.map(({ kind }) => kind))];
  return (
    <table className={styles.table} aria-label={words.total}>
      <thead>
        <tr>
          <th scope="col" className={styles.name}>
            {words.what}
          </th>
          {shown.map((side) => (
            <th key={side} scope="col" className={styles.number}>
              {side === "none" ? words.neither : all.plan.sides[side]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={kind}>
            <th scope="row" className={styles.name}>
              {all.plan.kinds[kind]}
            </th>
            {shown.map((side) => (
              <td key={side} className={styles.number}>
                {number(
                  counts.find((one) => one.kind === kind && (one.side ?? "none") === side)?.count ??
                    0,
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
