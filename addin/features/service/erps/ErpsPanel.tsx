import { Button } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ConnectionView } from "../../../../server/api/contract/service/connections.ts";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { Confirm } from "../Confirm.tsx";
import type { PanelProps } from "../panel.ts";
import { useServiceStyles } from "../styles.ts";
import { ConnectionForm } from "./ConnectionForm.tsx";
import { AbilitiesCard } from "./AbilitiesCard.tsx";
import { words as allAbilityWords } from "./ability-words.ts";
import { AdoptionCard } from "./AdoptionCard.tsx";
import { FieldsCard } from "./FieldsCard.tsx";
import { TermsCard } from "./TermsCard.tsx";
import { words as allTermsWords } from "./terms-words.ts";
import { words as allWords } from "./words.ts";

const queryKey = ["service", "connections"];

/** The ERPs: which there are, whether they answer, and one more. */
export function ErpsPanel({ me }: PanelProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const ask = useService();
  const client = useQueryClient();
  const [edited, setEdited] = useState<ConnectionView | null>(null);
  const [adopting, setAdopting] = useState<ConnectionView | null>(null);
  const abilityWords = useWordsOf(allAbilityWords);
  const [looked, setLooked] = useState<ConnectionView | null>(null);
  const [mapping, setMapping] = useState<ConnectionView | null>(null);
  const termsWords = useWordsOf(allTermsWords);
  const [spared, setSpared] = useState<ConnectionView | null>(null);
  const [leaving, setLeaving] = useState<ConnectionView | null>(null);
  const found = useQuery({ queryKey, queryFn: () => ask("connections") });
  const tenants = useQuery({ queryKey: ["service", "tenants"], queryFn: () => ask("tenants") });
  const remove = useMutation({
    mutationFn: (connectionId: string) => ask("removeConnection", { parameters: { connectionId } }),
    onSuccess: (view) => {
      client.setQueryData(queryKey, view);
      setEdited(null);
    },
    onSettled: () => setLeaving(null),
  });
  const failure = found.error ?? tenants.error ?? remove.error;
  const mayChange = me.administers === "installation";
  return (
    <>
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => void found.refetch()} />
      )}
      {found.data === undefined || tenants.data === undefined ? (
        failure === null && <Loading lines={6} />
      ) : (
        <>
          <CardSection title={words.connected}>
            {found.data.connections.length === 0 && <p className={styles.text}>{words.none}</p>}
            <ul className={styles.list}>
              {found.data.connections.map((one) => (
                <li key={one.id} className={styles.one}>
                  <span className={styles.who}>
                    <span className={styles.name}>{one.name}</span>
                    <span className={styles.small}>
                      {one.url}
                      {one.fixed && ` · ${words.fixed}`}
                    </span>
                    <span>{words.people(number(one.people))}</span>
                    <span className={styles.small}>
                      {one.healthy ? words.healthy : words.silent}
                    </span>
                  </span>
                  <span className={styles.buttons}>
                    <Button aria-label={abilityWords.open(one.name)} onClick={() => setLooked(one)}>
                      {abilityWords.openShort}
                    </Button>
                    <Button aria-label={words.fieldsOf(one.name)} onClick={() => setMapping(one)}>
                      {words.fieldsShort}
                    </Button>
                    <Button aria-label={termsWords.open(one.name)} onClick={() => setSpared(one)}>
                      {termsWords.openShort}
                    </Button>
                    <Button
                      aria-label={words.adoptionOf(one.name)}
                      onClick={() => setAdopting(one)}
                    >
                      {words.adoptionShort}
                    </Button>
                    {mayChange && !one.fixed && (
                      <>
                        <Button aria-label={words.edit(one.name)} onClick={() => setEdited(one)}>
                          {words.editShort}
                        </Button>
                        <Button aria-label={words.remove(one.name)} onClick={() => setLeaving(one)}>
                          {words.removeShort}
                        </Button>
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </CardSection>
          {looked !== null && (
            <AbilitiesCard
              key={`abilities ${looked.id}`}
              connectionId={looked.id}
              name={looked.name}
              onClose={() => setLooked(null)}
            />
          )}
          {adopting !== null && (
            <AdoptionCard
              key={`adoption ${adopting.id}`}
              connection={adopting}
              mayChange={mayChange}
              onClose={() => setAdopting(null)}
            />
          )}
          {mapping !== null && (
            <FieldsCard
              key={mapping.id}
              connection={mapping}
              mayChange={mayChange}
              onClose={() => setMapping(null)}
            />
          )}
          {spared !== null && (
            <TermsCard
              key={spared.id}
              connectionId={spared.id}
              name={spared.name}
              mayChange={me.administers !== "none"}
              onClose={() => setSpared(null)}
            />
          )}
          {mayChange && (
            <CardSection title={edited === null ? words.add : words.change(edited.name)}>
              <ConnectionForm
                key={edited?.id ?? `new ${found.data.connections.length}`}
                before={edited}
                tenants={tenants.data.tenants}
                onSaved={(view) => {
                  client.setQueryData(queryKey, view);
                  setEdited(null);
                }}
                onCancel={edited === null ? null : () => setEdited(null)}
              />
            </CardSection>
          )}
        </>
      )}
      {leaving !== null && (
        <Confirm
          title={words.removeTitle}
          about="service-erps"
          act={words.removeShort}
          busy={remove.isPending}
          onAct={() => remove.mutate(leaving.id)}
          onClose={() => setLeaving(null)}
        >
          {words.removeText(leaving.name, number(leaving.people))}
        </Confirm>
      )}
    </>
  );
}
