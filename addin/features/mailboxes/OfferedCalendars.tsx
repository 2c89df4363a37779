import {
  Checkbox,
  Label,
  makeStyles,
  tokens,
  typographyStyles,
  useId,
} from "@fluentui/react-components";
import type { OfferedCalendar } from "../../../server/api/contract/mailboxes.ts";
import { useWords } from "../../locales/locale.ts";

const useStyles = makeStyles({
  list: { display: "flex", flexDirection: "column", margin: 0, padding: 0, listStyleType: "none" },
  note: {
    ...typographyStyles.caption1,
    display: "block",
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
});

export interface OfferedCalendarsProps {
  readonly offered: readonly OfferedCalendar[];
  readonly busy: boolean;
  readonly onAdd: (calendarId: string) => void;
}

/** Calendars of others in the person's own list: ticking one adds it. */
export function OfferedCalendars({ offered, busy, onAdd }: OfferedCalendarsProps) {
  const styles = useStyles();
  const { setup, further: text } = useWords();
  const title = useId("offered");
  const noteOf = ({ standing, by, canEdit, owner }: OfferedCalendar): string => {
    const whose = setup.calendars.owner(owner.name);
    if (standing === "owner") return text.ownersOwn(by ?? owner.name);
    if (standing === "taken") return text.taken(by ?? "");
    return canEdit ? whose : `${whose}. ${text.readOnly}`;
  };
  return (
    <div role="group" aria-labelledby={title}>
      <Label id={title}>{text.offered}</Label>
      <ul className={styles.list}>
        {offered.map((calendar) => (
          <li key={calendar.calendarId}>
            <Checkbox
              checked={calendar.standing === "added"}
              disabled={busy || calendar.standing !== "free"}
              onChange={() => onAdd(calendar.calendarId)}
              label={
                <>
                  {calendar.name === "" ? setup.calendars.unnamed : calendar.name}
                  <span className={styles.note}>{noteOf(calendar)}</span>
                </>
              }
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
