import { Badge, Button, Field, Input } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { EndpointState } from "../../../../server/api/contract/service/queue.ts";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Modal } from "../../../components/Modal.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

export interface EndpointsProps {
  readonly endpoints: readonly EndpointState[];
  readonly mayChange: boolean;
  readonly onChanged: () => void;
}

/** The two ways that changes go, for everybody and for each tenant, and who stopped which. */
export function Endpoints({ endpoints, mayChange, onChanged }: EndpointsProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const [stopping, setStopping] = useState<EndpointState | null>(null);
  const change = useMutation({
    mutationFn: (body: {
      readonly endpoint: "pull" | "push";
      readonly tenantId: string | null;
      readonly stop: boolean;
      readonly reason: string;
    }) => ask("switchEndpoint", { body }),
    onSuccess: () => {
      setStopping(null);
      onChanged();
    },
  });
  const start = ({ endpoint, tenantId }: EndpointState): void =>
    change.mutate({ endpoint, tenantId, stop: false, reason: "" });
  return (
    <CardSection title={words.endpoints}>
      <p className={styles.text}>{words.endpointsText}</p>
      {change.error !== null && (
        <FailureNotice failure={failureOf(change.error)} onRetry={() => change.reset()} />
      )}
      <ul className={styles.list}>
        {endpoints.filter(isShown).map((one) => (
          <li key={`${one.endpoint} ${one.tenantId ?? ""}`} className={styles.one}>
            <span className={styles.what}>
              <span>{words.names[one.endpoint]}</span>
              <span className={styles.small}>
                {one.tenantId === null ? words.everybody : one.tenant}
              </span>
              <StoppedBy one={one} />
            </span>
            <Badge appearance="tint" color={one.stopped === null ? "success" : "danger"}>
              {one.stopped === null ? words.runs : words.stopped}
            </Badge>
            {mayChange && one.isOwn && (
              <Button
                size="small"
                disabledFocusable={change.isPending}
                aria-label={`${one.stopped === null ? words.stop : words.start}: ${words.names[one.endpoint]} (${one.tenantId === null ? words.everybody : one.tenant})`}
                onClick={() => (one.stopped === null ? setStopping(one) : start(one))}
              >
                {one.stopped === null ? words.stop : words.start}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {stopping !== null && (
        <StopDialog
          one={stopping}
          busy={change.isPending}
          onStop={(reason) => {
            const { endpoint, tenantId } = stopping;
            change.mutate({ endpoint, tenantId, stop: true, reason });
          }}
          onClose={() => setStopping(null)}
        />
      )}
    </CardSection>
  );
}

/** What others decided is only worth a line where it stops something. */
function isShown({ isOwn, stopped }: EndpointState): boolean {
  return isOwn || stopped !== null;
}

function StoppedBy({ one: { stopped } }: { readonly one: EndpointState }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time } = useLocale();
  if (stopped === null) return null;
  const { by, at, reason } = stopped;
  return (
    <span className={styles.small}>
      {by === "" ? words.stoppedForAll(time(at), reason) : words.stoppedBy(by, time(at), reason)}
    </span>
  );
}

interface StopDialogProps {
  readonly one: EndpointState;
  readonly busy: boolean;
  readonly onStop: (reason: string) => void;
  readonly onClose: () => void;
}

function StopDialog({ one, busy, onStop, onClose }: StopDialogProps) {
  const words = useWordsOf(allWords);
  const [reason, setReason] = useState("");
  const whom = one.tenantId === null ? words.everybody : one.tenant;
  return (
    <Modal
      title={words.stopTitle(words.names[one.endpoint], whom)}
      about="service-queue"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            appearance="primary"
            disabledFocusable={busy || reason.trim() === ""}
            onClick={() => onStop(reason.trim())}
          >
            {words.stop}
          </Button>
        </>
      }
    >
      <span>{words.stopText}</span>
      <Field label={words.reason} required>
        <Input value={reason} onChange={(_event, data) => setReason(data.value)} />
      </Field>
    </Modal>
  );
}
