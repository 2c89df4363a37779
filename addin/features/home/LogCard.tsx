import { Button } from "@fluentui/react-components";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { HelpLink } from "../../components/HelpLink.tsx";
import { Loading } from "../../components/Loading.tsx";
import { CardSection } from "../../components/Section.tsx";
import { useWords } from "../../locales/locale.ts";
import { useExplain } from "../explain/useExplain.tsx";
import { History } from "../undo/History.tsx";
import { useLog } from "./useHome.ts";

/** What was carried over, in both directions. */
export function LogCard() {
  const words = useWords().home.log;
  const log = useLog();
  const explain = useExplain();
  return (
    <CardSection title={words.title} aside={<HelpLink about="undo" of={words.title} />}>
      {log.failure !== null && <FailureNotice failure={log.failure} onRetry={log.reload} />}
      {log.entries === undefined ? (
        log.failure === null && <Loading />
      ) : (
        <History
          entries={log.entries}
          empty={words.empty}
          withSubject
          byRun
          onExplain={explain.open}
        />
      )}
      {explain.dialog}
      {log.more && <Button onClick={log.loadMore}>{words.more}</Button>}
    </CardSection>
  );
}
