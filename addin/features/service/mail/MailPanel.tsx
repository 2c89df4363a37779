import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useService } from "../../../api/service.ts";
import { Choice } from "../../../components/Choice.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import type { PanelProps } from "../panel.ts";
import { MailForm } from "./MailForm.tsx";
import { Outbox } from "./Outbox.tsx";
import { words as allWords } from "./words.ts";

/** How mail is sent, for all of a tenant or for one company of its ERP, and what became of the mails. */
export function MailPanel({ me }: PanelProps) {
  const words = useWordsOf(allWords);
  const ask = useService();
  const [companyId, setCompanyId] = useState("");
  const queryKey = ["service", "mail", companyId];
  const setup = useQuery({
    queryKey,
    queryFn: () => ask("mailSetup", { query: companyId === "" ? {} : { companyId } }),
    // What is being filled in must not be replaced.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: 0,
  });
  // What an earlier visit left in the cache may have been changed by somebody else since.
  const fresh = setup.isFetchedAfterMount && setup.error === null ? setup.data : undefined;
  const companies = setup.data?.companies ?? [];
  return (
    <>
      {(companies.length > 0 || companyId !== "") && (
        <Choice
          label={words.level}
          value={companyId}
          options={[
            ["", words.everybody],
            ...companies.map(
              ({ id, name, decides }) => [id, decides ? words.decidesItself(name) : name] as const,
            ),
          ]}
          hint={words.levelHint}
          onChange={setCompanyId}
        />
      )}
      {setup.error !== null && (
        <FailureNotice failure={failureOf(setup.error)} onRetry={() => void setup.refetch()} />
      )}
      {fresh === undefined ? (
        setup.error === null && <Loading lines={8} />
      ) : (
        <MailForm
          key={companyId}
          setup={fresh}
          companyId={companyId === "" ? null : companyId}
          mayChange={me.administers !== "none"}
        />
      )}
      <Outbox mayChange={me.administers !== "none"} />
    </>
  );
}
