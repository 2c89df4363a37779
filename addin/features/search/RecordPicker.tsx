import {
  Button,
  makeStyles,
  SearchBox,
  Spinner,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { AddRegular, CheckmarkRegular } from "@fluentui/react-icons";
import { useId, useState, type RefObject } from "react";
import type { RecordView } from "../../../server/api/contract/items.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { useWords } from "../../locales/locale.ts";
import { RecordRow } from "./RecordRow.tsx";
import { useRecords } from "./useRecords.ts";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  search: { width: "100%", maxWidth: "none" },
  heading: {
    ...typographyStyles.caption1Strong,
    margin: 0,
    color: tokens.colorNeutralForeground3,
  },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  none: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  check: { display: "grid", color: tokens.colorStatusSuccessForeground1, paddingInline: "6px" },
});

export interface RecordPickerProps {
  /** `null`: the appointment is not saved yet. */
  readonly itemId: string | null;
  readonly addresses: readonly string[];
  /** Already on the item: shown with a tick, not offered again. */
  readonly isLinked: (record: RecordView) => boolean;
  readonly onAdd: (record: RecordView) => void;
  readonly rootRef: RefObject<HTMLDivElement | null>;
}

/** Finds ERP records: suggestions first, then what was searched for. */
export function RecordPicker(props: RecordPickerProps) {
  const { itemId, addresses, isLinked, onAdd, rootRef } = props;
  const styles = useStyles();
  const words = useWords().records;
  const [typed, setTyped] = useState("");
  const records = useRecords(itemId, addresses, typed);
  const asking = records.text !== "";
  const suggestions = records.couldBeRelatedTo.filter((record) => !isLinked(record));
  return (
    <div ref={rootRef} className={styles.root} role="search">
      <SearchBox
        className={styles.search}
        aria-label={words.search}
        placeholder={words.placeholder}
        value={typed}
        contentAfter={records.searching && typed !== "" ? <Spinner size="extra-tiny" /> : null}
        onChange={(_event, data) => setTyped(data.value)}
      />
      {records.failure !== null && (
        <FailureNotice failure={records.failure} onRetry={records.reload} />
      )}
      {asking && (
        <Group title={words.inContextOf} records={records.inContextOf} linked onAdd={onAdd} />
      )}
      <Group title={words.couldBeRelatedTo} records={suggestions} onAdd={onAdd} />
      {asking && (
        <Group
          title={words.found}
          records={records.found.filter((record) => !isLinked(record))}
          onAdd={onAdd}
        />
      )}
      <div role="status">
        {asking && !records.searching && records.found.length === 0 && (
          <p className={styles.none}>{words.nothingFound(records.text)}</p>
        )}
      </div>
      {asking && records.more && (
        <Button size="small" appearance="subtle" onClick={records.loadMore}>
          {words.more}
        </Button>
      )}
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly records: readonly RecordView[];
  readonly linked?: boolean;
  readonly onAdd: (record: RecordView) => void;
}

function Group({ title, records, linked = false, onAdd }: GroupProps) {
  const styles = useStyles();
  const words = useWords().records;
  const id = useId();
  if (records.length === 0) return null;
  return (
    <div role="group" aria-labelledby={id}>
      <h3 id={id} className={styles.heading}>
        {title}
      </h3>
      <ul className={styles.list}>
        {records.map((record) => (
          <RecordRow
            key={`${record.type} ${record.id}`}
            record={record}
            action={
              linked ? (
                <CheckmarkRegular className={styles.check} aria-hidden />
              ) : (
                <Button
                  appearance="subtle"
                  icon={<AddRegular />}
                  aria-label={words.add(record.name)}
                  onClick={() => onAdd(record)}
                />
              )
            }
          />
        ))}
      </ul>
    </div>
  );
}
