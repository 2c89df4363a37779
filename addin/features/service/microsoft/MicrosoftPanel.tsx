import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { TenantsView, TenantView } from "../../../../server/api/contract/service/tenants.ts";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { Mending } from "../../../components/Mending.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { ConsentAnswered } from "../../consent/ConsentAnswered.tsx";
import type { PanelProps } from "../panel.ts";
import { useServiceStyles } from "../styles.ts";
import { ApplicationCard } from "./ApplicationCard.tsx";
import { Companies } from "./Companies.tsx";
import { Permissions } from "./Permissions.tsx";
import { TenantForm, type TenantEntry } from "./TenantForm.tsx";
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
  const [edited, setEdited] = useState<TenantView | null>(null);
  const mayAct = me.administers !== "none";
  const proof = useConsentAnswer(mayAct);
  const save = useMutation({
    mutationFn: ({ id, ...body }: TenantEntry) =>
      ask("saveTenant", { parameters: { tenantId: id }, body }),
    onSuccess: (view) => {
      client.setQueryData(queryKey, view);
      setEdited(null);
    },
  });
  const remove = useMutation({
    mutationFn: (tenantId: string) => ask("removeTenant", { parameters: { tenantId } }),
    onSuccess: (view, tenantId) => {
      client.setQueryData(queryKey, view);
      if (edited?.id === tenantId) edit(null);
    },
  });
  const edit = (tenant: TenantView | null): void => {
    save.reset();
    setEdited(tenant);
  };
  /** Whether the registration is known to be for several companies, once there is a first one. */
  const warningOf = ({ tenants, audience, clientId }: TenantsView): string | null => {
    if (tenants.length === 0 || audience === "any") return null;
    return audience === "one" ? words.forOne(clientId) : words.audienceUnknown(clientId);
  };
  const failure = found.error ?? remove.error ?? proof.error;
  const all = me.administers === "installation";
  return (
    <>
      {proof.answer !== null && !mayAct && <ConsentAnswered answer={proof.answer} signedIn />}
      {proof.data !== undefined && (
        <MessageBar intent={proof.data.recorded ? "success" : "error"} layout="multiline">
          <MessageBarBody>
            {proof.data.problem !== null
              ? `${words.returned}: ${proof.data.problem}`
              : words[proof.data.proved ? "returnedWell" : "returnedRecorded"]}{" "}
            {proof.data.mending !== null && <Mending {...proof.data.mending} />}
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
              mayAct={mayAct}
              acts={
                all ? { busy: remove.isPending, onChange: edit, onRemove: remove.mutate } : null
              }
            />
          </CardSection>
          {all && (
            <CardSection title={edited === null ? words.add : words.change(edited.name)}>
              <TenantForm
                key={edited?.id ?? found.data.tenants.length}
                before={edited}
                warning={warningOf(found.data)}
                busy={save.isPending}
                failure={save.error === null ? null : failureOf(save.error)}
                onSave={save.mutate}
                onCancel={() => edit(null)}
              />
            </CardSection>
          )}
          {me.audits === "installation" && <ApplicationCard mayAct={all} />}
          <CardSection title={words.permissions}>
            <p className={styles.text}>{words.permissionsHint}</p>
            <Permissions features={found.data.features} tenants={found.data.tenants} />
          </CardSection>
        </>
      )}
    </>
  );
}
