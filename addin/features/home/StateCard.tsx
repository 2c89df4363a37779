import { Badge, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { HealthCode, Status } from "../../../server/api/contract/account.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { HeldRun } from "../../components/HeldRun.tsx";
import { CardSection } from "../../components/Section.tsx";
import { Failure, type FailureCode } from "../../failures.ts";
import { useLocale } from "../../locales/locale.ts";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0 },
  small: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
});

type Colour = "success" | "warning" | "danger" | "informative";

const colours: Readonly<Record<HealthCode, Colour>> = {
  operational: "success",
  "signed-out": "warning",
  "no-consent": "warning",
  "erp-down": "danger",
  "microsoft-down": "danger",
  braked: "warning",
  storage: "danger",
  failed: "danger",
  "setup-required": "informative",
  paused: "informative",
  off: "informative",
  "off-above": "informative",
};

/** States that a person can end here and now, as the failures whose remedy does it. */
const endable: Readonly<Partial<Record<HealthCode, FailureCode>>> = {
  "signed-out": "signed-out",
  "no-consent": "consent-required",
  "setup-required": "setup-required",
};

export interface StateCardProps {
  readonly status: Status;
  readonly onRetry: () => void;
}

/** How the mailbox is doing, in one word and one sentence. */
export function StateCard({ status, onRetry }: StateCardProps) {
  const styles = useStyles();
  const { words, time, until } = useLocale();
  const { progress, pause, waitsUntil } = status.calendar;
  // The health is the last run's; while a wide one is on its way, not everything agrees.
  const isUnderWay = status.health === "operational" && progress !== null;
  // Somebody planned that it does not answer: that is no trouble of the mailbox.
  const isSpared = pause !== undefined && status.health === "erp-down";
  const { label, text } = isUnderWay
    ? words.home.progress.underWay[progress.first ? "first" : "wide"]
    : isSpared
      ? { label: words.home.erpUnasked[pause.kind](until(pause.until)), text: "" }
      : words.health[status.health];
  const code = endable[status.health];
  return (
    <CardSection
      title={words.home.state}
      aside={
        <Badge
          appearance="tint"
          color={isUnderWay || isSpared ? "informative" : colours[status.health]}
        >
          {label}
        </Badge>
      }
    >
      <div role="status">
        {text !== "" && <p className={styles.text}>{text}</p>}
        {status.calendar.stopped.map(({ endpoint, reason }) => (
          <p key={endpoint} className={styles.text}>
            {words.home.stopped[endpoint](reason)}
          </p>
        ))}
        {pause !== undefined && (
          <p className={styles.text}>
            {words.home.erpPause[pause.kind](time(pause.until), pause.reason)}
          </p>
        )}
        {pause === undefined && waitsUntil !== undefined && (
          <p className={styles.text}>{words.home.waitsUntil(until(waitsUntil))}</p>
        )}
        {status.reason !== null && !isSpared && <p className={styles.small}>{status.reason}</p>}
        {status.since !== null && (
          <p className={styles.small}>{words.home.since(time(status.since))}</p>
        )}
      </div>
      {status.brake !== null && <HeldRun held={status.brake} remedy={words.home.brake.remedy} />}
      {code !== undefined && <FailureNotice failure={new Failure(code)} onRetry={onRetry} />}
    </CardSection>
  );
}
