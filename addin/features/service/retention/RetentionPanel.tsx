import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RetentionLevel } from "../../../../server/api/contract/service/retention.ts";
import { useService } from "../../../api/service.ts";
import { Choice } from "../../../components/Choice.tsx";
import { Facts } from "../../../components/Facts.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { LimitsForm } from "./LimitsForm.tsx";
import { words as allWords } from "./words.ts";

const queryKey = ["service", "retention"];

/** How long things are kept, for everybody and for each company, what would go and what has gone. */
export function RetentionPanel() {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const client = useQueryClient();
  const found = useQuery({ queryKey, queryFn: () => ask("retention") });
  const [chosen, setChosen] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (body: Pick<RetentionLevel, "tenantId" | "said" | "revision">) =>
      ask("saveRetention", { body }),
    onSuccess: (view) => client.setQueryData(queryKey, view),
  });
  const levels = found.data?.levels ?? [];
  const level =
    levels.find(({ tenantId }) => keyOf(tenantId) === chosen) ??
    levels.find(({ isOwn }) => isOwn) ??
    levels[0];
  const failure = found.error ?? save.error;
  return (
    <>
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => void found.refetch()} />
      )}
      {level === undefined ? (
        found.error === null && <Loading lines={6} />
      ) : (
        <>
          <p className={styles.text}>{words.text}</p>
          <Choice
            label={words.level}
            value={keyOf(level.tenantId)}
            options={levels.map(({ tenantId, name }) => [
              keyOf(tenantId),
              tenantId === null ? words.everybody : name,
            ])}
            onChange={(key) => {
              setChosen(key);
              // What was saved was another one.
              save.reset();
            }}
          />
          <CardSection title={words.limits}>
            <LimitsForm
              key={`${keyOf(level.tenantId)} ${JSON.stringify(level.said)}`}
              level={level}
              above={level.tenantId === null ? null : (levels[0]?.said ?? null)}
              busy={save.isPending}
              isSaved={save.isSuccess}
              onSave={(said) =>
                save.mutate({ tenantId: level.tenantId, said, revision: level.revision })
              }
            />
          </CardSection>
          <Elsewhere level={level} />
          {level.tenantId !== null && <Gone level={level} />}
        </>
      )}
    </>
  );
}

function keyOf(tenantId: string | null): string {
  return tenantId ?? "";
}

/** What is kept for a time that is decided in another place, or by nobody. */
function Elsewhere({ level }: { readonly level: RetentionLevel }) {
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const { mailDays } = level;
  return (
    <CardSection title={words.elsewhere}>
      <Facts
        facts={[
          {
            name: words.mails,
            value: mailDays === null ? words.mailsOfEach : words.mailsText(number(mailDays)),
          },
          { name: words.trail, value: words.trailText },
          { name: words.journals, value: words.journalsText },
          { name: words.backups, value: words.backupsText },
          { name: words.never, value: words.neverText },
        ]}
      />
    </CardSection>
  );
}

function Gone({ level: { swept } }: { readonly level: RetentionLevel }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number, time } = useLocale();
  return (
    <CardSection title={words.gone}>
      {swept === null ? (
        <p className={styles.text}>{words.noSweep}</p>
      ) : (
        <Facts
          facts={[
            { name: words.since, value: time(swept.since) },
            { name: words.last, value: time(swept.last) },
            { name: words.names.logDays, value: number(swept.lines) },
            { name: words.names.undoDays, value: number(swept.undos) },
            { name: words.names.quarantineDays, value: number(swept.setAside) },
            { name: words.names.invitationDays, value: number(swept.invitations) },
          ]}
        />
      )}
    </CardSection>
  );
}
