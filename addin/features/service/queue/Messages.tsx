import { Badge, Button } from "@fluentui/react-components";
import type { MessageView } from "../../../../server/api/contract/service/queue.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

export interface MessagesProps {
  readonly messages: readonly MessageView[];
  readonly onOpen: (message: MessageView) => void;
}

/** One line for each message: what, which way, whose, since when. */
export function Messages({ messages, onOpen }: MessagesProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time, number } = useLocale();
  if (messages.length === 0) return <p className={styles.text}>{words.none}</p>;
  return (
    <ul className={styles.list}>
      {messages.map((one) => {
        const what = actionWord(words, one.action);
        const whose = one.name === "" ? one.mailboxId : one.name;
        return (
          <li key={`${one.mailboxId} ${one.messageId}`} className={styles.one}>
            <span className={styles.what}>
              <span className={styles.title}>
                {what}
                <Badge appearance="tint" color={one.state === "aside" ? "danger" : "informative"}>
                  {words.states[one.state]}
                </Badge>
                {one.endpoint !== null && (
                  <Badge appearance="outline">{words.directions[one.endpoint]}</Badge>
                )}
              </span>
              <span>{whose}</span>
              <span className={styles.small}>
                {[
                  one.since === null ? words.before : words.since(time(one.since)),
                  ...(one.attempts === 0 ? [] : [words.attempts(number(one.attempts))]),
                  ...(one.code === null ? [] : [one.code]),
                  words.resources[one.resource] ?? one.resource,
                  ...(one.about === "" ? [] : [keyOf(one.about)]),
                ].join(" · ")}
              </span>
            </span>
            <Button size="small" aria-label={words.lookAt(what, whose)} onClick={() => onOpen(one)}>
              {words.look}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

/** Graph's ids are long, and alike at their beginning. */
const keyMax = 24;
const keyOf = (about: string): string =>
  about.length > keyMax ? `…${about.slice(-keyMax)}` : about;

export function actionWord(
  words: { readonly actions: Readonly<Record<string, string>> },
  action: string,
): string {
  return words.actions[action] ?? action;
}
