import { Button } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type {
  HoldingsView,
  ProofOfErasure,
} from "../../../../server/api/contract/service/erasure.ts";
import { useService } from "../../../api/service.ts";
import { Facts } from "../../../components/Facts.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { Modal } from "../../../components/Modal.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { ClearingFields, keepsAll } from "../leaving/ClearingFields.tsx";
import type { Whom } from "./whom.ts";
import { words as allWords } from "./words.ts";
import { TypedName } from "../TypedName.tsx";

export interface EraseDialogProps {
  readonly whom: Whom;
  readonly onErased: (proof: ProofOfErasure) => void;
  readonly onClose: () => void;
}

/** What goes and what stays, before anything goes; then the address has to be typed. */
export function EraseDialog({ whom, onErased, onClose }: EraseDialogProps) {
  const { data: words, cancel } = useWordsOf(allWords);
  const ask = useService();
  const client = useQueryClient();
  const [confirm, setConfirm] = useState("");
  const [choices, setChoices] = useState(keepsAll);
  const parameters = { tenantId: whom.tenantId, mailboxId: whom.mailboxId };
  const held = useQuery({
    queryKey: ["service", "user", whom.tenantId, whom.mailboxId, "holdings"],
    queryFn: () => ask("holdings", { parameters }),
  });
  const erase = useMutation({
    mutationFn: () => ask("eraseUser", { parameters, body: { ...choices, confirm } }),
    onSuccess: (proof) => {
      void client.invalidateQueries({ queryKey: ["service", "users"] });
      onErased(proof);
    },
  });
  const address = held.data?.address === "" ? whom.mailboxId : (held.data?.address ?? "");
  const isTyped = address !== "" && confirm.trim().toLowerCase() === address.toLowerCase();
  const failure = held.error ?? erase.error;
  return (
    <Modal
      title={words.eraseTitle}
      about="erasure"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button
            appearance="primary"
            disabledFocusable={!isTyped || erase.isPending}
            onClick={() => erase.mutate()}
          >
            {words.eraseNow}
          </Button>
        </>
      }
    >
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => void held.refetch()} />
      )}
      {held.data === undefined ? (
        held.error === null && <Loading lines={4} />
      ) : (
        <>
          <WhatGoes held={held.data} />
          <ClearingFields choices={choices} onChange={setChoices} />
          <TypedName label={words.type(address)} value={confirm} onChange={setConfirm} />
        </>
      )}
    </Modal>
  );
}

function WhatGoes({ held }: { readonly held: HoldingsView }) {
  const { data: words } = useWordsOf(allWords);
  const { number } = useLocale();
  const documents = Object.values(held.documents).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <span>{words.goes}</span>
      <Facts
        facts={[
          { name: words.documents, value: number(documents) },
          { name: words.lines, value: number(held.logLines) },
          { name: words.subscriptions, value: number(held.subscriptions) },
          { name: words.tokens, value: held.tokens ? words.kept : words.notKept },
          { name: words.claims, value: number(held.claims) },
          { name: words.mails, value: number(held.mails) },
        ]}
      />
      <span>{words.stays}</span>
      <Facts
        facts={[
          { name: words.outlook, value: number(held.items.microsoft) },
          { name: words.erp, value: number(held.items.erp) },
          {
            name: words.copies,
            value: words.copiesText(number(held.copies.microsoft), number(held.copies.erp)),
          },
          { name: words.marked, value: number(held.marked) },
          { name: words.trail, value: number(held.trail) },
        ]}
      />
      <span>{words.staysText}</span>
      {held.further.length > 0 && (
        <span>{words.further(held.further.map(({ name }) => name).join(", "))}</span>
      )}
    </>
  );
}
