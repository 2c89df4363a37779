import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useRef } from "react";
import type { ItemView, RecordView } from "../../../server/api/contract/items.ts";
import { Facts } from "../../components/Facts.tsx";
import { Section } from "../../components/Section.tsx";
import { useWords } from "../../locales/locale.ts";
import type { FormContent } from "../../office/form.ts";
import { addressesOf, type Attendant } from "../../office/item.ts";
import { NewRecord } from "../create/NewRecord.tsx";
import { RecordPicker } from "../search/RecordPicker.tsx";
import { RecordRow } from "../search/RecordRow.tsx";
import { sameRecord, type DraftHandle } from "./draft.ts";

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  none: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground3 },
});

export interface LinkedToProps {
  /** `null`: the appointment is not saved yet. */
  readonly itemId: string | null;
  readonly people: readonly Attendant[];
  readonly draft: DraftHandle;
  /** What the appointment says now: new records begin with it. */
  readonly readForm: () => Promise<FormContent>;
  /** Fields of the ERP's own, as it holds them. */
  readonly mapped?: ItemView["mapped"];
  /** A record was made: the appointment concerns it. */
  readonly onCreated: (record: RecordView) => void;
}

/** The records that the item concerns, and the search for more. */
export function LinkedTo({
  itemId,
  people,
  draft,
  readForm,
  mapped = [],
  onCreated,
}: LinkedToProps) {
  const styles = useStyles();
  const { records: words, item } = useWords();
  const { records } = draft.draft;
  const picker = useRef<HTMLDivElement>(null);
  /** The button that was pressed goes away; without this the keyboard would start from nowhere. */
  const goOnSearching = (): void => picker.current?.querySelector("input")?.focus();
  const isLinked = (record: RecordView): boolean =>
    records.some((other) => sameRecord(record, other));
  return (
    <Section
      title={words.linkedTo}
      aside={<NewRecord people={people} readForm={readForm} onCreated={onCreated} />}
    >
      {records.length === 0 ? (
        <p className={styles.none}>{words.none}</p>
      ) : (
        <ul className={styles.list}>
          {records.map((record) => (
            <RecordRow
              key={`${record.type} ${record.id}`}
              record={record}
              action={
                <Button
                  appearance="subtle"
                  icon={<DismissRegular />}
                  aria-label={words.remove(record.name)}
                  onClick={() => {
                    draft.remove(record);
                    goOnSearching();
                  }}
                />
              }
            />
          ))}
        </ul>
      )}
      {mapped.length > 0 && (
        <Facts facts={mapped.map(({ name, value }) => ({ name, value: value ?? item.empty }))} />
      )}
      <RecordPicker
        itemId={itemId}
        addresses={addressesOf(people)}
        isLinked={isLinked}
        onAdd={(record) => {
          draft.add(record);
          goOnSearching();
        }}
        rootRef={picker}
      />
    </Section>
  );
}
