import { Badge, Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { PlanEntryView, PlanKind } from "../../../server/api/contract/plan.ts";
import type { PlanFilter } from "../../api/client.ts";
import { Changes, isTelling } from "../../components/Changes.tsx";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useWords } from "../../locales/locale.ts";
import { useNarrow } from "./useNarrow.ts";
import { usePlanEntries } from "./usePlan.ts";
import { deedOf } from "./words.ts";

const line = `1px solid ${tokens.colorNeutralStroke2}`;

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  table: { width: "100%", borderCollapse: "collapse", tableLayout: "fixed" },
  narrow: { width: "19%" },
  wide: { width: "31%" },
  head: {
    ...typographyStyles.caption1Strong,
    padding: tokens.spacingHorizontalS,
    textAlign: "start",
    color: tokens.colorNeutralForeground2,
    borderBottom: line,
  },
  cell: {
    ...typographyStyles.body1,
    padding: tokens.spacingHorizontalS,
    verticalAlign: "top",
    overflowWrap: "anywhere",
    borderBottom: line,
    fontWeight: tokens.fontWeightRegular,
    textAlign: "start",
  },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  item: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: line,
    overflowWrap: "anywhere",
  },
  subject: { ...typographyStyles.body1Strong, display: "block" },
  small: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  details: { "& > summary": { cursor: "pointer", width: "fit-content" } },
});

type Colour = "success" | "informative" | "danger" | "warning";

const colours: Readonly<Record<PlanKind, Colour>> = {
  create: "success",
  update: "informative",
  delete: "danger",
  link: "informative",
  unlink: "warning",
  conflict: "warning",
  doubt: "warning",
  held: "warning",
  refused: "warning",
};

export interface PlanEntriesProps {
  readonly planId: string;
  readonly filter: PlanFilter;
}

/** What would happen to each item and why: a table where there is room, otherwise a list. */
export function PlanEntries({ planId, filter }: PlanEntriesProps) {
  const styles = useStyles();
  const words = useWords().plan;
  const { entries, failure, more, loadMore, reload } = usePlanEntries(planId, filter);
  return (
    <div className={styles.root}>
      {failure !== null && <FailureNotice failure={failure} onRetry={reload} />}
      {entries === undefined ? (
        failure === null && <Loading lines={4} />
      ) : (
        <Entries entries={entries} />
      )}
      {more && <Button onClick={loadMore}>{words.more}</Button>}
    </div>
  );
}

interface EntriesProps {
  readonly entries: readonly PlanEntryView[];
}

/** A table where there is room, otherwise a list. */
export function Entries({ entries }: EntriesProps) {
  return useNarrow() ? <EntryList entries={entries} /> : <EntryTable entries={entries} />;
}

export function EntryList({ entries }: EntriesProps) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {entries.map((entry, at) => (
        <li key={keyOf(entry, at)} className={styles.item}>
          <Deed entry={entry} />
          <What entry={entry} />
          <span className={styles.small}>{entry.reason}</span>
          <Folded entry={entry} />
        </li>
      ))}
    </ul>
  );
}

function EntryTable({ entries }: EntriesProps) {
  const styles = useStyles();
  const words = useWords().plan;
  const { what, appointment, changes, why } = words.columns;
  return (
    <table className={styles.table} aria-label={words.title}>
      <colgroup>
        <col className={styles.narrow} />
        <col className={styles.wide} />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr>
          {[what, appointment, changes, why].map((name) => (
            <th key={name} scope="col" className={styles.head}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, at) => (
          <tr key={keyOf(entry, at)}>
            <td className={styles.cell}>
              <Deed entry={entry} />
            </td>
            <th scope="row" className={styles.cell}>
              <What entry={entry} />
            </th>
            <td className={styles.cell}>
              <Folded entry={entry} />
            </td>
            <td className={styles.cell}>{entry.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface EntryProps {
  readonly entry: PlanEntryView;
}

function Deed({ entry }: EntryProps) {
  const words = useWords();
  return (
    <Badge appearance="tint" color={colours[entry.kind]} size="large">
      {deedOf(entry, words)}
    </Badge>
  );
}

function What({ entry: { subject, when } }: EntryProps) {
  const styles = useStyles();
  const words = useWords();
  return (
    <div>
      <span className={styles.subject}>{subject === "" ? words.plan.unnamed : subject}</span>
      {when !== null && <span className={styles.small}>{when}</span>}
    </div>
  );
}

/** A new item's fields are folded away: that it is made is what counts. */
function Folded({ entry: { kind, changes } }: EntryProps) {
  const styles = useStyles();
  const words = useWords();
  const hidden = changes.filter((one) => !isTelling(one)).map(({ field }) => field);
  const telling = changes.length - hidden.length;
  const silent = hidden.map((field) => words.plan.changesSilently(words.fields[field] ?? field));
  if (telling + silent.length === 0) return null;
  return (
    <>
      {telling > 0 && (kind === "create" || telling > 3) ? (
        <details className={styles.details}>
          <summary className={styles.small}>{words.home.log.values(telling)}</summary>
          <Changes changes={changes} />
        </details>
      ) : (
        <Changes changes={changes} />
      )}
      {silent.map((text) => (
        <span key={text} className={styles.small}>
          {text}
        </span>
      ))}
    </>
  );
}

function keyOf({ kind, ids, rule }: PlanEntryView, at: number): string {
  return `${kind}/${ids.microsoft ?? ""}/${ids.erp ?? ""}/${rule}/${at}`;
}
