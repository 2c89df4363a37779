import { Button, ProgressBar } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type {
  LeavingCompany,
  LeavingProgress,
} from "../../../../server/api/contract/service/leaving.ts";
import { useService, type ServiceAnswer } from "../../../api/service.ts";
import { Facts } from "../../../components/Facts.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { saveJson } from "../../../components/saveFile.ts";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { Confirm } from "../Confirm.tsx";
import { useServiceStyles } from "../styles.ts";
import { useClearedFacts } from "./clearedFacts.ts";
import { words as allWords } from "./words.ts";

export interface ProgressProps {
  readonly company: LeavingCompany;
  readonly progress: LeavingProgress;
  readonly mayChange: boolean;
  readonly onChanged: (view: ServiceAnswer<"leaving">) => void;
}

type Act = "stop" | "continue" | "leave-behind" | "come-back";

/** How far it is, what holds it up, and the proof once it is done. */
export function Progress({ company, progress, mayChange, onChanged }: ProgressProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time, number } = useLocale();
  const ask = useService();
  const clearedFacts = useClearedFacts();
  const parameters = { tenantId: company.tenantId };
  const [isLeavingBehind, setLeavingBehind] = useState(false);
  const act = useMutation({
    mutationFn: (name: Act) => ask("actOnLeaving", { parameters, body: { act: name } }),
    onSuccess: onChanged,
    onSettled: () => setLeavingBehind(false),
  });
  const proof = useMutation({
    mutationFn: () => ask("leavingProof", { parameters }),
    onSuccess: (answer) => saveJson(`left-${company.tenantId}.json`, answer),
  });
  const failure = act.error ?? proof.error;
  const { state, gone, mailboxes, held, at, by, endedAt, wait, problem, goOn } = progress;
  const text = words.gone(number(gone), number(mailboxes));
  return (
    <CardSection title={words.leaves[state](company.name)}>
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => act.reset()} />
      )}
      <p className={styles.text} role="status">
        {text}
      </p>
      <ProgressBar
        aria-label={text}
        value={mailboxes === 0 ? 1 : gone / mailboxes}
        thickness="large"
      />
      <Facts
        facts={[
          { name: words.begunAt, value: words.begunBy(time(at), by ?? words.operator) },
          ...(endedAt === null ? [] : [{ name: words.endedAt, value: time(endedAt) }]),
          ...clearedFacts(progress.cleared),
        ]}
      />
      {wait !== null && (
        <p className={styles.text} role="status">
          {words.waits(time(wait.until))}. {wait.reason}
        </p>
      )}
      {problem !== null && (
        <p className={styles.text} role="alert">
          {words.problem(time(problem.at), problem.kind)}
        </p>
      )}
      {held.length > 0 && (
        <>
          <p className={styles.text}>{words.heldText}</p>
          <ul className={styles.list} aria-label={words.held}>
            {held.map((one) => (
              <li key={one.mailboxId} className={styles.one}>
                <span className={styles.what}>
                  <span className={styles.name}>{one.name === "" ? one.mailboxId : one.name}</span>
                  <span>{one.reason}</span>
                  <span className={styles.small}>
                    {one.again === null ? words.needsSomebody : words.again(time(one.again))}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <span className={styles.buttons}>
        {state === "done" && (
          <Button appearance="primary" disabled={proof.isPending} onClick={() => proof.mutate()}>
            {words.proof}
          </Button>
        )}
        {mayChange &&
          actsIn(progress).map((name) => (
            <Button
              key={name}
              disabled={act.isPending}
              onClick={() => (name === "leave-behind" ? setLeavingBehind(true) : act.mutate(name))}
            >
              {words.acts[name === "continue" && state === "running" ? "now" : name]}
            </Button>
          ))}
      </span>
      {isLeavingBehind && (
        <Confirm
          title={words.acts["leave-behind"]}
          act={words.acts["leave-behind"]}
          busy={act.isPending}
          onAct={() => act.mutate("leave-behind")}
          onClose={() => setLeavingBehind(false)}
        >
          {words.leaveBehindText}
        </Confirm>
      )}
      {mayChange && state !== "running" && (
        <p className={styles.small}>
          {words.comeBackText} {goOn > 0 && words.goOn(number(goOn))}
        </p>
      )}
    </CardSection>
  );
}

function actsIn({ state, held, wait }: LeavingProgress): readonly Act[] {
  switch (state) {
    case "running":
      return wait === null ? ["stop"] : ["continue", "stop"];
    case "stopped":
      return ["continue", ...(held.length > 0 ? (["leave-behind"] as const) : []), "come-back"];
    case "done":
      return ["come-back"];
  }
}
