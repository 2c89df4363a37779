import { Badge, Button, Link } from "@fluentui/react-components";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { StartView } from "../../../../server/api/contract/service/start.ts";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { saveFile } from "../../../components/saveFile.ts";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { CopyLine } from "../../application/CopyLine.tsx";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

type Step = StartView["steps"][number];

/** Which panel each step is done in. */
const panelOfStep: Readonly<Partial<Record<Step["step"], string>>> = {
  application: "microsoft",
  company: "microsoft",
  erp: "erps",
  companies: "jobs",
  rules: "jobs",
  mail: "mail",
  "dry-run": "dry-run",
  people: "invitations",
};

const colours = { done: "success", open: "warning", optional: "informative" } as const;

/** The way from an empty installation to the first person who synchronizes. */
export function StartPanel() {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const found = useQuery({
    queryKey: ["service", "start"],
    queryFn: () => ask("start"),
    // Whoever comes back from a step wants to see it done.
    staleTime: 0,
  });
  const failure = found.error;
  const steps = found.data?.steps ?? [];
  const next = steps.find(({ state }) => state === "open");
  return (
    <>
      <p className={styles.text}>{words.intro}</p>
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => void found.refetch()} />
      )}
      {found.data === undefined ? (
        failure === null && <Loading lines={8} />
      ) : (
        <>
          {next === undefined && <p>{words.allDone}</p>}
          <ol className={styles.framed}>
            {steps.map((step, index) => (
              <li key={step.step} className={styles.one}>
                <StepView step={step} number={index + 1} isNext={step === next}>
                  {step.step === "people" && <Deployment portal={found.data.portal} />}
                </StepView>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

interface StepViewProps {
  readonly step: Step;
  readonly number: number;
  /** The first that is still to be done. */
  readonly isNext: boolean;
  readonly children: ReactNode;
}

function StepView({
  step: { step, state, count, names },
  number: place,
  isNext,
  children,
}: StepViewProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const panel = panelOfStep[step];
  const counted = (words.count as Readonly<Partial<Record<string, (count: string) => string>>>)[
    step
  ];
  const go = (words.go as Readonly<Partial<Record<string, string>>>)[step] ?? "";
  return (
    <>
      <span className={styles.what}>
        <span className={styles.name}>{`${place}. ${words.steps[step].title}`}</span>
        <span>{words.steps[step].text}</span>
        {names.length > 0 && <span className={styles.small}>{names.join(" · ")}</span>}
        {counted !== undefined && count !== null && (
          <span className={styles.small}>{counted(number(count))}</span>
        )}
        {children}
        {panel !== undefined && !isNext && <Link href={`#service/${panel}`}>{go}</Link>}
        {panel !== undefined && isNext && (
          <span>
            <Button appearance="primary" as="a" href={`#service/${panel}`}>
              {words.next(go)}
            </Button>
          </span>
        )}
      </span>
      <Badge appearance="tint" color={colours[state]}>
        {words.states[state]}
      </Badge>
    </>
  );
}

/** What the add-in is deployed with, and where people without it begin. */
function Deployment({ portal }: { readonly portal: string }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const files = useMutation({
    mutationFn: () => ask("startFiles"),
    onSuccess: ({ files: all }) => all.forEach(({ name, text }) => saveFile(name, text)),
  });
  return (
    <>
      <span className={styles.buttons}>
        <Button size="small" disabledFocusable={files.isPending} onClick={() => files.mutate()}>
          {words.manifest}
        </Button>
      </span>
      {files.error !== null && <span role="alert">{failureOf(files.error).message}</span>}
      <span className={styles.small}>{words.portal}</span>
      <CopyLine text={portal} />
    </>
  );
}
