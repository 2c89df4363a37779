import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { IdentityView } from "../../../../server/api/contract/service/identity.ts";
import { Facts, type Fact } from "../../../components/Facts.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { Unanswered } from "../../../components/Unanswered.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { IdentityDialog } from "./IdentityDialog.tsx";
import { nameOf, type IdentityChoice } from "./identity.ts";
import { words as allWords } from "./identity-words.ts";
import { TakeBackDialog } from "./TakeBackDialog.tsx";
import { useIdentityDesk, type Invited } from "./useIdentityDesk.ts";
import type { Whom } from "./whom.ts";

export interface IdentityCardProps {
  readonly whom: Whom | Invited;
  readonly mayChange: boolean;
}

/** Who a person is, or will be, in the ERP, how that was found, and another choice. */
export function IdentityCard({ whom, mayChange }: IdentityCardProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const desk = useIdentityDesk(whom);
  const client = useQueryClient();
  const [open, setOpen] = useState<"choose" | "back" | null>(null);
  const queryKey = ["service", "identity", ...desk.key];
  const asked = useQuery({ queryKey, queryFn: desk.load });
  const choose = useMutation({
    mutationFn: (choice: IdentityChoice) => desk.choose(choice),
    onSuccess: (now) => {
      setOpen(null);
      client.setQueryData(queryKey, now);
      void client.invalidateQueries({ queryKey: ["service"] });
    },
  });
  const identity = asked.data;
  const close = (): void => {
    choose.reset();
    setOpen(null);
  };
  const failure =
    choose.error === null ? null : (
      <FailureNotice failure={failureOf(choose.error)} onRetry={() => choose.reset()} />
    );
  return (
    <CardSection title={words.title}>
      {identity === undefined ? (
        <Unanswered asked={asked} lines={3} />
      ) : identity.connection === null ? (
        <p className={styles.text}>{words.noErp}</p>
      ) : (
        <>
          <Told identity={identity} />
          {mayChange && !identity.isOwn && <p className={styles.text}>{words.othersToo}</p>}
          {mayChange && identity.isOwn && (
            <span className={styles.buttons}>
              <Button onClick={() => setOpen("choose")}>{words.choose}</Button>
              {identity.way === "hand" && (
                <Button onClick={() => setOpen("back")}>{words.takeBack}</Button>
              )}
            </span>
          )}
          {open === "choose" && (
            <IdentityDialog
              desk={desk}
              identity={identity}
              busy={choose.isPending}
              failure={failure}
              onChoose={(choice) => choose.mutate(choice)}
              onClose={close}
            />
          )}
          {open === "back" && (
            <TakeBackDialog
              identity={identity}
              busy={choose.isPending}
              failure={failure}
              onChoose={(choice) => choose.mutate(choice)}
              onClose={close}
            />
          )}
        </>
      )}
    </CardSection>
  );
}

function Told({ identity }: { readonly identity: IdentityView }) {
  const words = useWordsOf(allWords);
  const { time } = useLocale();
  const { user, way, since, byAddress, syncedAs, problem } = identity;
  const isOther = syncedAs !== null && user !== null && syncedAs !== user.id;
  const told: readonly (Fact | null)[] = [
    { name: words.facts.connection, value: identity.connection ?? "" },
    user === null ? null : { name: words.facts.user, value: nameOf(user) },
    {
      name: words.facts.way,
      value: way === "hand" && since !== null ? words.ways.hand(time(since)) : words.ways.address,
    },
    way === "address" || problem !== null
      ? null
      : {
          name: words.facts.byAddress,
          value: byAddress === null ? words.noOne : nameOf(byAddress),
        },
    isOther ? { name: words.facts.syncedAs, value: syncedAs } : null,
    user === null || user.holders.length === 0
      ? null
      : { name: words.facts.holders, value: user.holders.map(({ name }) => name).join(", ") },
  ];
  const warning = problem ?? (user === null ? words.nobody[way] : null);
  return (
    <>
      {warning !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{warning}</MessageBarBody>
        </MessageBar>
      )}
      <Facts facts={told.filter((fact) => fact !== null)} />
    </>
  );
}
