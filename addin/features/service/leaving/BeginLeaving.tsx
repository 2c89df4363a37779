import { Button } from "@fluentui/react-components";
import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import type { LeavingCompany } from "../../../../server/api/contract/service/leaving.ts";
import { useService, type ServiceAnswer } from "../../../api/service.ts";
import { Facts } from "../../../components/Facts.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { More } from "../Filters.tsx";
import { useServiceStyles } from "../styles.ts";
import { TypedName } from "../TypedName.tsx";
import { ClearingFields, keepsAll } from "./ClearingFields.tsx";
import { Stakes } from "./Stakes.tsx";
import { words as allWords } from "./words.ts";

const pageLength = 50;

export interface BeginLeavingProps {
  readonly company: LeavingCompany;
  readonly mayChange: boolean;
  readonly onBegun: (view: ServiceAnswer<"leaving">) => void;
}

/** What goes and what stays, before anything goes; then the company's name has to be typed. */
export function BeginLeaving({ company, mayChange, onBegun }: BeginLeavingProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const parameters = { tenantId: company.tenantId };
  const asked = useInfiniteQuery({
    queryKey: ["service", "leaving", company.tenantId],
    initialPageParam: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      ask("leavingPreview", {
        parameters,
        query: { limit: String(pageLength), offset: String(pageParam) },
      }),
    getNextPageParam: ({ total }, pages) =>
      pages.length * pageLength < total ? pages.length * pageLength : undefined,
  });
  const pages = asked.data?.pages ?? [];
  const [first] = pages;
  return (
    <>
      {asked.error !== null && (
        <FailureNotice failure={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
      )}
      {first === undefined ? (
        asked.error === null && <Loading lines={6} />
      ) : (
        <>
          <CardSection title={words.preview(company.name)}>
            <Whole preview={first} />
            <Stakes stakes={pages.flatMap(({ stakes }) => stakes)} />
            <More asked={asked} text={words.more} />
          </CardSection>
          {mayChange ? (
            <CardSection title={words.begin}>
              <BeginForm company={company} onBegun={onBegun} />
            </CardSection>
          ) : (
            <p className={styles.text}>{words.looksOnly}</p>
          )}
        </>
      )}
    </>
  );
}

/** What holds for the company as a whole. */
function Whole({ preview }: { readonly preview: ServiceAnswer<"leavingPreview"> }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const { total, company, documents, roles, connections } = preview;
  return (
    <>
      <span className={styles.name}>{words.goes}</span>
      <Facts
        facts={[
          { name: words.mailboxes, value: number(total) },
          { name: words.links, value: number(company.linked) },
          { name: words.documents, value: number(documents) },
          {
            name: words.connections,
            value:
              connections.length === 0
                ? words.noConnections
                : connections
                    .map(({ name, fixed }) => (fixed ? words.fixedConnection(name) : name))
                    .join(", "),
          },
        ]}
      />
      <span className={styles.name}>{words.stays}</span>
      <Facts
        facts={[
          { name: words.trail, value: words.trailText },
          { name: words.roles, value: words.rolesText(number(roles)) },
          { name: words.stamps, value: words.stampsText },
          { name: words.backups, value: words.backupsText },
        ]}
      />
    </>
  );
}

function BeginForm({ company, onBegun }: Pick<BeginLeavingProps, "company" | "onBegun">) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const [choices, setChoices] = useState(keepsAll);
  const [confirm, setConfirm] = useState("");
  const begin = useMutation({
    mutationFn: () =>
      ask("beginLeaving", {
        parameters: { tenantId: company.tenantId },
        body: { ...choices, confirm },
      }),
    onSuccess: onBegun,
  });
  const isTyped = confirm.trim().toLowerCase() === company.name.toLowerCase();
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isTyped) begin.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.text}>{words.beginText}</p>
      {begin.error !== null && (
        <FailureNotice failure={failureOf(begin.error)} onRetry={() => begin.reset()} />
      )}
      <ClearingFields choices={choices} onChange={setChoices} />
      <TypedName label={words.type(company.name)} value={confirm} onChange={setConfirm} />
      <span className={styles.buttons}>
        <Button appearance="primary" type="submit" disabled={!isTyped || begin.isPending}>
          {words.beginNow}
        </Button>
      </span>
    </form>
  );
}
