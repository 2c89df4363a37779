import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import type { PanelProps } from "../panel.ts";
import { useServiceStyles } from "../styles.ts";
import { ApplicationCard } from "./ApplicationCard.tsx";
import { Companies } from "./Companies.tsx";
import { Permissions } from "./Permissions.tsx";
import { TenantForm } from "./TenantForm.tsx";
import { useConsentAnswer } from "./useConsentAnswer.ts";
import { words as allWords } from "./words.ts";

const queryKey = ["service", "tenants"];

/** The companies that may use the product, their consent, and the permissions each feature needs. */
export function MicrosoftPanel({ me }: PanelProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const client = useQueryClient();
  const found = useQuery({ queryKey, queryFn: () => ask("tenants") });
  const answer = useConsentAnswer();
  const save = useMutation({
    mutationFn: ({ id, ...body }: { id: string; name: string; domains: string[] }) =>
      ask("saveTenant", { parameters: { tenantId: id }, body }),
    onSuccess: (view) => client.setQueryData(queryKey, view),
  });
  const remove = useMutation({
    mutationFn: (tenantId: string) => ask("removeTenant", { parameters: { tenantId } }),
    onSuccess: (view) => client.setQueryData(queryKey, view),
  });
  const failure = found.error ?? remove.error ?? answer.error;
  const all = me.administers === "installation";
  return (
    <>
      {answer.data !== undefined && (
        <MessageBar intent={answer.data.proved ? "success" : "error"} layout="multiline">
          <MessageBarBody>
            {answer.data.proved
              ? words.returnedWell
              : `${words.returned}: ${answer.data.problem ?? ""}`}
          </MessageBarBody>
        </MessageBar>
      )}
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => void found.refetch()} />
      )}
      {found.data === undefined ? (
        found.error === null && <Loading lines={6} />
      ) : (
        <>
          <CardSection title={words.companies}>
            <p className={styles.text}>{words.companiesHint}</p>
            <Companies
              tenants={found.data.tenants}
              mayAct={me.administers !== "none"}
              onRemove={all ? remove.mutate : null}
            />
          </CardSection>
          {all && (
            <CardSection title={words.add}>
              <TenantForm
                key={found.data.tenants.length}
                busy={save.isPending}
                failure={save.error === null ? null : failureOf(save.error)}
                onSave={save.mutate}
              />
            </CardSection>
          )}
          {me.audits === "installation" && <ApplicationCard mayAct={all} />}
          <CardSection title={words.permissions}>
            <p className={styles.text}>{words.permissionsHint}</p>
            <Permissions features={found.data.features} />
          </CardSection>
        </>
      )}
    </>
  );
}
