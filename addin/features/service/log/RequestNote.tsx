import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import type { FailedRequestView } from "../../../../server/api/contract/service/log.ts";
import { useLocale, useWords, useWordsOf } from "../../../locales/locale.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({ text: { display: "block", overflowWrap: "anywhere" } });

export interface RequestNoteProps {
  /** `null`: nothing is at hand of it. */
  readonly request: FailedRequestView | null;
  /** Lines that were found of it. */
  readonly lines: number;
}

/** What is known of the request whose id somebody quotes, beside the lines of the log. */
export function RequestNote({ request, lines }: RequestNoteProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { failures } = useWords();
  const { time } = useLocale();
  if (request === null) {
    if (lines > 0) return null;
    return (
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>{words.requestUnknown}</MessageBarBody>
      </MessageBar>
    );
  }
  const { at, by, method, path, status, code } = request;
  const failure = (failures as Readonly<Record<string, { readonly title: string }>>)[code];
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        {failure !== undefined && <MessageBarTitle>{failure.title}</MessageBarTitle>}
        <span className={styles.text}>{words.requestFailed(time(at), by ?? words.nobody)}</span>
        <span className={styles.text}>{words.requestWhat(`${method} ${path}`, status, code)}</span>
      </MessageBarBody>
    </MessageBar>
  );
}
