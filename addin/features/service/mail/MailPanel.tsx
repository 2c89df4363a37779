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

/** As the API spells it. */
const everybody = "everybody";

/**
 * How mail is sent, for everybody here, for all of a tenant or for one company of its ERP, and what
 * became of a tenant's mails.
 */
export function MailPanel({ me, about }: PanelProps) {
  const words = useWordsOf(allWords);
  const ask = useService();
  /** `null`: the reader's own tenant. */
  const [tenant, setTenant] = useState(about);
  const [companyId, setCompanyId] = useState("");
  const queryKey = ["service", "mail", tenant, companyId];
  const ofTenant = tenant === null ? {} : { tenantId: tenant };
  const setup = useQuery({
    queryKey,
    queryFn: () =>
      ask("mailSetup", { query: { ...ofTenant, ...(companyId === "" ? {} : { companyId }) } }),
    // What is being filled in must not be replaced.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: 0,
    // The choices stay while another level is fetched.
    placeholderData: (before) => before,
  });
  const known = setup.data;
  // What an earlier visit left in the cache may have been changed by somebody else since.
  const isFresh = setup.isFetchedAfterMount && !setup.isPlaceholderData && setup.error === null;
  const companies = known?.companies ?? [];
  const levels = [
    ...(known?.looksAtAll === true ? [[everybody, words.all] as const] : []),
    ...(known?.tenants ?? []).map(({ id, name }) => [id, name] as const),
  ];
  return (
    <>
      {known !== undefined && levels.length > 1 && (
        <Choice
          label={words.tenant}
          value={tenant ?? known.tenantId ?? everybody}
          options={levels}
          hint={words.tenantHint}
          onChange={(chosen) => {
            setCompanyId("");
            setTenant(chosen);
          }}
        />
      )}
      {tenant !== everybody && (companies.length > 0 || companyId !== "") && (
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
      {known === undefined || !isFresh ? (
        setup.error === null && <Loading lines={8} />
      ) : (
        <MailForm
          key={`${tenant ?? ""} ${companyId}`}
          setup={known}
          queryKey={queryKey}
          level={{ ...ofTenant, companyId: companyId === "" ? null : companyId }}
          mayChange={me.administers !== "none"}
        />
      )}
      {tenant !== everybody && (
        <Outbox key={tenant} tenantId={tenant} mayChange={me.administers !== "none"} />
      )}
    </>
  );
}
