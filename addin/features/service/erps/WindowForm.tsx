import { Button, Field, Input, ToggleButton } from "@fluentui/react-components";
import { useState, type SyntheticEvent } from "react";
import type { WindowView } from "../../../../server/api/contract/service/erp-terms.ts";
import { Choice } from "../../../components/Choice.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./terms-words.ts";

export interface WindowFormProps {
  readonly busy: boolean;
  readonly onAdd: (window: WindowView) => void;
}

/** One more time in which nothing is sent to the ERP. */
export function WindowForm({ busy, onAdd }: WindowFormProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const [kind, setKind] = useState<WindowView["kind"]>("weekly");
  const [days, setDays] = useState<readonly number[]>([]);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [reason, setReason] = useState("");
  const isMeant = from !== "" && to !== "" && from !== to;
  const isWhole = isMeant && (kind === "weekly" ? days.length > 0 : from < to);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!isWhole) return;
    onAdd(
      kind === "weekly"
        ? { kind, days: [...days].sort(), from, to, zone: zone.trim(), reason }
        : { kind, from: instant(from), to: instant(to), reason },
    );
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Choice
        label={words.kind}
        value={kind}
        options={[
          ["weekly", words.kinds.weekly],
          ["once", words.kinds.once],
        ]}
        onChange={(next) => {
          setKind(next);
          setFrom("");
          setTo("");
        }}
      />
      {kind === "weekly" && (
        <>
          <div className={styles.buttons} role="group" aria-label={words.beginsOn}>
            {words.days.map((name, at) => (
              <ToggleButton
                key={name}
                size="small"
                checked={days.includes(at + 1)}
                onClick={() =>
                  setDays(
                    days.includes(at + 1)
                      ? days.filter((day) => day !== at + 1)
                      : [...days, at + 1],
                  )
                }
              >
                {name}
              </ToggleButton>
            ))}
          </div>
          <Field label={words.zone}>
            <Input
              value={zone}
              spellCheck={false}
              onChange={(_event, data) => setZone(data.value)}
            />
          </Field>
        </>
      )}
      <Field label={words.from}>
        <Input
          type={kind === "weekly" ? "time" : "datetime-local"}
          value={from}
          onChange={(_event, data) => setFrom(data.value)}
        />
      </Field>
      <Field label={words.to} {...(kind === "weekly" ? { hint: words.nextDay } : {})}>
        <Input
          type={kind === "weekly" ? "time" : "datetime-local"}
          value={to}
          onChange={(_event, data) => setTo(data.value)}
        />
      </Field>
      <Field label={words.reason} hint={words.reasonHint}>
        <Input value={reason} onChange={(_event, data) => setReason(data.value)} />
      </Field>
      <span className={styles.buttons}>
        <Button type="submit" disabledFocusable={busy || !isWhole}>
          {words.add}
        </Button>
      </span>
    </form>
  );
}

/** What the browser's field shows is where the reader is. */
function instant(local: string): string {
  return new Date(local).toISOString();
}
