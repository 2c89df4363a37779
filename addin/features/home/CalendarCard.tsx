import {
  Badge,
  Button,
  makeStyles,
  Spinner,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { ArrowClockwiseRegular, ArrowSyncRegular } from "@fluentui/react-icons";
import type { Status } from "../../../server/api/contract/account.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Facts } from "../../components/Facts.tsx";
import { Fold } from "../../components/Fold.tsx";
import { CardSection } from "../../components/Section.tsx";
import { useLocale } from "../../locales/locale.ts";
import { useSync } from "./useHome.ts";

const useStyles = makeStyles({
  counts: {
    display: "grid",
    gridTemplateColumns: "repeat(3, minmax(0, 1fr))",
    gap: tokens.spacingHorizontalS,
    margin: 0,
  },
  count: {
    display: "flex",
    flexDirection: "column-reverse",
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  figure: { ...typographyStyles.subtitle1, margin: 0 },
  label: {
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground2,
    overflowWrap: "anywhere",
  },
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  refresh: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  utc: { ...typographyStyles.caption1, display: "block", color: tokens.colorNeutralForeground3 },
});

/** A moment here and in UTC, so that two people in two zones can compare. */
function Moment({ at }: { readonly at: string | null }) {
  const styles = useStyles();
  const { words, time, utc } = useLocale();
  if (at === null) return <>{words.home.never}</>;
  return (
    <time dateTime={at}>
      {time(at)}
      <span className={styles.utc}>{words.home.utc(utc(at))}</span>
    </time>
  );
}

/** The calendar's sync job: whether it runs, when it ran, how much it holds, how it hears of changes. */
export function CalendarCard({ calendar, health }: Pick<Status, "calendar" | "health">) {
  const styles = useStyles();
  const { words, time } = useLocale();
  const { problem } = calendar.push;
  const sync = useSync("syncNow");
  const refresh = useSync("refresh");
  const home = words.home;
  // Stopped to go on later, which is not off.
  const paused = health === "paused";
  const running = calendar.running || sync.busy || refresh.busy;
  const counts = [
    { label: home.linked, figure: calendar.linked },
    { label: home.waiting, figure: calendar.waiting },
    { label: home.quarantined, figure: calendar.quarantined },
  ];
  const heard = (healthy: boolean): string => (healthy ? home.push.healthy : home.push.unhealthy);
  return (
    <CardSection
      title={home.calendar}
      aside={
        <Badge
          appearance="tint"
          color={paused ? "warning" : calendar.enabled ? "success" : "informative"}
        >
          {paused ? words.health.paused.label : calendar.enabled ? home.on : home.off}
        </Badge>
      }
    >
      <Facts
        facts={[
          { name: home.lastSync, value: <Moment at={calendar.lastSyncAt} /> },
          {
            name: home.nextSync,
            value: running ? home.running : <Moment at={calendar.nextSyncAt} />,
          },
          {
            name: home.push.changesIn.microsoft,
            value: (
              <>
                {heard(calendar.push.microsoft)}
                {problem !== null && `. ${home.push.problems[problem.code](time(problem.since))}`}
              </>
            ),
          },
          { name: home.push.changesIn.erp, value: heard(calendar.push.erp) },
        ]}
      />
      <dl className={styles.counts}>
        {counts.map(({ label, figure }) => (
          <div key={label} className={styles.count}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.figure}>{figure}</dd>
          </div>
        ))}
      </dl>
      {sync.failure !== null && <FailureNotice failure={sync.failure} onRetry={sync.start} />}
      <Button
        icon={running ? <Spinner size="tiny" aria-hidden /> : <ArrowSyncRegular />}
        disabledFocusable={running || !calendar.enabled}
        onClick={sync.start}
      >
        {home.syncNow}
      </Button>
      <Fold title={home.refresh.title}>
        <div className={styles.refresh}>
          <p className={styles.text}>{home.refresh.text}</p>
          {refresh.failure !== null && (
            <FailureNotice failure={refresh.failure} onRetry={refresh.start} />
          )}
          <Button
            icon={refresh.busy ? <Spinner size="tiny" aria-hidden /> : <ArrowClockwiseRegular />}
            disabledFocusable={running || !calendar.enabled}
            onClick={refresh.start}
          >
            {home.refresh.button}
          </Button>
        </div>
      </Fold>
    </CardSection>
  );
}
