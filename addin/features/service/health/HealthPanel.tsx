import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useService } from "../../../api/service.ts";
import { Choice } from "../../../components/Choice.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { DoctorCard } from "./DoctorCard.tsx";
import { Findings } from "./Findings.tsx";
import { words as allWords } from "./words.ts";

/** Charts come with a library of their own: what is wrong is read before it has arrived. */
const Charts = lazy(async () => ({ default: (await import("./Charts.tsx")).Charts }));

const spans = ["hour", "day", "week"] as const;
/** What is looked at changes by the minute. */
const againMs = 30_000;

/** How everything is doing, what to do about it, and how it has been. */
export function HealthPanel() {
  const words = useWordsOf(allWords);
  const ask = useService();
  const [span, setSpan] = useState<(typeof spans)[number]>("day");
  const health = useQuery({
    queryKey: ["service", "health"],
    refetchInterval: againMs,
    queryFn: () => ask("health"),
  });
  const figures = useQuery({
    queryKey: ["service", "figures", span],
    refetchInterval: againMs,
    queryFn: () => ask("figures", { query: { span } }),
  });
  return (
    <>
      <CardSection title={words.now}>
        {health.error !== null && (
          <FailureNotice failure={failureOf(health.error)} onRetry={() => void health.refetch()} />
        )}
        {health.data === undefined ? (
          health.error === null && <Loading lines={6} />
        ) : (
          <Findings findings={health.data.findings} />
        )}
      </CardSection>
      <DoctorCard />
      <CardSection title={words.past}>
        <Choice
          label={words.span}
          value={span}
          options={spans.map((one) => [one, words.spans[one]] as const)}
          onChange={setSpan}
        />
        {figures.error !== null && (
          <FailureNotice
            failure={failureOf(figures.error)}
            onRetry={() => void figures.refetch()}
          />
        )}
        {figures.data === undefined ? (
          figures.error === null && <Loading lines={6} />
        ) : (
          <Suspense fallback={<Loading lines={6} />}>
            <Charts figures={figures.data} />
          </Suspense>
        )}
      </CardSection>
    </>
  );
}
