import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { ArrowRightRegular } from "@fluentui/react-icons";
import { useWords } from "../locales/locale.ts";

const useStyles = makeStyles({
  list: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    margin: 0,
  },
  field: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  value: { ...typographyStyles.body1, margin: 0, overflowWrap: "anywhere", whiteSpace: "pre-line" },
  old: { color: tokens.colorNeutralForeground3, textDecorationLine: "line-through" },
  arrow: { verticalAlign: "middle", margin: `0 ${tokens.spacingHorizontalXS}` },
  empty: { color: tokens.colorNeutralForeground3, fontStyle: "italic" },
});

export interface Change {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Whether a change tells something: a new item's empty fields do not. */
export function isTelling({ from, to }: Change): boolean {
  return [from, to].some((value) => value !== null && value !== "");
}

/** Fields with their old and new values, as people read them. */
export function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const styles = useStyles();
  const words = useWords();
  const telling = changes.filter(isTelling);
  if (telling.length === 0) return null;
  const worded = (field: string, value: string): string => words.values[field]?.[value] ?? value;
  return (
    <dl className={styles.list}>
      {telling.map(({ field, from, to }) => (
        <div key={field}>
          <dt className={styles.field}>{words.fields[field] ?? field}</dt>
          <dd className={styles.value}>
            {from !== null && (
              <>
                <del className={styles.old}>{worded(field, from)}</del>
                <ArrowRightRegular className={styles.arrow} aria-hidden />
              </>
            )}
            {to === null || to === "" ? (
              <span className={styles.empty}>{words.item.empty}</span>
            ) : (
              <span>{worded(field, to)}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
