import { Badge, makeStyles, tokens } from "@fluentui/react-components";
import type { AuditLine } from "../../../../server/api/contract/service/audit.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  line: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalM} 0`,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
    "@media (min-width: 800px)": {
      gridTemplateColumns: "170px minmax(0, 1fr)",
      columnGap: tokens.spacingHorizontalL,
    },
  },
  what: { display: "flex", flexDirection: "column", overflowWrap: "anywhere" },
});

export interface AuditLinesProps {
  readonly entries: readonly AuditLine[];
}

/** Lines of the trail: when, who, what, to whom. */
export function AuditLines({ entries }: AuditLinesProps) {
  const styles = useStyles();
  const common = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time } = useLocale();
  if (entries.length === 0) return <p className={common.text}>{words.none}</p>;
  return (
    <ul className={common.framed}>
      {entries.map((line) => (
        <li key={line.id} className={styles.line}>
          <time className={common.small} dateTime={line.at}>
            {time(line.at)}
          </time>
          <span className={styles.what}>
            <span className={common.title}>
              {(words.acts as Readonly<Record<string, string>>)[line.act] ?? line.act}
              {line.outcome !== "done" && (
                <Badge appearance="tint" color="warning">
                  {words[line.outcome]}
                </Badge>
              )}
            </span>
            <span>
              {[nameOf(line, words), line.about].filter((part) => part !== "").join(" · ")}
            </span>
            {Object.keys(line.facts).length > 0 && (
              <span>
                {Object.entries(line.facts)
                  .map(([name, value]) => `${name}: ${String(value)}`)
                  .join(", ")}
              </span>
            )}
            {line.requestId !== null && (
              <span className={common.small}>{words.request(line.requestId)}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function nameOf(
  { actor }: AuditLine,
  words: { readonly operator: string; readonly server: string },
) {
  return actor.kind === "person" ? actor.name : words[actor.kind];
}
