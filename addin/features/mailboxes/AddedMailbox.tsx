import { Badge, Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { Elsewhere } from "../../../server/api/contract/items.ts";
import type { FurtherMailbox } from "../../../server/api/contract/mailboxes.ts";
import { useLocale } from "../../locales/locale.ts";
import { AttentionLink } from "./AttentionLink.tsx";

const useStyles = makeStyles({
  row: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    paddingBottom: tokens.spacingVerticalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  head: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
  },
  name: { ...typographyStyles.body1Strong, overflowWrap: "anywhere" },
  note: {
    ...typographyStyles.caption1,
    margin: 0,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

export interface AddedMailboxProps {
  readonly mailbox: FurtherMailbox;
  /** Absent: there is nothing to look at. */
  readonly attention: Elsewhere | undefined;
  readonly busy: boolean;
  readonly onOpen: () => void;
  readonly onSync: () => void;
  readonly onGiveUp: () => void;
}

/** A mailbox that the person synchronizes beside his own: how it does, and what can be done with it. */
export function AddedMailbox({
  mailbox,
  attention,
  busy,
  onOpen,
  onSync,
  onGiveUp,
}: AddedMailboxProps) {
  const styles = useStyles();
  const { words, time, number } = useLocale();
  const text = words.further;
  const { name, address, health, reason, lastSyncAt, linked, readOnly, outlookItems } = mailbox;
  const isWell = health === "operational";
  const label = lastSyncAt === null && isWell ? text.starting : words.health[health].label;
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.name}>{name}</span>
        <Badge appearance="tint" color={isWell ? "success" : "warning"}>
          {label}
        </Badge>
      </div>
      <p className={styles.note}>{address}</p>
      <p className={styles.note}>{text.which[outlookItems]}</p>
      {readOnly && <p className={styles.note}>{text.readOnly}</p>}
      {!isWell && reason !== null && <p className={styles.note}>{reason}</p>}
      <p className={styles.note}>
        {text.linked(number(linked))}
        {lastSyncAt !== null && ` · ${words.item.lastSynced(time(lastSyncAt))}`}
      </p>
      {attention !== undefined && <AttentionLink of={attention} onOpen={onOpen} />}
      <div className={styles.acts}>
        <Button size="small" onClick={onOpen}>
          {text.setUp(name)}
        </Button>
        <Button size="small" disabledFocusable={busy} onClick={onSync}>
          {text.syncNow(name)}
        </Button>
        <Button size="small" disabledFocusable={busy} onClick={onGiveUp}>
          {text.giveUp(name)}
        </Button>
      </div>
    </li>
  );
}
