import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  tokens,
} from "@fluentui/react-components";
import { CalendarSyncRegular } from "@fluentui/react-icons";
import { Empty } from "../../components/Empty.tsx";
import { useRemedies } from "../../components/remedies.ts";
import { remedies, type Failure } from "../../failures.ts";
import { useWords } from "../../locales/locale.ts";

const useStyles = makeStyles({
  text: { display: "block" },
  notice: { padding: `0 ${tokens.spacingHorizontalL}` },
});

export interface SignInScreenProps {
  /** Why we ask; plain `signed-out` is the normal first time and needs no explanation. */
  readonly reason: Failure;
  readonly signingIn: boolean;
  /** Whether the person has just signed out. */
  readonly left: boolean;
}

/** Asks a person to sign in, or to agree. */
export function SignInScreen({ reason, signingIn, left }: SignInScreenProps) {
  const styles = useStyles();
  const words = useWords();
  const { signIn } = useRemedies();
  const consent = remedies[reason.code] === "consent";
  const { title, text } = words.failures[reason.code];
  const { signIn: door } = words;
  const invitation = signingIn ? door.waiting : left ? door.signedOut : door.text;
  return (
    <>
      <Empty icon={<CalendarSyncRegular />} title={words.signIn.title} text={invitation}>
        <Button
          appearance="primary"
          size="large"
          disabledFocusable={signingIn}
          {...(signingIn ? { icon: <Spinner size="tiny" /> } : {})}
          onClick={() => signIn({ failure: reason, consent })}
        >
          {consent ? words.signIn.allow : words.signIn.button}
        </Button>
      </Empty>
      {reason.code !== "signed-out" && (
        <div className={styles.notice} role="alert">
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{title}</MessageBarTitle>
              <span className={styles.text}>{text}</span>
            </MessageBarBody>
          </MessageBar>
        </div>
      )}
    </>
  );
}
