import {
  Badge,
  Button,
  ProgressBar,
  tokens,
  typographyStyles,
  makeStyles,
} from "@fluentui/react-components";
import { useId } from "react";
import type { FurtherAct, FurtherSetupView } from "../../../../server/api/contract/mailboxes.ts";
import { HeldRun } from "../../../components/HeldRun.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0 },
  note: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

export interface FurtherStateProps {
  readonly status: FurtherSetupView["status"];
  readonly busy: boolean;
  readonly onAct: (act: FurtherAct) => void;
}

/** How a further mailbox is doing and how far a sync on its way is. */
export function FurtherState({ status, busy, onAct }: FurtherStateProps) {
  const styles = useStyles();
  const text = useWordsOf(allWords);
  const { words, time, number } = useLocale();
  const sentenceId = useId();
  const { health, reason, calendar } = status;
  const { progress, enabled, lastSyncAt, linked } = calendar;
  const isWell = health === "operational";
  const told = words.home.progress;
  const total = progress?.total ?? null;
  const sentence =
    progress === null
      ? text.inSync(number(linked))
      : progress.phase === "reading" || total === null
        ? told.reading(number(progress.done))
        : (progress.phase === "paused" ? told.paused : told.writing)(
            number(progress.done),
            number(total),
          );
  return (
    <CardSection
      title={text.state}
      aside={
        <Badge appearance="tint" color={isWell ? "success" : "warning"}>
          {words.health[health].label}
        </Badge>
      }
    >
      {!isWell && reason !== null && <p className={styles.note}>{reason}</p>}
      {status.brake !== null && <HeldRun held={status.brake} remedy={words.home.brake.remedy} />}
      <p id={sentenceId} className={styles.text} role="status">
        {sentence}
      </p>
      {progress !== null && (
        <ProgressBar
          aria-labelledby={sentenceId}
          {...(total === null || total === 0 ? {} : { value: Math.min(1, progress.done / total) })}
        />
      )}
      <p className={styles.note}>
        {lastSyncAt === null ? text.never : text.last(time(lastSyncAt))}
      </p>
      <div className={styles.acts}>
        {enabled && (
          <>
            <Button size="small" disabledFocusable={busy} onClick={() => onAct("pause")}>
              {text.pause}
            </Button>
            <Button size="small" disabledFocusable={busy} onClick={() => onAct("refresh")}>
              {text.refresh}
            </Button>
          </>
        )}
        {health === "paused" && (
          <Button size="small" disabledFocusable={busy} onClick={() => onAct("continue")}>
            {told.goOn}
          </Button>
        )}
      </div>
    </CardSection>
  );
}
