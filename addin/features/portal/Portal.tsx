import {
  CounterBadge,
  Link,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import {
  HomeRegular,
  SettingsRegular,
  WrenchSettingsRegular,
  type FluentIcon,
} from "@fluentui/react-icons";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Loading } from "../../components/Loading.tsx";
import { RemediesProvider } from "../../components/remedies.ts";
import type { Failure } from "../../failures.ts";
import { useWords } from "../../locales/locale.ts";
import { mayServe, useMe } from "../account.ts";
import { consentAnswerIn } from "../consent/answer.ts";
import { useWaiting } from "../home/useWaiting.ts";
import { FailureGuard } from "../shell/FailureGuard.tsx";
import { MainMenu } from "../shell/MainMenu.tsx";
import { SignInScreen } from "../shell/SignInScreen.tsx";
import { useHash } from "../shell/useHash.ts";
import { useLiveEvents } from "../shell/useLiveEvents.ts";
import { useSession } from "../shell/useSession.ts";

const HomePage = lazy(async () => ({ default: (await import("../home/HomePage.tsx")).HomePage }));
const SetupPage = lazy(async () => ({
  default: (await import("../setup/SetupPage.tsx")).SetupPage,
}));
const ServicePlace = lazy(async () => ({
  default: (await import("../service/ServicePlace.tsx")).ServicePlace,
}));
const ServiceNav = lazy(async () => ({
  default: (await import("../service/ServiceNav.tsx")).ServiceNav,
}));
const FirstSetup = lazy(async () => ({
  default: (await import("../first/FirstSetup.tsx")).FirstSetup,
}));
const FirstSignIn = lazy(async () => ({
  default: (await import("../first/FirstSignIn.tsx")).FirstSignIn,
}));
const ErpOnly = lazy(async () => ({ default: (await import("../erp-only/ErpOnly.tsx")).ErpOnly }));
const ErpOnlyLink = lazy(async () => ({
  default: (await import("../erp-only/ErpOnlyLink.tsx")).ErpOnlyLink,
}));
const ConsentAnswered = lazy(async () => ({
  default: (await import("../consent/ConsentAnswered.tsx")).ConsentAnswered,
}));
const OpenActivity = lazy(async () => ({
  default: (await import("../open/OpenActivity.tsx")).OpenActivity,
}));
const DetailsDialog = lazy(async () => ({
  default: (await import("../shell/DetailsDialog.tsx")).DetailsDialog,
}));

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateRows: "auto 1fr",
    minHeight: "100vh",
    backgroundColor: tokens.colorNeutralBackground2,
  },
  bar: {
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  name: { ...typographyStyles.subtitle2, flexGrow: 1 },
  person: { ...typographyStyles.body1, color: tokens.colorNeutralForeground2 },
  columns: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    // The page fills the window: what is above each other must not share what is left over.
    alignContent: "start",
    "@media (min-width: 800px)": { gridTemplateColumns: "200px minmax(0, 1fr)" },
  },
  nav: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalL,
    "@media (min-width: 800px)": {
      flexDirection: "column",
      flexWrap: "nowrap",
      padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
    },
  },
  link: {
    ...typographyStyles.body1,
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground1,
    ":hover": {
      backgroundColor: tokens.colorNeutralBackground2Hover,
      textDecorationLine: "none",
    },
  },
  here: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    fontWeight: tokens.fontWeightSemibold,
  },
  main: {
    minWidth: 0,
    maxWidth: "1040px",
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL}`,
  },
});

const icons = {
  home: HomeRegular,
  setup: SettingsRegular,
  service: WrenchSettingsRegular,
} satisfies Readonly<Record<string, FluentIcon>>;
type Place = keyof typeof icons;
const places = Object.keys(icons) as Place[];

function placeOf(hash: string): Place {
  return places.find((place) => hash.split("/")[0] === `#${place}`) ?? "home";
}

/** `#open/…`: the activity that an ERP asks to open in Outlook; `null` anywhere else. */
function activityOf(hash: string): string | null {
  const asked = /^#open\/(.+)$/.exec(hash)?.[1];
  if (asked === undefined) return null;
  try {
    return decodeURIComponent(asked);
  } catch {
    // Typed by hand: nothing that we ever give out.
    return null;
  }
}

const goTo = (place: Place): void => {
  location.hash = place;
};

export interface PortalProps {
  readonly lastFailure: Failure | null;
  readonly onFailure: (failure: Failure) => void;
}

