import { Link, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import {
  AddCircleRegular,
  CheckmarkCircleRegular,
  DeleteRegular,
  EditRegular,
  ErrorCircleRegular,
  LinkRegular,
  PersonRegular,
  PlugDisconnectedRegular,
  SettingsRegular,
  WarningRegular,
} from "@fluentui/react-icons";
import type { ReactElement } from "react";
import type { HistoryView } from "../../server/api/contract/items.ts";
import { useLocale, useWords } from "../locales/locale.ts";
import { Changes, isTelling, type Change } from "./Changes.tsx";

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  entry: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    paddingBottom: tokens.spacingVerticalM,
  },
  icon: { fontSize: "20px", color: tokens.colorNeutralForeground3, display: "grid" },
  body: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS },
  title: { ...typographyStyles.body1, overflowWrap: "anywhere" },
  subject: { fontWeight: tokens.fontWeightSemibold },
  small: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  why: { ...typographyStyles.caption1, alignSelf: "flex-start" },
  details: { "& > summary": { cursor: "pointer", width: "fit-content" } },
  empty: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground3 },
});

const icons: Readonly<Record<string, ReactElement>> = {
  linked: <LinkRegular />,
  created: <AddCircleRegular />,
  updated: <EditRegular />,
  deleted: <DeleteRegular />,
  unlinked: <PlugDisconnectedRegular />,
  conflict: <WarningRegular />,
  answered: <PersonRegular />,
  failed: <ErrorCircleRegular />,
  recovered: <CheckmarkCircleRegular />,
};

export interface HistoryListProps {
  readonly entries: readonly HistoryView[];
  /** Said where there is nothing yet. */
  readonly empty: string;
  /** Names the item in each line; left out where the page is about one item. */
  readonly withSubject: boolean;
  /** Offered with each line about an item: why it is as it is. */
  readonly onExplain?: (linkId: string) => void;
}

/** What happened, newest first: what, in which direction, when, and why. */
export function HistoryList({ entries, empty, withSubject, onExplain }: HistoryListProps) {
  const styles = useStyles();
  const { words, time } = useLocale();
  if (entries.length === 0) return <p className={styles.empty}>{empty}</p>;
  const directions = { erp: words.home.log.toErp, microsoft: words.home.log.toMicrosoft };
  return (
    <ol className={styles.list}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          <span className={styles.icon} aria-hidden>
            {icons[entry.kind] ?? <SettingsRegular />}
          </span>
          <div className={styles.body}>
            <span className={styles.title}>
              {withSubject && entry.subject !== "" && (
                <>
                  <span className={styles.subject}>{entry.subject}</span> ·{" "}
                </>
              )}
              {words.historyKinds[entry.kind] ?? entry.kind}
              {entry.side !== null && ` ${directions[entry.side]}`}
            </span>
            <span className={styles.small}>
              <time dateTime={entry.at}>{time(entry.at)}</time> · {words.origins[entry.origin]}
            </span>
            <WhatChanged changes={entry.changes} />
            <Because text={entry.because} />
            {onExplain !== undefined && <Why entry={entry} onExplain={onExplain} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

interface WhyProps {
  readonly entry: HistoryView;
  readonly onExplain: (linkId: string) => void;
}

function Why({ entry: { linkId, subject }, onExplain }: WhyProps) {
  const styles = useStyles();
  const words = useWords().explain;
  if (linkId === null) return null;
  return (
    <Link
      as="button"
      className={styles.why}
      aria-label={words.of(subject === "" ? words.unnamed : subject)}
      onClick={() => onExplain(linkId)}
    >
      {words.button}
    </Link>
  );
}

/** More fields than this are folded away: a list is for seeing what happened, not every value of it. */
const changesShown = 3;

function WhatChanged({ changes }: { readonly changes: readonly Change[] }) {
  const styles = useStyles();
  const words = useWords();
  const count = changes.filter(isTelling).length;
  if (count <= changesShown) return <Changes changes={changes} />;
  return (
    <details className={styles.details}>
      <summary className={styles.small}>{words.home.log.values(count)}</summary>
      <Changes changes={changes} />
    </details>
  );
}

/** Why, in words; a rule's bare code that we have no words for is for the log file, not for people. */
function Because({ text }: { readonly text: string }) {
  const styles = useStyles();
  const { words } = useLocale();
  // A mailbox's state is spelled as its health, with the other side's own sentence after a colon.
  const health = Object.entries(words.health).find(([code]) => code === text.split(":")[0])?.[1];
  const shown = words.because[text] ?? health?.label ?? (text.includes(" ") ? text : null);
  return shown === null ? null : <span className={styles.small}>{shown}</span>;
}
