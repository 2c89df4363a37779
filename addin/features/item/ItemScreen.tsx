import { Button, Caption1, Divider, Spinner, Switch } from "@fluentui/react-components";
import { ArrowSyncRegular, OpenRegular, QuestionCircleRegular } from "@fluentui/react-icons";
import { lazy, Suspense, useEffect, useId, useRef, useState } from "react";
import type { ItemView, RecordView } from "../../../server/api/contract/items.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Fold } from "../../components/Fold.tsx";
import { HelpLink } from "../../components/HelpLink.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useRemedies } from "../../components/remedies.ts";
import { Failure } from "../../failures.ts";
import { useWords } from "../../locales/locale.ts";
import { useExplain } from "../explain/useExplain.tsx";
import { History } from "../undo/History.tsx";
import type { FormContent } from "../../office/form.ts";
import type { Attendant } from "../../office/item.ts";
import { ActivityTypeField } from "./ActivityTypeField.tsx";
import { Answers } from "./Answers.tsx";
import { Conflicts } from "./Conflicts.tsx";
import { DayPart } from "./DayPart.tsx";
import { EndingQuestion } from "./EndingQuestion.tsx";
import { choiceOf, useDraft, type Draft } from "./draft.ts";
import { TakenOut } from "./TakenOut.tsx";
import { Invitations } from "./Invitations.tsx";
import { LinkedTo } from "./LinkedTo.tsx";
import { PreviewOf } from "./PreviewView.tsx";
import { primaryOf, type Primary } from "./primary.ts";
import { SeriesDays } from "./SeriesDays.tsx";
import { SeriesQuestion } from "./SeriesQuestion.tsx";
import { useSeriesScope } from "./seriesScope.ts";
import { canSwitch } from "./state.tsx";
import { StateLine } from "./StateLine.tsx";
import { useScreenStyles } from "./styles.ts";
import { UnknownPeople } from "./UnknownPeople.tsx";
import type { ItemHandle } from "./useItem.ts";
import { usePreview } from "./usePreview.ts";

// Asked for rarely: kept out of what every opening of the pane waits for.
const ReleaseDialog = lazy(async () => ({
  default: (await import("./ReleaseDialog.tsx")).ReleaseDialog,
}));
const Doubt = lazy(async () => ({ default: (await import("../plan/Doubt.tsx")).Doubt }));

export interface ItemScreenProps {
  readonly item: ItemHandle;
  readonly view: ItemView;
  readonly people: readonly Attendant[];
  /** The form holds something that is not saved: what is shown here does not know of it. */
  readonly edited: boolean;
  readonly readForm: () => Promise<FormContent>;
}

/** The item as it would look once the backend has accepted the draft. */
function expected(view: ItemView, draft: Draft): ItemView {
  const activityType = view.activityTypes.find(({ id }) => id === draft.activityTypeId) ?? null;
  const records = [...draft.records];
  return { ...view, on: true, state: "waiting", reason: null, records, activityType };
}

