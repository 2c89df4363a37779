import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useService } from "../../../api/service.ts";
import { Choice } from "../../../components/Choice.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { OutboxMail } from "./OutboxMail.tsx";
import { words as allWords } from "./words.ts";

const states = ["all", "open", "sent"] as const;
const portion = 20;
/** The backend gives out no more at once. */
const shownMax = 100;
/** What is being sent changes by itself. */
const lookAgainMs = 5_000;

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  more: { alignSelf: "start" },
});

export interface OutboxProps {
  /** `null`: the reader's own. */
  readonly tenantId: string | null;
  readonly mayChange: boolean;
}

/** A tenant's mails that are to be sent and that were. */
export function Outbox({ tenantId, mayChange }: OutboxProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const client = useQueryClient();
  const [state, setState] = useState<(typeof states)[number]>("all");
  const [limit, setLimit] = useState(portion);
  const ofTenant = tenantId === null ? {} : { tenantId };
  const page = useQuery({
    queryKey: ["service", "outbox", tenantId, state, limit],
    queryFn: () => ask("outbox", { query: { ...ofTenant, state, limit: String(limit) } }),
    refetchInterval: lookAgainMs,
    placeholderData: (before) => before,
  });
  const again = () => client.invalidateQueries({ queryKey: ["service", "outbox"] });
  const retry = useMutation({
    mutationFn: (mailId: string) => ask("retryMail", { body: { ...ofTenant, mailId } }),
    onSettled: again,
  });
  const discard = useMutation({
    mutationFn: ({ mailId, reason }: { readonly mailId: string; readonly reason: string }) =>
      ask("discardMail", { body: { ...ofTenant, mailId, reason } }),
    onSettled: again,
  });
  const failure = page.error ?? retry.error ?? discard.error;
  return (
    <CardSection title={words.outbox}>
      <Choice
        label={words.show}
        value={state}
        options={states.map((one) => [one, words.shows[one]])}
        onChange={setState}
      />
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => void page.refetch()} />
      )}
      {page.data === undefined ? (
        page.error === null && <Loading lines={3} />
      ) : (
        <>
          {page.data.mails.length === 0 && <p className={styles.text}>{words.outboxEmpty}</p>}
          <ul className={styles.list}>
            {page.data.mails.map((mail) => (
              <OutboxMail
                key={mail.id}
                mail={mail}
                mayChange={mayChange}
                onRetry={() => retry.mutate(mail.id)}
                onDiscard={(reason) => discard.mutate({ mailId: mail.id, reason })}
              />
            ))}
          </ul>
          {page.data.total > limit && limit < shownMax && (
            <Button className={styles.more} onClick={() => setLimit(limit + portion)}>
              {words.more}
            </Button>
          )}
        </>
      )}
    </CardSection>
  );
}
