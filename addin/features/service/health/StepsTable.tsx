import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { ServiceAnswer } from "../../../api/service.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import type { Series } from "./series.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  summary: { ...typographyStyles.caption1, cursor: "pointer", width: "fit-content" },
  scroll: { overflowX: "auto", maxHeight: "320px" },
  table: {
    ...typographyStyles.caption1,
    borderCollapse: "collapse",
    "& th, & td": {
      padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
      textAlign: "start",
    },
    "& td": { textAlign: "end", fontVariantNumeric: "tabular-nums" },
  },
});

export interface StepsTableProps {
  readonly title: string;
  readonly series: Series;
  readonly figures: ServiceAnswer<"figures">;
}

/** A chart as a table: the steps in which there was something, the newest first. */
export function StepsTable({ title, series: { legends, values }, figures }: StepsTableProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { time, number } = useLocale();
  const rows = values
    .map((step, at) => ({ step, from: figures.steps[at]?.from ?? "" }))
    .filter(({ step }) => step.some((value) => value !== null && value !== 0))
    .reverse();
  return (
    <details>
      <summary className={styles.summary}>{words.asTable(title)}</summary>
      {/* A region that scrolls must be reached by keys. */}
      <div className={styles.scroll} role="region" aria-label={words.tableOf(title)} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.from}</th>
              {legends.map((legend) => (
                <th key={legend} scope="col">
                  {legend}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ step, from }) => (
              <tr key={from}>
                <th scope="row">{time(from)}</th>
                {step.map((value, place) => (
                  <td key={place}>{value === null ? "–" : number(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
