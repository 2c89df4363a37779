import { Badge, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { UserPage } from "../../../../server/api/contract/service/users.ts";
import { Facts, type Fact } from "../../../components/Facts.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { useSettingTexts } from "../jobs/texts.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0 },
  value: { display: "block" },
  note: {
    ...typographyStyles.caption1,
    display: "block",
    color: tokens.colorNeutralForeground3,
  },
});

type Choices = NonNullable<UserPage["choices"]>;
type Setting = Choices["settings"][number];

export interface ChoicesCardProps {
  readonly choices: Choices;
  readonly language: UserPage["language"];
}

/** What somebody chose in his Setup, and what holds where he left it to others; nothing to change. */
export function ChoicesCard({ choices, language }: ChoicesCardProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords).choices;
  const { nameOf, valueOf } = useSettingTexts();
  const { calendars, mails, settings } = choices;
  const facts: readonly Fact[] = [
    {
      name: words.calendars,
      value: calendars.isDefaultAlone
        ? words.defaultAlone
        : words.counted(calendars.count, calendars.intoDefault),
    },
    ...settings.map((setting) => ({
      name: nameOf(setting.name),
      value: <Value setting={setting} textOf={(value) => valueOf(setting.name, value)} />,
    })),
    { name: words.mails, value: words.hears[mails ? "yes" : "no"] },
    ...(language === null
      ? []
      : [{ name: words.language, value: words.languages[language] ?? language }]),
  ];
  return (
    <CardSection title={words.title}>
      <p className={styles.text}>{words.text}</p>
      {settings.every(isLeftToOthers) && <p className={styles.text}>{words.nothingOwn}</p>}
      <Facts facts={facts} />
    </CardSection>
  );
}

function isLeftToOthers({ from, overruled }: Setting): boolean {
  return from !== "person" && overruled === null;
}

interface ValueProps {
  readonly setting: Setting;
  readonly textOf: (value: NonNullable<Setting["value"]>) => string;
}

/** What holds, and whose word it is. */
function Value({ setting: { value, from, lockedBy, overruled }, textOf }: ValueProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords).choices;
  return (
    <>
      <span className={styles.value}>{value === null ? words.ownMap : textOf(value)}</span>
      {from === "person" ? (
        <Badge appearance="tint" color="brand">
          {words.own}
        </Badge>
      ) : (
        <span className={styles.note}>
          {lockedBy === null ? words.from[from] : words.fixed(words.by[lockedBy])}
        </span>
      )}
      {overruled !== null && (
        <span className={styles.note}>{words.overruled(textOf(overruled))}</span>
      )}
    </>
  );
}
