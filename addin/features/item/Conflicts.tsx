import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { ConflictAnswer, ConflictView } from "../../../server/api/contract/items.ts";
import { CardSection } from "../../components/Section.tsx";
import { useWords } from "../../locales/locale.ts";

const useStyles = makeStyles({
  conflict: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  field: { ...typographyStyles.body1Strong, margin: 0 },
  sides: {
    display: "grid",
    gridTemplateColumns: "repeat(2, minmax(0, 1fr))",
    gap: tokens.spacingHorizontalS,
  },
  side: {
    display: "flex",
    flexDirection: "column",
    justifyContent: "space-between",
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { ...typographyStyles.caption1Strong, color: tokens.colorNeutralForeground3 },
  value: { ...typographyStyles.body1, overflowWrap: "anywhere", whiteSpace: "pre-line" },
});

export interface ConflictsProps {
  readonly conflicts: readonly ConflictView[];
  readonly busy: boolean;
  readonly onAnswer: (answer: ConflictAnswer) => void;
}

/** Both values of every field that was changed on both sides, to choose from. */
export function Conflicts({ conflicts, busy, onAnswer }: ConflictsProps) {
  const styles = useStyles();
  const words = useWords();
  const { title, ...labels } = words.item.conflicts;
  if (conflicts.length === 0) return null;
  return (
    <CardSection title={title}>
      {conflicts.map((conflict) => {
        const field = words.fields[conflict.field] ?? conflict.field;
        const sides = [
          {
            keep: "microsoft",
            name: labels.outlook,
            label: labels.keepMine,
            full: labels.keepMineOf,
          },
          { keep: "erp", name: labels.erp, label: labels.keepErp, full: labels.keepErpOf },
        ] as const;
        return (
          <div key={conflict.field} className={styles.conflict}>
            <h3 className={styles.field}>{field}</h3>
            <div className={styles.sides}>
              {sides.map(({ keep, name, label, full }) => (
                <div key={keep} className={styles.side}>
                  <span className={styles.name}>{name}</span>
                  <span className={styles.value}>{conflict[keep] ?? words.item.empty}</span>
                  <Button
                    size="small"
                    disabledFocusable={busy}
                    aria-label={full(field)}
                    onClick={() => {
                      const { microsoftFingerprint, erpFingerprint } = conflict;
                      onAnswer({
                        field: conflict.field,
                        keep,
                        microsoftFingerprint,
                        erpFingerprint,
                      });
                    }}
                  >
                    {label}
                  </Button>
                </div>
              ))}
            </div>
          </div>
        );
      })}
    </CardSection>
  );
}
