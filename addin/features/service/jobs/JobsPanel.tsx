import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { JobPlaces } from "../../../../server/api/contract/service/jobs.ts";
import { useService } from "../../../api/service.ts";
import { Choice } from "../../../components/Choice.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { Unanswered } from "../../../components/Unanswered.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import type { PanelProps } from "../panel.ts";
import { LevelForm } from "./LevelForm.tsx";
import { useLevel, type PlaceIds } from "./useLevel.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    maxWidth: "720px",
  },
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
});

type Company = JobPlaces["companies"][number];

/** Of a choice, where the first one stands for everybody here. */
const keyOf = ({ connectionId, companyId }: Pick<Company, "connectionId" | "companyId">): string =>
  JSON.stringify([connectionId, companyId]);

/** What is decided about the sync jobs, for everybody here and for each company. */
export function JobsPanel({ me }: PanelProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const ask = useService();
  const found = useQuery({
    queryKey: ["service", "job-places"],
    queryFn: () => ask("jobPlaces"),
  });
  const [chosenJob, setJob] = useState<string | null>(null);
  const [chosenPlace, setPlace] = useState<string | null>(null);
  if (found.data === undefined) {
    return <Unanswered asked={found} lines={6} />;
  }
  const { jobs, companies, system, asked } = found.data;
  const job = chosenJob ?? jobs[0] ?? "";
  const [first] = companies;
  const place = chosenPlace ?? (system || first === undefined ? "" : keyOf(first));
  const company = companies.find((one) => keyOf(one) === place);
  const ids: PlaceIds =
    company === undefined
      ? { job }
      : { job, connectionId: company.connectionId, companyId: company.companyId };
  return (
    <div className={styles.root}>
      {jobs.length > 1 && (
        <Choice
          label={words.job}
          value={job}
          options={jobs.map((one) => [one, words.jobs[one] ?? one])}
          onChange={setJob}
        />
      )}
      {(system || companies.length > 0) && (
        <Choice
          label={words.level}
          value={place}
          options={[
            ...(system ? [["", words.system] as const] : []),
            ...companies.map(
              (one) =>
                [
                  keyOf(one),
                  `${one.name} · ${one.connection} (${words.people(one.people)})`,
                ] as const,
            ),
          ]}
          onChange={setPlace}
        />
      )}
      {companies.length === 0 && <p className={styles.text}>{words.noCompanies}</p>}
      {(company !== undefined || system) && (
        <>
          <p className={styles.text}>{company === undefined ? words.how : words.howCompany}</p>
          <Level key={JSON.stringify(ids)} place={ids} canChange={me.administers !== "none"} />
        </>
      )}
      <CardSection title={words.asked.title}>
        <p className={styles.text}>{words.asked.announced}</p>
        <p className={styles.text}>
          {words.asked.otherwise(number(asked.intervalMinutes), number(asked.safetyNetHours))}{" "}
          {words.asked.series(number(asked.seriesHours))}
        </p>
        <p className={styles.text}>{words.asked.always}</p>
      </CardSection>
    </div>
  );
}

function Level({ place, canChange }: { readonly place: PlaceIds; readonly canChange: boolean }) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const level = useLevel(place);
  if (level.error !== null) {
    return <FailureNotice failure={failureOf(level.error)} onRetry={() => void level.refetch()} />;
  }
  // What an earlier visit left in the cache may have been changed by somebody else since.
  const fresh = level.isFetchedAfterMount ? level.data : undefined;
  if (fresh === undefined) return <Loading lines={8} />;
  const mayChange = canChange && fresh.mayChange;
  return (
    <>
      {!mayChange && <p className={styles.text}>{words.looksOnly}</p>}
      <LevelForm place={place} opened={fresh} mayChange={mayChange} />
    </>
  );
}
