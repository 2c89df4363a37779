import { Field, MessageBar, MessageBarBody, Radio, RadioGroup } from "@fluentui/react-components";
import { Choice } from "../../../components/Choice.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { ExchangeSteps } from "./ExchangeSteps.tsx";
import { warningsOf, withSecurity, type MailDraft } from "./draft.ts";
import { TextField, type FieldsProps } from "./TextField.tsx";
import { words as allWords } from "./words.ts";

const kinds = ["none", "graph", "smtp"] as const;
const ases = ["application", "person"] as const;
const securities = ["starttls", "tls", "none"] as const;
const signIns = ["password", "oauth", "none"] as const;

export interface TransportFieldsProps extends FieldsProps {
  readonly hasPassword: boolean;
  readonly clientId: string;
}

/** By which way mail goes, and who it comes from. */
export function TransportFields(props: TransportFieldsProps) {
  const { draft, change } = props;
  const words = useWordsOf(allWords);
  const sendsAsMe = draft.kind === "graph" && draft.as === "person";
  return (
    <>
      <Field label={words.transport} hint={words.transportHints[draft.kind]}>
        <RadioGroup
          value={draft.kind}
          onChange={(_event, { value }) => change({ kind: value as MailDraft["kind"] })}
        >
          {kinds.map((kind) => (
            <Radio key={kind} value={kind} label={words.transports[kind]} />
          ))}
        </RadioGroup>
      </Field>
      {draft.kind === "graph" && (
        <Choice
          label={words.as}
          value={draft.as}
          options={ases.map((as) => [as, words.ases[as]])}
          hint={words.asHints[draft.as]}
          onChange={(as) => change({ as })}
        />
      )}
      {draft.kind === "smtp" && <SmtpFields {...props} />}
      {draft.kind !== "none" && !sendsAsMe && (
        <TextField
          {...props}
          name="sender"
          label={words.sender}
          hint={words.senderHints[draft.kind]}
          type="email"
          required
        />
      )}
      {draft.kind === "smtp" && <TextField {...props} name="senderName" label={words.senderName} />}
    </>
  );
}

function SmtpFields(props: TransportFieldsProps) {
  const { draft, change, mistakes, hasPassword, clientId } = props;
  const words = useWordsOf(allWords);
  const { security: mistake } = mistakes;
  return (
    <>
      <TextField {...props} name="host" label={words.host} hint={words.hostHint} required />
      <Choice
        label={words.security}
        value={draft.security}
        options={securities.map((one) => [one, words.securities[one]])}
        onChange={(security) => change(withSecurity(draft, security))}
      />
      {mistake !== undefined && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{words.mistakes[mistake]}</MessageBarBody>
        </MessageBar>
      )}
      <TextField {...props} name="port" label={words.port} isNumber required />
      {warningsOf(draft).map((warning) => (
        <MessageBar key={warning} intent="warning" layout="multiline">
          <MessageBarBody>{words.warnings[warning]}</MessageBarBody>
        </MessageBar>
      ))}
      <Choice
        label={words.signIn}
        value={draft.signIn}
        options={signIns
          .filter((one) => draft.security !== "none" || one === "none")
          .map((one) => [one, words.signIns[one]])}
        hint={draft.signIn === "password" ? undefined : words.signInHints[draft.signIn]}
        onChange={(signIn) => change({ signIn })}
      />
      {draft.signIn !== "none" && <TextField {...props} name="user" label={words.user} required />}
      {draft.signIn === "oauth" && (
        <ExchangeSteps clientId={clientId} user={draft.user} sender={draft.sender} />
      )}
      {draft.signIn === "password" && (
        <TextField
          {...props}
          name="password"
          label={words.password}
          type="password"
          {...(hasPassword ? { hint: words.passwordKept } : { required: true })}
        />
      )}
    </>
  );
}
