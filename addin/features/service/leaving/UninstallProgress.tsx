import { Button, ProgressBar } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { UninstallView } from "../../../../server/api/contract/service/uninstall.ts";
import { useService } from "../../../api/service.ts";
import { Facts } from "../../../components/Facts.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { saveJson } from "../../../components/saveFile.ts";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { Confirm } from "../Confirm.tsx";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./uninstall-words.ts";
import { words as leavingWords } from "./words.ts";

export interface UninstallProgressProps {
  readonly view: UninstallView;
  readonly mayChange: boolean;
  readonly onChanged: (view: UninstallView) => void;
}

type Act = "stop" | "continue" | "leave-behind" | "take-back";

/** How far the end of the installation is, and the proof once it is done. */
export function UninstallProgress({ view, mayChange, onChanged }: UninstallProgressProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const leaving = useWordsOf(leavingWords);
  const { time, number } = useLocale();
  const ask = useService();
  const [asked, setAsked] = useState<keyof typeof words.asks | null>(null);
  const act = useMutation({
    mutationFn: (name: Act) => ask("actOnUninstall", { body: { act: name } }),
    onSuccess: onChanged,
    onSettled: () => setAsked(null),
  });
  const proof = useMutation({
    mutationFn: () => ask("uninstallProof"),
    onSuccess: (answer) => saveJson("uninstalled.json", answer),
  });
  const failure = act.error ?? proof.error;
  const { state, companies, wait, at, by, endedAt, name } = view;
  const gone = companies.filter(({ progress }) => progress?.state === "done");
  const standing = companies.filter(({ progress }) => progress?.state === "stopped");
  const text = words.gone(number(gone.length), number(companies.length));
  if (state === "in") return null;
  return (
    <CardSection title={words.states[state](name)}>
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => act.reset()} />
      )}
      <p className={styles.text} role="status">
        {text}
      </p>
      <ProgressBar
        aria-label={text}
        value={companies.length === 0 ? 1 : gone.length / companies.length}
        thickness="large"
      />
      <Facts
        facts={[
          ...(at === null
            ? []
            : [
                {
                  name: leaving.begunAt,
                  value: leaving.begunBy(time(at), by ?? leaving.operator),
                },
              ]),
          ...(endedAt === null ? [] : [{ name: leaving.endedAt, value: time(endedAt) }]),
        ]}
      />
      {wait !== null && (
        <p className={styles.text} role="status">
          {leaving.waits(time(wait.until))}. {wait.reason}
        </p>
      )}
      {standing.length > 0 && (
        <p className={styles.text}>
          {words.stands(standing.map((company) => company.name).join(", "))}
        </p>
      )}
      {state === "done" && <p className={styles.text}>{words.deleteNow}</p>}
      <span className={styles.buttons}>
        {state === "done" && (
          <Button appearance="primary" disabled={proof.isPending} onClick={() => proof.mutate()}>
            {leaving.proof}
          </Button>
        )}
        {mayChange &&
          actsIn(view).map((one) => (
            <Button
              key={one}
              disabled={act.isPending}
              onClick={() => (isAsked(one) ? setAsked(one) : act.mutate(one))}
            >
              {words.acts[one]}
            </Button>
          ))}
      </span>
      {asked !== null && (
        <Confirm
          title={words.acts[asked]}
          act={words.acts[asked]}
          busy={act.isPending}
          onAct={() => act.mutate(asked)}
          onClose={() => setAsked(null)}
        >
          {words.asks[asked]}
        </Confirm>
      )}
    </CardSection>
  );
}

/** What cannot be taken back, or lets people in, is asked first. */
function isAsked(act: Act): act is "leave-behind" | "take-back" {
  return act === "leave-behind" || act === "take-back";
}

function actsIn({ state, companies }: UninstallView): readonly Act[] {
  const isHeld = companies.some(({ progress }) => (progress?.held.length ?? 0) > 0);
  switch (state) {
    case "in":
      return [];
    case "running":
      return ["stop"];
    case "stopped":
      return ["continue", ...(isHeld ? (["leave-behind"] as const) : []), "take-back"];
    case "done":
      return ["take-back"];
  }
}
