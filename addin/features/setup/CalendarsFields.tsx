import {
  Checkbox,
  Field,
  Label,
  makeStyles,
  Select,
  tokens,
  typographyStyles,
  useId,
} from "@fluentui/react-components";
import type { SetupOptions } from "../../../server/api/contract/account.ts";
import { useWords } from "../../locales/locale.ts";
import type { CalendarPick } from "./draft.ts";
import { withCalendar } from "./form.ts";

type Calendar = SetupOptions["calendars"]["all"][number];

const useStyles = makeStyles({
  list: { display: "flex", flexDirection: "column", margin: 0, padding: 0, listStyleType: "none" },
  name: { display: "inline-flex", alignItems: "center", columnGap: tokens.spacingHorizontalS },
  // The calendar's own colour, on whatever background: a thin line keeps pale ones visible.
  dot: {
    flexShrink: 0,
    width: "10px",
    height: "10px",
    borderRadius: tokens.borderRadiusCircular,
    boxShadow: `0 0 0 1px ${tokens.colorNeutralStroke1}`,
  },
  note: {
    ...typographyStyles.caption1,
    display: "block",
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
});

export interface CalendarsFieldsProps {
  readonly all: readonly Calendar[];
  readonly picked: CalendarPick;
  readonly onChange: (picked: CalendarPick) => void;
}

/** Which calendars of the mailbox are synchronized, and where what comes from the ERP is made. */
export function CalendarsFields({ all, picked, onChange }: CalendarsFieldsProps) {
  const styles = useStyles();
  const words = useWords().setup.calendars;
  const title = useId("calendars");
  const nameOf = ({ id, name }: Calendar): string =>
    name === "" ? words.unnamed : id === "default" ? words.default(name) : name;
  const chosen = all.filter(({ id }) => picked.chosen.includes(id));
  const isLast = ({ id }: Calendar): boolean => chosen.length === 1 && chosen[0]?.id === id;
  const noteOf = (calendar: Calendar): string | null => {
    if (!calendar.canEdit) return words.readOnly;
    const hasOthers = all.filter(({ choosable }) => choosable).length > 1;
    return isLast(calendar) && hasOthers ? words.last : null;
  };
  return (
    <>
      {/* Not a Field: it would give each checkbox its own label for a name. */}
      <div role="group" aria-labelledby={title}>
        <Label id={title}>{words.which}</Label>
        <ul className={styles.list}>
          {all.map((calendar) => {
            const note = noteOf(calendar);
            return (
              <li key={calendar.id}>
                <Checkbox
                  checked={picked.chosen.includes(calendar.id)}
                  disabled={!calendar.choosable || isLast(calendar)}
                  onChange={(_event, { checked }) =>
                    onChange(withCalendar(picked, calendar.id, checked === true))
                  }
                  label={
                    <>
                      <span className={styles.name}>
                        {calendar.color !== null && (
                          <span
                            aria-hidden
                            className={styles.dot}
                            style={{ backgroundColor: calendar.color }}
                          />
                        )}
                        {nameOf(calendar)}
                      </span>
                      {note !== null && <span className={styles.note}>{note}</span>}
                    </>
                  }
                />
              </li>
            );
          })}
        </ul>
      </div>
      {chosen.length > 1 && (
        <Field label={words.target}>
          <Select
            value={picked.target}
            onChange={(_event, { value }) => onChange({ ...picked, target: value })}
          >
            {chosen.map((calendar) => (
              <option key={calendar.id} value={calendar.id}>
                {nameOf(calendar)}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </>
  );
}
