import { Badge, Button, Link } from "@fluentui/react-components";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { StartView } from "../../../../server/api/contract/service/start.ts";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Facts } from "../../../components/Facts.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { saveFile } from "../../../components/saveFile.ts";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

type Step = StartView["steps"][number];

/** Which panel each step is done in. */
const panelOfStep: Readonly<Partial<Record<Step["step"], string>>> = {
  company: "microsoft",
  erp: "erps",
  rules: "jobs",
  mail: "mail",
  people: "users",
};

const colours = { done: "success", open: "warning", optional: "informative" } as const;

/** The way from an empty installation to the first person who synchronizes. */
export function StartPanel() {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const found = useQuery({ queryKey: ["service", "start"], queryFn: () => ask("start") });
  const files = useMutation({
    mutationFn: (name: string) => ask("startFiles").then((all) => ({ ...all, name })),
    onSuccess: ({ files: all, name }) => {
      const file = all.find((one) => one.name === name);
      if (file !== undefined) saveFile(file.name, file.text);
    },
  });
  const failure = found.error ?? files.error;
  return (
    <>
      <p className={styles.text}>{words.intro}</p>
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => void found.refetch()} />
      )}
      {found.data === undefined ? (
        found.error === null && <Loading lines={8} />
      ) : (
        <>
          <ol className={styles.list}>
            {found.data.steps.map((step) => (
              <li key={step.step} className={styles.one}>
                <StepView step={step} />
              </li>
            ))}
          </ol>
          <CardSection title={words.files}>
            <p className={styles.text}>{words.filesHint}</p>
            <span className={styles.buttons}>
              {["manifest.xml", "registration.json", "register.sh"].map((name) => (
                <Button key={name} disabled={files.isPending} onClick={() => files.mutate(name)}>
                  {words.download(name)}
                </Button>
              ))}
            </span>
            <Facts
              facts={[
                { name: words.clientId, value: found.data.application.clientId },
                {
                  name: words.credential,
                  value: words.credentials[found.data.application.credential],
                },
                { name: words.redirects, value: found.data.application.redirectUris.join(" ") },
                { name: words.portal, value: found.data.portal },
              ]}
            />
          </CardSection>
        </>
      )}
    </>
  );
}

function StepView({ step: { step, state, count } }: { readonly step: Step }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const panel = panelOfStep[step];
  const counted = (words.count as Readonly<Partial<Record<string, (count: string) => string>>>)[
    step
  ];
  const go = (words.go as Readonly<Partial<Record<string, string>>>)[step];
  return (
    <>
      <span className={styles.who}>
        <span className={styles.name}>{words.steps[step].title}</span>
        <span>{words.steps[step].text}</span>
        {counted !== undefined && count !== null && (
          <span className={styles.small}>{counted(number(count))}</span>
        )}
        {panel !== undefined && <Link href={`#service/${panel}`}>{go}</Link>}
      </span>
      <Badge appearance="tint" color={colours[state]}>
        {words.states[state]}
      </Badge>
    </>
  );
}
