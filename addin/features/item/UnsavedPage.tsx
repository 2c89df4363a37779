import {
  Button,
  Caption1,
  Divider,
  makeStyles,
  Spinner,
  Switch,
  tokens,
} from "@fluentui/react-components";
import { CalendarAddRegular, ClockFilled, LinkRegular } from "@fluentui/react-icons";
import { useEffect } from "react";
import type { AdvanceView } from "../../../server/api/contract/advance.ts";
import type { RecordView } from "../../../server/api/contract/items.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Fold } from "../../components/Fold.tsx";
import { HiddenTitle } from "../../components/HiddenTitle.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useWords } from "../../locales/locale.ts";
import type { FormContent } from "../../office/form.ts";
import type { Attendant } from "../../office/item.ts";
import { useServices } from "../../services.ts";
import { ActivityTypeField } from "./ActivityTypeField.tsx";
import { DefaultType, type Defaults } from "./DefaultType.tsx";
import { choiceOf, useDraft, type Draft } from "./draft.ts";
import { LinkedTo } from "./LinkedTo.tsx";
import { PreviewOf } from "./PreviewView.tsx";
import { StateBox } from "./StateLine.tsx";
import { useScreenStyles } from "./styles.ts";
import { UnknownPeople } from "./UnknownPeople.tsx";
import { useUnsavedPreview } from "./usePreview.ts";
import { useAdvance, type AdvanceHandle, type KeyOnItem } from "./useAdvance.ts";

const useStyles = makeStyles({
  page: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}` },
});

export interface UnsavedPageProps {
  readonly people: readonly Attendant[];
  readonly onItem: KeyOnItem;
  /** What the form says now. */
  readonly readForm: () => Promise<FormContent>;
  readonly defaults: Defaults;
  /** Told whether it will be linked, for Outlook's own event handlers. */
  readonly onLinked: (linked: boolean) => void;
}

/** An appointment that Outlook has not saved yet: chosen now, linked when it is saved. */
export function UnsavedPage(props: UnsavedPageProps) {
  const { people, onItem, readForm, defaults, onLinked } = props;
  const styles = useStyles();
  const advance = useAdvance(onItem);
  const on = advance.view?.on;
  useEffect(() => {
    if (on !== undefined) onLinked(on);
  }, [on, onLinked]);
  if (advance.loadFailure !== null) {
    return (
      <div className={styles.page}>
        <HiddenTitle />
        <FailureNotice failure={advance.loadFailure} onRetry={advance.reload} />
      </div>
    );
  }
  if (advance.view === undefined) {
    return (
      <div className={styles.page}>
        <Loading lines={6} />
      </div>
    );
  }
  return (
    <UnsavedScreen
      advance={advance}
      view={advance.view}
      people={people}
      readForm={readForm}
      defaults={defaults}
    />
  );
}

interface UnsavedScreenProps extends Pick<UnsavedPageProps, "people" | "readForm" | "defaults"> {
  readonly advance: AdvanceHandle;
  readonly view: AdvanceView;
}

function UnsavedScreen({ advance, view, people, readForm, defaults }: UnsavedScreenProps) {
  const styles = useScreenStyles();
  const words = useWords().item;
  const isFurther = useServices().further !== undefined;
  const draft = useDraft(view);
  const { off, waiting } = words.unsaved;
  // Nobody announces what is saved there: it is asked for at the interval.
  const waits = isFurther ? { ...waiting, text: words.shared.whenSaved } : waiting;
  const send = (next: Draft): void => advance.choose(choiceOf(next), draft.reset);
  const choose = (): void => send(draft.draft);
  /** What was made from here is linked at once, where it will be linked at all. */
  const linkMade = (record: RecordView): void => {
    const next = draft.add(record);
    if (view.on) send(next);
  };
  // Once it is chosen, Outlook's own Save is the next step.
  const label = view.on ? (draft.changed ? words.save : null) : words.unsaved.syncWhenSaved;
  return (
    <div className={styles.root}>
      <div className={styles.body}>
        <div className={styles.head}>
          <h1 className={styles.title}>{words.unsaved.title}</h1>
          {view.on ? (
            <StateBox tone="brand" icon={<ClockFilled />} {...waits} />
          ) : (
            <StateBox tone="neutral" icon={<CalendarAddRegular />} {...off} />
          )}
          {advance.actFailure !== null && (
            <FailureNotice failure={advance.actFailure} onRetry={choose} />
          )}
          <Switch
            className={styles.switch}
            label={words.switch}
            checked={view.on}
            disabled={advance.busy}
            onChange={(_event, { checked }) => {
              if (checked) choose();
              else advance.withdraw();
            }}
          />
        </div>
        <LinkedTo
          itemId={null}
          people={people}
          draft={draft}
          readForm={readForm}
          onCreated={linkMade}
        />
        <UnknownPeople people={people} onCreated={linkMade} />
        <div>
          <ActivityTypeField types={view.activityTypes} draft={draft} />
          {/* What appointments start with is a person's own affair, in his own calendar. */}
          {!isFurther && (
            <DefaultType
              types={view.activityTypes}
              chosen={draft.draft.activityTypeId}
              defaults={defaults}
            />
          )}
        </div>
        <Divider />
        {/* Nobody should be surprised by what is written once he saves. */}
        <Fold title={words.preview.title} initiallyOpen>
          <Caption1 as="p">{words.preview.unsaved}</Caption1>
          <UnsavedPreview readForm={readForm} draft={draft.draft} />
        </Fold>
      </div>
      {label !== null && (
        <div className={styles.foot}>
          <Button
            className={styles.grow}
            appearance="primary"
            icon={advance.busy ? <Spinner size="tiny" /> : <LinkRegular />}
            disabledFocusable={advance.busy}
            onClick={choose}
          >
            {label}
          </Button>
        </div>
      )}
    </div>
  );
}

function UnsavedPreview({
  readForm,
  draft,
}: Pick<UnsavedScreenProps, "readForm"> & { draft: Draft }) {
  return <PreviewOf handle={useUnsavedPreview(readForm, choiceOf(draft))} />;
}
