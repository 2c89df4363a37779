import { Link, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { HiddenTitle } from "../../components/HiddenTitle.tsx";
import { failureOf } from "../../failures.ts";
import { useWords } from "../../locales/locale.ts";
import { useServices } from "../../services.ts";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    alignItems: "start",
    rowGap: tokens.spacingVerticalM,
  },
});

export interface OpenActivityProps {
  /** The ERP's own id. */
  readonly activityId: string;
  readonly homeHref: string;
}

/** Where an ERP's _Open in Outlook_ leads: to the person's own copy of the appointment. */
export function OpenActivity({ activityId, homeHref }: OpenActivityProps) {
  const styles = useStyles();
  const words = useWords();
  const { api } = useServices();
  const found = useQuery({
    queryKey: ["open", activityId],
    queryFn: () => api.openActivity(activityId),
    // Where an appointment opens changes when it is moved.
    gcTime: 0,
  });
  const webUrl = found.data?.webUrl;
  useEffect(() => {
    // The page makes room: whoever goes back wants the ERP, not this.
    if (webUrl !== undefined) location.replace(webUrl);
  }, [webUrl]);
  return (
    <div className={styles.root}>
      <HiddenTitle />
      {found.error === null ? (
        <Spinner label={words.open.opening} />
      ) : (
        <>
          <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />
          <p>{words.open.unknown}</p>
          <Link href={homeHref}>{words.nav.home}</Link>
        </>
      )}
    </div>
  );
}
