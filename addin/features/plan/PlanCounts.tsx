import { makeStyles, ToggleButton, tokens } from "@fluentui/react-components";
import type { PlanView } from "../../../server/api/contract/plan.ts";
import type { PlanFilter } from "../../api/client.ts";
import { useWords } from "../../locales/locale.ts";
import { deedOf } from "./words.ts";

const useStyles = makeStyles({
  root: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  count: { fontWeight: tokens.fontWeightSemibold, marginInlineStart: tokens.spacingHorizontalS },
});

export interface PlanCountsProps {
  readonly plan: PlanView;
  readonly filter: PlanFilter;
  readonly onFilter: (filter: PlanFilter) => void;
}

/** How much of what, by side; each figure shows only its own entries when it is pressed. */
export function PlanCounts({ plan, filter, onFilter }: PlanCountsProps) {
  const styles = useStyles();
  const words = useWords();
  const choices: readonly { name: string; count: number; filter: PlanFilter }[] = [
    { name: words.plan.all, count: plan.total, filter: {} },
    ...plan.counts.map(({ kind, side, count }) => ({
      name: deedOf({ kind, side }, words),
      count,
      filter: side === null ? { kind } : { kind, side },
    })),
  ];
  return (
    <div role="group" aria-label={words.plan.filter} className={styles.root}>
      {choices.map(({ name, count, filter: wanted }) => (
        <ToggleButton
          key={name}
          size="small"
          shape="circular"
          checked={filter.kind === wanted.kind && filter.side === wanted.side}
          onClick={() => onFilter(wanted)}
        >
          {name}
          <span className={styles.count}>{count}</span>
        </ToggleButton>
      ))}
    </div>
  );
}
