import { useMutation } from "@tanstack/react-query";
import type { UninstallView } from "../../../../server/api/contract/service/uninstall.ts";
import { useService } from "../../../api/service.ts";
import { saveJson } from "../../../components/saveFile.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { LeavingCard } from "./LeavingCard.tsx";
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
  const act = useMutation({
    mutationFn: (name: Act) => ask("actOnUninstall", { body: { act: name } }),
    onSuccess: onChanged,
  });
  const proof = useMutation({
    mutationFn: () => ask("uninstallProof"),
    onSuccess: (answer) => saveJson("uninstalled.json", answer),
  });
  const { state, companies, wait, at, by, endedAt, name } = view;
  const gone = companies.filter(({ progress }) => progress?.state === "done");
  const standing = companies.filter(({ progress }) => progress?.state === "stopped");
  if (state === "in") return null;
  // What cannot be taken back, or lets people in, is asked first.
  const asks: Readonly<Partial<Record<Act, string>>> = words.asks;
  return (
    <LeavingCard
      title={words.states[state](name)}
      failure={act.error ?? proof.error}
      onRetry={() => act.reset()}
      text={words.gone(number(gone.length), number(companies.length))}
      share={companies.length === 0 ? 1 : gone.length / companies.length}
      facts={[
        ...(at === null
          ? []
          : [{ name: leaving.begunAt, value: leaving.begunBy(time(at), by ?? leaving.operator) }]),
        ...(endedAt === null ? [] : [{ name: leaving.endedAt, value: time(endedAt) }]),
      ]}
      wait={wait}
      proof={state === "done" ? { busy: proof.isPending, onFetch: () => proof.mutate() } : null}
      busy={act.isPending}
      acts={(mayChange ? actsIn(view) : []).map((one) => ({
        text: words.acts[one],
        ...(asks[one] === undefined ? {} : { asks: asks[one] }),
        act: () => act.mutateAsync(one),
      }))}
    >
      {standing.length > 0 && (
        <p className={styles.text}>
          {words.stands(standing.map((company) => company.name).join(", "))}
        </p>
      )}
      {state === "done" && <p className={styles.text}>{words.deleteNow}</p>}
    </LeavingCard>
  );
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
