import { Badge, Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type {
  AdministratorsView,
  AdministratorView,
  PromisedView,
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
import { AppointForm, type Appointment, type PromisedAppointment } from "./AppointForm.tsx";
import { words as allWords } from "./words.ts";

const queryKey = ["service", "administrators"];

/** Who may administer or audit because somebody here said so. */
export function AdministratorsPanel({ me }: PanelProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<AdministratorView | null>(null);
  const [withdrawn, setWithdrawn] = useState<PromisedView | null>(null);
  /** What was done just now. */
  const [said, setSaid] = useState<string | null>(null);
  const found = useQuery({ queryKey, queryFn: () => ask("administrators") });
  const shown = (view: AdministratorsView): void => {
    client.setQueryData(queryKey, view);
    // It may be one's own role.
    void client.invalidateQueries({ queryKey: ["me"] });
  };
  const appoint = useMutation({
    mutationFn: (body: Appointment) => ask("appoint", { body }),
    onSuccess: (view, { userId }) => {
      shown(view);
      const one = view.appointed.find((given) => given.userId === userId);
      setSaid(words.appointedNow(one?.name ?? ""));
    },
  });
  const promise = useMutation({
    mutationFn: (body: PromisedAppointment) => ask("promiseRole", { body }),
    onSuccess: (view, { address }) => {
      shown(view);
      setSaid(words.promisedNow(address));
    },
  });
  const withdraw = useMutation({
    mutationFn: ({ tenantId, address }: PromisedView) =>
      ask("withdrawPromise", { body: { tenantId, address } }),
    onSuccess: (view, { address }) => {
      shown(view);
      setSaid(words.withdrawnNow(address));
    },
    onSettled: () => setWithdrawn(null),
  });
  const dismiss = useMutation({
    mutationFn: ({ tenantId, userId }: AdministratorView) =>
      ask("dismiss", { body: { tenantId, userId } }),
    onSuccess: (view, { name }) => {
      shown(view);
      setSaid(words.withdrawnNow(name));
    },
    onSettled: () => setLeaving(null),
  });
  /** What became of the act before says nothing of the next one. */
  const begin = (): void => {
    for (const act of [appoint, promise, withdraw, dismiss]) act.reset();
    setSaid(null);
  };
  const failure = found.error ?? appoint.error ?? promise.error ?? withdraw.error ?? dismiss.error;
  const retry = (): void => {
    begin();
    void found.refetch();
  };
  const mayChange = me.administers !== "none";
  const mayTake = ({ reach }: Pick<AdministratorView, "reach">): boolean =>
    mayChange && (reach === "tenant" || me.administers === "installation");
  return (
    <>
      {failure !== null && <FailureNotice failure={failureOf(failure)} onRetry={retry} />}
      <div role="status">
        {said !== null && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{said}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {found.data === undefined ? (
        found.error === null && <Loading lines={4} />
      ) : (
        <>
          <CardSection title={words.appointed}>
            {found.data.appointed.length + found.data.promised.length === 0 && (
              <p className={styles.text}>{words.none}</p>
            )}
            <ul className={styles.list}>
              {found.data.appointed.map((one) => (
                <li key={`${one.tenantId} ${one.userId}`} className={styles.one}>
                  <Appointed one={one} />
                  {mayTake(one) && (
                    <Button aria-label={words.dismiss(one.name)} onClick={() => setLeaving(one)}>
                      {words.dismissShort}
                    </Button>
                  )}
                </li>
              ))}
              {found.data.promised.map((one) => (
                <li key={`${one.tenantId} ${one.address}`} className={styles.one}>
                  <Waiting one={one} />
                  {mayTake(one) && (
                    <Button
                      aria-label={words.dismiss(one.address)}
                      onClick={() => setWithdrawn(one)}
                    >
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
                busy={appoint.isPending || promise.isPending}
                onAppoint={(body, done) => {
                  begin();
                  appoint.mutate(body, { onSuccess: done });
                }}
                onPromise={(body, done) => {
                  begin();
                  promise.mutate(body, { onSuccess: done });
                }}
              />
            </CardSection>
          )}
        </>
      )}
      {leaving !== null && (
        <Confirm
          title={words.dismiss(leaving.name)}
          about="service-administrators"
          act={words.dismissShort}
          busy={dismiss.isPending}
          onAct={() => {
            begin();
            dismiss.mutate(leaving);
          }}
          onClose={() => setLeaving(null)}
        >
          {words.dismissText(words.roles[leaving.role], words.reaches[leaving.reach])}
        </Confirm>
      )}
      {withdrawn !== null && (
        <Confirm
          title={words.dismiss(withdrawn.address)}
          about="service-administrators"
          act={words.dismissShort}
          busy={withdraw.isPending}
          onAct={() => {
            begin();
            withdraw.mutate(withdrawn);
          }}
          onClose={() => setWithdrawn(null)}
        >
          {words.withdrawText(words.roles[withdrawn.role], words.reaches[withdrawn.reach])}
        </Confirm>
      )}
    </>
  );
}

/** Somebody who has a role from his first sign-in on. */
function Waiting({ one }: { readonly one: PromisedView }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time } = useLocale();
  return (
    <span className={styles.who}>
      <span className={styles.title}>
        {one.address}
        <Badge appearance="tint" color="informative">
          {words.waits}
        </Badge>
      </span>
      <span>
        {words.roles[one.role]} · {words.reaches[one.reach]}
      </span>
      <span className={styles.small}>
        {words.by(one.by, time(one.at))}, {words.waitsUntil(time(one.until))}
      </span>
    </span>
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
