import { makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { ItemView } from "../../../server/api/contract/items.ts";
import { useLocale } from "../../locales/locale.ts";
import { explain, looks, type Tone } from "./state.tsx";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    alignItems: "start",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusXLarge,
    // Seen in high contrast, where backgrounds vanish.
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  icon: { display: "grid", fontSize: "24px" },
  label: { ...typographyStyles.body1Strong, display: "block" },
  text: { ...typographyStyles.caption1, display: "block", color: tokens.colorNeutralForeground2 },
});

const useTones = makeStyles({
  neutral: {
    backgroundColor: tokens.colorNeutralBackground3,
    "& > :first-child": { color: tokens.colorNeutralForeground3 },
  },
  brand: {
    backgroundColor: tokens.colorBrandBackground2,
    "& > :first-child": { color: tokens.colorBrandForeground2 },
  },
  success: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    "& > :first-child": { color: tokens.colorStatusSuccessForeground1 },
  },
  warning: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    "& > :first-child": { color: tokens.colorStatusWarningForeground3 },
  },
  danger: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    "& > :first-child": { color: tokens.colorStatusDangerForeground1 },
  },
} satisfies Record<Tone, object>);

/** The item's state in one line. */
export function StateLine({ view }: { readonly view: ItemView }) {
  const locale = useLocale();
  const { label } = locale.words.states[view.state];
  return <StateBox {...looks[view.state]} label={label} text={explain(view, locale)} />;
}

export interface StateBoxProps {
  readonly tone: Tone;
  readonly icon: ReactElement;
  readonly label: string;
  readonly text: string;
}

/** How something stands; read out politely whenever it moves. */
export function StateBox({ tone, icon, label, text }: StateBoxProps) {
  const styles = useStyles();
  const tones = useTones();
  return (
    <div role="status" aria-live="polite" className={mergeClasses(styles.root, tones[tone])}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <span>
        <span className={styles.label}>{label}</span>
        <span className={styles.text}>{text}</span>
      </span>
    </div>
  );
}
