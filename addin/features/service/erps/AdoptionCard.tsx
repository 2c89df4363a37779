import { Button, Field, Input, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import type { AdoptionView } from "../../../../server/api/contract/service/adoption.ts";
import type { ConnectionView } from "../../../../server/api/contract/service/connections.ts";
import { useService } from "../../../api/service.ts";
import { CardSection } from "../../../components/Section.tsx";
import { Unanswered } from "../../../components/Unanswered.tsx";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

/** The one mark that its vendor documents: of OroCRM's add-in for Outlook, until version 4.1. */
const documented = "OroCRM_id";

export interface AdoptionCardProps {
  readonly connection: ConnectionView;
  readonly mayChange: boolean;
  readonly onClose: () => void;
}

/** By what another integration's links are recognised, so that nothing is made a second time. */
export function AdoptionCard({ connection, mayChange, onClose }: AdoptionCardProps) {
  const words = useWordsOf(allWords).adoption;
  const styles = useServiceStyles();
  const ask = useService();
  const parameters = { connectionId: connection.id };
  const found = useQuery({
    queryKey: ["service", "adoption", connection.id],
    queryFn: () => ask("adoption", { parameters }),
    refetchOnWindowFocus: false,
  });
  return (
    <CardSection title={words.title(connection.name)}>
      <p className={styles.text}>{words.text}</p>
      {found.data === undefined ? (
        <Unanswered asked={found} lines={4} />
      ) : (
        <AdoptionForm view={found.data} {...{ connection, mayChange, onClose }} />
      )}
    </CardSection>
  );
}

function AdoptionForm({
  view,
  connection,
  mayChange,
  onClose,
}: AdoptionCardProps & { readonly view: AdoptionView }) {
  const words = useWordsOf(allWords).adoption;
  const styles = useServiceStyles();
  const ask = useService();
  const client = useQueryClient();
  const [property, setProperty] = useState(view.property ?? "");
  const [system, setSystem] = useState(view.system ?? "");
  const said = (text: string): string | null => (text.trim() === "" ? null : text.trim());
  const save = useMutation({
    mutationFn: () =>
      ask("saveAdoption", {
        parameters: { connectionId: connection.id },
        body: { property: said(property), system: said(system) },
      }),
    onSuccess: (now) => client.setQueryData(["service", "adoption", connection.id], now),
  });
  const failure = save.error === null ? null : failureOf(save.error);
  const wrong = (one: keyof AdoptionView) =>
    failure?.field === one ? { validationMessage: failure.message } : {};
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit} onChange={() => save.reset()}>
      <Field label={words.property} hint={words.propertyHint} {...wrong("property")}>
        <Input
          value={property}
          readOnly={!mayChange}
          onChange={(_event, data) => setProperty(data.value)}
        />
      </Field>
      {mayChange && property !== documented && (
        <Button
          className={styles.more}
          size="small"
          onClick={() => {
            save.reset();
            setProperty(documented);
          }}
        >
          {words.preset(documented)}
        </Button>
      )}
      <Field label={words.system} hint={words.systemHint} {...wrong("system")}>
        <Input
          value={system}
          readOnly={!mayChange}
          onChange={(_event, data) => setSystem(data.value)}
        />
      </Field>
      {failure !== null && failure.field !== "property" && failure.field !== "system" && (
        <p role="alert">{failure.message}</p>
      )}
      {save.data !== undefined && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>{words.saved}</MessageBarBody>
        </MessageBar>
      )}
      <span className={styles.buttons}>
        {mayChange && (
          <Button appearance="primary" type="submit" disabledFocusable={save.isPending}>
            {words.save}
          </Button>
        )}
        <Button onClick={onClose}>{words.close}</Button>
      </span>
    </form>
  );
}
