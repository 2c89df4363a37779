import { useMutation } from "@tanstack/react-query";
import type {
  LeavingCompany,
  LeavingProgress,
} from "../../../../server/api/contract/service/leaving.ts";
import { useService, type ServiceAnswer } from "../../../api/service.ts";
import { saveJson } from "../../../components/saveFile.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { useClearedFacts } from "./clearedFacts.ts";
import { LeavingCard } from "./LeavingCard.tsx";
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
  const act = useMutation({
    mutationFn: (name: Act) => ask("actOnLeaving", { parameters, body: { act: name } }),
    onSuccess: onChanged,
  });
  const proof = useMutation({
    mutationFn: () => ask("leavingProof", { parameters }),
    onSuccess: (answer) => saveJson(`left-${company.tenantId}.json`, answer),
  });
  const { state, gone, mailboxes, held, at, by, endedAt, wait, problem, goOn } = progress;
  return (
    <LeavingCard
      title={words.leaves[state](company.name)}
      failure={act.error ?? proof.error}
      onRetry={() => act.reset()}
      text={words.gone(number(gone), number(mailboxes))}
      share={mailboxes === 0 ? 1 : gone / mailboxes}
      facts={[
        { name: words.begunAt, value: words.begunBy(time(at), by ?? words.operator) },
        ...(endedAt === null ? [] : [{ name: words.endedAt, value: time(endedAt) }]),
        ...clearedFacts(progress.cleared),
      ]}
      wait={wait}
      proof={state === "done" ? { busy: proof.isPending, onFetch: () => proof.mutate() } : null}
      busy={act.isPending}
      acts={(mayChange ? actsIn(progress) : []).map((name) => ({
        text: words.acts[name === "continue" && state === "running" ? "now" : name],
        ...(name === "leave-behind" ? { asks: words.leaveBehindText } : {}),
        act: () => act.mutateAsync(name),
      }))}
      below={
        mayChange &&
        state !== "running" && (
          <p className={styles.small}>
            {words.comeBackText} {goOn > 0 && words.goOn(number(goOn))}
          </p>
        )
      }
    >
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
    </LeavingCard>
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
