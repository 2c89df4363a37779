import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Switch,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import type { MailSetup } from "../../../../server/api/contract/service/mail.ts";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { RemediesProvider, useRemedies } from "../../../components/remedies.ts";
import { useMistakeFocused } from "../../../components/useMistakeFocused.ts";
import { failureOf, type Failure } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { useServices } from "../../../services.ts";
import { AlertFields, TextFields } from "./AlertFields.tsx";
import { draftOf, mistakesOf, settingsOf, type MailDraft } from "./draft.ts";
import { Problem } from "./Problem.tsx";
import { TransportFields } from "./TransportFields.tsx";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  form: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    maxWidth: "640px",
  },
  // A fieldset has a border and a width of its own.
  fields: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    minWidth: 0,
    margin: 0,
    padding: 0,
    border: 0,
  },
  text: { ...typographyStyles.body1, margin: 0, overflowWrap: "anywhere" },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
  hint: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
});

export interface MailFormProps {
  readonly setup: MailSetup;
  /** Under which it was fetched. */
  readonly queryKey: readonly unknown[];
  /** Of a company, of all of a tenant, or of everybody here, as the API names it. */
  readonly level: { readonly tenantId?: string; readonly companyId: string | null };
  readonly mayChange: boolean;
}

/** All that one level decides about mail, tried out before it is saved. */
export function MailForm({ setup, queryKey, level, mayChange }: MailFormProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(setup));
  /** What the draft began with: whatever is fetched later is somebody else's change. */
  const [revision, setRevision] = useState(setup.revision);
  const [shown, setShown] = useState(0);
  const request = () => ({
    ...level,
    settings: settingsOf(draft),
    ...(draft.password === "" ? {} : { password: draft.password }),
  });
  const save = useMutation({
    mutationFn: () => ask("saveMail", { body: { ...request(), revision } }),
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved);
      setDraft(draftOf(saved));
      setRevision(saved.revision);
      void client.invalidateQueries({ queryKey: ["service", "outbox"] });
      // Every other level shows whether this one decides, and what holds above it.
      void client.invalidateQueries({ queryKey: ["service", "mail"], refetchType: "none" });
    },
  });
  const test = useMutation({ mutationFn: () => ask("testMail", { body: request() }) });
  const { tokens } = useServices();
  const remedies = useRemedies();
  /** Asks for the permission that was missing, then does what was wanted: the draft stays. */
  const allow = useMutation({
    mutationFn: ({ claims, scopes }: Failure) =>
      tokens.signIn({ claims: claims ?? undefined, consent: scopes.length > 0, scopes }),
    onSuccess: () => (save.error === null ? test.mutate() : save.mutate()),
  });
  const mistakes = mistakesOf(draft, setup.hasPassword);
  const isWhole = Object.keys(mistakes).length === 0;
  const change = (part: Partial<MailDraft>): void => {
    save.reset();
    test.reset();
    allow.reset();
    setDraft({ ...draft, ...part });
  };
  const whenWhole = (act: () => void): void => {
    // Each time anew, so that each time the first of them is led to.
    setShown(isWhole ? 0 : shown + 1);
    if (isWhole) act();
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    whenWhole(() => save.mutate());
  };
  const fields = { draft, change, mistakes: shown > 0 ? mistakes : {} };
  const busy = save.isPending || test.isPending || allow.isPending;
  const failure = allow.error ?? save.error ?? test.error;
  const form = useMistakeFocused<HTMLFormElement>(failure ?? (shown > 0 ? shown : null));
  return (
    <form ref={form} className={styles.form} noValidate onSubmit={submit}>
      <fieldset className={styles.fields} disabled={!mayChange}>
        <CardSection title={words.way}>
          <Switch
            label={words.usesAbove}
            checked={draft.usesAbove}
            onChange={(_event, { checked }) => change({ usesAbove: checked })}
          />
          {draft.usesAbove ? (
            <Above setup={setup} />
          ) : (
            <TransportFields
              {...fields}
              hasPassword={setup.hasPassword}
              clientId={setup.clientId}
            />
          )}
        </CardSection>
        {!draft.usesAbove && (
          <>
            <CardSection title={words.alerts}>
              <AlertFields {...fields} />
            </CardSection>
            <CardSection title={words.text}>
              <TextFields {...fields} />
            </CardSection>
          </>
        )}
      </fieldset>
      {/* Above the buttons, which are often at the lower edge of what is seen. */}
      {failure !== null && (
        <RemediesProvider value={{ ...remedies, signIn: ({ failure: why }) => allow.mutate(why) }}>
          <FailureNotice failure={failureOf(failure)} onRetry={() => save.reset()} />
        </RemediesProvider>
      )}
      <div role="status">
        {save.isSuccess && (
          <MessageBar intent="success">
            <MessageBarBody>{words.saved}</MessageBarBody>
          </MessageBar>
        )}
        {test.data !== undefined &&
          (test.data.problem === null ? (
            <MessageBar intent="success" layout="multiline">
              <MessageBarBody>{words.tested(test.data.to)}</MessageBarBody>
            </MessageBar>
          ) : (
            <Problem problem={test.data.problem} />
          ))}
      </div>
      {mayChange && (
        <>
          <div className={styles.buttons}>
            <Button appearance="primary" type="submit" disabledFocusable={busy}>
              {words.save}
            </Button>
            <Button disabledFocusable={busy} onClick={() => whenWhole(() => test.mutate())}>
              {words.test}
            </Button>
          </div>
          <p className={styles.hint}>{words.testHint(setup.testTo)}</p>
        </>
      )}
    </form>
  );
}

/** What holds where nothing is decided here. */
function Above({ setup: { above, aboveIs } }: { readonly setup: MailSetup }) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { transport, sender } = above;
  const server = transport.kind === "smtp" ? `${transport.host}:${transport.port}` : null;
  const what = [words.transports[transport.kind], server, sender];
  return (
    <>
      <p className={styles.text}>{words.aboveIs[aboveIs]}</p>
      {aboveIs !== "nothing" && (
        <p className={styles.text}>
          {what.filter((part) => part !== null && part !== "").join(", ")}
        </p>
      )}
    </>
  );
}
