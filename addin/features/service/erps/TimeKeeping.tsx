import { Field, Input, Switch } from "@fluentui/react-components";
import type { ConnectionView } from "../../../../server/api/contract/service/connections.ts";
import { Choice } from "../../../components/Choice.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { words as allWords } from "./words.ts";

type Kept = NonNullable<ConnectionView["time"]>;

/** How an ERP keeps times, as it is entered. */
export interface EnteredTime {
  /** `zones`: each appointment has one; the others by one clock. */
  readonly by: "zones" | "utc" | "clock";
  /** IANA; counts where it is by one clock that is not UTC. */
  readonly zone: string;
  readonly midnight: boolean;
}

/** The form's beginning, of what was saved. */
export function timeOf(kept: Kept | undefined): EnteredTime {
  const { clock } = kept ?? {};
  return {
    by: clock === undefined ? "zones" : clock === "UTC" ? "utc" : "clock",
    zone:
      clock === undefined || clock === "UTC"
        ? Intl.DateTimeFormat().resolvedOptions().timeZone
        : clock,
    midnight: kept?.midnight !== "refused",
  };
}

/** What is sent: nothing of an ERP that keeps every time. */
export function timeGiven({ by, zone, midnight }: EnteredTime): { readonly time?: Kept } {
  if (by === "zones" && midnight) return {};
  const clock = by === "utc" ? "UTC" : zone.trim();
  return {
    time: {
      ...(by === "zones" ? {} : { clock }),
      ...(midnight ? {} : { midnight: "refused" as const }),
    },
  };
}

export interface TimeKeepingProps {
  readonly time: EnteredTime;
  readonly onChange: (time: EnteredTime) => void;
  /** What is wrong with the zone, for its field. */
  readonly wrong: { readonly validationMessage?: string };
}

/** What an ERP cannot tell of times, so that no appointment is an hour off there. */
export function TimeKeeping({ time, onChange, wrong }: TimeKeepingProps) {
  const words = useWordsOf(allWords).time;
  return (
    <>
      <Choice
        label={words.by}
        hint={words.hints[time.by]}
        value={time.by}
        options={(["zones", "utc", "clock"] as const).map((one) => [one, words.ways[one]])}
        onChange={(by) => onChange({ ...time, by })}
      />
      {time.by === "clock" && (
        <Field label={words.zone} hint={words.zoneHint} required {...wrong}>
          <Input
            value={time.zone}
            spellCheck={false}
            onChange={(_event, data) => onChange({ ...time, zone: data.value })}
          />
        </Field>
      )}
      <Field hint={words.midnightHint}>
        <Switch
          label={words.midnight}
          checked={time.midnight}
          onChange={(_event, { checked }) => onChange({ ...time, midnight: checked })}
        />
      </Field>
    </>
  );
}