/** The same views in a browser tab, with room. */
export function Portal({ lastFailure, onFailure }: PortalProps) {
  const styles = useStyles();
  const words = useWords();
  const session = useSession();
  const hash = useHash();
  const activityId = activityOf(hash);
  const [details, setDetails] = useState(false);
  /** Counts how often Home was asked for from Home itself: it begins anew then, whatever it shows. */
  const [homeAsked, setHomeAsked] = useState(0);
  const { profile, closed, failure } = session;
  useLiveEvents(profile !== undefined);
  const waiting = useWaiting(profile !== undefined);
  const me = useMe();
  // Whoever has a token of the console becomes an administrator by it, whatever he was before.
  const serves =
    !session.left && (mayServe(me.data) || (me.data !== undefined && hash === "#service/token"));
  const first = profile?.setup === null;
  // Who administers may do so before he synchronizes anything himself, and when signing in to Graph fails.
  const asked = placeOf(hash);
  const others = asked === "service" ? "home" : asked;
  const place = asked === "service" && serves ? "service" : first ? "setup" : others;
  // Nobody can sign in yet; or whoever set that up comes back to correct it.
  const isFirstDay = failure?.code === "not-set-up" || hash === "#first";
  const shown = isFirstDay
    ? []
    : places.filter((one) => (one === "service" ? serves : profile !== undefined));

  // Whoever was sent the consent link and has nothing to do here besides; the panel tells the others.
  const consentAnswer =
    hash === "#service/microsoft" && !serves && (me.isFetched || closed !== null)
      ? consentAnswerIn(location.search)
      : null;

  const content = (): ReactNode => {
    if (isFirstDay) {
      return (
        <Suspense fallback={<Loading lines={6} />}>
          <FirstSetup />
        </Suspense>
      );
    }
    if (place === "service" && me.data !== undefined && serves) {
      return (
        <Suspense fallback={<Loading lines={6} />}>
          <ServicePlace me={me.data} hash={hash} />
        </Suspense>
      );
    }
    if (profile === undefined && hash === "#erp-only") {
      return (
        <Suspense fallback={<Loading lines={6} />}>
          <ErpOnly />
        </Suspense>
      );
    }
    if (closed !== null) {
      return (
        <>
          <SignInScreen reason={closed} signingIn={session.signingIn} left={session.left} />
          <Suspense>{hash === "#service/token" ? <FirstSignIn /> : <ErpOnlyLink />}</Suspense>
        </>
      );
    }
    if (failure !== null) {
      return (
        <>
          <FailureNotice failure={failure} onRetry={session.reload} />
          {failure.code === "tenant-unknown" && (
            <Suspense>
              <ErpOnlyLink />
            </Suspense>
          )}
        </>
      );
    }
    if (profile === undefined) return <Loading lines={6} />;
    if (activityId !== null && !first) {
      return (
        <Suspense fallback={<Loading lines={2} />}>
          <OpenActivity activityId={activityId} homeHref="#home" />
        </Suspense>
      );
    }
    return (
      <Suspense fallback={<Loading lines={6} />}>
        {place === "home" ? (
          <HomePage key={homeAsked} profile={profile} />
        ) : (
          <SetupPage profile={profile} onFirstSaved={() => goTo("home")} />
        )}
      </Suspense>
    );
  };

  return (
    <RemediesProvider value={{ signIn: session.signIn, openSetup: () => goTo("setup") }}>
      <div className={styles.root}>
        <header className={styles.bar}>
          <span className={styles.name}>{words.name}</span>
          <span className={styles.person}>{profile?.name}</span>
          <MainMenu
            signedIn={profile !== undefined}
            places={null}
            onDetails={() => setDetails(true)}
            onSignOut={session.signOut}
          />
        </header>
        <div className={mergeClasses(shown.length > 0 && styles.columns)}>
          {shown.length > 0 && (
            <nav className={styles.nav} aria-label={words.nav.label}>
              {shown.map((target) => {
                const Icon = icons[target];
                return (
                  <Link
                    key={target}
                    appearance="subtle"
                    href={`#${target}`}
                    onClick={() => target === "home" && setHomeAsked(homeAsked + 1)}
                    className={mergeClasses(styles.link, target === place && styles.here)}
                    {...(target === place
                      ? { "aria-current": target === "service" ? true : ("page" as const) }
                      : {})}
                  >
                    <Icon aria-hidden />
                    {words.nav[target]}
                    {target === "home" && waiting.everywhere > 0 && (
                      <CounterBadge
                        count={waiting.everywhere}
                        color="danger"
                        aria-label={words.home.decisions.count(waiting.everywhere)}
                      />
                    )}
                  </Link>
                );
              })}
              {place === "service" && me.data !== undefined && me.data.audits !== "none" && (
                <Suspense>
                  <ServiceNav me={me.data} hash={hash} className={styles.link} here={styles.here} />
                </Suspense>
              )}
            </nav>
          )}
          <main className={shown.length === 0 ? undefined : styles.main}>
            {consentAnswer !== null && (
              <Suspense>
                <ConsentAnswered
                  answer={consentAnswer}
                  signedIn={closed === null && me.data !== undefined}
                />
              </Suspense>
            )}
            <FailureGuard place={hash} onFailure={onFailure}>
              {content()}
            </FailureGuard>
          </main>
        </div>
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
