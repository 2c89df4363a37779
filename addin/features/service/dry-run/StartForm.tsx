import { Button, Checkbox, Field } from "@fluentui/react-components";
import { useState } from "react";
import type { DryRunSummary } from "../../../../server/api/contract/service/dry-runs.ts";
import { Choice } from "../../../components/Choice.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { useCompanies, useStartDryRun } from "./useDryRuns.ts";
import { words as allWords } from "./words.ts";

export interface StartFormProps {
  readonly tenants: readonly { readonly id: string; readonly name: string }[];
  /** Whether its reader administers all tenants. */
  readonly isEverywhere: boolean;
  readonly onStarted: (started: DryRunSummary) => void;
}

/** Whose mailboxes are gone over, and how. */
export function StartForm({ tenants, isEverywhere, onStarted }: StartFormProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const companies = useCompanies();
  const start = useStartDryRun(onStarted);
  const [whose, setWhose] = useState("{}");
  const [anew, setAnew] = useState(false);
  const [alsoOff, setAlsoOff] = useState(false);
  const go = (): void => {
    const ids = JSON.parse(whose) as Readonly<Record<string, string>>;
    start.mutate({ job: "calendar", whose: ids, anew, alsoOff });
  };
  return (
    <CardSection title={words.start}>
      <Choice
        label={words.whose}
        value={whose}
        options={[
          ["{}", words.everybody],
          ...(isEverywhere && tenants.length > 1
            ? tenants.map(({ id, name }) => [JSON.stringify({ tenantId: id }), name] as const)
            : []),
          ...(companies.data?.companies ?? []).map(
            ({ connectionId, companyId, name, connection, people }) =>
              [
                JSON.stringify({ connectionId, companyId }),
                `${name} · ${connection} (${number(people)})`,
              ] as const,
          ),
        ]}
        onChange={setWhose}
      />
      <Field hint={words.anewHint}>
        <Checkbox
          label={words.anew}
          checked={anew}
          onChange={(_event, data) => setAnew(data.checked === true)}
        />
      </Field>
      <Field hint={words.alsoOffHint}>
        <Checkbox
          label={words.alsoOff}
          checked={alsoOff}
          onChange={(_event, data) => setAlsoOff(data.checked === true)}
        />
      </Field>
      {start.error !== null && <FailureNotice failure={failureOf(start.error)} onRetry={go} />}
      <Button
        className={styles.more}
        appearance="primary"
        disabledFocusable={start.isPending}
        onClick={go}
      >
        {words.go}
      </Button>
    </CardSection>
  );
}
