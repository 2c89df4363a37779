import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { EditRegular } from "@fluentui/react-icons";
import { lazy, Suspense, useState } from "react";
import type { HandField, HandValue } from "../../../server/api/contract/by-hand.ts";
import type { ConflictAnswer, ConflictView } from "../../../server/api/contract/items.ts";
import { HelpLink } from "../../components/HelpLink.tsx";
import { Loading } from "../../components/Loading.tsx";
import { CardSection } from "../../components/Section.tsx";
import { useLocale, useWords } from "../../locales/locale.ts";
import { DaysQuestion } from "./DaysQuestion.tsx";

// Most people keep one of the two values.
const ValueEditor = lazy(async () => ({
  default: (await import("./ValueEditor.tsx")).ValueEditor,
}));

const useStyles = makeStyles({
  conflict: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  field: { ...typographyStyles.body1Strong, margin: 0 },
  sides: {
    display: "grid",
    gridTemplateColumns: "repeat(2, minmax(0, 1fr))",
    gap: tokens.spacingHorizontalS,
  },
  side: {
    display: "flex",
    flexDirection: "column",
    justifyContent: "space-between",
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  told: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS },
  name: { ...typographyStyles.caption1Strong, color: tokens.colorNeutralForeground3 },
  value: { ...typographyStyles.body1, overflowWrap: "anywhere", whiteSpace: "pre-line" },
  author: {
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
  kept: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  edit: { alignSelf: "flex-start", marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
});

export interface ConflictsProps {
  readonly conflicts: readonly ConflictView[];
  readonly busy: boolean;
  readonly onAnswer: (answer: ConflictAnswer) => void;
}

/** The fields of the open item that wait for its person, set apart from the rest. */
export function Conflicts(props: ConflictsProps) {
  const words = useWords();
  if (props.conflicts.length === 0) return null;
  return (
    <CardSection
      title={words.item.conflicts.title}
      aside={<HelpLink about="conflict" of={words.item.conflicts.title} />}
    >
      <ConflictList {...props} heading="h3" />
    </CardSection>
  );
}

export interface ConflictListProps extends ConflictsProps {
  readonly heading: "h3" | "h4";
}

/** Both values of every field that was changed on both sides, to keep one or to write another. */
export function ConflictList({ conflicts, ...rest }: ConflictListProps) {
  return conflicts.map((conflict) => {
    const { field, microsoftFingerprint, erpFingerprint } = conflict;
    // Other values are another question: what was being typed does not answer it.
    const key = `${field} ${microsoftFingerprint} ${erpFingerprint}`;
    return <Conflict key={key} conflict={conflict} {...rest} />;
  });
}

interface ConflictProps extends Omit<ConflictListProps, "conflicts"> {
  readonly conflict: ConflictView;
}

function Conflict({ conflict, busy, onAnswer, heading: Heading }: ConflictProps) {
  const styles = useStyles();
  const { words, time } = useLocale();
  const [editing, setEditing] = useState(false);
  const labels = words.item.conflicts;
  const { draft, microsoftFingerprint, erpFingerprint } = conflict;
  const field = words.fields[conflict.field] ?? conflict.field;
  const answer = (how: { keep: "microsoft" | "erp" } | { value: HandValue }): void =>
    onAnswer({ field: conflict.field, microsoftFingerprint, erpFingerprint, ...how });
  const sides = [
    { keep: "microsoft", name: labels.outlook, label: labels.keepMine, full: labels.keepMineOf },
    { keep: "erp", name: labels.erp, label: labels.keepErp, full: labels.keepErpOf },
  ] as const;
  if (conflict.days !== null) {
    return (
      <DaysQuestion
        days={conflict.days}
        busy={busy}
        heading={Heading}
        onKeep={(keep) => answer({ keep })}
      />
    );
  }
  return (
    <div className={styles.conflict} role="group" aria-label={field}>
      <Heading className={styles.field}>{field}</Heading>
      <div className={styles.sides}>
        {sides.map(({ keep, name, label, full }) => {
          const { by, at } = conflict.authors[keep];
          const value = conflict[keep];
          return (
            <div key={keep} className={styles.side}>
              <div className={styles.told}>
                <span className={styles.name}>{name}</span>
                <span className={styles.value}>
                  {value === null
                    ? words.item.empty
                    : (words.values[conflict.field]?.[value] ?? value)}
                </span>
                {by !== null && <span className={styles.author}>{by}</span>}
                {at !== null && (
                  <time className={styles.author} dateTime={at}>
                    {time(at)}
                  </time>
                )}
              </div>
              <Button
                size="small"
                disabledFocusable={busy}
                aria-label={full(field)}
                onClick={() => answer({ keep })}
              >
                {label}
              </Button>
            </div>
          );
        })}
      </div>
      {draft === null && <p className={styles.kept}>{labels.onlyKept}</p>}
      {draft !== null && !editing && (
        <Button
          className={styles.edit}
          size="small"
          appearance="subtle"
          icon={<EditRegular />}
          disabledFocusable={busy}
          aria-label={labels.editOf(field)}
          onClick={() => setEditing(true)}
        >
          {labels.edit}
        </Button>
      )}
      {draft !== null && editing && (
        <Suspense fallback={<Loading lines={1} />}>
          <ValueEditor
            // Only fields that can be written by hand have a draft.
            field={conflict.field as HandField}
            label={labels.own(field)}
            initial={draft.microsoft}
            busy={busy}
            onCancel={() => setEditing(false)}
            onSave={(value) => answer({ value })}
          />
        </Suspense>
      )}
    </div>
  );
}
