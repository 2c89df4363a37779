import {
  Button,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  ProgressBar,
  Textarea,
  tokens,
} from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useService, type ServiceAnswer } from "../../../api/service.ts";
import { Choice } from "../../../components/Choice.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWords, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { Letter } from "./Letter.tsx";
import { portionsOf, textPortions } from "./portions.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  form: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    gap: tokens.spacingVerticalM,
    maxWidth: "640px",
  },
  people: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: "anywhere" },
});

type Checked = ServiceAnswer<"checkInvitations">;
type Language = "en" | "de";
const languages = ["en", "de"] as const;
/** More than this is counted, not listed. */
const listedMax = 20;

export interface InvitationFormProps {
  readonly tenantId: string;
  readonly domains: readonly string[];
  readonly hasErpPeople: boolean;
  readonly onSent: () => void;
}

/** Whom to invite, looked at before anything is sent, and with which words. */
export function InvitationForm({ tenantId, domains, hasErpPeople, onSent }: InvitationFormProps) {
  const styles = { ...useServiceStyles(), ...useStyles() };
  const words = useWordsOf(allWords);
  const { failures } = useWords();
  const locale = useLocale();
  const { number } = locale;
  const ask = useService();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [language, setLanguage] = useState<Language>(locale.language);
  const [own, setOwn] = useState("");
  /** Of those that are being invited. */
  const [done, setDone] = useState(0);
  const check = useMutation({
    mutationFn: async () => {
      const people = new Map<string, Checked["people"][number]>();
      const leftOut: Checked["leftOut"] = [];
      for (const part of textPortions(text)) {
        const found = await ask("checkInvitations", { body: { tenantId, text: part } });
        for (const one of found.people) people.set(one.address, one);
        leftOut.push(...found.leftOut);
      }
      return { people: [...people.values()], leftOut };
    },
  });
  const fromErp = useMutation({
    mutationFn: () => ask("erpPeople", { query: { tenantId } }),
    onSuccess: ({ people }) => {
      if (people.length > 0) change(people.map(lineOf).join("\n"));
    },
  });
  const send = useMutation({
    // Where one portion fails the ones before it are invited, and sent again are left out as that.
    mutationFn: async (people: Checked["people"]) => {
      const all: Checked["leftOut"] = [];
      let invited = 0;
      setDone(0);
      for (const some of portionsOf(people)) {
        const body = { tenantId, people: [...some], language, words: own, again: false };
        const answer = await ask("invite", { body });
        invited += answer.invited;
        all.push(...answer.leftOut);
        setDone((before) => before + some.length);
      }
      return { invited, leftOut: all };
    },
    onSuccess: ({ leftOut }) => {
      setText(leftOut.map((one) => one.text).join("\n"));
      check.reset();
      onSent();
    },
  });
  const change = (next: string): void => {
    setText(next);
    // What was found belongs to what stood there.
    check.reset();
    send.reset();
  };
  const error = check.error ?? fromErp.error ?? send.error;
  const failure = error === null ? null : failureOf(error);
  return (
    <div className={styles.form}>
      <Field label={words.addresses} hint={words.addressesHint(domains.join(", "))}>
        <Textarea
          value={text}
          rows={5}
          resize="vertical"
          spellCheck={false}
          placeholder={`ada@${domains[0] ?? ""}`}
          onChange={(_event, { value }) => change(value)}
        />
      </Field>
      <input
        ref={file}
        type="file"
        accept=".csv,.txt"
        aria-label={words.file}
        hidden
        onChange={({ target }) => {
          void target.files?.[0]?.text().then(change);
          target.value = "";
        }}
      />
      <span className={styles.buttons}>
        <Button size="small" onClick={() => file.current?.click()}>
          {words.file}
        </Button>
        {hasErpPeople && (
          <Button
            size="small"
            disabledFocusable={fromErp.isPending}
            onClick={() => fromErp.mutate()}
          >
            {words.fromErp}
          </Button>
        )}
      </span>
      {fromErp.data?.people.length === 0 && <p className={styles.text}>{words.erpNone}</p>}
      <Choice
        label={words.language}
        value={language}
        options={languages.map((one) => [one, words.languages[one]] as const)}
        onChange={setLanguage}
      />
      <Field label={words.own} hint={words.ownHint}>
        <Textarea
          value={own}
          rows={3}
          resize="vertical"
          maxLength={1000}
          onChange={(_event, { value }) => setOwn(value)}
        />
      </Field>
      <Letter tenantId={tenantId} language={language} own={own} />
      {failure !== null && (
        <div role="alert">
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{`${failures[failure.code].title}. ${failure.message}`}</MessageBarBody>
          </MessageBar>
        </div>
      )}
      <div role="status">
        {send.data !== undefined && (
          <MessageBar intent="success">
            <MessageBarBody>{words.sent(send.data.invited)}</MessageBarBody>
          </MessageBar>
        )}
        {check.data !== undefined && <Found found={check.data} />}
        {send.isPending && check.data !== undefined && (
          <Field
            validationState="none"
            validationMessage={words.sending(number(done), number(check.data.people.length))}
          >
            <ProgressBar value={done} max={check.data.people.length} />
          </Field>
        )}
      </div>
      <span className={styles.buttons}>
        {check.data === undefined || check.data.people.length === 0 ? (
          <Button
            appearance="primary"
            disabledFocusable={text.trim() === "" || check.isPending}
            onClick={() => check.mutate()}
          >
            {words.check}
          </Button>
        ) : (
          <Button
            appearance="primary"
            disabledFocusable={send.isPending}
            onClick={() => send.mutate(check.data.people)}
          >
            {words.send(check.data.people.length)}
          </Button>
        )}
      </span>
    </div>
  );
}

function lineOf({ address, name }: Checked["people"][number]): string {
  return name === "" ? address : `"${name.replaceAll('"', "")}" <${address}>`;
}

/** Whom it names, and whom it leaves out for which reason. */
function Found({ found: { people, leftOut } }: { readonly found: Checked }) {
  const styles = { ...useServiceStyles(), ...useStyles() };
  const words = useWordsOf(allWords);
  return (
    <>
      <p>{people.length === 0 ? words.nobody : words.named(people.length)}</p>
      <ul className={styles.people}>
        {people.slice(0, listedMax).map(({ address, name }) => (
          <li key={address}>{name === "" ? address : `${name} (${address})`}</li>
        ))}
        {people.length > listedMax && <li>{words.more(people.length - listedMax)}</li>}
      </ul>
      {leftOut.length > 0 && (
        <>
          <p>{words.leftOut}</p>
          <ul className={styles.people}>
            {leftOut.slice(0, listedMax).map(({ text, why }) => (
              <li key={text}>{`${text}: ${words.why[why]}`}</li>
            ))}
            {leftOut.length > listedMax && <li>{words.more(leftOut.length - listedMax)}</li>}
          </ul>
        </>
      )}
    </>
  );
}
