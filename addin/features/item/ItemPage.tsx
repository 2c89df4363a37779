import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect } from "react";
import { HiddenTitle } from "../../components/HiddenTitle.tsx";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Loading } from "../../components/Loading.tsx";
import type { FormContent } from "../../office/form.ts";
import { addressesOf, type Attendant } from "../../office/item.ts";
import { ItemScreen } from "./ItemScreen.tsx";
import { useItem } from "./useItem.ts";

const useStyles = makeStyles({
  page: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}` },
});

export interface ItemPageProps {
  readonly restId: string;
  readonly people: readonly Attendant[];
  /** The form holds something that is not saved. */
  readonly edited: boolean;
  /** What the appointment says now. */
  readonly readForm: () => Promise<FormContent>;
  /** Told whether the item is linked, for Outlook's own event handlers. */
  readonly onLinked: (linked: boolean) => void;
}

/** Asks for the open appointment and shows it. */
export function ItemPage({ restId, people, edited, readForm, onLinked }: ItemPageProps) {
  const styles = useStyles();
  const item = useItem({ restId, addresses: addressesOf(people) });
  const linked = item.view?.on;
  useEffect(() => {
    if (linked !== undefined) onLinked(linked);
  }, [linked, onLinked]);
  if (item.loadFailure !== null) {
    return (
      <div className={styles.page}>
        <HiddenTitle />
        <FailureNotice failure={item.loadFailure} onRetry={item.reload} />
      </div>
    );
  }
  if (item.view === undefined) {
    return (
      <div className={styles.page}>
        <Loading lines={6} />
      </div>
    );
  }
  // A new item starts with an untouched draft.
  return (
    <ItemScreen
      key={item.view.itemId}
      item={item}
      view={item.view}
      people={people}
      edited={edited}
      readForm={readForm}
    />
  );
}
