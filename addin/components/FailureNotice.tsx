import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  typographyStyles,
} from "@fluentui/react-components";
import { remedies, type Failure } from "../failures.ts";
import { useWords } from "../locales/locale.ts";
import { useRemedies } from "./remedies.ts";

const useStyles = makeStyles({
  text: { display: "block" },
  quote: { ...typographyStyles.caption1, display: "block", overflowWrap: "anywhere" },
});

/** Their own words say more than ours: the sentence of the ERP, the name of a field. */
const speakForThemselves = new Set(["rejected", "bad-request"]);

/** Of these only the server knows what exactly stands in the way: its words stand instead of ours. */
const speakInstead = new Set(["conflict", "forbidden", "not-found", "item-unsupported"]);

export interface FailureNoticeProps {
  readonly failure: Failure;
  /** What of the form it is about, as its reader knows it. */
  readonly of?: string;
  /** Asks again for whatever failed. */
  readonly onRetry: () => void;
}

/** A failure in words, with the one thing that can be done about it. */
export function FailureNotice({ failure, of, onRetry }: FailureNoticeProps) {
  const styles = useStyles();
  const words = useWords();
  const { signIn, openSetup } = useRemedies();
  const { title, text } = words.failures[failure.code];
  const actions = {
    retry: { label: words.act.retry, act: onRetry },
    "sign-in": { label: words.signIn.button, act: () => signIn({ failure, consent: false }) },
    consent: { label: words.signIn.allow, act: () => signIn({ failure, consent: true }) },
    setup: { label: words.act.openSetup, act: openSetup },
    none: null,
  };
  const action = actions[remedies[failure.code]];
  // Without an answer of the server there is the code alone.
  const isSaid = failure.message !== failure.code && speakInstead.has(failure.code);
  return (
    <div role="alert">
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{title}</MessageBarTitle>
          <span className={styles.text}>
            {of !== undefined && `${of}: `}
            {failure.by !== null && `${words.takenBy(failure.by)} `}
            {speakForThemselves.has(failure.code) && `${failure.message} `}
            {failure.scopes.length > 0 || isSaid ? failure.message : text}
          </span>
          {failure.requestId !== null && (
            <span className={styles.quote}>{words.details.quote(failure.requestId)}</span>
          )}
        </MessageBarBody>
        {action !== null && (
          <MessageBarActions>
            <Button size="small" onClick={action.act}>
              {action.label}
            </Button>
          </MessageBarActions>
        )}
      </MessageBar>
    </div>
  );
}
