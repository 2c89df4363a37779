import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from "@fluentui/react-components";
import { CalendarRegular, MailRegular } from "@fluentui/react-icons";
import { lazy, Suspense } from "react";
import type { Profile } from "../../../server/api/contract/account.ts";
import { Empty } from "../../components/Empty.tsx";
import { HiddenTitle } from "../../components/HiddenTitle.tsx";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Failure } from "../../failures.ts";
import { useWords } from "../../locales/locale.ts";
import { ItemPage } from "../item/ItemPage.tsx";
import type { OpenItemHandle, Outlook } from "./useOpenItem.ts";

const UnsavedPage = lazy(async () => ({
  default: (await import("../item/UnsavedPage.tsx")).UnsavedPage,
}));
const SharedItem = lazy(async () => ({
  default: (await import("../mailboxes/SharedItem.tsx")).SharedItem,
}));
const HomePage = lazy(async () => ({ default: (await import("../home/HomePage.tsx")).HomePage }));

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}`,
  },
});

export interface PaneItemProps {
  readonly open: OpenItemHandle;
  readonly outlook: Outlook;
  readonly profile: Profile | undefined;
}

/** What is open in Outlook, or why there is nothing to link. */
export function PaneItem({ open, outlook, profile }: PaneItemProps) {
  const styles = useStyles();
  const words = useWords();
  const { item, reread } = open;
  switch (item.kind) {
    case "appointment":
      return (
        <ItemPage
          key={item.restId}
          restId={item.restId}
          people={item.people}
          edited={open.edited}
          readForm={outlook.readForm}
          onLinked={outlook.rememberLinked}
        />
      );
    case "unsaved":
      return (
        <Suspense fallback={<Reading />}>
          <UnsavedPage
            people={item.people}
            onItem={outlook}
            readForm={outlook.readForm}
            defaults={outlook}
            onLinked={outlook.rememberLinked}
          />
        </Suspense>
      );
    case "shared":
      return (
        <Suspense fallback={<Reading />}>
          <SharedItem
            key={item.mailbox}
            item={item}
            edited={open.edited}
            onItem={outlook}
            readForm={outlook.readForm}
            defaults={outlook}
            onLinked={outlook.rememberLinked}
          />
        </Suspense>
      );
    case "message":
      return (
        <Empty
          icon={<MailRegular />}
          title={words.item.message.title}
          text={words.item.message.text}
        />
      );
    case "reading":
      return <Reading />;
    case "unreadable":
      return (
        <div className={styles.page}>
          <HiddenTitle />
          <FailureNotice failure={new Failure("outlook-unavailable")} onRetry={reread} />
        </div>
      );
    case "none":
      if (outlook.inOutlook) {
        return (
          <Empty
            icon={<CalendarRegular />}
            title={words.item.none.title}
            text={words.item.none.text}
          />
        );
      }
      return (
        <div className={styles.page}>
          <Suspense fallback={<Loading lines={6} />}>
            {profile === undefined ? (
              <Loading lines={6} />
            ) : (
              <HomePage profile={profile} hint={<OutsideHint />} />
            )}
          </Suspense>
        </div>
      );
  }
}

function Reading() {
  const styles = useStyles();
  return (
    <div className={styles.page}>
      <Loading lines={6} />
    </div>
  );
}

function OutsideHint() {
  const words = useWords().item.outside;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words.title}</MessageBarTitle>
        {words.text}
      </MessageBarBody>
    </MessageBar>
  );
}
