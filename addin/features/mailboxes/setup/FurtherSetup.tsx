import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { FurtherRules, FurtherSetupView } from "../../../../server/api/contract/mailboxes.ts";
import { BackButton } from "../../../components/BackButton.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { useFocusedTitle } from "../../../components/useFocusedTitle.ts";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { LogCard } from "../../home/LogCard.tsx";
import { SetAsideCard } from "../../home/SetAsideCard.tsx";
import { WaitingCard } from "../../home/WaitingCard.tsx";
import { InMailbox } from "../InMailbox.tsx";
import { FurtherForm } from "./FurtherForm.tsx";
import { FurtherState } from "./FurtherState.tsx";
import { useFurtherActs, useFurtherSetup } from "./useFurtherSetup.ts";
import { words as allWords } from "./words.ts";

const PlanPage = lazy(async () => ({
  default: (await import("../../plan/PlanPage.tsx")).PlanPage,
}));

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    maxWidth: "560px",
    "&[hidden]": { display: "none" },
  },
  title: { ...typographyStyles.subtitle1, margin: 0, outline: "none", overflowWrap: "anywhere" },
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
});

export interface FurtherSetupProps {
  readonly mailboxId: string;
  /** Where he came from. */
  readonly backTo: "home" | "setup";
  readonly onBack: () => void;
}

/** How one further mailbox is kept, tried and doing. */
export function FurtherSetup({ mailboxId, ...back }: FurtherSetupProps) {
  const styles = useStyles();
  const found = useFurtherSetup(mailboxId);
  // What an earlier visit left in the cache may have been changed meanwhile.
  const view = found.isFetchedAfterMount ? found.data : undefined;
  if (view !== undefined) return <Opened view={view} {...back} />;
  return (
    <div className={styles.root}>
      <Back {...back} />
      {found.error !== null && (
        <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />
      )}
      {found.error === null && <Loading lines={6} />}
    </div>
  );
}

type BackProps = Pick<FurtherSetupProps, "backTo" | "onBack">;

function Back({ backTo, onBack }: BackProps) {
  const text = useWordsOf(allWords);
  return <BackButton onClick={onBack}>{text.back[backTo]}</BackButton>;
}

interface OpenedProps extends BackProps {
  readonly view: FurtherSetupView;
}

function Opened({ view, ...back }: OpenedProps) {
  const styles = useStyles();
  const text = useWordsOf(allWords);
  const client = useQueryClient();
  const title = useFocusedTitle();
  const { mailboxId, name, address } = view.mailbox;
  const { quarantined } = view.status.calendar;
  const [draft, setDraft] = useState<FurtherRules>(view.own);
  const [trying, setTrying] = useState<FurtherRules | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { save, act } = useFurtherActs(mailboxId, (saved) => {
    setDraft(saved.own);
    setSaid(text.saved);
  });
  const failure = save.error ?? act.error;
  return (
    <>
      {trying !== null && (
        <Suspense fallback={<Loading lines={6} />}>
          <PlanPage
            tried={{ mailboxId, mailbox: `${name} (${address})`, rules: trying }}
            onBack={() => setTrying(null)}
            onDone={() => {
              setTrying(null);
              setSaid(text.tried);
              void client.invalidateQueries({ queryKey: ["further-setup", mailboxId] });
              void client.invalidateQueries({ queryKey: ["mailboxes"] });
            }}
          />
        </Suspense>
      )}
      <div className={styles.root} hidden={trying !== null}>
        <Back {...back} />
        <div>
          <h1 ref={title} tabIndex={-1} className={styles.title}>
            {name}
          </h1>
          <p className={styles.text}>{address}</p>
        </div>
        <FurtherState
          status={view.status}
          busy={act.isPending}
          onAct={(what) => {
            setSaid(null);
            act.mutate(what);
          }}
        />
        {!view.closed && (
          <InMailbox mailboxId={mailboxId}>
            <WaitingCard />
            {quarantined > 0 && <SetAsideCard count={quarantined} />}
          </InMailbox>
        )}
        <FurtherForm
          view={view}
          draft={draft}
          saving={save.isPending}
          onChange={(next) => {
            setSaid(null);
            setDraft(next);
          }}
          onSave={() => save.mutate(draft)}
          onTry={() => setTrying(draft)}
        />
        {failure !== null && (
          <FailureNotice
            failure={failureOf(failure)}
            onRetry={() => {
              save.reset();
              act.reset();
            }}
          />
        )}
        <div role="status">
          {said !== null && (
            <MessageBar intent="success">
              <MessageBarBody>{said}</MessageBarBody>
            </MessageBar>
          )}
        </div>
        {!view.closed && (
          <InMailbox mailboxId={mailboxId}>
            <LogCard />
          </InMailbox>
        )}
      </div>
    </>
  );
}
