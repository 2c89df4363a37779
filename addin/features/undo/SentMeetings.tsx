import { Checkbox, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { UndoPreview } from "../../../server/api/contract/undo.ts";
import { GuestList } from "../../components/GuestList.tsx";
import { useWords } from "../../locales/locale.ts";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  title: { ...typographyStyles.body1Strong, margin: 0 },
  text: { ...typographyStyles.body1, margin: 0 },
  meeting: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  subject: { ...typographyStyles.body1Strong, margin: 0, overflowWrap: "anywhere" },
  small: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
});

export interface SentMeetingsProps {
  readonly meetings: UndoPreview["meetings"];
  /** The lines whose meetings he wants cancelled. */
  readonly ticked: readonly string[];
  readonly onTick: (ticked: readonly string[]) => void;
}

/** What was sent to guests since it was made: undoing it cancels it, each by a tick of its own. */
export function SentMeetings({ meetings, ticked, onTick }: SentMeetingsProps) {
  const styles = useStyles();
  const words = useWords();
  const { title, text } = words.undo.meetings;
  if (meetings.length === 0) return null;
  return (
    <section className={styles.root} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <p className={styles.text}>{text}</p>
      {meetings.map(({ lineId, subject, when, guests }) => (
        <div key={lineId} className={styles.meeting}>
          <p className={styles.subject}>{subject === "" ? words.item.noSubject : subject}</p>
          {when !== null && <p className={styles.small}>{when}</p>}
          <GuestList told={words.item.ending.told} guests={guests} />
          <Checkbox
            label={words.item.ending.confirm(guests.length)}
            aria-label={`${words.item.ending.confirm(guests.length)}: ${subject}`}
            checked={ticked.includes(lineId)}
            onChange={(_event, { checked }) =>
              onTick(
                checked === true ? [...ticked, lineId] : ticked.filter((one) => one !== lineId),
              )
            }
          />
        </div>
      ))}
    </section>
  );
}
