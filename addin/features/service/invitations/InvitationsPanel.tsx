import { Link, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useService } from "../../../api/service.ts";
import { Choice } from "../../../components/Choice.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { Unanswered } from "../../../components/Unanswered.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { Counts, More, SearchField } from "../Filters.tsx";
import type { PanelProps } from "../panel.ts";
import { useServiceStyles } from "../styles.ts";
import { InvitationForm } from "./InvitationForm.tsx";
import { InvitedList, stateColours } from "./InvitedList.tsx";
import { words as allWords } from "./words.ts";

const pageSize = 50;
type State = keyof typeof stateColours;

/** Whom an administrator invites by mail, and who of them has come. */
export function InvitationsPanel({ me }: PanelProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const [tenantId, setTenantId] = useState<string | null>(null);
  const [state, setState] = useState("");
  const [text, setText] = useState("");
  const searched = useDeferredValue(text);
  const ofTenant = tenantId === null ? {} : { tenantId };
  const found = useInfiniteQuery({
    queryKey: ["service", "invitations", tenantId, state, searched],
    queryFn: ({ pageParam }) =>
      ask("invitations", {
        query: {
          ...{ ...ofTenant, text: searched, offset: String(pageParam), limit: String(pageSize) },
          ...(state === "" ? {} : { state }),
        },
      }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) =>
      pages.length * pageSize < total ? pages.length * pageSize : undefined,
    placeholderData: (before) => before,
  });
  const [first] = found.data?.pages ?? [];
  if (first === undefined) {
    return <Unanswered asked={found} lines={6} />;
  }
  const mayInvite = me.administers !== "none";
  const all = found.data?.pages.flatMap(({ invitations }) => invitations) ?? [];
  const isFiltered = state !== "" || text !== "";
  return (
    <>
      <p className={styles.text}>{words.intro}</p>
      {first.tenants.length > 1 && (
        <Choice
          label={words.company}
          value={first.tenantId}
          options={first.tenants.map(({ id, name }) => [id, name] as const)}
          onChange={setTenantId}
        />
      )}
      {!first.canSend && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {words.noMail} <Link href={`#service/mail/${first.tenantId}`}>{words.toMail}</Link>
          </MessageBarBody>
        </MessageBar>
      )}
      {mayInvite && (
        <CardSection title={words.whom}>
          {first.domains.length === 0 ? (
            <p className={styles.text}>
              {words.noDomains} <Link href="#service/microsoft">{words.toCompanies}</Link>
            </p>
          ) : (
            <InvitationForm
              key={first.tenantId}
              tenantId={first.tenantId}
              domains={first.domains}
              hasErpPeople={first.hasErpPeople}
              onSent={() => void found.refetch()}
            />
          )}
        </CardSection>
      )}
      <CardSection title={words.invited}>
        <Counts
          label={words.filter}
          counts={(Object.keys(stateColours) as State[]).map((value) => ({
            ...{ value, text: words.states[value], count: first.counts[value] },
            color: stateColours[value],
          }))}
          chosen={state}
          onChoose={setState}
        />
        <SearchField label={words.search} value={text} onChange={setText} />
        {all.length === 0 ? (
          <p className={styles.text}>{isFiltered ? words.noneOfKind : words.none}</p>
        ) : (
          <InvitedList
            invitations={all}
            tenantId={first.tenantId}
            mayInvite={mayInvite}
            onSent={() => void found.refetch()}
          />
        )}
        <More asked={found} text={words.next} />
      </CardSection>
    </>
  );
}
