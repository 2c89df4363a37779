import { Button, Field, Input, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useState, type SyntheticEvent } from "react";
import type { TenantView } from "../../../../server/api/contract/service/tenants.ts";
import type { Failure } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { useMistakeFocused } from "../../../components/useMistakeFocused.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

export interface TenantEntry {
  readonly id: string;
  readonly isNew: boolean;
  readonly name: string;
  readonly domains: string[];
}

export interface TenantFormProps {
  /** `null`: one more is let in. */
  readonly before: TenantView | null;
  /** Why Microsoft may refuse the people of one more; `null`: nothing is known against it. */
  readonly warning?: string | null;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onSave: (tenant: TenantEntry) => void;
  readonly onCancel: () => void;
}

/** Lets one more company in, or changes what one is called and by which addresses it is known. */
export function TenantForm({
  before,
  warning = null,
  busy,
  failure,
  onSave,
  onCancel,
}: TenantFormProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const [id, setId] = useState(before?.id ?? "");
  const [name, setName] = useState(before?.name ?? "");
  const [domains, setDomains] = useState(before?.domains.join(", ") ?? "");
  const form = useMistakeFocused<HTMLFormElement>(failure);
  const shown = before === null ? ["tenantId", "name", "domains"] : ["name", "domains"];
  const about = failure?.field?.split(".")[0] ?? "";
  const wrong = (field: string) =>
    failure !== null && about === field ? { validationMessage: failure.message } : {};
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const parts = domains.split(/[,;\s]+/u).filter((domain) => domain !== "");
    onSave({ id: id.trim(), isNew: before === null, name, domains: parts });
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit}>
      {before === null && warning !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{warning}</MessageBarBody>
        </MessageBar>
      )}
      {before === null && (
        <Field label={words.id} required {...wrong("tenantId")}>
          <Input
            value={id}
            placeholder="00000000-0000-0000-0000-000000000000"
            onChange={(_event, data) => setId(data.value)}
          />
        </Field>
      )}
      <Field label={words.name} required {...wrong("name")}>
        <Input value={name} onChange={(_event, data) => setName(data.value)} />
      </Field>
      <Field label={words.domains} hint={words.domainsHint} {...wrong("domains")}>
        <Input
          value={domains}
          placeholder="contoso.com, contoso.de"
          onChange={(_event, data) => setDomains(data.value)}
        />
      </Field>
      {failure !== null && !shown.includes(about) && <p role="alert">{failure.message}</p>}
      <span className={styles.buttons}>
        <Button appearance="primary" type="submit" disabledFocusable={busy}>
          {before === null ? words.letIn : words.save}
        </Button>
        {before !== null && <Button onClick={onCancel}>{words.cancel}</Button>}
      </span>
    </form>
  );
}
