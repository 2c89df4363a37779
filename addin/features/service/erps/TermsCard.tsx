import { Button, Field, Input } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type {
  ErpTermsView,
  WindowView,
} from "../../../../server/api/contract/service/erp-terms.ts";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./terms-words.ts";
import { WindowForm } from "./WindowForm.tsx";

export interface TermsCardProps {
  readonly connectionId: string;
  readonly name: string;
  readonly mayChange: boolean;
  readonly onClose: () => void;
}

type Terms = Pick<ErpTermsView, "limits" | "windows">;

/** How an ERP is spared: how much it is asked, and when nothing is sent to it. */
export function TermsCard({ connectionId, name, mayChange, onClose }: TermsCardProps) {
  const words = useWordsOf(allWords);
  const ask = useService();
  const client = useQueryClient();
  const queryKey = ["service", "erp-terms", connectionId];
  const parameters = { connectionId };
  const found = useQuery({ queryKey, queryFn: () => ask("erpTerms", { parameters }) });
  const save = useMutation({
    mutationFn: (terms: Terms) =>
      ask("saveErpTerms", { parameters, body: { ...terms, revision: found.data?.revision ?? "" } }),
    onSuccess: (view) => client.setQueryData(queryKey, view),
  });
  const failure = found.error ?? save.error;
  return (
    <CardSection title={words.title(name)} aside={<Button onClick={onClose}>{words.close}</Button>}>
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => void found.refetch()} />
      )}
      {found.data === undefined ? (
        found.error === null && <Loading lines={4} />
      ) : (
        <TermsForm
          terms={found.data}
          mayChange={mayChange && found.data.isOwn}
          busy={save.isPending}
          onSave={save.mutate}
        />
      )}
    </CardSection>
  );
}

const names = ["atOnce", "perMinute", "perDay"] as const;

interface TermsFormProps {
  readonly terms: ErpTermsView;
  readonly mayChange: boolean;
  readonly busy: boolean;
  readonly onSave: (terms: Terms) => void;
}

function TermsForm({ terms: { limits, windows, pause }, mayChange, busy, onSave }: TermsFormProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time } = useLocale();
  return (
    <>
      {pause !== null && (
        <p className={styles.text} role="status">
          {words.pause[pause.kind](time(pause.until))}
        </p>
      )}
      <p className={styles.text}>{words.limitsText}</p>
      <Limits
        key={JSON.stringify(limits)}
        limits={limits}
        mayChange={mayChange}
        busy={busy}
        onSave={(next) => onSave({ windows, limits: next })}
      />
      <span className={styles.name}>{words.windows}</span>
      <p className={styles.text}>{words.windowsText}</p>
      {windows.length === 0 && <p className={styles.text}>{words.none}</p>}
      <ul className={styles.list} aria-label={words.windows}>
        {windows.map((window, at) => (
          <li key={JSON.stringify(window)} className={styles.one}>
            <Window window={window} />
            {mayChange && (
              <Button
                disabledFocusable={busy}
                onClick={() =>
                  onSave({ limits, windows: windows.filter((_one, other) => other !== at) })
                }
              >
                {words.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <WindowForm
          // Empty again once it was added; what is being entered outlives any other answer.
          key={windows.length}
          busy={busy}
          onAdd={(window) => onSave({ limits, windows: [...windows, window] })}
        />
      )}
    </>
  );
}

interface LimitsProps extends Pick<TermsFormProps, "mayChange" | "busy"> {
  readonly limits: ErpTermsView["limits"];
  readonly onSave: (limits: ErpTermsView["limits"]) => void;
}

/** How much it is asked at most. */
function Limits({ limits, mayChange, busy, onSave }: LimitsProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const [draft, setDraft] = useState(() =>
    Object.fromEntries(names.map((name) => [name, String(limits[name] ?? "")])),
  );
  const wrong = names.filter((name) => !/^(|[1-9]\d*)$/.test(draft[name]?.trim() ?? ""));
  const saveLimits = (): void =>
    onSave(
      Object.fromEntries(
        names.flatMap((name) => {
          const text = draft[name]?.trim() ?? "";
          return text === "" ? [] : [[name, Number(text)]];
        }),
      ),
    );
  return (
    <div className={styles.form}>
      {names.map((name) => (
        <Field
          key={name}
          label={words.limits[name]}
          hint={words.limitHints[name]}
          {...(wrong.includes(name) ? { validationMessage: words.whole } : {})}
        >
          <Input
            value={draft[name] ?? ""}
            inputMode="numeric"
            autoComplete="off"
            disabled={!mayChange}
            placeholder={words.unlimited}
            onChange={(_event, data) => setDraft({ ...draft, [name]: data.value })}
          />
        </Field>
      ))}
      {mayChange && (
        <span className={styles.buttons}>
          <Button
            appearance="primary"
            disabledFocusable={busy || wrong.length > 0}
            onClick={saveLimits}
          >
            {words.save}
          </Button>
        </span>
      )}
    </div>
  );
}

function Window({ window }: { readonly window: WindowView }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time } = useLocale();
  return (
    <span className={styles.what}>
      <span>
        {window.kind === "once"
          ? words.once(time(window.from), time(window.to))
          : words.weekly(
              window.days.map((day) => words.days[day - 1]).join(", "),
              window.from,
              window.to,
              window.zone,
            )}
      </span>
      {window.reason !== "" && <span className={styles.small}>{window.reason}</span>}
    </span>
  );
}
