import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
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
import { BeginForm } from "./BeginForm.tsx";
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
              <BeginForm
                name={company.name}
                text={words.beginText}
                button={words.beginNow}
                begin={async (body) => onBegun(await ask("beginLeaving", { parameters, body }))}
              />
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
