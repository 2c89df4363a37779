import { Button, Link, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import {
  AddCircleRegular,
  ArrowUndoRegular,
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
import type { UndoTarget } from "../../server/api/contract/undo.ts";
import { useLocale, useWords } from "../locales/locale.ts";
import { becauseOf } from "./because.ts";
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
  // Its text stands under the text above it, not its edge.
  undo: { alignSelf: "start", marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  run: {
    gridColumn: "1 / -1",
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalM,
    paddingBottom: tokens.spacingVerticalS,
  },
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
  undone: <ArrowUndoRegular />,
  "not-undone": <WarningRegular />,
};

export interface HistoryListProps {
  readonly entries: readonly HistoryView[];
  /** Said where there is nothing yet. */
  readonly empty: string;
  /** Names the item in each line; left out where the page is about one item. */
  readonly withSubject: boolean;
  /** Offered with each line about an item: why it is as it is. */
  readonly onExplain?: (linkId: string) => void;
  /** A person wants to take a change back, or all of a run. */
  readonly onUndo: (target: UndoTarget) => void;
  /** Offers to take runs of several changes back as one. */
  readonly byRun: boolean;
}

/** What happened, newest first: what, in which direction, when, and why. */
export function HistoryList(props: HistoryListProps) {
  const { entries, empty, withSubject, onExplain, onUndo, byRun } = props;
  const styles = useStyles();
  const { words, time } = useLocale();
  if (entries.length === 0) return <p className={styles.empty}>{empty}</p>;
  const directions = { erp: words.home.log.toErp, microsoft: words.home.log.toMicrosoft };
  const runs = byRun ? runsOf(entries) : new Map<string, Run>();
  return (
    <ol className={styles.list}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          <RunHead run={runs.get(entry.id)} onUndo={onUndo} />
          <span className={styles.icon} aria-hidden>
            {icons[entry.kind] ?? <SettingsRegular />}
          </span>
          <div className={styles.body}>
            <span className={styles.title}>
              {(withSubject || entry.day !== undefined) && nameOf(entry) !== "" && (
                <>
                  <span className={styles.subject}>{nameOf(entry)}</span> ·{" "}
                </>
              )}
              {words.historyKinds[entry.kind] ?? entry.kind}
              {entry.side !== null && ` ${directions[entry.side]}`}
            </span>
            <span className={styles.small}>
              <time dateTime={entry.at}>{time(entry.at)}</time> · {words.origins[entry.origin]}
            </span>
            <WhatChanged changes={entry.changes} />
            <Because entry={entry} />
            {onExplain !== undefined && <Why entry={entry} onExplain={onExplain} />}
            {entry.undoable && (
              <Button
                className={styles.undo}
                appearance="subtle"
                size="small"
                icon={<ArrowUndoRegular />}
                aria-label={words.undo.one(
                  `${words.historyKinds[entry.kind] ?? entry.kind} ${nameOf(entry)}`,
                  time(entry.at),
                )}
                onClick={() => onUndo({ lineId: entry.id })}
              >
                {words.undo.button}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** By which its reader tells it from the others: days of one series are all called alike. */
function nameOf({ subject, day }: HistoryView): string {
  return day ?? subject;
}

interface WhyProps {
  readonly entry: HistoryView;
  readonly onExplain: (linkId: string) => void;
}

function Why({ entry, onExplain }: WhyProps) {
  const styles = useStyles();
  const words = useWords().explain;
  const { linkId } = entry;
  const name = nameOf(entry);
  if (linkId === null) return null;
  return (
    <Link
      as="button"
      className={styles.why}
      aria-label={words.of(name === "" ? words.unnamed : name)}
      onClick={() => onExplain(linkId)}
    >
      {words.button}
    </Link>
  );
}

interface Run {
  readonly runId: string;
  readonly at: string;
  readonly changes: number;
}

/** The runs of which several changes can be taken back, by the newest of their lines. */
function runsOf(entries: readonly HistoryView[]): ReadonlyMap<string, Run> {
  const heads = new Map<string, Run & { readonly lineId: string }>();
  for (const { id, at, runId, undoable } of entries) {
    if (runId === null || !undoable) continue;
    const head = heads.get(runId) ?? { lineId: id, runId, at, changes: 0 };
    heads.set(runId, { ...head, changes: head.changes + 1 });
  }
  const several = [...heads.values()].filter(({ changes }) => changes > 1);
  return new Map(several.map((run) => [run.lineId, run]));
}

interface RunHeadProps {
  readonly run: Run | undefined;
  readonly onUndo: HistoryListProps["onUndo"];
}

function RunHead({ run, onUndo }: RunHeadProps) {
  const styles = useStyles();
  const { words, time } = useLocale();
  if (run === undefined) return null;
  const name = words.undo.run(time(run.at));
  return (
    <div className={styles.run}>
      <span className={styles.small}>{name}</span>
      <Button
        appearance="subtle"
        size="small"
        icon={<ArrowUndoRegular />}
        aria-label={`${words.undo.buttonRun}: ${name}`}
        onClick={() => onUndo({ runId: run.runId })}
      >
        {words.undo.buttonRun}
      </Button>
    </div>
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

function Because({ entry }: { readonly entry: HistoryView }) {
  const styles = useStyles();
  const { words } = useLocale();
  const { because: text, kind, changes } = entry;
  const shown = becauseOf(words, text);
  if (shown === null) return null;
  // What stays as it is has no values to show, only names.
  const fields =
    kind === "not-undone" ? changes.map(({ field }) => words.fields[field] ?? field) : [];
  return (
    <span className={styles.small}>
      {fields.length > 0 && `${fields.join(", ")}: `}
      {shown}
    </span>
  );
}
