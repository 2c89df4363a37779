import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { CalendarDayRegular, CalendarMultipleRegular } from "@fluentui/react-icons";
import type { DayView } from "../../../server/api/contract/items.ts";
import { useWords } from "../../locales/locale.ts";
import type { SeriesScope } from "./seriesScope.ts";
import { useQuestionStyles } from "./styles.ts";

const useStyles = makeStyles({
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
  const question = useQuestionStyles();
  const words = useWords().item.scope;
  if (scope === null) {
    return (
      <section className={question.root} aria-label={words.title}>
        <h2 className={question.title}>{words.title}</h2>
        <p className={question.text}>{words.text}</p>
        <div className={question.acts}>
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
