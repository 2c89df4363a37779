import { Badge, Button } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { LeavingCompany } from "../../../../server/api/contract/service/leaving.ts";
import { useService, type ServiceAnswer } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import type { PanelProps } from "../panel.ts";
import { useServiceStyles } from "../styles.ts";
import { Afterwards } from "./Afterwards.tsx";
import { BeginLeaving } from "./BeginLeaving.tsx";
import { Progress } from "./Progress.tsx";
import { Uninstall } from "./Uninstall.tsx";
import { words as allWords } from "./words.ts";

const queryKey = ["service", "leaving"];
/** While mailboxes go one by one. */
const lookAgainMs = 2_000;

/** Companies that leave the product: what would go and what stays, how far it is, and the proof. */
export function LeavingPanel({ me }: PanelProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const client = useQueryClient();
  const [open, setOpen] = useState<string | null>(null);
  const found = useQuery({
    queryKey,
    queryFn: () => ask("leaving"),
    refetchInterval: ({ state }) =>
      state.data?.companies.some(({ progress }) => progress?.state === "running") === true
        ? lookAgainMs
        : false,
  });
  const mayChange = me.administers !== "none";
  const shown = (view: ServiceAnswer<"leaving">): void => {
    client.setQueryData(queryKey, view);
  };
  const companies = found.data?.companies ?? [];
  const chosen =
    companies.length === 1 ? companies[0] : companies.find(({ tenantId }) => tenantId === open);
  return (
    <>
      {found.error !== null && (
        <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />
      )}
      {found.data === undefined ? (
        found.error === null && <Loading lines={6} />
      ) : (
        <>
          <p className={styles.text}>{words.text}</p>
          {companies.length > 1 && (
            <CardSection title={words.companies}>
              <ul className={styles.list}>
                {companies.map((one) => (
                  <li key={one.tenantId} className={styles.one}>
                    <Company company={one} />
                    <Button
                      aria-label={words.open(one.name)}
                      disabledFocusable={one.tenantId === open}
                      onClick={() => setOpen(one.tenantId)}
                    >
                      {words.openShort}
                    </Button>
                  </li>
                ))}
              </ul>
            </CardSection>
          )}
          {chosen !== undefined &&
            (chosen.progress === null ? (
              <BeginLeaving
                key={chosen.tenantId}
                company={chosen}
                mayChange={mayChange}
                onBegun={shown}
              />
            ) : (
              <Progress
                key={chosen.tenantId}
                company={chosen}
                progress={chosen.progress}
                mayChange={mayChange}
                onChanged={shown}
              />
            ))}
          {me.audits === "installation" && (
            <Uninstall mayChange={me.administers === "installation"} />
          )}
          <Afterwards everything={me.audits === "installation"} />
        </>
      )}
    </>
  );
}

function Company({ company }: { readonly company: LeavingCompany }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const { name, progress, mailboxes, linked } = company;
  const state = progress?.state ?? "in";
  const color = state === "in" ? "success" : state === "done" ? "informative" : "warning";
  return (
    <span className={styles.what}>
      <span className={styles.title}>
        {name}
        <Badge appearance="tint" color={color}>
          {words.states[state]}
        </Badge>
      </span>
      <span className={styles.small}>{words.counts(number(mailboxes), number(linked))}</span>
    </span>
  );
}
