import { Button } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type {
  AdministratorsView,
  AdministratorView,
} from "../../../../server/api/contract/service/administrators.ts";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { Confirm } from "../Confirm.tsx";
import type { PanelProps } from "../panel.ts";
import { useServiceStyles } from "../styles.ts";
import { AppointForm, type Appointment } from "./AppointForm.tsx";
import { words as allWords } from "./words.ts";

const queryKey = ["service", "administrators"];

/** Who may administer or audit because somebody here said so. */
export function AdministratorsPanel({ me }: PanelProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<AdministratorView | null>(null);
  const found = useQuery({ queryKey, queryFn: () => ask("administrators") });
  const shown = (view: AdministratorsView): void => {
    client.setQueryData(queryKey, view);
    // It may be one's own role.
    void client.invalidateQueries({ queryKey: ["me"] });
  };
  const appoint = useMutation({
    mutationFn: (body: Appointment) => ask("appoint", { body }),
    onSuccess: shown,
  });
  const dismiss = useMutation({
    mutationFn: ({ tenantId, userId }: AdministratorView) =>
      ask("dismiss", { body: { tenantId, userId } }),
    onSuccess: shown,
    onSettled: () => setLeaving(null),
  });
  const failure = found.error ?? appoint.error ?? dismiss.error;
  const mayChange = me.administers !== "none";
  return (
    <>
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => void found.refetch()} />
      )}
      {found.data === undefined ? (
        found.error === null && <Loading lines={4} />
      ) : (
        <>
          <CardSection title={words.appointed}>
            {found.data.appointed.length === 0 && <p className={styles.text}>{words.none}</p>}
            <ul className={styles.list}>
              {found.data.appointed.map((one) => (
                <li key={`${one.tenantId} ${one.userId}`} className={styles.one}>
                  <Appointed one={one} />
                  {mayChange && (one.reach === "tenant" || me.administers === "installation") && (
                    <Button aria-label={words.dismiss(one.name)} onClick={() => setLeaving(one)}>
                      {words.dismissShort}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            <p className={styles.text}>{words.elsewhere}</p>
          </CardSection>
          {mayChange && (
            <CardSection title={words.add}>
              <AppointForm
                people={found.data.people}
                everywhere={me.administers === "installation"}
                busy={appoint.isPending}
                onAppoint={appoint.mutate}
              />
            </CardSection>
          )}
        </>
      )}
      {leaving !== null && (
        <Confirm
          title={words.dismiss(leaving.name)}
          act={words.dismissShort}
          busy={dismiss.isPending}
          onAct={() => dismiss.mutate(leaving)}
          onClose={() => setLeaving(null)}
        >
          {words.dismissText(words.roles[leaving.role], words.reaches[leaving.reach])}
        </Confirm>
      )}
    </>
  );
}

function Appointed({ one }: { readonly one: AdministratorView }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time } = useLocale();
  const at = time(one.at);
  return (
    <span className={styles.who}>
      <span className={styles.name}>{one.name}</span>
      <span className={styles.small}>{one.address}</span>
      <span>
        {words.roles[one.role]} · {words.reaches[one.reach]}
      </span>
      <span className={styles.small}>
        {one.by === "" ? words.byConsole(at) : words.by(one.by, at)}
      </span>
    </span>
  );
}
