import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ConnectionView } from "../../../../server/api/contract/service/connections.ts";
import type {
  FieldMappingsView,
  MappingView,
} from "../../../../server/api/contract/service/field-mappings.ts";
import { useService } from "../../../api/service.ts";
import { CardSection } from "../../../components/Section.tsx";
import { Unanswered } from "../../../components/Unanswered.tsx";
import { failureOf, type Failure } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { RulesTrial } from "../dry-run/RulesTrial.tsx";
import { useServiceStyles } from "../styles.ts";
import { MappingRow } from "./MappingRow.tsx";
import { words as allWords } from "./words.ts";

export interface FieldsCardProps {
  readonly connection: ConnectionView;
  readonly mayChange: boolean;
  readonly onClose: () => void;
}

/** Which fields of an ERP's own have a place in Outlook. */
export function FieldsCard({ connection, mayChange, onClose }: FieldsCardProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords).fields;
  const ask = useService();
  const parameters = { connectionId: connection.id };
  const queryKey = ["service", "field-mappings", connection.id];
  const found = useQuery({
    queryKey,
    queryFn: () => ask("fieldMappings", { parameters }),
    // What is being filled in must not change under its reader's hands.
    refetchOnWindowFocus: false,
  });
  return (
    <CardSection title={words.title(connection.name)}>
      <p className={styles.text}>{words.text}</p>
      {found.data === undefined ? (
        <Unanswered asked={found} lines={4} />
      ) : (
        <Mappings
          key={found.data.revision}
          view={found.data}
          {...{ connection, mayChange, onClose, queryKey }}
        />
      )}
    </CardSection>
  );
}

interface MappingsProps extends FieldsCardProps {
  readonly view: FieldMappingsView;
  readonly queryKey: readonly string[];
}

function Mappings({ view, connection, mayChange, onClose, queryKey }: MappingsProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords).fields;
  const { number } = useLocale();
  const ask = useService();
  const client = useQueryClient();
  const [lines, setLines] = useState<readonly MappingView[]>(view.mappings);
  const parameters = { connectionId: connection.id };
  const body = { mappings: [...lines], revision: view.revision };
  const tryOut = useMutation({
    mutationFn: () => ask("tryFieldMappings", { parameters, body }),
  });
  const save = useMutation({
    mutationFn: () => ask("saveFieldMappings", { parameters, body }),
    onSuccess: ({ concerned, ...now }) => {
      client.setQueryData(queryKey, now);
      client.setQueryData(savedKey(connection.id), concerned);
      // What the person's own views call these fields.
      void client.invalidateQueries({ queryKey: ["profile"] });
    },
  });
  const saved = useQuery<number>({ queryKey: savedKey(connection.id), enabled: false }).data;
  const error = save.error ?? tryOut.error;
  const failure = error === null ? null : failureOf(error);
  const change = (next: readonly MappingView[]): void => {
    // What was said of something else than what stands here is not true any more.
    tryOut.reset();
    save.reset();
    client.removeQueries({ queryKey: savedKey(connection.id) });
    setLines(next);
  };
  const back = (isSaved: boolean): void => {
    tryOut.reset();
    if (!isSaved) return;
    for (const key of [queryKey, ["profile"]]) void client.invalidateQueries({ queryKey: key });
  };
  if (tryOut.isPending || tryOut.data !== undefined) {
    return <RulesTrial dryRunId={tryOut.data?.dryRunId} onBack={back} />;
  }
  const free = view.fields.find(({ id }) => !lines.some(({ fieldId }) => fieldId === id));
  const isSame = JSON.stringify(lines) === JSON.stringify(view.mappings);
  return (
    <>
      {view.problem !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{view.problem}</MessageBarBody>
        </MessageBar>
      )}
      {view.fields.length === 0 && <p className={styles.text}>{words.none}</p>}
      {lines.length === 0 && view.fields.length > 0 && (
        <p className={styles.text}>{words.nothing}</p>
      )}
      {lines.map((line, at) => (
        <MappingRow
          key={at}
          at={at}
          line={line}
          fields={view.fields}
          mayChange={mayChange}
          problem={problemOf(failure, at)}
          onChange={(next) => change(lines.map((one, place) => (place === at ? next : one)))}
          onRemove={() => change(lines.filter((_one, place) => place !== at))}
        />
      ))}
      {failure !== null && failure.field?.startsWith("mappings.") !== true && (
        <p role="alert">{failure.message}</p>
      )}
      {saved !== undefined && isSame && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>{words.saved(number(saved))}</MessageBarBody>
        </MessageBar>
      )}
      {mayChange && view.mappings.length > 0 && <p className={styles.small}>{words.stays}</p>}
      <span className={styles.buttons}>
        {mayChange && (
          <>
            <Button
              disabledFocusable={free === undefined}
              onClick={() => change([...lines, lineOf(free?.id ?? "", free?.readOnly === true)])}
            >
              {words.add}
            </Button>
            <Button disabledFocusable={isSame} onClick={() => tryOut.mutate()}>
              {words.tryOut}
            </Button>
            <Button
              appearance="primary"
              disabledFocusable={isSame || save.isPending}
              onClick={() => save.mutate()}
            >
              {words.save}
            </Button>
          </>
        )}
        <Button onClick={onClose}>{words.close}</Button>
      </span>
    </>
  );
}

const savedKey = (connectionId: string) => ["service", "field-mappings-saved", connectionId];

function lineOf(fieldId: string, isReadOnly: boolean): MappingView {
  return {
    ...{ fieldId, place: "property", category: "" },
    flow: isReadOnly ? "toMicrosoft" : "both",
  };
}

/** What is wrong with one line: in which of its fields, and what to do. */
function problemOf(
  failure: Failure | null,
  at: number,
): { readonly field: string; readonly message: string } | null {
  const [list, line, field = ""] = failure?.field?.split(".") ?? [];
  if (failure === null || list !== "mappings" || line !== String(at)) return null;
  return { field, message: failure.message };
}
