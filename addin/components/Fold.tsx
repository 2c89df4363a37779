import { makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons";
import { useId, useState, type ReactNode } from "react";

const useStyles = makeStyles({
  heading: { margin: 0 },
  button: {
    ...typographyStyles.body1Strong,
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    width: "100%",
    padding: `${tokens.spacingVerticalS} 0`,
    border: "none",
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    textAlign: "start",
    cursor: "pointer",
    borderRadius: tokens.borderRadiusMedium,
    ":hover": { color: tokens.colorNeutralForeground2BrandHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  chevron: {
    flexShrink: 0,
    transitionProperty: "transform",
    transitionDuration: tokens.durationNormal,
    "@media (prefers-reduced-motion: reduce)": { transitionDuration: "0s" },
  },
  open: { transform: "rotate(180deg)" },
});

export interface FoldProps {
  readonly title: string;
  /** It is open to begin with; what becomes so later opens it, and it stays as its reader leaves it. */
  readonly initiallyOpen?: boolean;
  /** Rendered only while open, so that what it asks for is asked for then. */
  readonly children: ReactNode;
}

/** A heading that opens and closes what stands below it. */
export function Fold({ title, initiallyOpen = false, children }: FoldProps) {
  const styles = useStyles();
  const [open, setOpen] = useState(initiallyOpen);
  const [wasMeant, setWasMeant] = useState(initiallyOpen);
  if (wasMeant !== initiallyOpen) {
    setWasMeant(initiallyOpen);
    if (initiallyOpen) setOpen(true);
  }
  const id = useId();
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 className={styles.heading}>
        <button
          type="button"
          id={`${id}-title`}
          className={styles.button}
          aria-expanded={open}
          aria-controls={`${id}-body`}
          onClick={() => setOpen(!open)}
        >
          {title}
          <ChevronDownRegular
            aria-hidden
            className={mergeClasses(styles.chevron, open && styles.open)}
          />
        </button>
      </h2>
      <div id={`${id}-body`} hidden={!open}>
        {open && children}
      </div>
    </section>
  );
}
