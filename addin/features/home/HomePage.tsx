import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Profile } from "../../../server/api/contract/account.ts";
import { useWords } from "../../locales/locale.ts";
import { CalendarCard } from "./CalendarCard.tsx";
import { ConnectionCard } from "./ConnectionCard.tsx";
import { LogCard } from "./LogCard.tsx";
import { ProfileCard } from "./ProfileCard.tsx";
import { SetAsideCard } from "./SetAsideCard.tsx";
import { StateCard } from "./StateCard.tsx";
import { SyncProgress } from "./SyncProgress.tsx";
import { WaitingCard } from "./WaitingCard.tsx";
import { useStatus } from "./useHome.ts";

const useStyles = makeStyles({
  title: { ...typographyStyles.subtitle1, margin: `0 0 ${tokens.spacingVerticalM}` },
  // One column in the task pane, two where there is room.
  columns: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 360px), 1fr))",
    alignItems: "start",
    gap: tokens.spacingHorizontalL,
  },
  column: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    minWidth: 0,
  },
});

export interface HomePageProps {
  readonly profile: Profile;
  /** Says why Home is shown instead of an item. */
  readonly hint?: ReactNode;
}

/** How everything is doing: the mailbox, the calendar, both connections, the log. */
export function HomePage({ profile, hint }: HomePageProps) {
  const styles = useStyles();
  const words = useWords();
  const client = useQueryClient();
  const status = useStatus(profile.status);
  return (
    <div>
      <h1 className={styles.title}>{words.home.title}</h1>
      <div className={styles.columns}>
        <div className={styles.column}>
          {hint}
          <StateCard status={status} onRetry={() => void client.invalidateQueries()} />
          <SyncProgress calendar={status.calendar} />
          <WaitingCard />
          {status.calendar.quarantined > 0 && <SetAsideCard count={status.calendar.quarantined} />}
          <CalendarCard calendar={status.calendar} health={status.health} />
          <ProfileCard profile={profile} />
          <ConnectionCard />
        </div>
        <div className={styles.column}>
          <LogCard />
        </div>
      </div>
    </div>
  );
}
