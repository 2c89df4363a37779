import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons";
import { lazy, Suspense, useState } from "react";
import { HiddenTitle } from "../../components/HiddenTitle.tsx";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Loading } from "../../components/Loading.tsx";
import { RemediesProvider } from "../../components/remedies.ts";
import type { Failure } from "../../failures.ts";
import { useWords } from "../../locales/locale.ts";
import { FailureGuard } from "../shell/FailureGuard.tsx";
import { MainMenu } from "../shell/MainMenu.tsx";
import { SignInScreen } from "../shell/SignInScreen.tsx";
import { useHash } from "../shell/useHash.ts";
import { useLiveEvents } from "../shell/useLiveEvents.ts";
import { useSession } from "../shell/useSession.ts";
import { PaneItem } from "./PaneItem.tsx";
import { useOpenItem, type Outlook } from "./useOpenItem.ts";

const HomePage = lazy(async () => ({ default: (await import("../home/HomePage.tsx")).HomePage }));
const SetupPage = lazy(async () => ({
  default: (await import("../setup/SetupPage.tsx")).SetupPage,
}));
const ServiceInPane = lazy(async () => ({
  default: (await import("../service/ServiceInPane.tsx")).ServiceInPane,
}));
const DetailsDialog = lazy(async () => ({
  default: (await import("../shell/DetailsDialog.tsx")).DetailsDialog,
}));

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    minHeight: "100vh",
    backgroundColor: tokens.colorNeutralBackground1,
  },
  bar: {
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
  },
  name: {
    ...typographyStyles.caption1Strong,
    flexGrow: 1,
    color: tokens.colorNeutralForeground3,
  },
  back: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  main: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: 0 },
  page: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}`,
  },
});

type Place = "item" | "home" | "setup";

const service = "#service";
const goTo = (hash: string): void => {
  location.hash = hash;
};

export interface PaneProps {
  readonly outlook: Outlook;
  readonly lastFailure: Failure | null;
  readonly onFailure: (failure: Failure) => void;
}

/** The task pane: the open item first, everything else behind the menu. */
export function Pane({ outlook, lastFailure, onFailure }: PaneProps) {
  const styles = useStyles();
  const words = useWords();
  const session = useSession();
  const open = useOpenItem(outlook);
  const [chosen, setChosen] = useState<Place>("item");
  const hash = useHash();
  const [details, setDetails] = useState(false);
  const { profile, closed, failure } = session;
  useLiveEvents(profile !== undefined);

  // Nothing can be done with an item before Setup was saved once.
  const place = profile?.setup === null && chosen === "item" ? "setup" : chosen;
  const first = profile?.setup === null;
  // The panels lead to one another by the address, as in the portal; nobody sees it here.
  const isService = hash.startsWith(service);
  const choose = (one: Place): void => {
    setChosen(one);
    if (isService) goTo("");
  };

  // Another item, another page, or nobody signed in: what fell down before is no matter there.
  const opened = place === "item" && "restId" in open.item ? (open.item.restId ?? "unsaved") : "";
  const standing = [closed?.code ?? "", isService ? hash : place, opened].join(" ");

  const content = (): React.ReactNode => {
    if (closed !== null)
      return <SignInScreen reason={closed} signingIn={session.signingIn} left={session.left} />;
    // Who administers may do so before he synchronizes anything himself.
    if (isService) {
      return (
        <div className={styles.page}>
          <Suspense fallback={<Loading lines={6} />}>
            <ServiceInPane hash={hash} />
          </Suspense>
        </div>
      );
    }
    if (failure !== null) {
      return (
        <div className={styles.page}>
          <HiddenTitle />
          <FailureNotice failure={failure} onRetry={session.reload} />
        </div>
      );
    }
    if (place === "item") return <PaneItem open={open} outlook={outlook} profile={profile} />;
    return (
      <div className={styles.page}>
        <Suspense fallback={<Loading lines={6} />}>
          {profile === undefined ? (
            <Loading lines={6} />
          ) : place === "home" ? (
            <HomePage profile={profile} />
          ) : (
            <SetupPage profile={profile} onFirstSaved={() => choose("item")} />
          )}
        </Suspense>
      </div>
    );
  };

  return (
    <RemediesProvider value={{ signIn: session.signIn, openSetup: () => choose("setup") }}>
      <div className={styles.root}>
        <header className={styles.bar}>
          {(isService || (place !== "item" && !first)) && closed === null && (
            <Button
              className={styles.back}
              appearance="subtle"
              icon={<ArrowLeftRegular />}
              aria-label={words.nav.item}
              onClick={() => choose("item")}
            />
          )}
          <span className={styles.name}>{words.name}</span>
          <MainMenu
            signedIn={profile !== undefined}
            places={
              closed !== null
                ? null
                : {
                    own:
                      profile === undefined
                        ? null
                        : { home: () => choose("home"), setup: () => choose("setup") },
                    service: () => goTo(service),
                  }
            }
            onDetails={() => setDetails(true)}
            onSignOut={session.signOut}
          />
        </header>
        <main className={styles.main}>
          <FailureGuard place={standing} onFailure={onFailure}>
            {content()}
          </FailureGuard>
        </main>
      </div>
      {details && (
        <Suspense>
          <DetailsDialog
            onClose={() => setDetails(false)}
            profile={profile}
            lastFailure={lastFailure}
          />
        </Suspense>
      )}
    </RemediesProvider>
  );
}
