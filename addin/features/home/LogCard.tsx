import { Button } from "@fluentui/react-components";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { HistoryList } from "../../components/HistoryList.tsx";
import { Loading } from "../../components/Loading.tsx";
import { CardSection } from "../../components/Section.tsx";
import { useWords } from "../../locales/locale.ts";
import { useExplain } from "../explain/useExplain.tsx";
import { useLog } from "./useHome.ts";

/** What was carried over, in both directions. */
export function LogCard() {
  const words = useWords().home.log;
  const log = useLog();
  const explain = useExplain();
  return (
    <CardSection title={words.title}>
      {log.failure !== null && <FailureNotice failure={log.failure} onRetry={log.reload} />}
      {log.entries === undefined ? (
        log.failure === null && <Loading />
      ) : (
        <HistoryList
          entries={log.entries}
          empty={words.empty}
          withSubject
          onExplain={explain.open}
        />
      )}
      {explain.dialog}
      {log.more && <Button onClick={log.loadMore}>{words.more}</Button>}
    </CardSection>
  );
}
