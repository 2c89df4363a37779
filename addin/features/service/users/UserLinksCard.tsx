import {
  Badge,
  Button,
  Link,
  makeStyles,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useWords, useWordsOf } from "../../../locales/locale.ts";
import { SearchField } from "../Filters.tsx";
import { ExplainForUser } from "./ExplainForUser.tsx";
import type { Whom } from "./whom.ts";
import { words as allWords } from "./words.ts";

const pageLength = 20;

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  one: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  subject: { ...typographyStyles.body1, textAlign: "start", overflowWrap: "anywhere" },
  text: { ...typographyStyles.body1, margin: 0 },
});

/** What is linked in the mailbox, and why each is as it is. */
export function UserLinksCard({ whom: { tenantId, mailboxId } }: { readonly whom: Whom }) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const unnamed = useWords().explain.unnamed;
  const ask = useService();
  const [linkId, setLinkId] = useState<string | null>(null);
  const [text, setText] = useState("");
  const sought = useDeferredValue(text.trim());
  const asked = useInfiniteQuery({
    queryKey: ["service", "user", tenantId, mailboxId, "links", sought],
    placeholderData: keepPreviousData,
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      ask("userLinks", {
        parameters: { tenantId, mailboxId },
        query: { text: sought, offset: String(pageParam), limit: String(pageLength) },
      }),
    getNextPageParam: ({ total }, pages) =>
      pages.length * pageLength < total ? pages.length * pageLength : undefined,
  });
  const links = asked.data?.pages.flatMap((page) => page.links);
  return (
    <CardSection title={words.links}>
      {asked.error !== null && (
        <FailureNotice failure={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
      )}
      {links === undefined && asked.error === null && <Loading lines={3} />}
      {(links?.length !== 0 || sought !== "") && (
        <SearchField label={words.searchLinks} value={text} onChange={setText} />
      )}
      {links?.length === 0 && (
        <p className={styles.text}>{sought === "" ? words.noLinks : words.noLinkFound}</p>
      )}
      <ul className={styles.list}>
        {links?.map((link) => (
          <li key={link.linkId} className={styles.one}>
            <Link as="button" className={styles.subject} onClick={() => setLinkId(link.linkId)}>
              {link.subject === "" ? `${unnamed} (${link.linkId.slice(0, 12)})` : link.subject}
            </Link>
            <Badge appearance="tint" color={link.state === "agreed" ? "success" : "informative"}>
              {words.linkStates[link.state]}
            </Badge>
          </li>
        ))}
      </ul>
      {asked.hasNextPage && (
        <Button disabledFocusable={asked.isFetching} onClick={() => void asked.fetchNextPage()}>
          {words.more}
        </Button>
      )}
      {linkId !== null && (
        <ExplainForUser
          whom={{ tenantId, mailboxId }}
          linkId={linkId}
          onClose={() => setLinkId(null)}
        />
      )}
    </CardSection>
  );
}
