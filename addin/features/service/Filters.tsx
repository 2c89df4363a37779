import { Badge, Button, Input, ToggleButton, type BadgeProps } from "@fluentui/react-components";
import { useLocale } from "../../locales/locale.ts";
import { useServiceStyles } from "./styles.ts";

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What is looked for in a long list. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <Input
      className={useServiceStyles().search}
      type="search"
      value={value}
      aria-label={label}
      placeholder={label}
      onChange={(_event, data) => onChange(data.value)}
    />
  );
}

export interface Counted {
  readonly value: string;
  readonly text: string;
  readonly count: number;
  readonly color: NonNullable<BadgeProps["color"]>;
}

export interface CountsProps {
  readonly label: string;
  readonly counts: readonly Counted[];
  /** Empty: all. */
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
}

/** How many of each kind there are; pressed, only those are listed. */
export function Counts({ label, counts, chosen, onChoose }: CountsProps) {
  const styles = useServiceStyles();
  const { number } = useLocale();
  return (
    <div className={styles.buttons} role="group" aria-label={label}>
      {counts.map(({ value, text, count, color }) => (
        <ToggleButton
          key={value}
          className={styles.count}
          size="small"
          checked={chosen === value}
          icon={
            <Badge size="small" color={color}>
              {number(count)}
            </Badge>
          }
          onClick={() => onChoose(chosen === value ? "" : value)}
        >
          {text}
        </ToggleButton>
      ))}
    </div>
  );
}

export interface MoreProps {
  readonly asked: {
    readonly hasNextPage: boolean;
    readonly isFetching: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  readonly text: string;
}

/** The next page, where there is one. */
export function More({ asked, text }: MoreProps) {
  const styles = useServiceStyles();
  if (!asked.hasNextPage) return null;
  return (
    <Button
      className={styles.more}
      disabledFocusable={asked.isFetching}
      onClick={() => void asked.fetchNextPage()}
    >
      {text}
    </Button>
  );
}
