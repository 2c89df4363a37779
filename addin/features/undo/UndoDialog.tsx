import {
  Button,
  Checkbox,
  makeStyles,
  Spinner,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { useState } from "react";
import type { UndoPreview, UndoTarget } from "../../../server/api/contract/undo.ts";
import { Changes } from "../../components/Changes.tsx";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Modal } from "../../components/Modal.tsx";
import { plainList } from "../../components/plainList.ts";
import { useLocale, useWords } from "../../locales/locale.ts";
import { SentMeetings } from "./SentMeetings.tsx";
import { useUndo } from "./useUndo.ts";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0 },
  small: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  list: plainList,
  change: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  subject: { ...typographyStyles.body1Strong, margin: 0, overflowWrap: "anywhere" },
  asked: { margin: 0 },
  value: { ...typographyStyles.body1, margin: 0, overflowWrap: "anywhere", whiteSpace: "pre-line" },
  heading: { ...typographyStyles.caption1Strong, margin: 0, color: tokens.colorNeutralForeground2 },
});

type Change = UndoPreview["changes"][number];

export interface UndoDialogProps {
  readonly target: UndoTarget;
  readonly onClose: () => void;
}

/** Shows what would be restored and what stays, and why, before anything is done. */
export function UndoDialog({ target, onClose }: UndoDialogProps) {
  const styles = useStyles();
  const words = useWords();
  const { preview, failure, reload, busy, undo } = useUndo(target, onClose);
  const [tellGuests, setTellGuests] = useState(false);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const meetings = preview?.meetings ?? [];
  const cancels = meetings
    .filter(({ lineId }) => ticked.includes(lineId))
    .map(({ lineId, guests, whenFingerprint }) => ({
      ...{ lineId, whenFingerprint },
      guests: guests.map(({ address }) => address),
    }));
  const tells = [...new Set((preview?.changes ?? []).flatMap((change) => change.tells))];
  const possible = cancels.length > 0 || isPossible(preview, tellGuests);
  const unshown = preview === undefined ? 0 : unshownOf(preview);
  const title = target.runId === undefined ? words.undo.title : words.undo.titleRun;
  return (
    <Modal
      title={title}
      about="undo"
      onClose={onClose}
      actions={
        <>
          {preview !== undefined && preview.possible > 0 && (
            <Button
              appearance="primary"
              icon={busy ? <Spinner size="extra-tiny" /> : null}
              disabledFocusable={busy || !possible}
              onClick={() => undo({ tellGuests, ...(cancels.length > 0 && { cancels }) })}
            >
              {words.undo.confirm}
            </Button>
          )}
          <Button onClick={onClose}>{words.act.cancel}</Button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} onRetry={reload} />}
      {preview === undefined ? (
        failure === null && <Loading lines={3} />
      ) : (
        <>
          <p className={styles.text}>
            {preview.possible === 0 ? words.undo.nothing : words.undo.text}
          </p>
          {preview.singles > 0 && (
            <p className={styles.text}>{words.undo.singles(preview.singles)}</p>
          )}
          {preview.total > 1 && (
            <p className={styles.small}>{words.undo.someOf(preview.possible, preview.total)}</p>
          )}
          {preview.notKept > 0 && (
            <p className={styles.small}>{words.undo.notKept(preview.notKept)}</p>
          )}
          {preview.changes.length > 0 && (
            // Nothing else in it can be focused, and it may be longer than the screen.
            <ul className={styles.list} tabIndex={0} aria-label={title}>
              {preview.changes.map((change) => (
                <OneChange key={change.lineId} change={change} />
              ))}
            </ul>
          )}
          <SentMeetings meetings={meetings} ticked={ticked} onTick={setTicked} />
          {unshown > 0 && <p className={styles.small}>{words.undo.more(unshown)}</p>}
          {tells.length > 0 && (
            <div>
              <Checkbox
                label={words.undo.guests}
                checked={tellGuests}
                onChange={(_event, { checked }) => setTellGuests(checked === true)}
              />
              <p className={styles.small}>
                {words.undo.guestsHint(
                  tells.map((field) => words.fields[field] ?? field).join(", "),
                )}
              </p>
            </div>
          )}
        </>
      )}
    </Modal>
  );
}

/** Whether anything would be done: fields that tell guests count where that was agreed to. */
function isPossible(preview: UndoPreview | undefined, tellGuests: boolean): boolean {
  if (preview === undefined || preview.possible === 0) return false;
  if (unshownOf(preview) > 0) return true;
  return preview.changes.some(({ kind, fields, asks, tells, refused }) =>
    kind === "update"
      ? fields.length + asks.length > (tellGuests ? 0 : tells.length)
      : refused.length === 0,
  );
}

/** Those beyond what fits into one answer. */
function unshownOf({ total, changes, meetings }: UndoPreview): number {
  return total - changes.length - meetings.length;
}

function OneChange({ change }: { readonly change: Change }) {
  const styles = useStyles();
  const { words, time } = useLocale();
  const { kind, side, fields, asks, refused, subject, at, single, copy } = change;
  const goes = kind === "update" ? fields.length > 0 : refused.length === 0;
  return (
    <li className={styles.change}>
      <p className={styles.subject}>{subject === "" ? words.item.noSubject : subject}</p>
      <p className={styles.small}>
        <time dateTime={at}>{time(at)}</time>
      </p>
      {goes && kind === "update" && (
        <>
          <p className={styles.heading}>{words.undo.restores}</p>
          <Changes changes={fields} />
        </>
      )}
      <AskedAgain asks={asks} />
      {goes && kind === "create" && <p className={styles.text}>{words.undo.removes[side]}</p>}
      {goes && kind === "delete" && (
        <>
          <p className={styles.heading}>
            {copy === "revived" ? words.undo.revives : words.undo.makes}
          </p>
          <p className={styles.small}>
            {single ? words.undo.single : words.undo.makesNote}
            {copy !== null && ` ${words.undo.copies[copy]}`}
          </p>
          <Changes changes={fields} />
        </>
      )}
      {goes && kind === "release" && (
        <>
          <p className={styles.heading}>{words.undo.switches}</p>
          <p className={styles.small}>{words.undo.switchesNote}</p>
          <Changes changes={fields} />
        </>
      )}
      {refused.map(({ because, fields: names, parts }) => (
        <p key={because} className={styles.small}>
          <b>{words.undo.stays}:</b>{" "}
          {names.length > 0 && `${names.map((name) => words.fields[name] ?? name).join(", ")}. `}
          {parts !== null && `${parts}. `}
          {words.because[`undo:${because}`]}
        </p>
      ))}
    </li>
  );
}

/** Questions that he settled: each side has its own value again, and he is asked. */
function AskedAgain({ asks }: Pick<Change, "asks">) {
  const styles = useStyles();
  const words = useWords();
  if (asks.length === 0) return null;
  const shown = (field: string, value: string | null): string =>
    value === null || value === "" ? words.item.empty : (words.values[field]?.[value] ?? value);
  return (
    <>
      <p className={styles.heading}>{words.undo.asks}</p>
      {asks.map(({ field, microsoft, erp }) => (
        <dl key={field} className={styles.asked}>
          <dt className={styles.small}>
            {words.undo.askedOf.microsoft(words.fields[field] ?? field)}
          </dt>
          <dd className={styles.value}>{shown(field, microsoft)}</dd>
          <dt className={styles.small}>{words.undo.askedOf.erp(words.fields[field] ?? field)}</dt>
          <dd className={styles.value}>{shown(field, erp)}</dd>
        </dl>
      ))}
    </>
  );
}
