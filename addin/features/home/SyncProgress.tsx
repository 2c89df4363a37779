import {
  Button,
  makeStyles,
  ProgressBar,
  Spinner,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { PauseRegular, PlayRegular } from "@fluentui/react-icons";
import { useId, useState } from "react";
import type { Status } from "../../../server/api/contract/account.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Modal } from "../../components/Modal.tsx";
import { CardSection } from "../../components/Section.tsx";
import { useLocale } from "../../locales/locale.ts";
import { useContinue, useStop } from "./useHome.ts";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0 },
  small: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground2 },
  spoken: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
  button: { width: "fit-content" },
});

type Progress = NonNullable<Status["calendar"]["progress"]>;

/** How far a wide sync is; nothing where none is on its way. */
export function SyncProgress({ calendar }: { readonly calendar: Status["calendar"] }) {
  const { progress, enabled } = calendar;
  return progress === null ? null : <ProgressCard progress={progress} enabled={enabled} />;
}

function ProgressCard({
  progress,
  enabled,
}: {
  readonly progress: Progress;
  readonly enabled: boolean;
}) {
  const styles = useStyles();
  const { words } = useLocale();
  const told = words.home.progress;
  const textId = useId();
  const { phase, first, done, total } = progress;
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return (
    <CardSection title={first ? told.first : told.wide}>
      <p id={textId} className={styles.text}>
        <Sentence progress={progress} />
      </p>
      <ProgressBar
        aria-labelledby={textId}
        {...(share === null ? {} : { value: share })}
        {...(phase === "paused" && share === null ? { value: 0 } : {})}
      />
      {/* A screen reader hears of every tenth, not of every second. */}
      <span role="status" className={styles.spoken}>
        {phase !== "paused" && share !== null && told.spoken(Math.floor(share * 10) * 10)}
      </span>
      {phase === "paused" ? <Paused /> : <OnItsWay stopping={!enabled} />}
    </CardSection>
  );
}

function Sentence({ progress: { phase, done, total } }: { readonly progress: Progress }) {
  const { words, number } = useLocale();
  const told = words.home.progress;
  if (phase === "reading" || total === null) return <>{told.reading(number(done))}</>;
  const say = phase === "paused" ? told.paused : told.writing;
  return <>{say(number(done), number(total))}</>;
}

/** Closing the pane stops nothing; stopping takes a second click, and says what becomes of it. */
function OnItsWay({ stopping }: { readonly stopping: boolean }) {
  const styles = useStyles();
  const { words } = useLocale();
  const told = words.home.progress;
  const [asking, setAsking] = useState(false);
  const stop = useStop(() => setAsking(false));
  if (stopping) {
    return (
      <p role="status" className={styles.small}>
        {told.stopping}
      </p>
    );
  }
  return (
    <>
      <p className={styles.small}>{told.closing}</p>
      <Button className={styles.button} icon={<PauseRegular />} onClick={() => setAsking(true)}>
        {told.stop}
      </Button>
      {asking && (
        <Modal
          title={told.dialog.title}
          about="stop"
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button
                appearance="primary"
                disabledFocusable={stop.busy}
                icon={stop.busy ? <Spinner size="tiny" aria-hidden /> : null}
                onClick={() => stop.start("pause")}
              >
                {told.dialog.pause}
              </Button>
              <Button disabledFocusable={stop.busy} onClick={() => stop.start("off")}>
                {told.dialog.off}
              </Button>
              <Button appearance="subtle" onClick={() => setAsking(false)}>
                {told.dialog.keep}
              </Button>
            </>
          }
        >
          <p className={styles.text}>{told.dialog.text}</p>
          {stop.failure !== null && (
            <FailureNotice failure={stop.failure} onRetry={() => stop.start("pause")} />
          )}
        </Modal>
      )}
    </>
  );
}

/** Where the sync was paused, what that means, and the way out of it; stands where the switch stood. */
export function PausedSync({ progress }: Pick<Status["calendar"], "progress">) {
  const styles = useStyles();
  return (
    <>
      {progress !== null && (
        <p className={styles.text}>
          <Sentence progress={progress} />
        </p>
      )}
      <Paused />
    </>
  );
}

function Paused() {
  const styles = useStyles();
  const { words } = useLocale();
  const told = words.home.progress;
  const goOn = useContinue();
  return (
    <>
      <p className={styles.small}>{told.pausedText}</p>
      <Button
        className={styles.button}
        appearance="primary"
        icon={goOn.busy ? <Spinner size="tiny" aria-hidden /> : <PlayRegular />}
        disabledFocusable={goOn.busy}
        onClick={goOn.start}
      >
        {told.goOn}
      </Button>
      {goOn.failure !== null && <FailureNotice failure={goOn.failure} onRetry={goOn.start} />}
    </>
  );
}
