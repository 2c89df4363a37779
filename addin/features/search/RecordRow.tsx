import { Link, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import {
  BriefcaseRegular,
  BuildingRegular,
  ClipboardTaskRegular,
  DocumentRegular,
  HeadsetRegular,
  MoneyRegular,
  PersonRegular,
  ShoppingBagRegular,
  StarRegular,
} from "@fluentui/react-icons";
import type { ReactElement, ReactNode } from "react";
import type { RecordView } from "../../../server/api/contract/items.ts";
import { useWords } from "../../locales/locale.ts";

const useStyles = makeStyles({
  row: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr) auto",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  icon: {
    display: "grid",
    placeItems: "center",
    width: "32px",
    height: "32px",
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
    fontSize: "18px",
  },
  name: { ...typographyStyles.body1, display: "block", overflowWrap: "anywhere" },
  detail: {
    ...typographyStyles.caption1,
    display: "block",
    color: tokens.colorNeutralForeground3,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
});

/** Pictures of the record types that ERPs commonly have; an unknown type gets a plain one. */
const icons: Readonly<Record<string, ReactElement>> = {
  customer: <BuildingRegular />,
  account: <BuildingRegular />,
  contact: <PersonRegular />,
  lead: <StarRegular />,
  opportunity: <MoneyRegular />,
  project: <BriefcaseRegular />,
  order: <ShoppingBagRegular />,
  case: <HeadsetRegular />,
  task: <ClipboardTaskRegular />,
};

export function recordIcon(type: string): ReactElement {
  return icons[type] ?? <DocumentRegular />;
}

export interface RecordRowProps {
  readonly record: RecordView;
  /** What can be done with it, at the end of the row. */
  readonly action: ReactNode;
}

/** One ERP record: its picture, its name (a link into the ERP where there is one), its type. */
export function RecordRow({ record, action }: RecordRowProps) {
  const styles = useStyles();
  const words = useWords();
  const detail = [record.typeName, record.detail].filter((part) => part !== null && part !== "");
  return (
    <li className={styles.row}>
      <span className={styles.icon} aria-hidden>
        {recordIcon(record.type)}
      </span>
      <span>
        <span className={styles.name}>
          {record.webUrl === null ? (
            record.name
          ) : (
            <Link
              href={record.webUrl}
              target="_blank"
              rel="noreferrer"
              aria-label={words.records.open(record.name)}
            >
              {record.name}
            </Link>
          )}
        </span>
        <span className={styles.detail}>{detail.join(" · ")}</span>
      </span>
      {action}
    </li>
  );
}
