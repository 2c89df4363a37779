import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { lazy, Suspense, useState } from "react";
import type { Profile, SetupRequest } from "../../../server/api/contract/account.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { HelpLink } from "../../components/HelpLink.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useReturned } from "../../components/useReturned.ts";
import { useWords } from "../../locales/locale.ts";
import { SyncProgress } from "../home/SyncProgress.tsx";
import { useStatus } from "../home/useHome.ts";
import { FurtherMailboxes } from "../mailboxes/FurtherMailboxes.tsx";
import { SetupForm } from "./SetupForm.tsx";
import { useSetup } from "./useSetup.ts";

const FurtherSetup = lazy(async () => ({
  default: (await import("../mailboxes/setup/FurtherSetup.tsx")).FurtherSetup,
}));
const PlanPage = lazy(async () => ({ default: (await import("../plan/PlanPage.tsx")).PlanPage }));

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    maxWidth: "560px",
    "&[hidden]": { display: "none" },
  },
  title: { ...typographyStyles.subtitle1, margin: 0, outline: "none" },
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
});

export interface SetupPageProps {
  readonly profile: Profile;
  /** Goes back to where somebody new came from. */
  readonly onFirstSaved: () => void;
}

/** Setup: what is synchronized and where the ERP files it. */
export function SetupPage({ profile, onFirstSaved }: SetupPageProps) {
  const styles = useStyles();
  const { setup: words, plan } = useWords();
  // Kept from when the page was opened: the backend's event tells of the save before it has answered
  // the save itself, and by then nobody is new any more.
  const [isNew] = useState(profile.setup === null);
  const setup = useSetup(() => {
    if (isNew) onFirstSaved();
  });
  const status = useStatus(profile.status);
  const first = profile.setup === null;
  const paused = status.health === "paused";
  const [trying, setTrying] = useState<SetupRequest | null>(null);
  const [further, setFurther] = useState<string | null>(null);
  const title = useReturned(trying !== null || further !== null);
  return (
    <>
      {trying !== null && (
        <Suspense fallback={<Loading lines={6} />}>
          <PlanPage
            tried={{ setup: trying }}
            onBack={() => setTrying(null)}
            onDone={(now) => {
              setTrying(null);
              setup.adopt(now);
            }}
          />
        </Suspense>
      )}
      {further !== null && (
        <Suspense fallback={<Loading lines={6} />}>
          <FurtherSetup mailboxId={further} backTo="setup" onBack={() => setFurther(null)} />
        </Suspense>
      )}
      {/* What was filled in stays while it is tried, and while another mailbox is looked at. */}
      <div className={styles.root} hidden={trying !== null || further !== null}>
        <h1 ref={title} tabIndex={-1} className={styles.title}>
          {first ? words.welcome : words.title}
        </h1>
        <HelpLink about="begin" of={words.title} />
        {first && <p className={styles.text}>{words.welcomeText}</p>}
        {profile.erp.user !== null && (
          <p className={styles.text}>
            {words.erpUser[profile.erp.chosen ? "chosen" : "found"](profile.erp.user.name)}
          </p>
        )}
        {setup.loadFailure !== null && (
          <FailureNotice failure={setup.loadFailure} onRetry={setup.reload} />
        )}
        {setup.options === undefined ? (
          setup.loadFailure === null && <Loading lines={6} />
        ) : (
          <SetupForm
            setup={profile.setup}
            options={setup.options}
            saving={setup.saving}
            progress={status.calendar.progress}
            job={paused ? "paused" : status.calendar.enabled ? "on" : "off"}
            onSave={setup.save}
            onTry={setTrying}
          />
        )}
        {setup.saveFailure !== null && (
          <FailureNotice failure={setup.saveFailure} onRetry={setup.saveAgain} />
        )}
        <div role="status">
          {setup.saved !== null && (
            <MessageBar intent="success">
              <MessageBarBody>
                {setup.saved === "carried-out"
                  ? plan.done
                  : profile.setup?.calendar.enabled === true
                    ? words.savedAndSyncing
                    : words.saved}
              </MessageBarBody>
            </MessageBar>
          )}
        </div>
        {!paused && <SyncProgress calendar={status.calendar} />}
        {!first && <FurtherMailboxes onOpen={setFurther} />}
      </div>
    </>
  );
}
