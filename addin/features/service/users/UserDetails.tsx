import { Button, Link, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ProofOfErasure } from "../../../../server/api/contract/service/erasure.ts";
import type { UserAct, UserPage } from "../../../../server/api/contract/service/users.ts";
import { useService } from "../../../api/service.ts";
import { Facts, type Fact } from "../../../components/Facts.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { HeldRun } from "../../../components/HeldRun.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { scopeName } from "../../../components/scopeName.ts";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWords, useWordsOf } from "../../../locales/locale.ts";
import { toldOfAside } from "../../../set-aside.ts";
import { ChoicesCard } from "./ChoicesCard.tsx";
import { DataCard } from "./DataCard.tsx";
import { ProofCard } from "./ProofCard.tsx";
import { ActDialog } from "./ActDialog.tsx";
import { IdentityCard } from "./IdentityCard.tsx";
import { UserLinksCard } from "./UserLinksCard.tsx";
import { UserLogCard } from "./UserLogCard.tsx";
import { UserRows } from "./UserRows.tsx";
import type { Whom } from "./whom.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  title: { ...typographyStyles.subtitle2, margin: 0, overflowWrap: "anywhere" },
  back: { alignSelf: "start" },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  text: { ...typographyStyles.body1, margin: 0 },
});

export interface UserDetailsProps {
  readonly whom: Whom;
  readonly mayChange: boolean;
  readonly onBack: () => void;
}

/** All about one mailbox but what its items hold, and what may be done to it. */
export function UserDetails({ whom, mayChange, onBack }: UserDetailsProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const client = useQueryClient();
  const [act, setAct] = useState<UserAct | null>(null);
  const [proof, setProof] = useState<ProofOfErasure | null>(null);
  const parameters = { tenantId: whom.tenantId, mailboxId: whom.mailboxId };
  const queryKey = ["service", "user", whom.tenantId, whom.mailboxId];
  const asked = useQuery({ queryKey, queryFn: () => ask("user", { parameters }) });
  const doing = useMutation({
    mutationFn: (body: { readonly act: UserAct; readonly held?: Shown }) =>
      ask("actOnUser", { parameters, body }),
    onSettled: () => setAct(null),
    onSuccess: (page) => {
      client.setQueryData(queryKey, page);
      void client.invalidateQueries({ queryKey: ["service"] });
    },
  });
  const failure = asked.error ?? doing.error;
  const page = asked.data;
  if (proof !== null) return <ProofCard proof={proof} onBack={onBack} />;
  return (
    <>
      <Link as="button" className={styles.back} onClick={onBack}>
        {words.back}
      </Link>
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => void asked.refetch()} />
      )}
      {page === undefined ? (
        asked.error === null && <Loading lines={8} />
      ) : (
        <>
          <h2 className={styles.title}>{page.user.name === "" ? words.unknown : page.user.name}</h2>
          <UserRows rows={[page.user]} onOpen={() => void asked.refetch()} />
          {page.brake !== null && (
            <CardSection title={words.held.title}>
              <HeldRun held={page.brake} />
              {mayChange && (
                <div className={styles.acts}>
                  <Button appearance="primary" onClick={() => setAct("release-brake")}>
                    {words.act["release-brake"]}
                  </Button>
                </div>
              )}
            </CardSection>
          )}
          {mayChange && page.createdAt !== null && (
            <CardSection title={words.acts}>
              <div className={styles.acts}>
                {actsFor(page).map((one) => (
                  <Button key={one} disabledFocusable={doing.isPending} onClick={() => setAct(one)}>
                    {words.act[one]}
                  </Button>
                ))}
              </div>
            </CardSection>
          )}
          {isOwn(page) && <IdentityCard whom={parameters} mayChange={mayChange} />}
          <Profile page={page} />
          {page.choices !== null && <ChoicesCard choices={page.choices} language={page.language} />}
          <Subscriptions page={page} mayChange={mayChange} onAct={setAct} />
          <SetAside page={page} />
          <UserLinksCard whom={whom} />
          <UserLogCard whom={whom} />
          {mayChange && <DataCard whom={parameters} onErased={setProof} />}
        </>
      )}
      {act !== null && (
        <ActDialog
          act={act}
          busy={doing.isPending}
          onDo={() => doing.mutate({ act, ...(act === "release-brake" ? shownOf(page) : {}) })}
          onClose={() => setAct(null)}
        />
      )}
    </>
  );
}

/** Somebody's own mailbox; a further one is in the ERP whoever synchronizes it. */
function isOwn({ user }: UserPage): boolean {
  return user.userId === user.mailboxId;
}