/** One appointment: how it stands, what it concerns, what would be written, what happened. */
export function ItemScreen({ item, view, people, edited, readForm }: ItemScreenProps) {
  const styles = useScreenStyles();
  const words = useWords();
  const handle = useDraft(view);
  const remedies = useRemedies();
  const decisions = useId();
  const [releasing, setReleasing] = useState(false);
  const explain = useExplain();
  const title = useRef<HTMLHeadingElement>(null);
  const { isLedTo } = item;
  useEffect(() => {
    if (isLedTo) title.current?.focus();
  }, [isLedTo]);
  const [scope, setScope] = useSeriesScope();
  const { day } = view;
  // Until he said what he means nothing of either is in his way.
  const shown = day === null ? "series" : scope;
  /** Of each it is told by itself why it is as it is. */
  const ofDays = view.history.some(({ day: one }) => one !== undefined);
  const { draft } = handle;
  const switchable = canSwitch(view);
  const firstTime = !view.on;

  const send = (next: Draft): void =>
    item.choose(choiceOf(next), expected(view, next), handle.reset);
  const choose = (): void => send(draft);
  /** What was made from here is linked at once; before the first sync that is for its person to press. */
  const linkMade = (record: RecordView): void => {
    const next = handle.add(record);
    if (view.on) send(next);
  };
  const signIn = (code: "signed-out" | "consent-required"): void =>
    remedies.signIn({ failure: new Failure(code), consent: code === "consent-required" });
  const primaries: Readonly<Record<Primary, { label: string; act: () => void }>> = {
    link: { label: words.item.syncToErp, act: choose },
    save: { label: words.item.save, act: choose },
    decide: {
      label: words.item.decide,
      act: () =>
        document
          .getElementById(decisions)
          ?.querySelector<HTMLElement>("button, select, input[type=radio]")
          ?.focus(),
    },
    retry: { label: words.act.retry, act: item.sync },
    "sign-in": { label: words.signIn.button, act: () => signIn("signed-out") },
    consent: { label: words.signIn.allow, act: () => signIn("consent-required") },
    sync: { label: words.item.syncNow, act: item.sync },
  };
  const next = primaryOf(view, handle.changed);
  const primary = next === null ? null : primaries[next];

  return (
    <div className={styles.root}>
      <div className={styles.body}>
        <div className={styles.head}>
          <h1 ref={title} tabIndex={-1} className={styles.title}>
            {titleOf(view, shown === "day") || words.item.noSubject}
          </h1>
          <StateLine view={view} />
          {view.series !== "single" && day === null && (
            <p className={styles.series}>
              {view.when == null ? words.item.series[view.series] : words.item.days.one(view.when)}
            </p>
          )}
          {item.showSeries !== null && (
            <Button className={styles.scope} size="small" onClick={item.showSeries}>
              {words.item.scope.allDays}
            </Button>
          )}
          {item.showDay !== null && (
            <Button className={styles.scope} size="small" onClick={item.showDay}>
              {words.item.scope.day}
            </Button>
          )}
          {day !== null && <SeriesQuestion day={day} scope={scope} onChoose={setScope} />}
          {view.sharedWith !== null && (
            <p className={styles.series}>{words.item.sharedWith(view.sharedWith)}</p>
          )}
          {item.actFailure !== null && (
            <FailureNotice failure={item.actFailure} onRetry={primary?.act ?? item.reload} />
          )}
          {shown === "series" && (
            <Switch
              className={styles.switch}
              label={words.item.switch}
              checked={view.on}
              disabled={!switchable}
              onChange={(_event, { checked }) => {
                if (checked) choose();
                else setReleasing(true);
              }}
            />
          )}
          <HelpLink
            about={view.state === "private" ? "private" : view.on ? "happens" : "switch-on"}
            of={words.item.switch}
          />
        </div>
        <div id={decisions} className={styles.decisions}>
          <Conflicts conflicts={view.conflicts} busy={item.busy} onAnswer={item.answer} />
          {view.doubt !== null && (
            <Suspense fallback={<Loading />}>
              <Doubt doubt={view.doubt} busy={item.busy} onDecide={item.decide} />
            </Suspense>
          )}
          {view.days !== undefined && (
            <SeriesDays days={view.days} busy={item.busy} onOpen={item.openDay} />
          )}
        </div>
        {view.ending !== null && (
          <EndingQuestion ending={view.ending} busy={item.busy} onDecide={item.end} />
        )}
        <TakenOut taken={view.takenOut} />
        {view.invitations !== null && (
          <Invitations invitations={view.invitations} busy={item.busy} onSend={item.send} />
        )}
        {day !== null && shown === "day" && <DayPart day={day} on={view.on} people={people} />}
        {shown === "series" && (
          <>
            {view.answers !== null && <Answers answers={view.answers} people={people} />}
            {switchable && (
              <>
                <LinkedTo
                  itemId={view.itemId}
                  people={withoutRooms(people, view)}
                  draft={handle}
                  readForm={readForm}
                  mapped={view.mapped}
                  onCreated={linkMade}
                />
                <UnknownPeople people={withoutRooms(people, view)} onCreated={linkMade} />
                <ActivityTypeField types={view.activityTypes} draft={handle} />
                <Divider />
                {/* Before the first sync it is open: nobody should be surprised by what is written. */}
                <Fold
                  key={firstTime ? "first" : "later"}
                  title={words.item.preview.title}
                  initiallyOpen={firstTime}
                >
                  {edited && <Caption1 as="p">{words.item.preview.edited}</Caption1>}
                  <PreviewPart itemId={view.itemId} draft={draft} />
                </Fold>
              </>
            )}
            <Fold title={ofDays ? words.item.days.history : words.item.history.title}>
              {view.private && <p className={styles.note}>{words.undo.private}</p>}
              <History
                entries={view.history}
                empty={words.item.history.empty}
                withSubject={false}
                byRun={false}
                {...(ofDays && { onExplain: explain.open })}
              />
              {!ofDays && (
                <Button
                  size="small"
                  icon={<QuestionCircleRegular />}
                  onClick={() => explain.open(view.itemId)}
                >
                  {words.explain.title}
                </Button>
              )}
            </Fold>
          </>
        )}
      </div>
      {primary !== null && shown === "series" && (
        <div className={styles.foot}>
          <Button
            className={styles.grow}
            appearance="primary"
            icon={item.busy ? <Spinner size="tiny" /> : <ArrowSyncRegular />}
            disabledFocusable={item.busy}
            onClick={primary.act}
          >
            {primary.label}
          </Button>
          {view.erp?.webUrl != null && (
            <Button
              as="a"
              className={styles.still}
              icon={<OpenRegular />}
              href={view.erp.webUrl}
              target="_blank"
              rel="noreferrer"
            >
              {words.item.openActivity}
            </Button>
          )}
        </div>
      )}
      {explain.dialog}
      {releasing && (
        <Suspense>
          <ReleaseDialog
            shared={view.sharedWith !== null}
            onCancel={() => setReleasing(false)}
            onRelease={(removeErpCopy) => {
              setReleasing(false);
              handle.reset();
              item.release(removeErpCopy);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

function titleOf({ subject, day }: ItemView, isOfDay: boolean): string {
  return isOfDay && day !== null ? day.subject : subject;
}

/** A room is nobody whom the ERP might know. */
function withoutRooms(people: readonly Attendant[], { answers }: ItemView): readonly Attendant[] {
  const rooms = new Set(
    answers?.others.filter(({ kind }) => kind === "resource").map(({ address }) => address),
  );
  return people.filter(({ address }) => !rooms.has(address));
}

function PreviewPart({ itemId, draft }: { readonly itemId: string; readonly draft: Draft }) {
  return <PreviewOf handle={usePreview(itemId, choiceOf(draft))} />;
}
