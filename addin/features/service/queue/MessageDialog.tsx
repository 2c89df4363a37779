import { Button, Field, Input, Subtitle2 } from "@fluentui/react-components";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { MessageInside, MessageView } from "../../../../server/api/contract/service/queue.ts";
import { useService } from "../../../api/service.ts";
import { Facts, type Fact } from "../../../components/Facts.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { Modal } from "../../../components/Modal.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { toldOfAside } from "../../../set-aside.ts";
import { actionWord } from "./Messages.tsx";
import { words as allWords } from "./words.ts";

export interface MessageDialogProps {
  readonly message: MessageView;
  readonly mayChange: boolean;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** What is inside a message, as far as the reader may know, and what he may do about it. */
export function MessageDialog({ message, mayChange, onDone, onClose }: MessageDialogProps) {
  const words = useWordsOf(allWords);
  const ask = useService();
  const { tenantId, mailboxId, messageId } = message;
  const parameters = { tenantId, mailboxId, messageId };
  const [isDiscarding, setDiscarding] = useState(false);
  const [reason, setReason] = useState("");
  const asked = useQuery({
    queryKey: ["service", "message", tenantId, mailboxId, messageId],
    queryFn: () => ask("message", { parameters }),
  });
  const doing = useMutation({
    mutationFn: (body: { readonly act: "retry" | "discard"; readonly reason: string }) =>
      ask("actOnMessage", { parameters, body }),
    onSuccess: onDone,
  });
  const failure = asked.error ?? doing.error;
  const acts = mayChange ? (asked.data?.acts ?? []) : [];
  const discard = (): void => {
    if (isDiscarding) doing.mutate({ act: "discard", reason: reason.trim() });
    else setDiscarding(true);
  };
  return (
    <Modal
      title={words.inside}
      about="service-queue"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.close}</Button>
          {acts.includes("discard") && (
            <Button
              disabledFocusable={doing.isPending || (isDiscarding && reason.trim() === "")}
              {...(isDiscarding ? { appearance: "primary" as const } : {})}
              onClick={discard}
            >
              {isDiscarding ? words.discardNow : words.discard}
            </Button>
          )}
          {acts.includes("retry") && !isDiscarding && (
            <Button
              appearance="primary"
              disabledFocusable={doing.isPending}
              onClick={() => doing.mutate({ act: "retry", reason: "" })}
            >
              {words.retry}
            </Button>
          )}
        </>
      }
    >
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => void asked.refetch()} />
      )}
      {asked.data === undefined ? (
        asked.error === null && <Loading lines={4} />
      ) : (
        <Inside inside={asked.data} />
      )}
      {isDiscarding && (
        <>
          <span>{words.discardText}</span>
          <Field label={words.reason} required>
            <Input autoFocus value={reason} onChange={(_event, data) => setReason(data.value)} />
          </Field>
        </>
      )}
    </Modal>
  );
}

function Inside({ inside }: { readonly inside: MessageInside }) {
  const words = useWordsOf(allWords);
  const { words: all, time } = useLocale();
  const { message, reason, subject, nextTryAt } = inside;
  const { code, endpoint } = message;
  const { remedy } =
    code === null || endpoint === null
      ? { remedy: "" }
      : toldOfAside(all.setAside, {
          ...{ code, text: reason ?? "" },
          side: endpoint === "pull" ? "erp" : "microsoft",
        });
  const worded = (field: string, value: string | null): string =>
    value === null ? all.item.empty : (all.values[field]?.[value] ?? value);
  const facts: readonly Fact[] = [
    { name: actionWord(words, message.action), value: words.states[message.state] },
    { name: words.whose, value: message.name === "" ? message.mailboxId : message.name },
    ...(subject === "" ? [] : [{ name: words.subject, value: subject }]),
    ...(message.about === "" ? [] : [{ name: words.about, value: message.about }]),
    ...(reason === null ? [] : [{ name: words.said, value: reason }]),
    ...(remedy === "" ? [] : [{ name: words.told, value: remedy }]),
    ...(nextTryAt === null
      ? []
      : [{ name: words.retry, value: all.home.setAside.untilThen(time(nextTryAt)) }]),
  ];
  const differing = inside.fields
    .filter(({ microsoft, erp }) => microsoft !== erp)
    .map(({ field, microsoft, erp }) => ({
      name: all.fields[field] ?? field,
      value: `${words.sides.microsoft}: ${worded(field, microsoft)} · ${words.sides.erp}: ${worded(field, erp)}`,
    }));
  return (
    <>
      <Facts facts={facts} />
      {differing.length > 0 && (
        <>
          <Subtitle2 as="h3">{words.differing}</Subtitle2>
          <Facts facts={differing} />
        </>
      )}
      {inside.private && <span>{words.private}</span>}
      {!inside.private && subject === "" && inside.fields.length === 0 && (
        <span>{words.nothingToRead}</span>
      )}
    </>
  );
}
