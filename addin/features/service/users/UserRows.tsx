import { Badge, Link, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { UserRow } from "../../../../server/api/contract/service/users.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { colorOf, useHealthWords } from "./useHealthWords.ts";
import type { Whom } from "./whom.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  row: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalM} 0`,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
    "@media (min-width: 800px)": {
      gridTemplateColumns: "minmax(0, 5fr) minmax(0, 3fr) minmax(0, 4fr)",
      columnGap: tokens.spacingHorizontalL,
    },
  },
  part: { display: "flex", flexDirection: "column", alignItems: "start", minWidth: 0 },
  name: { ...typographyStyles.body1Strong, textAlign: "start", overflowWrap: "anywhere" },
  badge: { whiteSpace: "nowrap" },
});

export interface UserRowsProps {
  readonly rows: readonly UserRow[];
  readonly onOpen: (whom: Whom) => void;
}

/** One line for each person: who, how he is doing, what is to be done. */
export function UserRows({ rows, onOpen }: UserRowsProps) {
  const styles = useStyles();
  const common = useServiceStyles();
  const words = useWordsOf(allWords);
  if (rows.length === 0) return <p className={common.text}>{words.none}</p>;
  return (
    <ul className={common.framed}>
      {rows.map((row) => (
        <li key={`${row.tenantId} ${row.mailboxId}`} className={styles.row}>
          <span className={styles.part}>
            <Link as="button" className={styles.name} onClick={() => onOpen(row)}>
              {row.name === "" ? words.unknown : row.name}
            </Link>
            <span className={common.small}>{row.address === "" ? row.mailboxId : row.address}</span>
            <span className={common.small}>
              {[row.tenant, row.company].filter((part) => part !== null).join(" · ")}
            </span>
          </span>
          <State row={row} />
          <span className={styles.part}>
            {row.jobs.map((job) => (
              <Job key={job.job} job={job} queued={row.queued} />
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function State({ row }: { readonly row: UserRow }) {
  const styles = useStyles();
  const common = useServiceStyles();
  const { time } = useLocale();
  const healthWord = useHealthWords();
  return (
    <span className={styles.part}>
      <Badge className={styles.badge} appearance="tint" color={colorOf(row.health)}>
        {healthWord(row.health)}
      </Badge>
      {row.since !== null && <span className={common.small}>{time(row.since)}</span>}
    </span>
  );
}

interface JobProps {
  readonly job: UserRow["jobs"][number];
  readonly queued: number;
}

/** How one kind of things is doing. */
export function Job({ job, queued }: JobProps) {
  const common = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time, number } = useLocale();
  const open = [
    ...(job.waiting === 0 ? [] : [words.open.waiting(number(job.waiting))]),
    ...(job.quarantined === 0 ? [] : [words.open.aside(number(job.quarantined))]),
    ...(queued === 0 ? [] : [words.open.queued(number(queued))]),
  ];
  const { last, next, linked } = words.columns;
  return (
    <>
      <span>
        {(words.jobs as Readonly<Record<string, string>>)[job.job] ?? job.job}
        {` · ${linked}: ${number(job.linked)}`}
      </span>
      <span className={common.small}>
        {last}: {job.lastSyncAt === null ? words.never : time(job.lastSyncAt)}
      </span>
      {job.nextSyncAt !== null && (
        <span className={common.small}>
          {next}: {time(job.nextSyncAt)}
        </span>
      )}
      {open.length > 0 && <span className={common.small}>{open.join(" · ")}</span>}
    </>
  );
}
