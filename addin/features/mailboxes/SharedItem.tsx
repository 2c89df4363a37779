import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { PeopleRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { Empty } from "../../components/Empty.tsx";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { HiddenTitle } from "../../components/HiddenTitle.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useWords } from "../../locales/locale.ts";
import type { OpenItem } from "../../office/item.ts";
import { ItemPage, type ItemPageProps } from "../item/ItemPage.tsx";
import { UnsavedPage, type UnsavedPageProps } from "../item/UnsavedPage.tsx";
import { ActFailure } from "./FurtherMailboxes.tsx";
import { InMailbox } from "./InMailbox.tsx";
import { useMailboxes } from "./useMailboxes.ts";

const useStyles = makeStyles({
  page: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}` },
});

export interface SharedItemProps extends Pick<UnsavedPageProps, "onItem" | "defaults"> {
  readonly item: Extract<OpenItem, { readonly kind: "shared" }>;
  readonly edited: boolean;
  readonly readForm: ItemPageProps["readForm"];
  readonly onLinked: (linked: boolean) => void;
}

/** An appointment in somebody else's mailbox: as any other where the person synchronizes that mailbox. */
export function SharedItem(props: SharedItemProps) {
  const { item, edited, readForm, onLinked, onItem, defaults } = props;
  const styles = useStyles();
  const words = useWords();
  const text = words.item.shared;
  const handle = useMailboxes();
  const { view, loadFailure, busy } = handle;
  const added = view?.mailboxes.find(({ address }) => address === item.mailbox);
  const empty = (sentence: string, act?: ReactNode): ReactNode => (
    <Empty icon={<PeopleRegular />} title={text.title} text={sentence}>
      {act}
    </Empty>
  );

  if (loadFailure !== null) {
    return (
      <div className={styles.page}>
        <HiddenTitle />
        <FailureNotice failure={loadFailure} onRetry={handle.reload} />
      </div>
    );
  }
  if (view === undefined) {
    return (
      <div className={styles.page}>
        <Loading lines={6} />
      </div>
    );
  }
  if (added?.health === "no-consent") return empty(added.reason ?? "");
  if (added !== undefined) {
    const { restId, people } = item;
    return (
      <InMailbox mailboxId={added.mailboxId}>
        {restId === null ? (
          <UnsavedPage {...{ people, onItem, readForm, defaults, onLinked }} />
        ) : (
          <ItemPage key={restId} {...{ restId, people, edited, readForm, onLinked }} />
        )}
      </InMailbox>
    );
  }
  if (item.mailbox === "") return empty(text.unknown);
  return (
    <>
      {empty(
        text.text(item.mailbox),
        <Button
          appearance="primary"
          size="large"
          disabledFocusable={busy}
          {...(busy ? { icon: <Spinner size="tiny" /> } : {})}
          onClick={() => handle.add({ address: item.mailbox, outlookItems: "chosen" })}
        >
          {text.add}
        </Button>,
      )}
      <div className={styles.page}>
        <ActFailure handle={handle} />
      </div>
    </>
  );
}
