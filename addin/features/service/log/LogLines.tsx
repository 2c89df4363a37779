import { Badge, Link, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useMemo } from "react";
import type { LogLineView } from "../../../../server/api/contract/service/log.ts";
import { becauseOf } from "../../../components/because.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { keyOf } from "./useLog.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  line: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
    "@media (min-width: 900px)": {
      gridTemplateColumns: "180px 200px minmax(0, 1fr)",
      columnGap: tokens.spacingHorizontalL,
    },
  },
  what: { display: "flex", flexDirection: "column", minWidth: 0, overflowWrap: "anywhere" },
  head: {
    ...typographyStyles.body1,
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
  },
  subject: { fontWeight: tokens.fontWeightSemibold },
  acts: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalM },
  act: { ...typographyStyles.caption1 },
  person: { overflowWrap: "anywhere", textAlign: "start", alignSelf: "start" },
});

export interface LogLinesProps {
  readonly entries: readonly LogLineView[];
  /** Only this person's. */
  readonly onPerson: (line: LogLineView) => void;
  /** Only what happened in the same run. */
  readonly onRun: (runId: string) => void;
  /** Only what was done for the same request. */
  readonly onRequest: (id: string) => void;
  /** Why its item is as it is. */
  readonly onExplain: (line: LogLineView) => void;
}

/** Lines of the log: when, whose, what, why. */
export function LogLines({ entries, onPerson, onRun, onRequest, onExplain }: LogLinesProps) {
  const styles = useStyles();
  const common = useServiceStyles();
  const words = useWordsOf(allWords);
  const { words: all, tag } = useLocale();
  // Several things happen within a minute.
  const format = useMemo(
    () => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "medium" }),
    [tag],
  );
  return (
    <ol className={common.framed} aria-label={words.lines}>
      {entries.map((line) => {
        const { kind, side, subject, fields, because, linkId, runId, requests, outcome } = line;
        const [request] = requests;
        const whose = line.name === "" ? line.mailboxId : line.name;
        // Beside its code stands what the other side said of it.
        const why =
          line.code === null
            ? becauseOf(all, because)
            : because.slice(line.code.length + 1).trim() || null;
        const into = side === null || kind === "state" ? [] : [words.into[side]];
        // What is new has every field.
        const changed = kind === "created" ? [] : fields.map((field) => all.fields[field] ?? field);
        return (
          <li key={keyOf(line)} className={styles.line}>
            <time className={common.small} dateTime={line.at}>
              {format.format(new Date(line.at))}
            </time>
            <Link
              as="button"
              className={styles.person}
              aria-label={words.only(whose)}
              title={line.address}
              onClick={() => onPerson(line)}
            >
              {whose}
            </Link>
            <span className={styles.what}>
              <span className={styles.head}>
                {[all.historyKinds[kind] ?? kind, ...into].join(" ")}
                {subject !== "" && <span className={styles.subject}>{subject}</span>}
                {outcome !== "done" && (
                  <Badge appearance="tint" color={outcome === "failed" ? "danger" : "warning"}>
                    {line.code === null ? words.outcomes[outcome] : codeWord(words, line.code)}
                  </Badge>
                )}
              </span>
              {[why, changed.length === 0 ? null : words.changed(changed.join(", "))].map(
                (part, at) =>
                  part !== null && (
                    <span key={at} className={common.small}>
                      {part}
                    </span>
                  ),
              )}
              <span className={styles.acts}>
                {linkId !== null && (
                  <Link
                    as="button"
                    className={styles.act}
                    aria-label={words.whyOf(subject === "" ? linkId : subject, whose)}
                    onClick={() => onExplain(line)}
                  >
                    {words.why}
                  </Link>
                )}
                {runId !== null && (
                  <Link
                    as="button"
                    className={styles.act}
                    aria-label={words.runOf(runId)}
                    onClick={() => onRun(runId)}
                  >
                    {words.run}
                  </Link>
                )}
                {request !== undefined && (
                  <Link
                    as="button"
                    className={styles.act}
                    aria-label={words.requestOf(request)}
                    onClick={() => onRequest(request)}
                  >
                    {words.requestAlone}
                  </Link>
                )}
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function codeWord(words: { readonly codes: Readonly<Record<string, string>> }, code: string) {
  return words.codes[code] ?? code;
}
