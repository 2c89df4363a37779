import {
  Button,
  Checkbox,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Switch,
} from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import type { ConnectionView } from "../../../../server/api/contract/service/connections.ts";
import type { TenantView } from "../../../../server/api/contract/service/tenants.ts";
import { Mending } from "../../../components/Mending.tsx";
import { useService, type ServiceAnswer } from "../../../api/service.ts";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { useMistakeFocused } from "../../../components/useMistakeFocused.ts";
import { useServiceStyles } from "../styles.ts";
import { TimeKeeping, timeGiven, timeOf } from "./TimeKeeping.tsx";
import { words as allWords } from "./words.ts";

export interface ConnectionFormProps {
  /** `null`: a new one. */
  readonly before: ConnectionView | null;
  readonly tenants: readonly TenantView[];
  readonly onSaved: (view: ServiceAnswer<"connections">) => void;
  readonly onCancel: (() => void) | null;
}

/** Those of the form that can say what is wrong with them. */
const fields = ["connectionId", "name", "url", "apiKey", "tenants", "time"] as const;

/** An ERP as it is entered, tested before it is saved. */
export function ConnectionForm({ before, tenants, onSaved, onCancel }: ConnectionFormProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const [id, setId] = useState(before?.id ?? "");
  const [name, setName] = useState(before?.name ?? "");
  const [url, setUrl] = useState(before?.url ?? "");
  const [apiKey, setApiKey] = useState("");
  const [series, setSeries] = useState(before?.series ?? true);
  const [time, setTime] = useState(timeOf(before?.time));
  const [chosen, setChosen] = useState<readonly string[]>(
    before?.tenants ?? (tenants.length === 1 ? tenants.map((one) => one.id) : []),
  );
  const call = () => ({
    parameters: { connectionId: id.trim() },
    body: {
      ...{ name, connector: "demo" as const, url, series, tenants: [...chosen] },
      ...timeGiven(time),
      ...(apiKey === "" ? {} : { apiKey }),
    },
  });
  const test = useMutation({ mutationFn: () => ask("testConnectionOf", call()) });
  const save = useMutation({
    mutationFn: () => {
      const { parameters, body } = call();
      return ask("saveConnection", { parameters, body: { ...body, isNew: before === null } });
    },
    onSuccess: onSaved,
  });
  const error = save.error ?? test.error;
  const failure = error === null ? null : failureOf(error);
  const told = test.data;
  const form = useMistakeFocused<HTMLFormElement>(error ?? told ?? null);
  const problem = failure === null ? (told?.problem ?? null) : failure.message;
  const field = failure === null ? (told?.field ?? null) : (failure.field?.split(".")[0] ?? null);
  const wrong = (one: string) =>
    problem !== null && field === one ? { validationMessage: problem } : {};
  const forget = (): void => {
    test.reset();
    save.reset();
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    test.reset();
    save.mutate();
  };
  const shown = before === null ? fields : fields.filter((one) => one !== "connectionId");
  return (
    // What was said of something else than what stands here is not true any more.
    <form ref={form} className={styles.form} onSubmit={submit} onChange={forget}>
      {before === null && (
        <Field label={words.id} hint={words.idHint} required {...wrong("connectionId")}>
          <Input value={id} placeholder="erp" onChange={(_event, data) => setId(data.value)} />
        </Field>
      )}
      <Field label={words.name} required {...wrong("name")}>
        <Input value={name} onChange={(_event, data) => setName(data.value)} />
      </Field>
      <Field label={words.url} hint={words.urlHint} required {...wrong("url")}>
        <Input
          type="url"
          value={url}
          placeholder="https://erp.contoso.com"
          onChange={(_event, data) => setUrl(data.value)}
        />
      </Field>
      <Field
        label={words.key}
        required={before === null}
        {...(before === null ? {} : { hint: words.keyKept })}
        {...wrong("apiKey")}
      >
        <Input
          type="password"
          autoComplete="off"
          value={apiKey}
          onChange={(_event, data) => setApiKey(data.value)}
        />
      </Field>
      <Field label={words.tenants} {...wrong("tenants")}>
        <div role="group" aria-label={words.tenants}>
          {tenants.map((one) => (
            <Checkbox
              key={one.id}
              label={one.name}
              checked={chosen.includes(one.id)}
              onChange={(_event, { checked }) =>
                setChosen((now) =>
                  checked === true ? [...now, one.id] : now.filter((other) => other !== one.id),
                )
              }
            />
          ))}
        </div>
      </Field>
      <Field hint={words.seriesHint}>
        <Switch
          label={words.series}
          checked={series}
          onChange={(_event, { checked }) => setSeries(checked)}
        />
      </Field>
      <TimeKeeping time={time} onChange={setTime} wrong={wrong("time")} />
      {problem !== null && !shown.some((one) => one === field) && <p role="alert">{problem}</p>}
      {told?.answers === true && failure === null && (
        <MessageBar intent={told.mending === null ? "success" : "warning"} layout="multiline">
          <MessageBarBody>
            {told.user === null ? words.stranger : words.answers(told.user)}
            {told.companies.length > 0 && ` ${words.itsCompanies(told.companies.join(", "))}`}
            {told.user !== null && told.companies.length === 0 && ` ${words.noCompany}`}{" "}
            {told.mending !== null && <Mending {...told.mending} />}
          </MessageBarBody>
        </MessageBar>
      )}
      <div role="status">
        {told?.answers === false && told.mending !== null && failure === null && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              <Mending {...told.mending} />
            </MessageBarBody>
          </MessageBar>
        )}
      </div>
      <span className={styles.buttons}>
        <Button
          disabledFocusable={test.isPending}
          onClick={() => {
            save.reset();
            if (form.current?.reportValidity() !== false) test.mutate();
          }}
        >
          {words.test}
        </Button>
        <Button appearance="primary" type="submit" disabledFocusable={save.isPending}>
          {words.save}
        </Button>
        {onCancel !== null && <Button onClick={onCancel}>{words.cancel}</Button>}
      </span>
    </form>
  );
}
