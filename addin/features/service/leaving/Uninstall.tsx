import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { UninstallView } from "../../../../server/api/contract/service/uninstall.ts";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Fold } from "../../../components/Fold.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { BeginForm } from "./BeginForm.tsx";
import { UninstallPreview } from "./UninstallPreview.tsx";
import { UninstallProgress } from "./UninstallProgress.tsx";
import { words as allWords } from "./uninstall-words.ts";

const queryKey = ["service", "uninstall"];
const lookAgainMs = 2_000;

/** The end of the whole installation, for those who look after all of it. */
export function Uninstall({ mayChange }: { readonly mayChange: boolean }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const client = useQueryClient();
  const found = useQuery({
    queryKey,
    queryFn: () => ask("uninstall"),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? lookAgainMs : false),
  });
  const shown = (view: UninstallView): void => {
    client.setQueryData(queryKey, view);
    // The companies above are at it as well from now on.
    void client.invalidateQueries({ queryKey: ["service", "leaving"], exact: true });
  };
  const view = found.data;
  if (view === undefined) {
    return found.error === null ? null : (
      <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />
    );
  }
  if (view.state !== "in") {
    return <UninstallProgress view={view} mayChange={mayChange} onChanged={shown} />;
  }
  return (
    <Fold title={words.title}>
      <CardSection title={words.preview(view.name)}>
        <p className={styles.text}>{words.text}</p>
        <UninstallPreview />
        {mayChange && (
          <>
            <span className={styles.name}>{words.begin}</span>
            <BeginForm
              name={view.name}
              text={words.beginText}
              button={words.beginNow}
              begin={async (body) => shown(await ask("beginUninstall", { body }))}
            />
          </>
        )}
      </CardSection>
    </Fold>
  );
}
