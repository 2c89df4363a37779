import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState, type ReactNode } from "react";
import type { Profile } from "../../../server/api/contract/account.ts";
import { HelpLink } from "../../components/HelpLink.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useReturned } from "../../components/useReturned.ts";
import { useWords } from "../../locales/locale.ts";
import { CalendarCard } from "./CalendarCard.tsx";
import { ConnectionCard } from "./ConnectionCard.tsx";
import { ElsewhereCard } from "./ElsewhereCard.tsx";
import { LogCard } from "./LogCard.tsx";
import { ProfileCard } from "./ProfileCard.tsx";
import { SetAsideCard } from "./SetAsideCard.tsx";
import { StateCard } from "./StateCard.tsx";
import { SyncProgress } from "./SyncProgress.tsx";
import { WaitingCard } from "./WaitingCard.tsx";
import { useStatus } from "./useHome.ts";

const FurtherSetup = lazy(async () => ({
  default: (await import("../mailboxes/setup/FurtherSetup.tsx")).FurtherSetup,
}));

const useStyles = makeStyles({
  title: {
    ...typographyStyles.subtitle1,
    margin: `0 0 ${tokens.spacingVerticalM}`,
    outline: "none",
  },
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
  const [further, setFurther] = useState<string | null>(null);
  const title = useReturned(further !== null);
  if (further !== null) {
    return (
      <Suspense fallback={<Loading lines={6} />}>
        <FurtherSetup mailboxId={further} backTo="home" onBack={() => setFurther(null)} />
      </Suspense>
    );
  }
  return (
    <div>
      <h1 ref={title} tabIndex={-1} className={styles.title}>
        {words.home.title}
      </h1>
      <HelpLink about="happens" of={words.home.state} />
      <div className={styles.columns}>
        <div className={styles.column}>
          {hint}
          <StateCard status={status} onRetry={() => void client.invalidateQueries()} />
          <SyncProgress calendar={status.calendar} />
          <WaitingCard />
          <ElsewhereCard onOpen={setFurther} />
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
