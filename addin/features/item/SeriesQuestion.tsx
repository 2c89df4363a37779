import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { CalendarDayRegular, CalendarMultipleRegular } from "@fluentui/react-icons";
import type { DayView } from "../../../server/api/contract/items.ts";
import { useWords } from "../../locales/locale.ts";
import type { SeriesScope } from "./seriesScope.ts";

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { ...typographyStyles.body1Strong, margin: 0 },
  text: { ...typographyStyles.body1, margin: 0, overflowWrap: "anywhere" },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  line: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
  },
  said: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
});

export interface SeriesQuestionProps {
  readonly day: DayView;
  /** `null`: he was never asked. */
  readonly scope: SeriesScope | null;
  readonly onChoose: (scope: SeriesScope) => void;
}

/** Asks whether the series or the day that is open is meant; later says which, and changes it. */
export function SeriesQuestion({ day, scope, onChoose }: SeriesQuestionProps) {
  const styles = useStyles();
  const words = useWords().item.scope;
  if (scope === null) {
    return (
      <section className={styles.card} aria-label={words.title}>
        <h2 className={styles.title}>{words.title}</h2>
        <p className={styles.text}>{words.text}</p>
        <div className={styles.acts}>
          <Button
            appearance="primary"
            icon={<CalendarMultipleRegular />}
            onClick={() => onChoose("series")}
          >
            {words.series}
          </Button>
          <Button icon={<CalendarDayRegular />} onClick={() => onChoose("day")}>
            {words.day}
          </Button>
        </div>
      </section>
    );
  }
  const other = scope === "series" ? "day" : "series";
  return (
    <p className={styles.line}>
      <span className={styles.said}>{words.shown[scope](day.when ?? day.on)}</span>
      <Button size="small" appearance="subtle" onClick={() => onChoose(other)}>
        {words.show[other]}
      </Button>
    </p>
  );
}
