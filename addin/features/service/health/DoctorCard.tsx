import { Button } from "@fluentui/react-components";
import { StethoscopeRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import type { Finding } from "../../../../server/api/contract/doctor.ts";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Fold } from "../../../components/Fold.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { FindingRow } from "./FindingRow.tsx";
import { words as allWords } from "./words.ts";

const order = { failed: 0, warning: 1, ok: 2 } as const;

/**
 * Asks every system whether it lets us work, when somebody wants to know: signing in everywhere takes
 * some seconds, and nothing of it is worth repeating by itself.
 */
export function DoctorCard() {
  const common = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time } = useLocale();
  const ask = useService();
  const look = useQuery({
    queryKey: ["service", "doctor"],
    enabled: false,
    queryFn: () => ask("examine"),
  });
  const findings = (look.data?.findings ?? []).toSorted(
    (one, other) => order[one.state] - order[other.state],
  );
  const wrong = findings.filter(({ state }) => state !== "ok");
  const well = findings.filter(({ state }) => state === "ok");
  return (
    <CardSection title={words.doctor}>
      <p className={common.text}>{words.doctorHelp}</p>
      <div className={common.buttons}>
        <Button
          icon={<StethoscopeRegular />}
          disabledFocusable={look.isFetching}
          onClick={() => void look.refetch()}
        >
          {look.data === undefined ? words.look : words.lookAgain}
        </Button>
      </div>
      <div aria-live="polite">
        {look.isFetching && <Loading lines={4} />}
        {!look.isFetching && look.data !== undefined && (
          <p className={common.small}>{words.looked(time(look.data.lookedAt), wrong.length)}</p>
        )}
      </div>
      {look.error !== null && (
        <FailureNotice failure={failureOf(look.error)} onRetry={() => void look.refetch()} />
      )}
      {!look.isFetching && (
        <>
          {wrong.length > 0 && <Found label={words.toMend} findings={wrong} />}
          {well.length > 0 && (
            <Fold title={words.well(well.length)}>
              <Found label={words.well(well.length)} findings={well} />
            </Fold>
          )}
        </>
      )}
    </CardSection>
  );
}

interface FoundProps {
  readonly label: string;
  readonly findings: readonly Finding[];
}

function Found({ label, findings }: FoundProps) {
  const common = useServiceStyles();
  const { checks } = useWordsOf(allWords);
  return (
    <ul className={common.list} aria-label={label}>
      {findings.map(({ check, state, says, remedy, fixedBy }, at) => (
        <FindingRow
          key={at}
          title={checks[check]}
          {...{ state, says, fixedBy }}
          does={remedy ?? ""}
        />
      ))}
    </ul>
  );
}
