import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import type { LogPageView } from "../../../../server/api/contract/service/log.ts";
import { Choice } from "../../../components/Choice.tsx";
import { useWords, useWordsOf } from "../../../locales/locale.ts";
import { noFilters, ranges, type LogFilters, type Range } from "./filters.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  fields: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(125px, 100%), 1fr))",
    gap: tokens.spacingHorizontalM,
    alignItems: "end",
  },
  field: { gridTemplateColumns: "minmax(0, 1fr)" },
  input: { minWidth: 0 },
});

export interface LogFiltersFormProps {
  readonly filters: LogFilters;
  readonly tenants: LogPageView["tenants"];
  readonly onChange: (filters: LogFilters) => void;
}

/** What of the log is shown. */
export function LogFiltersForm({ filters, tenants, onChange }: LogFiltersFormProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { historyKinds } = useWords();
  const set = (more: Partial<LogFilters>): void => onChange({ ...filters, ...more });
  const text = (label: string, name: "person" | "text" | "request") => (
    <Field className={styles.field} label={label}>
      <Input
        className={styles.input}
        type="search"
        value={filters[name]}
        spellCheck={false}
        onChange={(_event, data) => set({ [name]: data.value })}
      />
    </Field>
  );
  const moment = (label: string, name: "from" | "to") => (
    <Field className={styles.field} label={label}>
      <Input
        className={styles.input}
        type="datetime-local"
        value={filters[name]}
        onChange={(_event, data) => set({ [name]: data.value })}
      />
    </Field>
  );
  const isAsked = JSON.stringify({ ...filters, chosenAtMs: 0 }) !== JSON.stringify(noFilters);
  return (
    <div role="search" aria-label={words.filters} className={styles.fields}>
      {text(words.text, "text")}
      {text(words.person, "person")}
      {text(words.request, "request")}
      {tenants.length > 1 && (
        <Choice
          label={words.tenant}
          value={filters.tenantId}
          options={[["", words.everyTenant], ...tenants.map(({ id, name }) => [id, name] as const)]}
          onChange={(tenantId) => set({ tenantId })}
        />
      )}
      <Choice
        label={words.range}
        value={filters.range}
        options={ranges.map((one) => [one, words.ranges[one === "" ? "any" : one]] as const)}
        onChange={(range: Range) => set({ range, chosenAtMs: Date.now() })}
      />
      {filters.range === "own" && moment(words.from, "from")}
      {filters.range === "own" && moment(words.to, "to")}
      <Choice
        label={words.outcome}
        value={filters.outcome}
        options={[["", words.every], ...Object.entries(words.outcomes)]}
        onChange={(outcome) => set({ outcome })}
      />
      <Choice
        label={words.side}
        value={filters.side}
        options={[["", words.every], ...Object.entries(words.sides)]}
        onChange={(side) => set({ side })}
      />
      <Choice
        label={words.kind}
        value={filters.kind}
        options={[["", words.every], ...Object.entries(historyKinds)]}
        onChange={(kind) => set({ kind })}
      />
      <Choice
        label={words.code}
        value={filters.code}
        options={[["", words.every], ...Object.entries(words.codes)]}
        onChange={(code) => set({ code })}
      />
      <Choice
        label={words.resource}
        value={filters.resource}
        options={[["", words.every], ...Object.entries(words.resources)]}
        onChange={(resource) => set({ resource })}
      />
      {isAsked && <Button onClick={() => onChange(noFilters)}>{words.clear}</Button>}
    </div>
  );
}
