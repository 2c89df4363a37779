import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  steps: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
  },
  step: { minWidth: 0 },
  headed: { minWidth: 0, "::marker": { fontWeight: tokens.fontWeightSemibold } },
  body: {
    display: "flex",
    flexDirection: "column",
    alignItems: "start",
    rowGap: tokens.spacingVerticalXS,
  },
  where: { ...typographyStyles.body1Strong },
});

/** What an administrator does elsewhere, one after the other. */
export function Steps({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  return <ol className={styles.steps}>{children}</ol>;
}

export interface StepProps {
  /** On which page; absent: it goes on where he is. */
  readonly where?: string;
  readonly text: string;
  /** What he types or presses. */
  readonly children?: ReactNode;
}

export function Step({ where, text, children }: StepProps) {
  const styles = useStyles();
  return (
    <li className={where === undefined ? styles.step : styles.headed}>
      <span className={styles.body}>
        {where !== undefined && <span className={styles.where}>{where}</span>}
        <span>{text}</span>
        {children}
      </span>
    </li>
  );
}