type Shown = Pick<NonNullable<UserPage["brake"]>, "side" | "deletions">;

/** What is agreed to is what stands on the page, whatever has been held since. */
function shownOf(page: UserPage | undefined): { readonly held?: Shown } {
  if (page?.brake == null) return {};
  const { side, deletions } = page.brake;
  return { held: { side, deletions } };
}

/** In the ERP a further mailbox is whoever synchronizes it. */
function erpUserOf({ heldBy, erpUserId }: UserPage): string | null {
  return heldBy === null || erpUserId === null ? erpUserId : `${heldBy} (${erpUserId})`;
}

/** What makes sense as it stands. */
function actsFor({ user, paused, scopes, heldBy }: UserPage): readonly UserAct[] {
  const isOn = user.jobs.some(({ enabled }) => enabled);
  const release: readonly UserAct[] = heldBy === null ? [] : ["release"];
  if (isOn) return ["sync", "resync", "pause", "disconnect", ...release];
  return [
    ...(paused ? (["continue"] as const) : []),
    ...(scopes.length > 0 ? (["disconnect"] as const) : []),
    ...release,
  ];
}

function Profile({ page }: { readonly page: UserPage }) {
  const words = useWordsOf(allWords);
  const { time } = useLocale();
  const { user } = page;
  const facts: readonly (readonly [keyof typeof words.facts, string | null])[] = [
    ["reason", page.reason],
    ["mailbox", user.address === "" ? user.mailboxId : `${user.address} (${user.mailboxId})`],
    ["user", page.heldBy],
    ["tenant", user.tenant],
    ["connection", page.connection],
    ["erpUser", isOwn(page) ? null : erpUserOf(page)],
    ["company", page.company],
    ["location", page.location],
    ["timeZone", page.timeZone],
    ["since", page.createdAt === null ? null : time(page.createdAt)],
    ["scopes", page.scopes.length === 0 ? words.noScopes : page.scopes.map(scopeName).join(", ")],
  ];
  return (
    <CardSection title={words.profile}>
      <Facts
        facts={[
          ...facts.flatMap(([name, value]): Fact[] =>
            value === null ? [] : [{ name: words.facts[name], value }],
          ),
        ]}
      />
    </CardSection>
  );
}

interface SubscriptionsProps {
  readonly page: UserPage;
  readonly mayChange: boolean;
  readonly onAct: (act: UserAct) => void;
}

function Subscriptions({ page, mayChange, onAct }: SubscriptionsProps) {
  const styles = useStyles();
  const { subscription: words, subscriptions: title } = useWordsOf(allWords);
  const { time, words: all } = useLocale();
  const isOn = page.user.jobs.some(({ enabled }) => enabled);
  return (
    <CardSection title={title}>
      {page.subscriptions.length === 0 && <p className={styles.text}>{words.none}</p>}
      {page.subscriptions.map((one) => (
        <Facts
          key={one.resource}
          facts={[
            { name: words.resource, value: words.resources[one.resource] ?? one.resource },
            { name: words.id, value: one.ids.join(", ") },
            { name: words.secret, value: one.clientState },
            { name: words.expires, value: time(one.expiresAt) },
            {
              name: words.healthy,
              value: one.problem ?? all.home.push[one.healthy ? "healthy" : "unhealthy"],
            },
          ]}
        />
      ))}
      <Facts
        facts={page.cursors.map(({ resource, savedAt }) => ({
          name: words.readUpTo[resource] ?? resource,
          value: time(savedAt),
        }))}
      />
      {mayChange && isOn && (
        <div className={styles.acts}>
          <Button onClick={() => onAct("renew-subscription")}>{words.renew}</Button>
          {page.subscriptions.length > 0 && (
            <Button onClick={() => onAct("delete-subscription")}>{words.remove}</Button>
          )}
        </div>
      )}
    </CardSection>
  );
}

function SetAside({ page }: { readonly page: UserPage }) {
  const words = useWordsOf(allWords);
  const { home, setAside: aside } = useWords();
  const all = home.setAside;
  if (page.setAside.length === 0) return null;
  return (
    <CardSection title={words.setAside}>
      <Facts
        facts={page.setAside.map(({ key, subject, code, side, reason: text }) => {
          const { reason, remedy } = toldOfAside(aside, { code, side, text });
          return {
            name: subject === "" ? `${all.unnamed} (${key.slice(0, 12)})` : subject,
            value: remedy === "" ? reason : words.toldAs(reason, remedy),
          };
        })}
      />
    </CardSection>
  );
}
