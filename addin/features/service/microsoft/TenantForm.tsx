import { Button, Field, Input } from "@fluentui/react-components";
import { useState, type SyntheticEvent } from "react";
import type { Failure } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

export interface TenantFormProps {
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onSave: (tenant: { id: string; name: string; domains: string[] }) => void;
}

/** Lets one more company in. */
export function TenantForm({ busy, failure, onSave }: TenantFormProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  const [domains, setDomains] = useState("");
  const wrong = (field: string) =>
    failure?.field?.split(".")[0] === field ? { validationMessage: failure.message } : {};
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const parts = domains.split(/[,;\s]+/u).filter((domain) => domain !== "");
    onSave({ id: id.trim(), name, domains: parts });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={words.id} required {...wrong("tenantId")}>
        <Input
          value={id}
          placeholder="00000000-0000-0000-0000-000000000000"
          onChange={(_event, data) => setId(data.value)}
        />
      </Field>
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
      {failure !== null && failure.field === null && <p role="alert">{failure.message}</p>}
      <span className={styles.buttons}>
        <Button appearance="primary" type="submit" disabled={busy || id.trim() === ""}>
          {words.save}
        </Button>
      </span>
    </form>
  );
}
