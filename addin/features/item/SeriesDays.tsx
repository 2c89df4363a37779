import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { DaysView } from "../../../server/api/contract/items.ts";
import { Facts } from "../../components/Facts.tsx";
import { CardSection, Section } from "../../components/Section.tsx";
import { plainList } from "../../components/plainList.ts";
import { useLocale } from "../../locales/locale.ts";
import { useScreenStyles } from "./styles.ts";

const useStyles = makeStyles({
  list: plainList,
  day: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalS,
  },
  told: { display: "flex", flexDirection: "column", minWidth: 0 },
  when: { ...typographyStyles.body1, overflowWrap: "anywhere" },
  why: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  open: { flexShrink: 0 },
});

export interface SeriesDaysProps {
  readonly days: DaysView;
  readonly busy: boolean;
  readonly onOpen: (itemId: string) => void;
}

/** How the days of a whole series stand in the ERP, and a way to each that needs its person. */
export function SeriesDays({ days, busy, onOpen }: SeriesDaysProps) {
  const { words, day, number } = useLocale();
  const text = words.item.days;
  const { inErp, span, needing } = days;
  const counts = [
    [days.inSync, text.inSync],
    [days.waiting, text.waiting],
    [days.asked, text.asked],
    [days.setAside, text.setAside],
  ] as const;
  const told = counts.filter(([count]) => count > 0);
  if (told.length === 0) return null;
  const facts = [
    { name: text.held, value: number(inErp) },
    ...(span === null
      ? []
      : [{ name: text.span, value: `${day(span.first)} – ${day(span.last)}` }]),
    { name: text.stand, value: told.map(([count, say]) => say(number(count))).join(", ") },
  ];
  return (
    <>
      {needing.length > 0 && <Needing days={days} busy={busy} onOpen={onOpen} />}
      <Section title={text.title}>
        <Facts facts={facts} />
      </Section>
    </>
  );
}

function Needing({ days, busy, onOpen }: SeriesDaysProps) {
  const styles = useStyles();
  const screen = useScreenStyles();
  const { words, number } = useLocale();
  const text = words.item.days;
  const more = days.asked + days.setAside - days.needing.length;
  return (
    <CardSection title={text.needing}>
      <ul className={styles.list}>
        {days.needing.map(({ itemId, when, state, fields }) => {
          const names = fields.map((field) => words.fields[field] ?? field).join(", ");
          const { label } = words.states[state];
          return (
            <li key={itemId} className={styles.day}>
              <span className={styles.told}>
                <span className={styles.when}>{when}</span>
                <span className={styles.why}>{names === "" ? label : `${label}: ${names}`}</span>
              </span>
              <Button
                className={styles.open}
                size="small"
                disabledFocusable={busy}
                aria-label={text.openOf(when ?? "")}
                onClick={() => onOpen(itemId)}
              >
                {text.open}
              </Button>
            </li>
          );
        })}
      </ul>
      {more > 0 && <p className={screen.note}>{text.more(number(more))}</p>}
    </CardSection>
  );
}
